"""The open alerts of all sites, and the messages that could not be delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.model import Alert, Parcel
from fjgov_tui.reports.pulse import show_seconds
from fjgov_tui.screens.base import OpenRecord
from fjgov_tui.screens.monitor.finding_dialogs import acknowledge
from fjgov_tui.screens.monitor.site_rows import SiteItem, alert_line, explained, thing_text
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.alerts import open_alerts, undelivered
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Page

LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class _Seen:
    alerts: tuple[Alert, ...]
    parcels: tuple[Parcel, ...]
    sites: dict[int, str]
    channels: dict[int, str]


def _read(reader: Reader) -> _Seen:
    alerts, parcels = tuple(open_alerts(reader)), tuple(undelivered(reader))
    sites = reader.titles(("site", alert.site) for alert in alerts if alert.site is not None)
    channels = reader.titles(("channel", parcel.channel) for parcel in parcels)
    return _Seen(
        alerts,
        parcels,
        {number: name for (_, number), name in sites.items()},
        {number: name for (_, number), name in channels.items()},
    )


class AlertsPage(Page[None]):
    """Follows what is written; the cursor stays on its alert."""

    DIGIT = "5"
    DEFAULT_CSS = "AlertsPage Menu { text-wrap: nowrap; text-overflow: ellipsis; }"
    HELP = (
        "未了结的告警：✗ 待知悉，○ 已有人知悉；F6 写明理由和期限，回车看全部，F7 到预警单。"
        "没有送达的消息列在下面，程序会一直重试，不会丢。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f6", "acknowledge", "知悉", key_display="F6"),
        Binding("f7", "ledger", "预警单", key_display="F7"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]

    def __init__(self, desk: AsyncStore) -> None:
        """Show all."""
        super().__init__(desk, "未了结的告警")
        self._version = -1
        self._items: list[SiteItem] = []

    def content(self) -> ComposeResult:
        """The list."""
        yield Menu()

    def on_mount(self) -> None:
        """Read, and go on reading what changes."""
        self.query_one(Menu).focus()
        self._look()
        self.set_interval(LOOK_SECONDS, self._look)

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        try:
            version = await self.desk.version()
            if version == self._version:
                return
            seen = await self.desk.read(_read)
        except FjgovError as error:
            self.query_one(".title", Plain).show(f" {error}", "$error")
            return
        self._version = version
        self._show(seen)

    def _show(self, seen: _Seen) -> None:
        now, here = int(self.desk.clock().timestamp()), self._here
        waiting = sum(alert.acked_until is None or alert.acked_until <= now for alert in seen.alerts)
        late = f"，未送达的消息 {len(seen.parcels)} 条" if seen.parcels else ""
        self.query_one(".title", Plain).show(f" 未了结的告警 {len(seen.alerts)} 条，待知悉 {waiting} 条{late}")
        self._items = [
            SiteItem(alert_line(alert, now, seen.sites.get(alert.site or 0, "")), alert) for alert in seen.alerts
        ]
        self._items += [SiteItem(_parcel_line(parcel, seen.channels)) for parcel in seen.parcels]
        listed = self.query_one(Menu)
        same = next((at for at, item in enumerate(self._items) if here and item.thing and item.thing == here), None)
        listed.fill([Option(item.line) for item in self._items], listed.highlighted if same is None else same)
        if not self._items:
            listed.fill([Option(plain(" ✓ 没有未了结的告警", "$success"), disabled=True)])

    @property
    def _here(self) -> Alert | None:
        place = self.query_one(Menu).highlighted
        thing = self._items[place].thing if place is not None and place < len(self._items) else None
        return thing if isinstance(thing, Alert) else None

    @on(Menu.OptionSelected)
    @work(exclusive=True, group="deed")
    async def _open(self) -> None:
        if (here := self._here) is not None:
            why = await self.desk.read(lambda reader: explained(reader, here))
            await self.app.push_screen_wait(Tell("告警", thing_text(here, explained=why)))

    @work(exclusive=True, group="deed")
    async def action_acknowledge(self) -> None:
        """Say that one knows of the alert under the cursor."""
        if self.desk.readonly:
            self.notify("文件是只读打开的，不能修改", severity="warning")
        elif (here := self._here) is not None and await acknowledge(self, self.desk, here):
            self._version = -1
            self._look()

    def action_ledger(self) -> None:
        """To the incident in its ledger."""
        here = self._here
        if here is None or here.incident is None:
            self.notify(f"这一条没有开{LEDGERS['incident'].title}单", severity="warning")
            return
        self.app.post_message(OpenRecord("incident", here.incident))
        self.dismiss(None)

    def action_leave(self) -> None:
        """To the screen that opened it; nothing is written."""
        self.dismiss(None)


def _parcel_line(parcel: Parcel, channels: dict[int, str]) -> Content:
    """A message that is still on its way; its channel by name, never by address."""
    name = channels.get(parcel.channel, "已移除的去向")
    note = f"：{parcel.note}" if parcel.note else ""
    return plain(f" → 未送达  {show_seconds(parcel.made_at)}  {name}  试过 {parcel.tries} 次{note}", "$warning")
