"""Backups that are proven before they are called backups, and restores that keep what they replace."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from fjgov_tui.clock import Clock, instant, utc_now
from fjgov_tui.errors import BusyProblem, InputProblem, StoreProblem, system_reason
from fjgov_tui.files import fresh_beside, put_in_place, read_bounded
from fjgov_tui.store import trail
from fjgov_tui.store.actor import Actor, current_actor
from fjgov_tui.store.backups import BackupNote, copied_at, forget_copy, note_copy
from fjgov_tui.store.carried import carried
from fjgov_tui.store.companions import COMPANIONS, beside, left_behind, refuse_foreign
from fjgov_tui.store.engine import broken, connect_readonly, make_giving, reason, refuse_network_file_system
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.sqlite import UNREADABLE, Handle, sqlite3
from fjgov_tui.store.steps import APPLICATION_ID, check_identity, fact
from fjgov_tui.store.store import Store
from fjgov_tui.store.unproven import forget
from fjgov_tui.store.verify import Verdict, table_digests, verify
from fjgov_tui.text import clean

_HEADER = 100
_MAGIC = b"SQLite format 3\0"
MANIFEST_BYTES = 1_000_000
"""No manifest is larger."""


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
    at: str
    """When it was made, UTC."""

    @property
    def note(self) -> BackupNote:
        """What the file in use remembers of it."""
        return BackupNote(at=self.at, path=_whole(self.path), anchor=str(self.head), bytes=self.bytes)


@dataclass(frozen=True)
class Manifest:
    """What the manifest beside a backup says of it."""

    anchor: trail.Head | None
    file: str
    """Which ledger file it is a copy of; empty in manifests of releases that did not say."""


def manifest_path(path: Path) -> Path:
    """Where the manifest of a backup lies: beside it."""
    return path.with_name(f"{path.name}.manifest.json")


def _sha256(path: Path) -> str:
    """Only ever of a closed copy: hashing the live file would drop its locks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(store: Store, target: Path, note: BackupNote | None) -> None:
    with closing(sqlite3.connect(target, isolation_level=None)) as copy:
        store.db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if note is not None:
            with suppress(*UNREADABLE):  # What is damaged is told by the verification that follows.
                note_copy(Handle(copy), note)


def _whole(path: Path) -> str:
    """A path that says where the file is, whoever reads it where."""
    return clean(str(path.resolve()))


def back_up(store: Store, target: Path, *, sound: bool = True) -> Backup:
    """Copy the live file with SQLite's online backup, verify the copy, then put it in place in one step.

    Args:
        store: the open file; others may go on writing.
        target: the backup; an older one of the same name is replaced only by a proven one.
        sound: refuse a file that does not pass verification; without it only one that SQLite cannot read.

    Raises:
        StoreProblem: the copy cannot be written, does not pass verification, or would take the place of a file that is
            no backup.
    """
    if target.resolve() == store.path.resolve():
        raise StoreProblem("备份不能写到正在使用的文件上", where=str(target), remedy="请换一个文件名")
    refuse_odd_target(target)
    _refuse_what_is_no_backup(target)
    with _roughs(target, "备份没有写成") as (rough, listed):
        at = instant(store.clock())
        _copy(store, rough, BackupNote(at=at, path=_whole(target), anchor="") if sound else None)
        with _copy_of(rough) as copy:
            verdict = verify(copy)
            counts, digests = _counts(copy), table_digests(copy)
        if not (verdict.ok if sound else verdict.readable):
            raise StoreProblem(
                f"备份没有通过核验，没有放到目标位置（{_failed(verdict)}）",
                where=str(target),
                remedy="请运行 fjgov verify 查看正在使用的文件",
            )
        size = rough.stat().st_size
        made = Backup(target, manifest_path(target), verdict.head, _sha256(rough), size, verdict, at)
        listed.write_text(_manifest(store, made, counts, digests), encoding="utf-8")
        # A manifest never stands beside a backup that it does not describe, whenever we are stopped.
        made.manifest.unlink(missing_ok=True)
        put_in_place(rough, target)
        put_in_place(listed, made.manifest)
    return made


def refuse_odd_target(target: Path) -> None:
    """Refuse to put a copy where something stands that is no regular file: a device, a pipe, a folder.

    Raises:
        StoreProblem: it is one.
    """
    if target.exists() and not target.is_file():
        raise StoreProblem("这不是普通文件，没有写", where=str(target), remedy="请换一个文件名")


