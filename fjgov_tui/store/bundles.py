"""What the file keeps of bundles: the machines that are known, what came and went, and what both sides have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.carrying import Aim
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.text import clean

REGISTERED, FORGOTTEN, IMPORTED = "登记对方公钥", "删除对方公钥", "导入数据包"
"""The trail's words."""


@dataclass(frozen=True)
class Peer:
    """The other machine, as it was registered."""

    id: str
    name: str
    line: str
    """Its public keys, as it printed them."""
    at: str
    """When somebody compared its code here."""


@dataclass(frozen=True)
class Carriage:
    """One bundle that came or went."""

    id: str
    peer: str
    number: int
    made_at: str
    aim: str


@dataclass(frozen=True)
class Conflict:
    """A field that both machines have changed since they last told each other."""

    id: int
    peer: str
    ledger: str
    record: int
    field: str
    ours: str
    theirs: str
    stands: str
    """Which of the two is in the ledger: `ours` or `theirs`."""
    at: str


def peers(reader: Reader) -> list[Peer]:
    """The machines that are known, by name."""
    rows = reader.db.execute("SELECT id, name, line, at FROM bundle_peer ORDER BY name, id")
    return [Peer(*map(str, row)) for row in rows]


def put_peer(writer: Writer, peer_id: str, name: str, line: str) -> None:
    """Register a machine whose code was compared; booked in the trail."""
    writer.permit_admin()
    writer.db.execute("INSERT OR REPLACE INTO bundle_peer VALUES (?, ?, ?, ?)", [peer_id, clean(name), line, writer.at])
    writer.note(REGISTERED, {"peer": peer_id, "name": clean(name)})


def drop_peer(writer: Writer, peer: Peer) -> None:
    """Take no more bundles from a machine, and make none for it; booked in the trail."""
    writer.permit_admin()
    writer.db.execute("DELETE FROM bundle_peer WHERE id = ?", [peer.id])
    writer.note(FORGOTTEN, {"peer": peer.id, "name": peer.name})


def _carriages(reader: Reader, table: str, peer: str) -> list[Carriage]:
    sql = f"SELECT id, peer, number, made_at, aim FROM {table} WHERE peer = ? ORDER BY number, made_at"
    return [
        Carriage(str(row[0]), str(row[1]), int(row[2]), str(row[3]), str(row[4]))
        for row in reader.db.execute(sql, [peer])
    ]


def sent(reader: Reader, peer: str) -> list[Carriage]:
    """The bundles made for a machine, in order."""
    return _carriages(reader, "bundle_sent", peer)


def received(reader: Reader, peer: str) -> list[Carriage]:
    """The bundles imported from a machine, by their numbers."""
    return _carriages(reader, "bundle_received", peer)


def note_sent(writer: Writer, bundle: Carriage) -> None:
    """A bundle was written."""
    given: list[Stored] = [bundle.id, bundle.peer, bundle.number, bundle.made_at, bundle.aim]
    writer.db.execute("INSERT INTO bundle_sent VALUES (?, ?, ?, ?, ?)", given)


def note_received(writer: Writer, bundle: Carriage, facts: Mapping[str, int]) -> None:
    """A bundle was imported; booked in the trail with what it brought."""
    given: list[Stored] = [bundle.id, bundle.peer, bundle.number, bundle.made_at, bundle.aim, writer.at]
    writer.db.execute("INSERT INTO bundle_received VALUES (?, ?, ?, ?, ?, ?)", given)
    writer.note(IMPORTED, {"bundle": bundle.id, "number": bundle.number, "made_at": bundle.made_at, **facts})


def is_received(reader: Reader, bundle: str) -> bool:
    """Whether a bundle was imported already."""
    return bool(reader.db.execute("SELECT count(*) FROM bundle_received WHERE id = ?", [bundle]).fetchone()[0])


@dataclass(frozen=True)
class Heard:
    """How far this machine knows of another."""

    peer: Peer
    newest: Carriage | None
    missing: tuple[int, ...] = ()
    """Numbers up to the newest of which nothing was imported, the newest first, a hundred at most."""


def heard(reader: Reader) -> list[Heard]:
    """How far this machine knows of each that is registered."""
    known = []
    for peer in peers(reader):
        came = received(reader, peer.id)
        numbers = {bundle.number for bundle in came}
        newest = max(came, key=lambda bundle: bundle.made_at, default=None)
        gaps = [number for number in range(max(numbers, default=0), 0, -1) if number not in numbers][:100]
        known.append(Heard(peer, newest, tuple(gaps)))
    return known


def newest_seen(reader: Reader) -> str:
    """When the newest bundle was made that brought what another machine's monitor saw; empty where none came."""
    row = reader.db.execute("SELECT max(made_at) FROM bundle_received WHERE aim <> ?", [Aim.MONITOR]).fetchone()
    return str(row[0] or "")


def note_conflict(
    writer: Writer, carriage: Carriage, at: tuple[str, int, str], both: tuple[str, str], stands: str
) -> bool:
    """Keep that both sides have changed a field; one that is known already is not told again.

    Args:
        writer: the transaction.
        carriage: the bundle that brought theirs.
        at: ledger, record and field.
        both: what ours says, and what theirs says, as people read it.
        stands: which of the two is in the ledger now.

    Returns:
        Whether it is new.
    """
    same = "SELECT count(*) FROM bundle_conflict WHERE peer = ? AND ledger = ? AND record = ? AND field = ?"
    same += " AND ours = ? AND theirs = ?"
    if writer.db.execute(same, [carriage.peer, *at, *both]).fetchone()[0]:
        return False
    writer.db.execute(
        "INSERT INTO bundle_conflict (peer, bundle, ledger, record, field, ours, theirs, stands, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [carriage.peer, carriage.id, *at, *both, stands, writer.at],
    )
    return True


def conflicts(reader: Reader) -> list[Conflict]:
    """Those that nobody has settled, oldest first."""
    sql = "SELECT id, peer, ledger, record, field, ours, theirs, stands, at FROM bundle_conflict"
    rows = reader.db.execute(f"{sql} WHERE settled_at IS NULL ORDER BY id")
    return [Conflict(int(row[0]), str(row[1]), str(row[2]), int(row[3]), *map(str, row[4:])) for row in rows]


def settle_conflicts(writer: Writer, ids: Sequence[int]) -> None:
    """Somebody has looked at them, and at the records."""
    for conflict_id in ids:
        writer.db.execute(
            "UPDATE bundle_conflict SET settled_at = ? WHERE id = ? AND settled_at IS NULL", [writer.at, conflict_id]
        )
        writer.note("了结数据包冲突", {"conflict": conflict_id})


def label_of(conflict: Conflict) -> str:
    """The field of a conflict as people call it; the whole record where none is named."""
    ledger = LEDGERS.get(conflict.ledger)
    return ledger[conflict.field].label if ledger and conflict.field in ledger else "整条记录"
