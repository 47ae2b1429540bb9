"""HTTP/2: one request on one connection, for servers that speak nothing older.

Bounded like its older brother: the head by what h2 unpacks at most, the body by the exchange's limit, and everything
that is neither (pings, settings, pieces of heads) by a number of events.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator

import h2.config
import h2.connection
import h2.events
import h2.exceptions
import h2.settings

from fjgov_tui.net.trust import HTTP2
from fjgov_tui.net.wire import MAX_HEAD, Connection, Exchange, ResponseHead, WireError

_FRAME, _GOAWAY = 9, 7
"""Bytes before each frame's content, and the kind of frame that says goodbye."""
_BITE = 8 * 1024
"""Bytes that are read before other connections have their turn."""
_EVENTS = 2_000
"""Events besides the body that an answer may bring."""
_STREAM = 1
"""The number of a connection's first request."""
_NOT_SENT = frozenset({"connection", "host", "keep-alive", "transfer-encoding", "upgrade", "proxy-connection"})
"""Headers that belong to a connection of HTTP/1.1 and have no place here."""

Headers = tuple[tuple[str, str], ...]


class Http2Connection(Connection):
    """Sends one request and takes one answer."""

    def __init__(self, leg: Exchange, request: Headers, loop: asyncio.AbstractEventLoop) -> None:
        """Prepare.

        Args:
            leg: where everything is recorded.
            request: a request without a body, as `request_of` makes it.
            loop: the running loop.
        """
        super().__init__(leg, loop)
        self._request = request
        config = h2.config.H2Configuration(client_side=True, header_encoding=None)
        self._machine = h2.connection.H2Connection(config)
        self._waiting = bytearray()
        """What has come and is not read yet."""
        self._events = 0

    def _ask(self, transport: asyncio.Transport) -> None:
        tls = transport.get_extra_info("ssl_object")
        if not isinstance(tls, ssl.SSLObject) or tls.selected_alpn_protocol() != HTTP2:
            self._stop(WireError("服务器不接受 HTTP/2"))
            return
        self._leg.agreed = True
        machine = self._machine
        machine.local_settings = h2.settings.Settings(
            client=True,
            initial_values={
                h2.settings.SettingCodes.ENABLE_PUSH: 0,
                h2.settings.SettingCodes.MAX_HEADER_LIST_SIZE: MAX_HEAD,
            },
        )
        machine.initiate_connection()
        machine.send_headers(_STREAM, self._request, end_stream=True)
        transport.write(machine.data_to_send())

    def data_received(self, data: bytes) -> None:
        """Take what came."""
        if self._ended:
            return
        self._leg.came += len(data)
        self._waiting += data
        if not self._turning:
            self._turn()

    def eof_received(self) -> bool:
        """The other side has said all it will say."""
        self._closed_by_peer = True
        if not self._turning:
            self._turn()
        return False

    def _no_more(self) -> None:
        self._turn()

    def _turn(self) -> None:
        """Read a bite, and go on when others have had their turn."""
        self._turning = False
        if self._ended:
            return
        try:
            for frame in self._frames():
                for event in self._machine.receive_data(frame):
                    self._take(event)
                    if self._over():
                        return
            self._send()
        except h2.exceptions.ProtocolError as error:
            self._stop(WireError(_words(error)))
            return
        if self._whole():
            self._turning = True
            self._loop.call_soon(self._turn)
        elif self._closed_by_peer:
            self._stop(WireError(self._cut_short()))
        if self._transport is None or self._over():
            return
        if self._turning:
            # What is read later is not to pile up meanwhile.
            self._transport.pause_reading()
        else:
            self._transport.resume_reading()

    def _frames(self) -> Iterator[bytes]:
        """The frames of a turn; a polite goodbye, after which h2 would take nothing more, is left out."""
        taken = 0
        while taken < _BITE and (size := self._whole()):
            frame = bytes(self._waiting[:size])
            del self._waiting[:size]
            taken += size
            if not _goodbye(frame):
                yield frame

    def _whole(self) -> int:
        """The bytes of the next frame, where it is there; of one that is too long what is there, for h2 to refuse."""
        waiting = self._waiting
        if len(waiting) < _FRAME:
            return 0
        size = _FRAME + int.from_bytes(waiting[:3])
        return (
            size
            if len(waiting) >= size
            else len(waiting)
            if size > _FRAME + self._machine.max_inbound_frame_size
            else 0
        )

    def _send(self) -> None:
        """Acknowledge; whoever asks for much and reads nothing is not served from memory."""
        data = self._machine.data_to_send()
        if data and self._transport is not None:
            self._transport.write(data)

    def _take(self, event: h2.events.Event) -> None:
        if isinstance(event, h2.events.DataReceived):
            if event.flow_controlled_length:
                self._machine.acknowledge_received_data(event.flow_controlled_length, _STREAM)
            self._put(event.data or b"")
            return
        self._events += 1
        if isinstance(event, h2.events.ResponseReceived):
            self._leg.first = self._leg.enter("head", self._loop.time())
            self._answered(_head_of(event.headers or ()))
            self._leg.note(_shown(self._head))
        elif isinstance(event, h2.events.StreamEnded):
            self._stop(None if self._head is not None else WireError(self._cut_short()))
        elif isinstance(event, h2.events.StreamReset | h2.events.ConnectionTerminated):
            self._stop(WireError(f"对方中断了应答（HTTP/2 错误 {int(event.error_code or 0)}）"))
        elif self._events > _EVENTS:
            self._stop(WireError("应答里没有网页，只有没完没了的控制信息"))

    def _cut_short(self) -> str:
        if self._head is not None:
            return f"正文没有收完就断了，收到 {self._taken} 字节"
        return "应答头没有收完就断了" if self._leg.came else "没有应答就关闭了连接"


def request_of(method: str, authority: str, target: str, headers: list[tuple[str, str]]) -> Headers:
    """A request as HTTP/2 has it.

    Args:
        method: `GET`.
        authority: host, and port where it is not the usual one.
        target: path and query.
        headers: the others, in any case.
    """
    pseudo = ((":method", method), (":scheme", "https"), (":authority", authority), (":path", target))
    return (*pseudo, *((name.lower(), value) for name, value in headers if name.lower() not in _NOT_SENT))


def _goodbye(frame: bytes) -> bool:
    """Whether a server says that it takes no further request, and goes on with this one."""
    content = frame[_FRAME:]
    polite = frame[3] == _GOAWAY and len(content) >= 8 and not any(content[4:8])
    return polite and int.from_bytes(content[:4]) >= _STREAM


def _head_of(headers: object) -> ResponseHead:
    status, kept = 0, list[tuple[bytes, bytes]]()
    for name, value in headers if isinstance(headers, list | tuple) else ():
        if name == b":status":
            status = int(value)
        elif not name.startswith(b":"):
            kept.append((bytes(name), bytes(value)))
    return ResponseHead(status, tuple(kept))


def _shown(head: ResponseHead | None) -> bytes:
    """A head as evidence: HTTP/2 has no text of its own that a person could read."""
    if head is None:
        return b""
    lines = [b"HTTP/2 %d" % head.status, *(name + b": " + value for name, value in head.headers)]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _words(error: h2.exceptions.ProtocolError) -> str:
    if isinstance(error, h2.exceptions.DenialOfServiceError):
        return f"应答头超过 {MAX_HEAD // 1024} KB"
    if isinstance(error, h2.exceptions.InvalidBodyLengthError):
        return f"正文与声明的长度不符，收到 {error.actual_length} 字节"
    return "应答不是合格的 HTTP/2"
