"""The report of a year (年度报表, article 33): its figures by quarter, and how units stood over four quarters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fjgov_tui.audit import Facts
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.paper.document import Block, Document, Level, Passage, Table
from fjgov_tui.quarters import Period, parse_period
from fjgov_tui.reports.inspection import UnitRank, ranks
from fjgov_tui.reports.listed import SheetTable, write_tables
from fjgov_tui.reports.yearly import Figures, read_figures
from fjgov_tui.store import Reader

FIGURE_HEADS = ("项目", "全年", "一季度", "二季度", "三季度", "四季度", "来源台账")
RANK_HEADS = ("名次", "单位", "合格次数", "不合格次数", "未检查次数")
_AHEAD = "—"
"""What stands where a quarter has not begun."""


@dataclass(frozen=True)
class YearReport:
    """What a year's report says."""

    year: int
    as_of: date
    """The last day that is counted."""
    ended: bool
    whole: Figures
    quarters: tuple[Figures | None, ...]
    """`None` for a quarter that has not begun."""
    ranks: tuple[UnitRank, ...]
    """By the registered quarterly inspections of this year alone."""
    anchor: str
    stood: date | None = None
    """The past day as whose end the file was looked at; `None` for as it is."""

    @property
    def title(self) -> str:
        """As the paper has it."""
        return f"{self.year} 年政府网站和政务新媒体管理年度报表"

    @property
    def subtitle(self) -> str:
        """Which days are counted."""
        return f"{self.whole.first} 至 {self.as_of}" + ("" if self.ended else "，这一年还没有结束")

    @property
    def figure_rows(self) -> list[tuple[str, ...]]:
        """A line for each figure: the year, its quarters, and the register that they are counted from."""
        return [
            (
                f"{figure.label}（{figure.counter}）",
                figure.shown,
                *(quarter.figures[place].shown if quarter is not None else _AHEAD for quarter in self.quarters),
                LEDGERS[figure.ledger].title,
            )
            for place, figure in enumerate(self.whole.figures)
        ]

    @property
    def rank_rows(self) -> list[tuple[str, ...]]:
        """A line for each unit of which something was inspected."""
        return [
            (str(rank.place), rank.unit, str(rank.passed), str(rank.failed), str(rank.unchecked)) for rank in self.ranks
        ]


def read_year(reader: Reader, year: int, today: date) -> YearReport:
    """Count a year that has begun.

    Args:
        reader: the ledgers.
        year: which.
        today: the present Beijing day; nothing after it is counted.
    """
    facts = Facts(reader, today)
    quarters = [parse_period(f"{year}Q{number}") for number in range(1, 5)]

    def figures(period: Period) -> Figures | None:
        return read_figures(facts, period.first, min(period.last, today)) if period.first <= today else None

    last = min(quarters[-1].last, today)
    return YearReport(
        year=year,
        as_of=last,
        ended=quarters[-1].ended(today),
        whole=read_figures(facts, quarters[0].first, last),
        quarters=tuple(map(figures, quarters)),
        ranks=tuple(ranks(reader, quarters[-1])),
        anchor=str(reader.head()),
        stood=reader.db.as_of,
    )


def year_document(report: YearReport) -> Document:
    """The report as a paper."""
    blocks: list[Block] = [
        Passage("一、工作数字", Level.FIRST),
        Table(FIGURE_HEADS, tuple(report.figure_rows), (30, 9, 9, 9, 9, 9, 20)),
        Passage("二、各单位四个季度检查结果", Level.FIRST),
    ]
    if report.ranks:
        blocks.append(Table(RANK_HEADS, tuple(report.rank_rows), (6, 30, 12, 14, 14)))
    else:
        blocks.append(Passage("这一年还没有登记过季度检查。"))
    blocks.append(Passage(f"审计链锚：{report.anchor}", Level.NOTE))
    return Document(title=report.title, subtitle=report.subtitle, blocks=tuple(blocks), as_of=report.stood)


def write_year(report: YearReport, path: Path) -> None:
    """Write the report: a paper where the name ends in `.docx`, else a workbook.

    Raises:
        InputProblem: the place cannot be written.
    """
    if path.suffix.lower() == ".docx":
        from fjgov_tui.paper.docx import write_docx

        write_docx(year_document(report), path)
        return
    about = [("报表", report.title), ("统计的日子", report.subtitle), ("审计链锚", report.anchor)]
    tables: list[SheetTable] = [
        ("工作数字", FIGURE_HEADS, report.figure_rows, (26, 9, 9, 9, 9, 9, 20)),
        ("检查名次", RANK_HEADS, report.rank_rows, (8, 30, 12, 12, 12)),
        ("说明", ("项目", "内容"), about, (14, 90)),
    ]
    write_tables(tables, path, report.stood)
