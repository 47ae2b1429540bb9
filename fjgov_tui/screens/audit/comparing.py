"""Two days of the audit side by side on a page: what came, what went, what is still there, since when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from textual import on, work
from textual.content import Content

from fjgov_tui.audit import Finding
from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.audit import SaveComparison
from fjgov_tui.commands.listing import LIST_COMMANDS, OpenRow
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.reports.audit import audit, audit_as_stood
from fjgov_tui.reports.auditfiles import write_comparison
from fjgov_tui.reports.comparing import Comparison, compare
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.saving import SaveAs
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading


@dataclass(frozen=True)
class ComparedRow:
    """One finding with its place, which is its number while the page is not read anew."""

    id: int
    finding: Finding


@dataclass(frozen=True)
class ComparedData:
    """What the two days differ in, numbered through all three lists."""

    comparison: Comparison
    new: tuple[ComparedRow, ...]
    gone: tuple[ComparedRow, ...]
    still: tuple[ComparedRow, ...]


def _cells(row: ComparedRow) -> tuple[str, ...]:
    finding = row.finding
    return (
        f"{finding.article}", SEVERITIES[finding.severity], finding.subject, finding.unit, finding.since or "",
        finding.message,
    )  # fmt: skip


def _about(row: ComparedRow) -> Folded:
    finding = row.finding
    lines = [
        plain(f"{SEVERITIES[finding.severity]}  {safe(finding.subject)}", "bold"),
        plain(safe(finding.message)),
        plain(""),
        plain(f"依据：{finding.source}"),
        plain(f"起：{finding.since or '没有日期'}"),
    ]
    return Folded([(line, None) for line in lines])


def _view(title: str, rows: Callable[[ComparedData], Sequence[ComparedRow]]) -> ListView[ComparedData, ComparedRow]:
    return ListView(
        title=title,
        headings=(
            Heading("article", "条", 3),
            Heading("severity", "程度", 4),
            Heading("subject", "对象", 20),
            Heading("unit", "单位", 16),
            Heading("since", "起", 10),
            Heading("message", "问题和办法", 20),
        ),
        rows=rows,
        key=lambda row: row.id,
        cells=_cells,
        empty="没有",
        beside=lambda _, row: _about(row),
        measure="项",
        kind="对比",
    )


class ComparePage(ListPage[ComparedData, ComparedRow, None]):
    """From an earlier day to a later one."""

    FRAME_SECONDS = 0
    HELP = "两天对比：F4 换成已消除、仍然存在；回车到那条记录，F8 存成表格。过去的日子按台账当天的样子。"
    OFFERED = (SaveComparison, *LIST_COMMANDS)
    VIEWS = (
        _view("新出现", lambda data: data.new),
        _view("已消除", lambda data: data.gone),
        _view("仍然存在", lambda data: data.still),
    )

    def __init__(self, desk: AsyncStore, digit: str, first: date, last: date) -> None:
        """Compare them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            first: the earlier day.
            last: the later day.
        """
        super().__init__(desk, "两天对比")
        self.DIGIT, self._first, self._last = digit, first, last

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Both audits take their time: on the studying thread."""
        data = await self.attempt(self.desk.study(self.read), "比不了")
        if data is None:
            self.dismiss(None)
            return
        self.take(data)

    def read(self, reader: Reader) -> ComparedData:
        """Judge both days, a past one as the ledgers stood at its end."""
        today = beijing_day(self.desk.clock())
        first, last = (
            (audit(reader, day) if day >= today else audit_as_stood(reader, day)) for day in (self._first, self._last)
        )
        comparison = compare(first.findings, last.findings)
        numbered = iter(range(1, 1 + len(comparison.new) + len(comparison.gone) + len(comparison.still)))
        new, gone, still = (
            tuple(ComparedRow(next(numbered), finding) for finding in findings)
            for findings in (comparison.new, comparison.gone, comparison.still)
        )
        return ComparedData(comparison, new, gone, still)

    def title_line(self, data: ComparedData) -> Content:
        """The two days, and how much came and went between them."""
        return plain(f" {self._first} 到 {self._last}  新出现 {len(data.new)}  已消除 {len(data.gone)}")

    @on(OpenRow)
    def _open(self) -> None:
        row = self.current
        if row is not None:
            show_detail(self, row.finding.ledger, row.finding.id)

    @on(SaveComparison)
    @work
    async def _save(self) -> None:
        data = self.data
        if data is None:
            return

        async def write(path: Path) -> None:
            await self.desk.study(
                lambda _: write_comparison(data.comparison, self._first, self._last, path, self.desk.as_of)
            )

        name = f"对比-{self._first}-{self._last}.xlsx"
        await self.app.push_screen_wait(SaveAs("存对比", "三张表：新出现、已消除、仍然存在。", name, write))
