"""Proof that a file is whole: SQLite's own checks, the chain, each record against its last trail entry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import DiskProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS, Ledger
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import trail, trail_reading
from fjgov_tui.store.carried import FileLedger, carried
from fjgov_tui.store.encryption import FieldCipher, has_key
from fjgov_tui.store.marks import copy_mark
from fjgov_tui.store.naming import label_sql
from fjgov_tui.store.records import derived
from fjgov_tui.store.schema import name_sql, plain, schema_digest, tables, wanted
from fjgov_tui.store.seals import broken_seals, is_sealed
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.steps import RELEASE, SCHEMA, carried_facts, fact
from fjgov_tui.text import safe

SEALS = "封条"
"""The title of the check of whole tables."""


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
    mark = copy_mark(db)
    left_out = mark.entries_left_out if mark is not None else 0
    broken = trail.first_break(db, some_left_out=left_out > 0)
    count = trail.head(db).seq
    some = f"，其中 {left_out} 条属于其他单位，只有摘要，内容没有核对" if left_out else ""
    return Check(
        "审计链",
        broken is None,
        f"{count} 条首尾相连{some}" if broken is None else f"从这里断开：{broken.why}",
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
    ledgers, copied = carried(db), copy_mark(db) is not None
    names = _names(ledgers)
    last = {(names.get(ledger, ledger), record): digest for ledger, record, digest, _ in trail.entries(db)}
    there = tables(db)
    for ledger in ledgers:
        if ledger.name not in there:
            continue
        without_salt = copied and any(field.sealed for field in ledger.fields)
        replayed = trail_reading.replayed(db, LEDGERS[ledger.name]) if without_salt else {}
        cursor = db.execute(f"SELECT * FROM {name_sql(ledger.name)} ORDER BY id")
        columns = [column[0] for column in cursor.description]
        for cells in cursor:
            row = dict(zip(columns, cells, strict=True))
            digest = last.pop((ledger.name, row["id"]), None)
            if digest is None:
                yield f"{_subject(db, ledger, row['id'])} 不是通过本程序添加的，审计链里没有它"
            elif not (_says(LEDGERS[ledger.name], row, replayed) if without_salt else trail.fits(ledger, row, digest)):
                yield f"{_subject(db, ledger, row['id'])} 在本程序之外被改过，与审计链最后一条不符"
    titles = {ledger.name: ledger.title for ledger in ledgers}
    for name, record in last:
        yield f"{titles.get(name, name)} 编号 {record} 在本程序之外被删掉了，审计链里还有它"


def _says(ledger: Ledger, row: Mapping[str, Stored], replayed: Mapping[int, tuple[Mapping[str, Stored], bool]]) -> bool:
    """Whether a record of an audit copy says, in every field that is not sealed, what the trail's entries add up to."""
    values, removed = replayed.get(int(row["id"] or 0), ({}, False))
    same = all(row[field.name] == values.get(field.name) for field in ledger.fields if not field.sealed)
    return same and removed == (row["removed_at"] is not None)


def _names(ledgers: Sequence[FileLedger]) -> dict[str, str]:
    """The present name of each ledger in the file by every name that its entries may have."""
    return {name: ledger.name for ledger in ledgers for name in (*ledger.was, ledger.name)}


def structure(db: Handle) -> Check:
    """Whether every table, index and trigger is the one declared, and the file's facts are those that were booked."""
    title = "结构"
    if fact(db, SCHEMA) != schema_digest():
        release = fact(db, RELEASE) or "0.1.0"
        return Check(title, True, f"由 {release} 写成，还没有升级；表和触发器没有与声明核对")
    schema = wanted({ledger.name: ledger.retired_columns for ledger in carried(db)})
    declared = {name: plain(sql) for name, sql in {**schema.tables, **schema.others}.items()}
    rows = db.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    there = {str(name): plain(str(sql)) for name, sql, table in rows if name in declared or table in schema.tables}
    faults = [f"缺 {name}" for name in declared if name not in there]
    faults += [f"多出 {safe(name)}" for name in there if name not in declared]
    faults += [f"{name} 被改过" for name, sql in declared.items() if there.get(name, sql) != sql]
    booked = db.execute("SELECT after FROM trail WHERE action IN ('建库', '升级') ORDER BY seq DESC LIMIT 1").fetchone()
    if booked and str(booked[0]) != trail.canonical(carried_facts(db)):
        faults.append("文件记的版本和声明与审计链上的不符")
    if faults:
        return Check(title, False, "；".join(faults[:20]), len(faults))
    return Check(title, True, f"{len(declared)} 个表、索引和触发器都与声明相符")


