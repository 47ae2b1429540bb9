"""`fjgov yearly`: the figures of a year, and how the units stood over its four quarters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.anchoring import keep_head
from fjgov_tui.cli.context import CliContext, as_json, pass_desk, written_to
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, calendar_year
from fjgov_tui.cli.working import working
from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import InputProblem
from fjgov_tui.pastday import as_of_words

if TYPE_CHECKING:
    from fjgov_tui.reports.yearbook import YearReport


@click.command("yearly", cls=ChineseCommand)
@click.argument("year", metavar="年份", type=calendar_year, required=False)
@written_to("写成文件：以 .docx 结尾的可以打印，以 .xlsx 结尾的是表格。", required=False)
@as_json
@pass_desk
def yearly(desk: CliContext, year: int | None, target: Path | None, as_json: bool) -> None:
    """年度报表：一年和各季度发布、答复、培训、检查、整改各多少，各单位四个季度的检查名次。

    没有写年份就是今年；没有人登记的写“未登记”，不写 0。
    """
    from fjgov_tui.reports.yearbook import FIGURE_HEADS, RANK_HEADS, read_year, write_year

    if target is not None and target.suffix.lower() not in {".docx", ".xlsx"}:
        raise InputProblem("年度报表写成文档或表格", where=str(target), remedy="文件名请以 .docx 或 .xlsx 结尾")
    with desk.opened() as store:
        today = beijing_day(store.clock())
        year = today.year if year is None else year
        if year > today.year:
            raise InputProblem(f"{year} 年还没有开始", remedy="请写已经开始的年份")
        with working("统计一年的数字"):
            report = read_year(store.read, year, today)
        keep_head(store, f"年度报表 {year}")
    if not report.ended:
        output.say(f"{year} 年还没有结束，数字统计到 {report.as_of}。")
    if target is not None:
        write_year(report, desk.target(target))
        output.say(f"已写入：{target}")
    if as_json:
        _print_json(report)
    elif target is None:
        output.lines(filter(None, (report.title, as_of_words(report.stood))))
        output.lines(table_lines(FIGURE_HEADS, report.figure_rows, output.limit()))
        output.out("")
        output.lines(table_lines(RANK_HEADS, report.rank_rows, output.limit()))
        output.out(f"审计链锚：{report.anchor}")


def _print_json(report: YearReport) -> None:
    output.document(
        [
            {
                "label": figure.label,
                "counter": figure.counter,
                "ledger": figure.ledger,
                "count": figure.count,
                "quarters": [None if quarter is None else quarter.figures[place].count for quarter in report.quarters],
            }
            for place, figure in enumerate(report.whole.figures)
        ],
        year=report.year,
        as_of=report.as_of.isoformat(),
        ended=report.ended,
        ranks=[
            {
                "place": rank.place,
                "unit": rank.unit,
                "passed": rank.passed,
                "failed": rank.failed,
                "unchecked": rank.unchecked,
            }
            for rank in report.ranks
        ],
        anchor=report.anchor,
    )
