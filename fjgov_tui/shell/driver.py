"""The terminal on Linux and its relatives: keys read piece by piece."""

from __future__ import annotations

import asyncio
import os
import select
import signal
from codecs import getincrementaldecoder
from time import monotonic
from typing import Any

from textual.app import App
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver

from fjgov_tui.keyboard import taken_over
from fjgov_tui.shell.internals import SequenceReader, forget_picture, glyphs_for, send_through
from fjgov_tui.shell.keystream import KeyStream
from fjgov_tui.shell.outlet import Outlet
from fjgov_tui.widgets.terminal import hung_up

READ_BYTES = 4096
WAKE_SECONDS = 0.1
"""How often the thread looks whether the program ends."""


class TerminalDriver(LinuxDriver):
    """Reads keys so that a paste without end, an unknown sequence or a byte that is no UTF-8 costs no other key."""

    away = False
    """Whether the terminal was given back to the shell."""
    keeps_picture = True
    """What was sent stands on the terminal until something else is sent: only differences have to be."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        """Stop and go on between two turns of the loop.

        Textual's own handlers do it wherever the signal strikes: one that strikes while the terminal is being taken
        again takes it twice, and what is put back at the end is the raw terminal.
        """
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        send_through(self, Outlet)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTSTP, signal.SIGCONT):
            handler = signal.getsignal(number)
            if callable(handler):
                loop.add_signal_handler(number, handler, number, None)

    def write(self, data: str) -> None:
        """Send it, without the characters that the user's terminal cannot draw."""
        glyphs = glyphs_for(self)
        super().write(data.translate(glyphs) if glyphs else data)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was before we began to load."""
        self.attrs_before = taken_over() or self.attrs_before
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.away = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal again, and have everything drawn.

        Who was stopped without being asked (SIGSTOP), or only told to go on, has not given it back: Textual would then
        start a second thread that reads keys, and remember the raw terminal as the one to leave behind.
        """
        away = self.away
        if not away:
            self.suspend_application_mode()
        self.away = False
        forget_picture(self)
        super().resume_application_mode()
        if not away:
            self.send_message(self.SignalResume())

    def run_input_thread(self) -> None:
        """Read until the program ends; a line that was cut is noticed by the application."""
        # Half a character may be the end of a read, but what is no UTF-8 at all must not end the program.
        decode = getincrementaldecoder("utf-8")("replace").decode
        stream, reader = KeyStream(ESCAPE_DELAY), SequenceReader()
        while not self.exit_event.is_set():
            due = stream.due()
            wait = WAKE_SECONDS if due is None else min(max(due - monotonic(), 0.0), WAKE_SECONDS)
            ready, _, _ = select.select([self.fileno], [], [], wait)
            pieces = []
            if ready:
                try:
                    data = os.read(self.fileno, READ_BYTES)
                except OSError:
                    data = b""
                if not data and hung_up(self.fileno):
                    # Textual ends this thread by way of the terminal, which is gone: it would keep the program alive.
                    return
                if not data:
                    self.exit_event.wait(WAKE_SECONDS)
                    continue
                pieces = stream.feed(decode(data), monotonic())
            for piece in (*pieces, *stream.tick(monotonic())):
                for message in reader.messages(piece):
                    self.process_message(message)
