"""What an import did or would do, in words: the same lines for the command line and the wizard."""

from collections.abc import Iterator

from fjgov_tui.exchange.outcome import Action, CellProblem, ImportOutcome, SheetOutcome
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.text import safe

SIGNS: dict[Action, str] = {"拒绝": "✗", "修改": "~", "新增": "+", "不变": "="}
"""What stands before a row; refused rows come first."""


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
            yield from (f"  {SIGNS[action]} {problem_line(sheet, one)}" for one in row.problems)
            continue
        yield f"  {SIGNS[action]} 第 {row.row} 行  {safe(row.title)}"
        for one in row.changes:
            yield f"      {one.label}：{safe(one.before) or '（空）'} → {safe(one.after) or '（空）'}"


def extra_lines(sheet: SheetOutcome) -> Iterator[str]:
    """The columns of a sheet that belong to no field, and the rows that hold no record."""
    for column in sheet.extra:
        near = f"，最像“{safe(column.nearest)}”" if column.nearest else ""
        yield f"  ? {column.column} 列“{safe(column.heading)}”不是这本台账的字段{near}"
    for row, why in sheet.skipped:
        yield f"  - 第 {row} 行跳过：{safe(why)}"


def outcome_lines(outcome: ImportOutcome) -> Iterator[str]:
    """Everything, refused rows first; rows that stay the same are only counted."""
    yield summary(outcome)
    for sheet in outcome.sheets:
        yield ""
        yield sheet_line(sheet)
        yield from extra_lines(sheet)
        for action in ("拒绝", "修改", "新增"):
            yield from row_lines(sheet, action)
