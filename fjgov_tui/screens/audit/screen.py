"""Screen 8 审计: 41 articles and every finding, today or as the ledgers stood on a past day; saved as it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import audit as commands
from fjgov_tui.commands.audit import AuditSituation
from fjgov_tui.commands.mains import AUDIT
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.periods import month_end
from fjgov_tui.quarters import Period, quarter_of
from fjgov_tui.reports.audit import ArticleState, AuditReport, State
from fjgov_tui.reports.inspection import SubjectResult
from fjgov_tui.screens.audit.audit_data import (
    ARTICLES,
    FINDINGS,
    VIEWS,
    AuditData,
    FindingRow,
    earliest,
    read_audit,
)
from fjgov_tui.screens.audit.inspection_view import INSPECTED, inspection_title
from fjgov_tui.screens.audit.trail_view import TRAIL, TrailRow, goes_to
from fjgov_tui.screens.coalescing import Coalescing
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
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
    HELP = (
        "审计：41 条各是什么状态（✗ 违规，! 预警，✓ 合规，· 已记录，? 未检查，- 无义务）；"
        "回车列出它的问题，再回车到记录。"
        "← → 看各月末当天的样子，Home 回今天，F8 存成报告。没有看过的不算合规。"
        "F4 换表：问题；本季检查（← → 换季度，F2 填检查项）；整改和约谈；"
        "审计链（谁、何时、改了什么，/ 按人、日子、台账查）。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Start with today."""
        super().__init__(desk)
        self._day: date | None = None
        self._quarter: Period | None = None
        """Whose inspection is looked at; none before somebody does."""
        self._asking = Coalescing(self._ask)

    @property
    def _today(self) -> date:
        return beijing_day(self.desk.clock())

    # --- reading -------------------------------------------------------------------------------------------------

    def read(self, reader: Reader) -> AuditData:
        """The whole rulebook on the day that is looked at."""
        return read_audit(reader, self._day or self._today, self.desk.clock(), self._quarter)

    @work(group="audit")
    async def reload(self) -> None:
        """Ask again; the rulebook takes its time and nobody may starve it."""
        await self._asking.ask()

    async def _ask(self) -> None:
        data = await self.attempt(self.desk.study(self.read))
        if data is None:
            self._day = None
            return
        self.take(data.of(self.data.article if self.data is not None else None))

    def title_line(self, data: AuditData) -> Content:
        """The day, how it is judged, how many articles and findings in which state."""
        report = data.report
        if self.view is INSPECTED:
            return inspection_title(data.inspection)
        if self.view is TRAIL:
            return plain(f" 最近 {len(data.trail)} 次变更  {report.anchor[:40]}…")
        past = "当天的样子" if report.basis == "stood" else "今天" if report.as_of == data.today else "按登记的日期"
        states = " ".join(f"{state} {report.states[state]}" for state in _STATES if report.states[state])
        head = plain(f" {report.as_of} {past}  ")
        if data.article is not None:
            return head + plain(f"第{data.article}条  共 {len(data.listed)} 项")
        return head + plain(f"{states} │ {_counts(report)}")

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
            self.data = self.data.of(row.article)
            self.show_view(FINDINGS)

    def show_view(self, view: ListView[AuditData, Row]) -> None:
        """The articles are always all; whoever goes back to them looks at no single one."""
        if view is ARTICLES and self.data is not None:
            self.data = self.data.of(None)
        super().show_view(view)
        if view is INSPECTED and self._quarter is None:
            self._inspect(quarter_of(self._today))

    def _inspect(self, quarter: Period) -> None:
        """Look at the inspection of a quarter."""
        if quarter.first > self._today:
            self.notify("这一季还没有开始")
            return
        self._quarter = quarter
        self.notify(f"正在检查{quarter.title}…")
        self.reload()

    def step_out(self) -> bool:
        """Back to today."""
        if self._day is None:
            return False
        self._go_to(None)
        return True

    def situation(self) -> AuditSituation:
        """Which of the lists is shown."""
        return AuditSituation(self.desk.readonly, **self.list_facts(), inspecting=self.view is INSPECTED)

    @on(commands.JudgeItem)
    @work
    async def _judge(self) -> None:
        result, data = self.current, self.data
        if isinstance(result, SubjectResult) and data is not None and data.inspection is not None:
            from fjgov_tui.screens.audit.judging import judge_item

            if await judge_item(self, self.desk, data.inspection.period, result):
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
        self.reload()

    @on(commands.MonthEndBefore)
    def _before(self) -> None:
        if self.view is INSPECTED and self._quarter is not None:
            self._inspect(self._quarter.before)
            return
        day = self._day or self._today
        self._go_to(month_end(day, -1))

    @on(commands.MonthEndAfter)
    def _after(self) -> None:
        if self.view is INSPECTED and self._quarter is not None:
            self._inspect(quarter_of(self._quarter.last + timedelta(days=1)))
            return
        if self._day is None:
            self.notify("已经是今天了；将来的日子用命令“看某一天”")
            return
        later = month_end(self._day, 0 if self._day != month_end(self._day, 0) else 1)
        self._go_to(None if later >= self._today else later)

    @on(commands.AuditToday)
    def _now(self) -> None:
        if self.view is INSPECTED:
            self._inspect(quarter_of(self._today))
            return
        self._go_to(None)

    @on(commands.AuditDay)
    @work
    async def _choose_day(self) -> None:
        text = "过去的日子按台账当天的样子，将来的按已经登记的日期"
        day = await self.app.push_screen_wait(AskDay("看哪一天", text, self._day or self._today))
        if day is not None:
            self._go_to(day)

    # --- paper ---------------------------------------------------------------------------------------------------

    @on(commands.SaveAudit)
    @work
    async def _save(self) -> None:
        from fjgov_tui.reports.auditfiles import ENDINGS, form_of_name, write_audit
        from fjgov_tui.screens.saving import SaveAs
        from fjgov_tui.workflows.anchoring import keep_anchor

        if self.data is None:
            return
        if self.view in (INSPECTED, TRAIL):
            await self._save_list()
            return
        report = shown_report(self.data, str(self.desk.path))
        part = f"核对报告-第{self.data.article}条" if self.data.article is not None else "核对报告"

        async def write(path: Path) -> None:
            form = form_of_name(path)
            now = self.desk.clock()
            await self.desk.study(lambda _: write_audit(report, path, form))
            for trouble in await self.desk.study(lambda reader: keep_anchor(reader, now, f"核对报告 {path.name}")):
                self.notify(trouble, severity="warning")

        text = f"{report.as_of} 的核对报告：{report.scope or '全部条款和问题'}。结尾可以是 {'、'.join(ENDINGS)}。"
        await self.app.push_screen_wait(SaveAs("存核对报告", text, f"{part}-{report.as_of}.docx", write, suffix=""))

    async def _save_list(self) -> None:
        """The inspection or the trail, exactly as they are listed."""
        from fjgov_tui.reports.inspectionfiles import write_results
        from fjgov_tui.reports.trail import write_trail
        from fjgov_tui.screens.saving import SaveAs

        data = self.data
        if data is None:
            return
        if self.view is TRAIL:
            lines = [row.line for row in self.listed if isinstance(row, TrailRow)]
            name, text = f"审计链-{self._today}.xlsx", f"列出的 {len(lines)} 次变更，写明审计链锚。"

            async def write(path: Path) -> None:
                await self.desk.study(lambda _: write_trail(lines, data.report.anchor, path))

        elif data.inspection is not None:
            shown = replace(data.inspection, results=tuple(r for r in self.listed if isinstance(r, SubjectResult)))
            name, text = f"检查-{shown.period.name}.xlsx", f"列出的 {len(shown.results)} 个对象，各项指标和依据。"

            async def write(path: Path) -> None:
                await self.desk.study(lambda _: write_results(shown, path))

        else:
            return
        await self.app.push_screen_wait(SaveAs("存成表格", text, name, write))


def shown_report(data: AuditData, database: str) -> AuditReport:
    """The report of exactly what is shown: one article where one is looked at."""
    report = replace(data.report, database=database)
    if data.article is None:
        return report
    return replace(
        report,
        articles=tuple(article for article in report.articles if article.article == data.article),
        findings=tuple(finding for finding in report.findings if finding.article == data.article),
        scope=f"只看第{data.article}条",
    )


def _counts(report: AuditReport) -> str:
    return " ".join(f"{word} {report.count(severity)}" for severity, word in SEVERITIES.items())
