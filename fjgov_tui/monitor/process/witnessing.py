"""Looks at once at the page of what people have entered, so that its evidence is not yesterday's."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from fjgov_tui.errors import FjgovError, StoreProblem
from fjgov_tui.monitor.alerts.witness import Unwitnessed, note_evidence, unwitnessed
from fjgov_tui.monitor.checks.views import view_of
from fjgov_tui.monitor.model import Bench
from fjgov_tui.monitor.process.result_writer import ResultWriter
from fjgov_tui.monitor.process.runtime import Runtime
from fjgov_tui.pages.shot import digest
from fjgov_tui.store import Store
from fjgov_tui.workflows.page_evidence import shot_evidence

_AT_ONCE = 20
"""Pages that are looked at in one go."""


class Witnessing:
    """Fetches what has to be seen, one page after the other."""

    def __init__(self, runtime: Runtime, results: ResultWriter, bench: Callable[[], Bench]) -> None:
        """Prepare.

        Args:
            runtime: what the loops share.
            results: is told of trouble with the file.
            bench: what a look works with, as the ledgers stand then.
        """
        self._runtime, self._results, self._bench = runtime, results, bench

    async def run(self) -> None:
        """Look for what was entered, until cancelled."""
        while True:
            try:
                await self._look()
            except StoreProblem as problem:
                self._results.trouble(problem)
            await asyncio.sleep(self._runtime.pace.jobs)

    async def _look(self) -> None:
        """What could not be looked at through a broken network of ours waits until it works again."""
        if self._runtime.troubled:
            return
        now = self._runtime.now()
        for due in (await self._runtime.desk.read(lambda reader: unwitnessed(reader, now)))[:_AT_ONCE]:
            text, why = await self._seen(due)
            at = self._runtime.now()

            def keep(store: Store, due: Unwitnessed = due, at: int = at, text: str = text, why: str = why) -> None:
                with store.write("监测取证") as writer:
                    note_evidence(writer, due, at, text, why)

            await self._runtime.desk.write(keep)

    async def _seen(self, due: Unwitnessed) -> tuple[str, str]:
        """What the page says, or why nobody can say."""
        target = self._runtime.situation.sites.get(due.site)
        if target is None:
            return "", "这个站点不在监测之列"
        page = await self._runtime.net.fetch_from(target.url)(due.url)
        if not page.opened:
            return "", page.why
        try:
            shot = (await view_of(self._bench(), target, page)).shot
        except FjgovError as problem:
            return "", str(problem)
        return shot_evidence(shot, digest(shot.body()), page.at), ""
