"""A site's health from visit to visit: one failure is a suspicion, recovery takes two, flapping is a state of its own.

正常 → 疑似 → 故障 → 恢复中 → 正常, 不稳定 for a site that opens and fails by turns, 测不了 for one whose shield
turns us away. Pure: what to tell whom is decided elsewhere, from the health before and after.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from fjgov_tui.observed.visits import Counted, Health, Outcome, SiteState, Visit, VisitKind

BAD_RUN, CONFIRMED_RUN, GOOD_RUN = 3, 2, 2
"""Failures in a row that make a fault, the same where the last one was a confirming visit, and openings that end it."""
FLIPS, FLIP_SECONDS, STEADY_SECONDS = 4, 2 * 3600, 3600
"""More changes than this within two hours are 不稳定; an hour without one ends it."""
CONFIRM = (30, 60)
"""Seconds after a failure in which the confirming visit lies."""
RECENT = 30
"""Slot visits that a state remembers."""
FAILED = -1
"""A failure among the remembered visits."""


def advance(state: SiteState, visit: Visit, now: int, confirm: tuple[int, int] = CONFIRM) -> SiteState:
    """The state after one more visit.

    A visit that does not count for availability (maintenance, our own network, our own slowness), and one that a
    person asked for, change what was last seen and nothing else. One that is older than the last is history and
    changes nothing: it was booked late. (Unless the last one lies in the future: then the clock was set back.)

    Args:
        state: what was known.
        visit: what was seen.
        now: the present moment, in Unix seconds.
        confirm: the seconds between which a confirming visit follows a failure.
    """
    if state.last_at is not None and visit.at < state.last_at <= now:
        return state
    seen = _seen(state, visit)
    if visit.counted is Counted.SHIELD and visit.kind is not VisitKind.MANUAL:
        since = state.since if state.health == "测不了" else visit.at
        return replace(seen, health="测不了", since=since, bad_run=0, good_run=0, flips=(), confirm_due=None)
    if visit.counted is not Counted.YES or visit.kind is VisitKind.MANUAL:
        return seen
    opened = visit.outcome is Outcome.OPEN
    flips = _flips(state, visit.at, opened=opened)
    if visit.kind is VisitKind.SLOT:
        seen = replace(seen, recent=(*state.recent, visit.total if opened else FAILED)[-RECENT:])
    counted = replace(
        seen,
        bad_run=0 if opened else state.bad_run + 1,
        good_run=state.good_run + 1 if opened else 0,
    )
    health = _health(counted, visit, flips)
    return replace(
        counted,
        health=health,
        flips=() if state.health == "不稳定" != health else flips,
        since=state.since if health == state.health else visit.at,
        confirm_due=_confirm_due(counted.confirm_due, health, visit, confirm),
    )


def _seen(state: SiteState, visit: Visit) -> SiteState:
    """What every visit changes; a confirming visit has been made, whatever it counts for."""
    return replace(
        state,
        site=visit.site,
        last_at=visit.at,
        last_outcome=visit.outcome,
        last_total=visit.total,
        last_why=visit.why,
        last_status=visit.status,
        address=visit.address or state.address,
        confirm_due=None if visit.kind is VisitKind.CONFIRM else state.confirm_due,
    )


def _flips(state: SiteState, at: int, *, opened: bool) -> tuple[int, ...]:
    kept = tuple(flip for flip in state.flips if at - FLIP_SECONDS < flip <= at)
    changed = (state.bad_run > 0 and opened) or (state.good_run > 0 and not opened)
    return (*kept, at) if changed else kept


def _health(state: SiteState, visit: Visit, flips: tuple[int, ...]) -> Health:
    """The health that follows; the runs in `state` include this visit, as do the flips."""
    steady = not flips or visit.at - flips[-1] >= STEADY_SECONDS
    if not steady if state.health == "不稳定" else len(flips) > FLIPS:
        return "不稳定"
    if visit.outcome is Outcome.OPEN:
        recovering = state.health in {"故障", "恢复中"} and state.good_run < GOOD_RUN
        return "恢复中" if recovering else "正常"
    if state.health in {"故障", "恢复中"} or state.bad_run >= BAD_RUN:
        return "故障"
    confirmed = visit.kind is VisitKind.CONFIRM and state.bad_run >= CONFIRMED_RUN
    return "故障" if confirmed else "疑似"


def _confirm_due(due: int | None, health: Health, visit: Visit, confirm: tuple[int, int]) -> int | None:
    """A failed slot visit wants another look where that look can decide something; an opening one needs none."""
    if visit.outcome is Outcome.OPEN or health != "疑似":
        return None
    if visit.kind is not VisitKind.SLOT:
        return due
    return visit.at + confirm_delay(visit.site, visit.due, confirm)


def confirm_delay(site: int, due: int, confirm: tuple[int, int] = CONFIRM) -> int:
    """Seconds until the confirming visit: spread by site and slot, the same whenever asked."""
    first, last = confirm
    hashed = hashlib.blake2b(f"{site}:{due}".encode(), digest_size=8).digest()
    return first + int.from_bytes(hashed, "big") % (last - first + 1)
