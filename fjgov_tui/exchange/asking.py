"""What an import asks before it writes: nothing is lost, misfiled or obeyed because nobody was asked."""

from collections import Counter
from collections.abc import Iterator, Sequence

from fjgov_tui.exchange.headings import plain
from fjgov_tui.exchange.layout import SheetLayout
from fjgov_tui.exchange.outcome import ExtraColumn, Options, Question, SheetOutcome
from fjgov_tui.exchange.planning import ImportPlan, PlannedRecord
from fjgov_tui.ledgers import LEDGERS

_NAMED = 5
"""Changes that a question lists; the preview and `--dry-run` list all."""


def questions_of(layouts: Sequence[SheetLayout], plan: ImportPlan, options: Options) -> Iterator[Question]:
    """Everything that has to be decided, the gravest first."""
    for layout in layouts:
        if layout.either:
            yield _which(layout)
    yield from _steering(plan, options)
    yield from _hidden(layouts, options)
    open_columns = [column for layout in layouts for column in _left_over(layout.extra, options)]
    if open_columns:
        names = "、".join(f"{column.column} 列“{column.heading}”" for column in open_columns[:_NAMED])
        more = f"等 {len(open_columns)} 列" if len(open_columns) > _NAMED else f"共 {len(open_columns)} 列"
        answer = "\n".join(column.heading for column in open_columns)
        text = f"{names}{more}不属于台账的任何字段，不导入它们吗"
        yield Question("extra", text, ((answer, "不导入这些列，继续"),))
    if plan.doubted:
        text = f"有 {plan.doubted} 行改了同一个人的几项身份信息，都是同一个人吗"
        yield Question("same", text, (("是", "都是同一个人，照表修改"),))


def _which(layout: SheetLayout) -> Question:
    answers = tuple((name, LEDGERS[name].title) for name in layout.either)
    return Question("ledger", f"工作表“{layout.grid.name}”{layout.why}", (*answers, ("", "不导入")), layout.grid.name)


def _hidden(layouts: Sequence[SheetLayout], options: Options) -> Iterator[Question]:
    if options.hidden:
        return
    kinds = Counter(layout.grid.unseen[index] for layout in layouts for index in layout.unseen)
    sheets = [layout.grid for layout in layouts if layout.grid.hidden and (layout.binding or layout.either)]
    parts = [f"{kind}的 {count} 行" for kind, count in kinds.items()]
    parts += [f"{sheet.hidden}的工作表“{sheet.name}”" for sheet in sheets]
    if parts:
        text = f"有{'、'.join(parts)}，要导入吗"
        yield Question("hidden", text, (("跳过", "不导入看不见的"), ("导入", "一并导入")))


def _steering(plan: ImportPlan, options: Options) -> Iterator[Question]:
    steps = [step for step in plan.steps if step.ledger.steering]
    if not steps or (options.steering and _all_named(steps, options)):
        return
    titles = "、".join(dict.fromkeys(f"“{step.ledger.title}”" for step in steps))
    listed = "；".join(map(_in_words, steps[:_NAMED]))
    more = f"；等 {len(steps)} 处" if len(steps) > _NAMED else ""
    if _all_named(steps, options):
        text = f"这张表要改程序的运行方式：{listed}{more}。确认这些改动吗"
        yield Question("steering", text, (("是", "确认改动"),))
    else:
        text = f"{titles}管程序怎样运行，不随别的表一起导入（{listed}{more}）；要改就单独导入这本台账并确认"
        sheets = {sheet.layout.grid.name for sheet in plan.sheets.values() if sheet.ledger.steering}
        for name in sorted(sheets):
            yield Question("ledger", text, (("", "不导入"),), name)


def _all_named(steps: Sequence[PlannedRecord], options: Options) -> bool:
    """Whether a person has named the ledger of every step, for the file or for a sheet."""
    named = {options.ledger, *options.sheets.values()}
    return all(step.ledger.name in named for step in steps)


def _in_words(step: PlannedRecord) -> str:
    """A step in a few words; sealed values stay sealed."""
    values = step.named()
    shown = [
        f"{field.label}={field.type.show(values[field.name])}"
        for field in step.ledger.fields
        if values[field.name] is not None and not field.sealed and field.reference is None and field.listed
    ]
    return f"{'改' if step.revision else '增'}{step.ledger.title} {' '.join(shown)}"


def _left_over(extra: Sequence[ExtraColumn], options: Options) -> list[ExtraColumn]:
    """The columns that nobody has agreed to leave out."""
    dropped = {plain(heading) for heading in options.drop}
    return [
        column
        for column in extra
        if plain(column.heading) not in dropped and (column.known or not options.ignore_extra)
    ]


def blocked_by(sheets: Sequence[SheetOutcome], questions: Sequence[Question], options: Options) -> str:
    """Why nothing may be written; empty when all is well."""
    refused = sum(row.action == "拒绝" for sheet in sheets for row in sheet.rows)
    left = [column for sheet in sheets for column in _left_over(sheet.extra, options)]
    parts = [f"有 {refused} 行不能导入"] if refused else []
    parts += [question.text for question in questions if question.topic not in {"extra", "same"}]
    if left:
        known = [column.heading for column in left if column.known]
        named = (
            f"，其中{'、'.join(f'“{heading}”' for heading in known[:_NAMED])}像是台账的字段，要逐列说明不导入"
            if known
            else ""
        )
        parts.append(f"有 {len(left)} 列不属于台账的任何字段，请核对列名，或确认忽略多出的列{named}")
    if any(question.topic == "same" for question in questions):
        parts.append("有的行可能是另一个人，请核对，或确认是同一个人")
    return "；".join(parts) and f"{'；'.join(parts)}。全部没有写入"
