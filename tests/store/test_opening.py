"""Which files are opened, how, and which are refused untouched."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.clock import Clock
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store, back_up, create_store, engine, filesystem, open_store, verify
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.steps import APPLICATION_ID
from tests.store.helpers import add_unit, failing

_COMING_AND_GOING = """
import sqlite3, sys
print("here", flush=True)
while True:
    with sqlite3.connect(sys.argv[1]) as connection:
        connection.execute("UPDATE meta SET value = value WHERE name = 'file'")
    connection.close()
"""
"""Writes and closes the file again and again: each time its log comes and goes."""


@pytest.fixture
def loose_umask() -> Iterator[None]:
    """The umask that most machines have."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_can_read_the_file_its_companions_or_its_backups(loose_umask: None, tmp_path: Path) -> None:
    with create_store(tmp_path / "new" / "county.db") as store:
        add_unit(store)
        made = back_up(store, tmp_path / "backup.db")
        there = {path.name for path in (tmp_path / "new").iterdir()}
        companions = {"county.db-wal", "county.db-shm"} if engine.journal_mode() == "wal" else {"county.db-journal"}
        assert there == {"county.db", *companions}
        assert {mode(path) for path in (tmp_path / "new").iterdir()} == {0o600}
    assert mode(tmp_path / "new") == 0o700
    assert mode(made.path) == mode(made.manifest) == 0o600


def test_a_rollback_journal_is_private_too(loose_umask: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "journal_mode", lambda: "truncate")
    with create_store(tmp_path / "county.db") as store, store.write() as write:
        write.db.execute("UPDATE meta SET value = value")
        assert mode(tmp_path / "county.db-journal") == 0o600


def test_the_connection_is_set_up_as_the_design_says(store: Store) -> None:
    wanted = {
        "application_id": APPLICATION_ID, "journal_mode": engine.journal_mode(), "synchronous": 2, "foreign_keys": 1,
        "trusted_schema": 0, "cell_size_check": 1, "recursive_triggers": 1, "busy_timeout": 10_000,
    }  # fmt: skip
    assert {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted
    ours = "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE '%sqlite%'"
    assert {strict for _, strict in store.db.execute(ours)} == {1}


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False), ((3, 44, 5), False), ((3, 44, 6), True), ((3, 44, 9), True), ((3, 45, 0), False),
        ((3, 50, 6), False), ((3, 50, 7), True), ((3, 51, 0), False), ((3, 51, 2), False), ((3, 51, 3), True),
        ((3, 53, 4), True), ((4, 0, 0), True),
    ],
)  # fmt: skip
def test_the_log_is_used_only_where_the_library_is_free_of_the_reset_bug(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert engine.wal_is_safe(version) is safe


def test_everything_works_with_a_rollback_journal_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock, actor: Actor
) -> None:
    path = tmp_path / "county.db"
    with create_store(path) as store:
        add_unit(store)
    monkeypatch.setattr(engine, "journal_mode", lambda: "truncate")
    with open_store(path) as store, open_store(path, readonly=True) as reader:
        assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "truncate"
        add_unit(store, "永安街道办事处")
        assert reader.read.counts()["unit"] == 2
        assert verify(reader.db).ok
    assert not path.with_name("county.db-wal").exists()
    monkeypatch.undo()
    with open_store(path) as store:
        assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == engine.journal_mode()
        assert failing(store) == ""


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


def newer(path: Path) -> None:
    create_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('fjgov', 'm9999_later', '')"
        )


def scribble(path: Path) -> None:
    path.write_text("这不是数据库" * 500, encoding="utf-8")


def empty(path: Path) -> None:
    path.touch()


