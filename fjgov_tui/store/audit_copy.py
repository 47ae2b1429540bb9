"""The audit copy (检查副本): a closed read-only file for inspectors, without sealed values, with the whole chain."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from fjgov_tui.clock import instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import trail
from fjgov_tui.store.backups import BackupNote, keep_copy
from fjgov_tui.store.copies import (
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
from fjgov_tui.store.leaving_out import leave_out_others, leave_out_secrets, rewriting
from fjgov_tui.store.marks import AUDIT_COPY, CopyMark
from fjgov_tui.store.seals import seal_all
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.steps import is_current
from fjgov_tui.store.store import Store
from fjgov_tui.store.verifying import verify

MODE = 0o440
"""Owner and group read, nobody writes."""


@dataclass(frozen=True)
class AuditCopy:
    """A finished audit copy."""

    path: Path
    manifest: Path
    head: trail.Head
    sha256: str
    bytes: int
    mark: CopyMark


def make_audit_copy(store: Store, target: Path, unit: int | None = None) -> AuditCopy:
    """Copy the open file beside itself, take out what an inspector is not to get, and vacuum the rest to the target.

    Nothing sealed is ever written where the target lies: the medium is given away.

    Args:
        store: the open file; others may go on writing.
        target: the copy; an older one is replaced only by a proven one.
        unit: keep one unit's records alone, and of the other trail entries only the digests.

    Raises:
        StoreProblem: the file is of an older release, a folder cannot be written, or the copy does not verify.
    """
    if target.resolve() == store.path.resolve():
        raise StoreProblem("检查副本不能写到正在使用的文件上", where=str(target), remedy="请换一个文件名")
    if not is_current(store.db):
        raise StoreProblem("文件由旧版本写成，还没有升级", where=str(store.path), remedy="请先打开一次，再做检查副本")
    refuse_odd_target(target)
    refuse_what_is_no_copy(target)
    at = instant(store.clock())
    with roughs(store.path, "检查副本没有写成") as (private, _), roughs(target, "检查副本没有写成") as (rough, listed):
        mark = _prepare(store, private, BackupNote(at=at, path=whole(target), anchor=""), unit)
        with unguarded(private) as connection:
            connection.execute("VACUUM INTO ?", [str(rough)])
        with copy_of(rough) as copy:
            verdict = verify(copy)
            if not verdict.ok:
                raise StoreProblem(
                    f"检查副本没有通过核验，没有放到目标位置（{failing(verdict)}）",
                    where=str(target),
                    remedy="请运行 fjgov verify 查看正在使用的文件",
                )
            sums = sums_of(rough)
            listed.write_text(manifest_text(store, copy, sums, {"audit_copy": mark.words}), encoding="utf-8")
        with suppress(OSError):  # A stick formatted as exFAT keeps no modes; the file refuses writers by its mark.
            rough.chmod(MODE)
        manifest = put_with_manifest(rough, listed, target)
    return AuditCopy(target, manifest, verdict.head, sums.sha256, sums.bytes, mark)


def _prepare(store: Store, private: Path, note: BackupNote, unit: int | None) -> CopyMark:
    """A copy beside the file, of the same privacy, with nothing left in it that is not to go."""
    with unguarded(private) as connection:
        store.db.conn.backup(connection)
        connection.execute("PRAGMA journal_mode = DELETE")
        copy = Handle(connection)
        with rewriting(copy):
            name = "" if unit is None else store.read.record(LEDGERS["unit"], unit).title
            hidden = 0 if unit is None else leave_out_others(copy, unit)
            leave_out_secrets(copy)
            mark = CopyMark(at=note.at, by=store.actor.name, unit=name, entries_left_out=hidden)
            copy.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [AUDIT_COPY, json.dumps(asdict(mark))])
            keep_copy(copy, note)
            seal_all(copy)
    return mark
