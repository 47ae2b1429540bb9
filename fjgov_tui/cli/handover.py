"""`fjgov handover`: somebody leaves, others take over, and nothing is finished before it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.procedures import add_commands
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, whole_number
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.ledgers import Record
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.workflows.handover import Holdings

on_option = click.option("--on", "on", required=True, type=calendar_day, metavar="日期", help="哪一天。")
handover_argument = click.argument("handover_id", metavar="编号", type=whole_number)


@click.group(cls=ChineseGroup)
def handover() -> None:
    """工作移交：调离人员的账户交给谁，保密承诺、口令更换、备案齐了没有（第三十六、三十七条）。"""


def _today(store: Store) -> date:
    from fjgov_tui.clock import beijing_day

    return beijing_day(store.clock())


def _person(reader: Reader, word: str) -> Record:
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS["person"], word, whole=True)


@handover.command("holds")
@click.argument("person", metavar="人员")
@as_json
@pass_desk
def holds(desk: CliContext, person: str, as_json: bool) -> None:
    """列出一个人手里的全部事项：后台账户、责任人身份、没办结的移交。"""
    from fjgov_tui.workflows.handover import holdings

    with desk.opened() as store:
        held = holdings(store.read, _person(store.read, person).id, _today(store))
    rows = list(_held_rows(held))
    if as_json:
        output.document([{"kind": kind, "id": number, "name": name} for kind, number, name in rows])
        return
    if rows:
        shown = [(kind, str(number), name) for kind, number, name in rows]
        output.lines(table_lines(("种类", "编号", "名称"), shown, output.limit(), numbers=(1,)))
    output.say(f"{held.person.title}手里有 {len(rows)} 项。")


def _held_rows(held: Holdings) -> Iterator[tuple[str, int, str]]:
    yield from (("后台账户", record.id, record.title) for record in held.accounts)
    yield from ((post.label, post.unit.id, post.unit.title) for post in held.responsible)
    yield from (("工作移交", record.id, record.title) for record in held.handovers)


@handover.command("start")
@click.argument("leaver", metavar="移交人")
@on_option
@click.option("--to", "taker", metavar="人员", help="接手人；接下没有另外写明的全部账户。")
@click.option("--account", "accounts", multiple=True, metavar="账户=人员", help="这个账户交给这个人；可写多次。")
@click.option("--duties-to", "duties", metavar="人员", help="接任责任人；移交人是单位责任人时用。")
@click.option("--untrained", is_flag=True, help="接手人没有培训过也移交；会被列为问题。")
@pass_desk
def start(
    desk: CliContext,
    leaver: str,
    on: date,
    taker: str | None,
    accounts: tuple[str, ...],
    duties: str | None,
    untrained: bool,
) -> None:
    """登记一个人离岗，把移交人手里的账户交给接手人；输出移交的编号。

    每个账户都要有接手人，一次办完，或什么都不改。之后还要：签保密承诺、换口令、备案、办结。
    """
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.handover import begin_handover, handover_state

    with desk.opened(write=True) as store:
        with store.write("工作移交") as writer:
            takers = {}
            for word in accounts:
                account, person = _pair(word)
                account_record = find_record(writer, LEDGERS["account"], account, whole=True)
                takers[account_record.id] = _person(writer, person).id
            made = begin_handover(
                writer,
                _person(writer, leaver).id,
                on,
                takers=takers,
                taker_id=_person(writer, taker).id if taker else None,
                duties_to=_person(writer, duties).id if duties else None,
                untrained=untrained,
            )
        come = handover_state(store.read, made, _today(store))
    output.out(str(made))
    output.say(f"已登记 {come.leaver} 的工作移交，编号 {made}，移交账户 {len(come.items)} 个。还要办：")
    for word in come.missing:
        output.say(f"  {word}")


def _pair(text: str) -> tuple[str, str]:
    account, sign, person = text.replace("＝", "=").rpartition("=")
    if not (sign and account.strip() and person.strip()):
        raise InputProblem(f"“{text}”写得不对", remedy="请写成 账户=人员")
    return account, person


@handover.command("give")
@handover_argument
@click.argument("account", metavar="账户")
@click.argument("person", metavar="接手人")
@click.option("--untrained", is_flag=True, help="接手人没有培训过也移交；会被列为问题。")
@pass_desk
def give(desk: CliContext, handover_id: int, account: str, person: str, untrained: bool) -> None:
    """把一个账户交给一个人：移交时漏下的，或要改由别人接手的。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.handover import give_account

    with desk.opened(write=True) as store:
        with store.write("移交账户") as writer:
            account_record = find_record(writer, LEDGERS["account"], account, whole=True)
            taker = _person(writer, person)
            give_account(writer, handover_id, account_record.id, taker.id, untrained=untrained)
        _tell_missing(store, handover_id)


@handover.command("pledge")
@handover_argument
@on_option
@pass_desk
def pledge(desk: CliContext, handover_id: int, on: date) -> None:
    """登记移交人签了离岗保密承诺。"""
    from fjgov_tui.workflows.handover import record_pledge

    with desk.opened(write=True) as store:
        with store.write("离岗保密承诺") as writer:
            record_pledge(writer, handover_id, on)
        _tell_missing(store, handover_id)


@handover.command("filed")
@handover_argument
@on_option
@pass_desk
def filed(desk: CliContext, handover_id: int, on: date) -> None:
    """登记人员变动已报县政府办公室备案。"""
    from fjgov_tui.workflows.handover import record_filing

    with desk.opened(write=True) as store:
        with store.write("人员变动备案") as writer:
            record_filing(writer, handover_id, on)
        _tell_missing(store, handover_id)


def _tell_missing(store: Store, handover_id: int) -> None:
    from fjgov_tui.workflows.handover import handover_state

    come = handover_state(store.read, handover_id, _today(store))
    output.say("已登记。" + (f"还缺：{'；'.join(come.missing)}。" if come.missing else "可以办结了。"))


@handover.command("finish")
@handover_argument
@pass_desk
def finish(desk: CliContext, handover_id: int) -> None:
    """办结：保密承诺、口令更换、备案三样都齐才行，缺什么会说明。"""
    from fjgov_tui.workflows.handover import finish_handover

    with desk.opened(write=True) as store, store.write("移交办结") as writer:
        closed = finish_handover(writer, handover_id)
    output.out(closed.isoformat())
    output.say("已办结。")


add_commands(handover, "handover")
