"""Politeness: how much may be under way at once, in all, to one host, and to one address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fjgov_tui.dataclass import dataclass


@dataclass(frozen=True)
class Limits:
    """How many requests may be open at once."""

    overall: int = 50
    host: int = 2
    """To one host; of those that are visits, one."""
    address: int = 4
    """To one address: sub-sites share the county's platform."""


class _Keyed:
    """A semaphore for each key that is in use."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used: dict[str, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def hold(self, key: str) -> AsyncIterator[None]:
        gate, users = self._used.get(key) or (asyncio.Semaphore(self._limit), 0)
        self._used[key] = gate, users + 1
        try:
            async with gate:
                yield
        finally:
            gate, users = self._used.pop(key)
            if users > 1:
                self._used[key] = gate, users - 1


class Polite:
    """Waiting rooms; what is waited here is never counted as a site's time."""

    def __init__(self, limits: Limits) -> None:
        """Prepare.

        Args:
            limits: how many at once.
        """
        self._overall = asyncio.Semaphore(limits.overall)
        self._hosts, self._visits, self._addresses = _Keyed(limits.host), _Keyed(1), _Keyed(limits.address)

    @asynccontextmanager
    async def host(self, host: str, *, visit: bool) -> AsyncIterator[None]:
        """Wait for a place at this host."""
        if not visit:
            async with self._hosts.hold(host):
                yield
            return
        async with self._visits.hold(host), self._hosts.hold(host):
            yield

    @asynccontextmanager
    async def address(self, address: str) -> AsyncIterator[None]:
        """Wait for a place at this address, then for one of all."""
        async with self._addresses.hold(address), self._overall:
            yield
