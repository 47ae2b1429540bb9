"""Files that the screens are tried on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
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


@pytest.fixture
def samples(store: Store) -> Path:
    """One record of each ledger, every field filled."""
    fill(store)
    return store.path


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilot waits for an idle stretch twice a key: a short one will do, for what must come is waited for."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0005)
