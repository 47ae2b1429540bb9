"""The trail takes no other entry than the next, and `verify` names what was done behind our back."""

import os
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import Clock
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.doubts import read_doubts
from fjgov_tui.store import Head, Store, create_store, open_store, read_anchors, verify
from fjgov_tui.store import actor as actor_module
from fjgov_tui.store.actor import Actor, current_actor
from fjgov_tui.store.trail import GENESIS, entry_hash
from tests.store.helpers import UNIT, add, add_unit, behind_our_back, failing


@pytest.fixture
def closed(tmp_path: Path, actor: Actor, clock: Clock) -> Path:
    """A file with seven entries in its trail, open nowhere."""
    path = tmp_path / "closed.db"
    with create_store(path, actor=actor, clock=clock) as store:
        for name in ("甲镇", "乙镇", "丙镇"):
            add_unit(store, name)
        add(store, "person", name="张三", unit="甲镇", mobile="13800138000")
        with store.write() as write:
            write.save(UNIT, {"phone": "023-56557000"}, write.record(UNIT, 1))
            write.remove(UNIT, 3, 1)
    return path


def verdict(path: Path) -> str:
    with open_store(path, readonly=True) as store:
        return failing(store)


def test_an_honest_file_is_whole(closed: Path) -> None:
    assert verdict(closed) == ""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET reason = 'x' WHERE seq = 2",
        "DELETE FROM trail WHERE seq = 7",
        "DELETE FROM trail",
        "INSERT OR REPLACE INTO trail SELECT * FROM trail WHERE seq = 3",
        "REPLACE INTO trail SELECT * FROM trail WHERE seq = 7",
        "INSERT INTO trail SELECT 9, at, actor, action, ledger, record, revision, before, after, digest, reason,"
        " 'b', 1, prev, hash FROM trail WHERE seq = 7",
        "INSERT INTO trail SELECT NULL, at, actor, action, ledger, record, revision, before, after, digest, reason,"
        " 'b', 1, prev, hash FROM trail WHERE seq = 7",
        "INSERT INTO trail SELECT 8, at, actor, action, ledger, record, revision, before, after, digest, reason,"
        " batch, step, prev, hash FROM trail WHERE seq = 7",
    ],
)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_the_trail_takes_nothing_but_its_next_entry(closed: Path, statement: str, recursive: str) -> None:
    with behind_our_back(closed) as connection:
        connection.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match=r"append-only|UNIQUE"):
            connection.execute(statement)
    assert verdict(closed) == ""


COLUMNS = (
    "at", "actor", "action", "ledger", "record", "revision", "before", "after", "digest", "reason", "batch", "step",
    "prev", "hash",
)  # fmt: skip


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_of_an_entry_is_bound(closed: Path, column: str) -> None:
    new = 99 if column in {"record", "revision", "step"} else "x"
    with behind_our_back(closed, guards=False) as connection:
        connection.execute(f"UPDATE trail SET {column} = ? WHERE seq = 4", [new])
    assert "审计链：从这里断开：第 4 条" in verdict(closed)


def test_an_entry_taken_out_or_moved_is_named(closed: Path) -> None:
    with behind_our_back(closed, guards=False) as connection:
        connection.execute("DELETE FROM trail WHERE seq = 3")
    assert "缺第 3 条，后面直接是第 4 条" in verdict(closed)
    with behind_our_back(closed) as connection:
        connection.execute("UPDATE trail SET seq = seq - 1 WHERE seq > 3")
    assert "第 3 条记的前一条摘要与实际不符" in verdict(closed)


def test_an_entry_rewritten_with_a_fitting_hash_breaks_the_next_one(closed: Path) -> None:
    with behind_our_back(closed, guards=False) as connection:
        row = list(connection.execute(f"SELECT seq, {', '.join(COLUMNS[:-1])} FROM trail WHERE seq = 4").fetchone())
        row[3] = "移除"
        connection.execute("UPDATE trail SET action = ?, hash = ? WHERE seq = 4", ["移除", entry_hash(tuple(row))])
    assert "第 5 条记的前一条摘要与实际不符" in verdict(closed)


