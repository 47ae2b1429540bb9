"""A program in a real pseudo-terminal of 80×24, watched byte by byte."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.terminal.teletype import Glass


class Terminal:
    """A running program; ended when the block is left."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str] | None = None, *, wide: bool = False
    ) -> None:
        """Start it on 80 by 24 characters, or on 120 by 40."""
        self.started = time.monotonic()
        lines, columns = (40, 120) if wide else (24, 80)
        size = struct.pack("HHHH", lines, columns, 0, 0)
        self._glass, self._undrawn = Glass(columns, lines), b""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # Before the program asks for it: what comes after that is a resize, and may be missed.
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            extra = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", **(environment or {})}
            # Where compiled modules are not kept, every start would measure the compiler.
            # What says how large another terminal is, is none of this one's business.
            unwanted = {"PYTHONDONTWRITEBYTECODE", "COLUMNS", "LINES"}
            kept = {name: value for name, value in os.environ.items() if name not in unwanted}
            os.execvpe(command[0], list(command), {**kept, **extra})

    def __enter__(self) -> Self:
        """The terminal itself."""
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Hang up."""
        os.kill(self.pid, signal.SIGKILL)
        os.close(self.fd)
        os.waitpid(self.pid, 0)

    def wait_for(self, text: str, seconds: float = 20.0) -> float:
        """Read until the text is painted; seconds since the start (or since the last `send`).

        A program that sends only what has changed does not send the text in one piece: then it is what stands on the
        terminal that counts, and the moment is when the last piece of it arrived.
        """
        seen, wanted, deadline = b"", text.encode(), time.monotonic() + seconds
        while True:
            ready, _, _ = select.select([self.fd], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                raise TimeoutError(f"{text!r} was not painted; the terminal shows:\n{self._shown()}")
            piece = os.read(self.fd, 65536)
            arrived = time.monotonic()
            seen, self._undrawn = seen + piece, self._undrawn + piece
            # Drawn only when nothing more is there: while it draws, the program would wait for its reader.
            if wanted in seen or (not select.select([self.fd], [], [], 0)[0] and text in self._shown()):
                return arrived - self.started

    def _shown(self) -> str:
        """What stands on the terminal."""
        self._glass.draw(self._undrawn)
        self._undrawn = b""
        return self._glass.text

    def send(self, keys: str) -> None:
        """Type, and start the clock anew."""
        self.started = time.monotonic()
        os.write(self.fd, keys.encode())

    def drain(self, seconds: float) -> int:
        """Bytes that arrive within so many seconds."""
        count, deadline = 0, time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            ready, _, _ = select.select([self.fd], [], [], left)
            if ready:
                piece = os.read(self.fd, 65536)
                count, self._undrawn = count + len(piece), self._undrawn + piece
        return count

    def cpu_seconds(self) -> float:
        """Processor time used so far (Linux)."""
        parts = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
