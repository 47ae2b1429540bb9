"""What an import did or would do, in words: the same lines for the command line and the wizard."""

from collections.abc import Iterator
from itertools import islice

from fjgov_tui.exchange.outcome import Action, CellProblem, ImportOutcome, SheetOutcome
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.text import safe

SIGNS: dict[Action, str] = {"拒绝": "✗", "修改": "~", "新增": "+", "不变": "="}
"""What stands before a row; refused rows come first."""


MOST = 200
"""Lines of one kind that are listed; the marked workbook has them all."""
_FLAGS = {
    "ledger": "--sheet '{subject}=台账'，或 --sheet '{subject}=' 不导入它",
    "hidden": "--hidden 导入，或 --hidden 跳过",
    "extra": "--ignore-extra；像台账字段的列逐个写 --drop 列名",
    "same": "--same-person",
    "steering": "--yes",
}
"""How a question is answered on the command line."""


def summary(outcome: ImportOutcome) -> str:
    """One line: how many rows of each kind, and whether anything was written."""
    counts = f"新增 {outcome.added}，修改 {outcome.changed}，不变 {outcome.unchanged}，拒绝 {outcome.refused}"
    if outcome.written:
        return f"已写入：{counts}"
    if outcome.blocked:
        return f"没有写入：{counts}。{safe(outcome.blocked)}"
    return f"预演（没有写入）：{counts}" if outcome.dry_run else f"没有变化，没有写入：{counts}"


def sheet_line(sheet: SheetOutcome) -> str:
    """One line for a sheet: what it was taken for and what became of its rows."""
    if not sheet.ledger:
        return f"工作表“{safe(sheet.sheet)}”：没有导入，{safe(sheet.why)}"
    counts = "，".join(f"{action} {sheet.count(action)}" for action in ("新增", "修改", "不变", "拒绝"))
    why = f"；{safe(sheet.why)}" if sheet.why else ""
    ledger = f"{LEDGERS[sheet.ledger].title}（表头在第 {sheet.header_row} 行）"
    return f"工作表“{safe(sheet.sheet)}” → {ledger}：{counts}{why}"


def problem_line(sheet: SheetOutcome, problem: CellProblem) -> str:
    """One refused cell: sheet, row, column, value, reason."""
    place = f"{safe(sheet.sheet)} 第 {problem.row} 行" + (f" {problem.column} 列" if problem.column else "")
    value = f"“{safe(problem.value)}”" if problem.value else ""
    return f"{place}  {safe(problem.heading)}{value}：{safe(problem.reason)}"


def row_lines(sheet: SheetOutcome, action: Action) -> Iterator[str]:
    """The rows of a sheet that met that end, each with its changes or problems."""
    for row in sheet.rows:
        if row.action != action:
            continue
        if row.problems:
            yield from (f"  {SIGNS[action]} {problem_line(sheet, problem)}" for problem in row.problems)
            continue
        yield f"  {SIGNS[action]} 第 {row.row} 行  {safe(row.title)}"
        for change in row.changes:
            yield f"      {change.label}：{safe(change.before) or '（空）'} → {safe(change.after) or '（空）'}"


def extra_lines(sheet: SheetOutcome) -> Iterator[str]:
    """The columns of a sheet that belong to no field."""
    for column in sheet.extra:
        place = f"  ? {column.column} 列“{safe(column.heading)}”"
        if column.twin:
            yield f"{place}与 {column.twin} 列“{safe(column.nearest)}”是同一个字段，只能留一列"
        else:
            near = f"，最像“{safe(column.nearest)}”" if column.nearest else ""
            yield f"{place}不是这本台账的字段{near}"


def skipped_lines(sheet: SheetOutcome) -> Iterator[str]:
    """The rows that hold no record, or were left out."""
    for row, why in sheet.skipped:
        yield f"  - 第 {row} 行跳过：{safe(why)}"


def outcome_lines(outcome: ImportOutcome, whole: str = "") -> Iterator[str]:
    """Everything, refused rows of all sheets first; rows that stay the same are only counted.

    Args:
        outcome: what became of the file.
        whole: where lists that are cut here can be seen whole.
    """
    yield summary(outcome)
    refused = [line for sheet in outcome.sheets for line in row_lines(sheet, "拒绝")]
    columns = [line for sheet in outcome.sheets for line in extra_lines(sheet)]
    if refused or columns:
        yield ""
        yield "不能导入的："
        yield from _some(refused, "处问题", whole)
        yield from _some(columns, "列", whole)
    for sheet in outcome.sheets:
        yield ""
        yield sheet_line(sheet)
        yield from _some(list(skipped_lines(sheet)), "行跳过", "")
        for action in ("修改", "新增"):
            yield from _some(list(row_lines(sheet, action)), "行", "")


def _some(lines: list[str], what: str, whole: str) -> Iterator[str]:
    """The first lines, and how many there are beyond."""
    yield from islice(lines, MOST)
    if len(lines) > MOST:
        yield f"  …… 还有 {len(lines) - MOST} {what}没有列出{f'，{whole}' if whole else ''}"


def question_lines(outcome: ImportOutcome) -> Iterator[str]:
    """What has to be answered, and how that is said on the command line."""
    for question in outcome.questions:
        how = _FLAGS[question.topic].format(subject=safe(question.subject))
        yield f"？{safe(question.text)}。回答：{how}"
