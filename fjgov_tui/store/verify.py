"""Proof that a file is whole: SQLite's own checks, the chain, each record against its last trail entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import trail
from fjgov_tui.store.carried import FileLedger, carried
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
    faults: int = 0
    """How many things are not in order."""


@dataclass(frozen=True)
class Verdict:
    """All questions, and the trail's head at that moment."""

    head: trail.Head
    checks: Sequence[Check] = field(default_factory=tuple)

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.ok for check in self.checks)

    @property
    def readable(self) -> bool:
        """Whether SQLite itself finds nothing wrong; everything else can be asked of such a file."""
        return self.checks[0].ok


def _integrity(db: Handle) -> Check:
    # Values that a newer constraint refuses are no damage: an upgrade takes older rows over as they are.
    db.execute("PRAGMA ignore_check_constraints = ON")
    rows = [str(row[0]) for row in db.execute("PRAGMA integrity_check(5)")]
    db.execute("PRAGMA ignore_check_constraints = OFF")
    ok = rows == ["ok"]
    return Check("数据库文件", ok, "SQLite 完整性检查通过" if ok else "；".join(rows), 0 if ok else len(rows))


def _references(db: Handle) -> Check:
    rows = list(db.execute("PRAGMA foreign_key_check"))
    some = "；".join(f"{LEDGERS[row[0]].title if row[0] in LEDGERS else row[0]} 编号 {row[1]}" for row in rows[:5])
    return Check(
        "关联",
        not rows,
        "所有关联都指向存在的记录" if not rows else f"{len(rows)} 处指向不存在的记录：{some}",
        len(rows),
    )


def _chain(db: Handle) -> Check:
    broken = trail.first_break(db)
    count = trail.head(db).seq
    return Check(
        "审计链",
        broken is None,
        f"{count} 条首尾相连" if broken is None else f"从这里断开：{broken.why}",
        int(broken is not None),
    )


def _subject(db: Handle, ledger: FileLedger, record: int) -> str:
    label = ""
    if ledger.name in LEDGERS:
        sql = f"SELECT {label_sql(LEDGERS[ledger.name], 't')} FROM {name_sql(ledger.name)} t WHERE id = ?"
        # A file of an older release lacks what this one names the record by; the number will do.
        with suppress(sqlite3.OperationalError):
            label = str(db.execute(sql, [record]).fetchone()[0] or "")
    return f"{ledger.title} 编号 {record}“{safe(label)}”"


def tampered(db: Handle) -> Iterator[str]:
    """Each record that differs from what the trail says of it, as a sentence.

    Records are judged by the declarations that the file carries, whatever this release declares.
    """
    ledgers = carried(db)
    names = _names(ledgers)
    last = {(names.get(ledger, ledger), record): digest for ledger, record, digest, _ in trail.entries(db)}
    there = tables(db)
    for ledger in ledgers:
        if ledger.name not in there:
            continue
        cursor = db.execute(f"SELECT * FROM {name_sql(ledger.name)} ORDER BY id")
        columns = [column[0] for column in cursor.description]
        for found in cursor:
            row = dict(zip(columns, found, strict=True))
            digest = last.pop((ledger.name, row["id"]), None)
            if digest is None:
                yield f"{_subject(db, ledger, row['id'])} 不是通过本程序添加的，审计链里没有它"
            elif not trail.fits(ledger, row, digest):
                yield f"{_subject(db, ledger, row['id'])} 在本程序之外被改过，与审计链最后一条不符"
    titles = {ledger.name: ledger.title for ledger in ledgers}
    for name, record in last:
        yield f"{titles.get(name, name)} 编号 {record} 在本程序之外被删掉了，审计链里还有它"


def _names(ledgers: Sequence[FileLedger]) -> dict[str, str]:
    """The present name of each ledger in the file by every name that its entries may have."""
    return {name: ledger.name for ledger in ledgers for name in (*ledger.was, ledger.name)}


def _records(db: Handle) -> Check:
    found = list(tampered(db))
    if not found:
        return Check("记录", True, "每条记录都与审计链最后一条相符")
    more = f"；另有 {len(found) - 20} 条" if len(found) > 20 else ""
    return Check("记录", False, "；".join(found[:20]) + more, len(found))


def _anchors(db: Handle, anchors: Sequence[trail.Head]) -> Check:
    lost = [anchor for anchor in anchors if not trail.contains(db, anchor)]
    if not lost:
        return Check("锚", True, f"{len(anchors)} 个锚都还在链上，最远到第 {max(one.seq for one in anchors)} 条")
    return Check("锚", False, f"第 {lost[0].seq} 条与锚不符：链的末尾被截断，或整条链被换过", len(lost))


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
