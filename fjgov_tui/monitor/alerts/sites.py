"""Sites that cannot be opened: one alert each, or one for all that fail on the same address. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fjgov_tui.clock import show_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.incidents import IncidentKind
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.effects import Annotated, Closed, Dismissed, Effect, Opened, Regrouped, Told
from fjgov_tui.observed.model import Alert
from fjgov_tui.observed.visits import OUTCOMES, Outcome, SiteState
from fjgov_tui.workflows.incident import Trouble

VISIT, ADDRESS = "visit:", "address:"
"""How the causes of these alerts begin."""
KIND = IncidentKind.UNREACHABLE
DOWN = ("故障", "恢复中", "不稳定")
"""States in which a site has an alert."""
SWEEP_SECONDS = 120
"""An address that opened another site as recently as this before the failure is not itself down."""


@dataclass(frozen=True)
class SiteName:
    """A site as alerts speak of it."""

    title: str
    unit: int | None
    """The id of the unit that answers for it."""
    url: str


@dataclass(frozen=True, kw_only=True)
class SitesSeen:
    """What is decided from."""

    states: Mapping[int, SiteState]
    """Of every site that was ever visited, as they are now."""
    alerts: Mapping[str, Alert]
    """The open ones by cause."""
    names: Mapping[int, SiteName]
    """Of every site in `states`, and of the members of `alerts`."""
    now: int
    """Unix seconds."""

    def name(self, site: int) -> str:
        """What the site is called."""
        known = self.names.get(site)
        return known.title if known else f"站点 {site}"


def decide_sites(seen: SitesSeen, moved: Sequence[SiteState]) -> Iterator[Effect]:
    """Which alerts open, widen and close.

    Args:
        seen: what is known.
        moved: the states whose health has just changed.
    """
    alerts = {cause: alert for cause, alert in seen.alerts.items() if cause.startswith((VISIT, ADDRESS))}
    by_site = {site: alert for alert in alerts.values() for site in _sites(alert)}
    down, over = list[SiteState](), set[int]()
    for state in sorted(moved, key=lambda state: state.site):
        alert = by_site.get(state.site)
        if alert is None:
            down += [state] if state.health in {"故障", "不稳定"} else []
            continue
        for effect in () if alert.id in over else _go_on(seen, state, alert):
            over |= {alert.id} if isinstance(effect, Closed) else set()
            yield effect
    living = {cause: alert for cause, alert in alerts.items() if alert.id not in over}
    for address, failing in _by_address(down).items():
        yield from _open(seen, address, failing, living)


def _sites(alert: Alert) -> Sequence[int]:
    return alert.members or ((alert.site,) if alert.site is not None else ())


def _go_on(seen: SitesSeen, state: SiteState, alert: Alert) -> Iterator[Effect]:
    """A site that has an alert changed its health."""
    name = seen.name(state.site)
    if state.health == "不稳定":
        line = f"{name}时通时断（两小时内变化 {len(state.flips)} 次）"
        yield Annotated(alert=alert, line=line)
        yield Told(alert=alert, what="不稳定", line=line + "，此后只在每日汇总里说明，恢复时另行告知")
    elif state.health == "故障":
        yield Annotated(alert=alert, line=f"{name}又打不开：{_why(state)}")
    elif state.health == "正常":
        still = sum(seen.states[site].health in DOWN for site in _sites(alert) if site in seen.states)
        if still:
            yield Annotated(alert=alert, line=f"{name}已恢复，还有 {still} 个没有恢复")
        else:
            at = state.last_at or seen.now
            yield Closed(alert=alert, at=at, line=f"{name}连续打开，{show_unix(at)} 恢复")


def _by_address(down: Iterable[SiteState]) -> Mapping[str, list[SiteState]]:
    """Sites by the address that failed; one that flaps, or whose name did not resolve, stands under none."""
    groups: dict[str, list[SiteState]] = {}
    for state in down:
        shared = state.health == "故障" and state.last_outcome is not Outcome.DNS
        groups.setdefault(state.address if shared else "", []).append(state)
    return groups


def _open(seen: SitesSeen, address: str, failing: Sequence[SiteState], alerts: Mapping[str, Alert]) -> Iterator[Effect]:
    """What the failing sites of one address need: an alert each, or one for the address."""
    if not address or _opens(seen, address, min(state.since for state in failing)):
        yield from (_open_site(seen, state) for state in failing)
        return
    group = alerts.get(ADDRESS + address)
    if group is not None:
        yield from _join(seen, group, failing)
        return
    single = [
        alert
        for cause, alert in alerts.items()
        if cause.startswith(VISIT) and alert.site is not None and _fails_at(seen.states.get(alert.site), address)
    ]
    if len(failing) + len(single) < 2:
        yield _open_site(seen, failing[0])
    else:
        yield from _open_group(seen, address, failing, single)


def _opens(seen: SitesSeen, address: str, since: int) -> bool:
    """Whether another site on the address has opened since the failure, or in the sweep of it."""
    return any(
        state.address == address
        and state.last_outcome is Outcome.OPEN
        and (state.last_at or 0) >= since - SWEEP_SECONDS
        for state in seen.states.values()
    )


def _fails_at(state: SiteState | None, address: str) -> bool:
    return state is not None and state.address == address and state.health == "故障" and state.bad_run > 0


def _open_site(seen: SitesSeen, state: SiteState) -> Effect:
    name = seen.names.get(state.site) or SiteName(seen.name(state.site), None, "")
    flapping = state.health == "不稳定"
    title = f"{name.title}时通时断" if flapping else f"{name.title}打不开（{_word(state)}）"
    trouble = Trouble(
        cause=f"{VISIT}{state.site}",
        kind=KIND,
        severity=Severity.VIOLATION,
        title=title,
        at=state.since,
        site=state.site,
        unit=name.unit,
        url=name.url,
        evidence=f"{show_unix(state.since)} {_evidence(state)}",
    )
    if flapping:
        line = f"{title}（两小时内变化 {len(state.flips)} 次），此后只在每日汇总里说明"
        return Opened(trouble=trouble, told_as="不稳定", line=line)
    return Opened(trouble=trouble)


def _open_group(
    seen: SitesSeen, address: str, failing: Sequence[SiteState], single: Sequence[Alert]
) -> Iterator[Effect]:
    """One alert for the address; an alert that one of its sites already has becomes it, with its incident."""
    members = tuple(sorted({state.site for state in failing} | {site for alert in single for site in _sites(alert)}))
    title = _group_title(seen, address, members)
    evidence = "\n".join(f"{seen.name(state.site)}：{_evidence(state)}" for state in failing)
    cause = ADDRESS + address
    if not single:
        at = min(state.since for state in failing)
        trouble = Trouble(cause=cause, kind=KIND, severity=Severity.VIOLATION, title=title, at=at, evidence=evidence)
        yield Opened(trouble=trouble, members=members)
        return
    first, *others = single
    yield Regrouped(alert=first, title=title, members=members, cause=cause)
    yield Annotated(alert=first, line=f"同一地址上的其他站点也打不开：{evidence}")
    for alert in others:
        yield Dismissed(alert=alert, line=f"并入同一地址的处置（编号 {first.incident}）", silent=True)


def _join(seen: SitesSeen, group: Alert, failing: Sequence[SiteState]) -> Iterator[Effect]:
    """More sites of an address that is known to be down: written down, without another message each."""
    members = tuple(sorted({*group.members, *(state.site for state in failing)}))
    title = _group_title(seen, group.cause.removeprefix(ADDRESS), members)
    yield Regrouped(alert=group, title=title, members=members)
    names = "、".join(seen.name(state.site) for state in failing)
    yield Annotated(alert=group, line=f"同一地址上又有打不开的：{names}")


def _group_title(seen: SitesSeen, address: str, members: Sequence[int]) -> str:
    return f"{seen.name(members[0])}等 {len(members)} 个站点打不开（同一地址 {address}）"


def _word(state: SiteState) -> str:
    return OUTCOMES[state.last_outcome] if state.last_outcome is not None else "原因不明"


def _why(state: SiteState) -> str:
    return state.last_why or _word(state)


def _evidence(state: SiteState) -> str:
    status = f"，状态码 {state.last_status}" if state.last_status else ""
    address = f"，地址 {state.address}" if state.address else ""
    return f"连续 {state.bad_run} 次打不开：{_why(state)}（{_word(state)}{status}{address}）"
