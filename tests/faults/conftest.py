"""What a trial of the doors needs: commands run as an administrator runs them, with pysqlite3 and without."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ended, Fjgov, db, fjgov

__all__ = ["db", "fjgov"]

ANY = -1
"""Whatever exit code."""
Run = Callable[..., Ended]


@pytest.fixture
def run(fjgov: Fjgov) -> Run:
    """Runs a command; nothing that it prints may be a traceback or an excuse."""

    def command(*words: str | Path, code: int = 0) -> Ended:
        ended = fjgov(*words)
        assert code in {ANY, ended.code}, ended
        assert "Exception ignored" not in ended.err
        assert "程序内部出错" not in ended.err
        return ended

    return command


@pytest.fixture
def plain(db: Path) -> Run:
    """The same in a process of its own, without pysqlite3 and the other compiled wheels."""

    def command(*words: str | Path, code: int = 0) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "tests.plain", "--db", str(db), *map(str, words)],
            capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert done.returncode == code, done
        assert "Traceback" not in done.stderr
        return Ended(done.returncode, done.stdout, done.stderr)

    return command


@pytest.fixture
def county(run: Run) -> Run:
    """The same, on a file with a unit and a person."""
    run("init")
    run("ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道")
    run("ledger", "add", "person", "name=张三", "unit=白帝镇人民政府", "mobile=19900001234")
    return run
