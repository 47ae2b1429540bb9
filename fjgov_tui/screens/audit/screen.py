"""Screen 8 审计: 41 articles and every finding, today or as the ledgers stood on a past day; saved as it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import audit as commands
from fjgov_tui.commands.mains import AUDIT
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.periods import month_end
from fjgov_tui.quarters import Period, quarter_of
from fjgov_tui.reports.audit import ArticleState, AuditReport, State
from fjgov_tui.reports.inspection import SubjectResult, inspect
from fjgov_tui.screens.audit.audit_data import (
    ARTICLES,
    FINDINGS,
    VIEWS,
    AuditData,
    FindingRow,
    earliest,
    read_audit,
)
from fjgov_tui.screens.audit.filters import Filters, choose_filters
from fjgov_tui.screens.audit.group_page import GroupPage
from fjgov_tui.screens.audit.inspection_view import INSPECTED, inspection_title
from fjgov_tui.screens.audit.trail_view import TRAIL, TrailRow, found_in_trail, goes_to, trail_title
from fjgov_tui.screens.base import OpenForm, OpenList, OpenMain
from fjgov_tui.screens.coalescing import Coalescing
from fjgov_tui.screens.explaining import explain_finding
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.ruling import ruling
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.plain import plain
from fjgov_tui.workflows.board import Matter

Row = ArticleState | FindingRow | SubjectResult | Matter | TrailRow
_STATES: tuple[State, ...] = ("违规", "预警", "未检查", "合规")
"""Those that the title counts; the list shows the others."""


class AuditScreen(ListScreen[AuditData, Row]):
    """The articles or the findings; beside or below them what is known of the one under the cursor."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = AUDIT
    OFFERED = commands.AUDIT_COMMANDS
    VIEWS = VIEWS
    PANEL = "always"
    FRAME_SECONDS = 0
    HELP = (
        "审计：41 条各是什么状态（✗ 违规，! 预警，✓ 合规，· 已记录，? 未检查，- 无义务）；"
        "回车列出它的问题，再回车到记录。"
        "← → 看各月末当天的样子，Home 回今天，; 只看一部分，F6 和某一天对比，F2 说明一个问题，F8 存看到的。"
        "没有看过的不算合规。"
        "F4 换表：问题；本季检查（← → 换季度，F2 填检查项）；整改和约谈；"
        "审计链（谁、何时、改了什么；/ 在全部变更里按人、日子、台账、记录查，回车展开一批）。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Start with today."""
        super().__init__(desk)
        self._day: date | None = None
        self._quarter: Period | None = None
        """Whose inspection is looked at; none before somebody does."""
        self._filters = Filters()
        self._hits: tuple[TrailRow, ...] | None = None
        """What was found of the whole trail for the finder's words; `None` where nothing is looked for."""
        self._searching = Coalescing(self._search)
        self._asking = Coalescing(self._ask)

    @property
    def _today(self) -> date:
        return beijing_day(self.desk.clock())

    # --- reading -------------------------------------------------------------------------------------------------

    @work(group="audit")
    async def reload(self) -> None:
        """Ask again; the rulebook takes its time and nobody may starve it."""
        await self._asking.ask()

    async def _ask(self) -> None:
        day, now = self._day or self._today, self.desk.clock()
        ruled = None
        if day == self._today:
            ruled = await self.attempt(ruling(self.desk, day))
        report = ruled.report if ruled is not None else None
        data = await self.attempt(self.desk.study(lambda reader: read_audit(reader, day, now, report=report)))
        if data is None:
            self._day = None
            return
        before = self.data.inspection if self.data is not None else None
        if before is not None and before.period == self._quarter:
            data = replace(data, inspection=before)
        self.take(data.shown(self._filters, self._hits))
        await self._ask_inspection()

    async def _ask_inspection(self) -> None:
        """The rest of the screen waits neither for the inspection nor for the quarter that was looked at before."""
        quarter, today = self._quarter, self._today
        if quarter is None:
            return
        report = await self.attempt(
            self.desk.study_once(("inspection", quarter, today), lambda reader: inspect(reader, quarter, today))
        )
        if report is not None and self.data is not None and self._quarter == quarter:
            self.take(replace(self.data, inspection=report).shown(self._filters, self._hits))

    def title_line(self, data: AuditData) -> Content:
        """The day, how it is judged, how many articles and findings in which state."""
        report = data.report
        if self.view is INSPECTED:
            return inspection_title(data.inspection)
        if self.view is TRAIL:
            return trail_title(len(data.changes), report.anchor, searched=data.hits is not None)
        states = " ".join(f"{state} {report.states[state]}" for state in _STATES if report.states[state])
        head = plain(f" {report.as_of} {self._basis(data)}  ")
        if data.young:
            head = plain(f" ✗ {report.as_of} 还没有这份文件，下面按现在登记的日期核对  ", "bold $error")
        if data.filters:
            return head + plain(f"只看 {data.filters.words}", "bold $warning") + plain(f"  共 {len(data.listed)} 项")
        return head + plain(f"{states} │ {_counts(report)}")

    def _basis(self, data: AuditData) -> str:
        """As what the ledgers were judged; the last day of a file that is looked at as it stood is no today."""
        last = "当天的样子" if self.desk.as_of is not None else "今天"
        if data.report.basis == "stood":
            return "当天的样子"
        return last if data.report.as_of == data.today else "按登记的日期"

    # --- going about ---------------------------------------------------------------------------------------------

    @on(commands.OpenAudited)
    def _open(self) -> None:
        row = self.current
        if isinstance(row, FindingRow):
            show_detail(self, row.finding.ledger, row.finding.id)
        elif isinstance(row, SubjectResult):
            show_detail(self, row.ledger, row.id)
        elif isinstance(row, Matter):
            show_detail(self, row.progress.procedure.ledger, row.id)
        elif isinstance(row, TrailRow) and row.line.count > 1:
            self.app.push_screen(GroupPage(self.desk, self.DIGIT, row))
        elif isinstance(row, TrailRow):
            target = goes_to(row)
            if target is None:
                self.notify("这次变更的是台账文件本身，没有记录可看")
            else:
                show_detail(self, *target)
        elif isinstance(row, ArticleState) and self.data is not None:
            if not any(finding_row.finding.article == row.article for finding_row in self.data.findings):
                self.notify(
                    f"第{row.article}条没有列出问题：{row.in_words}" + (f"，{row.reason}" if row.reason else "")
                )
                return
            self._look_at(replace(self._filters, article=row.article))
            self.show_view(FINDINGS)

    def show_view(self, view: ListView[AuditData, Row]) -> None:
        """The articles are always all; whoever goes back to them looks at no single one."""
        if view is ARTICLES:
            self._look_at(Filters())
        if self._hits is not None:
            self._hits = None
            self._look_at(self._filters)
        super().show_view(view)
        if view is INSPECTED and self._quarter is None:
            self._inspect(quarter_of(self._today))

    def _look_at(self, filters: Filters) -> None:
        """Show only these findings; the list is drawn by whoever asks."""
        self._filters = filters
        if self.data is not None:
            self.data = self.data.shown(filters, self._hits)

    def open_wanted(self, wanted: OpenForm | OpenList | OpenMain) -> None:
        """The list, and the chapter, that another screen counts."""
        if not isinstance(wanted, OpenMain):
            return
        view = next((view for view in VIEWS if view.title == wanted.view), ARTICLES)
        self._day = None
        self._filters = Filters(chapter=wanted.chapter)
        if self.is_mounted:
            self._look_at(self._filters)
            super().show_view(view)
        else:
            self.view = view
        if view is INSPECTED and self._quarter is None:
            self._inspect(quarter_of(self._today))

    def narrow(self, words: str, before: str) -> None:
        """Words on the trail are looked for in all of it, entry by entry; elsewhere in what is listed."""
        if self.view is TRAIL:
            self._search_trail()
        else:
            self.relist()

    @work(group="trail")
    async def _search_trail(self) -> None:
        await self._searching.ask()

    async def _search(self) -> None:
        words = self.finder.words
        if words:
            self.notify(f"正在全部变更里查“{words}”…")
        hits = await self.attempt(self.desk.study(lambda reader: found_in_trail(reader, words))) if words else None
        if words == self.finder.words and self.data is not None:
            self._hits = hits
            self.data = self.data.shown(self._filters, hits)
            self.relist()

    def _inspect(self, quarter: Period) -> None:
        """Look at the inspection of a quarter."""
        if quarter.first > self._today:
            self.notify("这一季还没有开始")
            return
        self._quarter = quarter
        self.notify(f"正在检查{quarter.title}…")
        self.reload()

    def step_back(self) -> bool:
        """Whoever was sent here for a list goes back from it, after words and filters of his own."""
        sent = self.came_from and not self.finder.words and self._day is None and self._filters.article is None
        return self.go_back() if sent else super().step_back()

    def step_out(self) -> bool:
        """Everything again, then today, then where one came from."""
        if self._filters:
            self._look_at(Filters())
            self.relist()
        elif self._day is not None:
            self._go_to(None)
        else:
            return super().step_out()
        return True

    @on(commands.NarrowAudit)
    @work
    async def _narrow_findings(self) -> None:
        if self.data is None:
            return
        findings = [row.finding for row in self.data.findings]
        filters = await choose_filters(self, self._filters, findings)
        if filters is not None:
            self._look_at(filters)
            self.show_view(FINDINGS)

    @on(commands.CompareDays)
    @work
    async def _compare(self) -> None:
        from fjgov_tui.screens.audit.comparing import ComparePage

        last = self._day or self._today
        text = f"和 {last} 对比：写较早的一天。过去的日子按台账当天的样子。"
        first = await self.app.push_screen_wait(AskDay("和哪一天对比", text, quarter_of(last).before.last))
        if first is None:
            return
        if first >= last:
            self.notify(f"要比 {last} 早", severity="warning")
            return
        await self.app.push_screen_wait(ComparePage(self.desk, self.DIGIT, first, last))

    @on(commands.ExplainHere)
    @work
    async def _explain_finding(self) -> None:
        row = self.current
        if isinstance(row, FindingRow) and await explain_finding(self, self.desk, row.finding):
            self.reload()

    @on(commands.JudgeItem)
    @work
    async def _judge(self) -> None:
        from fjgov_tui.screens.audit.judging import judge_item

        result, data = self.current, self.data
        inspection = data.inspection if data is not None else None
        if isinstance(result, SubjectResult) and inspection is not None:
            written = await judge_item(self, self.desk, inspection.period, result)
            if written:
                self.reload()

    @on(commands.VerifyHere)
    @work(exclusive=True, group="whole")
    async def _verify(self) -> None:
        from fjgov_tui.screens.audit.whole_file import verify_here

        await verify_here(self, self.desk)

    @on(commands.BackUpHere)
    @work(exclusive=True, group="whole")
    async def _back_up(self) -> None:
        from fjgov_tui.screens.audit.whole_file import back_up_here

        await back_up_here(self, self.desk)

    # --- which day -----------------------------------------------------------------------------------------------

    def _go_to(self, day: date | None) -> None:
        today = self._today
        if day is not None and day < earliest():
            self.notify(f"办法 {earliest()} 起施行，没有更早的了")
            return
        self._day = None if day is None or day == today else day
        if self._day is not None:
            self.notify(f"正在还原 {self._day} 当天的样子…" if self._day < today else f"正在核对 {self._day}…")
        self.reload()

    @on(commands.MonthEndBefore)
    def _before(self) -> None:
        day = self._day or self._today
        self._go_to(month_end(day, -1))

    @on(commands.MonthEndAfter)
    def _after(self) -> None:
        if self._day is None:
            last = "今天" if self.desk.as_of is None else f"看的这一天（状态截至 {self.desk.as_of}）"
            self.notify(f"已经是{last}了；将来的日子用命令“看某一天”")
            return
        later = month_end(self._day, 0 if self._day != month_end(self._day, 0) else 1)
        self._go_to(None if later >= self._today else later)

    @on(commands.AuditToday)
    def _now(self) -> None:
        self._go_to(None)

    @on(commands.QuarterBefore)
    def _quarter_before(self) -> None:
        if self._quarter is not None:
            self._inspect(self._quarter.before)

    @on(commands.QuarterAfter)
    def _quarter_after(self) -> None:
        if self._quarter is not None:
            self._inspect(quarter_of(self._quarter.last + timedelta(days=1)))

    @on(commands.ThisQuarter)
    def _this_quarter(self) -> None:
        self._inspect(quarter_of(self._today))

    @on(commands.AuditDay)
    @work
    async def _choose_day(self) -> None:
        text = "过去的日子按台账当天的样子，将来的按已经登记的日期"
        day = await self.app.push_screen_wait(AskDay("看哪一天", text, self._day or self._today))
        if day is not None:
            self._go_to(day)

    # --- paper ---------------------------------------------------------------------------------------------------

    @on(commands.SaveAudit)
    @on(commands.SaveListed)
    @work
    async def _save(self) -> None:
        from fjgov_tui.screens.audit.paper import save_shown

        if self.data is not None:
            await save_shown(self, self.desk, self.data, self.view, self.listed, self.finder.words)


def _counts(report: AuditReport) -> str:
    return " ".join(f"{word} {report.count(severity)}" for severity, word in SEVERITIES.items())
