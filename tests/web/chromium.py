"""A real browser without a window, driven by its own debugging protocol."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

BINARY = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PATIENCE = 60.0
FLAGS = (
    "--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
    "--disable-component-update", "--remote-debugging-port=0", "about:blank",
)  # fmt: skip


class Tab:
    """One page, and what it has asked for."""

    def __init__(self, line: ClientWebSocketResponse) -> None:
        self._line, self._numbers = line, itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.asked: list[str] = []
        """Every address that the page has wanted."""
        self.said: list[str] = []
        """What the browser complained about."""
        self._hearing = asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        async for message in self._line:
            heard = json.loads(message.data)
            if "id" in heard:
                self._answers.pop(heard["id"]).set_result(heard)
            elif heard["method"] == "Network.requestWillBeSent":
                self.asked.append(heard["params"]["request"]["url"])
            elif heard["method"] == "Network.webSocketCreated":
                self.asked.append(heard["params"]["url"])
            elif heard["method"] in {"Log.entryAdded", "Runtime.exceptionThrown"}:
                self.said.append(json.dumps(heard["params"], ensure_ascii=False)[:400])

    async def do(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        await self._line.send_json({"id": number, "method": method, "params": params})
        answered = await asyncio.wait_for(answer, PATIENCE)
        assert "error" not in answered, answered
        result: dict[str, Any] = answered["result"]
        return result

    async def ask(self, script: str) -> object:
        """The value of an expression on the page."""
        return (await self.do("Runtime.evaluate", expression=script, returnByValue=True))["result"].get("value")

    async def until(self, script: str) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not await self.ask(script):
            assert asyncio.get_running_loop().time() < end, (script, self.said)
            await asyncio.sleep(0.05)

    async def press(self, key: str, code: int, text: str = "") -> None:
        """A key as the keyboard sends it."""
        common = {"key": key, "code": key, "windowsVirtualKeyCode": code}
        await self.do("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self.do("Input.dispatchKeyEvent", type="keyUp", **common)

    async def picture(self) -> bytes:
        return base64.b64decode((await self.do("Page.captureScreenshot", format="png"))["data"])


class Browser:
    """One run of the browser, with a home of its own."""

    def __init__(self, home: Path, size: tuple[int, int] = (1100, 700)) -> None:
        assert BINARY is not None
        root = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
        self._port_file = home / "DevToolsActivePort"
        window = f"--window-size={size[0]},{size[1]}"
        self._process = subprocess.Popen(
            [BINARY, *root, f"--user-data-dir={home}", window, *FLAGS],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Browser:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not self._port_file.exists() or "\n" not in self._port_file.read_text(encoding="ascii"):
            assert self._process.poll() is None, "the browser does not start"
            assert asyncio.get_running_loop().time() < end
            await asyncio.sleep(0.05)
        self._session = ClientSession()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
        self._process.kill()
        self._process.wait()

    @asynccontextmanager
    async def tab(self, address: str) -> AsyncIterator[Tab]:
        """A page that is loaded from there."""
        assert self._session is not None
        base = f"http://127.0.0.1:{self._port_file.read_text(encoding='ascii').splitlines()[0]}"
        async with self._session.put(f"{base}/json/new?about:blank") as made:
            answer = await made.json()
        async with self._session.ws_connect(answer["webSocketDebuggerUrl"], max_msg_size=0) as line:
            tab = Tab(line)
            for domain in ("Page", "Network", "Log", "Runtime"):
                await tab.do(f"{domain}.enable")
            await tab.do("Page.navigate", url=address)
            yield tab
        await self._session.get(f"{base}/json/close/{answer['id']}")
