"""What a screen has begun ends with the screen, not after its parts are gone."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual import events, work
from textual.app import App, ComposeResult
from textual.widgets import Static

from fjgov_tui.screens.base import OpenMain
from fjgov_tui.shell.going import Going
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.offering import Offering


class SlowToGo(Static):
    """Its end takes many turns of the loop, as with a list that is being drawn."""

    async def on_unmount(self) -> None:
        for _ in range(50):
            await asyncio.sleep(0)


class Looking(Offering[None]):
    """Its worker looks for a part of the screen in every turn of the loop."""

    looks = 0

    def compose(self) -> ComposeResult:
        yield Static(id="part")
        yield SlowToGo()

    @work
    async def look(self) -> None:
        while True:
            await asyncio.sleep(0)
            self.query_one("#part")
            self.looks += 1


@pytest.mark.parametrize("leaving", ["screen", "program"])
async def test_what_waits_for_an_answer_never_looks_for_parts_that_are_gone(leaving: str) -> None:
    app: App[None] = App()
    async with app.run_test() as pilot:
        screen = Looking()
        await app.push_screen(screen)
        screen.look()
        await pilot.pause()
        assert screen.looks
        if leaving == "screen":
            await app.pop_screen()
            assert not [worker for worker in app.workers if worker.node is screen]
    # A worker that failed is raised again where the program ends.
    assert app.return_code in (None, 0)


async def test_what_comes_when_no_screen_is_left_is_let_go() -> None:
    app = OrderedApp()
    bubbled = events.Key("1", "1")
    bubbled._set_forwarded()
    for event in (events.Key("1", "1"), bubbled, events.Paste("甲")):
        await app.on_event(event)
    going = Going(app, AsyncStore(Path("nowhere.db")))
    await going.go("ledgers")
    await going.open(OpenMain("ledgers"))
