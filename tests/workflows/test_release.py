"""Articles 12 to 16: three reviews and three proofs by those who must, secrecy first, published in 20 working days."""

from __future__ import annotations

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.changes import RELEASES
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision
from fjgov_tui.ledgers.release import GROUNDS, PUBLISHING, Category
from fjgov_tui.reports.forms import form_text
from fjgov_tui.resources import data_text
from fjgov_tui.store import Store
from fjgov_tui.workflows.attaching import attach, attachments_of, looked_through
from fjgov_tui.workflows.matters import Progress, State
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.saving import save_record
from tests.workflows.office import TODAY, Office, furnish

TOWN = "白帝镇人民政府"
REVIEWS, PROOFS = ("review1", "review2", "review3"), ("proof1", "proof2", "proof3")
REGISTER = {
    "review1_by": "信", "review1_on": "2026-11-02", "review2_by": "分", "review2_on": "2026-11-03",
    "review3_by": "主", "review3_on": "2026-11-04", "secrecy_by": "密", "secrecy_on": "2026-11-04",
    "secrecy_result": "可以公开", "proof1_by": "信", "proof1_on": "2026-11-05", "proof2_by": "科",
    "proof2_on": "2026-11-05", "proof3_by": "分", "proof3_on": "2026-11-05", "published_on": "2026-11-06",
}  # fmt: skip
"""A text as a register on paper tells it: in order, and by those whom the regulation names."""


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    for name, roles in (
        ("信", "信息员"),
        ("分", "直接责任人"),
        ("主", "第一责任人"),
        ("科", "科室负责人"),
        ("密", "安全管理员"),
    ):
        made.person(name, roles=roles)
    return made


def enter(office: Office, **given: Any) -> int:
    texts = {"title": "通知", "unit": TOWN, "formed_on": "2026-11-01", "text": "正文", **given}
    with office.store.write() as writer:
        return save_record(writer, LEDGERS["release"], texts)


def test_a_secrecy_review_names_who_made_it(office: Office) -> None:
    record = enter(office, secrecy_result="可以公开")
    with office.store.write() as writer, pytest.raises(InputProblem, match="没有写明保密审查由谁办"):
        sign(writer, "release", record, Signing(step="secrecy"))
    assert take(office, record, "secrecy")["secrecy"].done


def take(office: Office, record: int, step: str, **given: Any) -> Progress:
    """A step by whoever may take it, with its whole checklist gone through unless told otherwise."""
    given.setdefault("checked", PUBLISHING[step].checks if step else ())
    if step == "secrecy":
        people = {person.title: person.id for person in office.store.read.records(LEDGERS["person"])}
        given.setdefault("person", people["密"])
    with office.store.write() as writer:
        return sign(writer, "release", record, Signing(step=step, **given))


def findings(office: Office, as_of: date = TODAY) -> dict[str, str]:
    facts = Facts(office.store.read, as_of)
    return {finding.rule: finding.message for rule in RELEASES for finding in rule.ask(facts).findings}


def test_a_text_goes_through_a_return_to_its_publication(office: Office) -> None:
    record = enter(office, secrecy_result="可以公开", formed_on="2026-11-20")
    take(office, record, "review1")
    come = take(office, record, "review2", decision=Decision.RETURNED, ground="数据、提法不准确")
    assert (come.round, come.record.values["review1_on"]) == (2, None)
    office.set("release", record, text="改过的正文")
    for step in (*REVIEWS, "secrecy", *PROOFS):
        come = take(office, record, step)
    assert come.state is State.READY
    assert take(office, record, "publish").state is State.CLOSED
    row = office.get("release", record)
    assert (row.names["review3_by"], row.names["proof2_by"], row.day("published_on")) == ("主", "科", TODAY)
    assert findings(office) == {}
    office.set("release", record, text="背后又改了")
    assert list(findings(office)) == ["15.changed-after"]


def test_what_is_not_through_its_third_proof_is_not_published(office: Office) -> None:
    record = enter(office, secrecy_result="可以公开")
    for step in (*REVIEWS, "secrecy", "proof1", "proof2"):
        take(office, record, step)
    with pytest.raises(InputProblem, match=r"还不能发布：还没有三校.*第十五条"):
        take(office, record, "publish")


def test_a_register_in_order_has_nothing_against_it(office: Office) -> None:
    """One person may do first review and first proof, another second review and third proof: so the regulation says."""
    enter(office, **REGISTER)
    assert findings(office) == {}