def test_a_record_edited_behind_our_back_is_named(closed: Path) -> None:
    with behind_our_back(closed) as connection:
        connection.execute("UPDATE unit SET name = '丁镇' WHERE id = 2")
    assert verdict(closed).splitlines() == [
        "记录：单位 编号 2“丁镇” 在本程序之外被改过，与审计链最后一条不符",
        "检索：用来查找的文字被改过：单位 编号 2",
        "封条：单位的内容在本程序之外被改过（3 行）",
    ]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET mobile = '13900139000'", "UPDATE person SET mobile = NULL", "UPDATE person SET salt = 'x'",
        "UPDATE person SET created_by = 'x'", "UPDATE person SET revision = 2", "UPDATE person SET updated_at = 'x'",
        "UPDATE person SET removed_at = 'x'", "UPDATE person SET unit = 2", "UPDATE person SET note = 'x'",
        "UPDATE person SET on_duty = '2026-01-01'",
    ],
)  # fmt: skip
def test_whatever_of_a_record_is_edited_is_noticed(closed: Path, change: str) -> None:
    with behind_our_back(closed) as connection:
        connection.execute(change)
    assert "人员 编号 1“张三” 在本程序之外被改过" in verdict(closed)


def test_records_put_in_or_taken_out_behind_our_back_are_named(closed: Path) -> None:
    with behind_our_back(closed) as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(unit)") if row[1] not in {"id", "name"}]
        rest = ", ".join(names)
        connection.execute(f"INSERT INTO unit (id, name, {rest}) SELECT 9, '假镇', {rest} FROM unit WHERE id = 2")
        connection.execute("DELETE FROM unit WHERE id = 2")
    said = verdict(closed)
    assert "单位 编号 9“假镇” 不是通过本程序添加的" in said
    assert "单位 编号 2 在本程序之外被删掉了" in said


def test_a_reference_to_nothing_is_named(closed: Path) -> None:
    with behind_our_back(closed) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("UPDATE person SET unit = 77")
    assert "关联：1 处指向不存在的记录：人员 编号 1" in verdict(closed)


def test_a_cut_tail_passes_the_chain_and_is_caught_by_an_anchor(closed: Path) -> None:
    with open_store(closed, readonly=True) as store:
        anchor = store.read.head()
        earlier = Head(3, store.db.execute("SELECT hash FROM trail WHERE seq = 3").fetchone()[0])
    with behind_our_back(closed, guards=False) as connection:
        connection.execute("DELETE FROM trail WHERE seq > 4")
    with open_store(closed, readonly=True) as store:
        kept = {check.title: check.ok for check in verify(store.db, [earlier]).checks}
        assert (kept["审计链"], kept["锚"]) == (True, True)
        lost = {check.title: check for check in verify(store.db, [earlier, anchor]).checks}["锚"]
    assert not lost.ok
    assert "第 7 条与锚不符" in lost.detail


def test_an_anchor_holds_by_its_number_and_its_hash_together(closed: Path) -> None:
    with open_store(closed, readonly=True) as store:
        hashes = [str(row[0]) for row in store.db.execute("SELECT hash FROM trail ORDER BY seq")]
        heads = [Head(seq, own) for seq, own in enumerate((GENESIS, *hashes))]
        assert verify(store.db, heads).ok
        for wrong in (*(Head(seq, "a" * 64) for seq in range(9)), Head(1, hashes[1]), Head(8, hashes[6])):
            answers = {check.title: check for check in verify(store.db, [*heads, wrong]).checks}
            assert (answers["锚"].ok, answers["锚"].faults) == (False, 1), wrong


def test_an_anchor_is_read_back_from_whatever_it_was_printed_on(tmp_path: Path, store: Store) -> None:
    add_unit(store)
    head = store.read.head()
    paper = tmp_path / "report.txt"
    paper.write_text(f"通报\n{head}\n以及 3:{'a' * 64}；\n", encoding="utf-8")
    assert read_anchors(paper) == [head, Head(3, "a" * 64)]
    assert verify(store.db, [head]).ok
    assert not verify(store.db, read_anchors(paper)).ok
    for bad in (tmp_path / "missing", tmp_path):
        with pytest.raises(InputProblem, match=r"读不了这个文件|不是普通文件"):
            read_anchors(bad)
    paper.write_text("没有", encoding="utf-8")
    with pytest.raises(InputProblem, match="没有审计链的锚"):
        read_anchors(paper)