def _derived(db: Handle) -> Check:
    """Whether the columns by which records are found say what the records say; pinyin is not compared."""
    title, wrong = "检索", list[str]()
    if fact(db, SCHEMA) == schema_digest():
        for ledger in LEDGERS.values():
            for row in _rows(db, ledger):
                if _texts(derived(ledger, row)) != _texts(row):
                    wrong.append(f"{ledger.title} 编号 {row['id']}")
    if not wrong:
        return Check(title, True, "用来查找的文字都与记录相符")
    more = f" 等 {len(wrong)} 条" if len(wrong) > 20 else ""
    return Check(title, False, f"用来查找的文字被改过：{'、'.join(wrong[:20])}{more}", len(wrong))


def _rows(db: Handle, ledger: Ledger) -> Iterator[dict[str, Stored]]:
    cursor = db.execute(f"SELECT * FROM {name_sql(ledger.name)} ORDER BY id")
    columns = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(columns, row, strict=True))


def _texts(row: Mapping[str, Stored]) -> list[str]:
    """The two texts without their last lines, which are pinyin: another release of its library spells otherwise."""
    return [str(row[name]).rpartition("\n")[0] for name in ("search", "called")]


def _times(db: Handle) -> Check:
    """Where the trail's clock went backwards: no fault of the file, but it is said for ever."""
    back = backwards(db)
    if not back:
        return Check("时间", True, "审计链上的时间没有倒退过")
    return Check(
        "时间", True, f"有 {len(back)} 处时间倒退，在第 {'、'.join(map(str, back[:10]))} 条；当时的系统时间不对"
    )


def backwards(db: Handle, after: int = 0) -> list[int]:
    """The numbers of the entries that are older than the one before them.

    Args:
        db: where to look.
        after: of the entries behind this one.
    """
    rows = db.execute(
        "SELECT seq FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS last FROM trail WHERE seq >= ?)"
        " WHERE at < last",
        [after],
    )
    return [int(row[0]) for row in rows]


def _records(db: Handle) -> Check:
    wrong = list(tampered(db))
    if not wrong:
        return Check("记录", True, "每条记录都与审计链最后一条相符")
    more = f"；另有 {len(wrong) - 20} 条" if len(wrong) > 20 else ""
    return Check("记录", False, "；".join(wrong[:20]) + more, len(wrong))


def _seals(db: Handle) -> Check:
    """Whether every table is as the program left it, those of the monitor, whose content no trail binds, too."""
    if not is_sealed(db):
        return Check(SEALS, True, "由旧版本写成，还没有封条")
    broken = [seal.sentence for seal in broken_seals(db)]
    if broken:
        return Check(SEALS, False, "；".join(broken), len(broken))
    return Check(SEALS, True, "每张表都与封条相符，监测记录、口令标记、表单草稿和用来查找排序的文字在内")


def anchored(db: Handle, anchors: Sequence[trail.Head]) -> Check:
    """Whether heads that were printed earlier are still on the chain."""
    lost = [anchor for anchor in anchors if not trail.contains(db, anchor)]
    if not lost:
        return Check("锚", True, f"{len(anchors)} 个锚都还在链上，最远到第 {max(anchor.seq for anchor in anchors)} 条")
    return Check("锚", False, f"第 {lost[0].seq} 条与锚不符：链的末尾被截断，或整条链被换过", len(lost))


def asked(db: Handle, title: str, question: Callable[[Handle], Check]) -> Check:
    """The answer; tables whose columns somebody has renamed or dropped cannot be asked, and that is an answer."""
    try:
        return question(db)
    except KeyError:
        pass
    except sqlite3.OperationalError as error:
        if "no such" not in str(error):
            raise
    return Check(title, False, "有的表或列不见了，核对不了", 1)


