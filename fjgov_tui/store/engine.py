"""The SQLite library: which one runs, which journal it may use, and connections set up as the design says."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from fjgov_tui.errors import BusyProblem, StoreProblem
from fjgov_tui.store.filesystem import mounted_readonly, no_room
from fjgov_tui.store.sqlite import UNREADABLE, WritingConnection, sqlite3

OLDEST = TRIED = (3, 37, 0)
"""The first SQLite with STRICT tables, below which no file is opened; and the oldest that `make trial` was played with.

Python 3.11 builds with older ones still; Debian 12 has 3.40.1.
"""
BUSY_MS = 10_000
"""How long a writer waits for another process before it gives up."""
SYNCHRONOUS = "FULL"
"""A commit returns when the disk has it: cuts of power lost none of 1,500 commits so, and 45 % with `NORMAL`."""
CROWD_MS = 60_000
"""How long a writer waits in a crowd of others who each write and let go."""
_PAUSE = 0.004
"""Seconds between two attempts to get the lock for writing."""


def wal_is_safe(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (sqlite.org/wal.html, section 11).

    Fixed in 3.51.3 and back-ported to 3.50.7 and 3.44.6; before, two processes that checkpoint at once can
    lose committed pages.
    """
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


def refuse_old_library(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Refuse a SQLite that cannot hold the tables.

    Args:
        version: of the library at hand.

    Raises:
        StoreProblem: it is too old.
    """
    if version < OLDEST:
        present, wanted = (".".join(map(str, numbers)) for numbers in (version, OLDEST))
        raise StoreProblem(
            f"本机的 SQLite 是 {present}，太旧，本程序要 {wanted} 以上",
            remedy="请换用带较新 SQLite 的 Python，或安装 pysqlite3；见 fjgov doctor",
        )


def journal_mode() -> str:
    """The journal that is safe with the library at hand: `wal` or `truncate`."""
    return "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"


_ALLOWED = frozenset({20, 21, 22, 31, 32, 33})
"""SQLite's codes for READ, SELECT, TRANSACTION, FUNCTION, SAVEPOINT and RECURSIVE."""
_PRAGMA = 19
_BARE_PRAGMAS = frozenset(
    {"data_version", "user_version", "application_id", "journal_mode", "freelist_count", "auto_vacuum"}
)
_PRAGMAS = frozenset(
    {
        "table_info",
        "foreign_key_check",
        "integrity_check",
        "quick_check",
        "page_count",
        "page_size",
        "ignore_check_constraints",
    }
)


def _judge(action: int, table: str | None, two: str | None, _database: str | None, _by: str | None) -> int:
    if action in _ALLOWED:
        return 0
    readable = table in _PRAGMAS or (table in _BARE_PRAGMAS and two is None)
    return 0 if action == _PRAGMA and readable else 1


def _load_schema(connection: sqlite3.Connection) -> None:
    """Read the schema before it is no longer trusted: SQLite before 3.41 refuses the tables of release 0.1.0 then.

    Nothing of ours can be called by a schema, and such a file is rebuilt before anything else is written to it.
    """
    if sqlite3.sqlite_version_info < (3, 41):
        with suppress(sqlite3.DatabaseError):  # What is no database, or damaged, is told by the next question.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _settings(connection: sqlite3.Connection) -> None:
    _load_schema(connection)
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "recursive_triggers = ON",
        f"synchronous = {SYNCHRONOUS}",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")


def connect(path: Path) -> WritingConnection:
    """A writing connection, in autocommit mode: every transaction is begun by hand, with `BEGIN IMMEDIATE`.

    Nothing is written yet, not even the journal mode, because the file may turn out to be somebody else's.
    The connection belongs to the calling thread.

    Raises:
        StoreProblem: the file cannot be opened.
    """
    refuse_old_library()
    try:
        os.umask(0o077)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=BUSY_MS / 1000,
            factory=WritingConnection,
        )
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"打不开数据库文件（{error}）", where=str(path), remedy="请检查路径和权限") from error
    try:
        _settings(connection)
    except UNREADABLE as error:
        connection.close()
        raise broken(path, error) from error
    return connection


def _written_by_others(connection: sqlite3.Connection) -> int | None:
    """A number that changes with every commit of others; `None` where the lock keeps it from being read."""
    with suppress(sqlite3.OperationalError):
        return int(connection.execute("PRAGMA data_version").fetchone()[0])
    return None


def begin_fairly(connection: sqlite3.Connection) -> None:
    """Begin a writing transaction; of several who wait, each has the same chance at every moment.

    SQLite's own waiting grows to a tenth of a second, in which newcomers who ask more often pass whoever has waited
    long: of twelve writers some came away with nothing after ten seconds. As long as others' writes come to an end,
    the next turn may be ours, and the ten seconds begin again.

    Raises:
        sqlite3.Error: somebody held the lock for ten seconds, others wrote for a minute, or the file cannot be written.
    """
    begin = monotonic()
    end, last = begin + BUSY_MS / 1000, _written_by_others(connection)
    connection.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if "locked" not in str(error):
                    raise
                now = _written_by_others(connection)
                if now not in {last, None}:
                    end, last = min(monotonic() + BUSY_MS / 1000, begin + CROWD_MS / 1000), now
                if monotonic() > end:
                    raise
            else:
                return
            sleep(_PAUSE)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")


def use_safe_journal(connection: sqlite3.Connection, path: Path) -> None:
    """Set the journal that is safe with this SQLite, on a file that is known to be ours.

    Raises:
        StoreProblem: the file cannot be changed, or another program keeps it open in the other journal.
    """
    try:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != journal_mode():
            connection.execute(f"PRAGMA journal_mode = {journal_mode()}")
    except sqlite3.Error as error:
        raise broken(path, error) from error


