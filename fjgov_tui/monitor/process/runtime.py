"""What the monitor's loops share."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from fjgov_tui.errors import FjgovError, MissingExtra
from fjgov_tui.monitor.model import Inspect
from fjgov_tui.monitor.process.clocks import Seconds
from fjgov_tui.monitor.process.lag import LagWatch
from fjgov_tui.monitor.process.network_guard import GuardAnswer
from fjgov_tui.monitor.process.pace import Pace
from fjgov_tui.monitor.process.situation import MonitorSituation
from fjgov_tui.observed.model import Counted, Kind, Outcome, Visit
from fjgov_tui.observed.pages import Fetch, Json, Target
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore

_MARGIN = 0.5
"""Seconds around a visit in which standing still may have spoilt it: a tick is noticed only when it is over."""

Say = Callable[[str], None]
AfterSweep = Callable[[Reader, int], None]
"""Called on the reading thread after each booked batch, with the present moment in Unix seconds."""


class NetworkCheck(Protocol):
    """The monitor's way to the web: `net.visit.Net`, or a test's."""

    @property
    def fetch(self) -> Fetch:
        """GET a page."""

    def fetch_from(self, origin: str) -> Fetch:
        """GET what a page links to: addresses that anybody may have written."""

    def fetch6_from(self, origin: str) -> Fetch:
        """The same over IPv6 only."""

    def visit(self, target: Target, due: int, kind: Kind) -> Awaitable[Visit]:
        """One measured visit; a failure is an outcome, never an exception."""

    def own_network(self, anchors: Sequence[str], probes: Sequence[str] = ()) -> Awaitable[GuardAnswer]:
        """Whether our own network is in order."""


@dataclass
class Rig:
    """The tools, the pace, the clocks, and what the ledgers last said."""

    desk: AsyncStore
    net: NetworkCheck
    inspect: Inspect
    pace: Pace
    wall: Seconds
    say: Say
    steady: Seconds = time.monotonic
    after_sweep: AfterSweep | None = None
    situation: MonitorSituation = field(default_factory=MonitorSituation)
    lag: LagWatch = field(default_factory=LagWatch)
    woken: Callable[[], None] = lambda: None
    """Told that messages may be waiting to be delivered."""
    introduce: Callable[[str], None] = lambda name: None
    """Told the name by which web servers shall know us, when it has changed."""
    troubled: bool = False
    """Whether our own network was out of order in the last batch."""

    def now(self) -> int:
        """Unix seconds."""
        return int(self.wall())

    def secure(self, sites: Collection[int]) -> set[int]:
        """Those of the sites whose address is HTTPS."""
        known = self.situation.sites
        return {site for site in sites if site in known and known[site].url.startswith("https:")}

    async def measured(self, target: Target, due: int, kind: Kind) -> Visit:
        """One visit; where it failed while the program itself stood still, it is made again instead of counted."""
        visit = await self.net.visit(target, due, kind)
        if visit.outcome is Outcome.OPEN or not self._lagged(visit):
            return visit
        again = await self.net.visit(target, due, kind)
        if again.outcome is Outcome.OPEN or not self._lagged(again):
            return again
        return replace(again, counted=Counted.LAG)

    def _lagged(self, visit: Visit) -> bool:
        now = self.steady()
        return self.lag.between(now - visit.total / 1000 - _MARGIN, now)


def inspect_nothing(problem: FjgovError) -> Inspect:
    """What stands in for the worker process where it cannot be had: every inspection says why it was not made."""

    async def refuse(task: str, body: bytes, about: object) -> dict[str, Json]:
        raise MissingExtra(problem.what, remedy=problem.remedy)

    return refuse
