"""The inspection of a quarter and what follows from it, as screen 8 lists them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from textual.content import Content

from fjgov_tui.commands.audit import ORDER_LINE, SUBJECT_LINE
from fjgov_tui.ledgers.inspecting import InspectionResult, PointJudgement
from fjgov_tui.ledgers.rectifying import ACCOUNTING, RECTIFYING
from fjgov_tui.reports.inspection import InspectionReport, SubjectResult
from fjgov_tui.reports.judging import ItemResult
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.procedure.about import HEADINGS, about_matter, matter_cells, matter_key
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading

GLYPHS: Mapping[str, str] = {
    InspectionResult.PASSED: "✓",
    InspectionResult.FAILED: "✗",
    InspectionResult.UNCHECKED: "?",
}
_SIGNS: Mapping[str, tuple[str, str]] = {
    PointJudgement.MEETS: ("✓", "$success"),
    PointJudgement.BREAKS: ("✗", "$error"),
    InspectionResult.UNCHECKED: ("?", ""),
    PointJudgement.IDLE: ("-", ""),
}
_ORDER: Mapping[str, int] = {InspectionResult.FAILED: 0, InspectionResult.UNCHECKED: 1, InspectionResult.PASSED: 2}
FOLLOWING = (RECTIFYING, ACCOUNTING)
"""The procedures that follow from an inspection."""


def subject_key(result: SubjectResult) -> int:
    """A number of its own for each site and account."""
    return result.id * 2 + (result.ledger == "media")


def _why(result: SubjectResult) -> Sequence[ItemResult]:
    return result.problems or result.open if result.result != InspectionResult.PASSED else ()


def _cells(result: SubjectResult) -> tuple[str, ...]:
    why = _why(result)
    first = f"{why[0].indicator.title}：{why[0].evidence}" if why else ""
    more = f"（等 {len(why)} 项）" if len(why) > 1 else ""
    kind = "站点" if result.ledger == "site" else "新媒体"
    shown = f"{GLYPHS[result.result]} {result.result}"
    return shown, safe(result.name), kind, safe(result.unit), result.before, f"{first}{more}"


def listed_results(report: InspectionReport | None) -> Sequence[SubjectResult]:
    """The subjects, those that failed first."""
    results = report.results if report is not None else ()
    return sorted(results, key=lambda result: _ORDER[result.result])


def about_result(report: InspectionReport | None, result: SubjectResult) -> Folded:
    """Every indicator with its judgement and evidence, and what changed since the period before."""
    lines = [plain(f"{safe(result.name)}  {GLYPHS[result.result]} {result.result}", "bold")]
    if report is not None:
        interim = "，期中" if report.interim else ""
        lines.append(plain(f"{report.period.title}{interim}，检查时点 {report.on}"))
    lines += [plain(f"得分 {result.score}")] if result.score else []
    lines += [plain(f"上一期：{result.before}" + ("；" + "，".join(result.change) if result.change else ""))]
    lines += _item_lines(result.items)
    return Folded([(line, None) for line in lines])


def _item_lines(items: Sequence[ItemResult]) -> Iterator[Content]:
    for item in items:
        sign, style = _SIGNS[item.verdict]
        doubt = "" if item.indicator.confirmed else "（未核实，只作提示）"
        yield plain("")
        yield plain(f"{sign} {item.indicator.named}  {item.verdict}（{item.by}）{doubt}", style)
        if item.evidence:
            yield plain(safe(item.evidence))


INSPECTED: ListView[Any, Any] = ListView(
    title="检查",
    headings=(
        Heading("result", "结果", 8),
        Heading("name", "对象", 20),
        Heading("kind", "类别", 6),
        Heading("unit", "单位", 14),
        Heading("before", "上期", 6),
        Heading("why", "依据", 16),
    ),
    rows=lambda data: listed_results(data.inspection),
    known=lambda data: data.inspection is not None,
    key=subject_key,
    cells=_cells,
    empty="还没有检查：换到这张表时按现在的登记和监测检查",
    words=lambda result: " ".join((*_cells(result), *(item.indicator.named for item in _why(result)))),
    orders={"result": lambda result: _ORDER[result.result]},
    beside=lambda data, result: about_result(data.inspection, result),
    measure="个",
    kind=SUBJECT_LINE,
    unmarkable="检查的对象不用标记",
)
"""Each site and account of the quarter by the national indicators."""
ORDERS: ListView[Any, Any] = ListView(
    title="整改问责",
    headings=HEADINGS,
    rows=lambda data: data.following,
    key=matter_key,
    cells=matter_cells,
    empty="没有整改和问责的登记",
    orders={"due": lambda matter: (matter.due is None, str(matter.due))},
    beside=lambda data, matter: about_matter(matter),
    measure="份",
    kind=ORDER_LINE,
    unmarkable="整改问责不用标记",
)
"""What was ordered to be put right and who was called in: under way first, then what was closed last."""


def inspection_title(report: InspectionReport | None) -> Content:
    """Which period, how it was looked at, how many passed."""
    if report is None:
        return plain(" 正在检查…")
    interim = "（期中）" if report.interim else ""
    counts = "  ".join(
        f"{GLYPHS[word]} {word} {report.count(word)}"
        for word in (InspectionResult.FAILED, InspectionResult.UNCHECKED, InspectionResult.PASSED)
    )
    return plain(f" {report.period.title}{interim}  时点 {report.on}  {counts}")
