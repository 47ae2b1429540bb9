"""The trail read: what happened to a record, on a day, in one transaction; under the names that things have now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Ledger, present_name
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.trail import head


@dataclass(frozen=True)
class TrailEntry:
    """One change as the trail holds it."""

    seq: int
    at: str
    who: str
    action: str
    ledger: str
    record: int
    revision: int
    before: Mapping[str, Stored]
    """The fields that changed, as they were; sealed ones masked."""
    after: Mapping[str, Stored]
    """The same fields, as they became."""
    reason: str
    batch: str
    account: str = ""
    """The account under which the program ran: another than `who` where that one came by `sudo`."""

    @property
    def both(self) -> str:
        """Who it was, and under which account where that is another."""
        return f"{self.who}（以 {self.account} 的身份）" if self.account not in {"", self.who} else self.who


def _entry(row: tuple[Stored, ...]) -> TrailEntry:
    """The entry under the present names of ledger, fields and choices."""
    seq, at, actor, action, written, record, revision, before, after, reason, batch = row
    who, name = _object(actor), present_name(str(written))
    ledger = LEDGERS.get(name)
    was, became = (ledger.present(_object(side)) if ledger else _object(side) for side in (before, after))
    return TrailEntry(
        int(seq or 0), str(at), str(who.get("behind") or who.get("user", "")), str(action), name,
        int(record or 0), int(revision or 0), was, became, str(reason), str(batch), str(who.get("user", "")),
    )  # fmt: skip


def _object(text: Stored) -> dict[str, Stored]:
    """The JSON object; empty for what somebody has made of it behind our back, which `verify` names."""
    try:
        value = json.loads(str(text))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


_SHOWN = "seq, at, actor, action, ledger, record, revision, before, after, reason, batch"


def history(db: Handle, ledger: Ledger, record: int) -> list[TrailEntry]:
    """A record's entries, newest first; those that were written under a former name of the ledger, too."""
    names = (ledger.name, *ledger.was)
    rows = db.execute(
        f"SELECT {_SHOWN} FROM trail WHERE ledger IN ({', '.join('?' * len(names))}) AND record = ? ORDER BY seq DESC",
        [*names, record],
    )
    return [_entry(row) for row in rows]


def stand(db: Handle, ledger: Ledger, record: int) -> dict[str, Stored]:
    """Revision, when and by whom it was made, and since when it is removed, by the trail alone; empty without entry."""
    names = (ledger.name, *ledger.was)
    rows = db.execute(
        f"SELECT at, actor, action, revision FROM trail WHERE ledger IN ({', '.join('?' * len(names))})"
        " AND record = ? ORDER BY seq DESC",
        [*names, record],
    ).fetchall()
    if not rows:
        return {}
    revision = rows[0][3]
    at, actor = next((at, _object(actor)) for at, actor, _, made in reversed(rows) if made == revision)
    last = next((row for row in rows if row[2] in {"移除", "恢复"}), None)
    return {
        "revision": revision,
        "updated_at": at,
        "updated_by": str(actor.get("behind") or actor.get("user", "")),
        "removed_at": last[0] if last is not None and last[2] == "移除" else None,
    }


def replayed(db: Handle, ledger: Ledger) -> dict[int, tuple[dict[str, Stored], bool]]:
    """What each record says if the trail alone is believed, and whether it is removed; sealed values masked."""
    names = (ledger.name, *ledger.was)
    rows = db.execute(
        f"SELECT {_SHOWN} FROM trail WHERE ledger IN ({', '.join('?' * len(names))}) ORDER BY seq", list(names)
    )
    stand: dict[int, tuple[dict[str, Stored], bool]] = {}
    for entry in map(_entry, rows):
        values, removed = stand.get(entry.record, ({}, False))
        stand[entry.record] = values | dict(entry.after), {"移除": True, "恢复": False}.get(entry.action, removed)
    return stand


def changes(db: Handle, ledger: Ledger, field: str) -> Iterator[TrailEntry]:
    """The corrections of one field in a whole ledger, oldest first."""
    names = (ledger.name, *ledger.was)
    marks = ", ".join("?" * len(names))
    sql = f"SELECT {_SHOWN} FROM trail WHERE ledger IN ({marks}) AND action = '修改' ORDER BY seq"
    return (entry for entry in map(_entry, db.execute(sql, list(names))) if field in entry.after)


def since(db: Handle, at: str) -> Iterator[TrailEntry]:
    """The entries of an instant and after, newest first.

    The clock of the machine may have been set back meanwhile: an entry belongs to the day that it names.
    """
    return map(_entry, db.execute(f"SELECT {_SHOWN} FROM trail WHERE at >= ? ORDER BY seq DESC", [at]))


def set_back(db: Handle, at: str) -> Iterator[TrailEntry]:
    """The entries that name an earlier instant though they were written after one of that instant or later.

    Oldest first; there are some only where the clock was set back.
    """
    first = "SELECT min(seq) FROM trail WHERE at >= ?"
    rows = db.execute(f"SELECT {_SHOWN} FROM trail WHERE seq > ({first}) AND at < ? ORDER BY seq", [at, at])
    return map(_entry, rows)


def latest(db: Handle, limit: int) -> list[TrailEntry]:
    """The newest entries of all ledgers, newest first."""
    return [_entry(row) for row in db.execute(f"SELECT {_SHOWN} FROM trail ORDER BY seq DESC LIMIT ?", [limit])]


def notes(db: Handle, action: str) -> Iterator[TrailEntry]:
    """What was booked under a word of the file's own, newest first."""
    sql = f"SELECT {_SHOWN} FROM trail WHERE ledger = '' AND action = ? ORDER BY seq DESC"
    return map(_entry, db.execute(sql, [action]))


def bookings(db: Handle) -> Iterator[list[TrailEntry]]:
    """The entries of one transaction after the other, the newest first; within one as they were written."""
    below = head(db).seq
    while below > 0:
        (step,) = db.execute("SELECT step FROM trail WHERE seq = ?", [below]).fetchone()
        first = below - int(step)
        rows = db.execute(f"SELECT {_SHOWN} FROM trail WHERE seq > ? AND seq <= ? ORDER BY seq", [first, below])
        yield [_entry(row) for row in rows]
        below = first


def latest_alike(db: Handle, limit: int) -> list[tuple[TrailEntry, int]]:
    """The newest changes, those of one transaction that did the same to one ledger told once.

    Returns:
        The newest entry of each such group, and how many the group has; newest first.
    """
    groups: list[tuple[TrailEntry, int]] = []
    below = head(db).seq
    while below > 0 and len(groups) < limit:
        batch, step = db.execute("SELECT batch, step FROM trail WHERE seq = ?", [below]).fetchone()
        rows = db.execute(
            f"SELECT {_SHOWN}, alike FROM trail JOIN (SELECT max(seq) AS newest, count(*) AS alike FROM trail"
            " WHERE batch = ? GROUP BY ledger, action) ON seq = newest ORDER BY seq DESC",
            [batch],
        )
        groups += [(_entry(row[:-1]), int(row[-1])) for row in rows]
        below -= int(step)
    return groups[:limit]


def alike(db: Handle, seq: int) -> list[TrailEntry]:
    """The entries of one transaction that did to one ledger what an entry did, that one among them, newest first."""
    rows = db.execute(
        f"SELECT {_SHOWN} FROM trail WHERE (batch, ledger, action) ="
        " (SELECT batch, ledger, action FROM trail WHERE seq = ?) ORDER BY seq DESC",
        [seq],
    )
    return [_entry(row) for row in rows]
