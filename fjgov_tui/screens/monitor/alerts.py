"""The open alerts of all sites, and the messages that could not be delivered."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.commands.listing import MarkAllRows, MarkRow
from fjgov_tui.commands.monitor import AcknowledgeAlert, AcknowledgeAll, GoToLedger, LineSituation
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.observed.model import Alert, Parcel
from fjgov_tui.reports.pulse import show_seconds
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.monitor.finding_dialogs import acknowledge
from fjgov_tui.screens.monitor.site_rows import SiteItem, alert_line, explained, thing_text
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.alerts import Knowing, known_by, open_alerts, undelivered
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.heartbeat import Beating
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain

LOOK_SECONDS = 1.0


@dataclass(frozen=True)
class _Seen:
    alerts: tuple[Alert, ...]
    parcels: tuple[Parcel, ...]
    sites: dict[int, str]
    known_by: dict[int, Knowing]
    channels: dict[int, str]


def _read(reader: Reader) -> _Seen:
    alerts, parcels = tuple(open_alerts(reader)), tuple(undelivered(reader))
    sites = reader.titles(("site", alert.site) for alert in alerts if alert.site is not None)
    channels = reader.titles(("channel", parcel.channel) for parcel in parcels)
    return _Seen(
        alerts,
        parcels,
        {number: name for (_, number), name in sites.items()},
        known_by(reader, alerts),
        {number: name for (_, number), name in channels.items()},
    )


def _nothing(*, running: bool) -> Content:
    """What stands in an empty list; nobody claims that all is well while nobody looks."""
    if running:
        return plain(" ✓ 没有未了结的告警", "$success")
    return plain(" ? 没有未了结的告警；监测没有运行，现在有没有问题不知道", "$warning")


class AlertsPage(Page[None]):
    """Follows what is written; the cursor stays on its alert."""

    DIGIT = "5"
    DEFAULT_CSS = "AlertsPage Menu { text-wrap: nowrap; text-overflow: ellipsis; }"
    HELP = (
        "未了结的告警：✗ 待知悉，○ 已有人知悉；F2 写明理由和期限；空格标记几条，^r 一起知悉，没有标记就是待知悉的全部；"
        "回车看全部，^g 到预警单。"
        "没有送达的消息列在下面，程序会一直重试，不会丢。"
    )
    OFFERED = (AcknowledgeAlert, AcknowledgeAll, MarkRow, MarkAllRows, GoToLedger)

    def __init__(self, desk: AsyncStore) -> None:
        super().__init__(desk, "未了结的告警  正在读取…")
        self._version = -1
        self._items: list[SiteItem] = []
        self._seen = _Seen((), (), {}, {}, {})
        self._marks: set[int] = set()

    def content(self) -> ComposeResult:
        """The open alerts and the messages that could not be delivered."""
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
            if version == self._version or self.app.screen is not self:
                return
            seen = await self.desk.read(_read)
        except FjgovError as error:
            self.query_one(".title", Plain).show(f" {error}", "$error")
            return
        self._version, self._seen = version, seen
        self._marks &= {alert.id for alert in seen.alerts}
        self._show()

    def _show(self) -> None:
        seen = self._seen
        now, here = int(self.desk.clock().timestamp()), self._here
        waiting = sum(alert.acked_until is None or alert.acked_until <= now for alert in seen.alerts)
        marked = f"，已标记 {len(self._marks)} 条" if self._marks else ""
        late = f"，未送达的消息 {len(seen.parcels)} 条" if seen.parcels else ""
        self.query_one(".title", Plain).show(f" 未了结的告警 {len(seen.alerts)} 条，待知悉 {waiting} 条{late}{marked}")
        self._items = [SiteItem(self._line(alert, now), alert) for alert in seen.alerts]
        self._items += [SiteItem(_parcel_line(parcel, seen.channels)) for parcel in seen.parcels]
        listed = self.query_one(Menu)
        same = next((at for at, item in enumerate(self._items) if here and item.thing and item.thing == here), None)
        listed.fill([Option(item.line) for item in self._items], listed.highlighted if same is None else same)
        if not self._items:
            listed.fill([Option(_nothing(running=self._watched), disabled=True)])

    @property
    def _watched(self) -> bool:
        """Whether the monitor looks right now: without it, that there is no alert says nothing."""
        return isinstance(self.app, Beating) and self.app.heartbeat.pulse.running

    def _line(self, alert: Alert, now: int) -> Content:
        site = self._seen.sites.get(alert.site or 0, "")
        return alert_line(alert, now, site, self._seen.known_by.get(alert.id), marked=alert.id in self._marks)

    @on(MarkRow)
    def _mark(self) -> None:
        if (here := self._here) is not None:
            self._marks ^= {here.id}
            self._show()
            self.query_one(Menu).action_cursor_down()

    @on(MarkAllRows)
    def _mark_all(self) -> None:
        every = {alert.id for alert in self._seen.alerts}
        self._marks = set() if self._marks >= every else every
        self._show()

    def step_back(self) -> bool:
        """The marks first."""
        if not self._marks:
            return False
        self._marks.clear()
        self._show()
        return True

    def situation(self) -> LineSituation:
        """Whether an alert is under the cursor, and whether an incident was opened for it."""
        here = self._here
        incident = here is None or here.incident is not None
        return LineSituation(self.desk.readonly, record=here is not None, incident=incident)

    @on(Menu.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @property
    def _here(self) -> Alert | None:
        place = self.query_one(Menu).highlighted if self.is_mounted else None
        thing = self._items[place].thing if place is not None and place < len(self._items) else None
        return thing if isinstance(thing, Alert) else None

    @on(Menu.OptionSelected)
    @work(exclusive=True, group="deed")
    async def _open(self) -> None:
        if (here := self._here) is not None:
            why = await self.desk.read(lambda reader: explained(reader, here))
            await self.app.push_screen_wait(Tell("告警", thing_text(here, explained=why)))

    @on(AcknowledgeAlert)
    @work(exclusive=True, group="deed")
    async def _acknowledge(self) -> None:
        if (here := self._here) is not None and await acknowledge(self, self.desk, here):
            self._version = -1
            self._look()

    @on(AcknowledgeAll)
    @work(exclusive=True, group="deed")
    async def _acknowledge_all(self) -> None:
        now = int(self.desk.clock().timestamp())
        waiting = [
            alert
            for alert in self._seen.alerts
            if (alert.id in self._marks if self._marks else (alert.acked_until or 0) <= now)
        ]
        if not waiting:
            self.notify("没有待知悉的告警")
        elif await acknowledge(self, self.desk, *waiting):
            self._marks.clear()
            self._version = -1
            self._look()

    @on(GoToLedger)
    def _to_incident(self) -> None:
        here = self._here
        if here is not None and here.incident is not None:
            show_detail(self, "incident", here.incident)


def _parcel_line(parcel: Parcel, channels: dict[int, str]) -> Content:
    """A message that is still on its way; its channel by name, never by address."""
    name = channels.get(parcel.channel, "已移除的去向")
    note = f"：{parcel.note}" if parcel.note else ""
    return plain(f" → 未送达  {show_seconds(parcel.made_at)}  {name}  试过 {parcel.tries} 次{note}", "$warning")
