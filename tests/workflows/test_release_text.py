"""Articles 13 to 25: the text is read before it goes out, co-issuers agree, nothing withdrawn comes back unreviewed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fjgov_tui.audit import RULES, Facts
from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.base import RecordId
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.settings import GRADING, GRADING_MORE
from fjgov_tui.workflows.matters import State
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.release_text import text_faults
from fjgov_tui.workflows.releasing import keep, unanswered, withdraw
from fjgov_tui.workflows.rounds import beside, difference, rounds_of
from tests.conftest import NOW
from tests.workflows.office import TODAY, Office
from tests.workflows.test_release import PROOFS, REGISTER, REVIEWS, enter, office, take

__all__ = ["office"]
ASKED = {"13.deidentified", "16.ground", "17.consent", "18.bypassed", "20.content", "22.source", "25.republish"}
MOBILE = "13812345678"


def findings(office: Office) -> dict[str, str]:
    """What the whole chapter says, the rules of the signatures included."""
    facts = Facts(office.store.read, TODAY)
    rules = [rule for rule in RULES if rule.ledger == "release"]
    return {one.rule: one.message for rule in rules for one in rule.ask(facts).findings}


def test_a_text_is_read_as_the_monitor_reads_pages() -> None:
    text = f"通知\n关于帐户的说明\n领取人张三 {MOBILE}，联系人李四 13912345678\n见 https://shop.baidu.com/a 和 https://www.cq.gov.cn/b\n新华社北京11月1日电"
    told = [(fault.line, fault.key.partition(":")[0]) for fault in text_faults(text)]
    assert told == [(2, "misprint"), (3, "mobile"), (3, "contact"), (4, "outbound"), (5, "repost")]
    assert MOBILE not in repr(text_faults(text)), "no number is shown whole"
    assert [fault.line for fault in text_faults(text, sourced=True) if fault.pressing] == [2, 3, 4]
    assert text_faults("正文，见 https://bdz.example/x", own=["bdz.example"]) == []


def test_a_fault_is_changed_or_kept_with_a_reason_before_the_third_proof(office: Office) -> None:
    record = enter(office, secrecy_result="可以公开", text="关于帐户的通知\n见 https://www.baidu.com/")
    for step in (*REVIEWS, "secrecy", "proof1", "proof2"):
        take(office, record, step)
    with pytest.raises(InputProblem, match=r"第 2 行.*misprint:帐户.*第 3 行.*outbound:www.baidu.com.*第十五条"):
        take(office, record, "proof3")
    with office.store.write() as writer:
        release = office.get("release", record)
        with pytest.raises(InputProblem, match="没有代号是“misprint:别的”的疑点"):
            keep(writer, release, "misprint:别的", "理由", None)
        for mark in ("misprint:帐户", "outbound:www.baidu.com"):
            keep(writer, release, mark, "原文如此", None)
    assert unanswered(office.store.read, office.get("release", record)) == []
    take(office, record, "proof3")
    assert take(office, record, "publish").state is State.CLOSED
    assert findings(office) == {}


def test_what_a_register_published_with_faults_in_it_is_told(office: Office) -> None:
    enter(office, **REGISTER, text="关于帐户的通知")
    assert list(findings(office)) == ["20.content"]
    assert "应为“账户”" in findings(office)["20.content"]


def test_a_number_of_a_person_is_the_thirteenth_articles_alone(office: Office) -> None:
    enter(office, **REGISTER, text=f"补助发放名单：张三 {MOBILE}")
    told = findings(office)
    assert list(told) == ["13.deidentified"]
    assert MOBILE not in told["13.deidentified"]


@pytest.mark.parametrize(
    ("changed", "rule", "said"),
    [
        ({"secrecy_result": "去标识后公开"}, "13.deidentified", "没有登记去标识"),
        ({"secrecy_result": "不予公开"}, "16.ground", "不予公开"),
        ({"joint": "县水利局"}, "17.consent", "县水利局"),
        ({"origin": "转载"}, "22.source", "没有登记来源"),
        (dict.fromkeys((f"{step}_{what}" for step in REVIEWS for what in ("by", "on")), ""), "18.bypassed", "三审"),
        (dict.fromkeys((f"{step}_{what}" for step in PROOFS for what in ("by", "on")), ""), "18.bypassed", "三校"),
        ({"withdrawn_on": "2026-11-05"}, "25.republish", "没有重新经过三审三校"),
    ],
)
def test_each_breach_is_found_by_its_rule_alone(office: Office, changed: dict[str, str], rule: str, said: str) -> None:
    given = REGISTER | changed
    if changed == {"withdrawn_on": "2026-11-05"}:
        given |= {"withdrawn_why": "有误"}
    enter(office, **given)
    told = findings(office)
    assert list(told) == [rule]
    assert said in told[rule]


def test_a_joint_text_waits_for_the_consent_in_writing(office: Office) -> None:
    record = enter(office, secrecy_result="可以公开", joint="县水利局、县政府办公室", formed_on="2026-11-20")
    for step in (*REVIEWS, "secrecy", *PROOFS):
        take(office, record, step)
    with pytest.raises(InputProblem, match=r"没有县水利局、县政府办公室的书面同意.*第十七条"):
        take(office, record, "publish")
    for unit, answer in (("县水利局", "同意"), ("县政府办公室", "不同意")):
        office.add(
            "consent",
            release=RecordId(record),
            unit=unit,
            asked_on="2026-11-20",
            answered_on="2026-11-21",
            answer=answer,
        )
    with pytest.raises(InputProblem, match=r"没有县政府办公室的书面同意"):
        take(office, record, "publish")
    take(office, record, "publish", paper="已发1号")
    assert "县政府办公室" in findings(office)["17.consent"]


def test_what_may_not_be_public_is_not_published(office: Office) -> None:
    record = enter(office, secrecy_result="不予公开")
    for step in (*REVIEWS, "secrecy", *PROOFS):
        take(office, record, step)
    with pytest.raises(InputProblem, match="不予公开"):
        take(office, record, "publish")


def test_a_withdrawn_text_comes_back_only_through_its_reviews(office: Office) -> None:
    record = enter(office, **REGISTER)
    with office.store.write() as writer, pytest.raises(InputProblem, match="撤稿要写明原因"):
        withdraw(writer, office.get("release", record), TODAY, " ")
    with office.store.write() as writer:
        withdraw(writer, office.get("release", record), TODAY, "数据有误")
    come = take(office, record, "", decision=Decision.REOPENED)
    assert (come.round, come.record.values["published_on"]) == (2, None)
    with pytest.raises(InputProblem, match="还不能发布"):
        take(office, record, "publish")
    for step in (*REVIEWS, "secrecy", *PROOFS, "publish"):
        come = take(office, record, step)
    assert come.state is State.CLOSED
    assert findings(office) == {}


@pytest.mark.parametrize("field", ["withdrawn_on", "withdrawn_at"])
def test_what_was_never_published_cannot_have_been_taken_down(office: Office, field: str) -> None:
    """By whichever way it is entered: what a form, a command and a sheet hand in goes through one validator."""
    day = "2026-11-10" if field == "withdrawn_on" else "2026-11-10 09:30"
    head = office.trail()
    with pytest.raises(RecordProblem, match=r"撤稿.*没有登记发布，没有什么可撤；发布过的请先填发布日期"):
        enter(office, **{field: day})
    assert office.trail() == head
    record = enter(office)
    with pytest.raises(RecordProblem, match="没有登记发布") as caught:
        office.set("release", record, **{field: day})
    assert [problem.field for problem in caught.value.problems] == [field]
    office.set("release", record, published_on="2026-11-09", **{field: day})
    with pytest.raises(RecordProblem, match="没有登记发布"):
        enter(office, title="第二条", published_on="", **{field: day})
    assert enter(office, title="第三条", published_at="2026-11-09 08:30", **{field: day}), "its minute says so, too"


def test_what_goes_through_its_reviews_again_still_says_when_it_was_taken_down(office: Office) -> None:
    """Its publication is no more, and what was withdrawn stays: that is saved on, and corrected."""
    record = enter(office, **REGISTER)
    with office.store.write() as writer:
        withdraw(writer, office.get("release", record), TODAY, "数据有误")
    come = take(office, record, "", decision=Decision.REOPENED)
    assert (come.record.values["published_on"], come.record.day("withdrawn_on")) == (None, TODAY)
    office.set("release", record, text="改好的正文")
    office.set("release", record, withdrawn_on="2026-11-22", withdrawn_at="2026-11-22 17:05")
    assert office.get("release", record).day("withdrawn_on") == date(2026, 11, 22)


def test_a_county_may_spare_a_kind_of_text_the_third_review_by_a_document(office: Office) -> None:
    """分级审核: without a document the law's default stays."""
    short = {name: value for name, value in REGISTER.items() if not name.startswith("review3")}
    enter(office, **short, category="工作动态")
    assert "没有经过三审" in findings(office)["15.reviews"]
    setting = office.add("setting", name=GRADING.name, value="工作动态")
    assert "15.reviews" in findings(office)
    office.set("setting", setting, note="奉节府办〔2026〕5号")
    assert findings(office) == {}
    record = enter(office, title="第二条", category="工作动态", secrecy_result="可以公开", formed_on="2026-11-20")
    for step in ("review1", "review2", "secrecy", *PROOFS):
        take(office, record, step)
    assert take(office, record, "publish").state is State.CLOSED
    other = enter(office, title="第三条", category="应急", secrecy_result="可以公开")
    for step in ("review1", "review2"):
        take(office, other, step)
    with pytest.raises(InputProblem, match="还没有三审"):
        take(office, other, "proof1")


