"""Servers that speak HTTP/2 and refuse HTTP/1.1, each in its way; written with h2, on blocking sockets in threads."""

from __future__ import annotations

import contextlib
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived

from tests.hostile.certs import server_context

Refusal = Literal["alert", "speaks", "505", "426", "closes", "resets"]
"""How HTTP/1.1 is refused: by an alert while TLS is agreed (nginx, Go), by speaking HTTP/2 all the same, by a status,
by closing without a word, by a reset."""
Request = dict[str, str]
Answer = Callable[["Stream", Request], None]
_NO_APPLICATION_PROTOCOL = struct.pack("!BBBHBB", 21, 3, 3, 2, 2, 120)


@dataclass
class Stream:
    """One request on one connection, as an answer sees it."""

    sock: ssl.SSLSocket
    machine: H2Connection
    number: int

    def head(self, status: int = 200, *headers: tuple[str, str], end: bool = False) -> None:
        """Send status and headers."""
        self.machine.send_headers(self.number, [(":status", str(status)), *headers], end_stream=end)
        self.flush()

    def body(self, data: bytes, *, end: bool = True, piece: int = 0) -> None:
        """Send a body as far as the other side's windows let us, waiting for wider ones."""
        while data:
            room = min(self.machine.local_flow_control_window(self.number), self.machine.max_outbound_frame_size)
            size = min(room, piece or room)
            if size <= 0:
                self.listen()
                continue
            self.machine.send_data(self.number, data[:size], end_stream=False)
            data = data[size:]
            self.flush()
        if end:
            self.machine.end_stream(self.number)
            self.flush()

    def listen(self) -> None:
        """Take what the other side says; an error where it says nothing more."""
        came = self.sock.recv(65536)
        if not came:
            raise ConnectionError("gone")
        self.machine.receive_data(came)
        self.flush()

    def flush(self) -> None:
        """Send what is due."""
        self.sock.sendall(self.machine.data_to_send())


def page(body: bytes, *headers: tuple[str, str], status: int = 200) -> Answer:
    """A correct answer."""

    def answer(stream: Stream, request: Request) -> None:
        stream.head(status, ("content-type", "text/html; charset=utf-8"), *headers)
        stream.body(body)

    return answer


@dataclass
class Http2Server:
    """A server on loopback that speaks nothing but HTTP/2, for as long as the context lasts."""

    folder: Path
    pem: bytes
    answer: Answer
    refusal: Refusal = "alert"
    knows_http2: bool = True
    """Whether it speaks HTTP/2 at all, or only refuses."""
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> Self:
        """Start."""
        self._context = server_context(self.folder, f"http2-{id(self)}", self.pem)
        self._context.set_alpn_protocols(["h2"] if self.knows_http2 else [])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._port = int(self._listener.getsockname()[1])
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._open: list[socket.socket] = []
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._threads[0].join(5)
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        for thread in self._threads[1:]:
            thread.join(5)

    @property
    def url(self) -> str:
        """Its home page."""
        return f"https://127.0.0.1:{self._port}/"

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.connections += 1
                self._open.append(sock)
                self._threads.append(threading.Thread(target=self._serve, args=(sock,), daemon=True))
                self._threads[-1].start()

    def _serve(self, sock: socket.socket) -> None:
        # A client that has seen enough hangs up: that is what is tested.
        with sock, contextlib.suppress(OSError):
            hello = sock.recv(16384, socket.MSG_PEEK)
            offered = b"http/1.1" in hello or b"\x02h2" in hello
            if self.refusal == "alert" and offered and (b"\x02h2" not in hello or not self.knows_http2):
                sock.recv(16384)
                sock.sendall(_NO_APPLICATION_PROTOCOL)
                return
            with self._context.wrap_socket(sock, server_side=True) as tls:
                self._open.append(tls)
                if tls.selected_alpn_protocol() == "h2" or self.refusal == "speaks":
                    self._speak(tls)
                else:
                    self._refuse(tls)

    def _refuse(self, tls: ssl.SSLSocket) -> None:
        tls.recv(16384)
        if self.refusal == "resets":
            tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        elif self.refusal != "closes":
            tls.sendall(b"HTTP/1.1 %s no\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" % self.refusal.encode())

    def _speak(self, tls: ssl.SSLSocket) -> None:
        machine = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        machine.initiate_connection()
        tls.sendall(machine.data_to_send())
        while came := tls.recv(65536):
            if not came.startswith(b"PRI ") and self.refusal == "speaks" and tls.selected_alpn_protocol() != "h2":
                return
            for event in machine.receive_data(came):
                if isinstance(event, RequestReceived) and event.stream_id is not None:
                    request = {str(name): str(value) for name, value in event.headers or ()}
                    self.requests.append(request)
                    self.answer(Stream(tls, machine, event.stream_id), request)
            tls.sendall(machine.data_to_send())
