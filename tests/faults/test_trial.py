"""What the trial broke in the store, line by line, as an administrator meets it.

Each test is one line of that list, played on a fresh file; `make test-plain` plays all of them without pysqlite3.
"""

from __future__ import annotations

import gc
import json
import lzma
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.doubts import read_doubts
from fjgov_tui.store import open_store
from fjgov_tui.store.engine import OLDEST, broken, refuse_old_library
from tests.faults.conftest import ANY, Run
from tests.files.freeze import FOLDER


def test_line_1_it_writes_wherever_python_runs(plain: Run, db: Path, tmp_path: Path) -> None:
    plain("init")
    plain("ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道")
    plain("backup", tmp_path / "b.db")
    plain("restore", tmp_path / "b.db")
    assert json.loads(plain("verify", "--json").out)["ok"]
    assert '"fail"' not in plain("doctor", "--json").out


def test_line_1_a_file_of_the_first_release_is_rebuilt_and_is_never_called_damaged(plain: Run, db: Path) -> None:
    db.write_bytes(lzma.decompress((FOLDER / "0.1.0-7e8e1743.db.xz").read_bytes()))
    for words in (("ledger", "show", "unit"), ("audit",)):
        assert "损坏" not in plain(*words, code=3).err
    plain("verify")
    plain("ledger", "add", "unit", "name=永安街道办事处", "kind=乡镇街道")
    assert json.loads(plain("verify", "--json").out)["ok"]


def test_line_1_the_oldest_library_is_named_and_an_older_one_refused() -> None:
    refuse_old_library(OLDEST)
    with pytest.raises(StoreProblem, match=r"本机的 SQLite 是 3\.36\.0，太旧，本程序要 3\.37\.0 以上"):
        refuse_old_library((3, 36, 0))


