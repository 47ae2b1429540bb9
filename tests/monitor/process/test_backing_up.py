"""The monitor makes the backups by itself: at their hour, proven, and a failure is a sentence and no half file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from fjgov_tui.clock import from_unix
from fjgov_tui.ledgers.settings import BACKUP_AT
from fjgov_tui.monitor.process.backing_up import AGAIN, JOB, chore_due
from fjgov_tui.observed.model import Run
from fjgov_tui.reports.backups import read_backup
from fjgov_tui.store import open_store
from fjgov_tui.store.copies import check_manifest
from fjgov_tui.store.watch.process import DRILL, put_run, runs
from tests.monitor.county import added
from tests.monitor.process.conftest import NOON, Make, Place


async def backed_up(place: Place) -> Run:
    """The run of the backup, once it is booked."""
    async with place.watched():
        await place.until(lambda: bool(place.ask(lambda reader: runs(reader, JOB))))
    return place.ask(lambda reader: runs(reader, JOB))[0]


async def test_the_monitor_makes_a_proven_backup_in_the_countys_folder(make: Make, tmp_path: Path) -> None:
    place, folder = make(["a"]), tmp_path / "stick"
    folder.mkdir()
    added(place.db, "setting", name="自动备份文件夹", value=str(folder))
    run = await backed_up(place)
    assert (run.ok, "已核验" in run.note) == (True, True), run.note
    (backup,) = folder.glob("*.db")
    assert check_manifest(backup) is not None


async def test_a_stick_that_is_not_there_is_a_sentence_and_no_file(make: Make, tmp_path: Path) -> None:
    place, folder = make(["a"]), tmp_path / "stick"
    added(place.db, "setting", name="自动备份文件夹", value=str(folder))
    run = await backed_up(place)
    assert (run.ok, "没有这个文件夹" in run.note, folder.exists()) == (False, True, False)


async def test_the_newest_backup_is_restored_for_trial_and_the_outcome_stands_where_backups_are_told(
    make: Make, tmp_path: Path
) -> None:
    place, folder = make(["a"]), tmp_path / "stick"
    folder.mkdir()
    added(place.db, "setting", name="自动备份文件夹", value=str(folder))
    async with place.watched():
        await place.until(lambda: bool(place.ask(lambda reader: runs(reader, DRILL))))
    (drill,) = place.ask(lambda reader: runs(reader, DRILL))
    assert (drill.ok, "恢复演练通过" in drill.note, "核验相符" in drill.note) == (True, True, True), drill.note
    (backup,) = folder.glob("*.db")
    assert backup.name in drill.note
    assert {path.name for path in folder.iterdir()} == {backup.name, f"{backup.name}.manifest.json"}
    standing = place.ask(lambda reader: read_backup(reader, from_unix(NOON)))
    assert "恢复演练通过" in standing.line
    failed = replace(standing, drill=replace(drill, ok=False, note="恢复演练没有通过：摘要不符"))
    assert (failed.calm, "没有通过" in failed.short) == (False, True)


def test_a_backup_is_due_at_its_hour_and_after_a_failure_an_hour_later(make: Make) -> None:
    place = make(["a"])

    def due(now: int) -> bool:
        return place.ask(lambda reader: chore_due(reader, BACKUP_AT.default, now))

    def booked(started: int, *, ok: bool) -> None:
        with open_store(place.db) as store, store.write() as writer:
            put_run(writer, Run(check=JOB, page_of="", record=0, started=started, ended=started, ok=ok))

    assert due(NOON), "there is none yet"
    booked(NOON, ok=True)
    assert not due(NOON + 13 * 3600), "01:00 of the next day"
    assert due(NOON + 14 * 3600), "02:00: half past one has come"
    booked(NOON + 14 * 3600, ok=False)
    assert not due(NOON + 14 * 3600 + AGAIN - 1)
    assert due(NOON + 14 * 3600 + AGAIN)
