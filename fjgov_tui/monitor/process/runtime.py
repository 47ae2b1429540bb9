"""What the monitor's loops share."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from typing import Protocol
from urllib.parse import urlsplit

from fjgov_tui.clock import day_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError, MissingExtra
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import ANCHORS
from fjgov_tui.monitor.model import Inspect
from fjgov_tui.monitor.process.clocks import LagWatch, Seconds
from fjgov_tui.monitor.process.network_guard import GuardAnswer
from fjgov_tui.monitor.process.pace import Pace
from fjgov_tui.net.addresses import is_address
from fjgov_tui.net.network import split_place
from fjgov_tui.observed.pages import Fetch, Json, Target
from fjgov_tui.observed.slots import longest
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.workflows.check_plan import VISIT, CheckPlan, read_plan
from fjgov_tui.workflows.maintenance import Windows, read_windows
from fjgov_tui.workflows.publications import release_targets
from fjgov_tui.workflows.settings import Settings, read_settings
from fjgov_tui.workflows.targets import column_targets, site_targets


@dataclass(frozen=True, kw_only=True)
class MonitorSituation:
    """Schedule, targets and settings, as of one entry of the trail."""

    head: int = -1
    """The trail's newest entry: where it is still the newest, nothing of this has changed."""
    plan: CheckPlan = field(default_factory=CheckPlan)
    windows: Windows = field(default_factory=Windows)
    sites: Mapping[int, Target] = field(default_factory=dict)
    """The home pages by site."""
    pages: Sequence[Target] = ()
    """Home pages, columns, and pages of what was published."""
    settings: Settings = field(default_factory=Settings)
    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The county's own words: word -> (kind, advice)."""

    def round_seconds(self, now: int) -> int:
        """Seconds within which every site is visited once: the longest slot of the general line."""
        return longest(self.plan.general[VISIT].cron, day_of(now))


def read_situation(reader: Reader) -> MonitorSituation:
    """Everything as it stands now."""
    head = reader.head().seq
    sites = site_targets(reader)
    return MonitorSituation(
        head=head,
        plan=read_plan(reader),
        windows=read_windows(reader),
        sites={target.site: target for target in sites},
        pages=(*sites, *column_targets(reader), *release_targets(reader)),
        settings=read_settings(reader),
        terms={term.text("word"): (term.text("kind"), term.text("advice")) for term in reader.records(LEDGERS["term"])},
    )


def changed(reader: Reader, known: MonitorSituation) -> MonitorSituation | None:
    """The situation now, where the ledgers have changed since; else `None`, which costs one look-up."""
    return None if reader.head().seq == known.head else read_situation(reader)


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

    def visit(self, target: Target, due: int, kind: VisitKind) -> Awaitable[Visit]:
        """One measured visit; a failure is an outcome, never an exception."""

    def own_network(self, anchors: Sequence[str], probes: Sequence[str] = ()) -> Awaitable[GuardAnswer]:
        """Whether our own network is in order."""

    def resolves(self, names: Sequence[str]) -> Awaitable[bool]:
        """Whether any of the names resolves just now."""


@dataclass
class Runtime:
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
        """The wall clock's whole Unix seconds."""
        return int(self.wall())

    def secure(self, sites: Collection[int]) -> set[int]:
        """Those of the sites whose address is HTTPS."""
        known = self.situation.sites
        return {site for site in sites if site in known and known[site].url.startswith("https:")}

    def hosts(self, sites: Collection[int]) -> dict[int, str]:
        """The names in the addresses of the sites; those whose address is a number are left out."""
        known = self.situation.sites
        hosts = {site: urlsplit(known[site].url).hostname or "" for site in sites if site in known}
        return {site: host for site, host in hosts.items() if host and not is_address(host)}

    def named_anchors(self) -> list[str]:
        """The names among the county's places that always answer."""
        hosts = (split_place(anchor)[0] for anchor in self.situation.settings[ANCHORS])
        return [host for host in hosts if not is_address(host)]

    async def measured(self, target: Target, due: int, kind: VisitKind) -> Visit:
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
