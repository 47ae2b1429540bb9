"""The command group of a procedure: list, show, start, sign, return, due, form. Made from the declaration alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.signing import (
    give_back,
    ledger_named,
    matter_document,
    procedures_named,
    record_argument,
    record_named,
    reopen,
    sign,
)
from fjgov_tui.cli.tables import pair_lines, table_lines
from fjgov_tui.cli.usage import ChineseCommand, ChineseGroup, day_count

if TYPE_CHECKING:
    from fjgov_tui.store import Store
    from fjgov_tui.workflows.board import Matter
    from fjgov_tui.workflows.matters import Progress


_FILE = click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="写到这个文件；不写就到标准输出。",
)


def procedure_group(ledger: str) -> click.Group:
    """The command group of the procedures of a ledger."""
    from fjgov_tui.ledgers import LEDGERS

    declared = LEDGERS[ledger]
    articles = "、".join(map(str, declared.articles))
    group = ChineseGroup(ledger, help=f"{declared.title}：{declared.purpose}（第 {articles} 条）。")
    if ledger == "release":
        from fjgov_tui.cli.release import COMMANDS

        for command in COMMANDS:
            group.add_command(command)
    add_commands(group, ledger)
    return group


def add_commands(group: click.Group, ledger: str) -> None:
    """Give a group the commands of a procedure that it has not a special one for."""
    for command in (list_matters, show_matter, start, sign, give_back, reopen, due, form):
        if command.name not in group.commands:
            group.add_command(_bound(command, ledger))


def _bound(command: click.Command, ledger: str) -> click.Command:
    """The same command for one ledger."""

    def call(*args: object, **options: object) -> object:
        return command.callback(*args, **options, ledger_name=ledger) if command.callback else None

    return ChineseCommand(command.name, params=command.params, callback=call, help=command.help)


def _matters_of(store: Store, ledger_name: str, *, closed: bool) -> list[Matter]:
    from fjgov_tui.workflows.board import matters

    return matters(store.read, store.clock(), procedures_named(ledger_name), closed=closed)


@click.command("list", cls=ChineseCommand)
@as_json
@pass_desk
def list_matters(desk: CliContext, as_json: bool, ledger_name: str) -> None:
    """列出全部办件和办到哪一步：超期的在前，然后按期限，办结的在最后。"""
    from fjgov_tui.workflows.board import matter_row

    with desk.opened() as store:
        matters = _matters_of(store, ledger_name, closed=True)
    if as_json:
        output.document([matter_row(matter) for matter in matters])
        return
    _table(matters)
    output.say(f"共 {len(matters)} 份，没有办结的 {sum(not matter.progress.ended for matter in matters)} 份。")


GLYPHS = {"已办结": "✓", "办结有缺": "✗", "可办结": "○", "未办结": "✗", "不同意": "－"}
"""A sign for each state, besides its word."""


def _table(matters: Sequence[Matter]) -> None:
    headings = ("编号", "办件", "单位", "状态", "下一步", "谁办", "期限")
    rows = [
        (
            str(matter.id),
            matter.title,
            matter.unit,
            f"{GLYPHS[matter.progress.state]} {matter.progress.state}",
            matter.next.step.label if matter.next and not matter.progress.ended else "",
            "、".join(matter.who),
            f"{matter.due}（{matter.left}）" if matter.due else "",
        )
        for matter in matters
    ]
    if rows:
        output.lines(table_lines(headings, rows, output.limit(), numbers=(0,)))


@click.command("due", cls=ChineseCommand)
@click.option("--within", type=day_count, metavar="天数", help="只要这么多天内到期的，如 14d；超期的总在内。")
@as_json
@pass_desk
def due(desk: CliContext, within: int | None, as_json: bool, ledger_name: str) -> None:
    """有期限的办件，超期的在前；不写 --within 就是全部。"""
    from fjgov_tui.workflows.board import matter_row

    with desk.opened() as store:
        matters = [matter for matter in _matters_of(store, ledger_name, closed=False) if matter.due is not None]
    if within is not None:
        matters = [
            matter
            for matter in matters
            if matter.late or (matter.due and (matter.due.on - matter.progress.now.on).days <= within)
        ]
    if as_json:
        output.document([matter_row(matter) for matter in matters])
        return
    _table(matters)
    output.say(f"有期限的 {len(matters)} 份，超期 {sum(matter.late for matter in matters)} 份。")


def _come(store: Store, ledger_name: str, word: str) -> Progress:
    from fjgov_tui.workflows.reading import progress_of

    return progress_of(store.read, record_named(store.read, ledger_name, word), store.clock())


@click.command("show", cls=ChineseCommand)
@record_argument
@as_json
@pass_desk
def show_matter(desk: CliContext, record: str, as_json: bool, ledger_name: str) -> None:
    """一份办件：每一步谁办的、何时、还缺什么，哪里不合规定。"""
    from fjgov_tui.workflows.board import Matter

    with desk.opened() as store:
        come = _come(store, ledger_name, record)
        if as_json:
            matter_document(store.read, come)
            return
    matter = Matter(come, ())
    output.lines(pair_lines(_pairs(come)))
    shown = [
        (
            f"{'✓' if state.done else '○' if state.begun else '·'} {state.step.label}",
            str(state.done or ""),
            state.signature.who if state.signature else "",
            str(state.due.end) if state.due else "",
        )
        for state in come.steps
    ]
    output.lines(table_lines(("环节", "办理", "签署人", "期限"), shown, output.limit()))
    for item in matter.items:
        output.out(f"{'✓' if item.settled else '✗'} {item.words}")
    for state in come.open:
        for number, point in enumerate(state.step.checks, 1):
            output.out(f"{state.step.label}要点 {number}：{point}")
    for word in () if come.ended else come.missing:
        output.out(f"还缺：{word}")
    for breach in come.breaches:
        output.out(f"{breach.kind}：{breach.message}")


def _pairs(come: Progress) -> list[tuple[str, str]]:
    """What the record says, without the days that stand with the steps."""
    from fjgov_tui.ledgers.cells import cell

    dated = {name for step in come.procedure.steps for name in (step.field, step.by)}
    fields = [field for field in ledger_named(come.procedure.ledger).fields if field.name not in dated]
    filled = [(field.label, cell(field, come.record)) for field in fields if come.record.values[field.name] is not None]
    unit = [] if any(field.name == "unit" for field in fields) else [("单位", come.known.unit_name)]
    head = [("编号", str(come.record.id)), *filled, *unit, ("轮次", str(come.round))]
    return [*head, ("状态", f"{GLYPHS[come.state]} {come.state}")]


@click.command("start", cls=ChineseCommand)
@click.argument("pairs", metavar="字段=值", nargs=-1, required=True)
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="正文从这个 .txt、.md 或 .docx 文件读。",
)
@as_json
@pass_desk
def start(desk: CliContext, pairs: tuple[str, ...], file: Path | None, as_json: bool, ledger_name: str) -> None:
    """登记一份办件，期限从这时起写下；输出编号。"""
    from fjgov_tui.cli.edit import article_text, given_values
    from fjgov_tui.ledgers.types import Raw
    from fjgov_tui.workflows.saving import save_record

    ledger = ledger_named(ledger_name)
    given: dict[str, Raw] = {field.name: field.default for field in ledger.fields if field.default is not None}
    given |= given_values(ledger, pairs)
    if file is not None:
        given["text"] = article_text(ledger, file)
    with desk.opened(write=True) as store:
        with store.write(f"登记{ledger.title}") as writer:
            made = save_record(writer, ledger, given)
        come = _come(store, ledger_name, str(made))
        if as_json:
            matter_document(store.read, come)
            return
    output.out(str(made))
    rest = "还要办：" if come.missing else ""
    output.say(f"已登记{come.procedure.title}，编号 {made}。{rest}")
    for word in come.missing:
        output.say(f"  {word}")


@click.command("form", cls=ChineseCommand)
@record_argument
@click.option("--kind", default="", metavar="种类", help="不写是办件单；另有 保密审查表、会签函、关停公告稿。")
@_FILE
@as_json
@pass_desk
def form(desk: CliContext, record: str, kind: str, file: Path | None, as_json: bool, ledger_name: str) -> None:
    """打印办件单：填好登记的内容和签过的环节，没签的留空；编号供扫描件回来时认出。

    文件名以 .docx 结尾时写成可以打印的文档，否则是纯文本。
    """
    from fjgov_tui.clock import utc_now
    from fjgov_tui.reports.forms import form_document, form_text, write_paper
    from fjgov_tui.reports.letters import letter_document, letter_text

    with desk.opened() as store:
        come, now = _come(store, ledger_name, record), utc_now()
    paper = letter_document(come, kind, now, desk.as_of) if kind else form_document(come, now, desk.as_of)
    text = letter_text(paper) if kind else form_text(come, now, desk.as_of)
    if file is not None:
        write_paper(paper, text, desk.target(file))
        output.say(f"已写到 {file}。")
    if as_json:
        output.document([{"id": come.record.id, "title": paper.title, "text": text}])
    elif file is None:
        output.lines(text.splitlines())
