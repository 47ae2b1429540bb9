"""What must not pass: a sentence that names the article, and nothing written; on paper it is entered as the breach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fjgov_tui.audit import findings
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.store import Store
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.saving import save_record
from tests.workflows.office import TODAY, Office, furnish

TOWN = "白帝镇人民政府"


@pytest.fixture
def office(store: Store) -> Office:
    """A town with one person for each office; 主 became head in October and holds another office as well."""
    made = furnish(store)
    for name, roles in (("信", "信息员"), ("分", "直接责任人"), ("科", "科室负责人"), ("主", "第一责任人、信息员")):
        made.person(name, roles=roles, on_duty="2026-10-01" if name == "主" else "2025-09-01")
    return made


def enter(office: Office, ledger: str, **given: Any) -> int:
    with office.store.write() as writer:
        return save_record(writer, LEDGERS[ledger], {"unit": TOWN, **given})


def take(office: Office, ledger: str, record: int, step: str, name: str = "", **given: Any) -> Progress:
    """Take a step; where it is refused, nothing may have been written."""
    come = next(item for item in PROCEDURES.values() if item.ledger == ledger and step in item)
    people = {person.title: person.id for person in office.store.read.records(LEDGERS["person"])}
    given.setdefault("checked", come[step].checks)
    before = office.trail()
    try:
        with office.store.write() as writer:
            return sign(writer, ledger, record, Signing(step=step, person=people.get(name), **given))
    except InputProblem:
        assert office.trail() == before
        raise


def text(office: Office) -> int:
    return enter(office, "release", title="通知", text="正文", formed_on="2026-11-20", secrecy_result="可以公开")


def before_its_predecessor(office: Office, paper: str) -> None:
    take(office, "release", text(office), "review2", "分", paper=paper)


def by_somebody_without_the_office(office: Office, paper: str) -> None:
    """On 30 September nobody of that name was head yet."""
    record = enter(office, "release", title="通知", text="正文", formed_on="2026-09-25")
    for step, name in (("review1", "信"), ("review2", "分")):
        take(office, "release", record, step, name, on=date(2026, 9, 29), paper="审1")
    take(office, "release", record, "review3", "主", on=date(2026, 9, 30), paper=paper)


def third_review_by_the_first_reviewer(office: Office, paper: str) -> None:
    record = text(office)
    for step, name in (("review1", "主"), ("review2", "分")):
        take(office, "release", record, step, name)
    take(office, "release", record, "review3", "主", paper=paper)


def out_before_its_third_proof(office: Office, paper: str) -> None:
    record = text(office)
    steps = {"review1": "信", "review2": "分", "review3": "主", "secrecy": "信", "proof1": "信", "proof2": "科"}
    for step, name in steps.items():
        take(office, "release", record, step, name)
    take(office, "release", record, "publish", paper=paper)


def announced_for_fourteen_days(office: Office, paper: str) -> None:
    """Monday 2 February 2026 to Saturday 28 February, a working one: the festival takes 15 to 23 February out."""
    given = {"title": "白帝镇旧号", "kind": "关停", "platform": "微博", "consent_on": "2026-01-30",
             "filed_on": "2026-01-30", "announced_on": "2026-02-02"}  # fmt: skip
    office.add("media", name="白帝镇旧号", unit=TOWN, platform="微博", opened_on="2020-01-01", state="运行")
    record = enter(office, "change", media="白帝镇旧号", **given)
    take(office, "change", record, "executed", on=date(2026, 2, 28), paper=paper)


def supplement_on_day_eight(office: Office, paper: str) -> None:
    """Received on Monday 2 November: the seventh working day is Wednesday 11 November."""
    record = enter(office, "request", title="补偿标准", received_on="2026-11-02")
    take(office, "request", record, "supplement", on=date(2026, 11, 12), paper=paper)


CASES: tuple[tuple[Callable[[Office, str], None], str, str], ...] = (
    (before_its_predecessor, "还不能二审：还没有一审.*第十五条", "15.reviews"),
    (by_somebody_without_the_office, "2026-09-30.*主要负责人.*第十五条", "15.reviews"),
    (third_review_by_the_first_reviewer, r"一审和三审都由主签署.*第十五条", "15.same-person"),
    (out_before_its_third_proof, "还不能发布：还没有三校.*第十二条、第十五条", "15.proofs"),
    (announced_for_fourteen_days, "15 个工作日.*到 2026-02-28 才满.*第九条", "9.announcement"),
    (supplement_on_day_eight, "补正.*2026-11-11.*第.*条", "34.request"),
)


@pytest.mark.parametrize(("case", "sentence", "_rule"), CASES, ids=[case.__name__ for case, _, _ in CASES])
def test_what_has_not_happened_yet_is_refused_with_the_article(
    office: Office, case: Callable[[Office, str], None], sentence: str, _rule: str
) -> None:
    with pytest.raises(InputProblem, match=sentence):
        case(office, "")


@pytest.mark.parametrize(("case", "_sentence", "rule"), CASES, ids=[case.__name__ for case, _, _ in CASES])
def test_what_has_happened_on_paper_is_entered_and_shown_as_the_breach_that_it_is(
    office: Office, case: Callable[[Office, str], None], _sentence: str, rule: str
) -> None:
    case(office, "纸〔2026〕1号")
    found = {finding.rule for finding in findings(office.store.read, TODAY)}
    assert rule in found


def test_a_reply_before_the_question_is_none_on_paper_either(office: Office) -> None:
    record = enter(office, "request", title="补偿标准", received_on="2026-11-02", result="予以公开")
    for paper in ("", "奉答〔2026〕1号"):
        with pytest.raises(InputProblem, match=r"2026-11-01.*早于收到日期"):
            take(office, "request", record, "reply", "科", on=date(2026, 11, 1), paper=paper)
