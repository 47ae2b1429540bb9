"""Articles 35, 36 and 38, and the plan of article 27: each rule broken by one thing, and at its day."""

from datetime import date, timedelta

import pytest

from fjgov_tui.audit import RULES, Facts
from fjgov_tui.ledgers.types import Raw
from tests.audit.conftest import TODAY, County

OFFICE, TOWN = "县政府办公室", "白帝镇人民政府"
ASKED = {
    "27.plan", "35.checks", "35.grading", "35.rectified", "35.assessment", "35.evaluated", "35.protection", "35.plan",
    "35.drill", "36.system", "38.agreement", "38.training", "38.qualification", "38.supervision", "38.access",
}  # fmt: skip
GRADES = ("一般", "较大", "重大", "特别重大")
KINDS = ("应用程序检查", "操作系统检查", "数据库检查", "等级测评", "安全评估")
ONE = timedelta(days=1)


def system(county: County, **given: Raw) -> int:
    good: dict[str, Raw] = {
        "name": "门户平台", "unit": OFFICE, "since": "2024-01-01", "grade": "二级", "graded_on": "2024-01-02",
        "filed_on": "2024-01-20", "log_months": 12, "logs_backed": "是", "backend_limited": "是", "mfa": "是",
    }  # fmt: skip
    return county.add("system", **(good | given))


@pytest.fixture
def kept(county: County) -> County:
    """Both sponsors keep plan and rules, one system is checked, the vendor is looked after."""
    system(county)
    for kind in KINDS:
        county.add("safety", system="门户平台", kind=kind, checked_on="2026-01-10")
    for unit, officer in ((OFFICE, "郑小寒"), (TOWN, "钱雨水")):
        name = f"{unit}制度"
        county.add("security_rule", unit=unit, name=name, issued_on="2024-01-01", officer=officer, duties="是")
        plan = f"{unit}预案"
        county.add("plan", unit=unit, name=plan, issued_on="2024-01-01")
        for grade in GRADES:
            county.add("plan_step", plan=plan, grade=grade, number=1, action="报告带班领导", person=officer)
        county.add("drill", plan=plan, held_on="2026-03-01")
    return county


def told(county: County, as_of: date = TODAY) -> list[tuple[str, str]]:
    return sorted((rule, county.found(rule, as_of)[0].severity) for rule in county.rules(as_of) if rule in ASKED)


def change(county: County, ledger: str, number: int = 1, **given: Raw) -> None:
    county.ids[ledger] = number
    county.save(ledger, **given)


def test_what_is_kept_gives_no_finding(kept: County) -> None:
    assert told(kept) == []


