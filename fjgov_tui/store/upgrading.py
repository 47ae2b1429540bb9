"""A file brought to this release: copied, rebuilt, verified and booked in one go, or left exactly as it was."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from contextlib import suppress

from fjgov_tui import __version__
from fjgov_tui.clock import instant
from fjgov_tui.errors import StoreProblem
from fjgov_tui.store import trail
from fjgov_tui.store.backup import back_up
from fjgov_tui.store.carried import DECLARATIONS, dump
from fjgov_tui.store.engine import make_giving
from fjgov_tui.store.following import follow
from fjgov_tui.store.schema import schema_digest
from fjgov_tui.store.seals import seal_all
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.steps import (
    APPLICATION_ID,
    EARLIER,
    RELEASE,
    SCHEMA,
    WAY_BACK,
    carried_facts,
    earlier_schemas,
    fact,
    is_current,
)
from fjgov_tui.store.store import Store
from fjgov_tui.store.verifying import Verdict, verify


def create_tables(store: Store) -> None:
    """Give an empty file its tables, its name and the first entry of its trail.

    Raises:
        sqlite3.Error: it cannot be written.
    """

    def make() -> None:
        _follow(store)
        store.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        store.db.execute("INSERT INTO meta VALUES ('file', ?)", [uuid.uuid4().hex])
        _booked(store, "建库", "建立台账文件")
        seal_all(store.db)

    _in_one_go(store.db, make)


def upgrade(store: Store) -> None:
    """Bring an older file to this release.

    A copy is made first and verified against the declarations that the file itself carries; then everything is
    rebuilt and verified again in one transaction, so that a program that is killed leaves the file as it was.

    Raises:
        StoreProblem: it did not succeed; the file is as it was.
    """
    stamp = instant(store.clock()).replace(":", "").replace("-", "")[:15]
    kept = back_up(store, store.path.with_name(f"{store.path.name}.before-upgrade-{stamp}"), sound=False)
    before = kept.verdict

    def rebuild() -> None:
        if is_current(store.db):
            return  # Another program was faster.
        _follow(store)
        reason = f"升级到 {__version__}" + ("" if before.ok else f"；升级前核验未通过：{_failing(before)}")
        store.db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [WAY_BACK, kept.path.name])
        _booked(store, "升级", reason)
        seal_all(store.db)
        _same_verdict(before, verify(store.db))

    try:
        _in_one_go(store.db, rebuild)
    except (sqlite3.Error, StoreProblem) as error:
        cause = error.what if isinstance(error, StoreProblem) else str(error)
        raise StoreProblem(
            f"升级没有成功（{cause}），文件保持原样；升级前的备份在 {kept.path}",
            where=str(store.path),
            remedy="请把这句话报给维护人员",
        ) from error
    # Somebody is reading it, or the disk is too small for a second copy: it works as it is, and doctor tells.
    with suppress(sqlite3.OperationalError):
        make_giving(store.db.conn, fresh=False)


def _in_one_go(db: Handle, work: Callable[[], None]) -> None:
    """One transaction with foreign keys off, which are checked as a whole at its end."""
    db.execute("PRAGMA foreign_keys = OFF")
    # Tables of release 0.1.0 call json_valid(), which SQLite before 3.41 refuses where the schema is not trusted.
    db.execute("PRAGMA trusted_schema = ON")
    db.execute("BEGIN IMMEDIATE")
    try:
        work()
        db.execute("COMMIT")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("ROLLBACK")
        raise
    finally:
        for pragma in ("ignore_check_constraints = OFF", "trusted_schema = OFF", "foreign_keys = ON"):
            db.execute(f"PRAGMA {pragma}")


def _follow(store: Store) -> None:
    """Tables, data, and what the file says of both."""
    from fjgov_tui.store.migrations import migrations

    db = store.db
    left = {name: fact(db, name) for name in (SCHEMA,)} if _has_meta(db) else {SCHEMA: ""}
    ledgers = follow(db)
    migrations.apply(db.utils)
    earlier = [digest for digest in (*earlier_schemas(db), left[SCHEMA]) if digest and digest != schema_digest()]
    facts = {
        SCHEMA: schema_digest(),
        EARLIER: json.dumps(list(dict.fromkeys(earlier))),
        RELEASE: __version__,
        DECLARATIONS: dump(ledgers),
    }
    for name, value in facts.items():
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [name, value])


def _has_meta(db: Handle) -> bool:
    return bool(db.execute("SELECT count(*) FROM sqlite_master WHERE name = 'meta'").fetchone()[0])


def _booked(store: Store, action: str, reason: str) -> None:
    """The trail binds what the file carries, so that nobody can change it behind our back."""
    booking = trail.TrailWriter(store.db, store.actor.json(), instant(store.clock()), uuid.uuid4().hex, reason)
    booking.append(action, "", 0, 0, ("{}", trail.canonical(carried_facts(store.db)), ""))


def _failing(verdict: Verdict) -> str:
    return "；".join(f"{check.title}：{check.detail}" for check in verdict.checks if not check.ok)


def _same_verdict(before: Verdict, after: Verdict) -> None:
    """An upgrade mends nothing and breaks nothing.

    Raises:
        StoreProblem: something that was in order is not any more.
    """
    was = {check.title: check.faults for check in before.checks}
    worse = [check for check in after.checks if not check.ok and check.faults > was.get(check.title, 0)]
    if worse:
        raise StoreProblem("；".join(f"{check.title}：{check.detail}" for check in worse))
