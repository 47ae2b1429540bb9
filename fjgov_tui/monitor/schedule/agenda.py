"""Which site is to be visited now: every slot once, none after its end."""

from __future__ import annotations

import heapq
from collections.abc import Container, Iterable
from dataclasses import dataclass

from fjgov_tui.observed.slots import Slot, slot_from
from fjgov_tui.workflows.check_plan import VISIT, CheckPlan


@dataclass(frozen=True, slots=True)
class DueJob:
    """A slot whose moment has come."""

    site: int
    slot: Slot


class Agenda:
    """One slot a site, the next one; rebuilt when the schedule, the sites or the clock have changed."""

    def __init__(self, plan: CheckPlan, sites: Iterable[int], now: int, done: Container[tuple[int, int]] = ()) -> None:
        """Look up every site's slot.

        Args:
            plan: the schedule.
            sites: the sites that are watched.
            now: Unix seconds.
            done: (site, due) of visits that are booked or under way already.
        """
        self._plan, self._done = plan, done
        self._heap: list[tuple[int, int, Slot]] = []
        for site in sites:
            self._push(site, now)

    def _push(self, site: int, moment: int) -> None:
        line = self._plan.line(VISIT, site)
        slot = slot_from(line, site, moment) if line else None
        while line and slot is not None and (site, slot.due) in self._done:
            slot = slot_from(line, site, slot.end)
        if slot is not None:
            heapq.heappush(self._heap, (slot.due, site, slot))

    def take(self, now: int) -> list[DueJob]:
        """The slots whose moment has come and which are not over, oldest first; each is handed out once.

        Slots that are over were lost to a stop, a suspend or a clock step; they are passed by.
        """
        found: list[DueJob] = []
        while self._heap and self._heap[0][0] <= now:
            _, site, slot = heapq.heappop(self._heap)
            if slot.end > now:
                found.append(DueJob(site, slot))
            self._push(site, max(slot.end, now))
        return found

    def next_at(self) -> int | None:
        """The Unix second of the next visit; `None` where none is planned."""
        return self._heap[0][0] if self._heap else None
