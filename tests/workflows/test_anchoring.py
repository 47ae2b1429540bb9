"""Heads of the trail kept where who writes the ledger file cannot reach: they tell of a trail that was made anew."""

from __future__ import annotations

import os
import socket
import stat
from pathlib import Path

import pytest

from fjgov_tui.clock import beijing_day
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store, open_store, verify
from fjgov_tui.store.past import past_file
from fjgov_tui.store.trail import entry_hash
from fjgov_tui.workflows import anchoring
from fjgov_tui.workflows.anchoring import SYSTEM_LOG, keep_anchor, kept_anchors
from tests.conftest import NOW
from tests.store.helpers import add, add_unit, behind_our_back


@pytest.fixture
def elsewhere(store: Store, tmp_path: Path) -> Path:
    """A file on another disk, as the county has set it."""
    file = tmp_path / "stick" / "anchors.txt"
    file.parent.mkdir()
    add(store, "setting", name="审计链锚另存到", value=str(file))
    return file


def made_anew(path: Path) -> None:
    """What a skilful hand does: another unit's name, and every entry's hash computed again."""
    with behind_our_back(path, guards=False) as file:
        rows = file.execute("SELECT * FROM trail ORDER BY seq").fetchall()
        prev = "0" * 64
        for row in rows:
            bound = [*row[:-2], prev]
            bound[8] = str(bound[8]).replace("白帝", "黑帝")
            prev_own = entry_hash(tuple(bound))
            file.execute(
                "UPDATE trail SET after = ?, prev = ?, hash = ? WHERE seq = ?", [bound[8], prev, prev_own, row[0]]
            )
            prev = prev_own


def test_a_trail_made_anew_passes_by_itself_and_is_told_by_the_first_head_kept_elsewhere(
    store: Store, elsewhere: Path
) -> None:
    add_unit(store)
    assert keep_anchor(store.read, NOW, "备份") == []
    path = store.path
    store.close()
    made_anew(path)
    with open_store(path, readonly=True) as opened:
        chain = next(check for check in verify(opened.db).checks if check.title == "审计链")
        assert chain.ok, "the chain alone cannot tell"
        heads, missing = kept_anchors(opened.read)
        assert (len(heads), missing) == (1, [])
        told = next(check for check in verify(opened.db, heads).checks if check.title == "锚")
        assert not told.ok
        assert "整条链被换过" in told.detail


def test_each_occasion_adds_a_line_and_changes_none(store: Store, elsewhere: Path) -> None:
    keep_anchor(store.read, NOW, "备份 a.db")
    first = elsewhere.read_text(encoding="utf-8")
    add_unit(store)
    keep_anchor(store.read, NOW, "核对报告\n\x1b]0;x\x07")
    text = elsewhere.read_text(encoding="utf-8")
    assert text.startswith(first)
    assert len(text.splitlines()) == 3
    assert "\x1b" not in text
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o600
    heads, _ = kept_anchors(store.read)
    assert str(heads[-1]) == str(store.read.head())
    assert LEDGERS["unit"].title not in text


def test_the_head_of_a_past_day_is_left_nowhere_as_a_present_one(store: Store, elsewhere: Path) -> None:
    with past_file(store, beijing_day(store.clock())).opened(store.path) as then:
        assert keep_anchor(then.read, NOW, "核对报告") == []
    assert not elsewhere.exists()


def test_nothing_is_added_to_a_file_of_another_kind_beside_the_ledger_or_through_a_link(
    store: Store, elsewhere: Path
) -> None:
    elsewhere.write_text("别人的笔记\n", encoding="utf-8")
    assert "别的文件" in keep_anchor(store.read, NOW, "备份")[0]
    assert elsewhere.read_text(encoding="utf-8") == "别人的笔记\n"
    elsewhere.unlink()
    elsewhere.symlink_to(elsewhere.parent / "other.txt")
    assert keep_anchor(store.read, NOW, "备份")
    assert not (elsewhere.parent / "other.txt").exists()
    elsewhere.unlink()
    elsewhere.parent.rmdir()
    assert "没有这个文件或文件夹" in keep_anchor(store.read, NOW, "备份")[0]
    with store.write() as write:
        record = next(write.records(LEDGERS["setting"]))
        write.save(LEDGERS["setting"], {"value": str(store.path.parent / "anchors.txt")}, record)
    assert "同一个文件夹" in keep_anchor(store.read, NOW, "备份")[0]
    os.mkfifo(elsewhere.parent.parent / "pipe.txt")
    with store.write() as write:
        record = next(write.records(LEDGERS["setting"]))
        write.save(LEDGERS["setting"], {"value": str(elsewhere.parent.parent / "pipe.txt")}, record)
    assert keep_anchor(store.read, NOW, "备份")


def test_the_system_log_gets_the_head_too(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(store, "setting", name="审计链锚另存到", value=SYSTEM_LOG)
    monkeypatch.setattr(anchoring, "DEVICE", tmp_path / "log")
    assert "系统日志" in keep_anchor(store.read, NOW, "备份")[0]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as journal:
        journal.bind(str(tmp_path / "log"))
        assert keep_anchor(store.read, NOW, "备份") == []
        line = journal.recv(1024).decode()
    assert line.startswith("<85>fjgov: county.db ")
    assert str(store.read.head()) in line
