"""Files that the screens are tried on."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from fjgov_tui.clock import Clock
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.schema import schema_digest
from fjgov_tui.store.sqlite import sqlite3
from tests.screens.samples import fill

Add = Callable[..., int]


@pytest.fixture
def add(store: Store) -> Add:
    """Books a record as another operator would, in the file that the screens show."""

    def book(ledger: str, **given: str) -> int:
        with store.write() as writer:
            return writer.save(LEDGERS[ledger], given)

    return book


@pytest.fixture
def towns(add: Add, store: Store) -> Path:
    """Three townships and a department."""
    for name in ("白帝镇人民政府", "安坪镇人民政府", "草堂镇人民政府"):
        add("unit", name=name, kind="乡镇街道", phone="023-56550001")
    add("unit", name="县教委", kind="部门")
    return store.path


_SAMPLES: dict[tuple[str, Actor, datetime], sqlite3.Connection] = {}
"""Filled files by what they were made with: filling one takes as long as a test."""


@pytest.fixture
def samples(store: Store, actor: Actor, clock: Clock) -> Path:
    """One record of each ledger, every field filled."""
    key = schema_digest(), actor, clock()
    if key not in _SAMPLES:
        fill(store)
        _SAMPLES[key] = sqlite3.connect(":memory:")
        store.db.conn.backup(_SAMPLES[key])
    else:
        _SAMPLES[key].backup(store.db.conn)
    return store.path


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilot waits for an idle stretch twice a key: a short one will do, for what must come is waited for."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0005)
