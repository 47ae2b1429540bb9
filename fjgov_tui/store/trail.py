"""The trail (审计链): one entry a change, bound to the one before by SHA-256; never updated, never pruned."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.clock import BEIJING, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.carried import FileLedger
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.text import mask

GENESIS = "0" * 64
"""What the first entry names as its predecessor."""
LEFT_OUT = "未提供"
"""The action of an entry of which an audit copy of one unit has the digests alone."""
_BOUND = (
    "seq", "at", "actor", "action", "ledger", "record", "revision",
    "before", "after", "digest", "reason", "batch", "step", "prev",
)  # fmt: skip
_COLUMNS = ", ".join((*_BOUND, "hash"))
_INSERT = f"INSERT INTO trail ({_COLUMNS}) VALUES ({', '.join('?' * (len(_BOUND) + 1))})"


@dataclass(frozen=True)
class Head:
    """The newest entry: whoever holds it can prove that the trail still contains it."""

    seq: int
    """Its number; 0 while the trail is empty."""
    hash: str
    """Its hash, 64 hexadecimal digits."""

    def __str__(self) -> str:
        """The form printed on reports and read back by `verify --anchor`."""
        return f"fjgov-anchor {self.seq}:{self.hash}"


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical(value: Mapping[str, Stored]) -> str:
    """JSON that is the same for the same content."""
    return _ENCODER.encode(value)


def entry_hash(values: tuple[Stored, ...]) -> str:
    """SHA-256 over the bound columns, each with its length before it, so that no two entries read alike."""
    parts = [str(value).encode("utf-8", "surrogatepass") for value in values]
    return hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).hexdigest()


def seal(salt: str, value: Stored) -> str:
    """A sealed value as the digest sees it: provably the same or not, without showing it."""
    return hashlib.sha256(f"{salt}|{value}".encode()).hexdigest()


def record_digest(ledger: FileLedger, row: Mapping[str, Stored], *, resealed: bool = False) -> str:
    """SHA-256 over everything that a record says; equal to its last entry's unless somebody went round us.

    Blank fields are left out, so that a field declared later changes nothing; ledger, fields and choices go in
    under the first names they ever had, so that a new name changes nothing either.

    Args:
        ledger: the ledger as the file carries it, with the fields that were retired.
        row: the record's columns.
        resealed: as it was computed before fields were sealed or unsealed by a later release.
    """
    facts: dict[str, Stored] = {}
    for field in ledger.fields:
        value = field.first(row.get(field.name))
        if value is not None:
            sealed = field.sealed != (resealed and field.resealed)
            # An encrypted value is bound as it stands, so that whoever has no key can still verify.
            salted = sealed and not is_encrypted(value)
            facts[field.born] = seal(str(row["salt"]), value) if salted else value
    for name in ("id", "revision", "created_at", "created_by", "updated_at", "updated_by", "removed_at"):
        facts[f"_{name}"] = row[name]
    return hashlib.sha256(f"{ledger.born}|{canonical(facts)}".encode("utf-8", "surrogatepass")).hexdigest()


def fits(ledger: FileLedger, row: Mapping[str, Stored], digest: str) -> bool:
    """Whether a record is what its last entry says, however its fields were sealed then."""
    if record_digest(ledger, row) == digest:
        return True
    changed = any(field.resealed for field in ledger.fields)
    return changed and record_digest(ledger, row, resealed=True) == digest


def masked(ledger: Ledger, values: Mapping[str, Stored]) -> dict[str, Stored]:
    """The values as the trail may show them."""
    return {
        name: mask(str(value)) if name in ledger.sealed and value is not None else value
        for name, value in values.items()
    }


class TrailWriter:
    """Appends entries inside one transaction; knows the head without asking for it again."""

    def __init__(self, db: Handle, actor: str, at: str, batch: str, reason: str) -> None:
        """Start a batch.

        Args:
            db: a connection that holds the write lock.
            actor: the actor's JSON.
            at: the instant of the transaction.
            batch: the operation's own id; a second booking under the same id is refused by the table.
            reason: why, in the user's words; may be empty.
        """
        self._db, self._actor, self._at, self._batch = db, actor, at, batch
        self._head, last = head(db), last_at(db)
        # A clock that was set back is booked with both times: the order of the trail is that of its numbers.
        back = f"系统时间比审计链上一条（{in_beijing(last)}）早" if at < last else ""
        self._reason = "；".join(part for part in (reason, back) if part)
        self._step = 0

    def append(self, action: str, ledger: str, record: int, revision: int, change: tuple[str, str, str]) -> None:
        """Write the next entry.

        Args:
            action: 新增, 修改, 移除 or 恢复.
            ledger: the ledger's name; empty for the file itself.
            record: the record's id.
            revision: the revision that the change made.
            change: JSON before, JSON after, and the record's digest.
        """
        self._step += 1
        seq = self._head.seq + 1
        bound: tuple[Stored, ...] = (
            seq, self._at, self._actor, action, ledger, record, revision,
            *change, self._reason, self._batch, self._step, self._head.hash,
        )  # fmt: skip
        own = entry_hash(bound)
        self._db.conn.execute(_INSERT, (*bound, own))
        self._head = Head(seq, own)


def in_beijing(at: str) -> str:
    """An instant of the trail as people read it; as it stands where somebody has damaged it."""
    try:
        return f"{parse_instant(at).astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return at


def last_at(db: Handle) -> str:
    """The instant of the newest entry; empty while the trail is."""
    row = db.execute("SELECT at FROM trail ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0]) if row else ""


MOMENT = timedelta(minutes=1)
"""Another process, or another machine on the same file, may write between a look at the clock and one at the trail."""


def behind(db: Handle, now: datetime) -> str:
    """What to say where the system's clock is behind the newest entry; empty where it is not, or by a moment only."""
    last = last_at(db)
    if instant(now + MOMENT) >= last:
        return ""
    return f"注意：系统时间早于审计链最后一条（{in_beijing(last)}），照常登记并在链上注明；请校准时钟"


