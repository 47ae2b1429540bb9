"""An inspection for programs, in lines, and as the checklist of what only a person can judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.inspecting import InspectionResult, PointJudgement
from fjgov_tui.reports.audit import Json
from fjgov_tui.reports.inspection import InspectionReport
from fjgov_tui.text import safe


def inspection_rows(report: InspectionReport) -> list[Mapping[str, Json]]:
    """One row a subject, by English names."""
    return [
        {
            "ledger": result.ledger,
            "id": result.id,
            "name": result.name,
            "unit": result.unit,
            "result": result.result,
            "score": result.score or None,
            "before": result.before or None,
            "change": list(result.change),
            "items": [
                {
                    "indicator": item.indicator.id,
                    "title": item.indicator.title,
                    "verdict": item.verdict,
                    "evidence": item.evidence,
                    "by": item.by,
                    "confirmed": item.indicator.confirmed,
                }
                for item in result.items
            ],
        }
        for result in report.results
    ]


def summary_lines(report: InspectionReport) -> Iterator[str]:
    """How it was looked at, how many passed, and what is still to be judged."""
    interim = "（期中，这一期还没有结束）" if report.interim else ""
    yield f"{report.period.title}{interim}，检查时点 {report.on}" + (
        f"，{report.sample.words}" if report.sample else ""
    )
    for ledger, noun in (("site", "站点"), ("media", "新媒体")):
        total = sum(result.ledger == ledger for result in report.results)
        if total:
            words = "，".join(
                f"{word} {report.count(word, ledger)}"
                for word in (InspectionResult.PASSED, InspectionResult.FAILED, InspectionResult.UNCHECKED)
            )
            yield f"{noun} {total} 个：{words}"
    if not report.results:
        yield "没有运行中的站点和新媒体可以检查，这不是都合格"
    if report.offline:
        yield f"临时下线、没有检查的 {len(report.offline)} 个：{'、'.join(map(safe, report.offline))}"
    if report.to_judge:
        yield f"还有 {len(report.to_judge)} 项没有判断，可以由人看：--checklist 写成表格，填好导回"
    for sentence in report.wrong_points:
        yield f"分值不能用：{sentence}"


_HEADS = ("检查期", "站点", "政务新媒体", "指标代码", "检查情况", "问题描述", "扣分", "检查人", "检查日期", "看什么")
_WIDTHS = (10, 28, 24, 12, 12, 44, 8, 12, 12, 60)


def write_checklist(report: InspectionReport, path: Path) -> None:
    """A sheet with a line for each thing that only a person can judge; filled in, it is imported as it is.

    Raises:
        InputProblem: the place cannot be written.
    """
    from fjgov_tui.exchange.sheets import Book
    from fjgov_tui.files import replacing

    with replacing(path) as fresh, Book(fresh, streaming=False, as_of=report.stood) as book:
        sheet = book.paper(LEDGERS["checkpoint"].title)
        sheet.freeze_panes(1, 0)
        for column, (head, size) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, size)
            sheet.write_string(0, column, head, book.formats["head"])
        for line, (result, item) in enumerate(report.to_judge, 1):
            site, media = (result.name, "") if result.ledger == "site" else ("", result.name)
            row = (report.period.name, site, media, item.indicator.id, "", "", "", "", "", item.indicator.asks)
            for column, value in enumerate(row):
                book.put(sheet, (line, column), value, book.formats["long"])
        if report.to_judge:
            sheet.data_validation(1, 4, len(report.to_judge), 4, {"validate": "list", "source": list(PointJudgement)})


_RESULT_HEADS = ("对象", "类别", "单位", "结果", "上期", "指标", "判断", "谁判断", "依据")
_RESULT_WIDTHS = (30, 8, 24, 8, 8, 28, 8, 8, 60)


def write_results(report: InspectionReport, path: Path) -> None:
    """Every indicator of every listed subject, with how the period was looked at.

    Raises:
        InputProblem: the place cannot be written.
    """
    from fjgov_tui.exchange.sheets import Book
    from fjgov_tui.files import replacing

    with replacing(path) as fresh, Book(fresh, streaming=False, as_of=report.stood) as book:
        sheet = book.paper(report.period.title)
        sheet.freeze_panes(1, 0)
        for column, (head, size) in enumerate(zip(_RESULT_HEADS, _RESULT_WIDTHS, strict=True)):
            sheet.set_column(column, column, size)
            sheet.write_string(0, column, head, book.formats["head"])
        line = 0
        for result in report.results:
            kind = "站点" if result.ledger == "site" else "新媒体"
            for item in result.items:
                line += 1
                row = (result.name, kind, result.unit, result.result, result.before, item.indicator.named, item.verdict)
                for column, value in enumerate((*row, item.by, item.evidence)):
                    book.put(sheet, (line, column), value, book.formats["long"])
        for place, sentence in enumerate((*summary_lines(report), f"审计链锚：{report.anchor}"), line + 2):
            book.put(sheet, (place, 0), sentence)
