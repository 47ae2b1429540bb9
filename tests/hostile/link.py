"""One connection of the test server, as a behaviour sees it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct

_LINGER = struct.pack("ii", 1, 0)


class Link:
    """One request, and the connection on which it came."""

    def __init__(self, writer: asyncio.StreamWriter, path: str, head: bytes, port: int) -> None:
        """Keep them."""
        self._writer = writer
        self.path, self.head, self.port = path, head, port

    async def send(self, *parts: bytes) -> None:
        """Send, and wait until it is gone."""
        self._writer.write(b"".join(parts))
        await self._writer.drain()

    async def answer(self, body: bytes, *headers: str, status: str = "200 OK") -> None:
        """A correct answer with that body."""
        await self.head_only(f"Content-Length: {len(body)}", *headers, status=status)
        await self.send(body)

    async def head_only(self, *headers: str, status: str = "200 OK") -> None:
        """Status line and headers; of each header the bytes of its UTF-8."""
        lines = [f"HTTP/1.1 {status}", "Connection: close", *headers]
        if not any(one.lower().startswith("content-type") for one in headers):
            lines.append("Content-Type: text/html; charset=utf-8")
        await self.send("\r\n".join(lines).encode(), b"\r\n\r\n")

    async def drip(self, data: bytes, every: float = 0.05) -> None:
        """One byte at a time."""
        for number in range(len(data)):
            await self.send(data[number : number + 1])
            await asyncio.sleep(every)

    async def for_ever(self) -> None:
        """Do nothing more, and keep the connection open until the server ends."""
        await asyncio.Event().wait()

    def reset(self) -> None:
        """Close with a reset."""
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER)
        self._writer.transport.abort()

    async def finish(self) -> None:
        """Close in order."""
        if not self._writer.transport.is_closing():
            with contextlib.suppress(OSError):
                self._writer.close()
                await self._writer.wait_closed()
