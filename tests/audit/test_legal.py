"""The edges of the law: since when the regulation binds, what people can have known, and what nobody can check."""

from datetime import date, timedelta

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.reports.audit import audit
from fjgov_tui.workflows.handover import begin_handover
from tests.audit.conftest import TODAY, County

ISSUED = date(2022, 9, 16)
DAY = timedelta(days=1)
LEFT = date(2026, 11, 10)


def test_before_the_regulation_there_are_notices_and_no_duty(county: County) -> None:
    county.save("unit", first="")
    county.save("site", police="", icp="")
    county.save("vendor", nda_on="", contract_from="")
    for day in (date(2022, 1, 1), ISSUED - DAY):
        report = audit(county.store.read, day)
        assert {finding.severity for finding in report.findings} == {"notice"}
        assert {one.state for one in report.articles} == {"无义务"}
        assert "2022-09-16 起施行" in report.articles[4].reason
    assert audit(county.store.read, ISSUED).reaches(Severity.VIOLATION)


def test_no_trouble_is_older_than_the_duty(county: County) -> None:
    county.save("site", police="", opened_on=date(2015, 1, 1))
    (finding,) = county.found("7.filing")
    assert (finding.severity, finding.since) == ("violation", "2022-09-16")


@pytest.mark.parametrize(("left", "severity"), [(ISSUED - DAY, "notice"), (ISSUED, "violation")])
def test_a_pledge_missing_before_the_regulation_is_a_notice(county: County, left: date, severity: str) -> None:
    county.add("person", name="李春分", unit="白帝镇人民政府", on_duty=date(2015, 1, 1), left_on=left)
    (finding,) = county.found("36.pledge")
    assert finding.severity == severity


def test_opening_before_approval_long_ago_is_a_notice(county: County) -> None:
    county.save("media", opened_on=date(2019, 1, 1), approved_on=date(2019, 5, 1))
    assert [one.severity for one in county.found("8.approval")] == ["notice"]


def test_the_pledge_of_the_first_day_is_not_the_leavers(county: County) -> None:
    county.save("account", holder="")
    county.save("person", pledge_on=date(2024, 1, 1), left_on=LEFT)
    (finding,) = county.found("36.pledge")
    assert "2024-01-01 是到岗时签的" in finding.message
    county.save("person", pledge_on=LEFT)
    assert county.found("36.pledge") == []


def test_an_account_taken_over_is_held_from_the_handovers_day(county: County) -> None:
    """The account is of 2024; who took it over in November 2026 was trained in June 2026 and is in order."""
    for name, on_duty in (("李春分", date(2026, 6, 2)), ("周谷雨", date(2026, 11, 5))):
        county.add("person", name=name, unit="白帝镇人民政府", real_name="是", on_duty=on_duty, filed_on=on_duty)
    county.add("attendance", training="全县培训2026", person="李春分", passed="是")
    with county.store.write() as writer:
        takers = {person.title: person.id for person in writer.records(LEDGERS["person"])}
        begin_handover(writer, county.ids["person"], LEFT, taker_id=takers["李春分"])
    assert county.found("39.before-duty") == []

    with county.store.write() as writer:
        begin_handover(writer, takers["李春分"], TODAY, taker_id=takers["周谷雨"], untrained=True)
    (finding,) = county.found("39.before-duty")
    assert (finding.subject, finding.since) == ("周谷雨", TODAY.isoformat())
    assert "据李春分的工作移交" in finding.message, "which record says so"


def test_a_newcomer_of_before_the_ledger_cannot_be_judged(county: County) -> None:
    """Training kept since 2023; who came in October 2022 may well have been trained first."""
    county.add(
        "person", name="李春分", unit="白帝镇人民政府", roles="信息员", real_name="是", on_duty=date(2022, 10, 1)
    )
    (finding,) = county.found("39.before-duty")
    assert (finding.severity, finding.subject) == ("notice", "李春分")
    assert "无法核对" in finding.message


def test_every_year_since_the_ledger_begins_is_looked_at(county: County) -> None:
    for session in list(county.store.read.records(LEDGERS["training"])):
        if session.title in {"全县培训2024", "全县培训2025"}:
            with county.store.write() as writer:
                for row in list(writer.records(LEDGERS["attendance"])):
                    if row.names["training"] == session.title:
                        writer.remove(LEDGERS["attendance"], row.id, row.revision)
                writer.remove(LEDGERS["training"], session.id, session.revision)
    (finding,) = county.found("39.annual")
    assert "2024 年、2025 年没有" in finding.message
    assert (finding.since, finding.due) == ("2025-01-01", "2024-12-31")
    assert "说明" in finding.message, "what can still be done"


def test_a_responsible_person_answers_from_the_first_day_of_duty(county: County) -> None:
    county.ids["person"] = 1
    county.save("person", on_duty=date(2026, 12, 1))
    (finding,) = county.found("5.responsible")
    assert finding.severity == "warning"
    assert "赵立春 2026-12-01 才到岗" in finding.message
    assert county.found("5.responsible", date(2026, 12, 1)) == []


