"""Whoever keeps the ledgers is told when they were backed up last, and warned after 26 hours."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from fjgov_tui.reports.backups import read_backup
from fjgov_tui.reports.doctor import examine
from fjgov_tui.reports.doctor_line import DoctorLine
from fjgov_tui.reports.live import read_live
from fjgov_tui.reports.pulse import read_pulse
from fjgov_tui.store import Store, back_up, open_store
from fjgov_tui.store.backups import book_backup
from tests.conftest import NOW


def backed_up(store: Store, target: Path) -> Path:
    made = back_up(store, target)
    book_backup(store, made.note)
    return made.path


def examined(path: Path, hours: int) -> DoctorLine:
    lines = examine(path, lambda: NOW + timedelta(hours=hours))
    return next(line for line in lines if line.name == "backup")


def test_a_file_without_a_backup_is_warned_of(store: Store) -> None:
    standing = read_backup(store.read, NOW)
    assert (standing.late, standing.calm, standing.line) == (True, False, "还没有备份过")


def test_26_hours_are_the_limit(store: Store, tmp_path: Path) -> None:
    path = backed_up(store, tmp_path / "b.db")
    fine, late = (read_backup(store.read, NOW + timedelta(hours=26, seconds=more)) for more in (0, 1))
    assert (fine.late, fine.calm) == (False, True)
    assert fine.line == f"2026-11-23 11:30 备份到 {path}，当时核验相符；还没有自动做过恢复演练"
    assert (late.late, late.calm) == (True, False)
    assert "26 小时" in late.line
    assert "26 小时" in late.short
    assert examined(store.path, 26).state == "ok"
    old = examined(store.path, 27)
    assert (old.state, "fjgov backup" in old.remedy) == ("warn", True)


def test_one_that_is_gone_is_told(store: Store, tmp_path: Path) -> None:
    backed_up(store, tmp_path / "b.db").unlink()
    standing = read_backup(store.read, NOW)
    assert not standing.calm
    assert "不在那里" in standing.line
    assert "不在原处" in standing.short


def test_a_backup_asks_neither_for_a_backup_nor_for_the_monitor(store: Store, tmp_path: Path) -> None:
    with open_store(backed_up(store, tmp_path / "b.db"), readonly=True) as copy:
        live = read_live(copy.read, NOW + timedelta(days=30))
        assert live.backup.calm
        assert "2026-11-23 11:30" in live.backup.line
        assert read_pulse(copy.read, NOW).short == "备份件"
        assert "没有运行" not in live.text
    found = {line.name: line for line in examine(tmp_path / "b.db", lambda: NOW + timedelta(days=30))}
    assert (found["backup"].state, found["monitor"].state) == ("ok", "ok")
    assert "fjgov monitor run" not in found["monitor"].detail + found["monitor"].remedy
