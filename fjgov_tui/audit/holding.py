"""Since when somebody holds an account, and which record says so: never guessed from the account's opening."""

from collections.abc import Mapping
from datetime import date

from fjgov_tui.audit.facts import Facts
from fjgov_tui.clock import beijing_day, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.text import safe


@dataclass(frozen=True)
class Held:
    """The first day on which the holder of an account is known to have held it."""

    day: date
    source: str
    """The record that says so, in Chinese."""


def held_since(facts: Facts) -> Mapping[int, Held]:
    """By account, for who held it on the facts' day; accounts of which no record says it by then are left out.

    A handover says the day exactly. Else the earliest of: the trail's entry of the holder, a change of the password
    by the holder's own hand.
    """
    known: dict[int, Held] = {}
    for account in facts.records("account"):
        holder = facts.holders.get(account.id)
        if holder is not None:
            held = _taken_over(facts, account, holder) or _earliest(facts, account, holder)
            if held is not None:
                known[account.id] = held
    return known


def _taken_over(facts: Facts, account: Record, holder: int) -> Held | None:
    """The handover by which the holder took it."""
    taken = list[Held]()
    for item in facts.referring("handover_item", "account").get(account.id, ()):
        handover = facts.follow(item, "handover")
        left = handover.day("left_on") if handover else None
        if handover is None or left is None or left > facts.as_of:
            continue
        if (reference(item, "taker") or reference(handover, "taker")) == holder:
            taken.append(Held(left, f"{safe(handover.title)}的工作移交"))
    return max(taken, key=lambda held: held.day, default=None)


def _earliest(facts: Facts, account: Record, holder: int) -> Held | None:
    """What the trail and the password register say."""
    entered = facts.of(_entered).get((account.id, holder))
    since = entered or beijing_day(parse_instant(account.created_at))
    sources = [Held(since, "台账变更历史")] if since <= facts.as_of else []
    for rotation in facts.referring("rotation", "account").get(account.id, ()):
        on = rotation.day("on")
        if on is not None and on <= facts.as_of and reference(rotation, "by") == holder:
            sources.append(Held(on, "本人更换口令的登记"))
    return min(sources, key=lambda held: held.day, default=None)


def _entered(facts: Facts) -> Mapping[tuple[int, int], date]:
    """By account and person: the day on which the person was last entered as its holder, as a correction."""
    days: dict[tuple[int, int], date] = {}
    for entry in facts.reader.changes(LEDGERS["account"], "holder"):
        holder = entry.after["holder"]
        if holder is not None:
            days[entry.record, int(holder)] = beijing_day(parse_instant(entry.at))
    return days
