"""What every test stands on: a home of its own, a clock that stands still, and an empty ledger file."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from fjgov_tui.clock import Clock
from fjgov_tui.store import Store, create_store, open_store
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.schema import schema_digest

NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
"""The moment of every test that does not choose another: Monday 23 November 2026, 11:30 in Beijing."""

# Two cores are shared by many tests, so a slow example is no failure; no examples are left in the tree.
settings.register_profile(
    "house", deadline=None, max_examples=60, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: nothing of the developer's own account reaches a test."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(folder))
    for name, part in (
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
    ):
        monkeypatch.setenv(name, str(folder / part))
    for name in ("FJGOV_DB", "SUDO_UID", "SUDO_USER", "SSH_CONNECTION", "TZ"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def programs(home: Path) -> Path:
    """The folder in which the administrator allows programs to be started."""
    folder = home / ".config" / "fjgov" / "commands"
    folder.mkdir(parents=True, mode=0o755)
    return folder


@pytest.fixture
def actor() -> Actor:
    """The operator at the keyboard."""
    return Actor(user="wangfang", host="office")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still at `NOW`."""
    return lambda: NOW


_EMPTY: dict[tuple[str, Actor, datetime], Path] = {}
"""Empty files by what they were made with: to copy one costs a tenth of making it."""


@pytest.fixture
def store(tmp_path: Path, actor: Actor, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A fresh, empty ledger file, open for writing."""
    key, path = (schema_digest(), actor, clock()), tmp_path / "county.db"
    if key not in _EMPTY:
        _EMPTY[key] = tmp_path_factory.mktemp("empty") / "county.db"
        create_store(_EMPTY[key], actor=actor, clock=clock).close()
    shutil.copy(_EMPTY[key], path)
    with open_store(path, actor=actor, clock=clock) as opened:
        yield opened


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"])
def anywhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The test runs once in each zone that the machine could be set to."""
    import time

    zone = str(request.param)
    reset: Callable[[], None] = time.tzset
    with monkeypatch.context() as patched:
        patched.setenv("TZ", zone)
        reset()
        yield zone
    reset()
