"""What lies beside the file: a log or a journal that another file left is never played into this one.

SQLite takes any `-wal` or `-journal` with the right name for the file's own, and folds it in as soon as somebody opens
the file for writing. So what a program that has ended left there is looked at first, in ways that change nothing.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from fjgov_tui.clock import BEIJING, utc_now
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem, system_reason
from fjgov_tui.scratch import folder, keep_beside
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.trail import first_break, head
from fjgov_tui.text import clean

COMPANIONS = ("-wal", "-shm", "-journal")
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")
_WAL_HEADER = 32
"""A log of no more bytes holds no frame."""
_TRUSTED = 512
"""So many newest entries of the trail are walked; the rest is for `verify`."""
_COMPARED = 100_000
"""Where a log is not plainly the file's own: up to so many entries, each record is compared with its last one, too."""


def beside(path: Path, suffix: str) -> Path:
    """The companion of a file."""
    return path.with_name(path.name + suffix)


@dataclass(frozen=True)
class _Seen:
    """A file as one connection sees it."""

    file: str
    """Its own id; empty where it is no ledger file."""
    seq: int
    hash: str
    entries: int
    sound: bool
    """SQLite finds nothing wrong with it, and the trail has no gap."""


_NOTHING = _Seen("", 0, "", 0, sound=False)


def in_use(path: Path) -> bool | None:
    """Whether a program has the file open now; `None` where the system does not say."""
    table = Path("/proc/locks")
    try:
        lines = table.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    # By inode alone: what the table calls the device is another number on some file systems.
    held = {line.split()[6 if "->" in line else 5].rpartition(":")[2] for line in lines if line}
    for part in (path, beside(path, "-shm")):
        with suppress(OSError):
            if str(part.stat().st_ino) in held:
                return True
    return False


def left_behind(path: Path) -> list[Path]:
    """Logs and journals with content beside the file that no running program uses."""
    log, journal = beside(path, "-wal"), beside(path, "-journal")
    there = [file for file, hot in ((log, _has_frames(log)), (journal, _is_hot(journal))) if hot]
    return there if there and not in_use(path) else []


def _kept(companion: Path) -> os.stat_result | None:
    """What lies beside a file, no link followed; nothing where whoever has it open closes it at this moment."""
    try:
        return companion.lstat()
    except FileNotFoundError:
        return None


def _has_frames(log: Path) -> bool:
    there = _kept(log)
    return there is not None and stat.S_ISREG(there.st_mode) and there.st_size > _WAL_HEADER


def _is_hot(journal: Path) -> bool:
    there = _kept(journal)
    if there is None or not stat.S_ISREG(there.st_mode):
        return False
    with suppress(FileNotFoundError), journal.open("rb") as file:
        return file.read(len(_JOURNAL_MAGIC)) == _JOURNAL_MAGIC
    return False


def refuse_odd(path: Path) -> None:
    """Refuse to open a file beside which a pipe, a folder or a link bears the name of a log: SQLite would follow it.

    Raises:
        StoreProblem: there is one.
    """
    for odd in (beside(path, end) for end in COMPANIONS):
        there = _kept(odd)
        if there is not None and not stat.S_ISREG(there.st_mode):
            raise StoreProblem(
                f"旁边的 {clean(odd.name)} 不是普通文件，数据库文件没有打开",
                where=str(path),
                remedy="请弄清它从哪里来，移走后再打开",
            )


def refuse_foreign(path: Path, *, move: bool) -> None:
    """Look at what was left beside the file; what does not belong to it is named and never used.

    Args:
        path: an existing file.
        move: give what does not belong another name, so that the next opening goes without it; and play in a
            journal that does belong, which a connection that only reads cannot.

    Raises:
        StoreProblem: something beside the file is not its own.
    """
    refuse_odd(path)
    for companion in left_behind(path):
        journal = companion.name.endswith("-journal")
        try:
            if journal and not _needs_playing(path):
                continue
            strange = _strange(path, companion)
        except FileNotFoundError:
            continue  # Closed by whoever had it open: what lay beside it is in it.
        except OSError as error:
            raise StoreProblem(
                f"看不了旁边的 {companion.name}（{system_reason(error)}）", where=str(path), remedy="请检查权限"
            ) from error
        except sqlite3.Error:
            continue  # Opening the file itself fails for the same reason and says it.
        if not strange:
            if journal and not move:
                raise StoreProblem(
                    "上次写入中途断了，还没有收拾，只读打不开",
                    where=str(path),
                    remedy="请由能写这个文件的人不加 --readonly 运行一次 fjgov verify，数据不会丢",
                )
            if journal:
                _play(path)
            continue
        what = f"旁边的 {companion.name} 不是这个文件的，或者这个文件被换成了旧的；两个都没有动过"
        if not move:
            raise StoreProblem(what, where=str(path), remedy="请由管理员不加 --readonly 打开一次，它会把不属于的移开")
        stamp = utc_now().astimezone(BEIJING).strftime("%Y%m%d-%H%M%S")
        aside = free_name(companion.with_name(f"{companion.name}.foreign-{stamp}"))
        companion.rename(aside)
        raise StoreProblem(
            f"{what}，现在把它原样移到了 {aside.name}",
            where=str(path),
            remedy="请先弄清它从哪里来；再打开时只用主文件，可用 fjgov verify 核验，或恢复最近的备份",
        )