def test_a_county_may_have_a_kind_of_text_reviewed_once_more_by_a_document(office: Office) -> None:
    """分级审核: the others go their usual way, and what was out before is not asked again."""
    enter(office, **REGISTER, category="处罚和强制")
    setting = office.add("setting", name=GRADING_MORE.name, value="处罚和强制")
    record = enter(office, title="第二条", category="处罚和强制", secrecy_result="可以公开", formed_on="2026-11-20")
    for step in REVIEWS:
        take(office, record, step)
    with pytest.raises(InputProblem, match="这一件不用加审"):
        take(office, record, "review4")
    office.set("setting", setting, note="奉节府办〔2026〕6号")
    office.person("县办分管", unit="县政府办公室", roles="直接责任人")
    for step in ("secrecy", *PROOFS):
        take(office, record, step)
    with pytest.raises(InputProblem, match="还不能发布：还没有加审"):
        take(office, record, "publish")
    people = {person.title: person.id for person in office.store.read.records(LEDGERS["person"])}
    with pytest.raises(InputProblem, match=r"加审由.*没有担任"), office.store.write() as writer:
        sign(writer, "release", record, Signing(step="review4", person=people["分"]))
    with office.store.write() as writer:
        sign(writer, "release", record, Signing(step="review4"))
    assert take(office, record, "publish").state is State.CLOSED
    assert findings(office) == {}
    other = enter(office, title="第三条", category="应急", secrecy_result="可以公开", formed_on="2026-11-20")
    for step in (*REVIEWS, "secrecy", *PROOFS):
        take(office, other, step)
    assert take(office, other, "publish").state is State.CLOSED


