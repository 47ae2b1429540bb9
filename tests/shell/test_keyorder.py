"""The next key acts as soon as the last has had its effect, however often it was looked after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

import pytest
from textual import events, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from fjgov_tui.shell.keyorder import OrderedApp
from tests.screens.driving import GLANCE, PATIENCE


class Page(Screen[None]):
    """Its first key is at work until it may end."""

    def __init__(self) -> None:
        super().__init__()
        self.may_end = asyncio.Event()
        self.pressed: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static()

    def on_key(self, event: events.Key) -> None:
        self.pressed.append(event.key)
        if event.key == "a":
            self.take_time()

    @work
    async def take_time(self) -> None:
        await self.may_end.wait()


async def until(true: Callable[[], object]) -> None:
    end = monotonic() + PATIENCE
    while not true():
        assert monotonic() < end
        await asyncio.sleep(GLANCE)


async def test_of_the_traces_of_a_key_only_the_newest_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that are under way see each other as what the key has sent: none would ever find the screen quiet."""
    monkeypatch.setattr("fjgov_tui.shell.keyorder.LOOK_SECONDS", 3600.0)
    monkeypatch.setattr("fjgov_tui.shell.keyorder.LOST_SECONDS", 3600.0)
    app, page = OrderedApp(), Page()
    async with app.run_test():
        await app.push_screen(page)
        app.post_message(events.Key("a", "a"))
        app.post_message(events.Key("b", "b"))
        await until(lambda: app._key and app._key.looks)
        key = app._key
        assert key is not None
        for _ in range(3):
            app._trace(app._path())
        await until(lambda: key.looks >= 2)
        assert not any(node.message_queue_size for node in (app, *page.walk_children()))
        assert key.looks == 2
        page.may_end.set()
        await until(lambda: not page.workers)
        app._trace(app._path())
        await until(lambda: page.pressed == ["a", "b"])
