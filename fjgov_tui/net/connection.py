"""HTTP/1.1: one request on one connection, what is sent, what comes back, when, and how much of it is taken."""

from __future__ import annotations

import asyncio

import h11

from fjgov_tui.net.lenient_headers import set_right
from fjgov_tui.net.wire import MAX_HEAD, Connection, Exchange, ResponseHead, WireError

_TURN = 400
"""Pieces of a body that are taken before other connections have their turn."""


def _machine(request: h11.Request) -> tuple[h11.Connection, bytes]:
    """A reader that waits for the answer to this request, and the bytes that ask for it."""
    machine = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
    return machine, (machine.send(request) or b"") + (machine.send(h11.EndOfMessage()) or b"")


class HttpConnection(Connection):
    """Sends one request and takes one answer."""

    def __init__(self, leg: Exchange, request: h11.Request, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare.

        Args:
            leg: where everything is recorded.
            request: a request without a body.
            loop: the running loop.
        """
        super().__init__(leg, loop)
        self._asked = request
        self._machine, self._request = _machine(request)
        self._early: bytearray | None = bytearray()
        """What has come of the head, until it is read or has been set right once."""

    def _ask(self, transport: asyncio.Transport) -> None:
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        leg = self._leg
        if self._ended:
            return
        if leg.stage == "first":
            leg.first = leg.enter("head", self._loop.time())
        leg.came += len(data)
        leg.note(data)
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

    def eof_received(self) -> bool:
        """The other side has said all it will say."""
        self._closed_by_peer = True
        self._take(b"")
        return False

    def _no_more(self) -> None:
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
                self._early = None
                self._answered(ResponseHead(event.status_code, tuple(event.headers)))
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