@pytest.mark.parametrize(
    ("ledger", "number", "given", "expected"),
    [
        ("system", 1, {"graded_on": ""}, ("35.grading", "violation")),
        ("system", 1, {"filed_on": ""}, ("35.grading", "violation")),
        ("system", 1, {"log_months": 11}, ("35.protection", "warning")),
        ("system", 1, {"mfa": "否"}, ("35.protection", "warning")),
        ("system", 1, {"backend_limited": "否"}, ("35.protection", "warning")),
        ("system", 1, {"logs_backed": "否"}, ("35.protection", "warning")),
        ("system", 1, {"mfa": ""}, ("35.protection", "notice")),
        ("system", 1, {"function_on": "2026-01-09"}, ("35.evaluated", "warning")),
        ("system", 1, {"grade": "三级"}, None),
        ("safety", 1, {"result": "有问题", "mend_by": "2026-11-22"}, ("35.rectified", "violation")),
        ("safety", 1, {"result": "有问题", "mend_by": "2026-11-23"}, None),
        ("safety", 1, {"result": "有问题"}, ("35.rectified", "warning")),
        ("safety", 1, {"result": "有问题", "mended_on": "2026-02-01"}, None),
        ("safety", 1, {"checked_on": "2025-11-23"}, None),
        ("safety", 1, {"checked_on": "2025-11-22"}, ("35.checks", "warning")),
        ("security_rule", 1, {"duties": "否"}, ("36.system", "violation")),
        ("security_rule", 2, {"officer": ""}, ("36.system", "violation")),
        ("security_rule", 2, {"abolished_on": "2026-11-23"}, ("36.system", "violation")),
        ("plan", 1, {"abolished_on": "2026-11-23"}, ("27.plan", "violation")),
        ("plan_step", 1, {"grade": "较大", "action": "别的"}, ("35.plan", "violation")),
        ("plan_step", 1, {"person": ""}, ("35.plan", "warning")),
        ("drill", 1, {"held_on": "2025-11-23"}, None),
        ("drill", 1, {"held_on": "2025-11-22"}, ("35.drill", "warning")),
        ("vendor", 1, {"duties": "否"}, ("38.agreement", "violation")),
        ("vendor", 1, {"nda_on": ""}, ("38.agreement", "violation")),
        ("vendor", 1, {"trained_on": ""}, ("38.training", "violation")),
        ("vendor", 1, {"checked_on": ""}, ("38.qualification", "violation")),
        ("vendor_check", 1, {"checked_on": "2026-05-24"}, None),
        ("vendor_check", 1, {"checked_on": "2026-05-23"}, ("38.supervision", "warning")),
        ("vendor_check", 1, {"result": "有问题"}, ("38.supervision", "warning")),
    ],
)
def test_one_thing_wrong_is_found_by_one_rule(
    kept: County, ledger: str, number: int, given: dict[str, Raw], expected: tuple[str, str] | None
) -> None:
    change(kept, ledger, number, **given)
    assert told(kept) == ([expected] if expected else [])


def test_a_third_grade_system_is_assessed_every_year_and_a_second_every_other(kept: County) -> None:
    change(kept, "safety", 4, checked_on="2025-11-22")
    assert told(kept) == [], "two years for the second grade; the evaluation of the year stands by itself"
    change(kept, "system", 1, grade="三级")
    assert told(kept) == [("35.assessment", "notice")], "the figure is not confirmed: never a violation"


def test_a_system_that_was_never_checked_breaks_article_35_once_its_interval_is_over(county: County) -> None:
    system(county, since=TODAY - timedelta(days=30), graded_on=TODAY, filed_on="")
    assert [rule for rule, _ in told(county)] == []
    assert ("35.checks", "violation") in told(county, date(2027, 10, 25))


def test_filing_has_thirty_days_from_grading(county: County) -> None:
    system(county, filed_on="", since="2026-10-01", graded_on="2026-10-24")
    assert county.found("35.grading", date(2026, 11, 23)) == []
    (late,) = county.found("35.grading", date(2026, 11, 24))
    assert (late.due, late.since) == ("2026-11-23", "2026-11-24")


def test_a_county_limit_with_its_document_binds(kept: County) -> None:
    change(kept, "safety", 1, checked_on="2026-05-22")
    assert told(kept) == []
    kept.add("setting", name="安全检查间隔（月）", value="6", note="县府办发〔2026〕1号")
    assert told(kept) == [("35.checks", "violation")]


def test_where_a_ledger_was_never_kept_nobody_is_called_in_order(county: County) -> None:
    assert told(county) == []
    for rule in RULES:
        if rule.id in {"27.plan", "36.system"}:
            answer = rule.ask(Facts(county.store.read, TODAY))
            assert (answer.judged, len(answer.unjudged)) == (0, 2)


def test_an_account_left_open_after_the_contract_is_found_and_then_what_was_not_returned(kept: County) -> None:
    change(kept, "vendor", 1, contract_to="2026-11-08")
    change(kept, "account", 1, vendor="演示公司")
    (open_account,) = kept.found("38.access")
    assert open_account.severity == "violation"
    assert "门户-管理员" in open_account.message
    change(kept, "account", 1, state="已停用")
    assert kept.found("38.access", date(2026, 11, 22)) == [], "fourteen days to settle it"
    (unsettled,) = kept.found("38.access", date(2026, 11, 23))
    assert unsettled.severity == "warning"
    kept.add("vendor_exit", vendor="演示公司", ended_on="2026-11-08", returned_on="2026-11-20", returned="全部资料")
    assert kept.found("38.access") == []
