"""Article 37, passwords: each rule at its border days, and on the days before what was booked later."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.audit import RULES, Facts
from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.reports.audit import audit
from fjgov_tui.store import create_store
from tests.audit.conftest import TODAY, County

DAY = timedelta(days=1)


def independent_due(last: date, months: int) -> date:
    """Two calendar months, counted without the program's own arithmetic: walk month by month, then clamp."""
    year, month = last.year, last.month
    for _ in range(months):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    return date(year, month, min(last.day, monthrange(year, month)[1]))


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2025, 12, 31), date(2026, 2, 28)),
        (date(2023, 12, 31), date(2024, 2, 29)),
        (date(2023, 12, 29), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2024, 4, 29)),
        (date(2026, 7, 31), date(2026, 9, 30)),
        (date(2025, 11, 30), date(2026, 1, 30)),
    ],
)
def test_a_password_is_overdue_from_the_day_after_two_calendar_months(county: County, last: date, due: date) -> None:
    county.save("account", opened_on=date(2023, 1, 1), used_on="", rotated_on=last)
    assert county.found("37.rotation", due) == []
    (finding,) = county.found("37.rotation", due + DAY)
    assert (finding.since, finding.due) == ((due + DAY).isoformat(), due.isoformat())
    assert "已逾期 1 天" in finding.message
    assert "本县定" not in finding.message, "the regulation's own two months"
    assert finding.severity == "violation"


def test_overdue_agrees_with_an_independent_calendar(county: County) -> None:
    county.save("account", opened_on="", used_on="", rotated_on=date(2020, 1, 1))

    @given(last=st.dates(date(2020, 1, 1), date(2027, 12, 31)), later=st.integers(-3, 70))
    def check(last: date, later: int) -> None:
        due = independent_due(last, 2)
        as_of = max(last, due + timedelta(days=later - 5))
        with county.rolled_back() as writer:
            account = writer.record(LEDGERS["account"], county.ids["account"])
            writer.save(LEDGERS["account"], {"rotated_on": last}, account)
            assert bool(county.found("37.rotation", as_of)) is (as_of > due)

    check()


@pytest.mark.parametrize("moment", ["2026-11-23T15:59:59+00:00", "2026-11-23T16:00:00+00:00"])
def test_the_day_turns_at_midnight_in_beijing_wherever_the_machine_is(
    anywhere: str, moment: str, tmp_path: Path
) -> None:
    now = datetime.fromisoformat(moment)
    with create_store(tmp_path / "county.db", clock=lambda: now) as store:
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "县政府办公室", "kind": "县政府办公室"})
            site = {"name": "县政府网", "unit": "县政府办公室", "kind": "门户网站", "url": "https://a.example/"}
            writer.save(LEDGERS["site"], site)
            account: dict[str, Raw] = {"name": "门户", "site": "县政府网", "privilege": "编辑"}
            writer.save(LEDGERS["account"], account | {"rotated_on": date(2026, 9, 23)})
        found = audit(store.read, beijing_day(store.clock()), article=37).findings
        assert ("37.rotation" in {one.rule for one in found}) is (now.astimezone(UTC).hour == 16), anywhere


def test_a_change_counts_from_its_day_and_not_before(county: County) -> None:
    county.save("account", rotated_on=date(2026, 6, 1))
    county.add("rotation", account="门户-管理员", on=date(2026, 9, 1), by="孙惊蛰", length=12, basis="检查")
    assert county.found("37.rotation", date(2026, 8, 1)) == []
    assert len(county.found("37.rotation", date(2026, 8, 2))) == 1
    assert county.found("37.rotation", date(2026, 9, 1)) == []
    assert county.found("37.rotation", date(2026, 11, 1)) == []
    assert len(county.found("37.rotation", date(2026, 11, 2))) == 1


def test_a_shorter_cycle_of_the_county_counts(county: County) -> None:
    county.add("setting", name="口令更换周期（月）", value="1")
    county.save("account", rotated_on=date(2026, 10, 22))
    assert len(county.found("37.rotation")) == 1
    assert county.found("37.cycle") == []


def test_a_longer_cycle_is_a_finding_itself(county: County) -> None:
    setting = county.add("setting", name="口令更换周期（月）", value="3")
    (finding,) = county.found("37.cycle")
    assert (finding.ledger, finding.id, finding.severity) == ("setting", setting, "violation")
    assert (finding.unit, finding.since) == ("县政府办公室", TODAY.isoformat())
    assert county.found("37.cycle", TODAY - DAY) == [], "it was not set yet"