def test_the_rounds_of_a_text_and_what_was_changed_between_them(office: Office) -> None:
    record = enter(office, text="第一行\n旧的数据\n第三行")
    take(office, record, "review1")
    take(office, record, "review2", decision=Decision.RETURNED, ground="数据、提法不准确", opinion="请核对")
    office.set("release", record, text="第一行\n新的数据\n第三行")
    first, second = rounds_of(office.store.read, progress_of(office.store.read, office.get("release", record), NOW))
    assert "在二审退回：数据、提法不准确，请核对" in first.ended
    assert [line for line in difference(first, second) if line[0] in "-+"][2:] == ["-旧的数据", "+新的数据"]
    assert ("旧的数据", "新的数据") in beside(first, second)


def test_a_source_that_is_not_allowed_is_told(office: Office) -> None:
    office.add("source", name="某自媒体", kind="其他")
    office.add("source", name="新华网", kind="权威媒体")
    enter(office, **REGISTER, origin="转载", source="新华网")
    assert findings(office) == {}
    enter(office, **REGISTER, title="另一条", origin="转载", source="某自媒体")
    assert "不在允许转载" in findings(office)["22.source"]


def test_refused_and_published_all_the_same(office: Office) -> None:
    record = enter(office, **{name: value for name, value in REGISTER.items() if name != "published_on"})
    values: dict[str, Any] = {"decision": Decision.REFUSED, "ground": "涉密或敏感"}
    office.set("release", record, review3_on="", review3_by="")
    take(office, record, "review3", **values)
    office.set("release", record, published_on="2026-11-20", review3_on="2026-11-04", review3_by="主")
    assert "涉密或敏感" in findings(office)["16.ground"]
