"""A line that was cut holds nobody up: whatever is still sent is let go."""

from __future__ import annotations

import os
import pty
from threading import Thread
from typing import TextIO, cast

from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread

from fjgov_tui.shell.outlet import Outlet


def test_who_sends_to_a_terminal_that_has_gone_does_not_wait_for_ever() -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        sending = WriterThread(cast("TextIO", Outlet(terminal)))
        sending.start()
        sending.write("甲")
        assert os.read(master, 100).decode() == "甲"
        os.close(master)

        def much() -> None:
            for _ in range(10 * MAX_QUEUED_WRITES):
                sending.write("乙" * 1000)
            sending.stop()

        sender = Thread(target=much, daemon=True)
        sender.start()
        sender.join(30)
        assert not sender.is_alive()
        os.dup2(os.open(os.devnull, os.O_WRONLY), slave)  # what the file still holds goes there when it is closed


def test_after_a_single_error_the_next_piece_is_sent() -> None:
    master, slave = pty.openpty()
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        outlet = Outlet(terminal)
        elsewhere = os.dup(slave)
        os.dup2(os.open("/dev/full", os.O_WRONLY), slave)
        outlet.write("甲")
        outlet.flush()
        os.dup2(elsewhere, slave)
        os.close(elsewhere)
        outlet.write("乙")
        outlet.flush()
        assert os.read(master, 100).decode().endswith("乙")
    os.close(master)
