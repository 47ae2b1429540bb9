"""Records of another machine brought together with ours: what changed since both last agreed decides, field by field.

For each record of the other machine the file keeps which of ours it is, the revision that came last, and what it said
(its base). A field that they have not changed since stays ours; one that only they have changed becomes theirs; one
that both have changed is a conflict: whoever keeps the field by the declaration stands, and both values are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ConflictProblem, InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import Carried
from fjgov_tui.ledgers.model import Ledger, Record
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.bundles import Carriage, note_conflict
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.text import clean_long

WHOLE = ""
"""The field of a conflict about a record as a whole."""


@dataclass(frozen=True)
class Theirs:
    """A record as the other machine has it."""

    id: int
    revision: int
    removed: bool
    values: Mapping[str, Stored]
    """Stored forms of the fields that travel; references already lead to our records."""
    ours: int | None = None
    """Which of our records it is, as far as the other machine has been told."""


@dataclass(frozen=True)
class Twin:
    """Which of our records one of theirs is."""

    ours: int
    revision: int
    base: Mapping[str, Stored]


def link_to(reader: Reader, peer: str, ledger: str, theirs: int) -> Twin | None:
    """The link of one of their records; `None` where none of ours is known to be it."""
    sql = "SELECT ours, revision, base FROM bundle_link WHERE peer = ? AND ledger = ? AND theirs = ?"
    row = reader.db.execute(sql, [peer, ledger, theirs]).fetchone()
    return None if row is None else Twin(int(row[0]), int(row[1]), json.loads(str(row[2])))


def known_to(reader: Reader, peer: str, ledger: str) -> dict[int, int]:
    """Their ids of the records that we have from them, by ours."""
    sql = "SELECT ours, theirs FROM bundle_link WHERE peer = ? AND ledger = ? ORDER BY theirs"
    return {int(ours): int(theirs) for ours, theirs in reader.db.execute(sql, [peer, ledger])}


def put_link(writer: Writer, peer: str, ledger: str, theirs: int, link: Twin) -> None:
    """Remember which record is which, and what the other machine said last."""
    base = json.dumps(dict(link.base), ensure_ascii=False, sort_keys=True)
    given: list[Stored] = [peer, ledger, theirs, link.ours, link.revision, base]
    writer.db.execute("INSERT OR REPLACE INTO bundle_link VALUES (?, ?, ?, ?, ?, ?)", given)


def same_record(reader: Reader, ledger: Ledger, theirs: Theirs) -> int | None:
    """Our record that theirs is, where no link says so: the one they name, or the live one with the same key."""
    if theirs.ours is not None and any(True for _ in reader.records(ledger, [theirs.ours])):
        return theirs.ours
    if all(name in theirs.values for name in ledger.key):
        return reader.find_by_key(ledger, theirs.values)
    return None


@dataclass(frozen=True)
class Merged:
    """What became of one record."""

    ours: int | None
    """`None` where there is none here, as of one that was removed there before we ever had it."""
    what: str
    """`added`, `changed`, `removed`, `same` or `old`: it came with a newer bundle before."""
    conflicts: int = 0


class Merging:
    """Brings the records of one bundle in."""

    def __init__(self, writer: Writer, carriage: Carriage) -> None:
        """Bind to a transaction and a bundle."""
        self.writer, self.carriage = writer, carriage

    def merge(self, carried: Carried, theirs: Theirs) -> Merged:
        """Bring a record in.

        Raises:
            StoreProblem: the table takes no such values.
        """
        writer, ledger, peer = self.writer, LEDGERS[carried.ledger], self.carriage.peer
        link = link_to(writer, peer, ledger.name, theirs.id)
        if link is not None and link.revision >= theirs.revision:
            return Merged(link.ours, "old" if link.revision > theirs.revision else "same")
        ours = link.ours if link is not None else same_record(writer, ledger, theirs)
        if ours is None:
            if theirs.removed:
                return Merged(None, "same")
            return self._add(ledger, theirs)
        record = writer.record(ledger, ours)
        merged = self._removed(ledger, record, theirs, link) or self._changed(carried, record, theirs, link)
        put_link(writer, peer, ledger.name, theirs.id, Twin(ours, theirs.revision, theirs.values))
        return merged

    def _add(self, ledger: Ledger, theirs: Theirs) -> Merged:
        values: dict[str, Stored] = {
            field.name: field.type.parse(field.default) if field.name not in theirs.values else None
            for field in ledger.fields
        }
        ours = self.writer.add(ledger, values | dict(theirs.values))
        put_link(self.writer, self.carriage.peer, ledger.name, theirs.id, Twin(ours, theirs.revision, theirs.values))
        return Merged(ours, "added")

    def _removed(self, ledger: Ledger, record: Record, theirs: Theirs, link: Twin | None) -> Merged | None:
        """What is to be done where one of the two was removed; `None` where both live."""
        if record.removed_at is not None:
            known = theirs.removed or (link is not None and link.base == theirs.values)
            return Merged(
                record.id, "same", 0 if known else self._conflict(record, WHOLE, ("已移除", "还在用"), "ours")
            )
        if not theirs.removed:
            return None
        if link is None or any(record.values[name] != value for name, value in link.base.items()):
            return Merged(record.id, "same", self._conflict(record, WHOLE, ("还在用，又改过", "已移除"), "ours"))
        try:
            self.writer.remove(ledger, record.id, record.revision)
        except (InputProblem, ConflictProblem):
            return Merged(record.id, "same", self._conflict(record, WHOLE, ("还有别处用到", "已移除"), "ours"))
        return Merged(record.id, "removed")

    def _changed(self, carried: Carried, record: Record, theirs: Theirs, link: Twin | None) -> Merged:
        ledger = LEDGERS[carried.ledger]
        taken: dict[str, Stored] = {}
        conflicts = 0
        for name, value in theirs.values.items():
            own = record.values[name]
            base = link.base.get(name) if link is not None else None
            if own == value or (link is not None and value == base):
                continue
            if own == base or own is None:
                taken[name] = value
            elif link is None and value is None:
                continue
            else:
                stands = "theirs" if carried.keeper(name) is carried.sender else "ours"
                if stands == "theirs":
                    taken[name] = value
                conflicts += self._conflict(record, name, self._shown(ledger, name, own, value), stands)
        if not taken:
            return Merged(record.id, "same", conflicts)
        try:
            self.writer.change(ledger, record.id, taken, record.revision)
        except RecordProblem as problem:
            both = ("没有改", problem.what)
            return Merged(record.id, "same", conflicts + self._conflict(record, WHOLE, both, "ours"))
        return Merged(record.id, "changed", conflicts)

    def _conflict(self, record: Record, name: str, both: tuple[str, str], stands: str) -> int:
        return int(note_conflict(self.writer, self.carriage, (record.ledger, record.id, name), both, stands))

    def _shown(self, ledger: Ledger, name: str, own: Stored, value: Stored) -> tuple[str, str]:
        """Both values as people read them."""
        field = ledger[name]
        if field.reference is None:
            return clean_long(field.type.show(own)), clean_long(field.type.show(value))
        wanted = [(field.reference.ledger, int(number)) for number in (own, value) if number is not None]
        titles = self.writer.titles(wanted)
        texts = [
            "" if number is None else titles.get((field.reference.ledger, int(number)), f"#{number}")
            for number in (own, value)
        ]
        return texts[0], texts[1]
