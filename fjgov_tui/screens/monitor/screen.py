"""Screen 5 监测: every site as it stands now, drawn anew only where something has changed."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer

from fjgov_tui.commands import monitor as commands
from fjgov_tui.commands.mains import MONITOR
from fjgov_tui.errors import FjgovError
from fjgov_tui.reports.watch import SiteRow, WatchView, watch_view
from fjgov_tui.screens.monitor.actions import WatchActions
from fjgov_tui.screens.monitor.monitor_data import VIEWS, about, live_row, monitor_line, totals
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.heartbeat import Beating
from fjgov_tui.widgets.livelines import LiveLines
from fjgov_tui.widgets.livelist import LiveList
from fjgov_tui.widgets.livetable import LiveTable
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import plain

LOOK_SECONDS = 0.5
"""How often the file is asked whether the monitor has written, while this screen is in front."""
REST_SECONDS = 1.4
"""How long a drawn picture stands before the next: over a slow line 62 sites may change with every sweep."""
AGE_TICKS = 10
"""Looks after which the age of the data is drawn anew where nothing was written."""
AGAIN_SECONDS = 300
"""After so long it is read again although nothing was written: what was seen grows too old to judge by."""


class MonitorScreen(WatchActions):
    """The monitor's own state, counts, the live list; where there is room the site under the cursor beside it."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = MONITOR
    OFFERED = commands.MONITOR_COMMANDS
    VIEWS = VIEWS
    FIND = "查找：站点、单位的汉字或拼音首字母，空格隔开"
    HELP = (
        "监测：每个站点一行，最要紧的在前；✗ 故障、~ 不稳定、! 疑似、+ 恢复中、? 测不了（被防护拦截）、· 未测、"
        "· 未检查（打得开，近来没有查成）、✓ 正常。"
        "响应一栏从左到右是最近几次访问，越高越慢，× 是失败；本周失败写着“失败/测到 余几次”，余数用完即否决。"
        "写入后两秒内自己刷新，回车看一个站点的明细。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Nothing is known before the first read."""
        super().__init__(desk)
        self._version = -1
        self._ticks = 0
        self._drawn_at = -REST_SECONDS
        self._paused = False
        self._unit = ""
        self._looking: Timer | None = None
        self._offered = commands.WatchSituation()

    def content(self) -> ComposeResult:
        """One line more than other lists have: how many sites are in each state."""
        for widget in super().content():
            yield widget
            if widget.id == "title":
                yield LiveLines(id="totals", folds=False)

    def list_widgets(self) -> ComposeResult:
        """A list that draws only the cells that differ."""
        yield LiveTable()

    def panel_widgets(self) -> ComposeResult:
        """A panel that draws only the lines that differ."""
        yield LiveLines(id="beside")

    def resume(self) -> None:
        """In front, or in front again: look at once, and go on looking."""
        if self._looking is None:
            self._looking = self.set_interval(LOOK_SECONDS, self._look)
        else:
            self._looking.resume()
        self._look()

    def on_screen_suspend(self) -> None:
        """Behind another screen nobody sees what it would draw."""
        if self._looking is not None:
            self._looking.pause()

    @property
    def records(self) -> LiveList:
        """The widget that lists the sites."""
        return self.query_one(LiveTable).listed

    def situation(self) -> commands.WatchSituation:
        """Whether there is a site under the cursor, and whether the monitor runs."""
        running = self.data is not None and self.data.pulse.running
        copied = self.data is not None and bool(self.data.pulse.copied)
        return commands.WatchSituation(self.desk.readonly, **self.list_facts(), running=running, copied=copied)

    # --- looking -------------------------------------------------------------------------------------------------

    def read(self, reader: Reader) -> WatchView:
        """Everything that the monitor knows; of one unit where that was chosen."""
        view = watch_view(reader, self.desk.clock())
        return view.of_unit(self._unit) if self._unit else view

    def reload(self) -> None:
        """A ledger was changed, or the operator wants to see at once: read again."""
        self._version, self._drawn_at = -1, monotonic() - REST_SECONDS
        self._look()

    @work(exclusive=True, group="look")
    async def _look(self) -> None:
        """Ask whether anything was written; only then read, and draw what differs."""
        self._ticks += 1
        if self._paused or monotonic() - self._drawn_at < REST_SECONDS:
            return
        try:
            version = await self.desk.version()
        except FjgovError:
            # The application tells it, once.
            return
        if version == self._version and self.data is not None and monotonic() - self._drawn_at < AGAIN_SECONDS:
            if self._ticks >= AGE_TICKS:
                # Nothing was written: the same picture is some seconds older.
                self.data = self.data.at(self.desk.clock())
                self.say()
            return
        data = await self.attempt(self.desk.read(self.read), "读不到监测情况")
        if data is not None:
            self._version, self.data = version, data
            self._drawn_at = monotonic()
            self.relist()
            if isinstance(self.app, Beating):
                self.app.heartbeat.tell_pulse(data.pulse)

    def show_rows(self, rows: list[SiteRow], keep: int | None) -> None:
        """Only the cells that differ are drawn."""
        if self.data is not None:
            self.records.show_rows([live_row(row, self.data.now) for row in rows])

    def refresh_bindings(self) -> None:
        """The key line is drawn anew only where another command may run."""
        situation = self.situation()
        if situation != self._offered:
            self._offered = situation
            super().refresh_bindings()

    def title_line(self, data: WatchView) -> Content:
        """Whether the monitor runs, how old the data is."""
        return monitor_line(data, paused=self._paused, readonly=self.desk.readonly)

    def say(self, total: int | None = None) -> None:
        """Also how many sites are in each state."""
        super().say(total)
        self._ticks = 0
        if self.data is not None:
            only = f"只列{self._unit} │ " if self._unit else ""
            self.query_one("#totals", LiveLines).show([plain(f" {only}{totals(self.data)}")])

    def explain(self) -> None:
        """The panel needs no read."""
        if self.has_class("-wide"):
            row = self.current
            self.query_one("#beside", LiveLines).show(about(row) if row is not None else ())

    # --- which sites ---------------------------------------------------------------------------------------------

    @on(commands.PickUnit)
    @work
    async def _pick_unit(self) -> None:
        now = self.desk.clock()
        everything = await self.attempt(self.desk.read(lambda reader: watch_view(reader, now)))
        counts: dict[str, int] = {}
        for row in everything.rows if everything else ():
            counts[row.unit] = counts.get(row.unit, 0) + 1
        entries = [Entry(unit, unit or "（没有登记单位）", f"{count} 个站点") for unit, count in counts.items()]
        chosen = await self.app.push_screen_wait(Picker("只看哪个单位的站点", entries))
        if chosen is not None:
            self._unit = chosen
            self.reload()

    @on(commands.PauseWatch)
    def _pause(self) -> None:
        self._paused = not self._paused
        if self._paused:
            self.say()
        else:
            self.reload()

    @on(commands.ReadAgain)
    def _go_on(self) -> None:
        self._paused = False

    def step_out(self) -> bool:
        """Back to all units, then go on."""
        if self._unit:
            self._unit = ""
        elif self._paused:
            self._paused = False
        else:
            return super().step_out()
        self.reload()
        return True
