"""`fjgov due`: the one list of what has to be done by when, over every kind of duty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, day_count

if TYPE_CHECKING:
    from datetime import date

    from fjgov_tui.workflows.duties import Obligation

LATE = 1
"""Exit code while something is overdue."""


@click.command("due", cls=ChineseCommand)
@click.option("--within", type=day_count, metavar="天数", help="只要这么多天内到期的，如 14d；逾期的总在内。[默认 30d]")
@click.option("--unit", "unit", default="", metavar="单位", help="只看这个单位要办的；写名称或编号。")
@as_json
@pass_desk
def due(desk: CliContext, within: int | None, unit: str, as_json: bool) -> None:
    """该办的一张单子：办件的环节、口令、安全检查、值班表、读网，先到期的在前。

    总览和提醒用的是同一张。有逾期的退出码为 1。
    """
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.duties import HORIZON, duties, obligation_row

    horizon = HORIZON if within is None else within
    with desk.opened() as store:
        today = beijing_day(store.clock())
        wanted = find_record(store.read, LEDGERS["unit"], unit).id if unit else None
        listed = [duty for duty in duties(store.read, today, horizon) if wanted is None or duty.unit_id == wanted]
    late = sum(duty.days_left(today) < 0 for duty in listed)
    if as_json:
        output.document([obligation_row(duty, today) for duty in listed], as_of=today.isoformat(), within=horizon)
    else:
        if listed:
            headings = ("最迟", "还剩", "办什么", "对象", "单位", "谁办", "条")
            rows = [_cells(duty, today) for duty in listed]
            output.lines(table_lines(headings, rows, output.limit()))
        output.say(f"登记的事项里，今后 {horizon} 天内要办的 {len(listed)} 项，其中已经逾期 {late} 项。")
    if late:
        raise click.exceptions.Exit(LATE)


def _cells(duty: Obligation, today: date) -> tuple[str, ...]:
    """One line; the minute beside the day where the time is counted in hours."""
    from fjgov_tui.clock import BEIJING

    end = f"{duty.at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if duty.at else duty.day.isoformat()
    return end, duty.left(today), duty.what, duty.subject, duty.unit, duty.person, f"第{duty.article}条"
