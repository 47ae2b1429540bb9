"""One request on one connection: what is sent, what comes back, when, and how much of it is taken."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass, field
from typing import Literal

import h11

from fjgov_tui.net.lenient_headers import set_right

MAX_HEAD = 64 * 1024
"""Bytes of status line and headers, informational answers before them included."""
_EVIDENCE = 4096
_TURN = 400
"""Pieces of a body that are taken before other connections have their turn."""
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
    mark: float = 0.0
    """When the present stage began."""

    def enter(self, stage: Stage, now: float) -> float:
        """Begin the next stage; returns the seconds that the last one took."""
        took, self.stage, self.mark = now - self.mark, stage, now
        return took


def _machine(request: h11.Request) -> tuple[h11.Connection, bytes]:
    """A reader that waits for the answer to this request, and the bytes that ask for it."""
    machine = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
    return machine, (machine.send(request) or b"") + (machine.send(h11.EndOfMessage()) or b"")


class HttpConnection(asyncio.Protocol):
    """Sends one request and takes one answer."""

    def __init__(self, leg: Exchange, request: h11.Request, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare.

        Args:
            leg: where everything is recorded.
            request: a request without a body.
            loop: the running loop.
        """
        self._leg, self._loop = leg, loop
        self._asked = request
        self._machine, self._request = _machine(request)
        self._early: bytearray | None = bytearray()
        """What has come of the head, until it is read or has been set right once."""
        self._transport: asyncio.Transport | None = None
        self._head: h11.Response | None = None
        self._body = bytearray()
        self._taken = self._pieces = 0
        self._ended = self._turning = self._closed_by_peer = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send the request."""
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(type(transport).__name__)
        self._transport = transport
        transport.write(self._request)
        secure = self._leg.stage == "tls"
        took = self._leg.enter("first", self._loop.time())
        if secure:
            self._leg.tls = took

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        leg = self._leg
        if self._ended:
            return
        if leg.stage == "first":
            leg.first = leg.enter("head", self._loop.time())
        leg.came += len(data)
        if len(leg.seen) < _EVIDENCE:
            leg.seen += data[: _EVIDENCE - len(leg.seen)]
        if self._headless() and self._foreign():
            self._stop(WireError("应答的不是 HTTP"))
            return
        if self._headless() and leg.came > MAX_HEAD:
            # One that is complete would pass the machine's own limit, however long it is.
            over = leg.came - MAX_HEAD
            self._take(data[:-over] if over < len(data) else b"")
            if self._headless():
                self._stop(WireError(f"应答头超过 {MAX_HEAD // 1024} KB"))
                return
            data = data[-over:]
        self._take(data)

    def _headless(self) -> bool:
        return self._head is None

    def _over(self) -> bool:
        return self._ended

    def eof_received(self) -> bool:
        """The other side has said all it will say."""
        self._closed_by_peer = True
        self._take(b"")
        return False

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        if self._ended:
            return
        if exc is not None:
            self._stop(exc)
        elif not self._turning:
            self._closed_by_peer = True
            self._take(b"")

    def _take(self, data: bytes) -> None:
        if self._ended or (not data and not self._closed_by_peer):
            return
        if self._early is not None:
            self._early += data
        try:
            self._machine.receive_data(data)
            if not self._turning:
                self._read()
        except h11.RemoteProtocolError as error:
            self._forgive(error)
        except RuntimeError as error:
            # h11 was told of the end twice, which a closing connection may do.
            self._stop(WireError(str(error)))

    def _read(self) -> None:
        """Read what the machine has understood, a limited number of pieces at a time."""
        self._turning = False
        for _ in range(_TURN):
            event = self._machine.next_event()
            if isinstance(event, h11.Data):
                self._put(event.data)
            elif isinstance(event, h11.Response):
                self._head, self._leg.status, self._early = event, event.status_code, None
                self._leg.enter("body", self._loop.time())
                self._wake()
            elif isinstance(event, h11.InformationalResponse):
                continue
            elif isinstance(event, h11.EndOfMessage):
                self._stop(None)
            else:
                # More data is needed, or the other side has closed.
                return
            if self._over():
                return
        self._turning = True
        if self._transport is not None:
            self._transport.pause_reading()
        self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        if self._ended:
            return
        try:
            self._read()
        except h11.RemoteProtocolError as error:
            self._stop(self._explained(error))
        if not (self._turning or self._over()) and self._transport is not None:
            self._transport.resume_reading()

    def _forgive(self, error: h11.RemoteProtocolError) -> None:
        """Read a sloppy head once more, set right; anything else ends it."""
        early, self._early = self._early, None
        better = set_right(bytes(early)) if early and not self._closed_by_peer else None
        if better is None:
            self._stop(self._explained(error))
            return
        self._machine, _ = _machine(self._asked)
        self._take(better)

    def _explained(self, error: h11.RemoteProtocolError) -> Exception:
        """An answer that ended before its end, told apart from one that is no HTTP."""
        if not self._closed_by_peer:
            return error
        if self._head is not None:
            return WireError(f"正文与声明的长度不符，收到 {self._taken} 字节就断了")
        return WireError("应答头没有收完就断了" if self._leg.came else "没有应答就关闭了连接")

    def _foreign(self) -> bool:
        """Whether what comes first is no HTTP: another protocol's greeting, or a bare page."""
        first = bytes(self._leg.seen[:5])
        return first != b"HTTP/"[: len(first)]

    def _put(self, data: bytes) -> None:
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

    async def head(self) -> h11.Response:
        """Status line and headers.

        Raises:
            OSError: the connection broke.
            WireError: what came is too much.
            h11.RemoteProtocolError: what came is no HTTP.
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
            h11.RemoteProtocolError: what came is no HTTP.
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
