"""Proof that a file is whole: SQLite's own checks, the chain, each record against its last trail entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.store import trail
from fjgov_tui.store.naming import label_sql
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.text import safe


@dataclass(frozen=True)
class Check:
    """One question asked of the file."""

    title: str
    ok: bool
    detail: str


@dataclass(frozen=True)
class Verdict:
    """All questions, and the trail's head at that moment."""

    head: trail.Head
    checks: Sequence[Check] = field(default_factory=tuple)

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.ok for check in self.checks)


def _integrity(db: Handle) -> Check:
    rows = [str(row[0]) for row in db.execute("PRAGMA integrity_check(5)")]
    ok = rows == ["ok"]
    return Check("数据库文件", ok, "SQLite 完整性检查通过" if ok else "；".join(rows))


def _references(db: Handle) -> Check:
    rows = list(db.execute("PRAGMA foreign_key_check"))
    some = "；".join(f"{LEDGERS[row[0]].title if row[0] in LEDGERS else row[0]} 编号 {row[1]}" for row in rows[:5])
    return Check(
        "关联",
        not rows,
        "所有关联都指向存在的记录" if not rows else f"{len(rows)} 处指向不存在的记录：{some}",
    )


def _chain(db: Handle) -> Check:
    broken = trail.first_break(db)
    count = trail.head(db).seq
    return Check("审计链", broken is None, f"{count} 条首尾相连" if broken is None else f"从这里断开：{broken.why}")


def _subject(db: Handle, ledger: Ledger, record: int) -> str:
    sql = f"SELECT {label_sql(ledger, 't')} FROM {name_sql(ledger.name)} t WHERE id = ?"
    try:
        label = db.execute(sql, [record]).fetchone()[0]
    except sqlite3.OperationalError:
        label = ""  # A file of an older release lacks what this one names the record by; the number will do.
    return f"{ledger.title} 编号 {record}“{safe(str(label or ''))}”"


def tampered(db: Handle) -> Iterator[str]:
    """Each record that differs from what the trail says of it, as a sentence."""
    there = tables(db)
    known = {(ledger, record): digest for ledger, record, digest, _ in trail.entries(db)}
    for ledger in LEDGERS.values():
        if ledger.name not in there:
            continue
        cursor = db.execute(f"SELECT * FROM {name_sql(ledger.name)} ORDER BY id")
        columns = [column[0] for column in cursor.description]
        for found in cursor:
            row = dict(zip(columns, found, strict=True))
            digest = known.pop((ledger.name, row["id"]), None)
            if digest is None:
                yield f"{_subject(db, ledger, row['id'])} 不是通过本程序添加的，审计链里没有它"
            elif digest != trail.record_digest(ledger, row):
                yield f"{_subject(db, ledger, row['id'])} 在本程序之外被改过，与审计链最后一条不符"
    for name, record in known:
        title = LEDGERS[name].title if name in LEDGERS else name
        yield f"{title} 编号 {record} 在本程序之外被删掉了，审计链里还有它"


def _records(db: Handle) -> Check:
    found = list(tampered(db))
    if not found:
        return Check("记录", True, "每条记录都与审计链最后一条相符")
    more = f"；另有 {len(found) - 20} 条" if len(found) > 20 else ""
    return Check("记录", False, "；".join(found[:20]) + more)


def _anchors(db: Handle, anchors: Sequence[trail.Head]) -> Check:
    lost = [anchor for anchor in anchors if not trail.contains(db, anchor)]
    if not lost:
        return Check("锚", True, f"{len(anchors)} 个锚都还在链上，最远到第 {max(one.seq for one in anchors)} 条")
    return Check("锚", False, f"第 {lost[0].seq} 条与锚不符：链的末尾被截断，或整条链被换过")


def verify(db: Handle, anchors: Sequence[trail.Head] = ()) -> Verdict:
    """Ask everything; a failing check does not stop the next.

    Args:
        db: an open ledger file.
        anchors: heads that were printed earlier and must still be on the chain.

    Raises:
        StoreProblem: the file is too damaged to be asked.
    """
    try:
        checks = [_integrity(db)]
        if checks[0].ok:
            checks += [_references(db), _chain(db), _records(db)]
            if anchors:
                checks.append(_anchors(db, anchors))
        return Verdict(trail.head(db), tuple(checks))
    except sqlite3.DatabaseError as error:
        raise StoreProblem(
            f"数据库文件已损坏（{error}）", remedy="请停止使用，用 fjgov restore 恢复最近的备份"
        ) from error
