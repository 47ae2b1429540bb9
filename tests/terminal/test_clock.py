"""The running hour over a real line: a second sends its digits and little else, and survives a killed dashboard."""

from __future__ import annotations

import re
import signal
from datetime import timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import utc_now
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.incidents import IncidentKind
from fjgov_tui.store import create_store, open_store
from fjgov_tui.workflows.handling import Found, StepTaken, enter, notify
from fjgov_tui.workflows.places import place_of
from tests.store.helpers import failing
from tests.terminal.teletype import dashboard
from tests.workflows.office import furnish

A_SECOND = 3000
"""Bytes over SSH that a second of a running clock may cost."""


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A file in which a unit was told of two things, ten and nine minutes ago."""
    path = tmp_path / "county.db"
    with create_store(path) as store:
        furnish(store)
        now = utc_now()
        with store.write() as writer:
            place = place_of(writer, "白帝镇子网站", now.date())
            for minutes, kind in ((10, IncidentKind.CONTENT), (9, IncidentKind.TAMPERING)):
                found = now - timedelta(minutes=11)
                number = enter(writer, Found(place=place, kind=kind, source="上级通报", at=found))
                notify(writer, number, StepTaken(step="notified", at=now - timedelta(minutes=minutes)))
    return path


def test_a_second_sends_the_digits_alone_and_far_less_than_three_kilobytes(told: Path) -> None:
    with dashboard(told) as tty:
        tty.see("◷49:")
        tty.type("6")
        tty.see("◷ 剩 49:")
        tty.see("今日读网 ", "值班")
        while len(tty.listen(1.0)) > A_SECOND:
            pass  # the screen is still being drawn for the first time
        seconds = 4
        shown = re.findall(r"剩 (49:\d\d)", tty.text)
        heard = b"".join(tty.listen(1.0) for _ in range(seconds))
        assert re.findall(r"剩 (4\d:\d\d)", tty.text) != shown, "the clock went on"
        # One second more may fall into the time that was listened.
        assert len(heard) < A_SECOND * (seconds + 1) / 5, "a fifth of what may be spent"
        assert "白帝镇" not in heard.decode(), "lines that did not change are not sent again"
        # Somebody goes through the list meanwhile, two keys a second.
        moved = b""
        for key in ("\x1b[B", "\x1b[A"):
            tty.type(key)
            moved += tty.listen(0.5)
        assert len(moved) < A_SECOND


def test_a_dashboard_that_is_killed_in_the_middle_goes_on_with_the_same_hour(told: Path) -> None:
    with dashboard(told) as tty:
        tty.see("◷49:")
        tty.type("6")
        tty.see("◷ 剩 49:")
        tty.type("\x1bOQ")
        tty.see("办哪一步")
        tty.process.send_signal(signal.SIGKILL)
        tty.process.wait()
    with dashboard(told) as tty:
        tty.see("◷49:")
        tty.type("6")
        tty.see("◷ 剩 49:", "白帝镇")
    with open_store(told) as store:
        assert store.read.counts()["incident"] == 2


def test_a_reading_that_found_something_is_booked_with_its_incident_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "county.db"
    with create_store(path) as store:
        furnish(store).person("张三")
    with dashboard(path) as tty:
        tty.see("总览")
        tty.type("6")
        tty.see("今日读网 ")
        for keys, then in (
            ("\x1bOS", "未读"),
            ("\x1bOQ", "谁读的"),
            ("\r", "读了："),
            ("\x1b[B\r", "发现了什么"),
            ("\r", "已经通知责任单位了吗"),
            ("y", "联系人"),
        ):
            tty.type(keys)
            tty.see(then)
        tty.process.send_signal(signal.SIGKILL)
        tty.ended()
    with open_store(path) as store:
        (patrol,) = store.read.records(LEDGERS["patrol"])
        (incident,) = store.read.records(LEDGERS["incident"])
        assert (patrol.values["result"], patrol.values["incident"]) == ("有问题", incident.id)
        assert incident.values["notified_at"] is not None
        assert failing(store) == ""
