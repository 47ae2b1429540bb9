"""Duty in the demo county: the county office's roster, daily reading, and telephones that were tried."""

from collections.abc import Iterator
from datetime import date, datetime, time

from fjgov_tui.demo.draft import OFFICE, PORTAL, CountyDraft
from fjgov_tui.demo.planted import Row
from fjgov_tui.ledgers.duty import PatrolResult, Reached, ShiftPart

BEHIND, AHEAD = 30, 20
"""Days of the roster before and after today."""


def draw_roster(draft: CountyDraft) -> None:
    """Put down shifts, readings and telephone checks; the sub-sites' units keep no roster yet, and that is told."""
    people = [row for row in draft.tables["person"] if row["unit"] == OFFICE and not row["left_on"]]
    serving, leading = people[2:], people[:2]
    days = [draft.ago(days) for days in range(BEHIND, -AHEAD - 1, -1)]
    on_duty = {day: draft.called(serving[place % len(serving)]) for place, day in enumerate(days)}
    draft.put(
        "shift",
        (
            {
                "day": day,
                "part": ShiftPart.WHOLE_DAY,
                "unit": OFFICE,
                "person": on_duty[day],
                "leader": draft.called(leading[place % len(leading)]),
            }
            for place, day in enumerate(days)
        ),
    )
    draft.put("patrol", _patrols(draft, on_duty))
    draft.put(
        "phone_check",
        (
            {
                "called_at": datetime.combine(draft.ago(back), time(21, 30)),
                "person": draft.called(person),
                "answered": Reached.YES,
            }
            for back, person in zip((3, 10, 17), serving, strict=False)
        ),
    )


def _patrols(draft: CountyDraft, on_duty: dict[date, str]) -> Iterator[Row]:
    sites = [str(site["name"]) for site in draft.tables["site"] if site["name"] != PORTAL]
    for place, day in enumerate(day for day in on_duty if day < draft.today):
        for hour, name in ((9, PORTAL), (15, sites[place % len(sites)])):
            moment = datetime.combine(day, time(hour, place * 7 % 60))
            yield {"read_at": moment, "person": on_duty[day], "site": name, "result": PatrolResult.FINE}
