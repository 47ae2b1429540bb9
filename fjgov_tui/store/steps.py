"""Which migration steps this release knows, and which a file has: asked at every opening, so kept apart and light."""

from __future__ import annotations

from pathlib import Path

from fjgov_tui.errors import StoreProblem
from fjgov_tui.store.sqlite import Handle

APPLICATION_ID = 0x464A4756
"""`FJGV`: tells a ledger file from any other SQLite file."""
MIGRATION_SET = "fjgov"
KNOWN = ("m0001_foundation", "m0002_passwords", "m0003_monitor", "m0004_procedures")
"""Every step of `migrations.py`, in order."""


def applied_steps(db: Handle) -> list[str]:
    """The steps that a file has gone through."""
    if not db.execute("SELECT count(*) FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()[0]:
        return []
    rows = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", [MIGRATION_SET])
    return [str(row[0]) for row in rows]


def pending_steps(db: Handle) -> list[str]:
    """The steps that a file has still to go through."""
    done = set(applied_steps(db))
    return [step for step in KNOWN if step not in done]


def unknown_steps(db: Handle) -> list[str]:
    """Steps that were applied to the file and that this release does not have."""
    return [step for step in applied_steps(db) if step not in KNOWN]


def check_identity(db: Handle, path: Path, *, fresh: bool = False) -> None:
    """Refuse files of other programs and of newer releases.

    Args:
        db: the file, just opened.
        path: its path, for the sentence.
        fresh: an empty file is right, because it has just been created.

    Raises:
        StoreProblem: it is not ours, or not of this release or an older one.
    """
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and not (fresh and application == 0 and tables == 0):
        raise StoreProblem("这个文件不是本程序的台账数据库", where=str(path), remedy="请核对 --db 后的路径；没有动过它")
    newer = unknown_steps(db)
    if newer:
        raise StoreProblem(
            f"这个文件由更新版本的程序写成（多出步骤 {'、'.join(newer)}）",
            where=str(path),
            remedy="请升级本程序后再打开；没有动过它",
        )
