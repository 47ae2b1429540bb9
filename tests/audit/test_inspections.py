"""Articles 33 and 34: each site and account in each quarter, the bulletin after it, and what failed is seen to."""

from datetime import date

import pytest

from fjgov_tui.audit import RULES as ALL
from fjgov_tui.audit import Facts
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.reports.audit import audit
from tests.audit.conftest import TODAY, County

LAST = "2026Q3"
"""The quarter that was over last on the day of the tests, 23 November 2026."""
RULES = {"33.sites", "33.media", "33.bulletin", "34.rectified", "34.decided"}


def inspected(county: County, period: str = LAST, result: str = "合格", *, media: bool = True, **given: Raw) -> None:
    """The county's one site and one account, checked on the last day of October."""
    values: dict[str, Raw] = {
        "period": period, "unit": "白帝镇人民政府", "result": result, "checked_on": date(2026, 10, 8), **given,
    }  # fmt: skip
    county.add("inspection", **values, name="县政府网", site="县政府网")
    if media:
        county.add("inspection", **{**values, "result": "合格"}, name="白帝镇", media="白帝镇")


def rules(county: County, as_of: date = TODAY) -> list[str]:
    return [rule for rule in county.rules(as_of) if rule in RULES]


def test_a_county_without_a_register_is_not_judged_and_not_green(county: County) -> None:
    assert rules(county) == []
    article = next(state for state in audit(county.store.read, TODAY).articles if state.article == 33)
    assert article.state == "未检查"


def test_a_quarter_with_every_subject_checked_and_a_bulletin_keeps_the_article(county: County) -> None:
    inspected(county)
    county.add("bulletin", period=LAST, number="奉节府办〔2026〕9号", issued_on=date(2026, 10, 20))
    assert rules(county) == []
    article = next(state for state in audit(county.store.read, TODAY).articles if state.article == 33)
    assert (article.state, article.violations) == ("合规", 0)


def test_an_account_that_nobody_checked_is_named(county: County) -> None:
    inspected(county, media=False)
    (finding,) = county.found("33.media")
    assert (finding.severity, finding.subject, finding.since) == ("violation", "白帝镇", "2026-10-01")
    assert finding.unit == "县政府办公室", "who has to inspect answers for it"


def test_a_quarter_in_which_nothing_was_checked_is_told_once(county: County) -> None:
    inspected(county, "2026Q2", checked_on=date(2026, 7, 8))
    (finding,) = county.found("33.sites")
    assert (finding.subject, finding.severity) == ("县政府办公室", "violation")
    assert "2026年第三季度" in finding.message
    assert county.found("33.media") == []


@pytest.mark.parametrize(("as_of", "severity"), [(date(2026, 10, 30), "warning"), (date(2026, 10, 31), "violation")])
def test_within_thirty_days_after_the_quarter_it_is_a_warning(county: County, as_of: date, severity: str) -> None:
    inspected(county, "2026Q2", checked_on=date(2026, 7, 8))
    assert [finding.severity for finding in county.found("33.sites", as_of)] == [severity]


def test_a_check_of_another_kind_is_not_the_quarterly_one(county: County) -> None:
    inspected(county, "2026Q2", checked_on=date(2026, 7, 8))
    inspected(county, kind="专项检查")
    assert "33.sites" in rules(county)


def test_a_subject_that_could_not_be_checked_is_not_in_order(county: County) -> None:
    inspected(county, result="未检查", grounds="这一季没有监测数据")
    (finding,) = county.found("33.sites")
    assert finding.severity == "notice"
    assert "没有监测数据" in finding.message
    article = next(state for state in audit(county.store.read, TODAY).articles if state.article == 33)
    assert article.unjudged >= 1


def test_a_quarter_without_a_bulletin_is_a_breach_of_the_office(county: County) -> None:
    inspected(county)
    (finding,) = county.found("33.bulletin")
    assert (finding.severity, finding.subject) == ("violation", "县政府办公室")
    county.add("bulletin", period=LAST, number="奉节府办〔2026〕9号")
    assert county.found("33.bulletin"), "a draft that was not issued is none"


def test_who_failed_has_to_be_decided_about(county: County) -> None:
    inspected(county, result="不合格", grounds="首页两周没有更新")
    (finding,) = county.found("34.decided")
    assert (finding.severity, finding.subject) == ("warning", "县政府网")
    case: dict[str, Raw] = {
        "title": "第三季度检查不合格", "unit": "白帝镇人民政府", "ground": "抽查不合格", "period": LAST,
        "facts": "首页",
    }  # fmt: skip
    county.save("accountability", **case, proposed_on=date(2026, 10, 12))
    assert county.found("34.decided"), "proposed is not decided"
    county.save("accountability", measures="约谈", decided_on=date(2026, 10, 15))
    assert county.found("34.decided") == []


@pytest.mark.parametrize(
    ("reported", "broken"), [(date(2026, 10, 22), []), (date(2026, 10, 23), ["34.rectified"]), (None, ["34.rectified"])]
)
def test_an_order_is_answered_within_ten_working_days(county: County, reported: date | None, broken: list[str]) -> None:
    """From Friday 9 October 2026: the Saturday after it is a working day, so that the tenth is Thursday 22."""
    done: dict[str, Raw] = {"report": "已改", "reported_on": reported, "rechecked_on": reported, "closed_on": reported}
    county.add(
        "rectification", title="首页不更新", unit="白帝镇人民政府", period=LAST, problem="首页两周没有更新",
        ordered_on=date(2026, 10, 9), **(done if reported else {}),
    )  # fmt: skip
    assert [rule for rule in rules(county) if rule == "34.rectified"] == broken


def test_a_quarter_that_runs_is_no_answer_for_what_nobody_has_checked(county: County) -> None:
    """The register begins this quarter with the portal: nothing is owed yet, and of the account nobody knows."""
    inspected(county, "2026Q4", media=False, checked_on=TODAY)
    assert rules(county) == []
    facts = Facts(county.store.read, TODAY)
    answers = {rule.id: rule.ask(facts) for rule in ALL if rule.id in RULES}
    assert answers["33.sites"].judged == 1
    assert "没有过完一季" in answers["33.media"].unjudged[county.ids["media"]]
    assert list(answers["33.bulletin"].unjudged.values()) == ["登记检查以来还没有过完一季"]


def test_a_place_of_less_than_a_quarter_is_open_until_somebody_has_checked_it(county: County) -> None:
    inspected(county)
    county.save("media", opened_on=date(2026, 9, 1), approved_on=date(2026, 9, 1))
    with county.store.write() as writer:
        for record in county.store.read.records(LEDGERS["inspection"]):
            if record.values["media"]:
                writer.remove(LEDGERS["inspection"], record.id, 1)
    facts = Facts(county.store.read, TODAY)
    answer = next(rule for rule in ALL if rule.id == "33.media").ask(facts)
    assert (answer.findings, list(answer.unjudged.values())) == ((), ["还没有检查过，开通以来没有满一季"])


def test_a_quarter_that_was_not_checked_stays_open_when_the_next_one_was(county: County) -> None:
    inspected(county, "2026Q2", "未检查", checked_on=date(2026, 7, 8), grounds="监测停了")
    inspected(county)
    (finding,) = county.found("33.sites")
    assert (finding.severity, finding.since) == ("notice", "2026-06-30")
    assert "第二季度登记的是未检查：监测停了" in finding.message
    assert next(one for one in audit(county.store.read, TODAY).articles if one.article == 33).unjudged == 1
