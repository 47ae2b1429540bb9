"""A real terminal for the tests: a pty with the program at one end, and pyte, which draws what it sends."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType

import pyte

PATIENCE = 60.0
DROPPED = {"LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS", "LINES"}
"""Variables of the developer, or of the test runner, that would speak for a terminal."""
_LAUNCH = (
    "import fcntl,os,sys,termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    "os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
# Private sequences that pyte would print instead of skipping.
_PRIVATE = re.compile(rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]* q")
_CUT = re.compile(rb"\x1b(?:\[[0-9;<=>?$]*)?\Z")


class Glass:
    """What stands on a terminal to which a program has sent something."""

    def __init__(self, columns: int, lines: int) -> None:
        self.screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self.screen)
        self._rest = b""

    def draw(self, heard: bytes) -> None:
        """Hand it to pyte, a sequence that is cut in two only when it is whole."""
        found = self._rest + heard
        cut = _CUT.search(found)
        whole, self._rest = (found[: cut.start()], found[cut.start() :]) if cut else (found, b"")
        self._stream.feed(_PRIVATE.sub(b"", whole))

    @property
    def text(self) -> str:
        """All of it; pyte's own `display` fails where half of a wide character is overwritten."""
        rows = (self.screen.buffer[y] for y in range(self.screen.lines))
        lines = ("".join(row[x].data for x in range(self.screen.columns)) for row in rows)
        return "\n".join(line.rstrip() for line in lines).replace("\x00", "")


class Teletype:
    """One run of the program in a terminal of its own."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.master, slave = pty.openpty()
        columns, lines = size
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._glass = Glass(columns, lines)
        self._screen = self._glass.screen
        self.sent = b""
        given = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"} | dict(environment or {})
        kept = {name: value for name, value in os.environ.items() if name not in DROPPED}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCH, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env=kept | given,
        )
        os.close(slave)

    def __enter__(self) -> Teletype:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.hang_up()

    def hang_up(self) -> None:
        """The line is cut."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def listen(self, seconds: float) -> bytes:
        """What the program sends within that time; less when it ends."""
        end, heard = time.monotonic() + seconds, b""
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.master], [], [], left)
            if not ready:
                break
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            heard += data
        self.sent += heard
        self._glass.draw(heard)
        return heard

    @property
    def text(self) -> str:
        """What stands on the terminal."""
        return self._glass.text

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and line of the terminal's cursor, where an input method writes what is not finished yet."""
        return self._screen.cursor.x, self._screen.cursor.y

    def hidden(self) -> str:
        """The characters that have the colour of their background."""
        cells = (cell for row in self._screen.buffer.values() for cell in row.values())
        return "".join(cell.data for cell in cells if cell.data.strip() and cell.fg == cell.bg != "default")

    def see(self, *words: str) -> None:
        """Wait until all of the words stand on the terminal."""
        end = time.monotonic() + PATIENCE
        while not all(word in self.text for word in words):
            assert time.monotonic() < end, (
                f"waiting for {words}, {self.process.poll()}\n{self.text}\n{self.sent[-300:]!r}"
            )
            self.listen(0.05)

    def type(self, text: str | bytes) -> None:
        """Send it as a terminal does."""
        os.write(self.master, text.encode() if isinstance(text, str) else text)

    def paste(self, text: str) -> None:
        """A bracketed paste."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def wipe(self) -> None:
        """Forget what stands on the terminal, as if a shell had written over it."""
        self._screen.reset()

    def resize(self, columns: int, lines: int) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self._screen.resize(lines, columns)
        self.process.send_signal(signal.SIGWINCH)

    def ended(self, seconds: float = PATIENCE) -> int:
        """The exit code, once the program has ended by itself."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, "the program does not end"
            if self.master >= 0:
                self.listen(0.05)
            else:
                time.sleep(0.02)
        if self.master >= 0:
            self.listen(0.2)
        return int(self.process.returncode)

    def cpu_seconds(self) -> float:
        """Processor time used so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def dashboard(path: Path, **environment: str) -> Teletype:
    """The real program on a file."""
    return Teletype(["-m", "fjgov_tui", "--db", str(path)], environment=environment)
