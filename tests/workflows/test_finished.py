"""Finished matters: what is told of them cheaply is what the whole judgement tells; reading stays bounded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.procedures import Decision, Medium
from fjgov_tui.ledgers.release import PUBLISHING
from fjgov_tui.store import Store
from fjgov_tui.workflows.board import matters
from fjgov_tui.workflows.deadlines import Due, Moment
from fjgov_tui.workflows.finished import FinishedMatters
from fjgov_tui.workflows.matters import Known, Signature, State, content_digest
from fjgov_tui.workflows.offices import Offices
from fjgov_tui.workflows.progress import progress
from fjgov_tui.workflows.reading import all_progress
from tests.workflows.office import furnish
from tests.workflows.test_release import REGISTER, TOWN

FORMED = date(2026, 11, 2)
NOW = Moment(date(2026, 12, 31))
UNIT = 7
PEOPLE = {"信息员": 1, "分管负责人": 2, "主要负责人": 3, "科室负责人": 4}
STAFF = (("信", "信息员"), ("分", "直接责任人"), ("主", "第一责任人"), ("科", "科室负责人"), ("密", "信息员"))
BY: dict[str, int | None] = {
    "review1": 1,
    "review2": 2,
    "review3": 3,
    "secrecy": 1,
    "proof1": 1,
    "proof2": 4,
    "proof3": 2,
}
STEPS = [step.name for step in PUBLISHING.steps if step.added is None]


def offices() -> Offices:
    """Four people in office from the first day to the last but for the editor, who left; one holds two."""
    held = Offices()
    for office, person in PEOPLE.items():
        held.posts[person].append((office, UNIT, date.min, date(2026, 11, 15) if person == 1 else date.max))
    held.posts[2].append(("科室负责人", UNIT, date.min, date.max))
    return held


def release(days: Mapping[str, int | None], people: Mapping[str, int | None]) -> Record:
    values: dict[str, Stored] = {field.name: None for field in LEDGERS["release"].fields}
    values |= {"title": "通知", "unit": UNIT, "formed_on": FORMED.isoformat(), "text": "正文", "origin": "原创"}
    values |= {"secrecy_result": "可以公开"}
    for name, after in days.items():
        field = PUBLISHING[name].field
        values[field] = None if after is None else (FORMED + timedelta(days=after)).isoformat()
    for name, person in people.items():
        values[PUBLISHING[name].by] = person
    return Record(
        "release", 1, 1, values, {}, "通知", "2026-11-02T04:00:00.000Z", "clerk", "2026-11-02T04:00:00.000Z", "clerk",
        LEDGERS["release"],
    )  # fmt: skip


def signature(record: Record, step: str, number: int, **changed: Any) -> Signature:
    on = Moment.of(record.values[PUBLISHING[step].field]) or NOW
    given: dict[str, Any] = {
        "id": number, "round": 1, "step": step, "version": 1, "decision": Decision.AGREED, "moment": on,
        "entered_at": datetime(2026, 11, 5, tzinfo=UTC), "entered_by": "clerk", "medium": Medium.SCREEN,
        "digest": content_digest(PUBLISHING, record), "person": BY.get(step), "office": "",
    }  # fmt: skip
    return Signature(**given | changed)


ORDERLY: dict[str, int | None] = {**dict.fromkeys(STEPS, 1), "review1": 0, "publish": 2}
ONE_DAY = st.dictionaries(st.sampled_from(STEPS), st.sampled_from((None, -1, 0, 3, 40)), max_size=1)
ONE_SIGNER = st.dictionaries(st.sampled_from(list(BY)), st.one_of(st.none(), st.integers(1, 5)), max_size=1)
"""What differs from the orderly release, one thing at a time: more at once would hide each other."""
CHANGES = st.sampled_from(
    (
        {}, {"decision": Decision.RETURNED}, {"decision": Decision.REFUSED}, {"digest": "别的内容"}, {"person": None},
        {"behalf": 3}, {"person": 5, "office": "分管负责人"}, {"moment": Moment(FORMED - timedelta(days=3))},
        {"moment": Moment(date(2027, 1, 4))}, {"version": 9},
    )
)  # fmt: skip
SIGNED = st.one_of(
    st.just(()),
    st.tuples(st.sampled_from(STEPS), CHANGES).map(lambda one: (*((step, {}) for step in STEPS), one)),
    st.tuples(st.tuples(st.sampled_from(STEPS), CHANGES)),
)
TIMES = st.sampled_from((None, 3, 60))


@settings(max_examples=250)
@example({}, {"proof2": 2}, (), None)
@given(ONE_DAY, ONE_SIGNER, SIGNED, TIMES)
def test_what_is_called_kept_has_nothing_wrong_in_the_whole_judgement(
    days: dict[str, int | None],
    people: dict[str, int | None],
    signed: tuple[tuple[str, dict[str, Any]], ...],
    time: int | None,
) -> None:
    record = release(ORDERLY | days, BY | people)
    signatures = [signature(record, step, number, **more) for number, (step, more) in enumerate(signed, 1)]
    times = {}
    if time is not None:
        end = Moment(FORMED + timedelta(days=time))
        times[("publish", 1)] = Due(Moment(FORMED), end, "自形成日期起")
    known = Known(signatures, times, unit=UNIT, unit_name="甲镇")
    if FinishedMatters(PUBLISHING, NOW, offices()).kept(record, known):
        whole = progress(PUBLISHING, record, known, NOW, offices())
        assert (whole.lapses, whole.state, whole.round) == ((), State.CLOSED, 1)
        assert not whole.missing


@pytest.mark.parametrize("signed", [(), STEPS])
def test_a_release_in_order_is_known_to_be_without_its_steps(signed: list[str]) -> None:
    record = release(ORDERLY, dict(BY))
    signatures = [signature(record, step, number) for number, step in enumerate(signed, 1)]
    assert FinishedMatters(PUBLISHING, NOW, offices()).kept(record, Known(signatures, unit=UNIT))


def test_the_number_of_questions_to_the_file_does_not_grow_with_the_releases(store: Store) -> None:
    office = furnish(store)
    for name, roles in STAFF:
        office.person(name, roles=roles)

    def questions(upto: int) -> int:
        start = store.read.count(LEDGERS["release"])
        with store.write() as writer:
            for number in range(start, upto):
                title, formed = f"通知{number}", "2026-11-01"
                given = REGISTER | {"title": title, "unit": TOWN, "formed_on": formed, "text": "正文"}
                writer.save(LEDGERS["release"], given | ({"published_on": None} if number % 3 == 0 else {}))
        asked: list[str] = []
        store.read.db.conn.set_trace_callback(asked.append)
        try:
            come = list(all_progress(store.read, PUBLISHING, NOW))
            assert len(come) == upto
            assert {item.kept for item in come} == {True, False}
            assert all(item.lapses is not None for item in come)
        finally:
            store.read.db.conn.set_trace_callback(None)
        return len(asked)

    few = questions(3)
    assert questions(30) == few


def test_the_board_reads_people_once_and_no_closed_text(store: Store) -> None:
    """Its first rows have to stand within 150 ms beside 20,000 texts: nothing of those that are closed is read."""
    office = furnish(store)
    for name, roles in STAFF:
        office.person(name, roles=roles)
    for number in range(3):
        office.add("release", **{**REGISTER, "title": f"第{number}号公告", "unit": TOWN})
    asked: list[str] = []
    store.read.db.conn.set_trace_callback(lambda statement: asked.append(statement.replace('"', "")))
    listed = matters(store.read, datetime(2026, 12, 31, tzinfo=UTC))
    store.read.db.conn.set_trace_callback(None)
    assert [matter for matter in listed if matter.progress.procedure.ledger == "release"] == []
    assert sum("FROM person t WHERE t.removed_at IS NULL" in statement for statement in asked) == 1
    assert not [statement for statement in asked if "FROM release t WHERE t.id" in statement]
