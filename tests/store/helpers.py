"""Short ways to say what store tests say often."""

import sqlite3
import tempfile
from collections.abc import Generator
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

from fjgov_tui.clock import Clock, utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Store, create_store, open_store
from fjgov_tui.store.schema import schema_digest

UNIT, PERSON, SITE, MEDIA = LEDGERS["unit"], LEDGERS["person"], LEDGERS["site"], LEDGERS["media"]


def add(store: Store, ledger: str, **given: Raw) -> int:
    """Save one new record in a transaction of its own."""
    with store.write() as write:
        return write.save(LEDGERS[ledger], given)


def add_unit(store: Store, name: str = "白帝镇人民政府") -> int:
    """A unit, which most records need."""
    return add(store, "unit", name=name, kind="乡镇街道")


def failing(store: Store) -> str:
    """The failing checks of the file, as one text; empty when it is whole."""
    from fjgov_tui.store import verify

    return "\n".join(f"{check.title}：{check.detail}" for check in verify(store.db).checks if not check.ok)


@contextmanager
def behind_our_back(path: Path, *, guards: bool = True) -> Generator[sqlite3.Connection]:
    """The file in the hands of somebody with the `sqlite3` shell.

    Args:
        path: a file that no store of this process has open.
        guards: leave the trail's triggers in place.
    """
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        if not guards:
            for trigger in ("trail_no_update", "trail_no_delete", "trail_next_only"):
                connection.execute(f"DROP TRIGGER {trigger}")
        yield connection


@cache
def _empty(_digest: str, made_at: datetime | None) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        create_store(path, clock=utc_now if made_at is None else lambda: made_at).close()
        return path.read_bytes()


def fresh(path: Path, clock: Clock = utc_now) -> Store:
    """An empty file, copied from one that was made before, at the same moment of a clock that a test sets.

    A tenth of the cost of making one: for what is no matter of how a file is made.
    """
    path.write_bytes(_empty(schema_digest(), None if clock is utc_now else clock()))
    path.chmod(0o600)
    return open_store(path, clock=clock)


def emptied(store: Store) -> Store:
    """The store with nothing in the monitor's tables: for examples by the hundred that each begin with none.

    A third of the cost of a fresh file.
    """
    with store.write() as writer:
        for (table,) in writer.db.execute(
            "SELECT name FROM sqlite_master WHERE name GLOB 'watch_*' AND type = 'table'"
        ):
            writer.db.execute(f"DELETE FROM {table}")
    return store
