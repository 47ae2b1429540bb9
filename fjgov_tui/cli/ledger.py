"""`fjgov ledger`: what ledgers there are, their fields, their records, and what happened to a record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_id, find_record, pass_desk
from fjgov_tui.cli.tables import pair_lines, table_lines
from fjgov_tui.cli.usage import ChineseGroup, whole_number
from fjgov_tui.clock import show_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.text import mask, tidy

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Field, Ledger, Record
    from fjgov_tui.ledgers.types import Raw, Stored
    from fjgov_tui.store import Reader, Selection, TrailEntry

WIDE = 100
"""Cells from which lists show their second row of columns."""


def ledger_names(_context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
    """Ledgers whose English or Chinese name begins like that."""
    from fjgov_tui.ledgers import LEDGERS

    names = [(name, ledger.title) for ledger in LEDGERS.values() for name in (ledger.name, ledger.title)]
    return [CompletionItem(name, help=title) for name, title in names if typed and name.startswith(typed)] or [
        CompletionItem(ledger.name, help=ledger.title) for ledger in LEDGERS.values() if not typed
    ]


ledger_argument = click.argument("ledger", metavar="台账", shell_complete=ledger_names)
where_option = click.option(
    "--where", "where", multiple=True, metavar="字段=值", help="只要这个字段等于这个值的记录；可写多次，都要满足。"
)
filter_option = click.option(
    "--filter", "words", default="", metavar="词", help="只要含有这些词的记录；可用汉字或拼音首字母。"
)


@click.group(cls=ChineseGroup)
def ledger() -> None:
    """台账：查看、登记、修改、导入、导出。

    台账和字段可以写英文名，也可以写中文名。
    """


@ledger.command("list")
@as_json
@pass_desk
def list_ledgers(desk: CliContext, as_json: bool) -> None:
    """列出所有台账：名称、依据条款、记录数、用途。"""
    from fjgov_tui.ledgers import LEDGERS

    with desk.opened() as store:
        counts = store.read.counts()
    if as_json:
        output.document(
            [
                {
                    "name": declared.name,
                    "title": declared.title,
                    "articles": list(declared.articles),
                    "records": counts[declared.name],
                    "purpose": declared.purpose,
                }
                for declared in LEDGERS.values()
            ]
        )
        return
    rows = [
        (
            declared.name,
            declared.title,
            "、".join(map(str, declared.articles)),
            str(counts[declared.name]),
            declared.purpose,
        )
        for declared in LEDGERS.values()
    ]
    output.lines(table_lines(("台账", "名称", "条款", "记录数", "用途"), rows, output.limit(), numbers=(3,)))


@ledger.command("fields")
@ledger_argument
@as_json
def list_fields(ledger: str, as_json: bool) -> None:
    """列出一本台账的字段：名称、类型、要求、填法、说明。"""
    from fjgov_tui.ledgers import find_ledger

    declared = find_ledger(ledger)
    if as_json:
        output.document([_field_json(declared, field) for field in declared.fields])
        return
    rows = [
        (field.name, field.label, field.type.noun, _demands(declared, field), field.type.hint, field.help)
        for field in declared.fields
    ]
    output.lines(table_lines(("字段", "名称", "类型", "要求", "填法", "说明"), rows, output.limit()))
    output.say(f"导入时按“{'、'.join(declared[name].label for name in declared.key)}”认出已有的记录。")


def _demands(ledger: Ledger, field: Field) -> str:
    rows = [
        word for word, holds in (("必填", field.required), ("不重复", field.unique), ("密封", field.sealed)) if holds
    ]
    return "、".join(rows)


def _field_json(ledger: Ledger, field: Field) -> dict[str, output.Json]:
    return {
        "name": field.name,
        "label": field.label,
        "type": field.type.noun,
        "required": field.required,
        "unique": field.unique,
        "sealed": field.sealed,
        "key": field.name in ledger.key,
        "reference": field.reference.ledger if field.reference else None,
        "choices": list(field.type.options),
        "hint": field.type.hint,
        "help": field.help,
        "synonyms": list(field.synonyms),
    }


def selection(reader: Reader, ledger: Ledger, where: tuple[str, ...], words: str) -> Selection:
    """The records that `--where` and `--filter` ask for.

    Raises:
        InputProblem: a condition that cannot be understood.
    """
    from fjgov_tui.store import Selection

    conditions = tuple(_condition(reader, ledger, condition) for condition in where)
    return Selection(ledger.name, words=tidy(words), where=conditions)


def _condition(reader: Reader, ledger: Ledger, text: str) -> tuple[str, Stored]:
    from fjgov_tui.ledgers.validate import field_text

    field, value = split_pair(ledger, text)
    if field.sealed:
        raise InputProblem(f"“{field.label}”是密封字段，不能用来筛选", where=f"--where {field.name}=…")
    try:
        if field.reference is None:
            return field.name, field.type.parse(value)
        name = field_text(value)
        return field.name, reader.names().resolve(field.reference, name, None) if name else None
    except InputProblem as problem:
        raise InputProblem(f"{field.label}“{value}”{problem.what}", where=f"--where {text}") from problem


def split_pair(ledger: Ledger, text: str) -> tuple[Field, str]:
    """A field and its value from `field=value`; the name may be English or Chinese, the sign full-width.

    Raises:
        InputProblem: no sign, or no such field.
    """
    from fjgov_tui.ledgers import find_field

    name, sign, value = text.replace("＝", "=", 1).partition("=") if "=" not in text else text.partition("=")
    if not sign:
        raise InputProblem(f"“{text}”里没有等号", remedy=f"请写成 字段=值，字段见 fjgov ledger fields {ledger.name}")
    return find_field(ledger, tidy(name)), value


@ledger.command("show")
@ledger_argument
@click.argument("record", metavar="编号或名称", required=False)
@where_option
@filter_option
@click.option("--limit", type=whole_number, metavar="条数", help="最多列出多少条。")
@as_json
@pass_desk
def show(
    desk: CliContext,
    ledger: str,
    record: str | None,
    where: tuple[str, ...],
    words: str,
    limit: int | None,
    as_json: bool,
) -> None:
    """列出一本台账的记录；写了编号或名称时，显示这一条的全部内容。"""
    from fjgov_tui.ledgers import find_ledger

    declared = find_ledger(ledger)
    with desk.opened() as store:
        if record is not None:
            if where or words:
                raise InputProblem("写了编号或名称，就不能再加 --where 或 --filter", remedy="请二选一")
            _show_one(store.read, declared, find_record(store.read, declared, record), as_json)
            return
        ids = store.read.ids(selection(store.read, declared, where, words))
        shown = ids if limit is None else ids[:limit]
        if as_json:
            output.document(record_rows(store.read, declared, shown), len(ids))
        else:
            _show_table(store.read, declared, shown)
    if len(shown) < len(ids):
        output.say(f"共 {len(ids)} 条，只列出前 {len(shown)} 条。")
    elif not as_json:
        output.say(f"共 {len(ids)} 条。")


def record_rows(reader: Reader, ledger: Ledger, ids: Sequence[int]) -> list[dict[str, output.Json]]:
    """Records for programs, by the English names of their fields."""
    from fjgov_tui.exchange.exporting import json_row

    names = reader.names()
    return [_row(json_row(ledger, record, names), record) for record in reader.records(ledger, ids)]


def _row(fields: dict[str, Raw], record: Record) -> dict[str, output.Json]:
    """The row of an export, with who and when; days are text already."""
    row: dict[str, output.Json] = {
        name: str(value) if isinstance(value, date) else value for name, value in fields.items()
    }
    return row | {
        "created_at": record.created_at,
        "created_by": record.created_by,
        "updated_at": record.updated_at,
        "updated_by": record.updated_by,
        "removed_at": record.removed_at,
    }


def shown_value(field: Field, record: Record) -> str:
    """A field as people read it: references by name, sealed values masked."""
    if field.reference is not None:
        return record.names.get(field.name, "")
    text = field.type.show(record.values[field.name])
    return mask(text) if field.sealed else text


def _show_table(reader: Reader, ledger: Ledger, ids: Sequence[int]) -> None:
    """The columns of the lists on screen; on a narrow terminal only those that always stand there."""
    limit = output.limit()
    wide = limit is None or limit >= WIDE
    fields = [field for field in ledger.fields if field.listed == 1 or (wide and field.listed == 2)]
    rows = [
        (str(record.id), *(shown_value(field, record) for field in fields)) for record in reader.records(ledger, ids)
    ]
    if rows:
        headings = ("编号", *(field.label for field in fields))
        output.lines(table_lines(headings, rows, limit, numbers=(0,)))


def _show_one(reader: Reader, ledger: Ledger, record: Record, as_json: bool) -> None:
    if as_json:
        output.document(record_rows(reader, ledger, [record.id]))
        return
    pairs = [("编号", str(record.id)), ("版本", str(record.revision))]
    pairs += [(field.label, shown_value(field, record)) for field in ledger.fields]
    pairs += [
        ("登记", f"{show_instant(record.created_at)}  {record.created_by}"),
        ("最近修改", f"{show_instant(record.updated_at)}  {record.updated_by}"),
    ]
    output.lines(pair_lines(pairs))
    if record.removed_at is not None:
        output.say(f"这条记录已在 {show_instant(record.removed_at)} 移除，可用 fjgov ledger restore 恢复。")


@ledger.command("history")
@ledger_argument
@click.argument("record", metavar="编号或名称")
@as_json
@pass_desk
def history(desk: CliContext, ledger: str, record: str, as_json: bool) -> None:
    """显示一条记录的变更：何时、何人、为什么，每个字段从什么变成什么。"""
    from fjgov_tui.ledgers import find_ledger

    declared = find_ledger(ledger)
    with desk.opened() as store:
        read = store.read
        record_id = find_id(read, declared, record, whole=False)
        title = read.record(declared, record_id).title
        entries = read.history(declared, record_id)
        if as_json:
            output.document([_entry_json(read, declared, entry) for entry in entries])
            return
        output.out(f"{declared.title}“{title}”（编号 {record_id}）的变更，新的在前：")
        for entry in entries:
            output.lines(_entry_lines(read, declared, entry))


def _entry_json(reader: Reader, ledger: Ledger, entry: TrailEntry) -> dict[str, output.Json]:
    from fjgov_tui.store.diff import changes

    return {
        "seq": entry.seq,
        "at": entry.at,
        "who": entry.who,
        "account": entry.account,
        "action": entry.action,
        "revision": entry.revision,
        "reason": entry.reason,
        "batch": entry.batch,
        "changes": [
            {"field": change.name, "label": change.label, "before": change.before, "after": change.after}
            for change in changes(reader, ledger, entry)
        ],
    }


def _entry_lines(reader: Reader, ledger: Ledger, entry: TrailEntry) -> list[str]:
    from fjgov_tui.store.diff import changes

    reason = f"  原因：{entry.reason}" if entry.reason else ""
    head = f"第 {entry.revision} 版  {show_instant(entry.at)}  {entry.both}  {entry.action}{reason}"
    blank = "（空）"
    return [head] + [
        f"    {change.label}：{change.before or blank} → {change.after or blank}"
        for change in changes(reader, ledger, entry)
    ]
