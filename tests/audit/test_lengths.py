"""Rules that give a length of time, on its last day and on the day after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from fjgov_tui.ledgers.types import Raw
from tests.audit.conftest import TODAY, County

TOWN = "白帝镇人民政府"
ONE = timedelta(days=1)
NEXT_YEAR = datetime(2027, 1, 9, 4, tzinfo=UTC)


def test_a_new_site_is_announced_on_the_day_on_which_it_opens(county: County) -> None:
    """Article 7: the next day it is a breach."""
    county.save("change", title="新站", kind="开设网站", unit=TOWN, opened_on=date(2026, 11, 2))
    assert county.found("7.announcement", date(2026, 11, 1)) == []
    assert county.found("7.announcement", date(2026, 11, 2)) == []
    (late,) = county.found("7.announcement", date(2026, 11, 3))
    assert (late.severity, late.since) == ("violation", "2026-11-03")
    assert late.message.startswith("2026-11-02 开通")
    county.save("change", announced_on=date(2026, 11, 3))
    assert county.found("7.announcement") == []


@pytest.mark.parametrize(("closed", "kept"), [(date(2026, 10, 31), False), (date(2026, 11, 1), True)])
def test_the_closing_of_a_site_is_announced_for_thirty_days(county: County, closed: date, kept: bool) -> None:
    """The guideline's thirty days from 2 October, that day not counted."""
    days = {"announced_on": date(2026, 10, 2), "executed_on": closed}
    county.add("change", title="县政府网", kind="关停", unit=TOWN, site="县政府网", **days)
    assert (county.found("9.announcement-site") == []) is kept
    assert county.found("9.announcement-site", closed - ONE) == [], "it was not closed yet"


@pytest.mark.parametrize(("until", "kept"), [(date(2026, 11, 1), True), (date(2026, 11, 2), False)])
def test_a_site_is_offline_for_thirty_days_at_most(county: County, until: date, kept: bool) -> None:
    days = {"executed_on": date(2026, 10, 2), "until_on": until}
    county.add("change", title="改版", kind="临时下线", unit=TOWN, site="县政府网", **days)
    assert (county.found("9.offline-long") == []) is kept


@pytest.mark.parametrize("second", ["2026-11-23 15:00:01", ""])
def test_a_grave_incident_is_reported_within_four_hours(county: County, second: str) -> None:
    """国家网络安全事件报告管理办法: found at 11:00, 15:00 is in time and a second more is not."""
    county.save(
        "incident", title="首页被改", kind="疑似篡改", source="上级通报", unit=TOWN, grade="较大",
        grade_reason="首页被改", found_at="2026-11-23 11:00:00", provincial_at="2026-11-23 15:00:00",
    )  # fmt: skip
    assert county.found("24.report-upward") == []
    county.save("incident", provincial_at=second)
    (late,) = county.found("24.report-upward")
    assert (late.severity, late.due) == ("notice", "2026-11-23")


@pytest.mark.parametrize(
    ("summary", "as_of", "kept"),
    [
        ("", date(2026, 12, 23), True),
        ("", date(2026, 12, 24), False),
        ("2026-12-23", date(2027, 1, 9), True),
        ("2026-12-24", date(2027, 1, 9), False),
    ],
)
def test_a_grave_incident_is_summed_up_within_thirty_days_after_it_was_handled(
    county: County, summary: str, as_of: date, kept: bool
) -> None:
    county.store.clock = lambda: NEXT_YEAR
    county.add(
        "incident", title="首页被改", kind="疑似篡改", source="上级通报", unit=TOWN, grade="较大",
        grade_reason="首页被改", found_at="2026-11-23 11:00", provincial_at="2026-11-23 12:00",
        handled_at="2026-11-23 11:30", summary_on=summary,
    )  # fmt: skip
    late = county.found("24.report-summary", as_of)
    assert [finding.since for finding in late] == ([] if kept else ["2026-12-24"])


@pytest.mark.parametrize(("mended", "kept"), [("", False), ("2026-11-23", True)])
def test_what_a_check_found_is_mended_within_thirty_days_where_no_day_was_set(
    county: County, mended: str, kept: bool
) -> None:
    county.add("system", name="门户平台", unit="县政府办公室", since="2024-01-01")
    given: dict[str, Raw] = {
        "kind": "应用程序检查",
        "checked_on": "2026-10-23",
        "result": "有问题",
        "problem": "弱口令",
    }
    county.add("safety", system="门户平台", mended_on=mended, **given)
    assert county.found("35.rectified", date(2026, 11, 22)) == []
    late = county.found("35.rectified", date(2026, 11, 23))
    assert [(finding.severity, finding.due) for finding in late] == ([] if kept else [("warning", "2026-11-22")])


@pytest.mark.parametrize(
    ("evaluated", "kept"),
    [("2025-11-01", False), ("2025-11-02", True), ("2026-11-02", True), ("2026-11-03", False)],
)
def test_a_new_function_is_evaluated_in_the_year_before_it_goes_into_service(
    county: County, evaluated: str, kept: bool
) -> None:
    """互联网政务应用安全管理规定 18: what is evaluated afterwards was not evaluated before."""
    county.add("system", name="门户平台", unit="县政府办公室", since="2025-10-01", function_on="2026-11-02")
    county.add("safety", system="门户平台", kind="安全评估", checked_on=evaluated)
    as_of = max(date(2026, 11, 2), date.fromisoformat(evaluated))
    assert (county.found("35.evaluated", as_of) == []) is kept


