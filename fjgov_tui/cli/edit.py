"""`fjgov ledger add | set | remove | restore`: one record, changed from the command line."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, find_record, pass_desk
from fjgov_tui.cli.ledger import ledger_argument, shown_value, split_pair
from fjgov_tui.cli.usage import ChineseCommand, whole_number
from fjgov_tui.clock import beijing_day, utc_now
from fjgov_tui.errors import ConflictProblem, InputProblem
from fjgov_tui.text import mask

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Ledger, Record
    from fjgov_tui.store import Reader

record_argument = click.argument("record", metavar="编号或名称")
pairs_argument = click.argument("pairs", metavar="字段=值", nargs=-1, required=True)
reason_option = click.option("--reason", default="", metavar="原因", help="为什么改，记进审计链。")
revision_option = click.option(
    "--revision", type=whole_number, metavar="版本", help="您看到的版本；别人已存了更新的版本时拒绝，不覆盖。"
)


def given_values(ledger: Ledger, pairs: tuple[str, ...]) -> dict[str, str]:
    """The values by field name.

    Raises:
        InputProblem: a field is unknown, or named twice.
    """
    from fjgov_tui.ledgers.validate import as_typed

    given: dict[str, str] = {}
    for pair in pairs:
        field, value = split_pair(ledger, pair)
        if field.name in given:
            raise InputProblem(f"字段“{field.label}”写了两次", remedy="请只写一次")
        given[field.name] = value
    written = as_typed(ledger, given, beijing_day(utc_now()))
    for name, text in written.items():
        if text != given[name]:
            output.say(f"{ledger[name].label}“{given[name]}”记作 {text}。")
    return written


def article_text(ledger: Ledger, file: Path) -> str:
    """The text of a file, for the field that holds one.

    Raises:
        InputProblem: the ledger has no such field, or the file cannot be read.
    """
    from fjgov_tui.exchange.articles import read_article

    if "text" not in ledger:
        raise InputProblem(f"{ledger.title}没有正文，用不上 --file", remedy="请去掉 --file")
    return read_article(file)


def _reason(text: str) -> str:
    from fjgov_tui.text import tidy

    return tidy(text)


@click.command("add", cls=ChineseCommand)
@ledger_argument
@pairs_argument
@reason_option
@pass_desk
def add_record(desk: CliContext, ledger: str, pairs: tuple[str, ...], reason: str) -> None:
    """登记一条新记录，输出它的编号。

    例：fjgov ledger add unit 单位名称=白帝镇人民政府 单位类别=乡镇街道
    """
    from fjgov_tui.ledgers import find_ledger
    from fjgov_tui.ledgers.types import Raw
    from fjgov_tui.workflows.saving import save_record

    declared = find_ledger(ledger)
    defaults: dict[str, Raw] = {field.name: field.default for field in declared.fields if field.default is not None}
    with desk.opened(write=True) as store, store.write(_reason(reason)) as writer:
        record_id = save_record(writer, declared, defaults | given_values(declared, pairs))
        title = writer.record(declared, record_id).title
    output.out(str(record_id))
    output.say(f"已登记：{declared.title}“{title}”，编号 {record_id}。")


@click.command("set", cls=ChineseCommand)
@ledger_argument
@record_argument
@pairs_argument
@revision_option
@reason_option
@pass_desk
def change_record(
    desk: CliContext, ledger: str, record: str, pairs: tuple[str, ...], revision: int | None, reason: str
) -> None:
    """修改一条记录的字段；等号后面空着就是清空。

    改了什么写到标准输出；值都没有变时什么也不写，审计链也不增加。密封字段写了就算改，不说与原值是否相同。
    """
    from fjgov_tui.ledgers import find_ledger
    from fjgov_tui.workflows.saving import save_record

    declared = find_ledger(ledger)
    given = given_values(declared, pairs)
    with desk.opened(write=True) as store:
        try:
            with store.write(_reason(reason)) as writer:
                before = find_record(writer, declared, record, whole=True)
                save_record(writer, declared, given, before, before.revision if revision is None else revision)
                after = writer.record(declared, before.id)
        except ConflictProblem:
            _show_both(store.read, declared, record, given)
            raise
    if after.revision == before.revision:
        output.say(f"没有变化：{declared.title}“{before.title}”还是第 {before.revision} 版。")
        return
    for field in declared.fields:
        if field.sealed and field.name in given:
            output.out(f"{field.label}：已写入（密封字段，不显示原值和新值是否相同）")
        elif before.values[field.name] != after.values[field.name]:
            output.out(
                f"{field.label}：{shown_value(field, before) or '（空）'} → {shown_value(field, after) or '（空）'}"
            )
    output.say(f"已修改：{declared.title}“{after.title}”，现在是第 {after.revision} 版。")


def _show_both(reader: Reader, ledger: Ledger, word: str, given: dict[str, str]) -> None:
    """What is stored now beside what was to be written."""
    now = find_record(reader, ledger, word)
    for name, value in given.items():
        field = ledger[name]
        wanted = mask(value) if field.sealed else value
        output.say(f"{field.label}：现在是“{shown_value(field, now)}”（第 {now.revision} 版），您要写“{wanted}”")


@click.command("remove", cls=ChineseCommand)
@ledger_argument
@record_argument
@click.option("--yes", is_flag=True, help="不再询问；没有终端时必须写。")
@reason_option
@pass_desk
def remove_record(desk: CliContext, ledger: str, record: str, yes: bool, reason: str) -> None:
    """移除一条记录：只做标记，内容和审计链都还在，可以恢复。"""
    from fjgov_tui.ledgers import find_ledger

    declared = find_ledger(ledger)
    with desk.opened(write=True) as store:
        seen = find_record(store.read, declared, record, whole=True)
        if not yes and not _agreed(declared, seen):
            output.say("没有移除。")
            raise click.Abort
        with store.write(_reason(reason)) as writer:
            writer.remove(declared, seen.id, seen.revision)
    output.out(str(seen.id))
    output.say(f"已移除：{declared.title}“{seen.title}”。恢复用 fjgov ledger restore {declared.name} {seen.id}。")


def _agreed(ledger: Ledger, record: Record) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputProblem(
            f"移除{ledger.title}“{record.title}”（编号 {record.id}）要先确认", remedy="没有终端时请加 --yes"
        )
    return output.confirmed(f"要移除{ledger.title}“{record.title}”（编号 {record.id}）吗？")


@click.command("restore", cls=ChineseCommand)
@ledger_argument
@click.argument("record", metavar="编号", type=whole_number)
@reason_option
@pass_desk
def restore_record(desk: CliContext, ledger: str, record: int, reason: str) -> None:
    """恢复一条移除了的记录。"""
    from fjgov_tui.ledgers import find_ledger

    declared = find_ledger(ledger)
    with desk.opened(write=True) as store:
        seen = store.read.record(declared, record)
        if seen.removed_at is None:
            output.say(f"没有变化：{declared.title}“{seen.title}”没有被移除。")
            return
        with store.write(_reason(reason)) as writer:
            writer.restore(declared, record)
    output.out(str(record))
    output.say(f"已恢复：{declared.title}“{seen.title}”。")
