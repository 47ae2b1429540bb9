"""What the alerts want done each minute, whatever was visited: judgements, reminders, escalation, the digest."""

from __future__ import annotations

import asyncio

from fjgov_tui.errors import InputProblem
from fjgov_tui.monitor.alerts.digest import digest_now, send_digest
from fjgov_tui.monitor.alerts.findings import judged_away, weigh
from fjgov_tui.monitor.alerts.media import watch_media
from fjgov_tui.monitor.alerts.reminding import remind_when_due
from fjgov_tui.monitor.alerts.renotify import nag
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.monitor.alerts.unwatched import drop, unwatched
from fjgov_tui.paths import workdays_file
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.workdays import NONE, Overrides, read_overrides
from fjgov_tui.workflows.settings import read_settings


def tend(store: Store, overrides: Overrides = NONE) -> None:
    """Everything of a minute; what has to be done is found first, so that the transaction is a short one.

    Args:
        store: the open file; its clock is the present moment.
        overrides: the county's own working days.

    Raises:
        StoreProblem: the file cannot be written.
    """
    now, settings = int(store.clock().timestamp()), read_settings(store.read)
    gone, over = unwatched(store.read), judged_away(store.read)
    digest = digest_now(store.read, now, settings.digest_at, overrides)
    with store.write("监测告警") as writer:
        turn = Round(writer=writer, now=now, settings=settings)
        drop(turn, gone)
        for site, check in over:
            weigh(turn, site, check)
        watch_media(turn)
        nag(turn)
        send_digest(turn, digest)


async def each_minute(desk: AsyncStore) -> None:
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
