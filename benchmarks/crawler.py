"""The child that crawls: `python -m benchmarks.crawler URL` prints how many broken links it found."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence

from fjgov_tui.monitor.checks.crawl import Budget, Gate
from fjgov_tui.monitor.checks.links import check_links
from fjgov_tui.monitor.model import Bench
from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.model import BadLink, Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.pages.worker import PageWorker
from fjgov_tui.workflows.settings import Settings

FREE = Budget(pages=1000, links=5000, depth=1000, at_once=10, gap=0.0)
"""As far as the peer goes, with as many questions at once."""


async def _nothing(_: Target, __: SnapshotKind) -> Snapshot | None:
    return None


async def _none(_: int) -> Sequence[BadLink]:
    return ()


async def main(url: str) -> int:
    """Crawl the site with all its content checks."""
    async with Net(limits=Limits(host=10, address=10)) as net, PageWorker() as worker:
        bench = Bench(
            fetch=net.fetch,
            inspect=worker,
            settings=Settings(),
            now=lambda: int(time.time()),
            snapshot=_nothing,
            bad_links=_none,
        )
        target = Target(page_of="site", record=1, site=1, name="测试网", url=url, unit="测试单位")
        result = await check_links(bench, target, FREE, Gate())
    print(result.note, file=sys.stderr)
    return len(result.bad_links or ())


if __name__ == "__main__":
    print(asyncio.run(main(sys.argv[1])))
