"""A small web server and the bench of a check around it."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from fjgov_tui.monitor.model import Bench
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.model import Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Json, Target
from fjgov_tui.pages.worker import PageWorker
from fjgov_tui.workflows.settings import Settings

HOST = "www.fengjie.example"
NOW = datetime(2026, 11, 23, 3, 30, tzinfo=UTC)
FILLER = "<p>" + "本页是测试县的演示页面，内容为虚构。" * 20 + "</p>"


class SharedWorker:
    """The real worker process, one for the checks of all tests: to start it costs many times what a check does.

    It is kept in an event loop of its own, because that of a test ends with the test.
    """

    def __init__(self) -> None:
        """Start the process."""
        self._loop, self._worker = asyncio.new_event_loop(), PageWorker()
        self._thread = threading.Thread(target=self._loop.run_forever, name="shared-worker", daemon=True)
        self._thread.start()
        self._wait(self._worker.__aenter__())

    async def __call__(self, task: str, body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
        """Have a page analysed, as `PageWorker` does."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._worker(task, body, about), self._loop))

    def close(self) -> None:
        """End the process."""
        self._wait(self._worker.__aexit__(None, None, None))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _wait(self, work: Coroutine[object, object, object]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result()


_SHARED: list[SharedWorker] = []


def shared_worker() -> SharedWorker:
    """The process that reads the pages of all tests; the first that needs it starts it."""
    if not _SHARED:
        _SHARED.append(SharedWorker())
    return _SHARED[0]


def end_shared_worker() -> None:
    """End it, if anybody needed it."""
    while _SHARED:
        _SHARED.pop().close()


@dataclass
class Web:
    """What is served, by path; the page for any other path is an honest 404."""

    pages: dict[str, bytes | str] = field(default_factory=dict)
    content_type: str = "text/html; charset=utf-8"
    over_ipv6: Mapping[str, bytes | str] | None = None
    """What is served over IPv6 instead."""
    port: int = 0
    scheme: str = "http"

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{HOST}:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            path = head.split(b" ")[1].decode()
            six = ":" in str(writer.get_extra_info("sockname")[0])
            pages = self.over_ipv6 if six and self.over_ipv6 is not None else self.pages
            page = pages.get(path)
            body = page.encode() if isinstance(page, str) else page or b"none"
            status = "200 OK" if page is not None else "404 Not Found"
            writer.write(
                f"HTTP/1.1 {status}\r\nContent-Type: {self.content_type}\r\nContent-Length: {len(body)}\r\n"
                f"Connection: close\r\n\r\n".encode()
                + body
            )
            await writer.drain()
        writer.close()
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            await writer.wait_closed()


@asynccontextmanager
async def bench(
    web: Web,
    *,
    tls: ssl.SSLContext | None = None,
    ca_file: Path | None = None,
    addresses: tuple[str, ...] = ("127.0.0.1",),
    resolved: tuple[str, ...] = (),
    ipv6: bool = False,
    now: Callable[[], datetime] = lambda: NOW,
) -> AsyncIterator[Bench]:
    """A bench that reaches that server under `HOST`, with the real client and the real worker process.

    Args:
        web: what is served; its port is filled in.
        tls: the server's context.
        ca_file: whom to trust.
        addresses: where the server listens.
        resolved: what `HOST` resolves to, if that is something else.
        ipv6: whether the bench can ask over IPv6.
        now: the clock.
    """

    async def snapshot(_: Target, __: SnapshotKind) -> Snapshot | None:
        return None

    async with contextlib.AsyncExitStack() as stack:
        server = await stack.enter_async_context(await asyncio.start_server(web.answer, addresses[0], 0, ssl=tls))
        web.port = server.sockets[0].getsockname()[1]
        web.scheme = "https" if tls else "http"
        for other in addresses[1:]:
            await stack.enter_async_context(await asyncio.start_server(web.answer, other, web.port, ssl=tls))
        net = await stack.enter_async_context(
            Net(ca_file=ca_file, lookup=lambda _: list(resolved or addresses), deadline=5)
        )
        yield Bench(
            fetch=net.fetch,
            fetch6_from=net.fetch6_from if ipv6 else None,
            inspect=shared_worker(),
            settings=Settings(),
            now=lambda: int(now().timestamp()),
            snapshot=snapshot,
        )
