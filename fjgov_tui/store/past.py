"""The ledgers as the file stood at the end of a past day: what was changed since is undone from the trail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fjgov_tui.clock import DAY_SECONDS, beijing_day, day_start, parse_instant, unix_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger, Record
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import trail
from fjgov_tui.store.cached import CachedReader
from fjgov_tui.store.reading import Reader


class PastReader(CachedReader):
    """Reads as somebody would have read at the end of that Beijing day.

    The trail masks sealed values: of one that was changed since, only that there was one is known, and that it was
    another. What the monitor has seen is kept with its own times and is not rewound here.
    """

    def __init__(self, reader: Reader, day: date) -> None:
        """Undo what came after a day.

        Raises:
            InputProblem: the file did not exist yet.
        """
        super().__init__(reader)
        began = trail.began(self.db)
        if began is None or beijing_day(parse_instant(began)) > day:
            since = beijing_day(parse_instant(began)) if began else "今天"
            raise InputProblem(
                f"这份台账文件从 {since} 才有，{day} 那天还没有内容",
                remedy="请问以后的日子，或加 --known 按现在登记的日期核对",
            )
        self.end = unix_instant(day_start(day) + DAY_SECONDS)
        """The first instant that is not seen."""
        self._undo: dict[str, dict[int, list[trail.TrailEntry]]] = defaultdict(lambda: defaultdict(list))
        for entry in trail.since(self.db, self.end):
            self._undo[entry.ledger][entry.record].append(entry)
        self._stood: dict[str, Mapping[int, Record]] = {}

    @property
    def changed_since(self) -> bool:
        """Whether anything was entered or corrected after that day."""
        return bool(self._undo)

    def read(self, ledger: Ledger) -> Iterator[Record]:
        """The records that lived then, with the names that things had then."""
        changed = any(
            name in self._undo for name in (ledger.name, *(reference.ledger for _, reference in ledger.references))
        )
        for record in self._all(ledger).values():
            if record.removed_at is None:
                yield self._named(ledger, record) if changed else record

    def record(self, ledger: Ledger, record_id: int) -> Record:
        """One record as it was, removed or not.

        Raises:
            InputProblem: there was none of that id.
        """
        record = self._all(ledger).get(record_id)
        if record is None:
            raise InputProblem(f"台账“{ledger.title}”里当时没有编号 {record_id} 的记录")
        return self._named(ledger, record)

    def records(self, ledger: Ledger, ids: Sequence[int] | None = None) -> Iterator[Record]:
        """The live records, or those with the given ids, removed ones included."""
        if ids is None:
            yield from self.by_id(ledger).values()
            return
        known = self._all(ledger)
        yield from (self._named(ledger, known[record]) for record in ids if record in known)

    def history(self, ledger: Ledger, record_id: int) -> list[trail.TrailEntry]:
        """What had happened to a record by then, newest first."""
        return [entry for entry in super().history(ledger, record_id) if entry.at < self.end]

    def changes(self, ledger: Ledger, field: str) -> Iterator[trail.TrailEntry]:
        """The corrections of one field by then, oldest first."""
        return (entry for entry in super().changes(ledger, field) if entry.at < self.end)

    def _all(self, ledger: Ledger) -> Mapping[int, Record]:
        """Every record that there was, removed ones included, under its own name of then."""
        stood = self._stood.get(ledger.name)
        if stood is None:
            undo = self._undo.get(ledger.name, {})
            records = (_undone(ledger, record, undo.get(record.id, ())) for record in self._records(ledger, "1", []))
            stood = self._stood[ledger.name] = {record.id: record for record in records if record is not None}
        return stood

    def _title(self, ledger: Ledger, record_id: int) -> str:
        record = self._all(ledger).get(record_id)
        reference = ledger[ledger.label].reference
        if record is None or reference is None:
            return record.title if record is not None else ""
        target = record.values[ledger.label]
        return self._title(LEDGERS[reference.ledger], int(target)) if target is not None else record.title

    def _named(self, ledger: Ledger, record: Record) -> Record:
        names = {
            field.name: self._title(LEDGERS[reference.ledger], int(record.values[field.name] or 0))
            for field, reference in ledger.references
            if record.values[field.name] is not None
        }
        return replace(record, names=names, title=self._title(ledger, record.id) or record.title)


def _undone(ledger: Ledger, record: Record, entries: Sequence[trail.TrailEntry]) -> Record | None:
    """A record without the changes of these entries, newest first; `None` where one of them made it."""
    values: dict[str, Stored] = dict(record.values)
    removed_at = record.removed_at
    for entry in entries:
        if entry.action == "新增":
            return None
        if entry.action in {"移除", "恢复"}:
            removed_at = entry.at if entry.action == "恢复" else None
        for name, value in entry.before.items():
            if name in ledger:
                values[name] = f"{value}（{record.id}，已改）" if name in ledger.sealed and value else value
    if not entries:
        return record
    label = ledger[ledger.label]
    title = record.title if label.reference or values[label.name] == record.values[label.name] else ""
    shown = title or label.type.show(values[label.name])
    return replace(record, values=values, removed_at=removed_at, title=shown or f"#{record.id}")


def ledgers_then(reader: Reader, day: date) -> Reader:
    """The ledgers at the end of a day: a reader of the past where anything was changed since, else the same.

    Raises:
        InputProblem: the file did not exist yet.
    """
    past = PastReader(reader, day)
    return past if past.changed_since else reader
