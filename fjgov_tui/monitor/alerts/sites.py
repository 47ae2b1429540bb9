"""Sites that cannot be opened: one alert each, or one for all that fail on the same address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fjgov_tui.clock import show_unix
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.monitor.alerts.opening import close_alert, dismiss_alert, known, raise_alert
from fjgov_tui.monitor.alerts.routing import Round, tell
from fjgov_tui.observed.model import OUTCOMES, Alert, Outcome, SiteState
from fjgov_tui.store.watch.alerts import change_alert, open_alerts
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows import incident
from fjgov_tui.workflows.incident import Trouble

VISIT, ADDRESS = "visit:", "address:"
"""How the causes of these alerts begin."""
KIND = "打不开"
DOWN = ("故障", "恢复中", "不稳定")
"""States in which a site has an alert."""
SWEEP_SECONDS = 120
"""An address that opened another site as recently as this before the failure is not itself down."""


def follow(turn: Round, moved: Sequence[SiteState]) -> None:
    """Open, widen and close alerts for the sites whose health has just changed.

    Args:
        turn: the transaction, in which every state has been written.
        moved: the states whose health differs from before.
    """
    if not moved:
        return
    alerts = {one.cause: one for one in open_alerts(turn.writer) if one.cause.startswith((VISIT, ADDRESS))}
    by_site = {site: one for one in alerts.values() for site in _sites(one)}
    down, over = list[SiteState](), set[int]()
    for state in sorted(moved, key=lambda one: one.site):
        alert = by_site.get(state.site)
        if alert is not None:
            if alert.id not in over and _go_on(turn, state, alert):
                over.add(alert.id)
        elif state.health in {"故障", "不稳定"}:
            down.append(state)
    if down:
        states = site_states(turn.writer)
        for address, some in _by_address(down).items():
            _open(turn, address, some, states, alerts)


def _sites(alert: Alert) -> Sequence[int]:
    return alert.members or ((alert.site,) if alert.site is not None else ())


def _go_on(turn: Round, state: SiteState, alert: Alert) -> bool:
    """A site that has an alert changed its health; whether that ended the alert."""
    name = _name(turn, state.site)
    if state.health == "不稳定":
        line = f"{name}时通时断（两小时内变化 {len(state.flips)} 次）"
        incident.annotate(turn.writer, alert.incident, turn.now, line)
        tell(turn, alert, "不稳定", line + "，此后只在每日汇总里说明，恢复时另行告知")
    elif state.health == "故障":
        incident.annotate(turn.writer, alert.incident, turn.now, f"{name}又打不开：{_why(state)}")
    elif state.health == "正常":
        still = sum(one.health in DOWN for one in site_states(turn.writer, _sites(alert)).values())
        if not still:
            at = state.last_at or turn.now
            close_alert(turn, alert, at, f"{name}连续打开，{show_unix(at)} 恢复")
            return True
        incident.annotate(turn.writer, alert.incident, turn.now, f"{name}已恢复，还有 {still} 个没有恢复")
    return False


def _by_address(down: Iterable[SiteState]) -> Mapping[str, list[SiteState]]:
    """Sites by the address that failed; one that flaps, or whose name did not resolve, stands under none."""
    found: dict[str, list[SiteState]] = {}
    for one in down:
        shared = one.health == "故障" and one.last_outcome is not Outcome.DNS
        found.setdefault(one.address if shared else "", []).append(one)
    return found


def _open(
    turn: Round, address: str, some: Sequence[SiteState], states: Mapping[int, SiteState], alerts: Mapping[str, Alert]
) -> None:
    """Open what the failing sites of one address need: an alert each, or one for the address."""
    if not address or _opens(address, states, min(one.since for one in some)):
        for one in some:
            _open_one(turn, one)
        return
    group = alerts.get(ADDRESS + address)
    if group is not None:
        _join(turn, group, some)
        return
    single = [
        one
        for one in alerts.values()
        if one.cause.startswith(VISIT) and one.site is not None and _fails_at(states.get(one.site), address)
    ]
    if len(some) + len(single) < 2:
        _open_one(turn, some[0])
    else:
        _open_group(turn, address, some, single)


def _opens(address: str, states: Mapping[int, SiteState], since: int) -> bool:
    """Whether another site on the address has opened since the failure, or in the sweep of it."""
    return any(
        one.address == address and one.last_outcome is Outcome.OPEN and (one.last_at or 0) >= since - SWEEP_SECONDS
        for one in states.values()
    )


def _fails_at(state: SiteState | None, address: str) -> bool:
    return state is not None and state.address == address and state.health == "故障" and state.bad_run > 0


def _open_one(turn: Round, state: SiteState) -> None:
    name = _name(turn, state.site)
    flapping = state.health == "不稳定"
    title = f"{name}时通时断" if flapping else f"{name}打不开（{_word(state)}）"
    raise_alert(
        turn,
        Trouble(
            cause=f"{VISIT}{state.site}",
            kind=KIND,
            severity="violation",
            title=title,
            at=state.since,
            site=state.site,
            unit=_unit(turn, state.site),
            url=_url(turn, state.site),
            evidence=f"{show_unix(state.since)} {_evidence(state)}",
        ),
        aloud=not flapping,
    )
    if flapping:
        alert = next(one for one in open_alerts(turn.writer) if one.cause == f"{VISIT}{state.site}")
        tell(turn, alert, "不稳定", f"{title}（两小时内变化 {len(state.flips)} 次），此后只在每日汇总里说明")


def _open_group(turn: Round, address: str, some: Sequence[SiteState], single: Sequence[Alert]) -> None:
    """One alert for the address; an alert that one of its sites already has becomes it, with its incident."""
    members = sorted({one.site for one in some} | {site for one in single for site in _sites(one)})
    title = _group_title(turn, address, members)
    evidence = "\n".join(f"{_name(turn, one.site)}：{_evidence(one)}" for one in some)
    if not single:
        at = min(one.since for one in some)
        trouble = Trouble(
            cause=ADDRESS + address, kind=KIND, severity="violation", title=title, at=at, evidence=evidence
        )
        raise_alert(turn, trouble, members=members)
        return
    first, *others = single
    cause = ADDRESS + address
    change_alert(turn.writer, first.id, cause=cause, what=title, members=members, acked_until=None)
    incident.restate(turn.writer, first.incident, title, cause=cause, severity="violation")
    incident.annotate(turn.writer, first.incident, turn.now, f"同一地址上的其他站点也打不开：{evidence}")
    tell(turn, known(turn, first.id), "更新")
    for one in others:
        # Marked as never told: that it goes on under another name is no recovery to be announced.
        dismiss_alert(turn, replace(one, told_at=None), f"并入同一地址的处置（编号 {first.incident}）")


def _join(turn: Round, group: Alert, some: Sequence[SiteState]) -> None:
    """More sites of an address that is known to be down: written down, without another message each."""
    members = sorted({*group.members, *(one.site for one in some)})
    title = _group_title(turn, group.cause.removeprefix(ADDRESS), members)
    change_alert(turn.writer, group.id, what=title, members=members)
    incident.restate(turn.writer, group.incident, title)
    names = "、".join(_name(turn, one.site) for one in some)
    incident.annotate(turn.writer, group.incident, turn.now, f"同一地址上又有打不开的：{names}")


def _group_title(turn: Round, address: str, members: Sequence[int]) -> str:
    return f"{_name(turn, members[0])}等 {len(members)} 个站点打不开（同一地址 {address}）"


def _word(state: SiteState) -> str:
    return OUTCOMES[state.last_outcome] if state.last_outcome is not None else "原因不明"


def _why(state: SiteState) -> str:
    return state.last_why or _word(state)


def _evidence(state: SiteState) -> str:
    status = f"，状态码 {state.last_status}" if state.last_status else ""
    address = f"，地址 {state.address}" if state.address else ""
    return f"连续 {state.bad_run} 次打不开：{_why(state)}（{_word(state)}{status}{address}）"


def _name(turn: Round, site: int) -> str:
    return turn.writer.record(LEDGERS["site"], site).title


def _unit(turn: Round, site: int) -> int | None:
    unit = turn.writer.record(LEDGERS["site"], site).values["unit"]
    return None if unit is None else int(unit)


def _url(turn: Round, site: int) -> str:
    return str(turn.writer.record(LEDGERS["site"], site).values["url"] or "")
