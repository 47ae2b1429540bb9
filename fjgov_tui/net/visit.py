"""`Net`: fetches pages and visits sites, all limits kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import httpx

from fjgov_tui.net.addresses import Place, own_ipv6, place_of
from fjgov_tui.net.agents import headers_of
from fjgov_tui.net.chains import Chains
from fjgov_tui.net.fetch import BUSY, EXHAUSTED, FetchRun, milliseconds
from fjgov_tui.net.limits import Limits, Polite
from fjgov_tui.net.network import PATIENCE, Network, any_resolves, own_network
from fjgov_tui.net.resolver import Lookup, Resolution, Resolver, ResolverBusy, system_lookup
from fjgov_tui.net.transport import ForgetfulClient, Transport
from fjgov_tui.net.trust import verifying_context
from fjgov_tui.net.urls import Failed, first_url, shown
from fjgov_tui.observed.pages import DEADLINE, MAX_BODY, Agent, Fetch, FetchedPage, Remark, Target
from fjgov_tui.observed.visits import Counted, Outcome, Phases, Visit, VisitKind

_BY_NAME = frozenset({403, 406})
"""Statuses by which a server may refuse a program for its name alone."""
_FILE_SECONDS, _FILE_BYTES = 4.0, 64 * 1024
Family = Literal[0, 6]
"""Which addresses are wanted: any (IPv4 where there is one), or IPv6."""


def unix_now() -> int:
    """The present moment in Unix seconds."""
    return int(time.time())


class Net:
    """Everything that asks web servers, with one TLS context, one resolver and one set of limits.

    An async context manager. Fetches that run when it is left are the caller's to cancel.
    """

    def __init__(
        self,
        *,
        agent: str = "",
        ca_file: Path | None = None,
        lookup: Lookup = system_lookup,
        limits: Limits | None = None,
        deadline: float = DEADLINE,
        now: Callable[[], int] = unix_now,
    ) -> None:
        """Prepare; nothing is asked yet.

        Args:
            agent: the name by which the monitor introduces itself, as `Settings.agent` has it.
            ca_file: another authority to trust, for tests.
            lookup: what resolves names, in a thread.
            limits: how much at once.
            deadline: seconds that a visit has.
            now: the wall clock in Unix seconds.
        """
        self._agent, self._deadline, self._now = agent, deadline, now
        transport = Transport(partial(verifying_context, ca_file))
        self._client = ForgetfulClient(transport=transport, trust_env=False, follow_redirects=False)
        self._resolver = Resolver(lookup)
        self._polite = Polite(limits or Limits())
        self._chains = Chains(ca_file, self._file)

    async def __aenter__(self) -> Self:
        """The same, with its connections and threads open until the block is left."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the resolver's threads go."""
        self._resolver.close()
        await self._client.aclose()

    def introduce(self, agent: str) -> None:
        """Take another name from the next fetch on; the county may change it while the monitor runs."""
        self._agent = agent

    async def visit(self, target: Target, due: int, kind: VisitKind = VisitKind.SLOT) -> Visit:
        """Visit a target's page once.

        Args:
            target: the page.
            due: the planned moment, in Unix seconds.
            kind: why; a confirming or asked-for visit resolves the name anew.

        Returns:
            The visit. `Outcome.ABORTED` says that we could not measure (no resolver thread became free, no more
            files or ports, an IPv6-only site and no IPv6 here): it is not to be booked, the slot is 未测.
        """
        page = await self._fetch(
            target.url, deadline=self._deadline, max_body=MAX_BODY, fresh=kind is not VisitKind.SLOT, visit=True
        )
        # A browser reads a compression that nobody asked for; what the page says is for the inspections to miss.
        unread = page.outcome is Outcome.PROTOCOL and "encoding" in page.remarks
        outcome = Outcome.OPEN if unread else page.outcome
        return Visit(
            site=target.site,
            due=due,
            at=page.at,
            kind=kind,
            outcome=outcome,
            status=page.status,
            total=page.total,
            phases=page.phases,
            size=len(page.body),
            redirects=len(page.chain),
            address=page.address,
            why="" if unread else page.why,
            evidence=b"" if unread else page.raw,
            counted=Counted.SHIELD if outcome is Outcome.BLOCKED else Counted.YES,
        )

    async def fetch(
        self, url: str, *, agent: Agent = "monitor", deadline: float = DEADLINE, max_body: int = MAX_BODY
    ) -> FetchedPage:
        """GET a page whose address stands in a ledger; the `Fetch` of `monitor.model`."""
        return await self._fetch(url, agent=agent, deadline=deadline, max_body=max_body)

    def fetch_from(self, origin: str, family: Family = 0) -> Fetch:
        """A `Fetch` for addresses that stand on a page, and so were written by anybody.

        Args:
            origin: the page's address: links may lead to public addresses and to the kind of place it is at
                itself; anything else is `Outcome.FORBIDDEN`.
            family: the addresses to ask.
        """

        async def fetch(
            url: str, *, agent: Agent = "monitor", deadline: float = DEADLINE, max_body: int = MAX_BODY
        ) -> FetchedPage:
            return await self._fetch(
                url, agent=agent, deadline=deadline, max_body=max_body, origin=origin, family=family
            )

        return fetch

    def fetch6_from(self, origin: str) -> Fetch:
        """As `fetch_from`, over IPv6 only: `Outcome.DNS` where a name has no such address."""
        return self.fetch_from(origin, 6)

    async def own_network(
        self, anchors: Sequence[str], probes: Sequence[str] = (), *, patience: float = PATIENCE
    ) -> Network:
        """Whether our own network is in order; see `network.own_network`."""
        return await own_network(anchors, probes, resolver=self._resolver, patience=patience)

    async def resolves(self, names: Sequence[str], *, patience: float = PATIENCE) -> bool:
        """Whether any of the names resolves just now, asked anew."""
        return await any_resolves(names, self._resolver, patience)

    async def _fetch(
        self,
        url: str,
        *,
        deadline: float,
        max_body: int,
        agent: Agent = "monitor",
        origin: str = "",
        family: Family = 0,
        fresh: bool = False,
        visit: bool = False,
    ) -> FetchedPage:
        """Fetch as ourselves; where that fails for a reason that a browser does not meet, once more in the time left.

        That is a refusal of a program's name, and a compression that was not asked for.
        """

        async def ask(whom: Agent, seconds: float, *, plain: bool = False) -> FetchedPage:
            return await self._ask(
                url,
                deadline=seconds,
                max_body=max_body,
                agent=whom,
                origin=origin,
                family=family,
                fresh=fresh,
                visit=visit,
                plain=plain,
            )

        page = await ask(agent, deadline)
        left = deadline - page.total / 1000
        remark: Remark
        if page.opened or left <= 0:
            return page
        if "encoding" in page.remarks:
            again, remark = await ask(agent, left, plain=True), "encoding"
        elif agent == "monitor" and page.status in _BY_NAME:
            again, remark = await ask("desktop", left), "browser"
        else:
            return page
        if not again.opened:
            return page
        return replace(again, at=page.at, total=page.total + again.total, remarks=(*again.remarks, remark))

    async def _file(self, url: str, origin: str) -> bytes:
        """A certificate that another one names: an address that anybody may have written."""
        page = await self._ask(url, deadline=_FILE_SECONDS, max_body=_FILE_BYTES, origin=origin)
        return page.body if page.status == 200 and not page.cut else b""

    async def _ask(
        self,
        url: str,
        *,
        deadline: float,
        max_body: int,
        agent: Agent = "monitor",
        origin: str = "",
        family: Family = 0,
        fresh: bool = False,
        visit: bool = False,
        plain: bool = False,
    ) -> FetchedPage:
        at = self._now()
        try:
            parsed = first_url(url)
            host = host_of(parsed)
            async with self._polite.host(host, visit=visit):
                answer = await self._resolve(host, deadline, fresh=fresh)
                address = _choose(answer, family, host)
                home = await self._home(origin, address, deadline)
                async with self._polite.address(address):
                    trip = FetchRun(
                        asked=url,
                        url=parsed,
                        client=self._client,
                        headers=headers_of(agent, self._agent, plain=plain),
                        resolver=self._resolver,
                        deadline=deadline,
                        max_body=max_body,
                        home=home,
                        address=address,
                        at=self._now(),
                        first_dns=answer.took,
                        chains=self._chains,
                    )
                    return await trip.go()
        except Failed as failed:
            took = milliseconds(failed.took)
            return FetchedPage(
                asked=url, url=url, outcome=failed.outcome, why=failed.why, at=at, total=took, phases=Phases(dns=took)
            )

    async def _resolve(self, host: str, deadline: float, *, fresh: bool = False) -> Resolution:
        try:
            answer = await self._resolver.resolve(host, patience=deadline, fresh=fresh)
        except ResolverBusy:
            raise Failed(Outcome.ABORTED, BUSY) from None
        if answer.own:
            raise Failed(Outcome.ABORTED, EXHAUSTED)
        return answer

    async def _home(self, origin: str, address: str, deadline: float) -> Place:
        """The kind of place that may be gone to besides public addresses."""
        if not origin:
            return place_of(address)
        resolution = await self._resolve(host_of(first_url(origin)), deadline)
        home = place_of(resolution.addresses[0]) if resolution.addresses else "public"
        place = place_of(address)
        if place not in {"public", home}:
            raise Failed(Outcome.FORBIDDEN, f"指向内部地址 {address}")
        return home


def host_of(url: httpx.URL) -> str:
    """The host as a resolver takes it."""
    return url.raw_host.decode("ascii").strip("[]")


def _choose(answer: Resolution, family: Family, host: str) -> str:
    """The one address to ask.

    Raises:
        Failed: there is none.
    """
    wanted = [candidate for candidate in answer.addresses if not family or ":" in candidate]
    if not wanted:
        what = "没有 IPv6 地址" if family else "无法解析"
        why = f"：{answer.why}" if answer.why else ""
        raise Failed(Outcome.DNS, f"域名 {shown(host)} {what}{why}", answer.took)
    address = wanted[0]
    if place_of(address) == "reserved":
        raise Failed(Outcome.DNS, f"域名 {shown(host)} 解析到 {address}，那里不会有网页", answer.took)
    if ":" in address and place_of(address) != "loopback" and not own_ipv6():
        raise Failed(Outcome.ABORTED, f"域名 {shown(host)} 只有 IPv6 地址，本机没有 IPv6，没有测成", answer.took)
    return address
