"""The file as it stood at the end of a past day: a copy in memory, from which the trail takes back what came after."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from fjgov_tui.clock import DAY_SECONDS, beijing_day, day_start, from_unix, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import trail, trail_reading
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.backups import LAST, last_backup
from fjgov_tui.store.keys import Keyring
from fjgov_tui.store.leaving_out import rewriting
from fjgov_tui.store.memory import connect_memory, memory_uri, open_memory
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import derived
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.store import Store
from fjgov_tui.store.watch.rewinding import forget_seen

_LAST_MOMENT = timedelta(milliseconds=1)


def end_of(day: date) -> datetime:
    """The first moment after a Beijing day, which is not seen any more."""
    return from_unix(day_start(day) + DAY_SECONDS)


def refuse_before(db: Handle, day: date) -> None:
    """Refuse a day of which the file can say nothing.

    Raises:
        InputProblem: it did not exist yet.
    """
    began = trail.began(db)
    if began is None or beijing_day(parse_instant(began)) > day:
        since = beijing_day(parse_instant(began)) if began else "今天"
        raise InputProblem(
            f"这份台账文件从 {since} 才有，{day} 那天还没有内容",
            remedy="请问以后的日子；核对可用 fjgov audit --as-of 日期 --known，按现在登记的日期核对",
        )


def refuse_day(db: Handle, day: date, today: date) -> None:
    """Refuse a day on which nobody can look at the whole file.

    Raises:
        InputProblem: the file did not exist yet, or the day has not come.
    """
    refuse_before(db, day)
    if day > today:
        raise InputProblem(f"{day} 还没有到，看不到那天的样子", remedy=f"请写 {today} 或更早的日子")


def ledgers_then(reader: Reader, day: date) -> Reader:
    """The ledgers and the trail at the end of a day: of a copy where anything was changed since, else the same.

    The trail masks sealed values: of one that was changed since, only that there was one is known, and that it was
    another. What the monitor has seen is kept with its own times and is not rewound here.

    Raises:
        InputProblem: the file did not exist yet.
    """
    refuse_before(reader.db, day)
    end = instant(end_of(day))
    if not _changed_since(reader.db, end):
        return reader
    copy = _copied(reader.db)
    with rewriting(copy):
        _rewind(copy, end)
    return Reader(copy)


def _copied(db: Handle) -> Handle:
    """A copy in memory that may be rewritten."""
    copy = Handle(open_memory(), db.path, db.keys)
    db.conn.backup(copy.conn)
    return copy


def _changed_since(db: Handle, end: str) -> bool:
    """Whether the trail has an entry of that instant or after it; the clock may have been set back since."""
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM trail WHERE at >= ?)", [end]).fetchone()[0])


@dataclass(frozen=True)
class PastFile:
    """A whole file as it stood, in this process's memory and nowhere else; connections of any thread may read it."""

    day: date
    moment: datetime
    """What the clock says there: the last moment of the day, or the present one where the day is not over."""
    name: str
    keeper: sqlite3.Connection
    """Keeps the copy alive."""

    def clock(self) -> datetime:
        """It stands still."""
        return self.moment

    def opened(self, path: Path, *, actor: Actor | None = None, keys: Keyring | None = None) -> Store:
        """A store that reads it, for the calling thread.

        Args:
            path: the file from which it was made.
            actor: who reads.
            keys: where the key of encrypted fields is.
        """
        store = Store(path, connect_memory(self.name), readonly=True, actor=actor, clock=self.clock, keys=keys)
        store.db.as_of = self.day
        return store


def past_file(store: Store, day: date) -> PastFile:
    """The whole file at the end of a day: ledgers, trail, and of what the monitor saw what it had seen by then.

    Args:
        store: the file as it is.
        day: today or earlier.

    Raises:
        InputProblem: the file did not exist yet, or the day has not come.
    """
    now = store.clock()
    refuse_day(store.db, day, beijing_day(now))
    copy = _copied(store.db)
    with rewriting(copy):
        _rewind(copy, instant(end_of(day)))
        forget_seen(copy, day)
        last = last_backup(Reader(copy))
        if last is not None and last.moment >= end_of(day):
            copy.execute("DELETE FROM meta WHERE name = ?", [LAST])
    name = uuid.uuid4().hex
    keeper = open_memory(name)
    # What a file with a write-ahead log leaves in a plain copy keeps others from opening it.
    copy.execute("VACUUM INTO ?", [memory_uri(name)])
    copy.conn.close()
    return PastFile(day, min(end_of(day) - _LAST_MOMENT, now), name, keeper)


def _rewind(copy: Handle, end: str) -> None:
    """Take back from ledgers and trail what was written at that instant and after it."""
    _loosen(copy)
    for ledger in LEDGERS.values():
        copy.execute(f"DELETE FROM {name_sql(ledger.name)} WHERE created_at >= ?", [end])
    undo = defaultdict[tuple[str, int], list[trail_reading.TrailEntry]](list)
    for entry in trail_reading.since(copy, end):
        if entry.ledger in LEDGERS and entry.action != "新增":
            undo[entry.ledger, entry.record].append(entry)
    stays = _booked_under_earlier_days(copy, end)
    copy.execute("DELETE FROM trail WHERE at >= ?", [end])
    for (name, record), entries in undo.items():
        _put_back(copy, LEDGERS[name], record, entries, stays.get((name, record), {}))


def _loosen(copy: Handle) -> None:
    """Let several records have one key: those that exchanged their names since do so for a moment."""
    indexes = copy.execute("SELECT name, sql FROM sqlite_master WHERE sql LIKE 'CREATE UNIQUE INDEX %'").fetchall()
    for name, sql in indexes:
        copy.execute(f"DROP INDEX {name_sql(str(name))}")
        copy.execute(str(sql).replace("UNIQUE ", "", 1))


def _booked_under_earlier_days(copy: Handle, end: str) -> Mapping[tuple[str, int], Mapping[str, int]]:
    """What stays although it was written after something that goes, because the clock was set back in between.

    Returns:
        For each such record its fields, and the number of the entry that wrote each last.
    """
    stays = defaultdict[tuple[str, int], dict[str, int]](dict)
    for entry in trail_reading.set_back(copy, end):
        stays[entry.ledger, entry.record] |= dict.fromkeys(entry.after, entry.seq)
    return stays


def _put_back(
    copy: Handle, ledger: Ledger, record: int, entries: Sequence[trail_reading.TrailEntry], stays: Mapping[str, int]
) -> None:
    """One record without the changes of these entries, newest first; later ones stay."""
    table = name_sql(ledger.name)
    cursor = copy.execute(f"SELECT * FROM {table} WHERE id = ?", [record])
    stored = cursor.fetchone()
    if stored is None:
        return
    row = dict(zip((column[0] for column in cursor.description), stored, strict=True))
    before: dict[str, Stored] = {}
    for entry in entries:
        before |= {
            name: value for name, value in entry.before.items() if name in ledger and stays.get(name, 0) < entry.seq
        }
    for name in before.keys() & ledger.sealed:
        before[name] = f"{before[name]}（{record}，已改）" if before[name] else before[name]
    before |= trail_reading.stand(copy, ledger, record)
    if before.keys() & {ledger.label, *(field.name for field, _ in ledger.searched)}:
        before |= derived(ledger, row | before)
    sets = ", ".join(f"{name_sql(name)} = ?" for name in before)
    copy.execute(f"UPDATE {table} SET {sets} WHERE id = ?", [*before.values(), record])
