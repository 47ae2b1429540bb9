"""The screens' files for a browser, and a server that ends with the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSMsgType

from fjgov_tui.web.server import ServeOptions, serve
from tests.screens.conftest import add, samples, towns
from tests.terminal.teletype import PATIENCE, Glass

__all__ = ["add", "samples", "serving", "towns"]


@dataclass
class Served:
    """A server that runs, and whoever comes to it."""

    address: str
    """With the token."""
    visitor: ClientSession
    running: asyncio.Task[None]
    said: list[str]

    @property
    def base(self) -> str:
        return self.address.partition("/?")[0]

    async def come_in(self) -> str:
        """Exchange the token, and load the page."""
        async with self.visitor.get(self.address) as answer:
            assert answer.status == 200
            return await answer.text()

    @asynccontextmanager
    async def socket(self, headers: Mapping[str, str] | None = None) -> AsyncIterator[ClientWebSocketResponse]:
        """The line to the program, as the page asks for it."""
        given = {"Origin": self.base, **(headers or {})}
        async with self.visitor.ws_connect(f"{self.base}/ws?width=80&height=24", headers=given) as line:
            yield line

    async def ended(self) -> None:
        """The server has ended by itself."""
        await asyncio.wait_for(self.running, PATIENCE)


class Window:
    """A browser's terminal at the end of the line."""

    def __init__(self, line: ClientWebSocketResponse) -> None:
        self._line, self._glass = line, Glass(80, 24)

    async def see(self, *words: str) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not all(word in self._glass.text for word in words):
            assert asyncio.get_running_loop().time() < end, f"waiting for {words}\n{self._glass.text}"
            message = await asyncio.wait_for(self._line.receive(), PATIENCE)
            assert message.type in {WSMsgType.BINARY, WSMsgType.TEXT}, (message, self._glass.text)
            if message.type is WSMsgType.BINARY:
                self._glass.draw(message.data)

    async def closed(self) -> None:
        """The server has said goodbye."""
        while (await asyncio.wait_for(self._line.receive(), PATIENCE)).type in {WSMsgType.BINARY, WSMsgType.TEXT}:
            pass

    async def type(self, text: str) -> None:
        await self._line.send_json(["stdin", text])


Serving = Callable[..., AbstractAsyncContextManager[Served]]


@pytest.fixture
def serving(towns: Path) -> Serving:
    """Serves the file of towns; keywords as `ServeOptions` has them."""

    @asynccontextmanager
    async def served(**more: Any) -> AsyncIterator[Served]:
        said: list[str] = []
        stop, ready = asyncio.Event(), asyncio.Event()

        def say(line: str) -> None:
            said.append(line)
            ready.set()

        running = asyncio.create_task(serve(replace(ServeOptions(db=towns, say=say), **more), stop))
        await asyncio.wait_for(ready.wait(), PATIENCE)
        try:
            # Cookies of addresses are left out by default.
            async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as visitor:
                yield Served(said[0], visitor, running, said)
        finally:
            stop.set()
            await asyncio.wait_for(running, PATIENCE)

    return served
