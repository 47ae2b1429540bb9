"""Duty in the demo county: rosters of the county office and of units that keep one, daily reading, telephones tried."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo.draft import OFFICE, PORTAL, CountyDraft
from fjgov_tui.demo.planted import Breach, Row
from fjgov_tui.ledgers.duty import PatrolResult, Reached, ShiftPart
from fjgov_tui.workdays import DayKind, day_kind

BEHIND, AHEAD = 30, 20
"""Days of the rosters before and after today, in the small county."""
SHORT = 3
"""Days ahead at which a roster ends that should have been made longer."""
LONG, YOUNG = "县教委", ("白帝镇人民政府", "县水利局")
"""Units that keep a roster of their own: the first as long as the county, the others since a month."""
_HOURS = (9, 15, 20)
"""When pages are read; the small county's people read at the first two."""


@dataclass(frozen=True)
class _Roster:
    """One unit's people, who take turns."""

    unit: str
    serving: tuple[Row, ...]
    leading: tuple[Row, ...]
    begins: int
    """Days ago."""
    ends: int
    """Days ahead."""


def draw_roster(draft: CountyDraft) -> None:
    """Put down shifts, readings and telephone checks; the other units keep no roster yet, and that is told."""
    coded = {breach.duty: breach for breach in draft.breaches if breach.duty}
    rosters = list(_rosters(draft, coded))
    names = {id(person): draft.called(person) for roster in rosters for person in (*roster.serving, *roster.leading)}
    shifts = [row for roster in rosters for row in _shifts(draft, roster, names)]
    _double(draft, shifts, coded.get("double"))
    draft.put("shift", shifts)
    draft.put("patrol", _patrols(draft, shifts, coded))
    draft.put(
        "phone_check",
        (
            {
                "called_at": datetime.combine(draft.ago(back), time(21, 30)),
                "person": names[id(person)],
                "answered": Reached.YES,
                "second_at": None,
                "second": None,
            }
            for back, person in zip((3, 10, 17), rosters[0].serving, strict=False)
        ),
    )


def _rosters(draft: CountyDraft, coded: Mapping[str, Breach]) -> Iterator[_Roster]:
    long = max(BEHIND, draft.years * 365)
    for unit, begins in ((OFFICE, long), (LONG, long), *((unit, BEHIND) for unit in YOUNG)):
        people = [row for row in draft.tables["person"] if row["unit"] == unit and not row["left_on"]]
        short = "ends" in coded and coded["ends"].subject == unit
        yield _Roster(unit, tuple(people[2:] or people), tuple(people[:2]), begins, SHORT if short else AHEAD)


def _shifts(draft: CountyDraft, roster: _Roster, names: Mapping[int, str]) -> Iterator[Row]:
    """One after the other in turn, from the day on which somebody was there."""
    for place, ago in enumerate(range(roster.begins, -roster.ends - 1, -1)):
        day = draft.ago(ago)
        there = [person for person in roster.serving if _there(person, day)]
        leading = [person for person in roster.leading if _there(person, day)]
        if there:
            yield {
                "day": day,
                "part": ShiftPart.WHOLE_DAY,
                "unit": roster.unit,
                "person": names[id(there[place % len(there)])],
                "leader": names[id(leading[place % len(leading)])] if leading else None,
            }


def _there(person: Row, day: date) -> bool:
    since = person["on_duty"]
    return not isinstance(since, date) or since <= day


def _double(draft: CountyDraft, shifts: list[Row], breach: Breach | None) -> None:
    """Somebody of the county's roster is down for a unit's shift of the same day."""
    if breach is None:
        return
    day = draft.ago(breach.aged["day"])
    theirs = next(row for row in shifts if row["day"] == day and row["unit"] == breach.where["unit"])
    theirs["person"] = next(row["person"] for row in shifts if row["day"] == day and row["unit"] == OFFICE)


def _patrols(draft: CountyDraft, shifts: list[Row], coded: Mapping[str, Breach]) -> Iterator[Row]:
    """Whoever serves reads the portal or the unit's own site, and another one; of a large county once more."""
    sites = [str(site["name"]) for site in draft.tables["site"] if site["name"] != PORTAL]
    own = {str(site["unit"]): str(site["name"]) for site in draft.tables["site"]} | {OFFICE: PORTAL}
    silent = _silent(draft, coded)
    for row in shifts:
        day, unit = row["day"], str(row["unit"])
        if not isinstance(day, date) or day >= draft.today or (unit, day) in silent:
            continue
        ago = (draft.today - day).days
        often = 3 if draft.years and unit == OFFICE else 2
        for hour in _HOURS[: 1 if _seldom(coded, unit, ago) else often]:
            read = own[unit] if hour == _HOURS[0] or unit != OFFICE else sites[ago % len(sites)]
            minute = (ago * 7 + 11 * list(own).index(unit)) % 60
            yield {
                "read_at": datetime.combine(day, time(hour, minute)),
                "person": row["person"],
                "site": read,
                "result": PatrolResult.FINE,
                "problem": None,
            }


def _seldom(coded: Mapping[str, Breach], unit: str, ago: int) -> bool:
    breach = coded.get("seldom")
    return breach is not None and breach.subject == unit and breach.ago == ago


def _silent(draft: CountyDraft, coded: Mapping[str, Breach]) -> set[tuple[str, Any]]:
    """Days on which nobody of a unit read: the planted one, and of a large county the newest public holiday."""
    silent: set[tuple[str, Any]] = set()
    if "unread" in coded:
        silent.add((coded["unread"].subject, draft.ago(coded["unread"].ago)))
    if "holiday" in coded and draft.years:
        holidays = (draft.ago(ago) for ago in range(20, 365) if day_kind(draft.ago(ago)) is DayKind.HOLIDAY)
        silent.add((OFFICE, next(holidays)))
    return silent
