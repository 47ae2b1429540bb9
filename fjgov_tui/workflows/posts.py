"""Posts (任职): who held which office on a day; made once from what a file has, and what they say is kept elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import NotAllowed
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.types import Choices, Raw, RecordId
from fjgov_tui.store import Reader, Selection, Store, Writer
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


def make_posts(writer: Writer, leaving_out: frozenset[int] = frozenset()) -> Made:
    """Make posts of what stands in people's roles and units' heads, from 到岗 on, for everybody who has none.

    All of it in the caller's one transaction, and in the trail; a second time there is nothing left to make.

    Args:
        writer: the open transaction.
        leaving_out: ids of people for whom none are made.
    """
    known = {reference(post, "person") for post in writer.records(POST)} | leaving_out
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


def after_upgrade(store: Store) -> Made | None:
    """Make the posts of a file that an earlier release wrote and that has never had any; nothing of any other file.

    Whatever opens a file for writing calls it. Whose roles do not let him enter posts leaves it to the next.

    Returns:
        What was made; `None` where nothing was to be made.
    """
    if store.readonly or not store.upgraded or store.read.ever(POST) or not store.read.count(PERSON):
        return None
    try:
        with store.write("升级：由人员和单位建立任职") as writer:
            made = make_posts(writer)
    except NotAllowed:
        return None
    return made if made.posts else None


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


def follow_person(writer: Writer, person: Record) -> None:
    """After a person was written who has posts: those of today are the roles; what is no role any more has ended."""
    posts, today = _of(writer, "person", person.id), beijing_day(parse_instant(writer.at))
    if not posts:
        return
    left = person.day("left_on")
    roles = {plain_office(role) for role in person.text("roles").split("、") if role}
    if left is not None and left <= today:
        roles = set()
    held = {plain_office(post.text("office")): post for post in posts if _holds(post, today)}
    last = (left if left is not None and left <= today else today) - timedelta(days=1)
    for office, post in held.items():
        if office in _ROLES and office not in roles:
            _end(writer, post, last)
    unit = reference(person, "unit")
    for role in _ROLES:
        if role in roles and role not in held and unit is not None:
            _take_up(writer, person.id, unit, role, today)
    for field, office in _HEADS:
        if unit is not None and (office in held) != (office in roles):
            _follow_head(writer, unit, field, today)


def follow_unit(writer: Writer, unit: Record) -> None:
    """After a unit was written whose heads have posts: whoever it names holds the office, nobody else does."""
    today, posts = beijing_day(parse_instant(writer.at)), _of(writer, "unit", unit.id)
    for field, office in _HEADS:
        ours = [post for post in posts if plain_office(post.text("office")) == office]
        holding, head = [post for post in ours if _holds(post, today)], reference(unit, field)
        if not ours or any(reference(post, "person") == head for post in holding):
            continue
        for post in holding:
            _end(writer, post, today - timedelta(days=1))
            _follow_roles(writer, reference(post, "person") or 0, today)
        if head is not None:
            _roles_as_posts(writer, writer.record(PERSON, head), today)
            _take_up(writer, head, unit.id, office, today)
            _follow_roles(writer, head, today)


def _roles_as_posts(writer: Writer, person: Record, today: date) -> None:
    """Before somebody gets a first post: the roles that she has are posts as well, or they would be lost."""
    unit = reference(person, "unit")
    if unit is None or _of(writer, "person", person.id):
        return
    for role in person.text("roles").split("、"):
        if role:
            _take_up(writer, person.id, unit, role, person.day("on_duty") or today)


def _end(writer: Writer, post: Record, last: date) -> None:
    """A post that began after its last day was never held."""
    since = post.day("since")
    if since is not None and since > last:
        writer.remove(POST, post.id, post.revision)
    else:
        writer.save(POST, {"until": last}, post)


def _take_up(writer: Writer, person: int, unit: int, office: str, since: date) -> None:
    note = "由人员的承担工作或单位的责任人改动建立"
    given: dict[str, Raw] = {"person": RecordId(person), "unit": RecordId(unit), "office": office, "since": since}
    writer.save(POST, {**given, "note": note})


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
