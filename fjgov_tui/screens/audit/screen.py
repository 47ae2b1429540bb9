"""Screen 8 审计: 41 articles and every finding, today or as the ledgers stood on a past day; saved as it is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands import audit as commands
from fjgov_tui.commands.mains import AUDIT
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.periods import month_end
from fjgov_tui.reports.audit import ArticleState, AuditReport, State
from fjgov_tui.screens.audit.audit_data import (
    ARTICLES,
    FINDINGS,
    VIEWS,
    AuditData,
    FindingRow,
    earliest,
    read_audit,
)
from fjgov_tui.screens.coalescing import Coalescing
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.plain import plain

Row = ArticleState | FindingRow
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
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Start with today."""
        super().__init__(desk)
        self._day: date | None = None
        self._asking = Coalescing(self._ask)

    @property
    def _today(self) -> date:
        return beijing_day(self.desk.clock())

    # --- reading -------------------------------------------------------------------------------------------------

    def read(self, reader: Reader) -> AuditData:
        """The whole rulebook on the day that is looked at."""
        today = self._today
        return read_audit(reader, self._day or today, today)

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

    def step_out(self) -> bool:
        """Back to today."""
        if self._day is None:
            return False
        self._go_to(None)
        return True

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
        day = self._day or self._today
        self._go_to(month_end(day, -1))

    @on(commands.MonthEndAfter)
    def _after(self) -> None:
        if self._day is None:
            self.notify("已经是今天了；将来的日子用命令“看某一天”")
            return
        later = month_end(self._day, 0 if self._day != month_end(self._day, 0) else 1)
        self._go_to(None if later >= self._today else later)

    @on(commands.AuditToday)
    def _now(self) -> None:
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

        if self.data is None:
            return
        report = shown_report(self.data, str(self.desk.path))
        part = f"第{self.data.article}条" if self.data.article is not None else "核对"

        async def write(path: Path) -> None:
            form = form_of_name(path)
            await self.desk.study(lambda _: write_audit(report, path, form))

        text = f"{report.as_of} 的核对报告：{report.scope or '全部条款和问题'}。结尾可以是 {'、'.join(ENDINGS)}。"
        await self.app.push_screen_wait(SaveAs("存核对报告", text, f"{part}-{report.as_of}.docx", write, suffix=""))


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
