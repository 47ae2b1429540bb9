"""Article 5 and 15: who held an office on a day is answered from posts, and roles and heads say the same as they."""

from __future__ import annotations

from datetime import date
from typing import Any

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.workflows.posts import held_on, make_posts
from fjgov_tui.workflows.saving import save_record
from tests.workflows.office import Office

TOWN = "白帝镇人民政府"


def post(county: Office, **given: Any) -> Record:
    with county.store.write() as writer:
        return writer.record(LEDGERS["post"], save_record(writer, LEDGERS["post"], {"unit": TOWN, **given}))


def test_who_held_an_office_is_answered_for_the_day_that_is_asked(office: Office) -> None:
    office.person("甲", roles="")
    office.person("乙", roles="")
    post(office, person="甲", office="主要负责人", since="2024-01-01", until="2026-05-31")
    post(office, person="乙", office="第一责任人", since="2026-06-01")
    for day, name in ((date(2026, 5, 31), "甲"), (date(2026, 6, 1), "乙")):
        assert [each.person for each in held_on(office.store.read, day, "第一责任人")] == [name]
    assert held_on(office.store.read, date(2023, 1, 1)) == []


def test_heads_and_roles_follow_the_posts_of_today(office: Office) -> None:
    leaver, taker = office.person("甲", roles=""), office.person("乙", roles="")
    first = post(office, person="甲", office="主要负责人", since="2024-01-01")
    assert office.get("unit", 2).names["first"] == "甲"
    assert office.get("person", leaver).values["roles"] == "第一责任人"
    with office.store.write() as writer:
        save_record(writer, LEDGERS["post"], {"until": "2026-10-31"}, first)
    assert (office.get("unit", 2).values["first"], office.get("person", leaver).values["roles"]) == (None, None)
    post(office, person="乙", office="第一责任人", since="2026-11-01")
    post(office, person="乙", office="信息员", since="2027-01-01")
    assert office.get("unit", 2).names["first"] == "乙"
    assert office.get("person", taker).values["roles"] == "第一责任人", "what begins next year is not held today"


def test_posts_are_made_once_of_what_a_file_has_in_one_transaction(office: Office) -> None:
    """From 到岗 on; whoever has left ends the day before; who came nobody knows when is named and left out."""
    head = office.person("甲", roles="第一责任人、信息员")
    office.person("乙", roles="信息员", left_on="2026-03-01")
    office.person("丙", roles="信息员", on_duty=None)
    office.set("unit", 2, first="甲")
    asked = [(day, held_on(office.store.read, day, "信息员")) for day in (date(2026, 2, 28), date(2026, 3, 1))]
    with office.store.write("任职") as writer:
        made = make_posts(writer)
    assert (made.posts, made.undated) == (3, ("丙",))
    rows = list(office.store.read.records(LEDGERS["post"]))
    assert {(row.names["person"], row.values["office"], row.values["since"], row.values["until"]) for row in rows} == {
        ("甲", "第一责任人", "2025-09-01", None),
        ("甲", "信息员", "2025-09-01", None),
        ("乙", "信息员", "2025-09-01", "2026-02-28"),
    }
    assert office.get("unit", 2).values["first"] == head
    assert [(day, held_on(office.store.read, day, "信息员")) for day, _ in asked] == asked, "the answers stay the same"
    before = office.trail()
    with office.store.write() as writer:
        assert make_posts(writer).posts == 0
    assert office.trail() == before
