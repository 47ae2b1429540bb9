"""`fjgov inspect` and `fjgov bulletin`: the quarterly check of article 33 and the paper that follows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.anchoring import keep_head
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk, written_to
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, calendar_day, whole_number
from fjgov_tui.cli.working import working
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, ValueProblem
from fjgov_tui.ledgers.inspecting import InspectionKind, InspectionResult
from fjgov_tui.quarters import Period, parse_period

if TYPE_CHECKING:
    from fjgov_tui.reports.inspection import InspectionReport, SubjectResult
    from fjgov_tui.store import Store
    from fjgov_tui.workflows.inspections import Inspected

FOUND = 1
GLYPHS: Mapping[str, str] = {
    InspectionResult.PASSED: "✓",
    InspectionResult.FAILED: "✗",
    InspectionResult.UNCHECKED: "?",
}


def period(text: str) -> Period:
    """An argument's type: a quarter, month or half-year."""
    try:
        return parse_period(text)
    except ValueProblem as problem:
        raise click.BadParameter(str(problem)) from problem


def share(text: str) -> int:
    """An option's type: a percentage."""
    number = whole_number(text.removesuffix("%"))
    if not 1 <= number <= 100:
        raise click.BadParameter("抽查的比例是 1 至 100")
    return number


def _kind(text: str) -> str:
    if text not in set(InspectionKind):
        raise click.BadParameter(f"没有“{text}”，可选：{'、'.join(InspectionKind)}")
    return text


_PERIOD = click.argument("quarter", metavar="检查期", type=period, required=False)
_WORKBOOK = click.Path(path_type=Path, readable=False)


@click.command("inspect", cls=ChineseCommand)
@_PERIOD
@click.option(
    "--on", "on", type=calendar_day, metavar="日期", help="检查时点；不写时这一期没过多久就是今天，否则是期末。"
)
@click.option(
    "--kind", type=_kind, default=InspectionKind.QUARTERLY, metavar="类型", help="登记成哪一种检查，默认季度检查。"
)
@click.option("--unit", metavar="单位", help="只检查这个单位的站点和新媒体；写名称或编号。")
@click.option("--sample", type=share, metavar="比例", help="只抽查百分之几，如 30；和 --seed 一起写得出同样的名单。")
@click.option("--seed", type=whole_number, default="1", metavar="种子", help="抽查的随机数种子，默认 1。")
@click.option("--save", is_flag=True, help="把结果登记到季度检查台账；再检查就更正，原来的留在审计链里。")
@click.option("--order", metavar="文号", help="不合格的同时下达整改通知，写文号；要和 --save 一起用。")
@click.option(
    "--checklist",
    type=_WORKBOOK,
    metavar="文件",
    help="把还没有判断、要由人看的各项写成表格，填好用 ledger import 导回。",
)
@click.option("--indicators", is_flag=True, help="只列出全部指标：代码、内容、程序判断还是由人判断。")
@as_json
@pass_desk
def inspect(
    desk: CliContext,
    quarter: Period | None,
    on: date | None,
    kind: str,
    unit: str | None,
    sample: int | None,
    seed: int,
    save: bool,
    order: str | None,
    checklist: Path | None,
    indicators: bool,
    as_json: bool,
) -> None:
    """按检查指标检查每个站点和新媒体：合格、不合格、未检查，各有依据。

    检查期写 2026Q3、2026-09 或 2026H1；没有结束的期是期中检查。没有人看过、监测没有数据的是未检查，不算合格。
    有不合格的退出码为 1。
    """
    if indicators:
        _print_indicators(as_json=as_json)
        return
    period_asked = _wanted(quarter, kind, save=save, order=order)
    part = _Part(on, unit, sample, seed)
    with desk.opened(write=save) as store:
        with working("检查"):
            report = _ask(store, period_asked, part)
        words = _record_inspection(store, report, kind, order) if save else ""
    if as_json:
        from fjgov_tui.reports.inspectionfiles import inspection_rows

        output.document(inspection_rows(report), None, **_facts(report))
    else:
        _print(report)
    if words:
        output.say(words)
    if checklist is not None:
        from fjgov_tui.reports.inspectionfiles import write_checklist

        write_checklist(report, desk.target(checklist))
        output.say(f"已写入：{checklist}（{len(report.to_judge)} 项没有判断，由人看）")
    if report.count(InspectionResult.FAILED):
        raise click.exceptions.Exit(FOUND)


@dataclass(frozen=True)
class _Part:
    """What of the county is inspected, and at which day."""

    on: date | None
    unit: str | None
    sample: int | None
    seed: int


def _wanted(quarter: Period | None, kind: str, *, save: bool, order: str | None) -> Period:
    """The period, where the options fit each other.

    Raises:
        InputProblem: they do not.
    """
    if quarter is None:
        raise click.UsageError("没有写检查期，如 2026Q3")
    if order is not None and not save:
        raise InputProblem("--order 要和 --save 一起用", remedy="先登记结果，才好下达整改")
    if save and kind == InspectionKind.QUARTERLY and quarter.months != 3:
        raise InputProblem(f"{quarter.title}不是一个季度", remedy="请用 --kind 写明是月度检查、半年检查还是专项检查")
    return quarter


