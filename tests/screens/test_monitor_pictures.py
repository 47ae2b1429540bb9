"""Screen 5 and its pages as text, on a small county that never changes; and with hostile text in every place."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fjgov_tui.commands.monitor import PickUnit
from fjgov_tui.reports.wallboard import wallboard
from fjgov_tui.reports.watch import watch_view
from fjgov_tui.screens.monitor.changes import ChangesPage
from fjgov_tui.screens.monitor.plan import PlanPage
from fjgov_tui.screens.monitor.screen import MonitorScreen
from fjgov_tui.screens.monitor.site import SitePage
from fjgov_tui.store import Store, open_store
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.menu import Menu
from tests.conftest import NOW
from tests.screens.driving import Driver, driving
from tests.screens.test_hostile import ACTING, ESCAPES, MARKUP, harmless
from tests.screens.test_snapshots import SIZES, Scene, look_at
from tests.screens.watched import watch


async def monitor(drive: Driver) -> None:
    await drive.press("5")
    await drive.see("数据截至", "子网站")


async def monitor_site(drive: Driver) -> None:
    await monitor(drive)
    await drive.press("enter")
    await drive.see("未了结的告警", "疑点  2")


async def monitor_changes(drive: Driver) -> None:
    await monitor_site(drive)
    await drive.press("f6")
    await drive.see("比基线")


async def monitor_alerts(drive: Driver) -> None:
    await monitor(drive)
    await drive.press("f2")
    await drive.see("待知悉 1 条")


async def monitor_plan(drive: Driver) -> None:
    await monitor(drive)
    await drive.press("ctrl+u")
    await drive.see("接下来五次")


async def monitor_overview(drive: Driver) -> None:
    await drive.see("监测  运行中", "登记缺项  违反")


SCENES: list[Scene] = [
    monitor_overview, monitor, monitor_site, monitor_changes, monitor_alerts, monitor_plan,
]  # fmt: skip


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_monitor_looks_as_it_did(store: Store, size: tuple[int, int]) -> None:
    watch(store)
    async with driving(store.path, size=size) as drive:
        await look_at(drive, SCENES)


TEXTS = {
    "watch_site": ("last_why", "address"),
    "watch_page": ("url", "found_by", "title", "note"),
    "watch_facts": ("cert_note", "ipv6_note"),
    "watch_finding": ("url", "mark", "what", "around"),
    "watch_alert": ("what",),
    "watch_beat": ("host", "note"),
    "watch_text": ("text",),
    "incident": ("title", "evidence", "note"),
    "site": ("name",),
    "unit": ("name",),
}
"""Every text that the monitor's screens draw."""


def spoil(path: Path, text: str) -> None:
    """Write the text everywhere, behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for table, columns in TEXTS.items():
            for column in columns:
                unique = " || rowid" if table == "watch_text" or column == "name" else ""
                db.execute(f'UPDATE "{table}" SET "{column}" = ?{unique}', [text])


async def each_line(drive: Driver) -> None:
    """Enter on every line of the page in front."""
    listed = drive.screen.query_one(Menu)
    depth = len(drive.app.screen_stack)
    for place, option in enumerate(listed.options):
        if option.disabled or "▶" in str(option.prompt):
            continue
        listed.highlighted = place
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, Tell))
        harmless(drive)
        await drive.press("escape")
        await drive.until(lambda: len(drive.app.screen_stack) == depth)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("text", [f"a[/]{ESCAPES}", MARKUP], ids=["escapes", "markup"])
async def test_hostile_text_is_shown_as_characters_on_every_page(
    store: Store, text: str, size: tuple[int, int]
) -> None:
    watch(store)
    spoil(store.path, text)
    async with driving(store.path, size=size) as drive:
        await drive.see("监测  运行中")
        await drive.press("5")
        await drive.see("a[/]")
        harmless(drive)
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, SitePage) and bool(drive.screen.query_one(Menu).options))
        harmless(drive)
        await each_line(drive)
        await drive.press("f6")
        await drive.until(lambda: isinstance(drive.screen, ChangesPage))
        harmless(drive)
        await drive.leave_windows()
        await drive.press("f2")
        await drive.see("未了结的告警 1 条")
        await each_line(drive)
        await drive.leave_windows()
        await drive.press("ctrl+u")
        await drive.until(lambda: isinstance(drive.screen, PlanPage))
        harmless(drive)
        await drive.leave_windows()
        screen = drive.screen
        assert isinstance(screen, MonitorScreen)
        screen.post_command(PickUnit)
        await drive.see("只看哪个单位的站点")
        harmless(drive)


def test_hostile_text_does_nothing_on_the_wallboard(store: Store) -> None:
    watch(store)
    spoil(store.path, f"<script>{ESCAPES}{MARKUP}")
    with open_store(store.path, readonly=True) as opened:
        page = wallboard(watch_view(opened.read, NOW))
    assert "<script" not in page
    assert not ACTING.search(page.replace("\n", ""))
