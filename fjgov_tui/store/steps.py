"""How a file stands to this release: of the same declarations, older, newer, or not ours; asked at every opening."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from fjgov_tui import __version__
from fjgov_tui.errors import StoreProblem
from fjgov_tui.store.carried import DECLARATIONS
from fjgov_tui.store.schema import schema_digest, tables
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.text import clean

APPLICATION_ID = 0x464A4756
"""`FJGV`: tells a ledger file from any other SQLite file."""
MIGRATION_SET = "fjgov"
KNOWN = ("m0001_foundation", "m0002_passwords", "m0003_monitor", "m0004_declarations")
"""Every step that a file may have gone through: the first three made tables, in release 0.1.0."""
SCHEMA, EARLIER, RELEASE = "schema", "earlier_schemas", "release"
"""Rows of `meta`: the digest that the file follows, those that it followed before, and who made it follow."""
WAY_BACK = "backup_before_upgrade"
"""The row of `meta` that names the backup made before the last upgrade, for whoever goes back to the older release."""


def applied_steps(db: Handle) -> list[str]:
    """The steps that a file has gone through."""
    if "_sqlite_migrations" not in tables(db):
        return []
    rows = db.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", [MIGRATION_SET])
    return [str(row[0]) for row in rows]


def fact(db: Handle, name: str) -> str:
    """A fact of the file; empty where it does not say."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else ""


def is_current(db: Handle) -> bool:
    """Whether the file follows this release's declarations and has gone through every step."""
    return fact(db, SCHEMA) == schema_digest() and KNOWN[-1] in applied_steps(db)


def earlier_schemas(db: Handle) -> list[str]:
    """The digests of the declarations that the file followed before, the oldest first."""
    stored = fact(db, EARLIER)
    try:
        known = json.loads(stored) if stored else []
    except ValueError:
        return []
    return [str(digest) for digest in known] if isinstance(known, list) else []


def carried_facts(db: Handle) -> dict[str, str | int | None]:
    """What the trail binds of the facts of a file, with each entry that says that it was made or upgraded."""
    digest = hashlib.sha256(fact(db, DECLARATIONS).encode("utf-8", "surrogatepass")).hexdigest()
    return {SCHEMA: fact(db, SCHEMA), RELEASE: fact(db, RELEASE), DECLARATIONS: digest}


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", release)[:3])


def why_newer(db: Handle) -> str:
    """What shows that a newer release wrote the file; empty where nothing does."""
    steps = [step for step in applied_steps(db) if step not in KNOWN]
    if steps:
        return f"多出步骤 {'、'.join(steps)}"
    release = fact(db, RELEASE)
    if _numbers(release) > _numbers(__version__):
        return f"它是 {release}，本程序是 {__version__}"
    left_behind = schema_digest() in earlier_schemas(db)
    return "它的结构已经比本程序的新" if left_behind and _numbers(release) == _numbers(__version__) else ""


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
    objects = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if fresh and application == 0 and objects == 0:
        return
    if application != APPLICATION_ID or "meta" not in tables(db):
        raise StoreProblem("这个文件不是本程序的台账数据库", where=str(path), remedy="请核对 --db 后的路径；没有动过它")
    newer = why_newer(db)
    if newer:
        raise StoreProblem(
            f"这个文件由更新版本的程序写成（{newer}）",
            where=str(path),
            remedy=f"请升级本程序后再打开{_way_back(db, path)}；没有动过它",
        )


def _way_back(db: Handle, path: Path) -> str:
    """How to go on with this release; the name comes from the file, so it is never more than a name beside it."""
    name = clean(Path(fact(db, WAY_BACK)).name)
    if not name:
        return ""
    kept = path.with_name(name)
    there = "" if kept.is_file() else "（现在不在那里，请到备份文件夹里找）"
    return f"；要退回本版本，用升级前的备份恢复：fjgov restore {kept}{there}，升级以后登记的不在里面"