def test_history_survives_what_somebody_made_of_it(closed: Path) -> None:
    with behind_our_back(closed, guards=False) as connection:
        connection.execute("UPDATE trail SET actor = '{', before = '[1]', after = 'x' WHERE record = 1")
    with open_store(closed, readonly=True) as store:
        assert [entry.who for entry in store.read.history(UNIT, 1)] == ["", ""]
        assert len(store.read.latest_changes(100)) == 7


def test_no_two_different_entries_hash_alike() -> None:
    assert entry_hash(("ab", "c")) != entry_hash(("a", "bc"))
    assert entry_hash(("1:a",)) != entry_hash(("", "a"))
    assert len(GENESIS) == 64


def test_the_actor_is_the_systems_answer_and_not_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = current_actor().user
    for name in ("LOGNAME", "USER", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "somebody")
    assert current_actor().user == honest
    monkeypatch.setenv("SUDO_UID", "4242424")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.7\x1b 50000 10.0.0.1 22")
    said = current_actor()
    assert (said.user, said.name, said.origin) == (honest, honest, "10.0.0.7␛")
    assert said.behind == ""


def test_nobody_signs_as_somebody_else_by_naming_his_uid(tmp_path: Path) -> None:
    """A program that only calls itself sudo, and the variable alone, change nothing."""
    shown = "from fjgov_tui.store.actor import current_actor; print(current_actor().behind or '-')"
    false = tmp_path / "sudo"
    false.symlink_to(Path(sys.executable).resolve())
    inner = f"import subprocess, sys; subprocess.run([{sys.executable!r}, '-c', {shown!r}], check=True)"
    done = subprocess.run(
        [str(false), "-c", inner], env=os.environ | {"SUDO_UID": "1"}, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "-"


def test_the_caller_of_a_real_sudo_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the kernel says of the ancestors decides: sudo as root, called by somebody."""
    parent = os.getppid()
    line = {
        parent: {"Name": "bash", "Uid": "0\t0\t0\t0", "PPid": "77"},
        77: {"Name": "sudo", "Uid": "0\t0\t0\t0", "PPid": "76"},
        76: {"Name": "sudo", "Uid": "1002\t0\t0\t0", "PPid": "75"},
        75: {"Name": "bash", "Uid": "1002\t1002\t1002\t1002", "PPid": "1"},
    }
    monkeypatch.setattr(actor_module, "_status", lambda process: line.get(process, {}))
    monkeypatch.setenv("SUDO_UID", "1002")
    assert current_actor().behind == "uid 1002"
    monkeypatch.setenv("SUDO_UID", "1003")
    assert current_actor().behind == ""


def test_what_one_transaction_did_alike_is_told_once(store: Store) -> None:
    with store.write("第一批") as write:
        for number in range(3):
            write.save(LEDGERS["unit"], {"name": f"甲{number}局", "kind": "部门"})
    with store.write("第二批") as write:
        write.save(LEDGERS["unit"], {"phone": "023-56557000"}, write.record(LEDGERS["unit"], 1))
        write.save(LEDGERS["unit"], {"name": "乙局", "kind": "部门"})
    told = [(entry.action, entry.reason, count) for entry, count in store.read.latest_alike(10)]
    assert told == [("新增", "第二批", 1), ("修改", "第二批", 1), ("新增", "第一批", 3), ("建库", "建立台账文件", 1)]
    assert [count for _, count in store.read.latest_alike(3)] == [1, 1, 3]


@pytest.mark.parametrize(("seconds", "wrong"), [(1, False), (60, False), (61, True)])
def test_what_another_writes_while_we_look_is_no_clock_set_back(store: Store, seconds: int, wrong: bool) -> None:
    add_unit(store)
    now = store.clock()
    store.clock = lambda: now - timedelta(seconds=seconds)
    assert bool(read_doubts(store.read, store.clock())) == wrong
