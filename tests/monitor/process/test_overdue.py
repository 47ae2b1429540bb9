from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import BEIJING
from fjgov_tui.monitor.checks.registry import INSPECTIONS
from fjgov_tui.monitor.process.inspecting import RunKey, neighbours, overdue
from fjgov_tui.observed.model import PageOf
from fjgov_tui.observed.pages import Target
from fjgov_tui.workflows.check_plan import DEFAULT_LINES, CheckPlan, PlanLine


def page(record: int, of: PageOf = "site") -> Target:
    return Target(page_of=of, record=record, site=1, name=f"页{record}", url="http://a.example/", unit="县水利局")


SITE, COLUMN = page(1), page(9, "column")
NINE = int(datetime(2026, 11, 23, 9, tzinfo=BEIJING).timestamp())
SEVEN = int(datetime(2026, 11, 23, 7, 15, tzinfo=BEIJING).timestamp())


def keys(started: dict[RunKey, int], now: int, spread: float = 600.0) -> set[RunKey]:
    return {job.key for job in overdue(CheckPlan(), (SITE, COLUMN), started, now, spread)}


def test_at_the_first_start_everything_runs_once_on_the_pages_it_is_for() -> None:
    found = keys({}, NINE)
    assert {key for key in found if key[1] == "column"} == {
        ("freshness", "column", 9),
        ("integrity", "column", 9),
        ("content", "column", 9),
        ("standing", "column", 9),
    }
    assert {key[0] for key in found if key[1] == "site"} == {*INSPECTIONS} - {"published"}


def test_what_has_run_since_its_time_came_is_not_due_and_after_a_long_stop_runs_once() -> None:
    done = dict.fromkeys(keys({}, NINE), NINE - 60)
    assert keys(done, NINE) == set()
    assert ("freshness", "site", 1) in keys(done | {("freshness", "site", 1): SEVEN - 1}, NINE)
    long_ago = dict.fromkeys(done, NINE - 90 * 86400)
    again = keys(long_ago, NINE)
    assert again == set(done)
    assert keys(dict.fromkeys(again, NINE), NINE) == set()


def test_a_run_that_a_wrong_clock_booked_in_the_future_does_not_hold_anything_up() -> None:
    wrong = dict.fromkeys(keys({}, NINE), NINE + 30 * 86_400)
    assert keys(wrong, NINE) == set(wrong)


@given(st.integers(1, 2000))
def test_the_pages_of_one_time_are_spread_over_ten_minutes(record: int) -> None:
    target = page(record, "column")
    started = {("freshness", "column", record): SEVEN - 1}

    def due(now: int) -> bool:
        jobs = overdue(CheckPlan(), (target,), started, now)
        return any(job.key == ("freshness", "column", record) for job in jobs)

    moments = [now for now in range(SEVEN, SEVEN + 601, 10) if due(now)]
    assert moments
    assert moments == list(range(moments[0], SEVEN + 601, 10)), "once due it stays due"
    assert not due(SEVEN - 1)


def test_pages_do_not_all_begin_at_once() -> None:
    many = [page(record, "column") for record in range(100)]
    started = {("freshness", "column", record): SEVEN - 1 for record in range(100)}
    counts = [
        sum(job.key[0] == "freshness" for job in overdue(CheckPlan(), many, started, SEVEN + after))
        for after in (60, 300)
    ]
    assert 1 <= counts[0] <= 25
    assert 30 <= counts[1] <= 70


def test_a_check_that_is_switched_off_is_never_due() -> None:
    off = {check: PlanLine(cron, enabled=False) for check, cron in DEFAULT_LINES.items()}
    assert overdue(CheckPlan(off), (SITE, COLUMN), {}, NINE) == []


def test_a_column_is_seen_with_the_columns_of_its_site_that_were_registered_beside_it() -> None:
    columns = [replace(page(record, "column"), url=f"http://a.example/{record}/") for record in range(1, 30)]
    strange = replace(page(13, "column"), site=2, url="http://b.example/13/")
    twice = replace(page(16, "column"), url=columns[14].url)
    found = neighbours(columns[14], [SITE, *columns[:15], twice, strange, *columns[16:]])
    assert [target.record for target in found] == [14, 13, 17, 12, 18, 11]
