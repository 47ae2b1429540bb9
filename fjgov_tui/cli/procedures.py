"""The command group of a procedure: list, show, start, sign, return, due, form. Made from the declaration alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import pair_lines, table_lines
from fjgov_tui.cli.usage import ChineseCommand, ChineseGroup, calendar_day, calendar_moment, day_count
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Ledger, Procedure, Record
    from fjgov_tui.ledgers.procedures import Decision
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.workflows.board import Matter
    from fjgov_tui.workflows.matters import Progress
    from fjgov_tui.workflows.procedure import Signing

Callback = TypeVar("Callback", bound=Callable[..., Any])

record_argument = click.argument("record", metavar="编号或名称")
_STEP = click.argument("step", metavar="环节")
_ON = click.option("--on", "on", type=calendar_day, metavar="日期", help="哪天办的；不写就是现在。")
_AT = click.option("--at", "at", type=calendar_moment, metavar="时刻", help="几点几分办的，如 '2026-09-01 08:30'。")
_BY = click.option("--by", "by", default="", metavar="人员", help="谁签的；只有一个人可以签时不用写。")
_FOR = click.option("--for", "behalf", default="", metavar="人员", help="代谁签的；要有代签授权。")
_PAPER = click.option("--paper", default="", metavar="文号", help="在纸上签的，写纸质件的文号；已经发生的照实登记。")
_OPINION = click.option("--opinion", default="", metavar="意见", help="签署意见。")
_GROUND = click.option(
    "--ground", default="", metavar="理由", help="退回或不同意的理由；信息写第十六条的哪一种情形，写序号也可以。"
)
_CHECKED = click.option(
    "--checked", default="", metavar="要点", help="这一步的要点哪几项核对过：序号用逗号隔开，或写“全部”；要点见 show。"
)
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


def _ledger(name: str) -> Ledger:
    from fjgov_tui.ledgers import LEDGERS

    return LEDGERS[name]


def _procedures(name: str) -> list[Procedure]:
    from fjgov_tui.workflows.reading import procedures_of

    return procedures_of(name)


def _matters_of(store: Store, ledger_name: str, *, closed: bool) -> list[Matter]:
    from fjgov_tui.workflows.board import matters

    return matters(store.read, store.clock(), _procedures(ledger_name), closed=closed)


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

    return progress_of(store.read, _record(store.read, ledger_name, word), store.clock())


def _record(reader: Reader, ledger_name: str, word: str, *, whole: bool = False) -> Record:
    """The record by its id, its name, or the number on its form."""
    from fjgov_tui.workflows.reading import numbered

    named = numbered(word)
    if named is not None and named[0] == ledger_name:
        word = str(named[1])
    return find_record(reader, _ledger(ledger_name), word, whole=whole)


@click.command("show", cls=ChineseCommand)
@record_argument
@as_json
@pass_desk
def show_matter(desk: CliContext, record: str, as_json: bool, ledger_name: str) -> None:
    """一份办件：每一步谁办的、何时、还缺什么，哪里不合规定。"""
    from fjgov_tui.workflows.board import Matter, matter_row, step_row

    with desk.opened() as store:
        matter = Matter(_come(store, ledger_name, record), ())
    come = matter.progress
    steps = [step_row(state) for state in come.steps]
    if as_json:
        rows = [item.row for item in matter.items if item.row] or steps
        more: dict[str, output.Json] = {"steps": steps, ledger_name: matter_row(matter)}
        output.document(rows, None, **more)
        return
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
    fields = [field for field in _ledger(come.procedure.ledger).fields if field.name not in dated]
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
@pass_desk
def start(desk: CliContext, pairs: tuple[str, ...], file: Path | None, ledger_name: str) -> None:
    """登记一份办件，期限从这时起写下；输出编号。"""
    from fjgov_tui.cli.edit import given_values
    from fjgov_tui.ledgers.types import Raw
    from fjgov_tui.workflows.saving import save_record

    ledger = _ledger(ledger_name)
    given: dict[str, Raw] = {field.name: field.default for field in ledger.fields if field.default is not None}
    given |= given_values(ledger, pairs)
    if file is not None:
        given["text"] = article_text(ledger, file)
    with desk.opened(write=True) as store:
        with store.write(f"登记{ledger.title}") as writer:
            made = save_record(writer, ledger, given)
        come = _come(store, ledger_name, str(made))
    output.out(str(made))
    output.say(f"已登记{come.procedure.title}，编号 {made}。还要办：")
    for word in come.missing:
        output.say(f"  {word}")


sure_option = click.option("--yes", is_flag=True, help="有说不通的地方（如站点还打不开）也照样办。")


@contextmanager
def needing_yes() -> Iterator[None]:
    """What speaks against a step is told with the option that takes it all the same."""
    from fjgov_tui.errors import DoubtProblem

    try:
        yield
    except DoubtProblem as doubt:
        raise DoubtProblem(doubt.what, where=doubt.where, remedy="什么都没有写入；确实要办的，请加 --yes") from doubt


def article_text(ledger: Ledger, file: Path) -> str:
    """The text of a file, for the field that holds one.

    Raises:
        InputProblem: the ledger has no such field, or the file cannot be read.
    """
    from fjgov_tui.exchange.articles import read_article

    if "text" not in ledger:
        raise InputProblem(f"{ledger.title}没有正文，用不上 --file", remedy="请去掉 --file")
    return read_article(file)


class WhoSigns(TypedDict):
    """Which record, who signs it for whom, and what of its checklist was gone through."""

    record: str
    by: str
    behalf: str
    checked: str
    ledger_name: str


class StepOptions(WhoSigns):
    """What every command that takes a step is told."""

    step: str
    on: date | None
    at: datetime | None
    paper: str
    opinion: str
    ground: str


def _step_options(command: Callback) -> Callback:
    """The arguments and options behind `StepOptions`."""
    for option in (_CHECKED, _GROUND, _OPINION, _PAPER, _AT, _ON, _FOR, _BY, _STEP, record_argument):
        command = option(command)
    return command


@click.command("sign", cls=ChineseCommand)
@_step_options
@click.option("--refuse", is_flag=True, help="不同意：办件到此为止；要写理由。")
@sure_option
@pass_desk
def sign(desk: CliContext, refuse: bool, yes: bool, **given: Unpack[StepOptions]) -> None:
    """签一步：没有轮到、签的人不对、时候不到的不能签；已经在纸上签了的加 --paper 照实登记。"""
    from fjgov_tui.ledgers.procedures import Decision

    with needing_yes():
        _take_step(desk, given, Decision.REFUSED if refuse else None, sure=yes)


@click.command("return", cls=ChineseCommand)
@_step_options
@pass_desk
def give_back(desk: CliContext, **given: Unpack[StepOptions]) -> None:
    """在这一步退回：从流程写明的环节起再走一轮，前一轮的签署都留着。"""
    from fjgov_tui.ledgers.procedures import Decision

    _take_step(desk, given, Decision.RETURNED)


def _take_step(desk: CliContext, given: StepOptions, decision: Decision | None, *, sure: bool = False) -> None:
    from fjgov_tui.workflows.checklist import ground_of
    from fjgov_tui.workflows.procedure import Signing

    signing = Signing(
        step=given["step"],
        on=given["on"],
        at=given["at"],
        paper=given["paper"],
        opinion=given["opinion"],
        ground=ground_of(_procedures(given["ledger_name"])[0], given["ground"]),
        sure=sure,
    )
    _sign(desk, given, signing, decision)


@click.command("reopen", cls=ChineseCommand)
@record_argument
@_BY
@_PAPER
@_OPINION
@pass_desk
def reopen(desk: CliContext, record: str, by: str, paper: str, opinion: str, ledger_name: str) -> None:
    """办结或不同意的重新办：另起一轮，期限重新起算，以前的都留着。"""
    from fjgov_tui.ledgers.procedures import Decision
    from fjgov_tui.workflows.procedure import Signing

    given: WhoSigns = {"record": record, "by": by, "behalf": "", "checked": "", "ledger_name": ledger_name}
    _sign(desk, given, Signing(step="", paper=paper, opinion=opinion), Decision.REOPENED)


def _sign(desk: CliContext, given: WhoSigns, signing: Signing, decision: Decision | None) -> None:
    from dataclasses import replace

    from fjgov_tui.workflows.checklist import points_of
    from fjgov_tui.workflows.procedure import sign as take
    from fjgov_tui.workflows.reading import procedure_of

    with desk.opened(write=True) as store, store.write(f"{decision or '签署'}") as writer:
        record = _record(writer, given["ledger_name"], given["record"], whole=True)
        made = replace(
            signing,
            decision=decision,
            person=_person(writer, given["by"]),
            behalf=_person(writer, given["behalf"]),
            checked=points_of(procedure_of(record), signing.step, given["checked"]),
        )
        come = take(writer, given["ledger_name"], record.id, made)
    output.out(come.state)
    tell(come)


def _person(reader: Reader, word: str) -> int | None:
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS["person"], word, whole=True).id if word else None


def tell(come: Progress) -> None:
    """What is still to be done, after something was."""
    if come.ended:
        output.say(f"{come.state}。")
        return
    output.say("已登记。" + (f"还缺：{'；'.join(come.missing)}。" if come.missing else "可以办结了。"))


@click.command("form", cls=ChineseCommand)
@record_argument
@click.option("--kind", default="", metavar="种类", help="不写是办件单；另有 保密审查表、会签函、关停公告稿。")
@_FILE
@pass_desk
def form(desk: CliContext, record: str, kind: str, file: Path | None, ledger_name: str) -> None:
    """打印办件单：填好登记的内容和签过的环节，没签的留空；编号供扫描件回来时认出。

    文件名以 .docx 结尾时写成可以打印的文档，否则是纯文本。
    """
    from fjgov_tui.reports.forms import form_document, form_text, write_paper
    from fjgov_tui.reports.letters import letter_document, letter_text

    with desk.opened() as store:
        come, now = _come(store, ledger_name, record), store.clock()
    paper = letter_document(come, kind, now) if kind else form_document(come, now)
    text = letter_text(paper) if kind else form_text(come, now)
    if file is None:
        output.lines(text.splitlines())
        return
    write_paper(paper, text, desk.target(file))
    output.say(f"已写到 {file}。")