def _ask(store: Store, quarter: Period, part: _Part) -> InspectionReport:
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.reports.inspection import Sample
    from fjgov_tui.reports.inspection import inspect as ask

    today = beijing_day(store.clock())
    if quarter.first > today:
        raise InputProblem(f"{quarter.title}还没有开始", remedy="请写已经开始的检查期")
    name = "" if part.unit is None else find_record(store.read, LEDGERS["unit"], part.unit).title
    sample = Sample(part.sample, part.seed) if part.sample is not None else None
    return ask(store.read, quarter, today, on=part.on, unit=name, sample=sample)


def _record_inspection(store: Store, report: InspectionReport, kind: str, order: str | None) -> str:
    """Enter what was found, and order what failed to be put right; what is to be said of it."""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.inspections import book_inspection, order_rectification

    entries, note = [_entry(result) for result in report.results], report.sample.words if report.sample else ""
    with store.write(f"登记{report.period.title}{kind}") as writer:
        booked = book_inspection(writer, report.period, kind, report.on, entries, note)
        today = beijing_day(store.clock())
        made = order_rectification(writer, report.period, today, entries, order) if order is not None else []
    left = len(entries) - booked
    nobody = f"{left} 个没有登记主办单位，没有登记结果。" if left else ""
    return f"已登记 {booked} 个对象的结果。{nobody}" + (f"新下达整改 {len(made)} 份。" if made else "")


def _entry(result: SubjectResult) -> Inspected:
    from fjgov_tui.workflows.inspections import Inspected

    return Inspected(result.ledger, result.id, result.name, result.unit_id, result.result, result.grounds, result.score)


def _facts(report: InspectionReport) -> dict[str, output.Json]:
    return {
        "period": report.period.name,
        "on": report.on.isoformat(),
        "interim": report.interim,
        "passed": report.count(InspectionResult.PASSED),
        "failed": report.count(InspectionResult.FAILED),
        "unchecked": report.count(InspectionResult.UNCHECKED),
        "wrong_points": list(report.wrong_points),
        "anchor": report.anchor,
    }


def _print(report: InspectionReport) -> None:
    from fjgov_tui.reports.inspectionfiles import summary_lines

    rows = []
    for result in report.results:
        why = result.problems or result.open if result.result != InspectionResult.PASSED else ()
        first = f"{why[0].indicator.named}：{why[0].evidence}" if why else ""
        more = f"（等 {len(why)} 项）" if len(why) > 1 else ""
        rows.append((f"{GLYPHS[result.result]} {result.result}", result.name, result.unit, f"{first}{more}"))
    output.lines(table_lines(("结果", "对象", "单位", "依据"), rows, output.limit()))
    for line in summary_lines(report):
        output.say(line)


def _print_indicators(*, as_json: bool) -> None:
    from fjgov_tui.indicators import indicator_book

    book = indicator_book()
    if as_json:
        output.document(
            [
                {
                    "id": known.id, "of": known.of, "part": known.part, "group": known.group, "title": known.title,
                    "asks": known.asks, "confirmed": known.confirmed, "judged": bool(known.judged),
                }
                for known in book.indicators
            ]
        )  # fmt: skip
        return
    rows = [
        (
            known.id,
            "否决" if known.part == "veto" else f"扣分 {known.group}",
            known.title,
            "程序" if known.judged else "由人",
            "已核实" if known.confirmed else "未核实，只作提示",
            known.asks,
        )
        for known in book.indicators
    ]
    output.lines(table_lines(("代码", "类别", "指标", "谁判断", "依据", "看什么"), rows, output.limit()))


@click.command("bulletin", cls=ChineseCommand)
@_PERIOD
@written_to("写到这个文件，以 .docx 结尾。")
@click.option("--number", default="", metavar="文号", help="发文字号，如 奉节府办〔2026〕9号；不写就留空待填。")
@click.option("--issued", type=calendar_day, metavar="日期", help="成文日期；不写就留空待填。")
@click.option("--unsealed", is_flag=True, help="不盖章的版式。")
@click.option(
    "--template",
    type=_WORKBOOK,
    metavar="模板",
    help="用本县自己的 .docx 模板：把里面的 {{标题}}、{{正文}} 等标记换成内容。",
)
@pass_desk
def bulletin(
    desk: CliContext,
    quarter: Period | None,
    target: Path,
    number: str,
    issued: date | None,
    unsealed: bool,
    template: Path | None,
) -> None:
    """按 GB/T 9704 起草一季的检查通报：总体情况、存在的问题、整改要求和附表，都从登记的结果得出。

    只有要由人定的才留空，最后列出来。
    """
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.paper.docx import write_docx
    from fjgov_tui.paper.template import fill_template
    from fjgov_tui.reports.bulletin import bulletin_document, gather_bulletin

    if quarter is None:
        raise click.UsageError("没有写检查期，如 2026Q3")
    if target.suffix.lower() != ".docx":
        raise InputProblem("通报是一个文档", where=str(target), remedy="文件名请以 .docx 结尾")
    with desk.opened() as store:
        today = beijing_day(store.clock())
        if quarter.first > today:
            raise InputProblem(f"{quarter.title}还没有开始", remedy="请写已经开始的检查期")
        with working("汇总通报"):
            facts = gather_bulletin(store.read, quarter, today)
        keep_head(store, f"通报 {quarter.name}")
    draft = bulletin_document(facts, number=number, issued=issued, sealed=not unsealed)
    if template is None:
        write_docx(draft.document, desk.target(target))
    else:
        fill_template(template, draft.document, desk.target(target))
    for line in draft.notes:
        output.say(line)
    output.say(f"已写入：{target}")
    for gap in draft.gaps:
        output.out(f"待定：{gap}")
