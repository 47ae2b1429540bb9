"""Requests (政府信息公开条例 30-36) and messages (article 23): what runs, what stops it, what is too late."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.answering import RULES
from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.answering import RequestResult
from fjgov_tui.ledgers.settings import REPLY_CONSULT
from fjgov_tui.store import Store
from fjgov_tui.workflows.board import matters
from fjgov_tui.workflows.matters import Progress, State
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.saving import save_record
from tests.conftest import NOW
from tests.workflows.office import TODAY, Office, furnish

TOWN = "白帝镇人民政府"


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    made.person("分", roles="直接责任人")
    return made


def enter(office: Office, ledger: str = "request", **given: Any) -> int:
    with office.store.write() as writer:
        return save_record(writer, LEDGERS[ledger], {"title": "征地补偿标准", "unit": TOWN, **given})


def take(office: Office, record: int, step: str, on: date, ledger: str = "request", **given: Any) -> Progress:
    with office.store.write() as writer:
        return sign(writer, ledger, record, Signing(step=step, on=on, **given))


def last_day(office: Office, record: int, step: str = "reply", ledger: str = "request") -> date | None:
    due = progress_of(office.store.read, office.get(ledger, record), NOW)[step].due
    return due.end.on if due else None


def findings(office: Office, as_of: date = TODAY) -> dict[str, tuple[str, str]]:
    facts = Facts(office.store.read, as_of)
    return {one.rule: (one.severity, one.message) for rule in RULES for one in rule.ask(facts).findings}


def test_there_are_seven_kinds_of_reply() -> None:
    assert len(set(RequestResult)) == 7


def test_twenty_working_days_run_over_the_october_holidays_and_the_last_of_them_is_in_time(office: Office) -> None:
    """20 September and 10 October 2026 are worked, 25-27 September and 1-7 October are off."""
    record = enter(office, received_on="2026-09-10", result="予以公开")
    last = date(2026, 10, 14)
    assert last_day(office, record) == last
    assert take(office, record, "reply", last).state is State.CLOSED
    assert findings(office) == {}
    late = enter(office, received_on="2026-09-10", title="另一件", result="予以公开")
    take(office, late, "reply", date(2026, 10, 15))
    assert findings(office)["34.request"][0] == "violation"


def test_a_supplement_asked_in_seven_working_days_stops_the_clock_and_begins_it_anew(office: Office) -> None:
    record = enter(office, received_on="2026-11-02")
    assert take(office, record, "supplement", date(2026, 11, 11)).due is None
    assert last_day(office, record) is None
    take(office, record, "supplied", date(2026, 11, 16))
    assert last_day(office, record) == date(2026, 12, 14)
    reasons = [row.values["reason"] for row in office.store.read.records(LEDGERS["deadline"])]
    assert "自补正收到 2026-11-16 起 20 个工作日（首日不计）；申请人已补正，期限重新起算" in reasons


def test_a_supplement_asked_on_the_eighth_working_day_is_refused_and_on_paper_moves_nothing(office: Office) -> None:
    record = enter(office, received_on="2026-11-02")
    before = office.trail()
    with pytest.raises(InputProblem, match=r"补正告知应在 2026-11-11 前.*2026-11-12 才办.*第三十四条"):
        take(office, record, "supplement", date(2026, 11, 12))
    assert office.trail() == before
    take(office, record, "supplement", date(2026, 11, 12), paper="补正1号")
    take(office, record, "supplied", date(2026, 11, 16))
    assert last_day(office, record) == date(2026, 11, 30), "20 working days from 2 November"
    assert "2026-11-12 才办" in findings(office)["34.request"][1]


def test_time_with_a_third_party_does_not_count_and_is_fifteen_working_days_at_most(office: Office) -> None:
    record = enter(office, received_on="2026-11-02")
    take(office, record, "third", date(2026, 11, 4))
    assert last_day(office, record) == date(2026, 12, 21), "11-30 and fifteen working days"
    take(office, record, "third_reply", date(2026, 11, 10))
    assert last_day(office, record) == date(2026, 12, 4), "11-30 and the four working days it took"


def test_an_extension_told_in_time_adds_twenty_working_days_and_later_is_refused(office: Office) -> None:
    record = enter(office, received_on="2026-10-09")
    assert last_day(office, record) == date(2026, 11, 5)
    with pytest.raises(InputProblem, match="延长答复应在 2026-11-05 前"):
        take(office, record, "extended", date(2026, 11, 6))
    take(office, record, "extended", date(2026, 11, 5))
    assert last_day(office, record) == date(2026, 12, 3)
    assert findings(office) == {}


def test_what_is_optional_is_neither_missing_nor_next(office: Office) -> None:
    enter(office, received_on="2026-11-02")
    (matter,) = matters(office.store.read, NOW)
    assert (matter.next and matter.next.step.name, matter.progress.missing) == ("reply", ())
    assert not matter.late


def test_a_reply_before_the_question_is_refused(office: Office) -> None:
    record = enter(office, received_on="2026-11-02", result="予以公开")
    with pytest.raises(RecordProblem, match="早于收到日期"):
        take(office, record, "reply", date(2026, 11, 1))
    with pytest.raises(RecordProblem, match="早于收到日期"):
        enter(office, received_on="2026-11-02", replied_on="2026-11-01", title="反了")


def test_a_reply_is_of_one_of_the_seven_kinds(office: Office) -> None:
    with pytest.raises(InputProblem, match="还没有填答复类型"):
        take(office, enter(office, received_on="2026-11-02"), "reply", date(2026, 11, 3))


@pytest.mark.parametrize(("kind", "last"), [("紧急", 17), ("咨询", 23), ("办理", 7)])
def test_a_message_is_answered_within_the_days_of_its_kind(office: Office, kind: str, last: int) -> None:
    record = enter(office, "message", received_on="2026-11-16", kind=kind, reply="已修好")
    end = date(2026, 12 if last < 10 else 11, last)
    assert last_day(office, record, ledger="message") == end


def test_a_limit_of_the_county_binds_and_the_programs_own_only_warns(office: Office) -> None:
    enter(office, "message", received_on="2026-11-02", kind="咨询")
    severity, message = findings(office)["23.reply"]
    assert (severity, "程序默认，本县未定" in message) == ("warning", True)
    office.add("setting", name=REPLY_CONSULT.name, value="3", note="奉节府办〔2026〕3号")
    enter(office, "message", received_on="2026-11-17", kind="咨询", title="第二条")
    facts = Facts(office.store.read, TODAY)
    by_subject = {one.subject: one for rule in RULES for one in rule.ask(facts).findings}
    assert by_subject["第二条"].severity == "violation"
    assert "应在 2026-11-20 前办完" in by_subject["第二条"].message


def test_an_account_without_a_channel_is_told_and_one_nobody_looked_at_is_not_judged(office: Office) -> None:
    for platform, name, interactive in (("微博", "甲号", "是"), ("微信公众号", "乙号", "否"), ("抖音", "丙号", "")):
        office.add("media", platform=platform, name=name, unit=TOWN, interactive=interactive)
    (rule,) = [rule for rule in RULES if rule.id == "23.channel"]
    answer = rule.ask(Facts(office.store.read, TODAY))
    assert [(one.subject, one.severity) for one in answer.findings] == [("乙号", "violation"), ("丙号", "notice")]
    assert answer.judged == 2


def test_a_vendor_that_runs_an_account_is_looked_after(office: Office) -> None:
    from fjgov_tui.audit.vendors import RULES as VENDORS

    office.add("vendor", name="甲公司", unit=TOWN)
    office.add("media", platform="微博", name="甲号", unit=TOWN, vendor="甲公司")
    (rule,) = [rule for rule in VENDORS if rule.id == "6.agreement"]

    def messages() -> list[str]:
        return [one.message for one in rule.ask(Facts(office.store.read, TODAY)).findings]

    assert "没有日常监督的记录" in messages()[0]
    office.add("vendor_check", vendor="甲公司", checked_on="2026-05-20")
    assert "上次日常监督是 2026-05-20" in messages()[0]
    office.add("vendor_check", vendor="甲公司", checked_on="2026-11-20", result="有问题", problem="误发")
    assert "还没有整改" in messages()[0]
    office.add("vendor_check", vendor="甲公司", checked_on="2026-11-22")
    assert messages() == []
