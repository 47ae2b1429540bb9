"""A backup is proven before it is called one; a restore keeps what it replaces."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fjgov_tui.errors import BusyProblem, StoreProblem
from fjgov_tui.store import Store, back_up, create_store, engine, open_store, read_anchors, restore, verify
from fjgov_tui.store.copies import manifest_path, manifest_text
from tests.store.helpers import add_unit, behind_our_back, failing

WRITER = """
import sys
from pathlib import Path
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store

with open_store(Path(sys.argv[1])) as store:
    for number in range(int(sys.argv[2])):
        with store.write() as write:
            write.save(LEDGERS["unit"], {"name": f"第{number}镇", "kind": "镇"})
        print(number, flush=True)
    sys.stdin.readline()
"""


def writer(path: Path, rows: int) -> "subprocess.Popen[str]":
    """Another process that writes, tells each acknowledged row, and keeps the file open until it is told to go."""
    command = [sys.executable, "-c", WRITER, str(path), str(rows)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_backup_says_what_it_holds(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    made = back_up(store, tmp_path / "b.db")
    said = json.loads(made.manifest.read_text(encoding="utf-8"))
    assert (said["sha256"], said["bytes"], said["made_by"]) == (made.sha256, made.path.stat().st_size, "wangfang")
    assert said["records"]["unit"] == 1
    assert read_anchors(made.manifest) == [store.read.head()]
    with open_store(made.path, readonly=True) as copy:
        assert verify(copy.db, [made.head]).ok
        assert copy.db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert {path.name for path in tmp_path.iterdir()} >= {"b.db", "b.db.manifest.json"}
    assert not list(tmp_path.glob(".*tmp*"))


def test_a_backup_is_whole_while_another_process_writes(store: Store, tmp_path: Path) -> None:
    with writer(store.path, 40) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        made = [back_up(store, tmp_path / f"b{number}.db") for number in range(3)]
        other.stdin.write("go\n")
        other.stdin.flush()
        other.stdout.read()
    assert other.returncode == 0
    assert store.read.counts()["unit"] == 40
    for one in made:
        with open_store(one.path, readonly=True) as copy:
            assert failing(copy) == ""
            assert 1 <= copy.read.counts()["unit"] <= 40


def test_a_damaged_source_gives_no_backup_and_leaves_the_old_one(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    good = back_up(store, tmp_path / "b.db")
    with behind_our_back(store.path) as connection:
        connection.execute("UPDATE unit SET name = '丁镇'")
    with pytest.raises(StoreProblem, match="没有通过核验，没有放到目标位置（单位 编号 1“丁镇” 在本程序之外被改过"):
        back_up(store, tmp_path / "b.db")
    assert json.loads(good.manifest.read_text(encoding="utf-8"))["sha256"] == good.sha256
    with open_store(good.path, readonly=True) as copy:
        assert failing(copy) == ""
    assert not list(tmp_path.glob(".*tmp*"))


@pytest.mark.parametrize("renames", [0, 1])
def test_a_backup_stopped_halfway_leaves_one_that_restores(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: int
) -> None:
    add_unit(store)
    back_up(store, tmp_path / "b.db")
    add_unit(store, "永安街道办事处")
    done = 0
    put = Path.replace

    def stop(self: Path, target: Path) -> Path:
        nonlocal done
        if done == renames:
            raise KeyboardInterrupt
        done += 1
        return put(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            back_up(store, tmp_path / "b.db")
    restore(tmp_path / "b.db", tmp_path / "again.db", "s")
    with open_store(tmp_path / "again.db") as again:
        assert again.read.counts()["unit"] == 1 + renames


def test_a_stick_that_is_pulled_in_the_middle_is_a_sentence_and_no_half_file(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    def pulled(*given: Any) -> str:
        shutil.rmtree(stick)
        return manifest_text(*given)

    monkeypatch.setattr("fjgov_tui.store.backup.manifest_text", pulled)
    with pytest.raises(StoreProblem, match="备份没有写成"):
        back_up(store, stick / "b.db")
    stick.mkdir()
    assert not list(stick.iterdir())
    monkeypatch.undo()
    assert back_up(store, stick / "b.db").verdict.ok


def test_a_backup_never_goes_over_the_live_file(store: Store, tmp_path: Path) -> None:
    (tmp_path / "same").symlink_to(store.path)
    for target in (store.path, tmp_path / "same", tmp_path / "no" / "folder.db"):
        with pytest.raises(StoreProblem, match=r"正在使用的文件|没有写成"):
            back_up(store, target)
    assert add_unit(store) == 1


def test_a_restore_brings_back_and_keeps_what_it_replaces(tmp_path: Path) -> None:
    live = tmp_path / "county.db"
    with create_store(live) as store:
        add_unit(store, "甲镇")
        back_up(store, tmp_path / "b.db")
        add_unit(store, "乙镇")
    kept = [restore(tmp_path / "b.db", live, "20261123") for _ in range(2)]
    assert [path.name for path in kept if path] == ["county.db.replaced-20261123", "county.db.replaced-20261123-2"]
    counts = []
    for path in (live, *kept):
        assert path is not None
        with open_store(path) as store:
            counts.append(store.read.counts()["unit"])
            assert failing(store) == ""
    assert counts == [1, 2, 1]
    assert live.stat().st_mode & 0o777 == 0o600


def test_a_restore_replaces_a_file_that_is_beyond_repair_and_its_log(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    made = back_up(store, tmp_path / "b.db")
    live = tmp_path / "broken.db"
    live.write_bytes(b"not a database" * 999)
    live.with_name("broken.db-wal").write_bytes(b"x" * 5000)
    kept = restore(made.path, live, "s")
    assert kept is not None
    assert kept.read_bytes().startswith(b"not a database")
    with open_store(live) as again:
        assert (again.read.counts()["unit"], failing(again)) == (1, "")


def test_a_restore_where_there_was_nothing(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    made = back_up(store, tmp_path / "b.db")
    assert restore(made.path, tmp_path / "new.db", "s") is None
    with open_store(tmp_path / "new.db") as again:
        assert again.read.counts()["unit"] == 1


def test_a_file_that_another_process_has_open_is_not_replaced(store: Store, tmp_path: Path) -> None:
    if engine.journal_mode() != "wal":
        pytest.skip("an idle process holds no lock on a file without a write-ahead log; its next write is refused")
    add_unit(store)
    made = back_up(store, tmp_path / "b.db")
    live = tmp_path / "live.db"
    restore(made.path, live, "s")
    with writer(live, 1) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        other.stdout.readline()
        with pytest.raises(BusyProblem, match="还有程序开着这个文件，没有恢复"):
            restore(made.path, live, "s")
        other.stdin.write("go\n")
        other.stdin.flush()
    with open_store(live, readonly=True) as again:
        assert again.read.counts()["unit"] == 2
    assert {path.name for path in tmp_path.iterdir() if "replaced" in path.name} == set()


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def lie(path: Path) -> None:
    manifest_path(path).write_text('{"sha256": "00"}', encoding="utf-8")


def garble(path: Path) -> None:
    manifest_path(path).write_text("[", encoding="utf-8")


def tamper(path: Path) -> None:
    manifest_path(path).unlink()
    with behind_our_back(path) as connection:
        connection.execute("UPDATE unit SET name = '丁镇'")


def exchange(path: Path) -> None:
    manifest_path(path).unlink()
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (flip, "与清单里的摘要不符"), (lie, "与清单里的摘要不符"), (garble, "清单读不出来"), (tamper, "没有通过核验"),
        (exchange, "不是本程序的台账数据库"), (Path.unlink, "没有这个备份文件"),
    ],
)  # fmt: skip
def test_a_backup_that_is_not_sound_restores_nothing(
    store: Store, tmp_path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    add_unit(store)
    made = back_up(store, tmp_path / "b.db")
    live = tmp_path / "live.db"
    shutil.copy(made.path, live)
    before = live.read_bytes()
    spoil(made.path)
    with pytest.raises(StoreProblem, match=says) as refused:
        restore(made.path, live, "s")
    assert refused.value.remedy
    assert live.read_bytes() == before
    assert not list(tmp_path.glob("*replaced*"))


def test_the_live_file_is_no_backup_of_itself(store: Store) -> None:
    with pytest.raises(StoreProblem, match="同一个文件"):
        restore(store.path, store.path, "s")


@pytest.mark.parametrize("content", [b"root:x:0:0\n", b"SQLite format 3\0" + b"x" * 200, b"PK\x03\x04"])
def test_a_slip_of_the_name_costs_no_other_file(store: Store, tmp_path: Path, content: bytes) -> None:
    other = tmp_path / "别的文件"
    other.write_bytes(content)
    with pytest.raises(StoreProblem, match="不是台账备份，没有覆盖"):
        back_up(store, other)
    assert other.read_bytes() == content
    assert not list(tmp_path.glob("*.manifest.json"))
    made = back_up(store, tmp_path / "b.db")
    assert back_up(store, made.path).path == made.path, "an older backup of the same name is replaced"