def test_after_one_missing_thing_the_next_is_still_told(county: County) -> None:
    county.ids["person"] = 2
    county.save("person", mobile="")
    county.save("unit", first="")
    (finding,) = county.found("5.responsible")
    assert "没有登记第一责任人" in finding.message
    assert "钱雨水没有登记手机号" in finding.message
    county.save("media", approval="", approved_on=date(2024, 3, 2))
    assert [one.severity for one in county.found("8.approval")] == ["violation", "notice"]


@pytest.mark.parametrize(
    ("ledger", "dates", "rule"),
    [
        ("vendor", {"trained_on": date(2026, 6, 1), "contract_from": date(2026, 1, 1)}, "38.training"),
        ("account", {"rotated_on": date(2026, 6, 1)}, "37.rotation-never"),
        ("account", {"used_on": date(2026, 6, 1)}, "37.unused"),
        ("media", {"posted_on": date(2026, 6, 1)}, "21.media-age"),
    ],
)
def test_where_only_the_last_date_is_kept_a_past_day_cannot_be_checked(
    county: County, ledger: str, dates: dict[str, Raw], rule: str
) -> None:
    county.save(ledger, **dates)
    findings = county.found(rule, date(2026, 5, 1))
    assert [one.severity for one in findings] == ["notice"]
    assert "无法核对" in findings[0].message


def test_six_characters_are_not_outvoted_by_the_accounts_twelve_of_the_same_day(county: County) -> None:
    given: dict[str, Raw] = {"account": "门户-管理员", "on": date(2026, 11, 1), "by": "孙惊蛰", "reason": "定期"}
    county.add("rotation", **given, length=6, basis="承诺")
    (finding,) = county.found("37.length")
    assert "口令只有 6 位" in finding.message


def test_a_longer_cycle_does_not_hide_what_is_overdue_by_the_regulation(county: County) -> None:
    county.save("account", rotated_on=date(2026, 9, 1))
    county.add("setting", name="口令更换周期（月）", value="3")
    assert county.found("37.rotation", date(2026, 11, 1)) == []
    (finding,) = county.found("37.rotation", date(2026, 11, 2))
    assert "超过两个月（本县定 3 个月" in finding.message


def test_an_account_of_a_closed_site_is_to_be_stopped_and_nothing_else(county: County) -> None:
    county.save("account", rotated_on=date(2026, 1, 1), used_on=date(2026, 10, 30))
    county.save("site", state="关停", closed_on=date(2026, 11, 1))
    assert {"37.rotation"} == {one for one in county.rules(date(2026, 10, 31)) if one.startswith("37.")}
    (finding,) = [one for rule in ("37.unused", "37.rotation", "37.holder") for one in county.found(rule)]
    assert "请停用账户" in finding.message
    assert finding.since == "2026-11-01"


def test_a_vendor_that_serves_on_after_its_contract_is_found(county: County) -> None:
    county.save("site", vendor="演示公司")
    assert county.found("38.agreement", TODAY) == []
    (finding,) = county.found("38.agreement", TODAY + DAY)
    assert "合同 2026-11-23 已到期，还在为“县政府网”服务" in finding.message
    assert finding.since == (TODAY + DAY).isoformat()
    county.save("site", vendor="")
    assert county.found("38.agreement", TODAY + DAY) == [], "it serves nobody: nothing to check"


@pytest.mark.parametrize(("days", "told"), [(30, False), (31, True)])
def test_a_new_site_has_thirty_days_to_file(county: County, days: int, told: bool) -> None:
    county.save("site", police="", opened_on=TODAY - timedelta(days=days))
    assert bool(county.found("7.filing")) is told


def test_a_media_account_opened_days_ago_need_not_have_posted(county: County) -> None:
    county.save("media", posted_on="", opened_on=TODAY - timedelta(days=10), approved_on=TODAY - timedelta(days=20))
    assert county.found("21.media-age") == []
    assert [one.severity for one in county.found("21.media-age", TODAY + DAY)] == ["notice"]


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ({"filed_on": ""}, "2024-01-01 到岗"),
        ({"filed_on": date(2024, 1, 2), "left_on": LEFT}, "2026-11-10 离岗"),
        ({"filed_on": date(2024, 1, 2), "changed_on": date(2026, 5, 1)}, "2026-05-01 姓名、手机号等有变动"),
    ],
)
def test_the_filing_says_what_was_not_filed(county: County, dates: dict[str, Raw], said: str) -> None:
    county.save("person", **dates)
    (finding,) = county.found("37.filing")
    assert said in finding.message


def test_who_came_long_before_the_regulation_need_not_have_been_filed(county: County) -> None:
    county.save("person", on_duty=date(2015, 1, 1), filed_on="")
    assert [one.severity for one in county.found("37.filing")] == ["notice"]


def test_a_missing_session_of_last_year_says_what_can_still_be_done(county: County) -> None:
    county.add("person", name="李春分", unit="白帝镇人民政府", roles="信息员", on_duty=date(2024, 1, 5))
    county.add("attendance", training="全县培训2023", person="李春分", passed="是")
    (finding,) = county.found("39.coverage")
    assert "登记说明" in finding.message
    assert "请" in finding.message
