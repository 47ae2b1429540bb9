"""A ledger of 100,000 records opens, counts honestly and scrolls like one of a hundred."""

from __future__ import annotations

import asyncio
import threading
from array import array
from itertools import islice
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Selection, create_store
from fjgov_tui.store.cached import CachedReader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.reading import Reader
from tests.screens.driving import driving
from tests.store.helpers import behind_our_back

MANY, SOME = 100_000, 20_000


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """100,000 units, copied inside the file: only the lists look at them."""
    path = tmp_path_factory.mktemp("crowd") / "county.db"
    with create_store(path) as store:
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "单位000000", "kind": "部门"})
        names = [row[1] for row in store.db.conn.execute("PRAGMA table_info(unit)")]
        copied = ", ".join(
            {
                "id": "n",
                "name": "printf('单位%06d', n)",
                "search": "printf('单位%06d dw%06d', n, n)",
                "sort_key": "printf('dw%06d', n)",
                "called": "printf('单位%06d', n)",
            }.get(name, f'u."{name}"')
            for name in names
        )
    with behind_our_back(path) as db:
        db.execute(
            f"WITH RECURSIVE c(n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM c WHERE n < {MANY})"
            f" INSERT INTO unit SELECT {copied} FROM c, unit u WHERE u.id = 1"
        )
    return path


async def test_the_first_page_comes_before_the_count(crowd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = Reader.ids

    def ids(self: Reader, selection: Selection, limit: int = -1) -> array[int]:
        if selection.ledger == "unit":
            asked.append(limit)
        return real(self, selection, limit)

    monkeypatch.setattr(Reader, "ids", ids)
    async with driving(crowd) as drive:
        await drive.press("2")
        await drive.see("100,000 条")
        await drive.press("enter")
        await drive.see("单位000002")
        await drive.see("100,000 条")
        assert asked[0] == 60
        await drive.press("end")
        await drive.see("单位100000")
        await drive.press("pageup", "pageup", "home")
        await drive.see("单位000002")
        assert len(drive.ledgers.records._cells) < 1000
        await drive.press("slash")
        await drive.paste("dw0999")
        await drive.see("100/100,000 条", "筛选")


async def test_a_long_question_stands_still_for_a_key_but_ends_although_one_is_held_down(crowd: Path) -> None:
    desk, read, still = AsyncStore(crowd), 0, 0

    def question(reader: Reader) -> None:
        nonlocal read
        for _ in islice(reader.records(LEDGERS["unit"]), SOME):
            read += 1

    try:
        study = asyncio.ensure_future(desk.study(question))
        while not study.done():
            desk.way.claim()
            before = read
            await asyncio.sleep(0.01)
            still += 0 < before == read < SOME
        assert read == SOME
        assert still > 30
    finally:
        await desk.close()


async def test_a_rule_stands_still_for_a_key_between_records_that_have_been_read_already(crowd: Path) -> None:
    desk, judged, stood, begun, pressed = AsyncStore(crowd), 0, 0, threading.Event(), threading.Event()

    def question(reader: Reader) -> None:
        nonlocal judged
        for _ in CachedReader(reader).in_turn(range(SOME)):
            judged += 1
            begun.set()
            pressed.wait()

    try:
        study = asyncio.ensure_future(desk.study(question))
        await asyncio.to_thread(begun.wait)
        desk.way.claim()
        pressed.set()
        while not study.done():
            before = judged
            await asyncio.sleep(0.01)
            stood += before == judged < SOME
        assert judged == SOME
        assert stood > 10
    finally:
        await desk.close()
