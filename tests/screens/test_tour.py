"""The guided tour asks for one key after the other, sees that it happened, and can be walked to its end."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from fjgov_tui.shell.app import DashboardApp
from fjgov_tui.shell.tour import LAST_WORDS, STEPS, Tour
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import width
from tests.conftest import NOW
from tests.screens.driving import Driver

KEYS = (
    ("2",),
    ("enter",),
    ("slash", *"bdz", "enter"),
    ("f1",),
    ("escape",),
    ("8",),
    ("5",),
    ("ctrl+p",),
    ("escape", "1"),
)
"""What each step asks for."""


def reached(tour: Tour, step: int) -> bool:
    tour.look()
    return tour.at >= step


def test_each_step_is_one_line_of_a_small_terminal() -> None:
    for place, step in enumerate(STEPS, 1):
        assert width(f"导览 {place}/{len(STEPS)}：{step.asks}") <= 76
    assert width(LAST_WORDS) <= 76


async def test_each_step_is_asked_for_seen_and_followed_by_the_next(towns: Path) -> None:
    desk = AsyncStore(towns, clock=lambda: NOW)
    app = DashboardApp(desk)
    tour = app.guide = Tour(app)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        drive = Driver(app, pilot)
        for place, keys in enumerate(KEYS):
            await drive.see(f"导览 {place + 1}/{len(STEPS)}：{STEPS[place].asks}")
            await drive.press(*keys)
            await drive.until(partial(reached, tour, place + 1))
        await drive.see(LAST_WORDS)


async def test_a_key_that_was_not_asked_for_does_no_harm_nor_does_an_alert(
    towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = DashboardApp(AsyncStore(towns, clock=lambda: NOW))
    tour = app.guide = Tour(app)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        drive = Driver(app, pilot)
        await drive.see("导览 1/9")
        monkeypatch.setattr("fjgov_tui.shell.tour.OTHER_SECONDS", 3600.0)
        app.notify("监测告警", severity="error", timeout=3600)
        await drive.see("监测告警")
        monkeypatch.setattr("fjgov_tui.shell.tour.OTHER_SECONDS", 0.1)
        await drive.press("3", "escape")
        await drive.see("导览 1/9")
        assert tour.at == 0
