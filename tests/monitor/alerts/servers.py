"""Servers on loopback that take messages: HTTP with set answers, and SMTP."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Hook:
    """A web server that answers what it is told to, and keeps what it was sent."""

    port: int = 0
    status: int = 200
    body: bytes = b"{}"
    headers: str = ""
    silent: bool = False
    """Takes the request and never answers."""
    requests: list[tuple[str, bytes]] = field(default_factory=list)
    """Head and body of each."""
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/robot/send?access_token=geheim123"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            size = next(int(line[15:]) for line in head.split("\r\n") if line.lower().startswith("content-length:"))
            self.requests.append((head, await reader.readexactly(size)))
            self.came.set()
            if self.silent:
                await reader.read()
                return
            answer = f"HTTP/1.1 {self.status} X\r\nContent-Length: {len(self.body)}\r\n{self.headers}\r\n".encode()
            writer.write(answer + self.body)
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def hook(
    *, status: int = 200, body: bytes = b"{}", headers: str = "", silent: bool = False
) -> AsyncIterator[Hook]:
    made = Hook(status=status, body=body, headers=headers, silent=silent)
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()


@dataclass
class Post:
    """An SMTP server that knows what the mail needs, and keeps the mails."""

    port: int = 0
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)
    """Recipients and text of each."""
    commands: list[str] = field(default_factory=list)
    refuse: Callable[[str], str | None] = lambda command: None
    """Another answer to a command."""
    tls: ssl.SSLContext | None = None
    silent: bool = False
    offers: tuple[str, ...] = ()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            if not self.silent:
                writer.write(b"220 here\r\n")
            await self._talk(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        recipients: list[str] = []
        while line := (await reader.readline()).decode("utf-8", "replace").strip():
            self.commands.append(line)
            word = line.upper().split(" ")[0].split(":")[0]
            refused = self.refuse(line)
            if refused is not None:
                writer.write(f"{refused}\r\n".encode())
            elif word == "EHLO":
                writer.write("".join(f"250-{one}\r\n" for one in ("here", *self.offers)).encode() + b"250 8BITMIME\r\n")
            elif word == "STARTTLS" and self.tls is not None:
                writer.write(b"220 go\r\n")
                await writer.drain()
                await writer.start_tls(self.tls)
            elif word == "AUTH":
                writer.write(b"235 welcome\r\n")
            elif word == "RCPT":
                recipients.append(line[8:].strip("<>: "))
                writer.write(b"250 ok\r\n")
            elif word == "DATA":
                writer.write(b"354 go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                self.mails.append((recipients, mail))
                recipients = []
                writer.write(b"250 taken\r\n")
            elif word == "QUIT":
                writer.write(b"221 bye\r\n")
                return
            else:
                writer.write(b"250 ok\r\n")


@asynccontextmanager
async def post_office(made: Post) -> AsyncIterator[Post]:
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
        await server.wait_closed()
