"""The pipeline as one would write it straight on: one shared client, the same libraries, a set difference, one insert.

It does less than ours: no total deadline, no address checks, no limits, no judgement of what it took apart.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urljoin

import httpx
from ahocorasick_rs import AhoCorasick
from selectolax.lexbor import LexborHTMLParser

from benchmarks.farm import addresses, plain_url
from benchmarks.inspecting import terms_of
from benchmarks.scale import SCALES, Scale

_SQL = "INSERT INTO page (url, at, title, hits, came, went) VALUES (?, ?, ?, ?, ?, ?)"


async def _pipeline(database: sqlite3.Connection, targets: list[str], scale: Scale) -> float:
    """Fetch, parse, look for words, compare with the last time, store; seconds for all pages."""
    words = AhoCorasick(list(terms_of(scale.words)))
    known: dict[str, frozenset[tuple[str, str, str]]] = {}
    gate = asyncio.Semaphore(scale.at_once)

    async def inspect(client: httpx.AsyncClient, number: int) -> None:
        url = targets[number % len(targets)]
        async with gate:
            page = (await client.get(url)).text
        tree = LexborHTMLParser(page)
        blocks = {
            ("a", urljoin(url, node.attributes.get("href") or ""), node.text(strip=True)) for node in tree.css("a")
        }
        blocks |= {(node.tag or "", "", node.text(strip=True)) for node in tree.css("p,li,h1,h2,h3,td,span")}
        title = tree.css_first("title")
        hits = len(words.find_matches_as_indexes(tree.body.text() if tree.body else ""))
        before = known.get(url, frozenset(blocks))
        known[url] = frozenset(blocks)
        row = (url, number, title.text() if title else "", hits, len(known[url] - before), len(before - known[url]))
        with database:
            database.execute(_SQL, row)

    async with httpx.AsyncClient(timeout=15) as client:
        await asyncio.gather(*(inspect(client, number) for number in range(scale.at_once)))
        began = time.perf_counter()
        await asyncio.gather(*(inspect(client, number) for number in range(scale.pages)))
        return time.perf_counter() - began


def _run(scale: Scale) -> float:
    targets = [plain_url(address) for address in addresses(scale.targets)]
    with tempfile.TemporaryDirectory(prefix="fjgov-bench-") as name:
        database = sqlite3.connect(Path(name) / "straight.db")
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            "CREATE TABLE page (url TEXT, at INTEGER, title TEXT, hits INTEGER, came INTEGER, went INTEGER)"
        )
        try:
            return asyncio.run(_pipeline(database, targets, scale))
        finally:
            database.close()


if __name__ == "__main__":
    print(_run(SCALES[sys.argv[1]]))
