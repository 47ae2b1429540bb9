"""What visits and inspections mean: states, alerts, incidents and messages, written with what caused them.

Everything here happens inside the transaction that books the visits or findings, so that after a crash either all
of it stands or nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from fjgov_tui.clock import parse_instant, show_unix
from fjgov_tui.monitor.alerts.findings import weigh
from fjgov_tui.monitor.alerts.opening import close_alert, raise_alert
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.monitor.alerts.sites import follow
from fjgov_tui.monitor.alerts.states import CONFIRM, advance
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.model import Check, SiteState, Visit
from fjgov_tui.store import Writer
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import Observed
from fjgov_tui.store.watch.states import put_states, site_states
from fjgov_tui.workflows.incident import Trouble
from fjgov_tui.workflows.settings import Settings, read_settings


def after_visits(
    writer: Writer, visits: Sequence[Visit], now: int, settings: Settings, *, confirm: tuple[int, int] = CONFIRM
) -> None:
    """Move the sites' states on, and open and close what follows from it.

    Args:
        writer: the transaction that booked the visits.
        visits: those that were new, as `record_visits` returned them; in any order.
        now: when they were made ready for booking, in Unix seconds; earlier than the transaction where the file could
            not be written then.
        settings: the county's.
        confirm: the seconds between which a confirming visit follows a failure.
    """
    before = site_states(writer, {one.site for one in visits})
    states = dict(before)
    present = int(parse_instant(writer.at).timestamp())
    for visit in sorted(visits, key=lambda one: (one.at, one.due, one.kind)):
        state = states.get(visit.site) or SiteState(site=visit.site, since=visit.at)
        states[visit.site] = advance(state, visit, present, confirm)
    changed = {site: state for site, state in states.items() if state != before.get(site)}
    put_states(writer, changed.values())
    moved = [state for site, state in changed.items() if site not in before or state.health != before[site].health]
    follow(Round(writer=writer, now=now, settings=settings), moved)


def after_results(writer: Writer, results: Sequence[tuple[Result, Observed]], now: int, settings: Settings) -> None:
    """Open and close the alerts of what inspections found.

    Args:
        writer: the transaction that booked the findings.
        results: each inspection with what it changed.
        now: Unix seconds.
        settings: the county's.
    """
    turn = Round(writer=writer, now=now, settings=settings)
    fresh: dict[tuple[int, Check], set[int]] = {}
    for result, observed in results:
        if result.ok:
            fresh.setdefault((result.target.site, result.check), set()).update(one.id for one in observed.new)
    for (site, check), new in fresh.items():
        weigh(turn, site, check, new)


NETWORK = "network"
"""The cause of the alarm."""


def own_network_alarm(writer: Writer, why: str, now: int, settings: Settings | None = None) -> None:
    """Our own network is out of order; said once, until it is restored.

    Args:
        writer: the transaction that books the sweep which was not counted.
        why: what shows it, in Chinese.
        now: Unix seconds.
        settings: the county's; read where not given.
    """
    if any(one.cause == NETWORK for one in open_alerts(writer)):
        return
    turn = Round(writer=writer, now=now, settings=settings or read_settings(writer))
    title = "本机网络异常，访问结果暂不计入"
    raise_alert(turn, Trouble(cause=NETWORK, kind="监测自身", severity="warning", title=title, at=now, evidence=why))


def network_restored(writer: Writer, now: int, settings: Settings | None = None) -> None:
    """Our own network is in order again; nothing happens where no alarm is open."""
    alert = next((one for one in open_alerts(writer) if one.cause == NETWORK), None)
    if alert is not None:
        turn = Round(writer=writer, now=now, settings=settings or read_settings(writer))
        close_alert(turn, alert, now, f"本机网络 {show_unix(now)} 恢复")
