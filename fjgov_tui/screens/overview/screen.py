"""Screen 1 总览: how the county stands; every number opens what it counts, every box takes the focus."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets.option_list import Option

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Situation
from fjgov_tui.commands.ledger import ImportSheet
from fjgov_tui.commands.mains import OVERVIEW
from fjgov_tui.commands.overview import OVERVIEW_COMMANDS, AllDuties, FirstUnit, OpenGap, Reload
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.counts import Count, count_ledgers
from fjgov_tui.reports.doubts import read_doubts
from fjgov_tui.screens.base import CommandScreen, OpenForm, OpenList
from fjgov_tui.screens.coalescing import Coalescing
from fjgov_tui.screens.handling.clocklines import ClockLines
from fjgov_tui.screens.overview.chapters import ChapterBox
from fjgov_tui.screens.overview.duties import DutyBox
from fjgov_tui.screens.overview.standing import StandingLines
from fjgov_tui.screens.ruling import ruling
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, fit_right
from fjgov_tui.widgets.heartbeat import Beating
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain

if TYPE_CHECKING:
    from fjgov_tui.reports.live import Live
    from fjgov_tui.reports.overview import Gap, Glance

LIVE_SECONDS = 300
"""After so long the strip of the monitor is read again although nobody wrote."""
FRAME_SECONDS = 0.2
"""How long the first frame waits for the counts, which take 15 ms: drawn twice, it would come 30 ms later."""
WELCOME = """\
这个台账文件还是空的。可以这样开始：

  F7  导入现有的表格：先预演给您看，确认后才写入；表头的常见写法都认得。
      要一份空白模板，请在命令行运行
      fjgov ledger template 单位 人员 站点 -o 模板.xlsx
  F3  登记第一个单位：从主管单位（县政府办公室）开始。
   2  打开台账目录，逐本查看要登记什么。

