"""What the trial broke in the store, line by line, as an administrator meets it; with pysqlite3 and without.

Each test is one line of that list: the command is run as a process of its own on a fresh file.
"""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fjgov_tui.errors import StoreProblem
from fjgov_tui.store.engine import OLDEST, refuse_old_library
from tests.cli.conftest import Ended
from tests.files.freeze import FOLDER

PROGRAMS = {"fjgov": "fjgov_tui", "plain": "tests.plain"}
Run = Callable[..., Ended]


@pytest.fixture(params=PROGRAMS)
def program(request: pytest.FixtureRequest) -> str:
    """The module that is run: the program, or the program without compiled wheels."""
    return PROGRAMS[request.param]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    return folder / "county.db"


@pytest.fixture
def run(program: str, db: Path) -> Run:
    """Runs the program on the file; nothing that it prints may be a traceback."""

    def command(*words: str | Path, code: int = 0, **environment: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", program, "--db", str(db), *map(str, words)],
            capture_output=True, text=True, timeout=60, check=False, env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        ended = Ended(done.returncode, done.stdout, done.stderr)
        assert ended.code == code, ended
        assert "Traceback" not in ended.err
        assert "Exception ignored" not in ended.err
        assert "程序内部出错" not in ended.err
        return ended

    return command


@pytest.fixture
def county(run: Run) -> Run:
    """The same, on a file with a unit and a person."""
    run("init")
    run("ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道")
    run("ledger", "add", "person", "name=张三", "unit=白帝镇人民政府", "mobile=19900001234")
    return run


def test_line_1_it_writes_wherever_python_runs(run: Run, db: Path, tmp_path: Path) -> None:
    run("init")
    run("ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道")
    run("backup", tmp_path / "b.db")
    run("restore", tmp_path / "b.db")
    assert json.loads(run("verify", "--json").out)["ok"]
    assert '"fail"' not in run("doctor", "--json").out


def test_line_1_a_file_of_the_first_release_is_rebuilt_and_is_never_called_damaged(run: Run, db: Path) -> None:
    db.write_bytes(lzma.decompress((FOLDER / "0.1.0-7e8e1743.db.xz").read_bytes()))
    for words in (("ledger", "show", "unit"), ("audit",)):
        assert "损坏" not in run(*words, code=3).err
    run("verify")
    run("ledger", "add", "unit", "name=永安街道办事处", "kind=乡镇街道")
    assert json.loads(run("verify", "--json").out)["ok"]


def test_line_1_the_oldest_library_is_named_and_an_older_one_refused() -> None:
    refuse_old_library(OLDEST)
    with pytest.raises(StoreProblem, match=r"本机的 SQLite 是 3\.36\.0，太旧，本程序要 3\.37\.0 以上"):
        refuse_old_library((3, 36, 0))
