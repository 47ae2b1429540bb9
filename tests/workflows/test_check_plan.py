from datetime import date, datetime
from pathlib import Path

import pytest

from fjgov_tui.clock import BEIJING, day_start
from fjgov_tui.errors import RecordProblem
from fjgov_tui.ledgers.cron import fires_a_day, is_cron
from fjgov_tui.monitor.checks.links import APART
from fjgov_tui.monitor.checks.registry import INSPECTIONS
from fjgov_tui.observed.model import CHECK_NAMES
from fjgov_tui.observed.slots import starts_of
from fjgov_tui.store import Store, open_store
from fjgov_tui.workflows.check_plan import DEFAULT_LINES, VISIT, plan_rows, read_plan
from fjgov_tui.workflows.maintenance import MaintenanceWindow, Windows, read_windows
from tests.monitor.county import add, make_county

NOW = datetime(2026, 11, 23, 11, 30, tzinfo=BEIJING)
DAY = date(2026, 11, 23)


@pytest.fixture
def county(tmp_path: Path) -> Store:
    make_county(tmp_path / "county.db", ["http://a.example/", "http://b.example/"])
    return open_store(tmp_path / "county.db")


def test_every_check_has_a_default_that_can_be_carried_out() -> None:
    assert set(DEFAULT_LINES) == set(CHECK_NAMES)
    assert all(map(is_cron, DEFAULT_LINES.values()))
    assert fires_a_day(DEFAULT_LINES[VISIT]) == 48


def test_the_second_look_at_links_comes_late_enough_on_the_same_day_to_prove_them_dead() -> None:
    first, second = starts_of(DEFAULT_LINES["links"], date(2026, 11, 28))
    assert second - first >= APART + INSPECTIONS["links"].seconds


def test_a_single_site_goes_before_the_county_and_the_county_before_the_default(county: Store) -> None:
    with county:
        add(county, "schedule", kind="访问", cron="*/15 * * * *", enabled="是")
        add(county, "schedule", kind="访问", site="站点2", cron="*/20 * * * *", enabled="是")
        add(county, "schedule", kind="内容", site="站点2", cron="0 3 * * *", enabled="否")
        plan = read_plan(county.read)
    assert plan.line(VISIT, 1) == "*/15 * * * *"
    assert plan.line(VISIT, 2) == "*/20 * * * *"
    assert plan.line("content", 1) == DEFAULT_LINES["content"]
    assert plan.line("content", 2) is None
    assert plan.slots((1, 2), DAY, day_start(DAY) + 7200) == {1: 8, 2: 6}


def test_visits_that_are_too_few_are_refused_where_they_are_entered(county: Store) -> None:
    with county, pytest.raises(RecordProblem, match="少于每天 20 次"):
        add(county, "schedule", kind="访问", cron="0 * * * 1-5", enabled="是")


def test_the_table_shows_words_source_and_the_next_five_runs(county: Store) -> None:
    with county:
        add(county, "schedule", kind="规范", site="站点1", cron="0 5 * * 1", enabled="是")
        add(county, "schedule", kind="链接", cron="0 1 1 * *", enabled="否")
        rows = plan_rows(county.read, NOW)
    assert [row.check for row in rows] == ["访问", "更新", "篡改", "内容", "链接", "规范", "规范", "发布"]
    visits, links, special = rows[0], rows[4], rows[6]
    assert (visits.words, visits.source, len(visits.next)) == ("每 30 分钟", "默认", 5)
    assert visits.next[0] == datetime(2026, 11, 23, 12, tzinfo=BEIJING)
    assert (links.source, links.enabled, links.next) == ("登记", False, ())
    assert (special.site, special.site_name, special.words) == (1, "站点1", "每周一 05:00")


def at(day: int, hour: int, minute: int = 0) -> int:
    return int(datetime(2026, 11, day, hour, minute, tzinfo=BEIJING).timestamp())


def test_a_window_holds_once_daily_or_weekly() -> None:
    start, end = at(23, 22), at(24, 2)
    once, daily, weekly = (MaintenanceWindow(start, end, period) for period in (None, 86_400, 7 * 86_400))
    for window in (once, daily, weekly):
        assert not window.covers(start - 1)
        assert window.covers(start)
        assert window.covers(end - 1)
        assert not window.covers(end)
    assert [one.covers(at(25, 1)) for one in (once, daily, weekly)] == [False, True, False]
    assert [one.covers(at(30, 23)) for one in (once, daily, weekly)] == [False, True, True]
    assert not daily.covers(at(22, 23)), "before the first day nothing is under maintenance"


def test_windows_are_of_one_site_or_of_all(county: Store) -> None:
    with county:
        add(
            county, "maintenance", site="站点1", starts_at="2026-11-23 22:00", ends_at="2026-11-23 23:00",
            repeat="一次", reason="升级", approver="王芳",
        )  # fmt: skip
        add(
            county, "maintenance", starts_at="2026-11-24 02:00", ends_at="2026-11-24 03:00",
            repeat="每天", reason="机房", approver="王芳",
        )  # fmt: skip
        windows = read_windows(county.read)
    assert windows.in_maintenance(1, at(23, 22, 30))
    assert not windows.in_maintenance(2, at(23, 22, 30))
    assert windows.in_maintenance(2, at(27, 2, 30))
    assert not Windows().in_maintenance(1, at(23, 22))