想先看看用起来什么样，请在命令行运行  fjgov demo
（另开一个虚构的全县数据，不影响这个文件）"""


class OverviewScreen(CommandScreen):
    """A few lines of standing above four boxes, five where there is room; a welcome while all is empty."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = OVERVIEW
    OFFERED = OVERVIEW_COMMANDS
    AUTO_FOCUS = "#asked"
    HELP = (
        "总览：最上面几行是监测、处置、口令、检查、趋势的现况；下面是各章的问题、要办的事、登记缺项"
        "（✗ 违反，! 警示，· 提示，? 未检查，✓ 合规，最要紧的在前）和最近的变更，宽的终端上还有各台账的数量。"
        "Tab 到下一处，回车看它数的是什么；^u 列出 30 天内全部要办的事。"
        "核对完之前写明是什么时候核对的结果。上次备份超过 26 小时会提醒。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Nothing is known before the first read."""
        super().__init__(desk)
        self._glance: Glance | None = None
        self._gaps: list[Gap] = []
        self._asked: tuple[Gap, ...] | None = None
        self._asking = Coalescing(self._ask)
        self._counted: list[str] = []

    def situation(self) -> Situation:
        """Whether there is a question with an answer behind it."""
        return Situation(self.desk.readonly, opens=bool(self._gaps) and not self.has_class("-empty"))

    def content(self) -> ComposeResult:
        """What runs, how things stand, the boxes, and the welcome."""
        yield Plain(id="doubts")
        yield ClockLines(self.desk.clock)
        yield StandingLines(id="standing")
        with Horizontal(id="upper"):
            yield _box("counted", "台账")
            yield ChapterBox(self.desk, id="chapters")
            yield DutyBox(self.desk, id="duties")
        with Horizontal(id="lower"):
            yield _box("asked", "登记缺项")
            yield _box("changed", "最近变更")
        yield Plain(WELCOME, id="welcome")

    async def on_mount(self) -> None:
        """The counts are drawn with the frame where the file gives them at once; the rest is read behind it."""
        self.set_interval(LIVE_SECONDS, self._live_again)
        await asyncio.wait([asyncio.ensure_future(self._count())], timeout=FRAME_SECONDS)
        # By way of the application, which draws nothing until it stands: what is loaded for the rest takes 60 ms.
        self.app.call_later(self.call_after_refresh, self.reload)

    async def _count(self) -> None:
        self._show_counts(await self.attempt(self.desk.read_first(count_ledgers)) or ())

    def on_screen_resume(self) -> None:
        """Coming back from elsewhere, where something may have been changed."""
        if self._glance is not None:
            self.reload()

    @work(exclusive=True, group="overview")
    async def reload(self) -> None:
        """Read and show the overview: what was counted last, counts, changes, and the rules when they have answered."""
        today = beijing_day(self.desk.clock())
        await self.query_one(ChapterBox).remember()
        self.reload_live()
        glance = await self.attempt(self.desk.read(lambda reader: _glance(reader, today)))
        if glance is not None and glance != self._glance:
            self._glance = glance
            self._show(glance)
        self._ask_rules()

    @work(group="gaps")
    async def _ask_rules(self) -> None:
        await self._asking.ask()

    async def _ask(self) -> None:
        self.stay()
        if self._asked is None:
            self.query_one("#asked").border_title = plain("登记缺项  正在核对…")
        today = beijing_day(self.desk.clock())
        await self.query_one(DutyBox).read(today)
        ruled = await self.attempt(ruling(self.desk, today))
        if ruled is None:
            return
        await self.query_one(ChapterBox).show(ruled.gaps)
        self.stay()
        self.query_one(StandingLines).show_trend(ruled.gaps, today)
        if ruled.gaps != self._asked:
            self._asked = ruled.gaps
            self._show_gaps(ruled.gaps)

    def _live_again(self) -> None:
        """What the monitor saw grows too old to judge by although nobody writes."""
        if self.app.screen is self:
            self.reload_live()

    @work(exclusive=True, group="live")
    async def reload_live(self) -> None:
        """The monitor's strip alone: it changes every few seconds, the rulebook does not."""
        now = self.desk.clock()
        live = await self.attempt(self.desk.read(lambda reader: _live(reader, now)))
        doubts = await self.attempt(self.desk.read(lambda reader: read_doubts(reader, now))) or ()
        self.query_one("#doubts", Plain).show("\n".join(f" {doubt.sentence}" for doubt in doubts))
        self.query_one("#doubts").display = bool(doubts)
        if live is not None:
            self.query_one(StandingLines).show_live(live)
            if isinstance(self.app, Beating):
                self.app.heartbeat.tell_pulse(live.pulse)

    def _show(self, glance: Glance) -> None:
        from fjgov_tui.screens.overview.lines import change_line

        self.set_class(glance.empty, "-empty")
        self._show_counts(glance.counts)
        self.query_one(StandingLines).show_glance(glance)
        changed = self.query_one("#changed", Menu)
        changed.fill([Option(plain(change_line(change))) for change in glance.changes], changed.highlighted)

    def _show_gaps(self, gaps: Sequence[Gap]) -> None:
        from fjgov_tui.screens.overview.lines import gap_line, in_order, totals

        here, self._gaps = self._gap_here, in_order(gaps)
        rules = [gap.rule for gap in self._gaps]
        asked = self.query_one("#asked", Menu)
        asked.fill([Option(gap_line(gap)) for gap in self._gaps], rules.index(here.rule) if here else 0)
        self.query_one("#asked").border_title = plain(f"登记缺项  {totals(self._gaps)}")
        if self.focused is None and self._glance is not None and not self._glance.empty:
            asked.focus()

    def _show_counts(self, counts: Sequence[Count]) -> None:
        # The panel may be too low for all: what is empty is the least worth seeing.
        filled_first = sorted(counts, key=lambda ledger_count: not ledger_count.count)
        counted, self._counted = self.query_one("#counted", Menu), [ledger_count.name for ledger_count in filled_first]
        lines = [
            Option(plain(fit(ledger_count.title, 10) + fit_right(ledger_count.shown, 7)))
            for ledger_count in filled_first
        ]
        counted.fill(lines, counted.highlighted)

    @property
    def _gap_here(self) -> Gap | None:
        """The gap under the cursor."""
        place = self.query_one("#asked", Menu).highlighted
        return self._gaps[place] if place is not None and place < len(self._gaps) else None

    @on(Reload)
    def _reload(self) -> None:
        self._glance = self._asked = None
        self.reload()

    @on(AllDuties)
    def _all_duties(self) -> None:
        from fjgov_tui.screens.overview.duties_page import DutiesPage

        self.app.push_screen(DutiesPage(self.desk, self.DIGIT))

    @on(Menu.OptionSelected, "#asked")
    def _selected(self) -> None:
        self.post_message(OpenGap())

    @on(Menu.OptionSelected, "#counted")
    def _open_ledger(self, event: Menu.OptionSelected) -> None:
        self.post_message(OpenList(self._counted[event.option_index]))

    @on(Menu.OptionSelected, "#changed")
    def _open_change(self, event: Menu.OptionSelected) -> None:
        from fjgov_tui.screens.ledgers.detail import show_detail

        change = self._glance.changes[event.option_index] if self._glance is not None else None
        if change is not None and change.ledger in LEDGERS and change.record:
            show_detail(self, change.ledger, change.record)
        else:
            self.notify("这次变更的是台账文件本身，没有记录可看")

    @on(DutyBox.Chosen)
    def _open_duty(self, event: DutyBox.Chosen) -> None:
        from fjgov_tui.screens.ledgers.detail import show_detail

        show_detail(self, event.ledger, event.record)

    @on(OpenGap)
    @work
    async def _open_gap(self) -> None:
        gap = self._gap_here
        if gap is None:
            return
        if not gap.findings:
            self.notify(gap.words, title=gap.question)
            return
        from fjgov_tui.screens.findings import Findings

        await self.app.push_screen_wait(Findings(self.desk, gap.question, gap.findings, self.DIGIT))

    @on(FirstUnit)
    def _first_unit(self) -> None:
        self.post_message(OpenForm("unit"))

    @on(ImportSheet)
    def _import(self) -> None:
        from fjgov_tui.screens.ledgers.importing import ImportWizard

        self.app.push_screen(ImportWizard(self.desk))


def _box(id: str, title: str) -> Menu:
    """A list in its frame."""
    menu = Menu(id=id)
    menu.border_title = plain(title)
    return menu


def _glance(reader: Reader, today: date) -> Glance:
    """What needs no rulebook; its module is loaded on the reading thread, while the counts are looked at."""
    from fjgov_tui.reports.overview import read_glance

    return read_glance(reader, today)


def _live(reader: Reader, now: datetime) -> Live:
    """The strip; what it needs of the monitor is loaded on the reading thread, too."""
    from fjgov_tui.reports.live import read_live

    return read_live(reader, now)
