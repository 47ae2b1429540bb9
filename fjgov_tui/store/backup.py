"""Backups that are proven before they are called backups, and restores that keep what they replace."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fjgov_tui.clock import instant
from fjgov_tui.errors import BusyProblem, StoreProblem
from fjgov_tui.store import trail
from fjgov_tui.store.carried import carried
from fjgov_tui.store.engine import broken, connect_readonly, make_giving, refuse_network_file_system
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.steps import check_identity
from fjgov_tui.store.store import Store
from fjgov_tui.store.verify import Verdict, verify


@dataclass(frozen=True)
class Backup:
    """A finished backup."""

    path: Path
    manifest: Path
    head: trail.Head
    sha256: str
    bytes: int
    verdict: Verdict
    """What verification said of it."""


def manifest_path(path: Path) -> Path:
    """Where the manifest of a backup lies: beside it."""
    return path.with_name(f"{path.name}.manifest.json")


def _sha256(path: Path) -> str:
    """Only ever of a closed copy: hashing the live file would drop its locks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _private(path: Path, text: str = "") -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _copy(store: Store, target: Path) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        store.db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def back_up(store: Store, target: Path, *, sound: bool = True) -> Backup:
    """Copy the live file with SQLite's online backup, verify the copy, then put it in place in one step.

    Args:
        store: the open file; others may go on writing.
        target: the backup; an older one of the same name is replaced only by a proven one.
        sound: refuse a file that does not pass verification; without it only one that SQLite cannot read.

    Raises:
        StoreProblem: the copy cannot be written, or does not pass verification.
    """
    if target.resolve() == store.path.resolve():
        raise StoreProblem("备份不能写到正在使用的文件上", where=str(target), remedy="请换一个文件名")
    rough, listed = _rough(target), _rough(manifest_path(target))
    try:
        _private(rough)
        _copy(store, rough)
        with _copy_of(rough) as copy:
            verdict = verify(copy)
            counts = _counts(copy)
        if not (verdict.ok if sound else verdict.readable):
            raise StoreProblem(
                f"备份没有通过核验，没有放到目标位置（{_failed(verdict)}）",
                where=str(target),
                remedy="请运行 fjgov verify 查看正在使用的文件",
            )
        made = Backup(target, manifest_path(target), verdict.head, _sha256(rough), rough.stat().st_size, verdict)
        _sync(rough)
        _private(listed, _manifest(store, made, counts))
        # A manifest never stands beside a backup that it does not describe, whenever we are stopped.
        made.manifest.unlink(missing_ok=True)
        rough.replace(target)
        listed.replace(made.manifest)
        _sync(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(
            f"备份没有写成（{error}）", where=str(target), remedy="请检查目标文件夹的空间和权限"
        ) from error
    finally:
        rough.unlink(missing_ok=True)
        listed.unlink(missing_ok=True)
    return made


def _rough(path: Path) -> Path:
    """Where a file is made before it is put in place: in the same folder, so that one rename does it."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def _failed(verdict: Verdict) -> str:
    return "；".join(check.detail for check in verdict.checks if not check.ok)


@contextmanager
def _copy_of(path: Path) -> Generator[Handle]:
    """A closed copy, opened for reading; of this release or an older one."""
    refuse_network_file_system(path)
    with closing(connect_readonly(path)) as connection:
        copy = Handle(connection)
        try:
            check_identity(copy, path)
            yield copy
        except sqlite3.Error as error:
            raise broken(path, error) from error


def _counts(copy: Handle) -> dict[str, int]:
    """Live records of each ledger that the file carries."""
    counts = {}
    for name in tables(copy) & {ledger.name for ledger in carried(copy)}:
        counts[name] = int(
            copy.execute(f"SELECT count(*) FROM {name_sql(name)} WHERE removed_at IS NULL").fetchone()[0]
        )
    return dict(sorted(counts.items()))


def _manifest(store: Store, made: Backup, counts: dict[str, int]) -> str:
    said = {
        "source": str(store.path.resolve()),
        "made_at": instant(store.clock()),
        "made_by": store.actor.name,
        "sha256": made.sha256,
        "bytes": made.bytes,
        "records": counts,
        "anchor": str(made.head),
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _check_manifest(source: Path) -> None:
    manifest = manifest_path(source)
    if not manifest.exists():
        return
    try:
        expected = json.loads(manifest.read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreProblem("备份的清单读不出来", where=str(manifest), remedy="请换一份备份") from error
    if _sha256(source) != expected:
        raise StoreProblem("备份文件与清单里的摘要不符，没有恢复", where=str(source), remedy="请换一份备份")


def _prove(source: Path) -> None:
    with _copy_of(source) as copy:
        verdict = verify(copy)
    if not verdict.ok:
        raise StoreProblem(
            f"备份没有通过核验，没有恢复（{_failed(verdict)}）", where=str(source), remedy="请换一份备份"
        )


def _retire(live: Path, kept: Path) -> None:
    """Give the live file its second name with nobody in it; its log is folded in first.

    The first name stays, so that there is a ledger file at every moment; the caller replaces it.
    """
    with closing(sqlite3.connect(live, isolation_level=None, timeout=2)) as connection:
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise BusyProblem(
                    "还有程序开着这个文件，没有恢复", where=str(live), remedy="请先退出所有界面和监测进程"
                ) from error
            # Anything else is damage, which is just what a restore is for; the file is kept as it is.
    try:
        os.link(live, kept)
    except OSError:
        live.replace(kept)  # A file system without second names (FAT) has this one moment without a file.
    for suffix in ("-wal", "-shm", "-journal"):
        companion = live.with_name(live.name + suffix)
        if companion.exists():
            companion.replace(kept.with_name(kept.name + suffix))


def _free_name(path: Path) -> Path:
    """The path, or the next one with a number behind that nothing has yet: what is kept replaces nothing."""
    name, number = path, 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}-{number}")
    return name


def restore(source: Path, live: Path, stamp: str) -> Path | None:
    """Put a backup in the place of the live file.

    Args:
        source: the backup; verified first, against its manifest where one lies beside it.
        live: the file to replace; need not exist.
        stamp: goes into the name under which the replaced file is kept.

    Returns:
        Where the replaced file is kept; `None` where there was none.

    Raises:
        StoreProblem: the backup is not sound.
        BusyProblem: somebody has the live file open.
    """
    if not source.is_file():
        raise StoreProblem("没有这个备份文件", where=str(source), remedy="请核对路径")
    if source.resolve() == live.resolve():
        raise StoreProblem("备份和要恢复的是同一个文件", where=str(source), remedy="请指定另外保存的备份")
    _check_manifest(source)
    _prove(source)
    rough = _rough(live)
    kept = _free_name(live.with_name(f"{live.name}.replaced-{stamp}")) if live.exists() else None
    try:
        _private(rough)
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(rough, isolation_level=None)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            make_giving(new, fresh=False)
        _sync(rough)
        if kept is not None:
            _retire(live, kept)
        rough.replace(live)
        _sync(live.parent)
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"恢复没有完成（{error}）", where=str(live), remedy="请检查文件夹的空间和权限") from error
    finally:
        rough.unlink(missing_ok=True)
    return kept
