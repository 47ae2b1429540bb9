"""Who is meant is meant by id: two people whom no name tells apart are never taken for each other (articles 36, 37)."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

import fjgov_tui
from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.release import PUBLISHING
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.workflows.handover import begin_handover, give_account
from fjgov_tui.workflows.procedure import Signing, sign
from fjgov_tui.workflows.releasing import keep
from fjgov_tui.workflows.saving import save_record
from fjgov_tui.workflows.signers import serving_people
from tests.workflows.office import TODAY, Office

TOWN = "白帝镇人民政府"
LEFT = date(2026, 11, 20)
PACKAGE = Path(fjgov_tui.__file__).parent


@dataclass(frozen=True)
class Namesakes:
    """张三, called 大, of one unit; and 张三 of the unit 白帝镇人民政府/大: `白帝镇人民政府/大/张三` means either."""

    office: Office
    leaver: int
    elder: int
    other: int


@pytest.fixture
def namesakes(office: Office) -> Namesakes:
    office.add("unit", name="白帝镇人民政府/大", kind="其他")
    elder = office.person("张三", tag="大")
    other = office.person("张三", unit="白帝镇人民政府/大")
    with office.store.write() as writer:
        full = {writer.name_book.exact("person", number) for number in (elder, other)}
        assert full == {"白帝镇人民政府/大/张三"}
        with pytest.raises(RecordProblem, match="不止一条"):
            writer.save(LEDGERS["account"], {"name": "后台", "site": "白帝镇子网站", "holder": full.pop()})
    return Namesakes(office, office.person("离离"), elder, other)


def test_a_handover_goes_to_the_one_who_was_named(namesakes: Namesakes) -> None:
    office = namesakes.office
    first, second = office.account("后台一", "离离"), office.account("后台二", "离离")
    office.set("unit", 2, first="离离")
    with office.store.write() as writer:
        handover = begin_handover(
            writer,
            namesakes.leaver,
            LEFT,
            takers={second: namesakes.other},
            taker_id=namesakes.elder,
            duties_to=namesakes.other,
            untrained=True,
        )
    held = [office.get("account", number).values["holder"] for number in (first, second)]
    assert held == [namesakes.elder, namesakes.other]
    assert office.get("unit", 2).values["first"] == namesakes.other
    assert office.get("handover", handover).values["taker"] == namesakes.elder
    with office.store.write() as writer:
        give_account(writer, handover, first, namesakes.other, untrained=True)
    assert office.get("account", first).values["holder"] == namesakes.other
    items = {
        item.values["account"]: item.values["taker"] for item in office.store.read.records(LEDGERS["handover_item"])
    }
    assert items == {first: namesakes.other, second: namesakes.other}


@pytest.mark.parametrize("who", ["elder", "other"])
def test_a_signature_and_a_kept_doubt_name_the_one_who_gave_them(namesakes: Namesakes, who: str) -> None:
    office, person = namesakes.office, getattr(namesakes, who)
    unit = office.get("person", person).values["unit"]
    given: dict[str, Raw] = {
        "title": "通知",
        "unit": RecordId(int(unit or 0)),
        "formed_on": "2026-11-02",
        "text": "关于帐户的通知",
    }
    with office.store.write() as writer:
        release = save_record(writer, LEDGERS["release"], given)
        signing = Signing(step="review1", on=TODAY, person=person, checked=PUBLISHING["review1"].checks)
        sign(writer, "release", release, signing)
        answer = keep(writer, writer.record(LEDGERS["release"], release), "misprint:帐户", "原文如此", person)
    assert office.get("release", release).values["review1_by"] == person
    assert office.get("text_answer", answer).values["by"] == person


def test_who_has_to_choose_between_namesakes_is_told_unit_and_number(namesakes: Namesakes) -> None:
    office, elder = namesakes.office, namesakes.elder
    third = office.person("张三", tag="小")
    record = office.add("release", title="通知", unit=TOWN, formed_on="2026-11-02", text="通知")
    with office.store.write() as writer, pytest.raises(InputProblem) as refused:
        sign(writer, "release", record, Signing(step="review1", checked=PUBLISHING["review1"].checks))
    named = f"张三（{TOWN}，编号 {elder}）、离离、张三（{TOWN}，编号 {third}）"
    assert f"当天可以签的人：{named}" in str(refused.value)
    offered = {signer.person: signer.name for signer in serving_people(office.store.read, None, TODAY)}
    assert offered[namesakes.other] == f"张三（白帝镇人民政府/大，编号 {namesakes.other}）"
    assert offered[namesakes.leaver] == "离离"


def test_a_site_opens_for_the_unit_of_its_record(namesakes: Namesakes) -> None:
    """A unit whose name is part of another's is no riddle either."""
    office = namesakes.office
    unit = office.add("unit", name="白帝镇", kind="其他")
    given: dict[str, Raw] = {
        "title": "白帝发布",
        "unit": RecordId(unit),
        "kind": "开设新媒体",
        "platform": "微博",
        "approval": "1号",
    }
    days: dict[str, Raw] = dict.fromkeys(("consent_on", "applied_on", "approved_on"), "2026-11-02")
    with office.store.write() as writer:
        record = save_record(writer, LEDGERS["change"], given | days)
        sign(writer, "change", record, Signing(step="opened", on=TODAY))
    made = office.get("change", record).values["media"]
    assert office.get("media", int(made or 0)).values["unit"] == unit


@pytest.mark.parametrize("room", ["workflows", "monitor", "audit", "cli"])
def test_no_workflow_turns_an_id_into_a_name_to_have_it_looked_up_again(room: str) -> None:
    """Names are for people: forms, sheets and papers. Between parts of the program a record goes by its id."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                assert node.func.attr != "exact", f"{path}:{node.lineno}"
