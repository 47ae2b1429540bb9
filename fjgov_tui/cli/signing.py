"""Taking a step from the command line: sign, return, reopen, and how what came of it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, TypeVar, Unpack

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.usage import ChineseCommand, calendar_day, calendar_moment

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Ledger, Procedure, Record
    from fjgov_tui.ledgers.procedures import Decision
    from fjgov_tui.store import Reader
    from fjgov_tui.workflows.matters import Progress
    from fjgov_tui.workflows.procedure import Signing

Callback = TypeVar("Callback", bound=Callable[..., Any])

record_argument = click.argument("record", metavar="编号或名称")
_STEP = click.argument("step", metavar="环节")
_ON = click.option("--on", "on", type=calendar_day, metavar="日期", help="哪天办的；不写就是现在。")
_AT = click.option("--at", "at", type=calendar_moment, metavar="时刻", help="几点几分办的，如 '2026-09-01 08:30'。")
by_option = click.option("--by", "by", default="", metavar="人员", help="谁签的；只有一个人可以签时不用写。")
for_option = click.option("--for", "behalf", default="", metavar="人员", help="代谁签的；要有代签授权。")
_PAPER = click.option("--paper", default="", metavar="文号", help="在纸上签的，写纸质件的文号；已经发生的照实登记。")
_OPINION = click.option("--opinion", default="", metavar="意见", help="签署意见。")
_GROUND = click.option(
    "--ground", default="", metavar="理由", help="退回或不同意的理由；信息写第十六条的哪一种情形，写序号也可以。"
)
_CHECKED = click.option(
    "--checked", default="", metavar="要点", help="这一步的要点哪几项核对过：序号用逗号隔开，或写“全部”；要点见 show。"
)
scan_option = click.option(
    "--file",
    "scan",
    type=click.Path(path_type=Path, readable=False),
    metavar="扫描件",
    help="签过的纸质件扫描后的文件：记它的名称和 SHA-256，文件本身不存。",
)
_GIVEN = click.argument("pairs", metavar="[字段=值]...", nargs=-1)


def ledger_named(name: str) -> Ledger:
    """The ledger of a command group; its declarations are loaded when the command runs."""
    from fjgov_tui.ledgers import LEDGERS

    return LEDGERS[name]


def procedures_named(name: str) -> list[Procedure]:
    """The procedures through which its records go."""
    from fjgov_tui.workflows.reading import procedures_of

    return procedures_of(name)


def record_named(reader: Reader, ledger_name: str, word: str, *, whole: bool = False) -> Record:
    """The record by its id, its name, or the number on its form."""
    from fjgov_tui.workflows.reading import numbered

    named = numbered(word)
    if named is not None and named[0] == ledger_name:
        word = str(named[1])
    return find_record(reader, ledger_named(ledger_name), word, whole=whole)


sure_option = click.option("--yes", is_flag=True, help="有说不通的地方（如站点还打不开）也照样办。")


@contextmanager
def needing_yes() -> Iterator[None]:
    """What speaks against a step is told with the option that takes it all the same."""
    from fjgov_tui.errors import DoubtProblem

    try:
        yield
    except DoubtProblem as doubt:
        raise DoubtProblem(doubt.what, where=doubt.where, remedy="什么都没有写入；确实要办的，请加 --yes") from doubt


class WhoSigns(TypedDict):
    """Which record, who signs it for whom, what of its checklist was gone through, and how the outcome is told."""

    record: str
    by: str
    behalf: str
    checked: str
    pairs: tuple[str, ...]
    as_json: bool
    ledger_name: str


class StepOptions(WhoSigns):
    """What every command that takes a step is told."""

    step: str
    on: date | None
    at: datetime | None
    paper: str
    scan: Path | None
    opinion: str
    ground: str


def _step_options(command: Callback) -> Callback:
    """The arguments and options behind `StepOptions`."""
    options = (
        as_json,
        _CHECKED,
        _GROUND,
        _OPINION,
        scan_option,
        _PAPER,
        _AT,
        _ON,
        for_option,
        by_option,
        _GIVEN,
        _STEP,
        record_argument,
    )
    for option in options:
        command = option(command)
    return command


@click.command("sign", cls=ChineseCommand)
@_step_options
@click.option("--refuse", is_flag=True, help="不同意：办件到此为止；要写理由。")
@sure_option
@pass_desk
def sign(desk: CliContext, refuse: bool, yes: bool, **given: Unpack[StepOptions]) -> None:
    """签一步：没有轮到、签的人不对、时候不到的不能签；已经在纸上签了的加 --paper 照实登记。

    这一步要填的字段可以一起写，如 fjgov release sign 1 保密审查 保密审查结论=可以公开。
    """
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
        scan=scan_line(desk, given["scan"]),
        opinion=given["opinion"],
        ground=ground_of(procedures_named(given["ledger_name"])[0], given["ground"]),
        sure=sure,
    )
    _sign(desk, given, signing, decision)


class ReopenOptions(TypedDict):
    """What the command that begins again is told."""

    record: str
    by: str
    behalf: str
    on: date | None
    paper: str
    scan: Path | None
    opinion: str
    as_json: bool
    ledger_name: str


@click.command("reopen", cls=ChineseCommand)
@record_argument
@by_option
@for_option
@_ON
@_PAPER
@scan_option
@_OPINION
@as_json
@pass_desk
def reopen(desk: CliContext, **given: Unpack[ReopenOptions]) -> None:
    """办结或不同意的重新办：另起一轮，期限重新起算，以前的都留着。"""
    from fjgov_tui.ledgers.procedures import Decision
    from fjgov_tui.workflows.procedure import Signing

    who: WhoSigns = {
        "record": given["record"],
        "by": given["by"],
        "behalf": given["behalf"],
        "checked": "",
        "pairs": (),
        "as_json": given["as_json"],
        "ledger_name": given["ledger_name"],
    }
    scan = scan_line(desk, given["scan"])
    signing = Signing(step="", on=given["on"], paper=given["paper"], scan=scan, opinion=given["opinion"])
    _sign(desk, who, signing, Decision.REOPENED)


def _sign(desk: CliContext, given: WhoSigns, signing: Signing, decision: Decision | None) -> None:
    from dataclasses import replace

    from fjgov_tui.cli.edit import given_values
    from fjgov_tui.workflows.checklist import points_of
    from fjgov_tui.workflows.procedure import sign as take
    from fjgov_tui.workflows.reading import procedure_of

    with desk.opened(write=True) as store, store.write(f"{decision or '签署'}") as writer:
        record = record_named(writer, given["ledger_name"], given["record"], whole=True)
        made = replace(
            signing,
            decision=decision,
            person=person_of(writer, given["by"]),
            behalf=person_of(writer, given["behalf"]),
            checked=points_of(procedure_of(record), signing.step, given["checked"]),
            given=given_values(ledger_named(given["ledger_name"]), given["pairs"]) if given["pairs"] else {},
        )
        come = take(writer, given["ledger_name"], record.id, made)
        tell_signed(writer, come, as_json=given["as_json"])


def scan_line(desk: CliContext, file: Path | None) -> str:
    """The scan of a signed paper as it is registered: its digest and name; empty where there is none.

    Raises:
        InputProblem: it cannot be read.
    """
    from fjgov_tui.workflows.attaching import looked_through

    return looked_through(file, desk.path).line if file is not None else ""


def tell_signed(reader: Reader, come: Progress, *, as_json: bool) -> None:
    """The state after a step: as the document of `show`, or as a word and what is still to be done."""
    if as_json:
        matter_document(reader, come)
        return
    output.out(come.state)
    tell(come)


def matter_document(reader: Reader, come: Progress) -> None:
    """A record in its procedure as one JSON document, for every command that shows or changes one."""
    from fjgov_tui.workflows.board import matter_of, matter_row, step_row

    matter = matter_of(reader, come)
    steps = [step_row(state) for state in come.steps]
    rows = [item.row for item in matter.items if item.row] or steps
    more: dict[str, output.Json] = {"steps": steps, come.record.ledger: matter_row(matter)}
    output.document(rows, None, **more)


def person_of(reader: Reader, word: str) -> int | None:
    """The id of the person of that name or id; `None` where none is named.

    Raises:
        InputProblem: there is none, or several.
    """
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS["person"], word, whole=True).id if word else None


def tell(come: Progress) -> None:
    """What is still to be done, after something was."""
    if come.ended:
        output.say(f"{come.state}。")
        return
    output.say("已登记。" + (f"还缺：{'；'.join(come.missing)}。" if come.missing else "可以办结了。"))
