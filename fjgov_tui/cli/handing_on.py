"""`fjgov duty handover | accept | call`: from shift to shift both sign; telephones tried (article 27)."""

from __future__ import annotations

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.booked import tell_booked
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.duty import id_of
from fjgov_tui.cli.usage import ChineseCommand, whole_number


@click.command("handover", cls=ChineseCommand)
@click.argument("shift", metavar="班次编号", type=whole_number)
@click.option("--to", "taker", default="", metavar="人员", help="接班人；不写就是下一班的值班员。")
@click.option("--note", default="", metavar="文字", help="要另外交代的。")
@as_json
@pass_desk
def hand_on(desk: CliContext, shift: int, taker: str, note: str, as_json: bool) -> None:
    """交班：列出没有办完的处置单、舆情、没接通的电话、没有读的页面，交班人签字，等接班人签字；输出编号。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows import handing_on

    with desk.opened(write=True) as store:
        with store.write("交班") as writer:
            to = id_of(writer, "person", taker) if taker else None
            made = handing_on.hand_on(writer, shift, store.clock(), taker=to, note=note)
        record = store.read.record(LEDGERS["shift_handover"], made)
        sentence = f"{record.names['giver']}已签字，等{record.names['taker']}签字。"
        tell_booked(store.read, "shift_handover", made, sentence, as_json=as_json)
    if not as_json:
        output.lines(record.text("open_items").splitlines())


@click.command("accept", cls=ChineseCommand)
@click.argument("handover", metavar="交接班编号", type=whole_number)
@click.option("--by", "person", default="", metavar="人员", help="谁签字；不写就是登记的接班人。")
@as_json
@pass_desk
def accept(desk: CliContext, handover: int, person: str, as_json: bool) -> None:
    """接班：看过没有办完的事项，接班人签字。"""
    from fjgov_tui.workflows import handing_on

    with desk.opened(write=True) as store:
        with store.write("接班") as writer:
            handing_on.accept(writer, handover, id_of(writer, "person", person) if person else None)
        tell_booked(store.read, "shift_handover", handover, "接班人已签字。", as_json=as_json)


@click.command("call", cls=ChineseCommand)
@click.argument("person", metavar="人员")
@click.option("--answered/--no-answer", "answered", required=True, help="接通了，或没有接通。")
@click.option("--by", "caller", default="", metavar="人员", help="谁打的。")
@as_json
@pass_desk
def call(desk: CliContext, person: str, answered: bool, caller: str, as_json: bool) -> None:
    """登记电话抽查：一天之内有没接通的，这一次就记作它的第二次拨打；输出编号。"""
    from fjgov_tui.workflows.handing_on import book_call

    with desk.opened(write=True) as store:
        with store.write("电话抽查") as writer:
            by = id_of(writer, "person", caller) if caller else None
            booked = book_call(writer, id_of(writer, "person", person), answered=answered, now=store.clock(), caller=by)
        which = "第二次拨打" if booked.second else "电话抽查"
        sentence = f"已登记{which}：{'接通' if answered else '没有接通'}。"
        tell_booked(store.read, "phone_check", booked.check, sentence, as_json=as_json)
