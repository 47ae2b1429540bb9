"""Screen 5 监测: every site as it stands now, drawn anew only where something has changed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from time import monotonic
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.timer import Timer

from fjgov_tui.commands import monitor as commands
from fjgov_tui.commands.base import bindings
from fjgov_tui.errors import FjgovError
from fjgov_tui.reports.watch import SiteRow, WatchView, watch_view
from fjgov_tui.screens.monitor.actions import WatchActions
from fjgov_tui.screens.monitor.monitor_data import HEADINGS, RANGES, about, chosen, live_row, monitor_line, totals
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.finder import Finder
from fjgov_tui.widgets.livelines import LiveLines
from fjgov_tui.widgets.livelist import LiveList
from fjgov_tui.widgets.livetable import LiveTable
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.recordlist import RecordList

LOOK_SECONDS = 0.5
"""How often the file is asked whether the monitor has written, while this screen is in front."""
REST_SECONDS = 1.4
"""How long a drawn picture stands before the next: over a slow line 62 sites may change with every sweep."""
AGE_TICKS = 10
"""Looks after which the age of the data is drawn anew where nothing was written."""


class MonitorScreen(WatchActions):
    """The monitor's own state, counts, the live list; where there is room the site under the cursor beside it."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    DIGIT = "5"
    OFFERED = commands.MONITOR_COMMANDS
    BINDINGS: ClassVar = bindings(commands.MONITOR_COMMANDS)
    HELP = (
        "监测：每个站点一行，最要紧的在前；✗ 故障、~ 不稳定、! 疑似、+ 恢复中、? 测不了（被防护拦截）、· 未测、✓ 正常。"
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
        self._range, self._unit = 0, ""
        self._looking: Timer | None = None
        self._offered = commands.WatchSituation()

    def content(self) -> ComposeResult:
        """The monitor's line, the counts, the filter, the list; beside it the site at hand."""
        yield LiveLines(id="title", folds=False)
        yield LiveLines(id="totals", folds=False)
        yield Finder("查找：站点、单位的汉字或拼音首字母，空格隔开")
        with Horizontal():
            yield LiveTable()
            yield LiveLines(id="beside")

    def on_mount(self) -> None:
        """An empty list, and the first look."""
        self.records.show_headings(HEADINGS, "", descending=False)
        self.records.focus()
        self._looking = self.set_interval(LOOK_SECONDS, self._look)

    def on_screen_resume(self) -> None:
        """In front again: look at once, and go on looking."""
        if self._looking is not None:
            self._looking.resume()
        self._look()

    def on_screen_suspend(self) -> None:
        """Behind another screen nobody sees what it would draw."""
        if self._looking is not None:
            self._looking.pause()

    def reload(self) -> None:
        """A ledger was changed, or the operator wants to see at once: read again."""
        self._version, self._drawn_at = -1, monotonic() - REST_SECONDS
        self._look()

    @property
    def records(self) -> LiveList:
        """The list."""
        return self.query_one(LiveTable).listed

    @property
    def current(self) -> SiteRow | None:
        """The site under the cursor."""
        if self.view is None or not self.is_mounted:
            return None
        return next((row for row in self.view.rows if row.site == self.records.record), None)

    def situation(self) -> commands.WatchSituation:
        """Whether there is a site under the cursor, and whether the monitor runs."""
        running = self.view is not None and self.view.pulse.running
        return commands.WatchSituation(self.desk.readonly, record=self.current is not None, running=running)

    # --- looking -------------------------------------------------------------------------------------------------

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
        if version == self._version and self.view is not None:
            if self._ticks >= AGE_TICKS:
                self._grow_older(self.view)
            return
        now = self.desk.clock()
        view = await self.attempt(self.desk.read(partial(watch_view, now=now)), "读不到监测情况")
        if view is not None:
            self._version, self.view = version, view
            self._show(view)

    def _grow_older(self, view: WatchView) -> None:
        """Nothing was written: the same picture is some seconds older."""
        self.view = view.at(self.desk.clock())
        self._say_title(self.view)

    def _show(self, view: WatchView) -> None:
        self._drawn_at = monotonic()
        listed = chosen(view, self._range, self.finder.words, self._unit)
        self.records.show_rows([live_row(row, view.now) for row in listed])
        self._say_title(view)
        self._say_totals(view, len(listed))
        self._explain()
        self._offer()

    def _offer(self) -> None:
        """The key line is drawn anew only where another command may run."""
        situation = self.situation()
        if situation != self._offered:
            self._offered = situation
            self.refresh_bindings()

    def _say_title(self, view: WatchView) -> None:
        self._ticks = 0
        line = monitor_line(view, paused=self._paused, readonly=self.desk.readonly)
        self.query_one("#title", LiveLines).show([line])

    def _say_totals(self, view: WatchView, shown: int) -> None:
        parts = [f"只列“{RANGES[self._range][0]}”"] if self._range else []
        parts += [f"只列{self._unit}"] if self._unit else []
        parts += [f"查找“{self.finder.words}”"] if self.finder.words else []
        chosen_ones = f"{' '.join(parts)}：{shown} 个 │ " if parts else ""
        self.query_one("#totals", LiveLines).show([totals(view, chosen_ones)])

    @on(RecordList.Moved)
    def _moved(self) -> None:
        self._explain()
        self._offer()

    def on_resize(self) -> None:
        """The panel may come or go."""
        self._explain()

    def _explain(self) -> None:
        row = self.current
        if not self.has_class("-wide"):
            return
        self.query_one("#beside", LiveLines).show(about(row) if row is not None else ())

    # --- which sites ---------------------------------------------------------------------------------------------

    def _list(self) -> None:
        if self.view is not None:
            self._show(self.view)

    @on(commands.NextWatchRange)
    def _next_range(self) -> None:
        self._range = (self._range + 1) % len(RANGES)
        self._list()

    @on(commands.PickUnit)
    @work
    async def _pick_unit(self) -> None:
        if self.view is None:
            return
        counts: dict[str, int] = {}
        for row in self.view.rows:
            counts[row.unit] = counts.get(row.unit, 0) + 1
        entries = [Entry(unit, unit or "（没有登记单位）", f"{count} 个站点") for unit, count in counts.items()]
        chosen_unit = await self.app.push_screen_wait(Picker("只看哪个单位的站点", entries))
        if chosen_unit is not None:
            self._unit = chosen_unit
            self._list()

    @property
    def finder(self) -> Finder:
        """The line that narrows the list."""
        return self.query_one(Finder)

    @on(commands.FindSites)
    def _start_finding(self) -> None:
        self.finder.begin()

    @on(Finder.Found)
    def _narrow(self) -> None:
        self._list()

    @on(Finder.Done)
    def _found(self) -> None:
        self.records.focus()

    @on(commands.PauseWatch)
    def _pause(self) -> None:
        self._paused = not self._paused
        if self._paused and self.view is not None:
            self._say_title(self.view)
        else:
            self.reload()

    @on(commands.StepOut)
    def _back(self) -> None:
        """One step out: words, unit, range, pause."""
        if self.finder.leave():
            self.records.focus()
        elif self._unit:
            self._unit = ""
            self._list()
        elif self._range:
            self._range = 0
            self._list()
        elif self._paused:
            self._pause()
