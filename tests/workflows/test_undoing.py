"""Taking back one's last booking: all of it or nothing, by new entries, and never what somebody has built upon."""

from __future__ import annotations

import pytest

from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts import effects
from fjgov_tui.store import Store
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.verifying import verify
from fjgov_tui.store.watch.alerts import alert, open_alert
from fjgov_tui.workflows.incident import Trouble, open_incident
from fjgov_tui.workflows.undoing import UNDONE, Booking, last_booking, undo
from tests.conftest import NOW

UNIT, PERSON, INCIDENT = LEDGERS["unit"], LEDGERS["person"], LEDGERS["incident"]
SECONDS = int(NOW.timestamp())


def booked(store: Store) -> Booking:
    booking = last_booking(store.read, store.actor.name)
    assert booking is not None
    return booking


def take_back(store: Store) -> None:
    booking = booked(store)
    with store.write(f"{UNDONE}{booking.counts}") as writer:
        undo(writer, booking)


def imported(store: Store) -> None:
    """As an import writes: new units, one changed, and people in one of them."""
    with store.write() as writer:
        writer.save(UNIT, {"name": "县教委", "kind": "部门", "note": "旧"})
    with store.write("导入") as writer:
        known = writer.record(UNIT, 1)
        writer.save(UNIT, {"note": "新"}, known)
        writer.save(UNIT, {"name": "安坪镇人民政府", "kind": "乡镇街道"})
        writer.save(PERSON, {"name": "张三", "unit": "安坪镇人民政府"})


def test_an_import_is_taken_back_whole_and_the_trail_keeps_both(store: Store) -> None:
    imported(store)
    head = store.read.head()
    assert booked(store).counts == "修改单位 1，新增单位 1，新增人员 1"
    take_back(store)
    assert [(unit.title, unit.values["note"]) for unit in store.read.records(UNIT)] == [("县教委", "旧")]
    assert store.read.count(PERSON) == 0
    assert [record.title for record in store.read.removed(PERSON)] == ["张三"]
    assert store.read.head().seq == head.seq + 3
    assert verify(store.db, [head]).ok


@pytest.mark.parametrize("who", ["wangfang", "liqiang"])
def test_what_was_changed_since_is_not_taken_back_and_nothing_else_either(store: Store, who: str) -> None:
    imported(store)
    booking, mine = booked(store), store.actor
    store.actor = Actor(user=who, host="office")
    with store.write() as writer:
        writer.save(PERSON, {"post": "主任"}, writer.record(PERSON, 1))
    store.actor = mine
    head = store.read.head()
    with pytest.raises(FjgovError, match="之后又改过"), store.write() as writer:
        undo(writer, booking)
    assert store.read.head() == head


def test_others_bookings_and_looks_at_sealed_values_are_not_mine_to_take_back(store: Store) -> None:
    assert last_booking(store.read, store.actor.name) is None
    imported(store)
    mine, before = store.actor, booked(store)
    store.actor = Actor(user="liqiang", host="office")
    with store.write() as writer:
        writer.save(UNIT, {"name": "县信访办", "kind": "部门"})
    store.actor = mine
    with store.write() as writer:
        writer.reveal(PERSON, 1)
    assert booked(store) == before


def test_a_removal_comes_back_and_an_undo_is_not_undone(store: Store) -> None:
    imported(store)
    with store.write() as writer:
        writer.remove(PERSON, 1, writer.record(PERSON, 1).revision)
    take_back(store)
    assert [record.title for record in store.read.records(PERSON)] == ["张三"]
    with pytest.raises(FjgovError, match="最近一次登记就是撤销"):
        take_back(store)


def test_a_sealed_value_that_the_trail_has_masked_cannot_come_back_and_is_said(store: Store) -> None:
    imported(store)
    with store.write() as writer:
        writer.save(PERSON, {"mobile": "19900001234", "post": "主任"}, writer.record(PERSON, 1))
    with store.write() as writer:
        writer.save(PERSON, {"mobile": "19900005678", "post": "科长"}, writer.record(PERSON, 1))
    with pytest.raises(FjgovError, match="只有遮盖的样子"):
        take_back(store)
    assert store.read.record(PERSON, 1).values["post"] == "科长"


def test_alerts_acknowledged_together_wait_again(store: Store) -> None:
    trouble = Trouble(
        cause="visit:1", kind="打不开", title="打不开", severity=Severity.VIOLATION, at=SECONDS, evidence="连接被拒绝"
    )
    with store.write() as writer:
        incident = open_incident(writer, trouble)
        first, second = (
            open_alert(
                writer,
                cause=cause,
                severity=Severity.VIOLATION,
                kind="打不开",
                what="打不开",
                opened_at=SECONDS,
                incident=number,
            )
            for cause, number in (("visit:1", incident), ("links:1", None))
        )
    with store.write("知悉告警：检修") as writer:
        for number in (first, second):
            effects.acknowledge(writer, number, user="wangfang", reason="检修", now=SECONDS, until=SECONDS + 3600)
    assert booked(store).counts == "修改预警处置 1，知悉告警 1"
    take_back(store)
    for number in (first, second):
        seen = alert(store.read, number)
        assert seen is not None
        assert seen.acked_until is None
    assert store.read.record(INCIDENT, incident).values["acked_until"] is None
