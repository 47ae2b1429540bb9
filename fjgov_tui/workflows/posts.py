"""Posts (任职): who held which office on a day; made once from what a file has, and what they say is kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.types import Choices, Raw, RecordId
from fjgov_tui.store import Reader, Selection, Writer
from fjgov_tui.workflows.offices import offices_of, plain_office

POST, PERSON, UNIT = LEDGERS["post"], LEDGERS["person"], LEDGERS["unit"]
_ROLES = PERSON["roles"].type.choices if isinstance(PERSON["roles"].type, Choices) else ()
"""The words in which a person's roles are told, in their order."""
_HEADS = (("first", "第一责任人"), ("direct", "直接责任人"))


@dataclass(frozen=True)
class Holding:
    """Somebody in an office on a day."""

    unit: str
    office: str
    person: str
    since: date | None
    """From when; `None` where nobody has written it down."""
    until: date | None
    """The last day; `None` while it goes on."""


def held_on(reader: Reader, on: date, office: str = "", unit: int | None = None) -> list[Holding]:
    """Who held an office on a day, by unit and office: from the posts, and from roles for people without any.

    Args:
        reader: the ledgers.
        on: the day.
        office: which office, by any of its names; every one where it is empty.
        unit: in which unit; in any where not given.
    """
    people = {record.id: record.title for record in reader.records(PERSON)}
    units = {record.id: record.title for record in reader.records(UNIT)}
    wanted = plain_office(office) if office else ""
    holdings = [
        Holding(
            units.get(where or 0, ""),
            held,
            people.get(person, ""),
            None if since == date.min else since,
            None if until == date.max else until,
        )
        for person, posts in offices_of(reader).posts.items()
        for held, where, since, until in posts
        if since <= on <= until and unit in {None, where} and wanted in {"", plain_office(held)}
    ]
    return sorted(set(holdings), key=lambda each: (each.unit, each.office, each.person))


@dataclass(frozen=True)
class Made:
    """What became of people's roles and units' heads."""

    posts: int
    undated: tuple[str, ...]
    """People of whom nobody wrote down since when they are there: nothing was made for them."""


def make_posts(writer: Writer) -> Made:
    """Make posts of what stands in people's roles and units' heads, from 到岗 on, for everybody who has none.

    All of it in the caller's one transaction, and in the trail; a second time there is nothing left to make.
    """
    known = {reference(post, "person") for post in writer.records(POST)}
    people = {record.id: record for record in writer.records(PERSON)}
    made, undated = 0, list[str]()
    for person_id, unit, office in dict.fromkeys(_held(writer, people)):
        person = people.get(person_id)
        if person is None or unit is None or person_id in known:
            continue
        since, left = person.day("on_duty"), person.day("left_on")
        if since is None:
            undated.append(person.title)
            continue
        until = left - timedelta(days=1) if left is not None else None
        if until is not None and until < since:
            continue
        given: dict[str, Raw] = {
            "person": RecordId(person_id),
            "unit": RecordId(unit),
            "office": office,
            "since": since,
            "until": until,
            "note": "由人员的承担工作和单位的责任人建立",
        }
        writer.save(POST, given)
        made += 1
    return Made(made, tuple(dict.fromkeys(undated)))


def _held(writer: Writer, people: dict[int, Record]) -> Iterator[tuple[int, int | None, str]]:
    for person in people.values():
        for role in str(person.values["roles"] or "").split("、"):
            if role:
                yield person.id, reference(person, "unit"), role
    for unit in writer.records(UNIT):
        for field, office in _HEADS:
            head = reference(unit, field)
            if head is not None:
                yield head, unit.id, office


def follow_post(writer: Writer, post: Record) -> None:
    """After a post was written: the unit's head and the person's roles say the same as the posts of today."""
    today = beijing_day(parse_instant(writer.at))
    unit_id, person_id = reference(post, "unit"), reference(post, "person")
    field = next((name for name, office in _HEADS if office == plain_office(str(post.values["office"]))), "")
    if field and unit_id is not None:
        _follow_head(writer, unit_id, field, today)
    if person_id is not None:
        _follow_roles(writer, person_id, today)


def _of(writer: Writer, field: str, record: int) -> list[Record]:
    return list(writer.records(POST, list(writer.ids(Selection("post", where=((field, record),))))))


def _holds(post: Record, today: date) -> bool:
    return (post.day("since") or date.max) <= today <= (post.day("until") or date.max)


def _follow_head(writer: Writer, unit_id: int, field: str, today: date) -> None:
    """The newest of those who hold it; nobody where all have ended."""
    office = dict(_HEADS)[field]
    posts = [post for post in _of(writer, "unit", unit_id) if plain_office(str(post.values["office"])) == office]
    holding = [post for post in posts if _holds(post, today)]
    newest = max(holding, key=lambda post: (str(post.values["since"]), post.id), default=None)
    head = reference(newest, "person") if newest is not None else None
    unit = writer.record(UNIT, unit_id)
    if head != reference(unit, field):
        writer.save(UNIT, {field: RecordId(head) if head is not None else None}, unit)


def _follow_roles(writer: Writer, person_id: int, today: date) -> None:
    """The offices of today, under the words in which roles are told."""
    person = writer.record(PERSON, person_id)
    held = {
        plain_office(str(post.values["office"])) for post in _of(writer, "person", person_id) if _holds(post, today)
    }
    roles = "、".join(role for role in _ROLES if role in held)
    if roles != str(person.values["roles"] or ""):
        writer.save(PERSON, {"roles": roles}, person)
