"""How much the inspection of pages lengthens the visits that are measured meanwhile."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.farm import addresses, farm, page, plain_url
from benchmarks.measure import Result
from benchmarks.scale import Scale
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.worker import PageWorker

SITES = 62
A_SECOND = 80
_LIMIT = 10.0
"""Milliseconds."""


async def _p95(net: Net, urls: list[str], visits: int) -> float:
    """The 95th percentile of visits that begin evenly spaced, in milliseconds."""
    took: list[float] = []

    async def visit(url: str) -> None:
        began = time.perf_counter()
        if not (await net.fetch(url)).opened:
            raise RuntimeError(url)
        took.append((time.perf_counter() - began) * 1000)

    running = []
    begun = time.perf_counter()
    for number in range(visits):
        running.append(asyncio.create_task(visit(urls[number % len(urls)])))
        await asyncio.sleep(max(begun + (number + 1) / A_SECOND - time.perf_counter(), 0))
    await asyncio.gather(*running)
    return statistics.quantiles(took, n=20)[-1]


async def _inspect(worker: PageWorker, pages: list[bytes], stop: asyncio.Event) -> int:
    """Have the pages inspected by all checks, over and over, as a sweep does once."""
    done = 0
    about: dict[str, Json] = {
        "url": "http://www.example.gov.cn/",
        "content_type": "text/html; charset=utf-8",
        "today": "2026-11-23",
        "page_of": "site",
        "page": "home",
        "tasks": ["freshness", "standing", "integrity", "content"],
    }
    while not stop.is_set():
        for body in pages:
            await worker("all", body, about)
            done += 1
    return done


async def _measure(urls: list[str], scale: Scale) -> tuple[float, float, float]:
    """P95 without and with inspections, and pages inspected a second."""
    pages = [page(number).encode() for number in range(SITES)]
    async with Net() as net, PageWorker() as worker:
        await _p95(net, urls[:20], scale.paced)
        alone, beside, speeds = [], [], []
        for _ in range(scale.few):
            alone.append(await _p95(net, urls, scale.paced))
            stop = asyncio.Event()
            inspecting = asyncio.create_task(_inspect(worker, pages, stop))
            began = time.perf_counter()
            beside.append(await _p95(net, urls, scale.paced))
            stop.set()
            speeds.append(await inspecting / (time.perf_counter() - began))
    return statistics.median(alone), statistics.median(beside), statistics.median(speeds)


def quietness(folder: Path, scale: Scale) -> Iterator[Result]:
    """The promise: visits of healthy sites move by less than 10 ms at p95."""
    places = addresses(scale.targets)
    with farm(folder / "quiet", places, 1):
        alone, beside, speed = asyncio.run(_measure([plain_url(one) for one in places], scale))
    moved = beside - alone
    title = f"一边不停查看 {SITES} 页（每秒 {speed:.0f} 页），访问用时的 95% 位"
    yield Result(title, f"从 {alone:.1f} 毫秒到 {beside:.1f} 毫秒", f"变动不到 {_LIMIT:.0f} 毫秒", moved < _LIMIT)