INCREMENTAL = 2
"""SQLite's number of `auto_vacuum = INCREMENTAL`: free pages can be given back a few at a time."""


def gives_back(connection: sqlite3.Connection) -> bool:
    """Whether the file can give free pages back without being written anew."""
    return int(connection.execute("PRAGMA auto_vacuum").fetchone()[0]) == INCREMENTAL


def make_giving(connection: sqlite3.Connection, *, fresh: bool) -> None:
    """Make the file one that gives free pages back.

    Args:
        connection: a writing connection, outside a transaction.
        fresh: the file is still empty, so that a mark in its header is enough; any other is written anew, for
            which nobody may be using it, and the disk needs room for a second copy.

    Raises:
        sqlite3.Error: it could not be done; the file is as it was.
    """
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    if not fresh and not gives_back(connection):
        connection.execute("VACUUM")


def only_reading(connection: sqlite3.Connection) -> None:
    """From now on nothing can be written through it.

    Raises:
        sqlite3.Error: it is no database, or a damaged one.
    """
    _settings(connection)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.set_authorizer(_judge)


def connect_readonly(path: Path) -> sqlite3.Connection:
    """A connection that can only read: `mode=ro`, `query_only`, and an authorizer that allows reads alone.

    On a file system that is itself mounted read-only (a USB stick, a CD), and on one without room for SQLite's lock
    files (32 KB), a file without a write-ahead log is opened as immutable: then nothing is created beside it.

    Raises:
        StoreProblem: the file is missing or cannot be read.
    """
    refuse_old_library()
    if not path.is_file():
        raise StoreProblem("没有这个数据库文件", where=str(path), remedy="请核对 --db 后的路径，或先运行 fjgov init")
    log = path.with_name(path.name + "-wal")
    logless = not log.exists() or log.stat().st_size == 0
    immutable = "&immutable=1" if logless and (mounted_readonly(path) or no_room(path)) else ""
    try:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro{immutable}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_MS / 1000,
        )
    except sqlite3.Error as error:
        raise broken(path, error) from error
    try:
        only_reading(connection)
    except UNREADABLE as error:
        connection.close()
        raise broken(path, error) from error
    return connection


def damaged(path: Path, why: str = "") -> StoreProblem:
    """The file holds what nobody can have written into it: always the same words, and exit code 3."""
    return StoreProblem(
        f"数据库文件已损坏{f'（{why}）' if why else ''}",
        where=str(path),
        remedy="请停止使用，用 fjgov restore 恢复最近的备份",
    )


def reason(error: Exception) -> str:
    """SQLite's own words for what went wrong, in Chinese where there are some."""
    text = str(error)
    for words, sentence in _REASONS.items():
        if words in text:
            return sentence
    return text


_REASONS = {
    "disk is full": "磁盘满了",
    "disk I/O error": "磁盘读写出错",
    "malformed": "文件已损坏",
    "not a database": "不是数据库文件",
    "locked": "另一个程序正占着文件",
    "readonly": "文件或文件夹不可写",
    "unable to open": "文件打不开",
    "decode": "文件里有不成文字的字节",
}


def _no_value(path: Path, error: ValueError) -> StoreProblem:
    """A value that its type cannot read, as a sentence."""
    if isinstance(error, UnicodeEncodeError):
        raise error
    if isinstance(error, UnicodeDecodeError):
        return damaged(path, "里面有不成文字的字节")
    return StoreProblem(
        "文件里有不该有的值：文件已损坏，或绕过本程序改过",
        where=str(path),
        remedy="请运行 fjgov verify，它会指出是哪条记录；必要时用 fjgov restore 恢复最近的备份",
    )


def broken(path: Path, error: Exception) -> StoreProblem:
    """What SQLite says against a file, as a sentence.

    Raises:
        UnicodeEncodeError: the error is one; that is a fault of ours and no damage of the file.
    """
    if isinstance(error, ValueError):
        return _no_value(path, error)
    text = str(error)
    if "decode to UTF-8" in text:
        return damaged(path, "里面有不成文字的字节")
    if "not a database" in text:
        return StoreProblem("这不是 SQLite 数据库文件", where=str(path), remedy="请核对 --db 后的路径")
    if "unsafe use" in text:
        return StoreProblem(
            f"本机的 SQLite {sqlite3.sqlite_version} 不肯用这个文件里的表（{text}），文件没有损坏",
            where=str(path),
            remedy="请用本程序的新版本以可写方式打开一次，它会先备份再升级",
        )
    if "malformed" in text or "corrupt" in text:
        return damaged(path)
    if "is full" in text or ("I/O error" in text and no_room(path)):
        return StoreProblem("磁盘满了，没有写入", where=str(path), remedy="请清出空间后再试；查看和核验照常能用")
    if "locked" in text:
        return BusyProblem("另一个程序正占着这个文件", where=str(path), remedy="请稍后再试")
    if "readonly" in text or "unable to open" in text:
        return StoreProblem(
            f"数据库文件打不开（{reason(error)}）",
            where=str(path),
            remedy="请检查文件及其所在文件夹的权限；检查人员请使用备份副本",
        )
    if "I/O error" in text:
        return StoreProblem("读写磁盘时出错", where=str(path), remedy="请检查磁盘空间和硬盘状况后再试")
    return StoreProblem(f"数据库文件打不开（{reason(error)}）", where=str(path), remedy="请运行 fjgov doctor 查看原因")
