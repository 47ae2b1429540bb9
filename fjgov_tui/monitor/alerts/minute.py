"""What the alerts want done each minute, whatever was visited: judgements, reminders, escalation, the digest."""

from __future__ import annotations

import asyncio

from fjgov_tui.errors import InputProblem
from fjgov_tui.monitor.alerts.digest import send_digest
from fjgov_tui.monitor.alerts.findings import weigh_again
from fjgov_tui.monitor.alerts.media import watch_media
from fjgov_tui.monitor.alerts.nagging import nag
from fjgov_tui.monitor.alerts.reminding import remind_when_due
from fjgov_tui.monitor.alerts.telling import Round
from fjgov_tui.monitor.alerts.unwatched import drop_unwatched
from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Store
from fjgov_tui.store.desk import Desk
from fjgov_tui.workdays import NONE, Overrides, read_overrides
from fjgov_tui.workflows.settings import read_settings


def tend(store: Store, overrides: Overrides = NONE) -> None:
    """Everything of a minute, in one transaction; a minute in which nothing happened writes nothing.

    Args:
        store: the open file; its clock is the present moment.
        overrides: the county's own working days.

    Raises:
        StoreProblem: the file cannot be written.
    """
    with store.write("监测告警") as writer:
        turn = Round(writer=writer, now=int(store.clock().timestamp()), settings=read_settings(writer))
        drop_unwatched(turn)
        weigh_again(turn)
        watch_media(turn)
        nag(turn)
        send_digest(turn, overrides)


async def each_minute(desk: Desk) -> None:
    """What the monitor calls once a minute; a file of working days that is no good is told after everything else.

    Raises:
        FjgovError: the file cannot be read or written, or the county's file of working days cannot be understood.
    """
    overrides, problem = NONE, None
    try:
        overrides = await asyncio.to_thread(read_overrides, workdays_file())
    except InputProblem as error:
        problem = error
    await desk.write(lambda store: tend(store, overrides))
    await remind_when_due(desk, overrides)
    if problem is not None:
        raise problem
