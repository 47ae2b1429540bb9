"""Which lines of the program an input reaches, so that what reaches new ones is spoilt further: guided by coverage.

A coverage-guided fuzzer (atheris) is a compiled wheel for some Pythons only; this is the same way of going on, by
Python's own tracing, over the readers that run in this process.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import fjgov_tui

if TYPE_CHECKING:
    from _typeshed import TraceFunction

PACKAGE = str(Path(fjgov_tui.__file__).parent)
MOST = 200
"""Inputs kept of a sort, besides the sound one."""


class Lines:
    """The lines of the program that a block of code reaches in this thread."""

    def __init__(self) -> None:
        """None yet."""
        self.reached = set[tuple[str, int]]()

    def __enter__(self) -> Lines:
        """Watch."""
        self._before = sys.gettrace()
        sys.settrace(self._called)
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no longer."""
        sys.settrace(self._before)

    def _called(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        return self._line if frame.f_code.co_filename.startswith(PACKAGE) else None

    def _line(self, frame: FrameType, event: str, argument: object) -> TraceFunction:
        self.reached.add((frame.f_code.co_filename, frame.f_lineno))
        return self._line


class Corpus:
    """Inputs of one sort that each reached a line which none before them had reached."""

    def __init__(self, sound: bytes) -> None:
        """Begin with the sound one."""
        self.inputs = [sound]
        self.reached = set[tuple[str, int]]()

    def choose(self, dice: random.Random) -> bytes:
        """One to spoil: the sound one half of the time, else one that was spoilt before and led somewhere."""
        return self.inputs[0] if dice.random() < 0.5 else dice.choice(self.inputs)

    def note(self, content: bytes, lines: Lines) -> None:
        """Keep an input that led where none had led before."""
        new = lines.reached - self.reached
        self.reached |= new
        if new and len(self.inputs) <= MOST:
            self.inputs.append(content)
