"""Says on stderr how far a long piece of work has come, where a person watches; what takes a second says nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic

from fjgov_tui.cli.output import QUIET_SECONDS, talks
from fjgov_tui.text import safe, width

TICK_SECONDS = 0.5
"""How often the line is drawn anew: a piece may take long, and the seconds show that it goes on."""


class Working:
    """What is done, which piece of how many, and since when."""

    def __init__(self, what: str) -> None:
        """Nothing has come of it yet.

        Args:
            what: what is done, in a few characters.
        """
        self._what, self._begun, self._piece, self._drawn = what, monotonic(), "", 0
        self._done = Event()
        self._thread = Thread(target=self._draw, name="fjgov-working", daemon=True)

    def step(self, place: int, total: int, title: str = "") -> None:
        """A piece begins.

        Args:
            place: which one, counted from 1.
            total: how many there are.
            title: what it is called.
        """
        self._piece = f" {place}/{total}{f'（{title}）' if title else ''}"

    def line(self) -> str:
        """The line as it would be drawn now; a total only where one is known."""
        return safe(f"{self._what}{self._piece}……已 {int(monotonic() - self._begun)} 秒")

    def begin(self) -> None:
        """Draw from now on, where somebody watches."""
        if talks():
            self._thread.start()

    def end(self) -> None:
        """The line goes."""
        self._done.set()
        if self._thread.is_alive():
            self._thread.join()

    def _draw(self) -> None:
        if self._done.wait(QUIET_SECONDS):
            return
        while True:
            line = self.line()
            self._write(f"\r{line}{' ' * max(0, self._drawn - width(line))}")
            self._drawn = max(self._drawn, width(line))
            if self._done.wait(TICK_SECONDS):
                self._write(f"\r{' ' * self._drawn}\r")
                return

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:  # The terminal has gone: the work itself goes on.
            self._done.set()


@contextmanager
def working(what: str) -> Iterator[Working]:
    """While the block runs, its progress is told.

    Args:
        what: what is done, in a few characters.
    """
    work = Working(what)
    work.begin()
    try:
        yield work
    finally:
        work.end()
