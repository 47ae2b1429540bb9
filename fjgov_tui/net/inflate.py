"""Decompression that never holds more than it may: gzip of any number of members, deflate with and without wrapper."""

from __future__ import annotations

import zlib

_MEMBERS = 1000
"""Members of one gzip stream; a page has one, an attack may have thousands of empty ones."""
_KNOWN = frozenset({"br", "zstd", "compress", "x-compress", "exi", "pack200-gzip", "dcb", "dcz"})
"""Encodings that nobody asked for. Any other word is a server's slip, and browsers read the page plain."""
_GZIP = frozenset({"gzip", "x-gzip"})
BOMB = 100
"""Bytes out for a byte in, from which on a page that exceeds the limit is no page but a bomb."""


class BadEncoding(ValueError):
    """The body cannot be decompressed; the message is Chinese."""


class UnaskedEncoding(BadEncoding):
    """The server compresses in a way that was not asked for: a browser reads it, and we cannot."""


class Inflater:
    """Takes a body as it comes, gives it plain, and stops at the limit."""

    def __init__(self, encoding: str, limit: int) -> None:
        """Prepare.

        Args:
            encoding: the `Content-Encoding`.
            limit: bytes after decompression.

        Raises:
            UnaskedEncoding: it is one that was not asked for.
        """
        names = [
            coding
            for coding in (part.strip().lower() for part in encoding.split(","))
            if coding not in {"", "identity"}
        ]
        if len(names) > 1 or _KNOWN.intersection(names):
            raise UnaskedEncoding(f"用了没有要求的压缩方式 {'、'.join(names)[:40]}")
        self._kind = "gzip" if names and names[0] in _GZIP else "deflate" if names == ["deflate"] else ""
        self._limit = limit
        self._engine = zlib.decompressobj(wbits=31) if self._kind == "gzip" else None
        self._members = 1
        self.taken = 0
        """Bytes that came in."""
        self.body = bytearray()
        """What came out so far, never more than the limit."""
        self.full = False
        """Whether there was more than the limit."""

    @property
    def bomb(self) -> bool:
        """Whether what exceeded the limit was blown up out of next to nothing."""
        return self.full and bool(self._kind) and self.taken * BOMB < len(self.body)

    def feed(self, data: bytes) -> None:
        """Take the next piece.

        Raises:
            BadEncoding: it is not what the header said.
        """
        if self.full:
            return
        if not self._kind:
            self.taken += len(data)
            self._put(data)
            return
        try:
            self._inflate(data)
        except zlib.error as error:
            raise BadEncoding(f"正文声明为 {self._kind} 压缩，但无法解开") from error

    def _put(self, data: bytes) -> None:
        room = self._limit - len(self.body)
        self.body += data[:room] if len(data) > room else data
        self.full = self.full or len(data) > room

    def _inflate(self, data: bytes) -> None:
        while data and not self.full:
            engine = self._engine = self._engine or self._deflater(data)
            if engine.eof:
                # After the end comes another gzip member, or padding that browsers ignore.
                if self._kind != "gzip" or not data.startswith(b"\x1f"):
                    return
                self._members += 1
                if self._members > _MEMBERS:
                    raise BadEncoding(f"压缩正文由 {_MEMBERS} 段以上拼成")
                engine = self._engine = zlib.decompressobj(wbits=31)
            out = engine.decompress(data, self._limit - len(self.body) + 1)
            rest = engine.unconsumed_tail or engine.unused_data
            self.taken += len(data) - len(rest)
            self._put(out)
            data = rest

    @staticmethod
    def _deflater(data: bytes) -> zlib._Decompress:
        """Servers send deflate both with and without its zlib wrapper; the first byte tells."""
        wrapped = data[0] & 0x0F == 8 and data[0] >> 4 <= 7
        return zlib.decompressobj(wbits=15 if wrapped else -15)
