"""Inspections: pages a second through the whole pipeline."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.farm import addresses, farm, plain_url
from benchmarks.measure import Result, pairs
from benchmarks.scale import SCALES, Scale
from fjgov_tui.monitor.checks.integrity import compare
from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.model import PageState, Sighting
from fjgov_tui.observed.pages import Json, Target
from fjgov_tui.pages.answers import part
from fjgov_tui.pages.shot import Shot, shot_of
from fjgov_tui.pages.words import ALLOW, LAWFUL, own_words
from fjgov_tui.pages.worker import PageWorker
from fjgov_tui.store import Store, create_store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.findings import observe
from fjgov_tui.store.watch.pages import put_page

SWEEP = 200
"""Results that are stored in one transaction."""
FASTER = 1.3
"""How many times as fast as the pipeline that one would write straight on; pages a second differ with the machine."""
_HAN = "一丁七万丈三上下不与专且世丙业丛东丝丞丢两严丧个中丰串临丸丹为主丽举乃久么义之乌乍乎乏乐"


def _terms(count: int) -> Iterator[str]:
    """Words of a county's own list that stand on no page."""
    chance = random.Random(7)
    made = set[str]()
    while len(made) < count:
        made.add("".join(chance.choices(_HAN, k=4)))
    return iter(sorted(made))


def terms_of(count: int) -> Iterator[str]:
    """The words that are looked for: the program's own, filled up to so many."""
    own = sorted({word.text for word in own_words() if word.rule not in {ALLOW, LAWFUL}})
    yield from own
    yield from _terms(max(count - len(own), 0))


def _about(url: str, terms: list[Json]) -> dict[str, Json]:
    tasks: list[Json] = ["integrity", "content"]
    return {"url": url, "site": url, "tasks": tasks, "terms": terms, "today": "2026-11-23"}


async def _pipeline(database: Path, targets: list[str], scale: Scale) -> float:
    """Fetch, take apart, look for words, compare with the last time, store in sweeps; seconds for all pages."""
    wanted = {word.text for word in own_words() if word.rule not in {ALLOW, LAWFUL}}
    terms: list[Json] = [[word, "敏感用语", ""] for word in _terms(max(scale.words - len(wanted), 0))]
    known: dict[str, Shot] = {}
    done: list[tuple[PageState, list[Sighting]]] = []
    desk = AsyncStore(database)
    gate = asyncio.Semaphore(scale.at_once)

    def book(store: Store) -> None:
        with store.write() as writer:
            while done:
                state, seen = done.pop()
                put_page(writer, state)
                observe(writer, "integrity", "site", state.record, seen, state.checked_at)

    async def one(number: int) -> None:
        url = targets[number % len(targets)]
        async with gate:
            fetched = await net.fetch(url)
            answer = await worker("all", fetched.body, _about(url, terms))
            shot = shot_of(part(part(answer, "integrity"), "shot"))
            alarms = compare(known.get(url, shot), shot)
            known[url] = shot
        record = number % len(targets) + 1
        target = Target(page_of="site", record=record, site=record, name="测试网", url=url, unit="")
        state = PageState(
            page_of="site",
            record=record,
            site=record,
            url=url,
            checked_at=number,
            opened=fetched.opened,
            title=shot.title,
        )
        done.append((state, [alarm.seen("integrity", target, url, b"") for alarm in alarms]))
        if len(done) >= SWEEP:
            await desk.write(book)

    try:
        async with Net(limits=Limits(overall=scale.at_once)) as net, PageWorker() as worker:
            await asyncio.gather(*(one(number) for number in range(scale.at_once)))
            began = time.perf_counter()
            await asyncio.gather(*(one(number) for number in range(scale.pages)))
            await desk.write(book)
            return time.perf_counter() - began
    finally:
        await desk.close()


def _child(module: str, scale: Scale) -> float:
    """Seconds of one run in a process of its own."""
    command = [sys.executable, "-m", module, scale.name]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def inspecting(folder: Path, scale: Scale) -> Iterator[Result]:
    """The promise about the pipeline.

    Args:
        folder: for the server's files.
    """
    with farm(folder / "inspected", addresses(scale.targets), 1) as server:
        ours, peer, ratio = pairs(
            lambda: _child("benchmarks.inspecting", scale), lambda: _child("benchmarks.straight", scale), scale.few
        )
        yield Result(
            f"从 {server} 取页、解析、查 {scale.words:,} 个词、逐块比较、入库，与直来直去的写法相比",
            f"快 {1 / ratio:.2f} 倍（每秒 {scale.pages / ours:.0f} 页对 {scale.pages / peer:.0f} 页）",
            f"至少快 {FASTER:g} 倍",
            ratio * FASTER <= 1,
        )


def _run(scale: Scale) -> float:
    targets = [plain_url(one) for one in addresses(scale.targets)]
    with tempfile.TemporaryDirectory(prefix="fjgov-bench-") as name:
        database = Path(name) / "inspected.db"
        create_store(database).close()
        return asyncio.run(_pipeline(database, targets, scale))


if __name__ == "__main__":
    print(_run(SCALES[sys.argv[1]]))
