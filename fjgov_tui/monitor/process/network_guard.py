"""Before a site is judged: whether it was our own network that failed."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from fjgov_tui.dataclass import dataclass
from fjgov_tui.observed.visits import Counted, Outcome, Visit

# Why these numbers: 61 sites, each visited every half hour at an offset of its own, no places named that always answer,
# went through this guard (2026-11; `tests/monitor/process/test_network_guard.py` goes through a short form).
#
#   MANY  SOON   our network down for 2 h:   sites that fail alone,   a shared platform down for 4 h,
#                counted of 244 failures     held of 1,500 failures   held of its failures: 12, 20, 30 of 61 sites
#      3   150    3.4                        6.3                       5 of 104    23 of 168   147 of 248
#      3   300    4.8                        0.3                       0           10          143
#      5   150   11.5 (five seldom fit in)   0                         0            2          103
#      5   300    5.2                        0                         0           13          144
#      5   600    9.7                        0                         0            0          146
#      8   300   11.3                        0                         0            2           91
#
# Where half of the county fails, nobody can tell without such places whose fault it is: `_held` ends after one round.
MANY = 5
"""Fewer failing sites than this are never taken for a storm."""
SOON = 300.0
"""Seconds: a storm that has just broken out shows in this window long before it fills a whole round."""


class GuardAnswer(Protocol):
    """What is known of our own network."""

    @property
    def ok(self) -> bool | None:
        """`None` where there was nothing to ask."""

    @property
    def why(self) -> str:
        """Why our own network is held to be out of order, as a Chinese sentence; empty while it is in order."""


HOUR = 3600.0
"""Seconds: a name that resolved within this time before names began to fail is one that exists.

