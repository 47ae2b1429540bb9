"""A main screen that was made before its key came: it has read nothing, and looks as one that is made at its key."""

from __future__ import annotations

from pathlib import Path

import pytest

from fjgov_tui.commands.mains import MAINS, REVIEW
from fjgov_tui.screens.firstread import ReadsAtSight
from fjgov_tui.screens.monitor.screen import MonitorScreen
from fjgov_tui.screens.procedure.screen import Matters, ReviewScreen
from fjgov_tui.shell import going
from fjgov_tui.shell.app import DashboardApp
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.themes import LIGHT
from tests.conftest import NOW
from tests.screens.conftest import samples
from tests.screens.driving import PATIENCE, Driver, driving

__all__ = ["samples"]
OTHERS = MAINS[1:]
"""All but the one that is in front at the start."""
UNREAD = ("正在读取", "正在核对")


def behind(drive: Driver) -> list[ReadsAtSight[None]]:
    """The screens that were made and not shown."""
    screens = [screen for stack in drive.app._screen_stacks.values() for screen in stack]
    return [screen for screen in screens if isinstance(screen, ReadsAtSight) and screen.ahead]


async def make_all(drive: Driver) -> None:
    for main in OTHERS:
        assert drive.app.make_ahead(main.mode)
        assert not drive.app.make_ahead(main.mode), "it is made once"
    await drive.until(lambda: len(behind(drive)) == len(OTHERS) and all(screen.is_mounted for screen in behind(drive)))


async def looks(drive: Driver) -> dict[str, list[object]]:
    """What each screen draws, with its colours, after the terminal has grown; and half of them in another theme."""
    await drive.pilot.resize_terminal(120, 40)
    drawn: dict[str, list[object]] = {}
    for place, main in enumerate(OTHERS):
        if place == len(OTHERS) // 2:
            drive.app.theme = LIGHT.name
        await drive.press(main.digit)
        await drive.look(lambda text: not any(word in text for word in UNREAD), f"reading {main.title}")
        await drive.pilot.pause()
        drawn[main.mode] = [list(strip) for strip in drive.screen._compositor.render_strips()]
    return drawn


async def test_it_looks_as_one_that_is_made_at_its_key(samples: Path) -> None:
    async with driving(samples) as drive:
        wanted = await looks(drive)
    async with driving(samples) as drive:
        await make_all(drive)
        shown = await looks(drive)
        assert not behind(drive)
    for mode, lines in wanted.items():
        assert shown[mode] == lines, mode


async def test_nothing_is_read_before_it_is_seen_and_the_first_frame_has_what_was_read(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, frames = list[str](), list[str]()
    read, draw, look = ReviewScreen.read, ReviewScreen._compositor_refresh, MonitorScreen._look

    def counting(screen: ReviewScreen, reader: Reader) -> Matters:
        reads.append("read")
        return read(screen, reader)

    def looking(screen: MonitorScreen) -> object:
        reads.append("look")
        return look(screen)

    async with driving(samples) as drive:

        def watching(screen: ReviewScreen) -> None:
            draw(screen)
            # Before it has been given a size there is nothing that could be drawn.
            if not screen.app._batch_count and screen.app.screen is screen and screen._compositor.size:
                frames.append(drive.text)

        monkeypatch.setattr(ReviewScreen, "FRAME_SECONDS", PATIENCE)
        monkeypatch.setattr(ReviewScreen, "read", counting)
        monkeypatch.setattr(ReviewScreen, "_compositor_refresh", watching)
        monkeypatch.setattr(MonitorScreen, "_look", looking)
        await make_all(drive)
        await drive.pilot.pause()
        assert (reads, frames) == ([], [])
        await drive.press(REVIEW.digit)
        await drive.see("待办 0 件", "下一步")
        assert "待办 0 件" in frames[0], "what was read, and not that it is being read"
        assert reads == ["read"]


async def test_the_screens_are_made_while_nobody_types_and_none_when_the_program_ends(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(going, "WARM_SECONDS", 0.01)
    monkeypatch.setattr(going, "REST_SECONDS", 0.01)
    app = DashboardApp(AsyncStore(samples, clock=lambda: NOW))
    app.going.ahead = True
    async with app.run_test(size=(80, 24)) as pilot:
        drive = Driver(app, pilot)
        await drive.until(lambda: len(behind(drive)) == len(OTHERS))
        app.exit()
        del app._screen_stacks[REVIEW.mode]
        assert not app.make_ahead(REVIEW.mode)
