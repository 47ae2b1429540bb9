"""`fjgov ledger template | import | export`: spreadsheets out and in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk, written_to
from fjgov_tui.cli.ledger import filter_option, ledger_names, selection, where_option
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.exchange import ImportOutcome, RowOutcome, SheetOutcome
    from fjgov_tui.ledgers import Ledger

REFUSED = 2
names_argument = click.argument("names", metavar="台账", nargs=-1, shell_complete=ledger_names)


def _ledgers(names: tuple[str, ...]) -> list[Ledger]:
    """The ledgers of those names, each once; all of them where none is named."""
    from fjgov_tui.ledgers import LEDGERS, find_ledger

    ledgers = {ledger.name: ledger for ledger in map(find_ledger, names)}
    return list(ledgers.values() or LEDGERS.values())


def _check_suffix(path: Path, allowed: tuple[str, ...]) -> None:
    if path.suffix.lower() not in allowed:
        raise InputProblem(
            f"文件名要以 {' 或 '.join(allowed)} 结尾", where=str(path), remedy="请改一下 -o 后面的文件名"
        )


@click.command("template", cls=ChineseCommand)
@names_argument
@written_to("写到哪里。", metavar="文件.xlsx")
@pass_desk
def template(desk: CliContext, names: tuple[str, ...], target: Path) -> None:
    """写出空白导入模板，一本台账一张表；不写台账就是全部。

    有台账文件时，关联字段的下拉单里列出已登记的名称。
    """
    from fjgov_tui.exchange import write_template

    _check_suffix(target, (".xlsx",))
    ledgers = _ledgers(names)
    if desk.path.is_file():
        with desk.opened() as store:
            write_template(desk.target(target), ledgers, store)
    else:
        write_template(target, ledgers)
    output.out(str(target))
    output.say(f"已写好模板：{'、'.join(ledger.title for ledger in ledgers)}。")


@click.command("import", cls=ChineseCommand)
@click.argument("source", metavar="文件", type=click.Path(path_type=Path, readable=False))
@click.option("--ledger", "name", default="", metavar="台账", help="所有工作表都是这本台账的；不写就按表名和表头认。")
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="表名=台账",
    help="这张工作表是这本台账的；等号后面空着就不导入它。可写多次。",
)
@click.option("--dry-run", is_flag=True, help="只预演：照样全部核对，最后什么都不写。")
@click.option("--ignore-extra", is_flag=True, help="有不认识的列也继续，那些列不导入；像台账字段的列除外。")
@click.option("--drop", multiple=True, metavar="列名", help="不导入这一列，哪怕它像台账的字段。可写多次。")
@click.option(
    "--hidden",
    type=click.Choice(("导入", "跳过")),
    metavar="导入或跳过",
    help="隐藏、筛选掉、划掉的行和隐藏的工作表怎么办。",
)
@click.option("--same-person", is_flag=True, help="改了几项身份信息的行，确认说的都是同一个人。")
@click.option("--yes", is_flag=True, help="确认改动程序的运行方式（设置、告警去向等，须同时用 --ledger 写明）。")
@written_to("有问题时，把原表标出问题写到这里。", metavar="文件.xlsx", required=False)
@click.option("--reason", default="", metavar="原因", help="为什么导入，记进审计链。")
@as_json
@pass_desk
def import_sheet(
    desk: CliContext,
    source: Path,
    name: str,
    sheets: tuple[str, ...],
    dry_run: bool,
    ignore_extra: bool,
    drop: tuple[str, ...],
    hidden: Literal["导入", "跳过"] | None,
    same_person: bool,
    yes: bool,
    target: Path | None,
    reason: str,
    as_json: bool,
) -> None:
    """导入 .xlsx 或 .csv：要么全部写入，要么一行也不写。

    已有的记录按名称认出并更新，没有变化的不动。有任何一行不能收时，逐条列出表、行、列、值和原因，退出码为 2。
    """
    from fjgov_tui.exchange import Options, import_file
    from fjgov_tui.ledgers import find_ledger
    from fjgov_tui.text import tidy

    if target is not None:
        _check_suffix(target, (".xlsx",))
        desk.target(target)
    options = Options(
        ledger=find_ledger(name).name if name else "",
        sheets=dict(map(_sheet_pair, sheets)),
        ignore_extra=ignore_extra,
        drop=drop,
        hidden=hidden or "",
        same_person=same_person,
        steering=yes,
        dry_run=dry_run,
        reason=tidy(reason),
    )
    with desk.opened(write=True) as store:
        outcome = import_file(store, source, options, output.progress("导入"))
    tell_outcome(outcome, as_json, marked=target is not None)
    if target is not None:
        _mark(target, source, outcome)
    if outcome.blocked:
        raise click.exceptions.Exit(REFUSED)


def _sheet_pair(text: str) -> tuple[str, str]:
    """A sheet and its ledger.

    Raises:
        InputProblem: no sign between them, or no such ledger.
    """
    from fjgov_tui.ledgers import find_ledger

    sheet, sign, ledger = text.replace("＝", "=").rpartition("=")
    if not sign:
        raise InputProblem(f"“{text}”里没有等号", remedy="请写成 --sheet 工作表名=台账")
    return sheet, find_ledger(ledger).name if ledger else ""


def _mark(target: Path, source: Path, outcome: ImportOutcome) -> None:
    from fjgov_tui.exchange import write_marked

    if not outcome.refused and not outcome.blocked:
        output.say("没有要标注的问题，没有写标注文件。")
        return
    write_marked(target, source, outcome)
    output.say(f"已在 {target} 里标出有问题的单元格，改好后可以直接导入它。")


def tell_outcome(outcome: ImportOutcome, as_json: bool, *, marked: bool) -> None:
    """Say what an import did, or would do.

    Args:
        outcome: what it did.
        as_json: for a program.
        marked: whether a marked sheet was asked for, which names every problem.
    """
    from fjgov_tui.reports.outcome import outcome_lines, question_lines

    if not as_json:
        output.lines(outcome_lines(outcome, whole="标注文件里有全部" if marked else "加 -o 标注.xlsx 看全部"))
        for line in question_lines(outcome):
            output.say(line)
        return
    output.document(
        [_row_json(sheet, row) for sheet in outcome.sheets for row in sheet.rows],
        source=outcome.source,
        dry_run=outcome.dry_run,
        written=outcome.written,
        blocked=outcome.blocked,
        added=outcome.added,
        changed=outcome.changed,
        unchanged=outcome.unchanged,
        refused=outcome.refused,
        sheets=[_sheet_json(sheet) for sheet in outcome.sheets],
        questions=[
            {
                "topic": question.topic,
                "subject": question.subject,
                "text": question.text,
                "answers": [list(pair) for pair in question.answers],
            }
            for question in outcome.questions
        ],
    )


def _row_json(sheet: SheetOutcome, row: RowOutcome) -> dict[str, output.Json]:
    return {
        "sheet": sheet.sheet,
        "ledger": sheet.ledger,
        "row": row.row,
        "action": row.action,
        "title": row.title,
        "changes": [{"label": change.label, "before": change.before, "after": change.after} for change in row.changes],
        "problems": [
            {
                "row": problem.row,
                "column": problem.column,
                "heading": problem.heading,
                "value": problem.value,
                "reason": problem.reason,
            }
            for problem in row.problems
        ],
    }


def _sheet_json(sheet: SheetOutcome) -> dict[str, output.Json]:
    return {
        "sheet": sheet.sheet,
        "ledger": sheet.ledger,
        "header_row": sheet.header_row,
        "why": sheet.why,
        "skipped": [{"row": row, "why": why} for row, why in sheet.skipped],
        "extra": [
            {"column": column.column, "heading": column.heading, "nearest": column.nearest, "twin": column.twin}
            for column in sheet.extra
        ],
    }


@click.command("export", cls=ChineseCommand)
@names_argument
@click.option("--all", "everything", is_flag=True, help="全部台账。")
@written_to("以 .xlsx、.csv 或 .json 结尾；.csv 只放一本台账。")
@where_option
@filter_option
@pass_desk
def export_sheets(
    desk: CliContext, names: tuple[str, ...], everything: bool, target: Path, where: tuple[str, ...], words: str
) -> None:
    """导出台账；密封字段遮盖。原样再导入，什么都不会变。"""
    from fjgov_tui.exchange import export_file

    if bool(names) == everything:
        raise InputProblem("要导出哪些台账没有写清", remedy="请写台账名，或只写 --all")
    _check_suffix(target, (".xlsx", ".csv", ".json"))
    ledgers = _ledgers(names)
    with desk.opened() as store:
        chosen = [selection(store.read, ledger, where, words) for ledger in ledgers]
        count = export_file(store.read, desk.target(target), chosen, output.progress("导出"))
    output.out(str(target))
    output.say(f"已导出 {count} 条：{'、'.join(ledger.title for ledger in ledgers)}。")
