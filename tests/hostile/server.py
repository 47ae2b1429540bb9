"""The servers: one for everything that can be told by a path, others for what happens before a request is read."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import struct
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.hostile import behaviours
from tests.hostile.certs import Authority, server_context
from tests.hostile.link import Link

_HOST = "127.0.0.1"
_LINGER = struct.pack("ii", 1, 0)

Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@cache
def material() -> tuple[Authority, dict[str, bytes]]:
    """An authority and the certificates, made once a process: keys take their time."""
    authority, here = Authority.make("Test CA"), (_HOST, "localhost")
    issue = authority.issue
    return authority, {
        "tls-good": issue(here),
        "tls-expired": issue(here, since=-90, until=-3),
        "tls-early": issue(here, since=3),
        "tls-self-signed": issue(here, own=True),
        "tls-wrong-name": issue(("www.example.gov.cn",)),
        "tls-stranger": Authority.make("Nobody").issue(here),
        "tls-old": issue(here, old_key=True),
    }


class Hostile:
    """Servers on loopback, for as long as the context lasts."""

    def __init__(self, folder: Path) -> None:
        """Prepare; certificates are written to the folder."""
        self.folder = folder
        self.authority = material()[0]
        self.ca_file = self.authority.write(folder / "ca.pem")
        self.asked: list[str] = []
        """The paths that were asked for, in order."""
        self.heads: list[bytes] = []
        """The requests as they came."""
        self.somebody = asyncio.Event()
        """Set once a request has come."""
        self._ports: dict[str, int] = {}
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        # Bound and never listening: connections are refused, and nobody else can be given the port.
        self._silent = socket.socket()

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that `url` knows."""
        return (*behaviours.BEHAVIOURS, *self._ports)

    def port(self, name: str) -> int:
        """The port of a server of its own; of the shared one for any other name."""
        return self._ports.get(name, self._ports["shared"])

    def url(self, name: str, host: str = _HOST) -> str:
        """Where it misbehaves so."""
        scheme = "https" if name.startswith("tls-") else "http"
        path = name if name in behaviours.BEHAVIOURS else ""
        return f"{scheme}://{host}:{self.port(name)}/{path}"

    async def __aenter__(self) -> Self:
        """Start."""
        contexts = self._contexts()
        await self._serve("shared", self._by_path)
        await self._serve("reset-at-accept", self._reset)
        await self._serve("tls-stall", self._stall)
        await self._serve("tls-reset", self._reset_hello)
        await self._serve("tls-plain", self._plain)
        await self._serve("tls-old", self._old)
        self._silent.bind((_HOST, 0))
        self._ports["refuse"] = int(self._silent.getsockname()[1])
        for name, context in contexts.items():
            await self._serve(name, self._by_path, context)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, whatever is still dripping."""
        self._silent.close()
        for server in self._servers:
            server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.sleep(0)

    def _contexts(self) -> dict[str, ssl.SSLContext]:
        pems = dict(material()[1])
        old = pems.pop("tls-old")
        contexts = {name: server_context(self.folder, name, pem) for name, pem in pems.items()}
        self._old_context = server_context(self.folder, "tls-old", old, old=True)
        # No forward secrecy: what Python's own defaults refuse and every browser opens.
        contexts["tls-plain-rsa"] = server_context(self.folder, "tls-plain-rsa", old, "AES128-SHA")
        return contexts

    async def _serve(self, name: str, handler: Handler, context: ssl.SSLContext | None = None) -> None:
        async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            if task is not None:
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            # A client that has seen enough hangs up: that is what is tested.
            with contextlib.suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await handler(reader, writer)
            writer.transport.abort()

        server = await asyncio.start_server(guarded, _HOST, 0, ssl=context, backlog=512)
        self._servers.append(server)
        self._ports[name] = server.sockets[0].getsockname()[1]

    async def _by_path(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        path = head.split(b" ")[1].decode("ascii").lstrip("/")
        self.asked.append(path)
        self.heads.append(head)
        self.somebody.set()
        port = int(writer.get_extra_info("sockname")[1])
        link = Link(writer, path, head, port)
        behave = behaviours.BEHAVIOURS.get(path.partition("?")[0], behaviours.healthy)
        await behave(link)
        await link.finish()

    async def _reset(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _linger(writer)

    async def _reset_hello(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(16)
        _linger(writer)

    async def _plain(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(16)
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()
        await reader.read()

    async def _old(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A handshake by hand: asyncio's own drops the alert that says what is wrong."""
        came, going = ssl.MemoryBIO(), ssl.MemoryBIO()
        tls = self._old_context.wrap_bio(came, going, server_side=True)
        with contextlib.suppress(ssl.SSLError):
            while data := await reader.read(65536):
                came.write(data)
                with contextlib.suppress(ssl.SSLWantReadError):
                    tls.do_handshake()
                await _flush(going, writer)
        await _flush(going, writer)
        await reader.read()

    async def _stall(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()


async def _flush(going: ssl.MemoryBIO, writer: asyncio.StreamWriter) -> None:
    writer.write(going.read())
    await writer.drain()


def _linger(writer: asyncio.StreamWriter) -> None:
    """Closing sends a reset."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
