"""A bundle on a bad stick: whatever byte is wrong, it is refused in a sentence, and nothing is written."""

import os
import signal
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange import bundlefile
from fjgov_tui.exchange.bundlefile import Part, read_bundle, read_part
from fjgov_tui.ledgers.carrying import Aim
from tests.exchange.machines import Machine, two


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> tuple[Machine, Machine, bytes]:
    """Two machines, and a bundle from the first to the second."""
    folder = tmp_path_factory.mktemp("damage")
    office, watcher = two(folder)
    (path,) = office.make(folder / "whole", Aim.MONITOR)
    return office, watcher, path.read_bytes()


def _refused(office: Machine, watcher: Machine, path: Path) -> bool:
    try:
        list(read_bundle([read_part(path, watcher.own, [office.own.public])], watcher.own))
    except InputProblem:
        return True
    return False


@settings(max_examples=150)
@given(place=st.integers(0, 1 << 20), byte=st.integers(1, 255))
def test_a_byte_that_changed_on_the_way_is_seen(sent: tuple[Machine, Machine, bytes], place: int, byte: int) -> None:
    office, watcher, whole = sent
    bad = bytearray(whole)
    bad[place % len(whole)] ^= byte
    path = office.db.with_name("bad")
    path.write_bytes(bad)
    assert _refused(office, watcher, path)


@settings(max_examples=60)
@given(end=st.integers(0, 1 << 20), more=st.binary(max_size=20))
def test_a_bundle_that_is_cut_off_or_goes_on_is_seen(
    sent: tuple[Machine, Machine, bytes], end: int, more: bytes
) -> None:
    office, watcher, whole = sent
    path = office.db.with_name("cut")
    path.write_bytes(whole[: end % len(whole)] + more)
    assert _refused(office, watcher, path)


@settings(max_examples=60)
@given(rubbish=st.binary(max_size=300))
def test_rubbish_is_no_bundle(sent: tuple[Machine, Machine, bytes], rubbish: bytes) -> None:
    office, watcher, _ = sent
    path = office.db.with_name("rubbish")
    path.write_bytes(bundlefile.MARK + rubbish)
    assert _refused(office, watcher, path)


def test_a_bomb_is_refused_before_it_grows(
    sent: tuple[Machine, Machine, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sender whose program is broken, or worse: a chunk of a few kilobytes that would fill the memory."""
    office, watcher, _ = sent
    bomb = zlib.compress(b"\n" * (64 << 20), 9)
    with monkeypatch.context() as patched:
        patched.setattr("fjgov_tui.exchange.bundlefile.zlib.compress", lambda _data, _level: bomb)
        (path,) = office.make(office.db.with_name("bomb"), Aim.MONITOR)
    assert path.stat().st_size < bundlefile.MOST_CHUNK
    assert _refused(office, watcher, path)


def test_parts_of_two_bundles_are_not_taken_for_one(sent: tuple[Machine, Machine, bytes]) -> None:
    office, watcher, whole = sent
    path = office.db.with_name("one")
    path.write_bytes(whole)
    part = read_part(path, watcher.own, [office.own.public])
    foreign = Part(path, replace(part.head, bundle="0" * 32), part.start)
    with pytest.raises(InputProblem, match="打不开"):
        list(read_bundle([foreign], watcher.own))


_KILLED = """
import os, signal, sys
from pathlib import Path
from tests.exchange.machines import Machine
from fjgov_tui.exchange import bundlein
from fjgov_tui.exchange.bundlekeys import read_identity
plain = bundlein.read_bundle
def dying(parts, own, progress):
    for number, line in enumerate(plain(parts, own, progress)):
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), signal.SIGKILL)
        yield line
bundlein.read_bundle = dying
db = Path(sys.argv[1])
Machine(db, read_identity(db)).take([Path(sys.argv[2])])
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Machine, Machine]:
    return two(tmp_path)


def test_a_machine_that_dies_in_the_middle_has_all_or_nothing(pair: tuple[Machine, Machine], tmp_path: Path) -> None:
    """kill -9 after some lines were written, then the same bundle once more."""
    office, watcher = pair
    paths = office.make(tmp_path / "1", Aim.MONITOR)
    words = [sys.executable, "-c", _KILLED, str(watcher.db), str(paths[0]), "3"]
    ended = subprocess.run(words, cwd=Path(__file__).parents[2], env=os.environ | {"PYTHONPATH": "."}, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert watcher.shown("unit", "name") == []
    watcher.take(paths)
    assert watcher.shown("site", "name") == ["县水利局子网站", "县门户"]
