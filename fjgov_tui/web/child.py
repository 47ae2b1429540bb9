"""The program that draws for the browser: this program again, without a shell, with an environment of few names.

What it sends and is sent are packets of Textual's driver for browsers: one letter (D for what a terminal is sent, M for
JSON about it), four bytes of length, the content.
"""

from __future__ import annotations

import asyncio
import json
import os
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path

from fjgov_tui.program import this_program

_BEGIN = b"__GANGLION__\n"
"""The line after which Textual's driver sends packets."""
_MOST_BYTES = 16 * 1024 * 1024
"""Of one packet; a whole screen is some ten thousand."""
_LAST_WORDS = 4000
END_SECONDS = 5.0
"""After this a program that was told to leave is killed; what was typed has long been kept as a draft."""
_KEPT = (
    *("PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "SUDO_UID", "SUDO_USER"),
    *("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "SSH_CONNECTION"),
    *("SYSTEMROOT", "USERPROFILE", "USERNAME", "APPDATA", "LOCALAPPDATA", "TEMP", "TMP"),
)
"""What the program needs to know whose it is and where things lie."""
COLUMNS, LINES = (20, 500), (5, 300)
"""The least and the most cells that a browser may ask for."""


def environment(given: Mapping[str, str], size: tuple[int, int], package: str) -> dict[str, str]:
    """The variables of the child: few of ours, and what makes Textual draw for a browser.

    Args:
        given: ours.
        size: columns and lines to begin with.
        package: where Python finds the package; empty where it finds it by itself.
    """
    kept = {name: given[name] for name in _KEPT if name in given}
    return kept | {
        "TERM": "xterm-256color",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "COLUMNS": str(size[0]),
        "ROWS": str(size[1]),
        **({"PYTHONPATH": package} if package else {}),
    }


def bounded(number: object, limits: tuple[int, int]) -> int:
    """A number of cells that can be drawn; the least where it is none."""
    least, most = limits
    return min(max(int(number), least), most) if isinstance(number, int | float) else least


class Child:
    """One run of the dashboard."""

    def __init__(self, process: Process) -> None:
        """Talk with a process that was started by `start`."""
        self._process = process
        self._last_words = b""
        self._listening = asyncio.create_task(self._listen(), name="stderr")

    @classmethod
    async def start(cls, db: Path, size: tuple[int, int], *, readonly: bool) -> Child:
        """Start it.

        Args:
            db: the ledger file.
            size: columns and lines to begin with.
            readonly: nothing can be changed.

        Raises:
            OSError: it cannot be started.
        """
        words, package = this_program()
        options = ["--readonly"] if readonly else []
        process = await asyncio.create_subprocess_exec(
            *words, "--db", str(db), *options, "draw-for-browser",
            stdin=PIPE, stdout=PIPE, stderr=PIPE, env=environment(os.environ, size, package), limit=_MOST_BYTES,
        )  # fmt: skip
        return cls(process)

    @property
    def ended(self) -> bool:
        """Whether it has gone."""
        return self._process.returncode is not None

    @property
    def last_words(self) -> Sequence[str]:
        """What it said as it went: why it could not begin."""
        return self._last_words.decode("utf-8", "replace").splitlines()

    async def drawn(self) -> AsyncIterator[bytes]:
        """What the browser's terminal is sent, until the program ends."""
        stdout = self._process.stdout
        if stdout is None:
            return
        try:
            await stdout.readuntil(_BEGIN)
            while True:
                kind, size = await stdout.readexactly(1), int.from_bytes(await stdout.readexactly(4), "big")
                if size > _MOST_BYTES:
                    return
                content = await stdout.readexactly(size)
                # Addresses to open and files to hand over are for the browser of a stranger, not for ours.
                if kind == b"D":
                    yield content
                elif kind == b"M" and b'"exit"' in content:
                    return
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionResetError):
            return

    async def type(self, text: str) -> None:
        """What was typed or pasted in the browser."""
        await self._send(b"D", text.encode("utf-8", "replace"))

    async def tell(self, kind: str, **more: int) -> None:
        """Of the browser's window: `resize` with width and height, `focus`, `blur`."""
        await self._send(b"M", json.dumps({"type": kind, **more}).encode())

    async def _send(self, kind: bytes, content: bytes) -> None:
        stdin = self._process.stdin
        if stdin is None or self.ended:
            return
        try:
            stdin.write(kind + len(content).to_bytes(4, "big") + content)
            await stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            return

    async def end(self) -> None:
        """Have it leave in order, as when a line is cut: what is being typed stays as a draft."""
        if not self.ended:
            self._process.terminate()
        try:
            await asyncio.wait_for(self._gone(), END_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._gone()
        await self._listening

    async def _gone(self) -> None:
        """Read on until it has gone, or a full pipe would hold it."""
        if self._process.stdout is not None:
            while await self._process.stdout.read(65536):
                pass
        await self._process.wait()

    async def _listen(self) -> None:
        if self._process.stderr is not None:
            while piece := await self._process.stderr.read(4096):
                self._last_words = (self._last_words + piece)[-_LAST_WORDS:]
