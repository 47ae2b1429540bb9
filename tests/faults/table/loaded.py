"""The program loaded once, in a process that makes a child of itself for every task: the child is what gets killed.

The child's acknowledgements are in memory that it shares with a file: they outlive a kill -9, and to give one makes no
system call that could be made to fail.
"""

from __future__ import annotations

import gc
import io
import json
import mmap
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from typing import Protocol, Self

from fjgov_tui.errors import FjgovError
from tests.faults.table.model import Caught

_ROOM = 1 << 18


class SharedAck:
    """An `Ack` in memory that is shared with a file."""

    def __init__(self, place: Path, *, marked: bool) -> None:
        """Share the memory of an empty file.

        Args:
            place: the file.
            marked: each acknowledgement is a system call, too, for who writes them down.
        """
        with place.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _ROOM)
        self._end = 8
        self._mark = os.open(os.devnull, os.O_WRONLY) if marked else -1

    def __call__(self) -> None:
        """One more."""
        self._memory[:8] = struct.pack("<q", struct.unpack("<q", self._memory[:8])[0] + 1)
        if self._mark >= 0:
            os.write(self._mark, b"acknowledged")

    def note(self, problem: FjgovError) -> None:
        """A sentence that somebody was told."""
        line = f"{type(problem).__name__} {problem}\n".encode()[: _ROOM - self._end]
        self._memory[self._end : self._end + len(line)] = line
        self._end += len(line)


class Ack(Protocol):
    """What a task says: that one more thing was acknowledged to whoever asked for it, and sentences."""

    def __call__(self) -> None:
        """One more."""
        ...

    def note(self, problem: FjgovError) -> None:
        """A sentence that somebody was told."""
        ...


Task = Callable[[Path, int, Ack], None]
"""Does something to the file, from a number on, again and again."""


class Loaded:
    """The process, held from entering the context to leaving it."""

    def __init__(self, folder: Path, *, warm: bool = False) -> None:
        """Choose where acknowledgements and last words go.

        Args:
            folder: that place, of its own.
            warm: have it do every task once, so that its children need not load and compile what the first does.
        """
        self.acks, self.words, self.gate = folder / "acks", folder / "words", folder / "gate"
        self.warm = folder / "warm" if warm else None

    def __enter__(self) -> Self:
        """Start it; it is ready at its first answer."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.table.loaded", str(self.acks), str(self.words), str(self.warm or "")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self.process.communicate()

    def begin(self, task: str, path: Path, start: int, *, gated: bool = False, marked: bool = False) -> int:
        """Have a child do a task.

        Args:
            task: its name.
            path: the ledger file.
            start: the number that it begins with.
            gated: it waits until `open_gate`.
            marked: each acknowledgement is a system call, too.

        Returns:
            Its process number.
        """
        with self.acks.open("wb") as file:
            file.truncate(_ROOM)
        self.words.unlink(missing_ok=True)
        gate = ""
        if gated:
            self.gate.unlink(missing_ok=True)
            os.mkfifo(self.gate)
            gate = str(self.gate)
        return int(self._ask({"task": task, "path": str(path), "start": start, "gate": gate, "marked": marked}))

    def open_gate(self) -> None:
        """Let the child that waits begin."""
        self.gate.write_bytes(b"go")

    def first(self, seconds: float) -> None:
        """Wait for the first acknowledgement, at most so long."""
        end = time.monotonic() + seconds
        while not self.given and time.monotonic() < end:
            time.sleep(0.002)

    def end(self, pid: int = 0) -> tuple[int, int]:
        """Wait for the child, or kill it.

        Args:
            pid: the child to kill; 0 waits for its own end.

        Returns:
            Its exit code, and how many acknowledgements it gave.
        """
        if pid:
            with suppress(ProcessLookupError):  # it has ended by itself
                os.kill(pid, signal.SIGKILL)
        code = int(self._answer())
        return code, self.given

    @property
    def given(self) -> int:
        """How many acknowledgements the child has given."""
        with self.acks.open("rb") as file:
            return int(struct.unpack("<q", file.read(8))[0])

    @property
    def said(self) -> list[str]:
        """What it told somebody: the kind of error and the sentence."""
        return self.acks.read_bytes()[8:].rstrip(b"\0").decode().splitlines()

    @property
    def last_words(self) -> str:
        """What the child said of an error."""
        return self.words.read_text(encoding="utf-8") if self.words.exists() else ""

    def _ask(self, question: dict[str, str | int | bool]) -> str:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline()


def _child(task: Task, path: Path, start: int, ack: Ack, words: Path) -> int:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    sys.stdin = io.TextIOWrapper(io.BytesIO())
    with Caught() as caught:
        task(path, start, ack)
    if caught.error:
        words.write_text(caught.trace, encoding="utf-8")
    return int(caught.error is not None)


def warm_up(place: Path) -> None:
    """Do every task once, and keep what that has loaded out of the collector's way in the children."""
    from tests.faults.table.kills import SCENES
    from tests.faults.table.tasks import once

    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        for name, scene in SCENES.items():
            place.mkdir()
            scene.make(place / "county.db")
            once(name, place / "county.db")
            shutil.rmtree(place)
    gc.collect()
    gc.freeze()


def main() -> None:
    """Answer each line with the child's number, and then with how it ended."""
    from tests.faults.table.tasks import TASKS

    acks, words = map(Path, sys.argv[1:3])
    if sys.argv[3]:
        warm_up(Path(sys.argv[3]))
    for line in sys.stdin:
        asked = json.loads(line)
        child = os.fork()
        if not child:
            if asked["gate"]:
                Path(asked["gate"]).read_bytes()
            ack = SharedAck(acks, marked=asked["marked"])
            os._exit(_child(TASKS[asked["task"]], Path(asked["path"]), asked["start"], ack, words))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