def test_a_longer_cycle_counts_from_the_day_on_which_it_was_made_longer(tmp_path: Path) -> None:
    moment = datetime(2026, 11, 2, 1, tzinfo=UTC)
    with create_store(tmp_path / "county.db", clock=lambda: moment) as store:
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "县政府办公室", "kind": "县政府办公室"})
            setting = writer.save(LEDGERS["setting"], {"name": "口令更换周期（月）", "value": "2"})
        moment = datetime(2026, 11, 9, 1, tzinfo=UTC)
        with store.write() as writer:
            longer: dict[str, Raw] = {"value": "3"}
            writer.save(LEDGERS["setting"], longer, writer.record(LEDGERS["setting"], setting))
        found = audit(store.read, date(2026, 11, 12), article=37).findings
    assert [one.since for one in found if one.rule == "37.cycle"] == ["2026-11-09"]


def test_two_months_and_other_settings_are_no_finding(county: County) -> None:
    county.add("setting", name="口令更换周期（月）", value="2")
    county.add("setting", name="账户闲置天数", value="900")
    assert county.rules() == []


def test_an_account_never_changed_is_a_violation_once_a_cycle_is_over(county: County) -> None:
    county.save("account", rotated_on="", length="", length_basis="", used_on="", opened_on=date(2026, 9, 30))
    assert county.found("37.rotation-never", date(2026, 11, 30)) == [], "not before its time"
    (finding,) = county.found("37.rotation-never", date(2026, 12, 1))
    assert (finding.severity, finding.since, finding.due) == ("violation", "2026-12-01", "2026-11-30")
    assert county.found("37.rotation", date(2026, 12, 1)) == [], "one finding is enough"
    assert county.found("37.rotation-never", date(2026, 9, 29)) == [], "it was not open yet"
    county.save("account", opened_on="")
    assert [one.severity for one in county.found("37.rotation-never")] == ["notice"], (
        "nobody knows since when it is open"
    )
    entered = date(2027, 1, 23)
    assert [one.severity for one in county.found("37.rotation-never", entered)] == ["notice"]
    assert [one.severity for one in county.found("37.rotation-never", entered + timedelta(days=1))] == ["violation"], (
        "it was open when it was entered"
    )


@pytest.mark.parametrize(("length", "severity"), [(7, "violation"), (8, None), ("", "notice")])
def test_eight_characters_are_enough(county: County, length: Raw, severity: str | None) -> None:
    county.save("account", length=length)
    assert [one.severity for one in county.found("37.length")] == ([severity] if severity else [])


@pytest.mark.parametrize(("length", "judged"), [(8, 1), (7, 1), ("", 0)])
def test_a_password_of_which_nobody_has_written_down_the_length_is_not_judged(
    county: County, length: Raw, judged: int
) -> None:
    county.save("account", length=length)
    (rule,) = [one for one in RULES if one.id == "37.length"]
    answer = rule.ask(Facts(county.store.read, TODAY))
    assert (answer.judged, len(answer.unjudged)) == (judged, 1 - judged)


def test_the_length_of_the_last_change_counts(county: County) -> None:
    county.save("account", rotated_on=date(2026, 9, 1), length=6)
    county.add("rotation", account="门户-管理员", on=date(2026, 11, 1), by="孙惊蛰", length=12, basis="检查")
    assert len(county.found("37.length", date(2026, 10, 31))) == 1
    assert county.found("37.length", date(2026, 11, 1)) == []


def test_a_promise_is_noticed_until_somebody_looks(county: County) -> None:
    county.save("account", length_basis="承诺")
    (finding,) = county.found("37.attested")
    assert finding.severity == "notice"
    county.add("rotation", account="门户-管理员", on=date(2026, 11, 20), by="孙惊蛰", length=12, basis="检查")
    assert county.found("37.attested") == []
    assert len(county.found("37.attested", date(2026, 11, 19))) == 1


def test_accounts_out_of_use_are_not_judged(county: County) -> None:
    county.save("account", rotated_on=date(2025, 1, 1), used_on="", length=6, length_basis="承诺", state="已停用")
    assert county.rules() == []
