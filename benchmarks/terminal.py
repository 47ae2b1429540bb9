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


class Terminal:
    """A running program; ended when the block is left."""

    def __init__(
        self, command: Sequence[str], environment: dict[str, str] | None = None, *, wide: bool = False
    ) -> None:
        """Start it on 80 by 24 characters, or on 120 by 40."""
        self.started = time.monotonic()
        size = struct.pack("HHHH", *((40, 120) if wide else (24, 80)), 0, 0)
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
        """Read until the text has been painted; seconds since the start (or since the last `send`)."""
        seen, wanted, deadline = b"", text.encode(), time.monotonic() + seconds
        while wanted not in seen:
            ready, _, _ = select.select([self.fd], [], [], max(deadline - time.monotonic(), 0))
            if not ready:
                raise TimeoutError(f"{text!r} was not painted; last bytes: {seen[-300:]!r}")
            seen += os.read(self.fd, 65536)
        return time.monotonic() - self.started

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
                count += len(os.read(self.fd, 65536))
        return count

    def cpu_seconds(self) -> float:
        """Processor time used so far (Linux)."""
        parts = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