def _encrypted(db: Handle) -> Sequence[Check]:
    """Whether encrypted values open, where the key is at hand; said to be unasked where it is not."""
    if copy_mark(db) is not None or "meta" not in tables(db):
        return ()
    cipher, title, there = FieldCipher(db), "密封字段", tables(db)
    box, opens = cipher.box, cipher.box is not None and has_key(db)
    shut = clear = 0
    wrong = list[str]()
    for ledger in (ledger for ledger in LEDGERS.values() if ledger.encrypted and ledger.name in there):
        for row in _rows(db, ledger):
            values = [row.get(field.name) for field in ledger.encrypted if row.get(field.name) is not None]
            shut += sum(is_encrypted(value) for value in values)
            clear += sum(not is_encrypted(value) for value in values)
            if opens and (label := cipher.unopened(ledger, int(row["id"] or 0), row)):
                wrong.append(f"{ledger.title} 编号 {row['id']} 的{label}")
    if box is None:
        return (Check(title, False, f"有 {shut} 个加密的值，却没有口令的记载", shut),) if shut else ()
    if wrong:
        more = f" 等 {len(wrong)} 处" if len(wrong) > 20 else ""
        return (Check(title, False, f"打不开：{'、'.join(wrong[:20])}{more}", len(wrong)),)
    unasked = "都打得开" if opens else "随记录核对过；没有输入密封口令，没有逐个打开"
    some = f"；另有 {clear} 个还是明文，运行 fjgov seal rotate 加密" if clear else ""
    return (Check(title, True, f"{shut} 个加密的值，{unasked}{some}"),)


def _left_out(db: Handle) -> Sequence[Check]:
    """What an audit copy is, and what of it nobody can prove; nothing for any other file."""
    mark = copy_mark(db)
    return () if mark is None else (Check("检查副本", True, mark.words.removeprefix("检查副本：")),)


_QUESTIONS: dict[str, Callable[[Handle], Check]] = {
    "结构": structure,
    "关联": _references,
    "审计链": _chain,
    "时间": _times,
    "记录": _records,
    "检索": _derived,
    SEALS: _seals,
}


Step = Callable[[int, int, str], None]
"""Is told before each check which one it is, of how many, and its title; runs on the thread that verifies."""


def silent(_place: int, _total: int, _title: str) -> None:
    """Nobody asked to be told how far it has come."""


def verify(db: Handle, anchors: Sequence[trail.Head] = (), step: Step = silent) -> Verdict:
    """Ask everything; a failing check does not stop the next.

    Args:
        db: an open ledger file.
        anchors: heads that were printed earlier and must still be on the chain.
        step: is told how far it has come.

    Raises:
        StoreProblem: the file is too damaged to be asked.
    """
    total = 1 + len(_QUESTIONS)
    with unreadable():
        step(1, total, "完整性")
        checks = [_integrity(db)]
        if checks[0].ok:
            checks += _left_out(db)
            for place, (title, question) in enumerate(_QUESTIONS.items(), 2):
                step(place, total, title)
                checks.append(asked(db, title, question))
            checks += _encrypted(db)
            if anchors:
                checks.append(anchored(db, anchors))
        return Verdict(trail.head(db), tuple(checks))


@contextmanager
def unreadable() -> Generator[None]:
    """Says of a file that cannot be read to its end which of the two it is: the disk, or the file.

    Raises:
        StoreProblem: the file is too damaged to be asked, or its disk is gone.
    """
    try:
        yield
    except (sqlite3.DatabaseError, ValueError) as error:
        if "I/O error" in str(error) or "unable to open" in str(error):
            # Nothing was found wrong with what the file says: it could not be read.
            raise DiskProblem("读盘时出错，没有核验完", remedy="请看看盘是不是拔掉了、坏了，再核验一次") from error
        raise StoreProblem(
            f"数据库文件已损坏（{error}）", remedy="请停止使用，用 fjgov restore 恢复最近的备份"
        ) from error


def table_digests(db: Handle) -> dict[str, str]:
    """SHA-256 over the rows of every table, in the order of its key: for the manifest of a backup."""
    digests = {}
    for name in sorted(tables(db)):
        digest, columns = hashlib.sha256(), len(list(db.execute(f"PRAGMA table_info({name_sql(name)})")))
        order = ", ".join(map(str, range(1, columns + 1)))
        for row in db.execute(f"SELECT * FROM {name_sql(name)} ORDER BY {order}"):
            digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
        digests[name] = digest.hexdigest()
    return digests
