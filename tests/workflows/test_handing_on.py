"""From shift to shift (article 27): what is open is listed, both sign, and a telephone is tried twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from fjgov_tui.clock import BEIJING, instant
from fjgov_tui.errors import InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.store import Store
from fjgov_tui.workflows.handing_on import accept, book_call, duty_of, hand_on, open_items, waiting
from fjgov_tui.workflows.handling import Found, enter
from fjgov_tui.workflows.patrols import book_reading, coverage
from fjgov_tui.workflows.places import place_of
from fjgov_tui.workflows.reading import progress_of
from tests.conftest import NOW
from tests.workflows.office import TODAY, Office, furnish

OFFICE = "县政府办公室"
SHIFT_ENDS = datetime(2026, 11, 23, 8, 30, tzinfo=BEIJING)


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    for name in ("张三", "李四", "王五"):
        made.person(name, OFFICE, "值班人员")
    made.add("shift", day=str(TODAY - timedelta(days=1)), unit=OFFICE, part="全天", person="张三")
    made.add("shift", day=str(TODAY), unit=OFFICE, part="全天", person="李四")
    return made


def person(office: Office, name: str) -> int:
    return next(who.id for who in office.store.read.records(LEDGERS["person"]) if who.title == name)


def handed(office: Office, at: datetime = NOW) -> int:
    with office.store.write() as writer:
        return hand_on(writer, 1, at)


def test_what_is_open_is_listed_and_both_sign(office: Office) -> None:
    with office.store.write() as writer:
        enter(writer, Found(place=place_of(writer, "白帝镇子网站", TODAY), source="上级通报"))
        book_call(writer, person(office, "王五"), answered=False, now=NOW - timedelta(hours=3))
    number = handed(office)
    record = office.get("shift_handover", number)
    assert (record.names["giver"], record.names["taker"]) == ("张三", "李四")
    assert "预警处置（编号 1）" in record.text("open_items")
    assert "电话没有接通：王五" in record.text("open_items")
    assert "名单里还没有读：白帝镇子网站" in record.text("open_items")
    assert (record.values["given_at"] is not None, record.values["taken_at"]) == (True, None)
    assert [waits.id for waits, _ in waiting(office.store.read)] == [number]
    with office.store.write() as writer:
        accept(writer, number)
    assert not list(waiting(office.store.read))
    come = progress_of(office.store.read, office.get("shift_handover", number), NOW)
    assert (come.procedure.key, str(come.state)) == ("shift_handover", "已办结")
    signed = {(one.values["step"], one.names["person"]) for one in office.store.read.records(LEDGERS["signature"])}
    assert signed == {("given", "张三"), ("taken", "李四")}


def test_nobody_signs_for_another(office: Office) -> None:
    number = handed(office)
    with pytest.raises(InputProblem, match="不是接班人本人"), office.store.write() as writer:
        accept(writer, number, person(office, "王五"))


def test_nothing_open_is_said_to_be_nothing(office: Office) -> None:
    with office.store.write() as writer:
        book_reading(writer, place_of(writer, "白帝镇子网站", TODAY), person(office, "张三"), "正常")
    duty = duty_of(office.store.read, 2)
    assert open_items(office.store.read, duty, NOW) == []


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (SHIFT_ENDS - timedelta(hours=2), "现在不能交班"),
        (SHIFT_ENDS + timedelta(days=3), "现在不能交班"),
    ],
)
def test_a_shift_is_handed_on_about_its_end(office: Office, at: datetime, told: str) -> None:
    before = office.trail()
    with pytest.raises(InputProblem, match=told):
        handed(office, at)
    assert office.trail() == before


def test_a_clock_read_after_the_write_began_lies_not_in_the_future(office: Office) -> None:
    """The moment of a write is taken before it waits for its turn; the caller's may be read seconds later."""
    later = NOW + timedelta(seconds=3)
    number = handed(office, later)
    assert office.get("shift_handover", number).values["at"] == instant(NOW)
    with office.store.write() as writer:
        called = book_call(writer, person(office, "王五"), answered=False, now=later)
        book_call(writer, person(office, "王五"), answered=False, now=later)
    assert office.get("phone_check", called.check).values["second_at"] == instant(NOW)


def test_it_is_handed_on_once_and_to_somebody(office: Office) -> None:
    handed(office)
    with pytest.raises(InputProblem, match="已经交过"):
        handed(office)
    with pytest.raises(InputProblem, match="99"), office.store.write() as writer:
        hand_on(writer, 99, NOW)
    office.add("shift", day=str(TODAY - timedelta(days=2)), unit=OFFICE, part="全天")
    with pytest.raises(InputProblem, match="空班"), office.store.write() as writer:
        hand_on(writer, 3, SHIFT_ENDS - timedelta(hours=12))


def test_a_telephone_that_is_not_answered_is_tried_again_within_a_day(office: Office) -> None:
    called = person(office, "王五")
    with office.store.write() as writer:
        first = book_call(writer, called, answered=False, now=NOW - timedelta(hours=2))
        again = book_call(writer, called, answered=True, now=NOW - timedelta(hours=1))
        later = book_call(writer, called, answered=False, now=NOW)
    assert (first.second, again.second, again.check, later.second) == (False, True, first.check, False)
    record = office.get("phone_check", first.check)
    assert (record.values["answered"], record.values["second"]) == ("否", 1)
    assert record.values["second_at"] == instant(NOW - timedelta(hours=1))


def test_what_was_read_and_what_was_not(office: Office) -> None:
    office.add("media", platform="微博", name="甲号", unit="县水利局", opened_on="2025-01-01")
    office.add("patrol", read_at="2026-11-20 09:00", person="张三", site="白帝镇子网站", result="正常")
    office.add("patrol", read_at="2026-09-01 09:00", person="张三", media="微博/甲号", result="正常")
    rows = coverage(office.store.read, date(2026, 11, 1), TODAY)
    assert [(row.place.name, row.times, row.last) for row in rows] == [
        ("微博 甲号", 0, date(2026, 9, 1)),
        ("白帝镇子网站", 1, date(2026, 11, 20)),
    ]


def test_a_site_that_is_closed_is_read_no_more(office: Office) -> None:
    place = place_of(office.store.read, "白帝镇子网站", TODAY)
    office.set("site", 1, state="已关停", closed_on="2026-11-20")
    before = office.trail()
    with pytest.raises(InputProblem, match="已经关停"), office.store.write() as writer:
        book_reading(writer, place, person(office, "张三"), "正常")
    for word in ("白帝镇子网站", "https://bdz.example/a.html"):
        with pytest.raises(InputProblem, match="“白帝镇子网站”已关停，不读网"):
            place_of(office.store.read, word, TODAY)
    for moment in ("2026-11-23 09:00", "2026-11-21 00:01"):
        with pytest.raises(RecordProblem, match="已经关停"):
            office.add("patrol", read_at=moment, person="张三", site="白帝镇子网站", result="正常")
    assert office.trail() == before
    assert coverage(office.store.read, TODAY, TODAY) == []
    # 23:30 in Beijing on its last day is still before the next UTC day: a register kept so far comes in.
    office.add("patrol", read_at="2026-11-20 23:30", person="张三", site="白帝镇子网站", result="正常")


def test_the_procedure_is_declared() -> None:
    assert [step.name for step in PROCEDURES["shift_handover"].steps] == ["given", "taken"]
