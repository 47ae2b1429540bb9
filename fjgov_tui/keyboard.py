"""The keyboard before anybody reads it: what is typed meanwhile is not written on the terminal, and waits as it is."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

_LFLAG, _CC, _IFLAG = 3, 6, 0
_before: list[list[Any]] = []
"""The terminal's settings as they were, while they are to be put back."""


@contextmanager
def stopped_in_order() -> Iterator[None]:
    """Whoever is stopped by the system in this block leaves it as after `Ctrl+C`, and puts back what he has changed.

    A signal that is ignored (`nohup`), or for which somebody else listens, stays with him.
    """
    taken = list[int]()
    for name in ("SIGTERM", "SIGHUP", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _stopped)
            taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _stopped(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def waiting_keys() -> Iterator[None]:
    """Keys that are typed in this block wait for the screens; where none come, they are dropped at its end.

    `Ctrl+C` and `Ctrl+Z` act as ever. Without a terminal whose settings can be had (Windows) nothing is done.
    """
    try:
        import termios
    except ImportError:
        yield
        return
    handle = sys.stdin.fileno()
    before, quiet = termios.tcgetattr(handle), termios.tcgetattr(handle)
    # By lines, the terminal would take Ctrl+W and Ctrl+U for its own, and Enter for another key.
    quiet[_LFLAG] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    quiet[_IFLAG] &= ~(termios.ICRNL | termios.INLCR | termios.IXON)
    quiet[_CC][termios.VMIN], quiet[_CC][termios.VTIME] = 1, 0
    with stopped_in_order():
        _before.append(before)
        try:
            termios.tcsetattr(handle, termios.TCSANOW, quiet)
            yield
        finally:
            if taken_over() is not None:
                with suppress(termios.error):  # The line has been cut.
                    termios.tcsetattr(handle, termios.TCSAFLUSH, before)


def taken_over() -> list[Any] | None:
    """The settings to put back, for whoever has read the keyboard since; `None` where it is as it was."""
    return _before.pop() if _before else None
