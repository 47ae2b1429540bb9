"""What every test stands on: a home of its own, a clock that stands still, and an empty ledger file."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from fjgov_tui.clock import Clock
from fjgov_tui.store import Store, create_store, open_store
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.schema import schema_digest
from fjgov_tui.store.sqlite import sqlite3
from tests.compiling import compile_share

NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
"""The moment of every test that does not choose another: Monday 23 November 2026, 11:30 in Beijing."""

# Images of containers often forbid compiled files: then each child of a test would compile the whole program anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Two cores are shared by many tests, so a slow example is no failure; no examples are left in the tree.
settings.register_profile(
    "house", deadline=None, max_examples=60, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")


def together(nodeid: str) -> str:
    """What goes to a worker as one: a test, or all of a file that builds something once for its tests."""
    file = nodeid.partition("::")[0]
    return file if shares(Path(__file__).parents[1] / file) else nodeid


@cache
def shares(file: Path) -> bool:
    """Whether the tests of a file share what is built once."""
    text = file.read_text(encoding="utf-8")
    return 'fixture(scope="module")' in text or "\n@cache\n" in text


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """In the place of xdist's groups, which come to nothing with pytest 9.2, silently (pytest-xdist#1386).

    The demo county was built by each worker, and tests that read what earlier ones had left found it missing.
    """
    if config.getvalue("dist") != "loadgroup":
        return None
    scheduling = LoadScopeScheduling(config, log)
    scheduling._split_scope = together
    return scheduling


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before all workers read all files."""
    compile_share(session.config)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Thousands of tests are named before the first one runs, and stay: nobody looks for garbage among them again."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(UNCOLLECTED, 20, 50)
        gc.enable()


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places for homes that are not there yet."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder: nothing of the developer's own account reaches a test."""
    # Counted here: `mktemp` reads the names of all folders that thousands of tests have left before.
    folder = next(homes)
    folder.mkdir(mode=0o700)
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


UNCOLLECTED = 50_000
"""Objects made before garbage is looked for: a test leaves little, and examples made by the hundred leave none."""
FOR_CUTS_OF_POWER = ("tests/store/test_", "tests/faults/")
"""Tests of what the file promises: they wait for the disk as the program does."""


@pytest.fixture(autouse=True)
def unhurried_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody cuts the power while a screen is tested: commits of this process do not wait until the disk has them."""
    if not request.node.nodeid.startswith(FOR_CUTS_OF_POWER):
        monkeypatch.setattr("fjgov_tui.store.engine.SYNCHRONOUS", "OFF")


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


@pytest.fixture(scope="session")
def demo_county(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demo county of today, to be copied and never written to."""
    from tests.demos import built_once

    own = tmp_path_factory.getbasetemp()
    return built_once(own if worker_id == "master" else own.parent)


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


Furnished = Callable[[str, Callable[[Store], object]], Path]
_FURNISHED: dict[tuple[str, str, Actor, datetime], sqlite3.Connection] = {}
"""Filled files by what they were made with: filling one takes as long as a test."""


@pytest.fixture
def furnished(store: Store, actor: Actor, clock: Clock) -> Furnished:
    """Fills the file by a function that takes it; what the function of this name once made is copied."""

    def filled(name: str, fill: Callable[[Store], object]) -> Path:
        key = name, schema_digest(), actor, clock()
        if key in _FURNISHED:
            _FURNISHED[key].backup(store.db.conn)
        else:
            fill(store)
            _FURNISHED[key] = sqlite3.connect(":memory:")
            store.db.conn.backup(_FURNISHED[key])
        return store.path

    return filled


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
