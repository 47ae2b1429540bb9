"""Article 5 and 15: who held an office on a day is answered from posts, and roles and heads say the same as they."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.store.steps import EARLIER
from fjgov_tui.workflows.posts import after_upgrade, held_on, make_posts
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


def test_a_file_of_an_earlier_release_gets_its_posts_by_itself_once(office: Office) -> None:
    """From 到岗 on; a file that never was upgraded, or that ever had a post, is left alone."""
    office.person("甲", roles="信息员")
    assert after_upgrade(office.store) is None
    earlier(office)
    made = after_upgrade(office.store)
    assert made is not None
    assert made.posts == 1
    (row,) = office.store.read.records(LEDGERS["post"])
    assert (row.names["person"], row.values["since"], row.values["until"]) == ("甲", "2025-09-01", None)
    with office.store.write() as writer:
        writer.remove(LEDGERS["post"], row.id, row.revision)
    assert after_upgrade(office.store) is None, "what somebody has removed does not come back"


def earlier(office: Office) -> None:
    """The file says that an earlier release wrote it."""
    office.store.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [EARLIER, json.dumps(["0" * 64])])


def test_posts_follow_the_roles_and_heads_that_somebody_changes(office: Office) -> None:
    """Kept equal both ways: what is taken away ended yesterday, what is given begins today."""
    leaver, taker = office.person("甲", roles=""), office.person("乙", roles="")
    post(office, person="甲", office="主要负责人", since="2024-01-01")
    post(office, person="甲", office="信息员", since="2024-01-01")
    save(office, "unit", 2, first="乙")
    save(office, "person", leaver, roles="值班人员")
    told = {
        (row.names["person"], row.values["office"], row.values["since"], row.values["until"])
        for row in office.store.read.records(LEDGERS["post"])
    }
    assert told == {
        ("甲", "主要负责人", "2024-01-01", "2026-11-22"),
        ("甲", "信息员", "2024-01-01", "2026-11-22"),
        ("甲", "值班人员", "2026-11-23", None),
        ("乙", "第一责任人", "2026-11-23", None),
    }
    save(office, "person", leaver, left_on="2026-11-23")
    assert [each.person for each in held_on(office.store.read, date(2026, 11, 23))] == ["乙"]
    assert office.get("person", taker).values["roles"] == "第一责任人"
    save(office, "person", taker, roles="信息员")
    assert office.get("unit", 2).values["first"] is None, "nobody holds it any more"


def save(office: Office, ledger: str, record: int, **given: Any) -> None:
    with office.store.write() as writer:
        save_record(writer, LEDGERS[ledger], given, writer.record(LEDGERS[ledger], record))
