"""The store for a program with an event loop: one thread that reads, one that writes, none that blocks a screen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from fjgov_tui.clock import Clock, utc_now
from fjgov_tui.store.actor import current_actor
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.store import Store, open_store

T = TypeVar("T")


class Desk:
    """Runs questions and changes on threads of their own, each with a connection of its own.

    A question that is cancelled before its turn is never asked, so that a filter typed quickly costs one query.
    """

    def __init__(self, path: Path, *, readonly: bool = False, clock: Clock = utc_now) -> None:
        """Remember what to open; the connections are opened on first use, on their own threads.

        Args:
            path: an existing ledger file.
            readonly: refuse every change.
            clock: the present moment.
        """
        self.path = path
        self.readonly = readonly
        self.clock = clock
        self.actor = current_actor()
        self._reading = ThreadPoolExecutor(1, "fjgov-read")
        self._writing = ThreadPoolExecutor(1, "fjgov-write")
        self._stores: dict[bool, Store] = {}

    def _store(self, *, writing: bool) -> Store:
        """The calling thread's store."""
        if writing not in self._stores:
            readonly = self.readonly or not writing
            self._stores[writing] = open_store(
                self.path, readonly=readonly, actor=self.actor, clock=self.clock
            )
        return self._stores[writing]

    async def read(self, question: Callable[[Reader], T]) -> T:
        """Ask a question on the reading thread.

        Raises:
            FjgovError: whatever the question raises.
        """
        return await asyncio.wrap_future(
            self._reading.submit(lambda: question(self._store(writing=False).read))
        )

    async def write(self, change: Callable[[Store], T]) -> T:
        """Make a change on the writing thread; its transactions are the change's own business.

        Raises:
            FjgovError: whatever the change raises.
        """
        return await asyncio.wrap_future(self._writing.submit(lambda: change(self._store(writing=True))))

    async def close(self) -> None:
        """Close both connections on their own threads; what is being written is finished first."""
        for writing, pool in ((True, self._writing), (False, self._reading)):
            await asyncio.wrap_future(pool.submit(self._close, writing))
            pool.shutdown(wait=False)

    def _close(self, writing: bool) -> None:
        store = self._stores.pop(writing, None)
        if store is not None:
            store.close()
