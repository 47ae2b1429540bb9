"""The demo county alive: its sites on the loopback interface, and schedules that show something within minutes."""

from __future__ import annotations

from datetime import date

from fjgov_tui.demo.county import Progress, build_demo
from fjgov_tui.demo.server import DemoServer
from fjgov_tui.demo.web import read_web
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store

VISITS = "*/5 * * * *"
"""Slots of five minutes: every few seconds one of the sites is visited."""
SCHEDULE = (("访问", VISITS), ("更新", "10 * * * *"), ("篡改", "20 * * * *"), ("内容", "30 * * * *"))
"""Checks that come round more often than an office would want; the others keep their hours."""


def build_live(store: Store, server: DemoServer, today: date, progress: Progress | None = None) -> None:
    """Fill an empty file with the demo county as the server will play it, and let the server begin.

    Args:
        store: a file without records.
        server: not yet started.
        today: the Beijing day from which all dates are counted.
        progress: called with rows done and rows in all.
    """
    build_demo(store, today, progress, moved=server.moved, line=VISITS)
    with store.write(reason="演示：加快监测") as writer:
        for kind, cron in SCHEDULE:
            writer.save(LEDGERS["schedule"], {"kind": kind, "cron": cron, "note": "只为演示，实际不必这样密"})
    server.start(read_web(store.read, server.foreign))
