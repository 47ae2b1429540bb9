"""What visits and inspections mean: states, alerts, incidents and messages, written with what caused them.

Everything here happens inside the transaction that books the visits or findings, so that after a crash either all
of it stands or nothing. What follows is decided by pure functions (`sites`, `findings`) and applied once (`effects`).
"""

from __future__ import annotations

from collections.abc import Sequence

from fjgov_tui.clock import parse_instant, show_unix
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.incidents import IncidentKind
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.effects import Closed, Opened, apply
from fjgov_tui.monitor.alerts.findings import decide_findings, read_case
from fjgov_tui.monitor.alerts.routing import AlertContext
from fjgov_tui.monitor.alerts.sites import SiteName, SitesSeen, decide_sites
from fjgov_tui.monitor.alerts.states import CONFIRM, advance
from fjgov_tui.monitor.alerts.survey import surveying
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.model import Check
from fjgov_tui.observed.visits import SiteState, Visit
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import InspectionChanges
from fjgov_tui.store.watch.states import put_states, site_states
from fjgov_tui.workflows.incident import Trouble
from fjgov_tui.workflows.settings import Settings, read_settings

NETWORK = "network"
"""The cause of the alarm about our own network."""


def context_of(writer: Writer, now: int, settings: Settings) -> AlertContext:
    """What effects are applied with, as the file stands."""
    return AlertContext(writer=writer, now=now, settings=settings, silent=surveying(writer))


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
    before = site_states(writer, {visit.site for visit in visits})
    states = dict(before)
    present = int(parse_instant(writer.at).timestamp())
    for visit in sorted(visits, key=lambda visit: (visit.at, visit.due, visit.kind)):
        state = states.get(visit.site) or SiteState(site=visit.site, since=visit.at)
        states[visit.site] = advance(state, visit, present, confirm)
    changed = {site: state for site, state in states.items() if state != before.get(site)}
    put_states(writer, changed.values())
    moved = [state for site, state in changed.items() if site not in before or state.health != before[site].health]
    if moved:
        apply(context_of(writer, now, settings), list(decide_sites(read_sites(writer, now), moved)))


def read_sites(reader: Reader, now: int) -> SitesSeen:
    """What `decide_sites` needs to know, as it stands in the file.

    Args:
        reader: the transaction, in which every state has been written.
        now: Unix seconds.
    """
    states = site_states(reader)
    return SitesSeen(
        states=states,
        alerts={alert.cause: alert for alert in open_alerts(reader)},
        names={
            record.id: SiteName(
                record.title,
                record.ref("unit"),
                record.text("url"),
            )
            for record in reader.records(LEDGERS["site"], list(states))
        },
        now=now,
    )


def after_results(
    writer: Writer, results: Sequence[tuple[Result, InspectionChanges]], now: int, settings: Settings
) -> None:
    """Open and close the alerts of what inspections found.

    Args:
        writer: the transaction that booked the findings.
        results: each inspection with what it changed.
        now: Unix seconds.
        settings: the county's.
    """
    fresh: dict[tuple[int, Check], set[int]] = {}
    for result, observed in results:
        if result.ok:
            new = {finding.id for finding in observed.new}
            fresh.setdefault((result.target.site, result.check), set()).update(new)
    context = context_of(writer, now, settings)
    for (site, check), ids in fresh.items():
        apply(context, list(decide_findings(read_case(writer, site, check, now, ids))))


def own_network_alarm(writer: Writer, why: str, now: int, settings: Settings | None = None) -> None:
    """Our own network is out of order; said once, until it is restored.

    Args:
        writer: the transaction that books the sweep which was not counted.
        why: what shows it, in Chinese.
        now: Unix seconds.
        settings: the county's; read where not given.
    """
    title = "本机网络异常，访问结果暂不计入"
    trouble = Trouble(
        cause=NETWORK, kind=IncidentKind.MONITOR, severity=Severity.WARNING, title=title, at=now, evidence=why
    )
    apply(
        AlertContext(writer=writer, now=now, settings=settings or read_settings(writer)),
        [Opened(trouble=trouble, line=f"{title}：{why.removeprefix('本机网络异常：')}")],
    )


def network_restored(writer: Writer, now: int, settings: Settings | None = None) -> None:
    """Our own network is in order again; nothing happens where no alarm is open."""
    closed = [
        Closed(alert=alert, at=now, line=f"本机网络 {show_unix(now)} 恢复")
        for alert in open_alerts(writer)
        if alert.cause == NETWORK
    ]
    if closed:
        apply(AlertContext(writer=writer, now=now, settings=settings or read_settings(writer)), closed)