def _refuse_what_is_no_backup(target: Path) -> None:
    """A slip of the file's name must not cost another file: only a ledger file is ever replaced by a backup."""
    if target.is_symlink():  # the link alone is replaced, and never what it leads to
        return
    try:
        with target.open("rb") as file:
            head = file.read(_HEADER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreProblem(
            f"备份没有写成（{system_reason(error)}）", where=str(target), remedy="请检查文件夹的空间和权限"
        ) from error
    if head and (not head.startswith(_MAGIC) or head[68:72] != APPLICATION_ID.to_bytes(4)):
        raise StoreProblem("这里已经有一个别的文件，不是台账备份，没有覆盖", where=str(target), remedy="请换一个文件名")


@contextmanager
def _roughs(target: Path, failed: str) -> Generator[tuple[Path, Path]]:
    """Two private files beside the target under names that nobody can guess; gone at the end, whatever happens.

    Raises:
        StoreProblem: the folder cannot be written, or the disk is full; it begins with `failed`.
    """
    made: list[Path] = []
    try:
        made += [fresh_beside(target), fresh_beside(target)]
        yield made[0], made[1]
    except (OSError, *UNREADABLE) as error:
        cause = system_reason(error) if isinstance(error, OSError) else reason(error)
        raise StoreProblem(f"{failed}（{cause}）", where=str(target), remedy="请检查文件夹的空间和权限") from error
    finally:
        for path in made:
            for suffix in ("", *COMPANIONS):
                with suppress(OSError):
                    beside(path, suffix).unlink()


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
        except (sqlite3.Error, ValueError) as error:
            raise broken(path, error) from error


def _counts(copy: Handle) -> dict[str, int]:
    """Live records of each ledger that the file carries."""
    counts = {}
    for name in tables(copy) & {ledger.name for ledger in carried(copy)}:
        counts[name] = int(
            copy.execute(f"SELECT count(*) FROM {name_sql(name)} WHERE removed_at IS NULL").fetchone()[0]
        )
    return dict(sorted(counts.items()))


def _manifest(store: Store, made: Backup, counts: dict[str, int], digests: Mapping[str, str]) -> str:
    facts = {
        "source": clean(str(store.path.resolve())),
        "file": fact(store.db, "file"),
        "made_at": instant(store.clock()),
        "made_by": store.actor.name,
        "sha256": made.sha256,
        "bytes": made.bytes,
        "records": counts,
        "tables": digests,
        "anchor": str(made.head),
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def check_manifest(source: Path) -> Manifest | None:
    """The manifest of a backup that is the one it describes; `None` where none lies beside it.

    Raises:
        StoreProblem: the backup is not the one that the manifest describes.
    """
    manifest = manifest_path(source)
    if not manifest.exists():
        return None
    try:
        facts = json.loads(read_bounded(manifest, MANIFEST_BYTES))
        expected, anchor = facts["sha256"], trail.parse_anchor(str(facts["anchor"])) if "anchor" in facts else None
    except (InputProblem, ValueError, KeyError, TypeError) as error:
        raise StoreProblem("备份的清单读不出来", where=str(manifest), remedy="请换一份备份") from error
    if _sha256(source) != expected:
        raise StoreProblem("备份文件与清单里的摘要不符，没有恢复", where=str(source), remedy="请换一份备份")
    return Manifest(anchor, str(facts.get("file", "")))


def _prove(source: Path, manifest: Manifest | None) -> trail.Head:
    """The head of a backup that is sound.

    Raises:
        StoreProblem: it is not, or its trail does not end where its manifest says.
    """
    with _copy_of(source) as copy:
        verdict = verify(copy)
    if not verdict.ok:
        raise StoreProblem(
            f"备份没有通过核验，没有恢复（{_failed(verdict)}）", where=str(source), remedy="请换一份备份"
        )
    anchor = manifest.anchor if manifest else None
    if anchor is not None and anchor != verdict.head:
        raise StoreProblem(
            f"备份的审计链到第 {verdict.head.seq} 条，与清单里的锚（第 {anchor.seq} 条）不符，没有恢复",
            where=str(source),
            remedy="请换一份备份",
        )
    return verdict.head


@dataclass(frozen=True)
class RestoreEffect:
    """What a restore would replace."""

    head: trail.Head | None
    """Where its trail ends; `None` where that cannot be read any more."""
    strange: str
    """Why the backup is not one of this file; empty where it is, or where nobody can say."""


def compare(source: Path, live: Path) -> RestoreEffect:
    """What a restore would replace, and whether the backup is one of that file.

    Args:
        source: the backup.
        live: the file to replace, which may be missing or damaged.

    Raises:
        StoreProblem: the backup cannot be read.
    """
    with _copy_of(source) as copy:
        theirs, last = fact(copy, "file"), trail.head(copy)
        try:
            with closing(connect_readonly(live)) as connection:
                db = Handle(connection)
                mine, head = fact(db, "file"), trail.head(db)
                one_chain = trail.contains(db, last) or trail.contains(copy, head)
        except (StoreProblem, *UNREADABLE):
            return RestoreEffect(None, "")
    if mine != theirs:
        return RestoreEffect(head, "这份备份来自另一个台账文件")
    return RestoreEffect(head, "" if one_chain else "这份备份的审计链和正在使用的不是同一条")


def _retire(live: Path, kept: Path) -> None:
    """Give the live file its second name with nobody in it.

    Its log is folded in first where it is the file's own; what a program that died left beside it goes along
    untouched. The first name stays, so that there is a ledger file at every moment; the caller replaces it.
    """
    if not left_behind(live):
        _wait_for_all(live)
    try:
        os.link(live, kept)
    except OSError:
        live.replace(kept)  # A file system without second names (FAT) has this one moment without a file.
    for suffix in COMPANIONS:
        companion = beside(live, suffix)
        if companion.exists():
            companion.replace(beside(kept, suffix))


def _wait_for_all(live: Path) -> None:
    """See to it that nobody has the file open, and fold its log in."""
    try:
        with closing(sqlite3.connect(live, isolation_level=None, timeout=2)) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = DELETE")
    except UNREADABLE as error:
        if "locked" in str(error) or "busy" in str(error):
            raise BusyProblem(
                "还有程序开着这个文件，没有恢复", where=str(live), remedy="请先退出所有界面和监测进程"
            ) from error
        # Anything else is damage, which is just what a restore is for; the file is kept as it is.


def _free_name(path: Path) -> Path:
    """The path, or the next one with a number behind that nothing has yet: what is kept replaces nothing."""
    name, number = path, 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}-{number}")
    return name


def restore(source: Path, live: Path, stamp: str, *, actor: Actor | None = None, clock: Clock = utc_now) -> Path | None:
    """Put a backup in the place of the live file; its trail goes on with an entry about just that.

    Args:
        source: the backup; verified first, against its manifest where one lies beside it.
        live: the file to replace; need not exist.
        stamp: goes into the name under which the replaced file is kept.
        actor: who restores; the operating system's answer where not given.
        clock: the present moment.

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
    refuse_odd_target(live)
    refuse_foreign(source, move=False)
    proven = _prove(source, check_manifest(source))
    replaced = compare(source, live) if live.exists() else RestoreEffect(None, "")
    kept = _free_name(live.with_name(f"{live.name}.replaced-{stamp}")) if live.exists() else None
    with _roughs(live, "恢复没有完成") as (rough, _):
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            closing(sqlite3.connect(rough, isolation_level=None)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            make_giving(new, fresh=False)
            _book(Handle(new), source, proven, replaced, actor or current_actor(), clock)
            made = copied_at(Handle(new))
            if made is not None:
                # What was restored is the file in use, and the backup that it was made from is its last one.
                size = source.stat().st_size
                forget_copy(Handle(new), replace(made, path=_whole(source), anchor=str(proven), bytes=size))
        if kept is not None:
            _retire(live, kept)
        put_in_place(rough, live)
    forget(live)
    return kept


def _book(db: Handle, source: Path, proven: trail.Head, replaced: RestoreEffect, actor: Actor, clock: Clock) -> None:
    """The entry of a restore: which backup, and where the trail of the file that it replaces ended."""
    after: dict[str, str | int | None] = {
        "backup": clean(source.name),
        "backup_head": str(proven),
        "replaced_head": str(replaced.head) if replaced.head else None,
    }
    db.execute("BEGIN IMMEDIATE")
    why = f"用备份 {clean(source.name)} 恢复" + (f"；{replaced.strange}" if replaced.strange else "")
    booking = trail.TrailWriter(db, actor.json(), instant(clock()), uuid.uuid4().hex, why)
    booking.append("恢复文件", "", 0, 0, ("{}", trail.canonical(after), ""))
    db.execute("COMMIT")