def refuse_second_name(path: Path) -> None:
    """A file with two names has two logs, and each who opens it knows of one: the other's writes would be lost.

    Raises:
        StoreProblem: somebody has it open under another name than this one.
    """
    if path.stat().st_nlink > 1 and not beside(path, "-shm").exists() and in_use(path):
        raise StoreProblem(
            "这个文件有两个名字（硬链接），正以另一个名字开着，没有打开",
            where=str(path),
            remedy="请都用同一个名字打开；多出来的名字请删掉",
        )


def free_name(path: Path) -> Path:
    """The path, or the next one with a number behind that nothing has yet: what is kept replaces nothing."""
    name, number = path, 1
    while any(beside(name, end).exists() for end in ("", *COMPANIONS)):
        number += 1
        name = path.with_name(f"{path.name}-{number}")
    return name


def _needs_playing(path: Path) -> bool:
    """Whether SQLite takes the journal for one whose program has died; that of a running one needs nothing."""
    with _readonly(path) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            return True
    return False


def _play(path: Path) -> None:
    """Let SQLite undo what a program that died had half written."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as playing:
        playing.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _strange(path: Path, companion: Path) -> bool:
    """Whether the file is sound without its companion and is not with it, or is another one with it."""
    journal = companion.name.endswith("-journal")
    from fjgov_tui.store.own_log import is_plainly_own

    if not journal and is_plainly_own(path, companion, walked=_TRUSTED):
        return False
    with _immutable(path) as connection:
        # Each record is compared in the file with its companion, which is what is to be used; alone only if need be.
        alone = _seen(connection, records=False)
    with _played(path, companion) if journal else _readonly(path) as connection:
        together = _seen(connection)
        if not journal and together.sound and alone.sound and not _continues(connection, alone):
            return True
    if not together.sound and alone.sound:
        with _immutable(path) as connection:
            alone = _seen(connection)
    if not alone.sound:
        return False  # Killed in the middle of folding the log in: only both together are the file.
    return not together.sound or together.file != alone.file


def _continues(connection: sqlite3.Connection, earlier: _Seen) -> bool:
    row = connection.execute("SELECT hash FROM trail WHERE seq = ?", [earlier.seq]).fetchone()
    return earlier.seq == 0 or (row is not None and row[0] == earlier.hash)


@contextmanager
def _immutable(path: Path) -> Generator[sqlite3.Connection]:
    """The file as if nothing lay beside it."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield connection


@contextmanager
def _readonly(path: Path) -> Generator[sqlite3.Connection]:
    """The file with its log; a connection that cannot write folds nothing in."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield connection


@contextmanager
def _played(path: Path, journal: Path) -> Generator[sqlite3.Connection]:
    """A copy of the file, into which the journal has been played."""
    keep_beside(path)
    with tempfile.TemporaryDirectory(dir=folder()) as private:
        copy = Path(private, path.name)
        shutil.copyfile(path, copy)
        shutil.copyfile(journal, beside(copy, "-journal"))
        with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
            yield connection


def _seen(connection: sqlite3.Connection, *, records: bool = True) -> _Seen:
    from fjgov_tui.store.verifying import tampered

    db = Handle(connection)
    try:
        sound = [str(row[0]) for row in db.execute("PRAGMA quick_check(1)")] == ["ok"]
        row = db.execute("SELECT value FROM meta WHERE name = 'file'").fetchone()
        count = int(db.execute("SELECT count(*) FROM trail").fetchone()[0])
        last = head(db)
        sound = sound and count == last.seq and first_break(db, after=max(0, last.seq - _TRUSTED)) is None
        if records and count <= _COMPARED:
            sound = sound and next(tampered(db), None) is None
    except (sqlite3.DatabaseError, ValueError):
        return _NOTHING
    return _Seen(str(row[0]) if row else "", last.seq, last.hash, count, sound)