Two rounds of the usual plan, so that every site's name is among them though one visit of it was not made.
"""
NAMES = 6
"""Names that are asked for again at most. One that answers clears the resolver, so more of them make a false alarm
rarer; they are asked at once, and a resolver that is out of order lets each of them wait. Chosen, not measured."""
Resolves = Callable[[Sequence[str]], Awaitable[bool]]
"""Whether any of the names resolves just now."""
Ask = Callable[[Sequence[str]], Awaitable[GuardAnswer]]
"""Asks after our own network; given addresses on which other sites opened lately."""


@dataclass(frozen=True)
class Judged:
    """A batch of visits, with those taken out of the count that say nothing about their sites."""

    visits: tuple[Visit, ...]
    trouble: str = ""
    """Why some were taken out, in Chinese; empty where our network is in order."""
    fine: bool = False
    """Whether this batch shows that our network works: any earlier alarm is over."""


@dataclass(frozen=True)
class _Known:
    """The last visit of a site."""

    at: float
    """Monotonic seconds."""
    outcome: Outcome
    network: bool
    """Whether it failed in a way that our own network could have caused."""
    address: str


def network_class(visit: Visit, *, secure: bool) -> bool:
    """Whether a broken network of our own would look like this: the site itself has not said a word.

    Args:
        visit: the visit.
        secure: whether TLS stood before the request, so that a time-out without it is one of the handshake.
    """
    if visit.outcome in {Outcome.DNS, Outcome.CONNECT}:
        return True
    unconnected = visit.phases.connect is None or (secure and visit.phases.tls is None)
    return visit.outcome is Outcome.TIMEOUT and unconnected


class NetworkGuard:
    """Remembers the last visit of every site, and asks after our network when visits fail."""

    def __init__(
        self,
        ask: Ask,
        *,
        resolves: Resolves | None = None,
        good_for: float = 10.0,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin without memory.

        Args:
            ask: asks after our own network.
            resolves: asks after names; `None` where that cannot be asked.
            good_for: seconds for which an answer is good.
            steady: monotonic seconds.
        """
        self._ask, self._good_for, self._steady = ask, good_for, steady
        self._known: dict[int, _Known] = {}
        self._answer: tuple[float, GuardAnswer] | None = None
        self._storm_since: float | None = None
        self._resolves = resolves
        self._resolved: dict[str, float] = {}
        """When each name last resolved."""
        self._dark: tuple[float, bool] | None = None
        """When names were last asked for, and whether none resolved."""
        self._dark_since: float | None = None

    async def judge(
        self,
        visits: Sequence[Visit],
        secure: Container[int],
        round_seconds: float,
        *,
        anchored: bool,
        hosts: Mapping[int, str] | None = None,
        names: Sequence[str] = (),
    ) -> Judged:
        """Take out of the count what our own network may have caused.

        Args:
            visits: a batch.
            secure: the sites whose address is HTTPS.
            round_seconds: the time within which every site is visited once.
            anchored: whether the county has named places that always answer.
            hosts: the name in each site's address.
            names: those among the places that always answer which are names.
        """
        now = self._steady()
        dark = await self._all_dark(visits, hosts or {}, names, now)
        if dark:
            unresolved = {visit for visit in visits if visit.outcome is Outcome.DNS}
            rest = await self._judge(
                [visit for visit in visits if visit not in unresolved], secure, round_seconds, anchored
            )
            trouble = rest.trouble or f"本机网络异常：{dark}"
            return Judged((*_taken_out(visits, unresolved | _held_by(visits, rest)),), trouble=trouble)
        judged = await self._judge(visits, secure, round_seconds, anchored)
        # That a numeric address opens does not end the alarm about names.
        return judged if self._dark_since is None else replace(judged, fine=False)

    async def _all_dark(
        self, visits: Sequence[Visit], hosts: Mapping[int, str], names: Sequence[str], now: float
    ) -> str:
        """Why names that do not resolve say nothing about their sites: none does; empty where that is not so.

        The resolver of this machine is at fault where of the names that resolved within the hour before the first
        failure not one resolves any more. It stays so for as long as that lasts.
        """
        failing = {hosts[visit.site] for visit in visits if visit.outcome is Outcome.DNS and visit.site in hosts}
        for visit in visits:
            if visit.outcome not in {Outcome.DNS, Outcome.ABORTED} and visit.site in hosts:
                self._resolved[hosts[visit.site]], self._dark_since = now, None
        if not failing or self._resolves is None:
            return ""
        since = now if self._dark_since is None else self._dark_since
        known = [host for host, at in self._resolved.items() if since - at <= HOUR]
        # Others first: that the failing one still fails tells nothing new. One name alone tells nothing at all.
        asked = sorted({*known, *names} - failing)[:NAMES] or [*sorted(failing & set(known))[:NAMES]]
        if not asked or len({*asked, *failing}) < 2:
            return ""
        if self._dark is None or now - self._dark[0] >= self._good_for:
            self._dark = (now, not await self._resolves(asked))
        self._dark_since = since if self._dark[1] else None
        if not self._dark[1]:
            return ""
        return f"最近一小时内解析过的 {len(known)} 个域名现在都解析不了，是本机的域名解析出了问题"

    async def _judge(
        self, visits: Sequence[Visit], secure: Container[int], round_seconds: float, anchored: bool
    ) -> Judged:
        if not visits:
            return Judged(())
        now = self._steady()
        suspect = {visit for visit in visits if network_class(visit, secure=visit.site in secure)}
        for visit in visits:
            self._known[visit.site] = _Known(now, visit.outcome, visit in suspect, visit.address)
        opened = any(visit.outcome is Outcome.OPEN for visit in visits)
        if not suspect:
            return Judged(tuple(visits), fine=opened and not self._storm(round_seconds, now))
        answer = None if opened and not anchored else await self._asked(now, round_seconds)
        if answer is not None and answer.ok is False:
            return Judged(_taken_out(visits, suspect), trouble=f"本机网络异常：{answer.why}")
        held = self._held(round_seconds, now, sure=opened or (answer is not None and answer.ok is True))
        if held:
            return Judged(_taken_out(visits, suspect), trouble=held)
        return Judged(tuple(visits), fine=opened)

    async def _asked(self, now: float, round_seconds: float) -> GuardAnswer:
        if self._answer is None or now - self._answer[0] >= self._good_for:
            recent = self._recent(round_seconds, now).values()
            failing = {known.address for known in recent if known.network}
            probes = {known.address for known in recent if known.outcome is Outcome.OPEN and known.address} - failing
            self._answer = (now, await self._ask(sorted(probes)))
        return self._answer[1]

    def _recent(self, seconds: float, now: float) -> Mapping[int, _Known]:
        return {site: known for site, known in self._known.items() if now - known.at <= seconds}

    def _storm(self, round_seconds: float, now: float) -> Sequence[_Known]:
        """The failing sites, where most of those visited lately fail at once; else none."""
        for seconds in (min(SOON, round_seconds), round_seconds):
            recent = self._recent(seconds, now).values()
            failing = [known for known in recent if known.network]
            if len(failing) >= MANY and len(failing) * 2 > len(recent):
                return failing
        return ()

    def _held(self, round_seconds: float, now: float, *, sure: bool) -> str:
        """Why the verdict on this batch is held; empty where it is not.

        A storm is held for one round. It stays held while nothing at all opens and no single address explains it,
        because then nobody can say whose fault it is. Where our network is known to work only a storm of names that
        do not resolve is held, for one round: it may be our resolver.
        """
        failing = self._storm(round_seconds, now)
        if not failing:
            self._storm_since = None
            return ""
        if sure and not all(known.outcome is Outcome.DNS for known in failing):
            return ""
        if self._storm_since is None:
            self._storm_since = now
        count = f"{len(failing)} 个站点几乎同时打不开"
        if now - self._storm_since < round_seconds:
            return f"本机网络可能异常：{count}，这一轮暂不计入"
        dark = not sure and all(known.network for known in self._recent(round_seconds, now).values())
        if dark and len({known.address for known in failing}) > 1:
            return f"本机网络可能异常：{count}，没有一个能打开；请在设置里登记“本机网络参照”"
        return ""


def _held_by(visits: Sequence[Visit], judged: Judged) -> set[Visit]:
    """The visits that were taken out of the count."""
    held = {(visit.site, visit.due, visit.kind) for visit in judged.visits if visit.counted is Counted.NETWORK}
    return {visit for visit in visits if (visit.site, visit.due, visit.kind) in held}


def _taken_out(visits: Iterable[Visit], suspect: Container[Visit]) -> tuple[Visit, ...]:
    """Failures that our network may have caused no longer count; a visit in maintenance did not count anyway."""
    return tuple(
        replace(visit, counted=Counted.NETWORK) if visit in suspect and visit.counted is Counted.YES else visit
        for visit in visits
    )
