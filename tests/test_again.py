"""Which failures may be asked once more: few, and only what runs against a real clock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.again import CACHE, MOST, ROOMS, may_be_asked

TERMINAL = "tests/terminal/test_bursts.py::test_a[1]"


def test_a_terminal_that_was_kept_waiting_is_asked_again() -> None:
    assert may_be_asked(1, [TERMINAL])


@pytest.mark.parametrize(
    ("status", "failed"),
    [
        (1, []),
        (2, [TERMINAL]),
        (1, [TERMINAL, "tests/audit/test_rules.py::test_a"]),
        (1, ["tests/test_house.py::test_a"]),
        (1, [f"{TERMINAL}{number}" for number in range(MOST + 1)]),
    ],
)
def test_everything_else_has_failed(status: int, failed: list[str]) -> None:
    assert not may_be_asked(status, failed)


def test_the_rooms_are_there() -> None:
    for room in ROOMS:
        assert (Path(__file__).parent / room).exists(), room


@pytest.mark.parametrize(("times", "status"), [(1, 0), (2, 1)])
def test_what_fails_again_has_failed_and_what_passes_alone_is_named(tmp_path: Path, times: int, status: int) -> None:
    room = tmp_path / "tests" / "terminal"
    room.mkdir(parents=True)
    (room / "test_line.py").write_text(
        "from pathlib import Path\n\n\ndef test_line() -> None:\n"
        "    count = Path('count')\n    before = len(count.read_text()) if count.exists() else 0\n"
        f"    count.write_text('x' * (before + 1))\n    assert before >= {times}\n"
    )
    (tmp_path / "pytest.ini").write_text("[pytest]\n")

    first = _run(tmp_path, "-m", "pytest", "-o", f"cache_dir={CACHE}")
    assert first.returncode == 1, first.stdout
    again = _run(tmp_path, "-c", "import sys; from tests.again import main; sys.exit(main(1))")
    assert again.returncode == status, again.stdout
    assert ("UNSTEADY tests/terminal/test_line.py::test_line" in again.stdout) == (status == 0)


def _run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python in a folder whose own `tests` is no package, so that `tests.again` is ours."""
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    return subprocess.run([sys.executable, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
