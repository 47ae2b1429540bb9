"""`fjgov ledger undo`: take back the last thing that one has booked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.workflows.undoing import Booking


@click.command("undo", cls=ChineseCommand)
@click.option("--yes", is_flag=True, help="不再询问；没有终端时必须写。")
@pass_desk
def undo_last(desk: CliContext, yes: bool) -> None:
    """撤销自己最近的一次登记：成批更换口令、导入、一起知悉等。

    全部撤回，或有一处不行就都不动。撤销另记一笔，审计链里原来的都在。之后有人改过的、签署、检查过的口令撤不了。
    """
    from fjgov_tui.workflows.undoing import UNDONE, last_booking, undo

    with desk.opened(write=True) as store:
        booking = last_booking(store.read, store.actor.name)
        if booking is None:
            raise InputProblem(f"最近没有 {store.actor.name} 的登记", remedy="只能撤销自己最近的一次")
        if not yes and not _agreed(booking):
            output.say("没有撤销。")
            raise click.Abort
        with store.write(f"{UNDONE}{booking.reason or booking.counts}") as writer:
            undo(writer, booking)
    output.out(booking.counts)
    output.say("已撤销；变更历史里两次都在。")


def _agreed(booking: Booking) -> bool:
    from fjgov_tui.clock import show_instant

    what = f"{show_instant(booking.at)} 的登记（{booking.reason or '没有写原因'}）：{booking.counts}"
    if sys.stdin is None or not sys.stdin.isatty():
        raise InputProblem(f"要撤销的是 {what}", remedy="没有终端时请加 --yes")
    return output.confirmed(f"要撤销 {what} 吗？")
