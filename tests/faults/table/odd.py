"""Row 5: turned bits, strange logs, and files that are none."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import back_up, create_store, open_store, verify
from fjgov_tui.store.filesystem import refuse_network_file_system
from tests.faults import bitflips
from tests.faults.table.model import Facts, FaultRow, Job

PEOPLE = 800
"""In the file whose bits are turned: content takes most of its pages."""
Refusal = str
"""Words of the sentence that is expected; empty where the file is to be used as if nothing were."""


def _truncated(db: Path) -> None:
    with db.open("r+b") as file:
        file.truncate(db.stat().st_size // 2)


def _other_program(db: Path) -> None:
    db.unlink()
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("CREATE TABLE notes (x)")
        connection.commit()


def _newer(db: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fjgov', 'm9999_later', '')"
        )


def _foreign_log(db: Path) -> None:
    other = db.with_name("other.db")
    shutil.copy(db, other)
    with closing(sqlite3.connect(other, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE unit SET note = '别的县'")
        content = other.with_name("other.db-wal").read_bytes()
    with open_store(db) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "后来的镇", "kind": "镇"})
    db.with_name("county.db-wal").write_bytes(content)


def _garbage_log(db: Path) -> None:
    db.with_name("county.db-wal").write_bytes(b"\x37\x7f\x06\x82" + os.urandom(9000))


def _replace(db: Path, make: Callable[[Path], object]) -> None:
    db.unlink()
    make(db)


def _link(db: Path) -> None:
    db.rename(db.with_name("real.db"))
    db.symlink_to(db.with_name("real.db"))


CASES: dict[str, tuple[Callable[[Path], object], Refusal]] = {
    "空文件": (lambda db: db.write_bytes(b""), "不是"),
    "文字文件": (lambda db: db.write_text("这不是数据库" * 200, encoding="utf-8"), "不是"),
    "只剩一半": (_truncated, "损坏"),
    "别的程序的数据库": (_other_program, "不是"),
    "更新版本写的": (_newer, "更新版本"),
    "文件夹": (lambda db: _replace(db, Path.mkdir), "文件夹"),
    "管道": (lambda db: _replace(db, os.mkfifo), "管道"),
    "设备": (lambda db: _replace(db, lambda path: path.symlink_to("/dev/zero")), "管道或设备"),
    "断了的链接": (lambda db: _replace(db, lambda path: path.symlink_to("/nowhere/x.db")), "没有"),
    "链接到好文件": (_link, ""),
    "别的文件的日志": (_foreign_log, "不是这个文件的"),
    "乱字节的日志": (_garbage_log, ""),
    "日志处是管道": (lambda db: os.mkfifo(db.with_name("county.db-journal")), "不是普通文件"),
    "日志处是文件夹": (lambda db: db.with_name("county.db-wal").mkdir(), "不是普通文件"),
}
"""What was done to the file, and the words of the sentence that follows."""


def _odd(facts: Facts, job: Job, sound: Path, names: list[str]) -> None:
    for number, name in enumerate(names):
        folder = job.folder / f"odd{number}"
        folder.mkdir()
        db = folder / "county.db"
        shutil.copy(sound, db)
        spoil, words = CASES[name]
        spoil(db)
        facts.count += 1
        for readonly in (True, False):
            try:
                with open_store(db, readonly=readonly, untouched=readonly) as store:
                    ok = verify(store.db).ok
                facts.expect(ok and not words, f"{name}：没有拒绝" if words else f"{name}：核验不符")
            except FjgovError as problem:
                facts.expect(bool(words) and words in str(problem), f"{name}：{problem}")
    facts.figures["不成样子的文件"] = f"{len(names)} 种，各以只读和可写方式打开"


def _changed_while_open(facts: Facts, job: Job, sound: Path) -> None:
    for name in ("被删掉", "被换掉"):
        db = job.folder / f"{name}.db"
        shutil.copy(sound, db)
        with open_store(db) as store:
            db.unlink()
            if name == "被换掉":
                shutil.copy(sound, db)
            facts.count += 1
            try:
                with store.write() as writer:
                    writer.save(LEDGERS["unit"], {"name": "甲镇", "kind": "镇"})
                facts.wrong.append(f"打开之后{name}的文件还能写")
            except StoreProblem as problem:
                facts.expect("替换或删除" in str(problem), f"打开之后{name}：{problem}")


def _network(facts: Facts) -> None:
    for kind in ("nfs4", "cifs", "fuse.sshfs"):
        facts.count += 1
        try:
            refuse_network_file_system(Path("/mnt/x/a.db"), f"1 0 0:1 / /mnt/x rw - {kind} server rw")
            facts.wrong.append(f"没有拒绝 {kind}")
        except StoreProblem as problem:
            facts.expect(kind in str(problem), str(problem))


def _names() -> Iterator[bytes]:
    yield from (
        b"a b.db",
        "奉节 县.db".encode(),
        b"\xb7\xee\xbd\xda.db",
        b"-x.db",
        b"a?b#c%20.db",
        b"\xf0\x9f\x92\xa9.db",
        b"a\nb.db",
    )


def _named(facts: Facts, job: Job) -> None:
    for number, name in enumerate(_names()):
        folder = job.folder / f"named{number}"
        folder.mkdir()
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
        with create_store(path) as store:
            back_up(store, folder / "b.db")
            facts.expect(verify(store.db).ok, f"名字 {name!r}：核验不符")
        facts.count += 1


def run(job: Job) -> Facts:
    """Odd files first, then as many turned bits as there is time for."""
    facts = job.begun("个坏文件")
    sound = job.folder / "sound.db"
    with create_store(sound) as store, store.write() as writer:
        writer.save(LEDGERS["unit"], {"name": "白帝镇", "kind": "镇"})
    if not facts.told("odd"):
        _odd(facts, job, sound, list(CASES))
        _changed_while_open(facts, job, sound)
        _network(facts)
        if job.size > 20:
            _named(facts, job)
        facts.add("odd")
    earlier = facts.told("flips")
    flips, place = bitflips.Tally(flips=earlier, missed=[]), job.folder / "flips"
    place.mkdir()
    base = bitflips.base_file(place)
    if job.size > 20:
        bitflips.fill(base, PEOPLE)
    while flips.flips < job.size and (job.left > 0 or flips.flips == earlier):
        more = bitflips.turn(base, place, min(10, job.size), seed=bitflips.SEED + flips.flips)
        flips.flips += more.flips
        flips.content += more.content
        flips.content_seen += more.content_seen
        flips.sqlite_seen += more.sqlite_seen
    facts.count += flips.flips - earlier
    facts.expect(flips.content_seen == flips.content, f"有 {flips.content - flips.content_seen} 次改变了内容没有查出")
    turned = facts.add("flips", flips.flips - earlier)
    content, content_seen = facts.add("content", flips.content), facts.add("content seen", flips.content_seen)
    by_sqlite, size = facts.add("sqlite", flips.sqlite_seen), base.stat().st_size / 1e6
    facts.figures["翻转一位"] = (
        f"{size:.1f} MB 的文件里 {turned:,} 次，其中改变内容 {content:,} 次，核验或打开时查出 {content_seen:,} 次，"
        f"单靠 SQLite 的完整性检查查出 {by_sqlite:,} 次"
    )
    if turned < job.size:
        facts.lacking.append(f"时间不够，{job.size:,} 次翻转只做了 {turned:,} 次")
    return facts


ROW = FaultRow(
    number=5,
    title="坏文件：翻转的位、别的文件的日志、管道、文件夹、链接",
    method="把文件截短、换成别的东西、在旁边放别的文件的日志或管道、打开以后删掉换掉、放到网络共享盘上、起怪名字，再用只读和可写方式打开；随机翻转一位再核验",
    expected="拒绝并说明原因，或照常使用；没有程序出错，没有动过不该动的；改变了内容的翻转都查得出",
    run=run,
    short=3,
    long=1500,
    minutes=5,
)
