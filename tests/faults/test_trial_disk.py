"""A disk that is really full, and programs that are really killed in the middle of writing a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Ended
from tests.faults.conftest import Run
from tests.faults.disks import NoDisk, fill_up, small_disk


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 6 MB."""
    try:
        with small_disk(tmp_path / "disk", 6) as folder:
            yield folder
    except NoDisk as why:
        pytest.skip(str(why))


def process(db: Path, *words: str | Path) -> Ended:
    """The command in a process of its own, which also tells what is said while it ends."""
    done = subprocess.run(
        [sys.executable, "-m", "fjgov_tui", "--db", str(db), *map(str, words)],
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    return Ended(done.returncode, done.stdout, done.stderr)


def test_line_11_on_a_full_disk_reading_works_and_writing_is_one_sentence(run: Run, disk: Path, tmp_path: Path) -> None:
    db = disk / "county.db"
    run("--db", db, "init")
    run("--db", db, "ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道")
    head = json.loads(run("--db", db, "verify", "--json").out)["anchor"]
    for end in ("-wal", "-shm", "-journal"):
        db.with_name(f"{db.name}{end}").unlink(missing_ok=True)
    filler = fill_up(disk, spare=8192)
    for words in (
        ("ledger", "show", "unit"),
        ("verify",),
        ("--readonly", "ledger", "list"),
        ("audit", "--article", "37"),
    ):
        run("--db", db, *words)
    run("--db", db, "ledger", "export", "unit", "-o", tmp_path / "u.xlsx")
    run("--db", db, "backup", tmp_path / "b.db")
    writing: tuple[tuple[str, ...], ...] = (
        ("ledger", "add", "unit", f"name={'长' * 60}", "kind=乡镇街道", f"note={'注' * 1900}"),
        ("backup", str(disk / "b.db")), ("restore", str(tmp_path / "b.db")),
        ("ledger", "export", "--all", "-o", str(disk / "all.xlsx")),
    )  # fmt: skip
    for asked in writing:
        done = process(db, *asked)
        assert done.code in ({2, 3} if "export" in asked else {3}), done
        assert done.err.count("\n") == 1, done
        assert not [word for word in ("Exception", "Error", "Traceback", "升级", "I/O") if word in done.err], done
    # SQLite's own index of an empty log may stay until the next who closes the file last.
    assert {one.name for one in disk.iterdir() if one.stat().st_size} - {"county.db-shm"} == {"county.db", "filler"}
    filler.unlink()
    run("--db", db, "ledger", "add", "unit", "name=永安街道办事处", "kind=乡镇街道")
    paper = tmp_path / "head.txt"
    paper.write_text(head, encoding="utf-8")
    run("--db", db, "verify", "--anchor", paper)


def test_line_11_a_file_that_could_not_be_made_is_not_there(run: Run, disk: Path) -> None:
    fill_up(disk, spare=100_000)
    for words in (("init",), ("init", "--demo")):
        done = process(disk / "n.db", *words)
        assert (done.code, done.err.count("\n")) == (3, 1), done
        assert "磁盘满" in done.err
        assert not [word for word in ("升级", "Exception", "Error", "I/O", "损坏") if word in done.err], done
        assert [one.name for one in disk.iterdir()] == ["filler"]


@pytest.mark.parametrize(
    "words", [("export", "--all", "-o", "全部.xlsx"), ("backup", "b.db"), ("dossier", "-o", "d.zip")]
)
def test_line_12_a_command_that_is_killed_leaves_what_it_wrote_in_its_own_place(
    county: Run, db: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    """Nothing in the system's folder for temporary files, nothing that others may read, no half file."""
    system, target = tmp_path / "tmp", tmp_path / "out"
    system.mkdir()
    target.mkdir(mode=0o755)
    command = [*words[:-1], str(target / words[-1])]
    child = subprocess.Popen(
        [sys.executable, "-m", "fjgov_tui", "--db", str(db), *command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "TMPDIR": str(system)},
    )  # fmt: skip
    while child.poll() is None and not half_made(target, db.parent):
        time.sleep(0.002)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    left = half_made(target, db.parent)
    assert not list(system.iterdir())
    assert all(one.stat().st_mode & 0o077 == 0 for one in left), left
    for one in left:
        os.utime(one, (0, 0))
    if child.returncode == -signal.SIGKILL:
        assert not (target / words[-1]).exists()
    assert process(db, *command).code == 0
    assert not half_made(target, db.parent)


def half_made(*folders: Path) -> list[Path]:
    """What other processes than this one are writing, or have left half written."""
    own = f".fjgov-{os.getpid()}-"
    found = [one for folder in folders for one in folder.glob(".fjgov-*") if not one.name.startswith(own)]
    return [*found, *(inner for one in found if one.is_dir() for inner in one.rglob("*"))]
