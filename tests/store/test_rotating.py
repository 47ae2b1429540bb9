"""Backups that come again and again: seven days, five weeks, twelve months; a bad one never evicts a good one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import BEIJING
from fjgov_tui.errors import StoreProblem
from fjgov_tui.store import Rotation, Store, back_up, create_store, open_store, rotate, verify
from fjgov_tui.store.copies import manifest_path
from fjgov_tui.store.rotating import to_keep
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.store.verifying import Step, Verdict
from tests.store.helpers import add_unit, behind_our_back

START = datetime(2026, 1, 1, 1, 0, tzinfo=BEIJING)


def moments(count: int, every: timedelta = timedelta(days=1)) -> list[datetime]:
    return [START + every * number for number in range(count)]


def turned(store: Store, folder: Path, moment: datetime) -> Rotation:
    store.clock = lambda: moment
    return rotate(store, folder)


def test_after_two_years_of_nights_there_are_seven_days_five_weeks_and_twelve_months() -> None:
    nights = moments(730)
    kept = to_keep(nights, lambda _: True)
    newest = nights[-1]
    assert {newest - timedelta(days=number) for number in range(7)} <= kept
    assert len({night.isocalendar()[:2] for night in kept}) >= 5
    assert len({(night.year, night.month) for night in kept}) == 12
    assert len(kept) <= 7 + 5 + 12
    assert min(kept) > newest - timedelta(days=366)


def test_pauses_take_nothing_away() -> None:
    """The newest seven days that have a backup, not the last seven days: after a month away all are still there."""
    before = moments(7)
    assert to_keep(before, lambda _: True) == set(before)
    assert set(before[-6:]) <= to_keep([*before, START + timedelta(days=90)], lambda _: True)


@given(
    hours=st.lists(st.integers(0, 20_000), min_size=1, max_size=80, unique=True),
    bad=st.sets(st.integers(0, 79), max_size=40),
)
def test_what_is_not_whole_evicts_nothing(hours: list[int], bad: set[int]) -> None:
    made = [START + timedelta(hours=hour) for hour in hours]
    whole = [moment for place, moment in enumerate(made) if place not in bad]
    kept = to_keep(made, lambda moment: moment in whole)
    assert kept == to_keep(whole, lambda _: True)
    if whole:
        assert max(whole) in kept


def test_each_turn_adds_one_and_lets_go_of_what_is_no_longer_kept(store: Store, tmp_path: Path) -> None:
    add_unit(store)
    folder = tmp_path / "备份"
    folder.mkdir()
    (folder / "别的文件.db").write_text("甲")
    turn = [turned(store, folder, night) for night in moments(24)][-1]
    names = sorted(path.name for path in folder.glob("*.db"))
    assert "别的文件.db" in names
    assert len(names) - 1 == len(turn.kept) == len(list(folder.glob("*.manifest.json")))
    assert turn.made.path in turn.kept
    assert len(turn.gone) == 1
    for path in turn.kept:
        with open_store(path, readonly=True) as copy:
            assert verify(copy.db).ok


def test_damaged_foreign_and_listless_backups_are_named_and_left(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    for night in moments(9):
        turned(store, folder, night)
    damaged, listless, *_ = sorted(folder.glob("*.db"), reverse=True)
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    manifest_path(listless).unlink()
    with create_store(tmp_path / "另一个.db") as other:
        foreign = folder / f"{store.path.stem}-20251231-010000.db"
        back_up(other, foreign)
    turns = [turned(store, folder, night) for night in moments(20)[9:]]
    assert all({damaged, listless} <= set(turn.doubtful) for turn in turns)
    assert all(path.exists() for path in (damaged, listless, foreign))
    assert not {damaged, listless, foreign} & set(turns[-1].kept)


def test_a_backup_that_fails_lets_go_of_nothing(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    for night in moments(8):
        turned(store, folder, night)
    before = sorted(folder.iterdir())
    with behind_our_back(store.path, guards=False) as connection:
        connection.execute("UPDATE trail SET reason = '改过' WHERE seq = 1")
    with pytest.raises(StoreProblem, match="没有通过核验"):
        turned(store, folder, START + timedelta(days=60))
    assert sorted(folder.iterdir()) == before


def test_a_folder_that_is_not_there_is_a_sentence(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match="没有这个文件夹"):
        rotate(store, tmp_path / "没插的盘")


def test_a_stick_pulled_in_the_middle_is_a_sentence_and_leaves_no_file_of_a_good_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the copy and its manifest the folder is gone, as a stick is; put in again it holds no half backup."""
    stick, pulled = tmp_path / "stick", tmp_path / "pulled"
    stick.mkdir()

    def verify_and_pull(db: Handle, step: Step) -> Verdict:
        verdict = verify(db, step=step)
        stick.rename(pulled)
        return verdict

    monkeypatch.setattr("fjgov_tui.store.backup.verify", verify_and_pull)
    with pytest.raises(StoreProblem, match="备份没有写成"):
        rotate(store, stick)
    assert not stick.exists()
    assert [path for path in pulled.iterdir() if path.suffix == ".db" and not path.name.startswith(".")] == []
    pulled.rename(stick)
    monkeypatch.undo()
    assert rotate(store, stick).made.path.exists(), "put in again, the next turn works"
