"""What every connection of ours shares, whatever it speaks: its record, its limits, and the reader's side."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import field
from typing import Literal

from fjgov_tui.dataclass import dataclass

MAX_HEAD = 64 * 1024
"""Bytes of status line and headers, informational answers before them included."""
_EVIDENCE = 4096
_PIECES = 50_000
"""Pieces that a body may be chopped into."""
_WAKE = 128 * 1024
"""Bytes that are gathered before the reader is woken."""

Stage = Literal["connect", "tls", "first", "head", "body"]
STAGES: dict[Stage, str] = {
    "connect": "连接",
    "tls": "TLS 握手",
    "first": "等待应答",
    "head": "接收应答头",
    "body": "接收正文",
}
"""What was being waited for, in Chinese."""


class WireError(Exception):
    """The other side broke the protocol; the message is Chinese."""


@dataclass
class Exchange:
    """One request's record: filled in while it happens, so that a visit that is cut short can still be explained."""

    address: str
    """The numeric address to connect to; it was checked, and no name is resolved again."""
    limit: int
    """Bytes of the body that are taken from the wire."""
    stage: Stage = "connect"
    connect: float | None = None
    """Seconds, this and the following."""
    tls: float | None = None
    first: float | None = None
    body: float | None = None
    came: int = 0
    """Bytes received."""
    seen: bytearray = field(default_factory=bytearray)
    """The first of them, as evidence."""
    status: int | None = None
    location: bytes | None = None
    """The Location header as it came."""
    cut: bool = False
    """Whether the body was longer than the limit."""
    context: ssl.SSLContext | None = None
    """What verifies this server, where it takes more than the authorities that everybody trusts."""
    http2: bool = False
    """Whether HTTP/2 is spoken: the second attempt at a server that refuses HTTP/1.1."""
    agreed: bool = False
    """Whether the server took HTTP/2 while TLS was agreed."""
    mark: float = 0.0
    """When the present stage began."""

    def enter(self, stage: Stage, now: float) -> float:
        """Begin the next stage; returns the seconds that the last one took."""
        took, self.stage, self.mark = now - self.mark, stage, now
        return took

    def note(self, data: bytes) -> None:
        """Keep the first bytes of an answer as evidence."""
        if len(self.seen) < _EVIDENCE:
            self.seen += data[: _EVIDENCE - len(self.seen)]


@dataclass(frozen=True)
class ResponseHead:
    """Status and headers of an answer."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    """Names in lower case, in the order in which they came."""


class Connection(asyncio.Protocol):
    """Sends one request and takes one answer; how both are written is a subclass's."""

    def __init__(self, leg: Exchange, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare.

        Args:
            leg: where everything is recorded.
            loop: the running loop.
        """
        self._leg, self._loop = leg, loop
        self._transport: asyncio.Transport | None = None
        self._head: ResponseHead | None = None
        self._body = bytearray()
        self._taken = self._pieces = 0
        self._ended = False
        self._turning = self._closed_by_peer = False
        """Whether more is to be read when others have had their turn, and whether nothing more will come."""
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the request."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(type(transport).__name__)
        self._transport = transport
        self._ask(transport)
        secure = self._leg.stage == "tls"
        took = self._leg.enter("first", self._loop.time())
        if secure:
            self._leg.tls = took

    def _ask(self, transport: asyncio.Transport) -> None:
        """Write the request."""
        raise NotImplementedError

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        if self._ended:
            return
        if exc is not None:
            self._stop(exc)
        elif not self._turning:
            self._closed_by_peer = True
            self._no_more()

    def _no_more(self) -> None:
        """Make of what has come what can be made of it: nothing more will."""
        raise NotImplementedError

    def _headless(self) -> bool:
        return self._head is None

    def _over(self) -> bool:
        return self._ended

    def _answered(self, head: ResponseHead) -> None:
        """Status and headers are there."""
        self._head, self._leg.status = head, head.status
        self._leg.enter("body", self._loop.time())
        self._wake()

    def _put(self, data: bytes) -> None:
        """Take a piece of the body, up to the limit."""
        room = self._leg.limit - self._taken
        self._body += data[:room] if len(data) > room else data
        self._taken += min(len(data), room)
        self._pieces += 1
        if len(data) > room:
            self._leg.cut = True
            self._stop(None)
        elif self._pieces > _PIECES:
            self._stop(WireError("正文被切成数万个碎块"))
        elif len(self._body) >= _WAKE:
            self._wake()

    def _stop(self, error: Exception | None) -> None:
        """Nothing more is taken: it is complete, or it has failed."""
        if self._ended:
            return
        self._ended, self._error = True, error
        if error is None:
            self._leg.body = self._loop.time() - self._leg.mark
        self.abort()
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    async def _wait(self) -> None:
        self._waiter = self._loop.create_future()
        await self._waiter

    async def head(self) -> ResponseHead:
        """Status line and headers.

        Raises:
            OSError: the connection broke.
            WireError: what came is too much.
            h11.RemoteProtocolError: what came is no HTTP/1.1.
        """
        while self._head is None:
            if self._error is not None:
                raise self._error
            await self._wait()
        return self._head

    async def piece(self) -> bytes:
        """The next part of the body; empty at its end.

        Raises:
            OSError: the connection broke.
            WireError: what came is too much.
            h11.RemoteProtocolError: what came is no HTTP/1.1.
        """
        while not self._ended and len(self._body) < _WAKE:
            await self._wait()
        if not self._body and self._error is not None:
            raise self._error
        piece, self._body = bytes(self._body), bytearray()
        return piece

    def abort(self) -> None:
        """Close at once; what is under way is dropped."""
        if self._transport is not None:
            self._transport.abort()