@pytest.mark.parametrize(("released", "read"), [(date(2026, 10, 24), True), (date(2026, 10, 23), False)])
def test_texts_of_the_last_month_are_read_again(county: County, released: date, read: bool) -> None:
    county.add("release", title="通知", unit=TOWN, text="奉节县人民攻府通知", formed_on=released, published_on=released)
    assert bool(county.found("20.content", TODAY)) is read


@pytest.mark.parametrize(("reviewed", "kept"), [("2026-11-10", True), ("2026-11-09", False)])
def test_what_was_withdrawn_is_reviewed_on_that_day_or_later_before_it_is_published_again(
    county: County, reviewed: str, kept: bool
) -> None:
    """Article 25: all three reviews and all three proofs anew; one that is older is none."""
    steps = {f"{step}_on": "2026-11-12" for step in ("review1", "review2", "review3", "proof1", "proof2", "proof3")}
    given: dict[str, Raw] = {**steps, "review1_on": reviewed, "withdrawn_on": "2026-11-10"}
    county.add("release", title="通知", unit=TOWN, formed_on="2026-11-01", published_on="2026-11-13", **given)
    assert (county.found("25.republish") == []) is kept


def test_a_site_is_filed_with_the_police_within_thirty_days(county: County) -> None:
    """计算机信息网络国际联网安全保护管理办法 12: thirty days from being connected, that day not counted."""
    county.save("site", police="", opened_on=date(2026, 10, 24))
    assert county.found("7.filing", date(2026, 11, 23)) == []
    (late,) = county.found("7.filing", date(2026, 11, 24))
    assert (late.severity, late.since) == ("violation", "2026-11-24")


def test_a_contract_of_half_a_year_wants_its_first_supervision(county: County) -> None:
    county.add("vendor", name="新公司", unit=TOWN, service="云主机", contract_from=TODAY - timedelta(days=183))
    assert county.found("38.supervision") == []
    (late,) = county.found("38.supervision", TODAY + ONE)
    assert (late.subject, late.since) == ("新公司", (TODAY + ONE).isoformat())


@pytest.mark.parametrize(("pledged", "kept"), [("2026-11-09", False), ("2026-11-10", True)])
def test_the_pledge_of_the_day_of_entry_is_none_on_leaving(county: County, pledged: str, kept: bool) -> None:
    """Article 36: what was signed before the leaving day says nothing of the leaving."""
    county.save("person", left_on="2026-11-10", pledge_on=pledged)
    assert (county.found("36.pledge") == []) is kept


@pytest.mark.parametrize(("came", "severity"), [("2022-09-15", "notice"), ("2022-09-16", "violation")])
def test_the_regulation_binds_from_the_day_on_which_it_was_issued(county: County, came: str, severity: str) -> None:
    """Article 41: 16 September 2022 itself is within it."""
    county.save("person", on_duty=came, filed_on="")
    assert [finding.severity for finding in county.found("37.filing")] == [severity]


@pytest.mark.parametrize(
    ("withdrawn", "as_of", "told"),
    [
        ("", "2026-11-13", True),
        ("2026-11-10", "2026-11-13", True),  # taken down before, and out again
        ("2026-11-20", "2026-11-19", True),
        ("2026-11-20", "2026-11-20", False),
    ],
)
def test_what_is_out_in_spite_of_its_review_is_told_until_it_is_taken_down(
    county: County, withdrawn: str, as_of: str, told: bool
) -> None:
    """Article 16: an earlier taking down and a later one say nothing of the day."""
    days = {"formed_on": "2026-11-01", "published_on": "2026-11-13", "withdrawn_on": withdrawn}
    county.add("release", title="通知", unit=TOWN, secrecy_result="不予公开", **days)
    assert bool(county.found("16.ground", date.fromisoformat(as_of))) is told


@pytest.mark.parametrize(("answered", "kept"), [("2026-11-13", True), ("2026-11-14", False)])
def test_the_consent_of_the_other_unit_is_there_before_it_is_published(
    county: County, answered: str, kept: bool
) -> None:
    """Article 17: what was agreed to afterwards was published without consent, whenever it is looked at."""
    county.add("unit", name="县水利局", kind="部门")
    days = {"formed_on": "2026-11-01", "published_on": "2026-11-13"}
    county.add("release", title="通知", unit=TOWN, joint="县水利局", **days)
    asked: dict[str, Raw] = {"release": "通知", "unit": "县水利局", "asked_on": "2026-11-02"}
    county.add("consent", answer="同意", answered_on=answered, **asked)
    assert (county.found("17.consent") == []) is kept


def test_a_new_function_without_any_evaluation_is_told_from_its_day(county: County) -> None:
    county.add("system", name="门户平台", unit="县政府办公室", since="2026-10-01", function_on="2026-11-02")
    assert county.found("35.evaluated", date(2026, 11, 1)) == []
    assert [finding.since for finding in county.found("35.evaluated", date(2026, 11, 2))] == ["2026-11-02"]


def test_checks_of_a_system_come_round_and_are_late_from_the_day_after(county: County) -> None:
    county.add("system", name="门户平台", unit="县政府办公室", since="2024-01-01")
    for kind in ("应用程序检查", "操作系统检查", "数据库检查"):
        county.add("safety", system="门户平台", kind=kind, checked_on="2025-11-22")
    assert county.found("35.checks", date(2026, 11, 22)) == []
    (late,) = county.found("35.checks", date(2026, 11, 23))
    assert (late.due, late.since) == ("2026-11-22", "2026-11-23")