def test_line_1_no_table_of_ours_calls_what_an_older_library_holds_unsafe(county: Run, db: Path) -> None:
    with closing(sqlite3.connect(db)) as connection:
        schema = [sql.lower() for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
    assert len(schema) > 100
    assert not [sql for sql in schema if "json" in sql.replace("'json'", "")]


def test_line_1_a_refusal_of_the_library_is_never_called_damage(db: Path) -> None:
    problem = broken(db, sqlite3.OperationalError("unsafe use of json_valid()"))
    assert "文件没有损坏" in str(problem)
    assert "restore" not in str(problem)


DAMAGE = {
    "a name": "UPDATE unit SET name = CAST(x'e799bde5b8' AS TEXT) WHERE id = 1",
    "a value": "UPDATE person SET mobile = CAST(x'31ff39' AS TEXT)",
    "a day": "UPDATE person SET on_duty = '2026-13-45'",
    "a moment": "UPDATE unit SET updated_at = 'gestern'",
    "a moment of the trail": "UPDATE trail SET at = CAST(x'ff' AS TEXT) WHERE seq = 2",
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_line_4_whatever_is_damaged_is_a_sentence_and_a_restore_goes_ahead(
    county: Run, db: Path, tmp_path: Path, damage: str
) -> None:
    county("ledger", "set", "person", "1", "on_duty=2026-09-01")
    county("backup", tmp_path / "b.db")
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for trigger in ("trail_no_update", "trail_no_delete"):
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(DAMAGE[damage])
    for words in (
        ("verify",), ("audit", "--format", "json"), ("ledger", "show", "person", "--json"), ("password", "due"),
        ("ledger", "history", "unit", "1"), ("ledger", "export", "unit", "-o", str(tmp_path / "u.csv")), ("doctor",),
    ):  # fmt: skip
        done = county(*words, code=ANY)
        assert done.code in ({1, 3} if words == ("verify",) else {0, 1, 3}), (words, done)
        assert done.code != 3 or "损坏" in done.err, (words, done)
    gc.collect()  # Each command is a process of its own; here a statement that failed lives on until then.
    county("restore", tmp_path / "b.db")
    assert json.loads(county("verify", "--json").out)["ok"]


def test_line_4_a_table_whose_name_is_damaged_is_a_sentence_too(county: Run, db: Path, tmp_path: Path) -> None:
    county("backup", tmp_path / "b.db")
    county("verify")
    whole = db.read_bytes()
    db.write_bytes(whole.replace(b"CREATE TABLE meta", b"CREATE TABLE m\xffta"))
    for words in (("verify",), ("ledger", "list"), ("ledger", "add", "unit", "name=a", "kind=部门"), ("audit",)):
        assert "损坏" in county(*words, code=3).err
    county("doctor", code=1)
    county("restore", tmp_path / "b.db")
    assert json.loads(county("verify", "--json").out)["ok"]


def test_line_6_nothing_that_was_planted_is_written_through(county: Run, db: Path, tmp_path: Path) -> None:
    """The names that a backup and a restore write under cannot be known before, and are never followed."""
    victim = tmp_path / "victim"
    victim.write_text("别人的文件", encoding="utf-8")
    folder = tmp_path / "shared"
    folder.mkdir()
    for number in range(os.getpid(), os.getpid() + 300):
        for place in (folder / ".b.db", folder / ".b.db.manifest.json", db.parent / ".county.db"):
            place.with_name(f"{place.name}.{number}.tmp").symlink_to(victim)
    (folder / "b.db").symlink_to(victim)
    county("backup", folder / "b.db")
    county("restore", folder / "b.db")
    assert victim.read_text(encoding="utf-8") == "别人的文件"
    assert not (folder / "b.db").is_symlink()
    assert (folder / "b.db").stat().st_mode & 0o777 == 0o600


def test_line_9_a_restore_is_in_the_trail_and_another_files_backup_is_asked_about(
    county: Run, db: Path, tmp_path: Path
) -> None:
    county("backup", tmp_path / "b.db")
    county("ledger", "add", "unit", "name=新镇", "kind=乡镇街道")
    head = json.loads(county("verify", "--json").out)["anchor"]
    county("restore", tmp_path / "b.db")
    with closing(sqlite3.connect(db)) as connection:
        action, after = connection.execute("SELECT action, after FROM trail ORDER BY seq DESC LIMIT 1").fetchone()
    assert (action, json.loads(after)["replaced_head"], json.loads(after)["backup"]) == ("恢复文件", head, "b.db")
    county("--db", tmp_path / "elsewhere.db", "init")
    county("--db", tmp_path / "elsewhere.db", "backup", tmp_path / "e.db")
    assert "来自另一个台账文件，没有恢复" in county("restore", tmp_path / "e.db", code=2).err
    county("restore", "--other", tmp_path / "e.db")
    county("verify")


def test_line_9_a_backup_of_another_chain_of_the_same_file_is_asked_about(
    county: Run, db: Path, tmp_path: Path
) -> None:
    """The file went two ways: what was done after the first backup, and what was done after it was put back."""
    county("backup", tmp_path / "first.db")
    county("ledger", "add", "unit", "name=一条路上的镇", "kind=乡镇街道")
    county("backup", tmp_path / "second.db")
    county("restore", tmp_path / "first.db")
    county("ledger", "add", "unit", "name=另一条路上的镇", "kind=乡镇街道")
    before = db.read_bytes()
    assert "不是同一条" in county("restore", tmp_path / "second.db", code=2).err
    assert db.read_bytes() == before
    county("restore", "--other", tmp_path / "second.db")
    county("verify")


def test_line_9_the_anchor_of_the_manifest_is_compared(county: Run, db: Path, tmp_path: Path) -> None:
    county("backup", tmp_path / "b.db")
    manifest = tmp_path / "b.db.manifest.json"
    said = json.loads(manifest.read_text(encoding="utf-8"))
    assert set(said["tables"]) > {"unit", "trail", "watch_visit"}
    manifest.write_text(json.dumps({**said, "anchor": f"fjgov-anchor 9:{'a' * 64}"}), encoding="utf-8")
    assert "与清单里的锚（第 9 条）不符，没有恢复" in county("restore", tmp_path / "b.db", code=3).err


ALTERED = {
    "a trigger that is gone": ("DROP TRIGGER trail_no_delete", "结构：缺 trail_no_delete"),
    "a trigger that was added": (
        "CREATE TRIGGER hide AFTER INSERT ON unit BEGIN SELECT 1; END", "结构：多出 hide",
    ),
    "a constraint that is gone": (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'length', 'quote')"
        " WHERE name = 'unit' AND type = 'table'",
        "结构：unit 被改过",
    ),
    "a record that nobody finds": ("UPDATE unit SET search = 'x' WHERE id = 1", "检索：用来查找的文字被改过"),
    "a name that is not its own": ("UPDATE unit SET called = 'x' WHERE id = 1", "检索：用来查找的文字被改过"),
    "declarations that were changed": (
        "UPDATE meta SET value = replace(value, '\"sealed\":true', '\"sealed\":false') WHERE name = 'declarations'",
        "结构：文件记的版本和声明与审计链上的不符",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", ALTERED)
def test_line_10_verify_sees_what_was_altered_around_the_records(county: Run, db: Path, change: str) -> None:
    sql, says = ALTERED[change]
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        for statement in sql.split(";") if "BEGIN" not in sql else [sql]:
            connection.execute(statement)
    assert says in county("verify", code=1).out.replace("✗ 不符  ", "")


def test_line_10_no_entry_is_pushed_out_by_the_next_number(county: Run, db: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("PRAGMA recursive_triggers = OFF")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute(
                "INSERT OR REPLACE INTO trail SELECT (SELECT max(seq) + 1 FROM trail), at, actor, action, ledger,"
                " record, revision, before, after, digest, reason, batch, step, prev, hash FROM trail WHERE seq = 2"
            )
    county("verify")


def test_line_15_a_clock_that_was_set_back_is_booked_and_said(county: Run, db: Path) -> None:
    with open_store(db, clock=lambda: datetime(2026, 1, 2, 3, 4, tzinfo=UTC)) as store:
        assert [doubt.short for doubt in read_doubts(store.read, store.clock())] == ["!时钟倒退"]
        assert "系统时间早于审计链最后一条" in read_doubts(store.read, store.clock())[0].sentence
        with store.write("补登") as write:
            write.save(LEDGERS["unit"], {"name": "新镇", "kind": "乡镇街道"})
    county("ledger", "add", "unit", "name=再一个镇", "kind=乡镇街道")
    with open_store(db, readonly=True) as store:
        late, early, *_ = store.read.latest_changes(2)
    assert (early.at[:10], late.reason) == ("2026-01-02", "")
    assert early.reason.startswith("补登；系统时间比审计链上一条（20")
    assert "有 1 处时间倒退，在第 4 条" in county("verify").out
    (line,) = [one for one in json.loads(county("doctor", "--json", code=ANY).out)["rows"] if one["name"] == "trail"]
    assert line["state"] == "warn"
    assert "链上有 1 处时间倒退" in line["detail"]


def test_line_12_what_a_killed_run_left_is_gone_at_the_next_start(county: Run, db: Path, tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = [db.with_name(f".fjgov-{gone.pid}-{'ab' * 8}.xlsx.tmp"), db.with_name(f".fjgov-{gone.pid}-{'cd' * 8}.tmp")]
    left[0].write_text("张三 19900001234", encoding="utf-8")
    left[1].mkdir()
    (left[1] / "rows").write_text("张三 19900001234", encoding="utf-8")
    young, own = (db.with_name(f".fjgov-{pid}-{'ef' * 8}.tmp") for pid in (gone.pid, os.getpid()))
    for one in (young, own):
        one.write_text("正在写", encoding="utf-8")
    for one in (*left, own):
        os.utime(one, (0, 0))
    words = ("ledger", "export", "unit", "-o", str(tmp_path / "u.xlsx"))
    done = subprocess.run(
        [sys.executable, "-m", "fjgov_tui", "--db", str(db), *words],
        capture_output=True, check=True, env={**os.environ, "TMPDIR": str(tmp_path / "nowhere")},
    )  # fmt: skip
    assert done.returncode == 0
    assert [one.exists() for one in (*left, young, own)] == [False, False, True, True]
    assert not [one for one in db.parent.iterdir() if one.is_dir()], "its own folder is gone, too"


def test_line_12_a_killed_init_leaves_nothing_that_passes_for_a_ledger_file(db: Path) -> None:
    command = [sys.executable, "-m", "fjgov_tui", "--db", str(db), "init", "--demo"]
    making = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while making.poll() is None and not any(one.name.endswith(".tmp") for one in db.parent.iterdir()):
        time.sleep(0.01)
    making.kill()
    making.communicate()
    assert not db.exists()
    assert {one.name[0] for one in db.parent.iterdir()} == {"."}


def test_line_13_odd_paths_are_sentences_with_code_3(run: Run, tmp_path: Path) -> None:
    pipe = tmp_path / "管道.db"
    os.mkfifo(pipe)
    for path, says in (
        (pipe, "这是管道或设备"), (tmp_path, "这是一个文件夹"), (tmp_path / f"{'长' * 90}.db", "文件名太长"),
        (Path("/dev/null"), "这是管道或设备"), (Path("/dev/null/x.db"), "没有这个数据库文件"),
    ):  # fmt: skip
        for words in (("ledger", "list"), ("verify",), ("backup", tmp_path / "b.db"), ("audit",)):
            assert says in run("--db", path, *words, code=3).err
        doctor = run("--db", path, "doctor", "--json", code=ANY)
        (line,) = [one for one in json.loads(doctor.out)["rows"] if one["name"] == "file"]
        assert (says in line["detail"], line["state"]) == (True, "unchecked" if "没有" in says else "fail")
        assert doctor.code == (0 if "没有" in says else 1)
        run("--db", path, "init", code=3)


@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_line_13_no_pipe_or_link_in_the_place_of_a_log_is_waited_for_or_followed(
    county: Run, db: Path, tmp_path: Path, kind: str, end: str
) -> None:
    county("backup", tmp_path / "b.db")
    odd, victim = db.with_name(f"county.db{end}"), tmp_path / "victim"
    victim.write_bytes(b"")
    odd.unlink(missing_ok=True)
    if kind == "link":
        odd.symlink_to(victim)
    else:
        (os.mkfifo if kind == "pipe" else os.mkdir)(odd)
    for words in (("ledger", "list"), ("ledger", "add", "unit", "name=a", "kind=部门"), ("verify",)):
        assert f"旁边的 {odd.name} 不是普通文件" in county(*words, code=3).err
    assert "不是普通文件" in county("restore", tmp_path / "b.db", code=3).err
    assert "不是普通文件" in county("doctor", code=1).out
    assert victim.read_bytes() == b""


@pytest.mark.parametrize("name", ["county.db.monitor-journal", "county.db.unproven", "county.db.holder"])
def test_line_13_a_pipe_beside_the_file_is_waited_for_by_nobody(county: Run, db: Path, name: str) -> None:
    os.mkfifo(db.with_name(name))
    for words in (("doctor",), ("ledger", "add", "unit", "name=a", "kind=部门"), ("monitor", "status"), ("verify",)):
        county(*words, code=ANY)


def test_line_13_a_pipe_among_the_settings_is_waited_for_by_nobody(county: Run, home: Path) -> None:
    folder = home / ".config" / "fjgov"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("workdays.txt", "pepper.key", "preferences.json"):
        os.mkfifo(folder / name)
    county("doctor", code=1)
    county("audit", code=1)


def test_line_13_a_name_in_another_encoding_is_only_a_name(tmp_path: Path, run: Run) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb7\xee\xbd\xda.db"))
    run("--db", path, "init")
    run("--db", path, "ledger", "add", "unit", "name=白帝镇人民政府", "kind=乡镇街道")
    run("--db", path, "backup", tmp_path / "b.db")
    assert json.loads(run("--db", path, "verify", "--json").out)["ok"]
    assert '"fail"' not in run("--db", path, "doctor", "--json", code=ANY).out.replace('"folder"', "")


def test_line_13_what_came_in_behind_the_programs_back_goes_out_clean(county: Run, db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        connection.execute("UPDATE unit SET name = ?, note = ?", ["白帝\x1b[31m镇\u202e", "=1+1\x00\n第二行\x9b"])
    for end in ("csv", "json"):
        county("ledger", "export", "unit", "-o", tmp_path / f"unit.{end}")
        county("ledger", "export", "person", "-o", tmp_path / f"person.{end}")
        for ledger in ("unit", "person"):
            text = (tmp_path / f"{ledger}.{end}").read_text(encoding="utf-8-sig")
            raw = text if end == "csv" else "".join(str(value) for value in json.loads(text)["rows"][0].values())
            assert "白帝" in raw
            assert not set("\x1b\u202e\x00\x9b") & set(raw)


def test_line_11_a_disk_without_room_for_lock_files_is_still_read(
    county: Run, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite needs 32 KB beside a file with a write-ahead log; reading goes on without, and creates nothing."""
    for end in ("-wal", "-shm", "-journal"):
        db.with_name(f"{db.name}{end}").unlink(missing_ok=True)
    monkeypatch.setattr("fjgov_tui.store.engine.no_room", lambda _: True)
    for words in (("ledger", "show", "unit"), ("verify",), ("--readonly", "ledger", "list")):
        county(*words)
    assert [one.name for one in db.parent.iterdir()] == [db.name]


def test_line_11_a_full_disk_is_one_sentence_and_no_word_of_upgrading(tmp_path: Path) -> None:
    """The limit on a file's size stands for the full disk: the system refuses the same writes."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000));"
        "from fjgov_tui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--db", str(tmp_path / "n.db"), "init"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    assert done.stderr.count("\n") == 1, done.stderr
    assert not [word for word in ("升级", "Exception", "Error", "I/O") if word in done.stderr], done.stderr
    assert not list(tmp_path.iterdir())