def head(db: Handle) -> Head:
    """The newest entry's number and hash."""
    row = db.execute("SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(int(row[0]), str(row[1])) if row else Head(0, GENESIS)


def began(db: Handle) -> str | None:
    """The instant of the first entry; `None` while there is none."""
    row = db.execute("SELECT at FROM trail ORDER BY seq LIMIT 1").fetchone()
    return str(row[0]) if row else None


def origin(db: Handle) -> str:
    """The hash of the first entry, which tells a file and its copies from every other; empty while there is none."""
    row = db.execute("SELECT hash FROM trail ORDER BY seq LIMIT 1").fetchone()
    return str(row[0]) if row else ""


@dataclass(frozen=True)
class Break:
    """The first entry that does not follow from the ones before."""

    seq: int
    why: str


def first_break(db: Handle, after: int = 0, *, some_left_out: bool = False) -> Break | None:
    """Walk the chain; `None` when every link holds.

    Args:
        db: where to look.
        after: trust the entries up to this one, and walk the rest.
        some_left_out: in an audit copy of one unit the content of others' entries is not there, and not compared.
    """
    trusted = db.execute("SELECT hash FROM trail WHERE seq = ?", [after]).fetchone() if after else None
    expected = Head(after, str(trusted[0])) if trusted else Head(0, GENESIS)
    for row in db.execute(f"SELECT {_COLUMNS} FROM trail WHERE seq > ? ORDER BY seq", [expected.seq]):
        seq, prev, own = int(row[0]), str(row[-2]), str(row[-1])
        if seq != expected.seq + 1:
            return Break(expected.seq + 1, f"缺第 {expected.seq + 1} 条，后面直接是第 {seq} 条")
        if prev != expected.hash:
            return Break(seq, f"第 {seq} 条记的前一条摘要与实际不符")
        left_out = some_left_out and row[3] == LEFT_OUT
        if not left_out and entry_hash(tuple(row[:-1])) != own:
            return Break(seq, f"第 {seq} 条的内容与它自己的摘要不符")
        expected = Head(seq, own)
    return None


def contains(db: Handle, anchor: Head) -> bool:
    """Whether the trail still has that entry with that hash."""
    row = db.execute("SELECT hash FROM trail WHERE seq = ?", [anchor.seq]).fetchone()
    return anchor == Head(0, GENESIS) or (row is not None and row[0] == anchor.hash)


def entries(db: Handle) -> Iterator[tuple[str, int, str, str]]:
    """For each record that the trail knows: ledger as it was called then, id, digest and action of its last entry.

    Ordered by number: where a ledger was renamed, the later of two entries of one record comes after.
    """
    yield from db.execute(
        "SELECT ledger, record, digest, action FROM trail WHERE seq IN"
        " (SELECT max(seq) FROM trail WHERE ledger <> '' GROUP BY ledger, record) ORDER BY seq"
    )
