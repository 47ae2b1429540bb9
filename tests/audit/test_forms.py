"""The forms of rules: each is declared over a ledger here and looked at on both sides of its border."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.forms import Duplicate, Expired, FirstOf, Form, Missing, NotCovered, OutOfOrder, Overdue
from fjgov_tui.audit.model import Finding, Question, Rule
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.freshness import Limit
from tests.audit.conftest import TODAY, County


def ask(county: County, ledger: str, form: Question, as_of: date = TODAY) -> Sequence[Finding]:
    return (
        Rule("37.declared", Severity.VIOLATION, ledger, "声明的规则说什么？", form)
        .ask(Facts(county.store.read, as_of))
        .findings
    )


def ten_days(facts: Facts, record: Record) -> Limit:
    return Limit(days=10)


OVERDUE = Overdue(
    last="used_on", within=ten_days, message="{last} 以来没有用过，已 {days} 天，超过 {limit}，晚 {late} 天"
)


def test_overdue_begins_on_the_day_after_the_last_that_keeps_the_limit(county: County) -> None:
    county.save("account", used_on=date(2026, 10, 1))
    assert ask(county, "account", OVERDUE, date(2026, 10, 11)) == ()
    (finding,) = ask(county, "account", OVERDUE, date(2026, 10, 12))
    assert (finding.since, finding.due) == ("2026-10-12", "2026-10-11")
    assert finding.message == "2026-10-01 以来没有用过，已 11 天，超过 10 天，晚 1 天"
    assert finding.unit == "白帝镇人民政府", "from the record, because the rule does not say another"
    assert ask(county, "account", OVERDUE, date(2026, 9, 30)) == (), "the use lies ahead: nothing is known of it"


MISSING = Missing(
    fields=("icp", "police"), since="opened_on", grace=30, message="没有登记{missing}；{title}已 {days} 天"
)


def test_missing_names_what_is_blank_and_waits_for_its_grace(county: County) -> None:
    county.save("site", icp="", police="", opened_on=date(2026, 10, 1))
    assert ask(county, "site", MISSING, date(2026, 10, 30)) == ()
    (finding,) = ask(county, "site", MISSING, date(2026, 10, 31))
    assert finding.message == "没有登记ICP备案号和公安备案号；县政府网已 30 天"
    assert finding.since == "2026-10-31"
    county.save("site", icp="备1", police="公1")
    assert ask(county, "site", MISSING) == ()


ORDER = OutOfOrder(first="approved_on", then="opened_on", message="{then} 开设，{first} 才批准")


@pytest.mark.parametrize(("approved", "wrong"), [(0, False), (-1, False), (1, True)])
def test_the_same_day_is_in_order(county: County, approved: int, wrong: bool) -> None:
    opened = date(2026, 3, 1)
    county.save("media", opened_on=opened, approved_on=opened + timedelta(days=approved))
    assert bool(ask(county, "media", ORDER)) is wrong


EXPIRED = Expired(until="contract_to", message="{until} 到期，已 {days} 天")


def test_the_last_day_of_a_term_is_still_within_it(county: County) -> None:
    assert ask(county, "vendor", EXPIRED, TODAY) == ()
    (finding,) = ask(county, "vendor", EXPIRED, TODAY + timedelta(days=1))
    assert finding.since == (TODAY + timedelta(days=1)).isoformat()
    county.save("vendor", contract_to="")
    assert ask(county, "vendor", EXPIRED, date(2090, 1, 1)) == (), "no end"


def trained_this_year(facts: Facts, person: Record, attendance: Record) -> bool:
    session = facts.follow(attendance, "training")
    return session is not None and (session.day("held_on") or date.min).year == facts.as_of.year


def test_not_covered_looks_at_what_points_to_the_subject(county: County) -> None:
    form = NotCovered(by="attendance", field="person", covers=trained_this_year, message="今年没有培训")
    subjects = [finding.subject for finding in ask(county, "person", form)]
    assert "孙惊蛰" not in subjects
    assert subjects == ["赵立春", "钱雨水", "郑小寒", "王大寒"]
    assert "孙惊蛰" in [finding.subject for finding in ask(county, "person", form, date(2027, 1, 1))]


def test_duplicates_let_the_oldest_stand_and_blanks_alone(county: County) -> None:
    for name, opened in (("乙号", date(2023, 1, 1)), ("丙号", date(2025, 1, 1))):
        county.add("media", platform="微博", name=name, unit="白帝镇人民政府", opened_on=opened, state="运行")

    def platform(facts: Facts, media: Record) -> str | None:
        return str(media.values["platform"]) if media.title != "丙号" else None

    form = Duplicate(key=platform, message="已有“{other}”")
    (finding,) = ask(county, "media", form)
    assert (finding.subject, finding.message) == ("白帝镇", "已有“乙号”")


def test_the_first_form_that_speaks_is_the_only_one(county: County) -> None:
    county.save("media", approval="", approved_on=date(2026, 5, 2), opened_on=date(2026, 5, 1))
    missing = Missing(fields=("approval",), message="没有{missing}")
    both: tuple[Form, ...] = (missing, ORDER)
    assert [finding.message for finding in ask(county, "media", FirstOf(both))] == ["没有批准文号"]
    assert len(ask(county, "media", FirstOf(both[::-1]))) == 1


def test_text_from_outside_is_cleaned_in_every_template(county: County) -> None:
    with county.store.write() as writer:
        writer.change(LEDGERS["vendor"], county.ids["vendor"], {"name": "甲\x1b[31m{0}公司", "nda_on": None}, 1)
    (finding,) = ask(county, "vendor", Missing(fields=("nda_on",), message="{name}没有{missing}"))
    assert "\x1b" not in finding.message
    assert "{0}公司" in finding.message, "a name is data, never a template"


def test_what_cannot_be_judged_is_a_notice_and_leaves_its_subject_open(county: County) -> None:
    county.save("media", opened_on="")
    form = Missing(fields=("opened_on",), judged=False, message="没有登记{missing}，无法核对")
    answer = Rule("8.declared", Severity.VIOLATION, "media", "登记了吗？", form).ask(Facts(county.store.read, TODAY))
    assert [finding.severity for finding in answer.findings] == ["notice"]
    assert answer.judged == 0
    assert list(answer.unjudged.values()) == ["没有登记开设日期，无法核对"]
