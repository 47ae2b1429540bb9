"""The child that visits: `python -m benchmarks.visitor ours|httpx plain|secure ADDRESSES VISITS AT_ONCE CA_FILE`.

Prints one JSON line: CPU and wall seconds from the first visit to the last, failures, and its memory.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx

from benchmarks.farm import addresses, plain_url, secure_url
from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import Outcome


def _peak() -> float:
    """This process's largest resident size in MB; `ru_maxrss` would begin with that of the parent."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


async def _measure(urls: list[str], at_once: int, visit: Callable[[str], Awaitable[bool]]) -> dict[str, float]:
    gate = asyncio.Semaphore(at_once)

    async def one(url: str) -> bool:
        async with gate:
            return await visit(url)

    cpu, wall = time.process_time(), time.perf_counter()
    opened = await asyncio.gather(*(one(url) for url in urls))
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "failed": opened.count(False),
        "rss": _peak(),
    }


async def ours(urls: list[str], at_once: int, ca_file: Path) -> dict[str, float]:
    """Visit as the monitor does: `Net.visit`, a `Visit` each."""
    limits = Limits(overall=at_once)
    async with Net(agent="奉节县政府网站监测", ca_file=ca_file, limits=limits) as net:

        async def visit(url: str) -> bool:
            target = Target(page_of="site", record=1, site=1, name="测试网", url=url, unit="测试单位")
            return (await net.visit(target, 0)).outcome is Outcome.OPEN

        return await _measure(urls, at_once, visit)


async def peer(urls: list[str], at_once: int, ca_file: Path) -> dict[str, float]:
    """Visit with one shared client, as one would write it first."""
    context = ssl.create_default_context(cafile=str(ca_file))
    async with httpx.AsyncClient(verify=context, timeout=15, follow_redirects=True) as client:

        async def visit(url: str) -> bool:
            answer = await client.get(url, headers={"Connection": "close"})
            return answer.status_code == 200 and len(answer.content) > 0

        return await _measure(urls, at_once, visit)


def main() -> None:
    """Visit, and print what it cost."""
    who, kind, places, visits, at_once, ca_file = sys.argv[1:]
    urls = [plain_url(one) if kind == "plain" else secure_url(one) for one in addresses(int(places))]
    wanted = (urls * (int(visits) // len(urls) + 1))[: int(visits)]
    run = ours if who == "ours" else peer
    print(json.dumps(asyncio.run(run(wanted, int(at_once), Path(ca_file)))))


if __name__ == "__main__":
    main()
