"""Each registry rule: what it says of a breach, where its border lies, and when it keeps silent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.audit import RULES, findings
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from tests.audit.conftest import TODAY, County


def test_a_county_in_order_has_no_findings(county: County) -> None:
    assert findings(county.store.read, TODAY) == []


@pytest.mark.parametrize(
    ("rule", "ledger", "spoiled", "said"),
    [
        ("5.responsible", "unit", {"first": ""}, "没有登记第一责任人"),
        ("5.responsible", "unit", {"direct": ""}, "没有登记直接责任人"),
        ("7.filing", "site", {"police": ""}, "没有公安备案号"),
        ("7.other-filing", "site", {"icp": ""}, "ICP备案号"),
        ("7.id-code", "site", {"id_code": ""}, "标识码"),
        ("8.approval", "media", {"approval": ""}, "没有登记批准文号"),
        ("8.approval", "media", {"approved_on": ""}, "没有登记批准日期"),
        ("8.approval", "media", {"approved_on": date(2024, 3, 2)}, "先开设后报批"),
        ("8.opened", "media", {"opened_on": ""}, "没有登记开设日期"),
        ("37.holder", "account", {"holder": ""}, "没有登记保管人"),
        ("37.realname", "person", {"real_name": "否"}, "持有后台账户"),
        ("37.realname", "person", {"real_name": ""}, "持有后台账户"),
        ("38.agreement", "vendor", {"duties": "否"}, "没有约定权责的记录"),
        ("38.agreement", "vendor", {"nda_on": ""}, "没有签订保密协议的记录"),
        ("38.training", "vendor", {"trained_on": ""}, "没有进行保密培训的记录"),
        ("38.qualification", "vendor", {"checked_on": ""}, "没有审查资质的记录"),
    ],
)
def test_a_breach_is_found_by_its_rule_alone(
    county: County, rule: str, ledger: str, spoiled: dict[str, Raw], said: str
) -> None:
    county.save(ledger, **spoiled)

    (finding,) = findings(county.store.read, TODAY)

    assert (finding.rule, finding.ledger, finding.id) == (rule, ledger, county.ids[ledger])
    assert finding.unit == "白帝镇人民政府"
    assert finding.article == int(rule.split(".")[0])
    assert said in finding.message
    assert "请" in finding.message, "a finding says what to do"


def test_a_responsible_person_who_left_is_as_good_as_none_from_that_day(county: County) -> None:
    county.ids["person"] = 1
    county.save("person", left_on=date(2026, 11, 1))

    assert county.found("5.responsible", date(2026, 10, 31)) == []
    (finding,) = county.found("5.responsible", date(2026, 11, 1))
    assert "赵立春已于 2026-11-01 离岗" in finding.message
    assert finding.since == "2026-11-01"


def test_an_account_is_orphaned_from_the_day_its_holder_leaves(county: County) -> None:
    county.save("person", left_on=date(2026, 11, 1))

    assert county.found("37.holder", date(2026, 10, 31)) == []
    (finding,) = county.found("37.holder", date(2026, 11, 1))
    assert "孙惊蛰已于 2026-11-01 离岗" in finding.message
    assert finding.since == "2026-11-01"
    county.save("account", state="停用")
    assert county.found("37.holder") == []


def test_a_person_without_an_account_is_only_a_gap_in_the_registry(county: County) -> None:
    county.add("person", name="李春分", unit="白帝镇人民政府")
    (finding,) = county.found("37.realname")
    assert (finding.subject, finding.severity) == ("李春分", "warning")


@pytest.mark.parametrize("gone", [{"left_on": TODAY}, {"on_duty": TODAY + timedelta(days=1)}])
def test_people_who_are_not_on_duty_need_no_registration(county: County, gone: dict[str, Raw]) -> None:
    county.add("person", name="李春分", unit="白帝镇人民政府", **gone)
    assert county.found("37.realname") == []


@pytest.mark.parametrize(
    ("url", "kind", "own"),
    [
        ("https://www.county.example/bdz/", "子网站", False),
        ("https://bdz.county.example/", "子网站", False),
        ("https://www.county.example:8080/bdz/", "子网站", False),
        ("https://notcounty.example/", "子网站", True),
        ("https://county.example.evil.example/", "子网站", True),
        ("https://www.county.example/app/", "移动客户端", True),
    ],
)
def test_subsites_under_the_portals_domain_go_by_its_filing(county: County, url: str, kind: str, own: bool) -> None:
    county.add("site", name="白帝镇子网站", unit="白帝镇人民政府", kind=kind, url=url, state="运行")

    for rule in ("7.filing", "7.other-filing"):
        assert [finding.subject for finding in county.found(rule)] == (["白帝镇子网站"] if own else [])
    assert county.found("7.id-code") == [], "only the portal has a code of its own"


def test_what_is_closed_is_not_judged_but_was_while_it_ran(county: County) -> None:
    county.save("media", approval="", state="关停", closed_on=date(2026, 6, 1))
    assert county.found("8.approval") == []
    assert len(county.found("8.approval", date(2026, 5, 31))) == 1
    assert county.found("8.approval", date(2024, 2, 29)) == [], "it was not open yet"


def test_a_second_account_on_one_platform_is_named_with_the_first(county: County) -> None:
    second: dict[str, Raw] = {
        "unit": "白帝镇人民政府", "approval": "批2", "approved_on": date(2025, 1, 1),
        "opened_on": date(2025, 1, 1), "state": "运行",
    }  # fmt: skip
    county.add("media", platform="抖音", name="白帝镇", **second)
    assert county.found("8.duplicate") == []

    county.add("media", platform="微博", name="白帝文旅", **second)
    (finding,) = county.found("8.duplicate")
    assert (finding.subject, finding.severity) == ("白帝文旅", "warning")
    assert "微博上已有账号“白帝镇”" in finding.message
    assert county.found("8.duplicate", date(2024, 12, 31)) == [], "the second was not open yet"


def test_platform_other_is_not_one_platform(county: County) -> None:
    for name in ("甲", "乙"):
        county.add("media", platform="其他", name=name, unit="白帝镇人民政府", state="运行")
    assert county.found("8.duplicate") == []


@pytest.mark.parametrize(
    ("dates", "judged"),
    [
        ({"contract_to": TODAY}, True),
        ({"contract_to": TODAY - timedelta(days=1)}, False),
        ({"contract_from": TODAY}, True),
        ({"contract_from": TODAY + timedelta(days=1)}, False),
        ({"contract_from": "", "contract_to": ""}, True),
    ],
)
def test_only_a_running_contract_is_judged(county: County, dates: dict[str, Raw], judged: bool) -> None:
    county.save("vendor", nda_on="", **({"contract_to": ""} | dates))
    assert bool(county.found("38.agreement")) is judged


def test_a_paper_signed_later_does_not_count_yet(county: County) -> None:
    county.save("vendor", nda_on=date(2026, 6, 1))
    assert len(county.found("38.agreement", date(2026, 5, 31))) == 1
    assert county.found("38.agreement", date(2026, 6, 1)) == []


def test_removed_records_are_not_judged(county: County) -> None:
    county.add("media", platform="抖音", name="多余的", unit="白帝镇人民政府", state="运行")
    (finding,) = county.found("8.approval")
    media = county.store.read.record(LEDGERS["media"], finding.id)
    with county.store.write() as writer:
        writer.remove(LEDGERS["media"], media.id, media.revision)
    assert county.found("8.approval") == []


def test_opening_before_approval_is_the_only_wrong_order(county: County) -> None:
    """Whatever the two days are, the rule speaks exactly when the account was opened first."""
    days = st.dates(date(2015, 1, 1), TODAY)

    @given(approved=days, opened=days)
    def check(approved: date, opened: date) -> None:
        with county.rolled_back() as writer:
            media = writer.record(LEDGERS["media"], county.ids["media"])
            writer.save(LEDGERS["media"], {"approved_on": approved, "opened_on": opened}, media)
            assert bool(county.found("8.approval")) is (opened < approved)

    check()


def test_text_from_outside_cannot_act_in_a_message(county: County) -> None:
    """Names are cleaned at entry; a file that was written past the program still prints harmlessly."""
    county.save("person", left_on=date(2026, 11, 1))
    with county.store.write() as writer:
        writer.change(LEDGERS["person"], county.ids["person"], {"name": "孙\x1b[31m\n惊"}, 2)
    (finding,) = county.found("37.holder")
    assert "\x1b" not in finding.message
    assert "\n" not in finding.message


def test_every_rule_has_its_own_id_and_cites_an_article() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert [rule.article for rule in RULES] == sorted(rule.article for rule in RULES)
    for rule in RULES:
        assert rule.id.startswith(f"{rule.article}.")
        assert rule.article in range(1, 42)
        assert rule.question.endswith("？")