@pytest.mark.parametrize(
    ("changed", "rule", "said"),
    [
        ({"review2_by": "信"}, "15.same-person", "一审和二审都由信签署"),
        ({"review2_by": "科"}, "15.reviews", "当天没有担任分管负责人"),
        ({"review2_on": "2026-11-01"}, "15.reviews", "二审（2026-11-01）早于一审（2026-11-02）"),
        ({"review3_on": ""}, "15.reviews", "没有经过三审"),
        ({"proof2_by": "主"}, "15.proofs", "当天没有担任科室负责人"),
        ({"proof3_on": ""}, "15.proofs", "没有经过三校"),
        ({"secrecy_on": ""}, "13.secrecy", "没有经过保密审查"),
        ({"published_on": "2026-11-04"}, "15.before-publish", "发布（2026-11-04）早于三校（2026-11-05）"),
        ({"formed_on": "2026-09-01", "published_on": "2026-11-06"}, "12.deadline", "2026-11-06 才办"),
    ],
)
def test_each_breach_of_a_register_is_found_by_its_rule(
    office: Office, changed: dict[str, str], rule: str, said: str
) -> None:
    enter(office, **REGISTER | changed)
    assert said in findings(office)[rule]
    others = {"15.reviews"} if changed == {"review2_by": "信"} else set()
    assert set(findings(office)) - others == {rule}


def test_twenty_working_days_over_the_october_holidays(office: Office) -> None:
    enter(office, formed_on="2026-09-18", title="节前")
    row = next(iter(office.store.read.records(LEDGERS["deadline"])))
    last = row.day("due_on")
    assert last is not None
    assert "12.deadline" not in findings(office, last)
    assert "12.deadline" in findings(office, date.fromordinal(last.toordinal() + 1))


def test_whoever_agrees_has_gone_through_what_the_level_answers_for(office: Office) -> None:
    """Article 15 names for each review what it answers for; what was gone through stands in the signature."""
    record = enter(office)
    wording = PUBLISHING["review1"].checks
    with pytest.raises(InputProblem, match=r"一审还有 1 项要点没有核对：没有错字、病句.*第十五条"):
        take(office, record, "review1", checked=wording[:-1])
    assert take(office, record, "review1")["review1"].signature is not None
    row = next(iter(office.store.read.records(LEDGERS["signature"])))
    assert str(row.values["checked"]).splitlines() == list(wording)
    printed = form_text(take(office, record, "review2"), office.store.clock())
    assert next(line for line in printed.splitlines() if "没有错字" in line).strip().startswith("✓")
    assert next(line for line in printed.splitlines() if "政治导向正确" in line).strip().startswith("□")


def test_a_form_asks_for_nothing_that_nobody_is_to_fill_in(office: Office) -> None:
    """Blank boxes of what did not happen made the table of three reviews three pages long."""
    printed = form_text(take(office, enter(office), "review1"), office.store.clock())
    labels = {line.split()[0] for line in printed.splitlines() if line.split()}
    assert {"标题", "正文", "一审", "三校"} <= labels
    assert not {"撤稿日期", "撤稿原因"} & labels


def test_what_was_reviewed_on_paper_needs_no_ticks(office: Office) -> None:
    """The ticks stand on the paper."""
    record = enter(office)
    assert take(office, record, "review1", paper="审〔2026〕1号", checked=()).round == 1


def test_a_refusal_names_one_of_the_six_grounds(office: Office) -> None:
    record = enter(office)
    take(office, record, "review1")
    with pytest.raises(InputProblem, match=r"不同意要写第十六条的情形.*数据、提法不准确"):
        take(office, record, "review2", decision=Decision.REFUSED, opinion="不想发")
    come = take(office, record, "review2", decision=Decision.REFUSED, ground=GROUNDS[3])
    assert come.state is State.REFUSED


def test_attachments_are_known_by_their_bytes_and_signed_with_the_text(office: Office, tmp_path: Path) -> None:
    """What is put in the place of a reviewed attachment voids the signatures visibly; the file itself is not kept."""
    record, table = enter(office), tmp_path / "附表.xlsx"
    table.write_bytes(b"1")
    release = office.get("release", record)
    with office.store.write() as writer:
        attach(writer, release, [looked_through(table)])
    take(office, record, "review1")
    table.write_bytes(b"2")
    known = attachments_of(office.get("release", record))
    assert [(each.name, each.digest == looked_through(table).digest) for each in known] == [("附表.xlsx", False)]
    with office.store.write() as writer:
        attach(writer, writer.record(LEDGERS["release"], record), [looked_through(table)])
    come = progress_of(office.store.read, office.get("release", record), office.store.clock())
    assert come["review1"].state is State.VOID


def test_every_category_of_articles_10_and_11_is_told_and_can_be_chosen() -> None:
    rows = list(csv.DictReader(StringIO(data_text("categories.csv"))))
    assert tuple(row["类别"] for row in rows) == tuple(Category)
    towns, county = ([row for row in rows if where in row["项"].split("、")] for where in ("乡", "县"))
    assert (sum(row["条"] == "10" for row in rows), len(county), len(towns)) == (15, 7, 8)