@pytest.mark.parametrize("readonly", [False, True])
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (foreign, "不是本程序的台账数据库"),
        (newer, "更新版本的程序写成（多出步骤 m9999_later）"),
        (scribble, "不是 SQLite 数据库文件"),
        (empty, "不是本程序的台账数据库"),
        (lambda path: path.mkdir(), "文件夹"),
        (lambda path: None, "没有这个数据库文件"),
    ],
)
def test_a_file_that_is_not_ours_is_refused_and_not_touched(
    tmp_path: Path, make: Callable[[Path], object], says: str, readonly: bool
) -> None:
    path = tmp_path / "some.db"
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(StoreProblem, match=says) as refused:
        open_store(path, readonly=readonly)
    assert refused.value.remedy
    assert refused.value.exit_code == 3
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert [one.name for one in tmp_path.iterdir()] == ([path.name] if path.exists() else [])


def test_nothing_is_created_over_something_else(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("taken", "link", "taken/below.db"):
        with pytest.raises(StoreProblem, match=r"没有覆盖|建不了文件"):
            create_store(tmp_path / name)
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "x"


def test_a_creation_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "journal_mode", lambda: "'")
    with pytest.raises(StoreProblem):
        create_store(tmp_path / "county.db")
    assert list(tmp_path.iterdir()) == []


def test_odd_file_names_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "台账?mode=memory#%41 'x'.db"
    with create_store(path) as store:
        add_unit(store)
    assert path.is_file()
    with open_store(path, readonly=True) as store:
        assert store.read.counts()["unit"] == 1


MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /mnt/share rw - nfs4 nas:/export rw
31 22 0:41 / /mnt/share/local rw - xfs /dev/sdb1 rw
32 22 0:42 / /mnt/with\040blank rw - cifs //nas/x rw
33 22 0:43 / /mnt/ssh rw - fuse.sshfs host: rw
not a line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/x/county.db", "ext4"), ("/mnt/share/county.db", "nfs4"), ("/mnt/share/local/county.db", "xfs"),
        ("/mnt/shareholder/county.db", "ext4"), ("/mnt/with blank/county.db", "cifs"), ("/mnt/ssh/a.db", "fuse.sshfs"),
    ],
)  # fmt: skip
def test_the_mount_table_says_on_what_a_file_lies(path: str, kind: str) -> None:
    assert filesystem.mount_type(Path(path), MOUNTS) == kind
    if kind in {"nfs4", "cifs", "fuse.sshfs"}:
        with pytest.raises(StoreProblem, match=f"网络文件系统（{kind}）"):
            filesystem.refuse_network_file_system(Path(path), MOUNTS)
    else:
        filesystem.refuse_network_file_system(Path(path), MOUNTS)


def test_a_file_replaced_under_an_open_store_is_not_written(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    back_up(store, tmp_path / "copy.db")
    shutil.copy(tmp_path / "copy.db", tmp_path / "other.db")
    (tmp_path / "other.db").replace(store.path)
    with pytest.raises(StoreProblem, match="被替换或删除"):
        add_unit(store, "永安街道办事处")
    with pytest.raises(StoreProblem, match="被替换或删除"), store.drafts() as drafts:
        drafts.drop("unit", 0)
    store.path.unlink()
    with pytest.raises(StoreProblem, match="被替换或删除"):
        add_unit(store, "永安街道办事处")
    assert not store.path.exists()


def test_a_file_that_is_closed_by_another_meanwhile_opens_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    create_store(path).close()
    command = [sys.executable, "-c", _COMING_AND_GOING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as busy:
        assert busy.stdout is not None
        try:
            assert busy.stdout.readline()
            for _ in range(60):
                with open_store(path, readonly=True) as store:
                    assert store.read.count(LEDGERS["unit"]) == 0
        finally:
            busy.kill()


def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with create_store(path) as store:
        add_unit(store)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 16384)
    for readonly in (False, True):
        with pytest.raises(StoreProblem, match=r"损坏|打不开"):
            _ask(path, readonly=readonly)


def _ask(path: Path, *, readonly: bool) -> None:
    with open_store(path, readonly=readonly) as store:
        verdict = verify(store.db)
    if not verdict.ok:
        raise StoreProblem("损坏")
