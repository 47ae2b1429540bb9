"""Backups that are proven before they are called backups, and restores that keep what they replace."""

from __future__ import annotations

import os
import uuid
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

from fjgov_tui.clock import Clock, instant, utc_now
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import BusyProblem, StoreProblem
from fjgov_tui.files import put_in_place, real_path
from fjgov_tui.store import trail
from fjgov_tui.store.actor import Actor, current_actor
from fjgov_tui.store.backups import BackupNote, copied_at, forget_copy, note_copy
from fjgov_tui.store.companions import COMPANIONS, beside, free_name, left_behind, refuse_foreign, refuse_odd
from fjgov_tui.store.copies import (
    Manifest,
    check_manifest,
    copy_of,
    failing,
    manifest_text,
    put_with_manifest,
    refuse_odd_target,
    refuse_what_is_no_copy,
    roughs,
    sums_of,
    unguarded,
    whole,
)
from fjgov_tui.store.engine import connect_readonly, make_giving
from fjgov_tui.store.marks import copy_mark
from fjgov_tui.store.sqlite import UNREADABLE, Handle, sqlite3
from fjgov_tui.store.steps import fact
from fjgov_tui.store.store import Store
from fjgov_tui.store.unproven import forget
from fjgov_tui.store.verifying import Step, Verdict, silent, verify
from fjgov_tui.text import clean


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
        return BackupNote(at=self.at, path=whole(self.path), anchor=str(self.head), bytes=self.bytes)


def _copy(store: Store, target: Path, note: BackupNote | None) -> None:
    with unguarded(target) as copy:
        store.db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        if note is not None:
            with suppress(*UNREADABLE):  # What is damaged is told by the verification that follows.
                note_copy(Handle(copy), note)


def back_up(store: Store, target: Path, *, sound: bool = True, step: Step = silent) -> Backup:
    """Copy the live file with SQLite's online backup, verify the copy, then put it in place in one step.

    Args:
        store: the open file; others may go on writing.
        target: the backup; an older one of the same name is replaced only by a proven one.
        sound: refuse a file that does not pass verification; without it only one that SQLite cannot read.
        step: is told how far the verification of the copy has come.

    Raises:
        StoreProblem: the copy cannot be written, does not pass verification, or would take the place of a file that is
            no backup.
    """
    if target.resolve() == store.path.resolve():
        raise StoreProblem("备份不能写到正在使用的文件上", where=str(target), remedy="请换一个文件名")
    refuse_odd_target(target)
    refuse_what_is_no_copy(target)
    with roughs(target, "备份没有写成") as (rough, listed):
        at = instant(store.clock())
        _copy(store, rough, BackupNote(at=at, path=whole(target), anchor="") if sound else None)
        with copy_of(rough) as copy:
            verdict = verify(copy, step=step)
            if not (verdict.ok if sound else verdict.readable):
                raise StoreProblem(
                    f"备份没有通过核验，没有放到目标位置（{failing(verdict)}）",
                    where=str(target),
                    remedy="请运行 fjgov verify 查看正在使用的文件",
                )
            sums = sums_of(rough)
            listed.write_text(manifest_text(store, copy, sums), encoding="utf-8")
        manifest = put_with_manifest(rough, listed, target)
    return Backup(target, manifest, verdict.head, sums.sha256, sums.bytes, verdict, at)


def _prove(source: Path, manifest: Manifest | None) -> trail.Head:
    """The head of a backup that is sound.

    Raises:
        StoreProblem: it is not, or its trail does not end where its manifest says.
    """
    with copy_of(source) as copy:
        if copy_mark(copy) is not None:
            raise StoreProblem(
                "这是检查副本，密封字段和草稿已经去掉，不能用来恢复",
                where=str(source),
                remedy="请用 fjgov backup 做的备份",
            )
        verdict = verify(copy)
    if not verdict.ok:
        raise StoreProblem(
            f"备份没有通过核验，没有恢复（{failing(verdict)}）", where=str(source), remedy="请换一份备份"
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
    refuse_odd(live)
    with copy_of(source) as copy:
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
    source, live = real_path(source), real_path(live)
    refuse_odd_target(live)
    refuse_odd(live)
    refuse_foreign(source, move=False)
    proven = _prove(source, check_manifest(source))
    replaced = compare(source, live) if live.exists() else RestoreEffect(None, "")
    kept = free_name(live.with_name(f"{live.name}.replaced-{stamp}")) if live.exists() else None
    with roughs(live, "恢复没有完成") as (rough, _):
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as old,
            unguarded(rough) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
            make_giving(new, fresh=False)
            _record_restore(Handle(new), source, proven, replaced, actor or current_actor(), clock)
            made = copied_at(Handle(new))
            if made is not None:
                # What was restored is the file in use, and the backup that it was made from is its last one.
                size = source.stat().st_size
                forget_copy(Handle(new), replace(made, path=whole(source), anchor=str(proven), bytes=size))
        if kept is not None:
            _retire(live, kept)
        put_in_place(rough, live)
    forget(live)
    return kept


def _record_restore(
    db: Handle, source: Path, proven: trail.Head, replaced: RestoreEffect, actor: Actor, clock: Clock
) -> None:
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
