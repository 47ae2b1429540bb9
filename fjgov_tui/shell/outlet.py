"""What is sent to the terminal, whether it is still there or not.

Textual sends on a thread that ends at the first error, and behind which thirty pieces may wait: on a line that was cut
the next piece would wait for ever, and with it the whole program and the draft that it is about to keep.
"""

from __future__ import annotations

from typing import TextIO

from fjgov_tui.widgets.terminal import hung_up


class Outlet:
    """A file that takes what is written to it also when nobody is there any more to read it."""

    def __init__(self, file: TextIO) -> None:
        """Send through that file."""
        self._file = file
        self._gone = False

    def write(self, text: str) -> int:
        """Send it; what cannot be sent is let go."""
        if not self._gone:
            try:
                self._file.write(text)
            except (OSError, ValueError):
                self._look()
        return len(text)

    def flush(self) -> None:
        """Send what waits in the file."""
        if not self._gone:
            try:
                self._file.flush()
            except (OSError, ValueError):
                self._look()

    def _look(self) -> None:
        """Without its reader the file would keep everything that it could not send, and fail each time."""
        self._gone = self._file.closed or hung_up(self._file.fileno())

    def fileno(self) -> int:
        """The file's own number."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Whether the file is a terminal."""
        return self._file.isatty()
