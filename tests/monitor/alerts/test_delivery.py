"""The courier: everything arrives, once, however often the other side fails; nobody waits for anybody else."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from fjgov_tui.monitor.alerts.delivery import BACK_OFF, DeliveryService
from fjgov_tui.observed.model import Parcel
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.watch.alerts import post, undelivered
from tests.monitor.alerts.county import County
from tests.monitor.alerts.servers import hook


@asynccontextmanager
async def courier(county: County, seconds: float = 5.0) -> AsyncIterator[DeliveryService]:
    """A courier that carries when it is asked to."""
    desk = AsyncStore(county.store.path, clock=county.wall)
    try:
        yield DeliveryService(desk, lambda: county.now, seconds=seconds)
    finally:
        await desk.close()


def put(county: County, channel: int, *words: str) -> None:
    """Messages in the outbox."""
    with county.store.write() as writer:
        for one in words:
            post(writer, channel, None, {"event": "告警", "title": one, "text": one}, county.now)


def waiting(county: County) -> list[Parcel]:
    return undelivered(county.store.read)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "out"
    made.mkdir()
    return made


async def test_a_fault_of_ours_in_one_channel_stops_no_other_and_is_told_without_its_words(
    county: County, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What broke may have the channel's address in its words."""
    told: list[Exception] = []

    async def broken(*_: object) -> None:
        raise KeyError("https://robot.example/token")

    monkeypatch.setattr("fjgov_tui.monitor.alerts.hooks.post_webhook", broken)
    desk = AsyncStore(county.store.path, clock=county.wall)
    good = county.channel("夹", kind="文件夹", address=str(folder))
    bad = county.channel("钩", kind="网络钩子", address="https://robot.example/token")
    put(county, bad, "甲")
    put(county, good, "乙")
    assert await DeliveryService(desk, lambda: county.now, troubled=told.append).deliver_due() == 1
    await desk.close()
    assert [type(one) for one in told] == [KeyError]
    (left,) = waiting(county)
    assert (left.note, left.tries) == ("程序内部出错，没有送出", 1)
    assert left.next_at == county.now + BACK_OFF[0]
    gc.collect()
    assert "token" not in caplog.text


async def test_messages_arrive_in_order_and_once(county: County) -> None:
    async with hook() as server, courier(county) as carrier:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        put(county, one, *(f"第{number}条" for number in range(20)))
        assert await carrier.deliver_due() == 20
        assert await carrier.deliver_due() == 0
        titles = [json.loads(body)["title"] for _, body in server.requests]
    assert titles == [f"第{number}条" for number in range(20)]
    assert waiting(county) == []
    assert len({json.loads(body)["id"] for _, body in server.requests}) == 20


async def test_a_channel_that_fails_is_tried_later_and_later_and_never_forgotten(county: County) -> None:
    async with hook(status=503) as server, courier(county) as carrier:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        put(county, one, "要紧")
        tried = list[int]()
        for _ in range(3 * 60 + 30):
            if await carrier.deliver_due() or len(server.requests) > len(tried):
                tried.append(county.now)
                (parcel,) = waiting(county)
                assert parcel.note == "对方答复 HTTP 503"
                assert parcel.tries == len(tried)
            county.wall.ahead(minutes=1)
        gaps = [later - earlier for earlier, later in pairwise(tried)]
        assert gaps == [60, 300, 900, 3600, 3600, 3600]
        assert (BACK_OFF[0], BACK_OFF[-1]) == (60, 3600)
        server.status = 200
        county.wall.ahead(hours=1)
        assert await carrier.deliver_due() == 1
        assert waiting(county) == []


async def test_messages_that_pile_up_arrive_when_the_channel_is_back(county: County) -> None:
    async with hook(status=500) as server, courier(county) as carrier:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        put(county, one, *(f"第{number}条" for number in range(10)))
        for _ in range(3):
            assert await carrier.deliver_due() == 0
        assert len(server.requests) == 1, "a channel that just failed is not asked nine times more"
        server.status = 200
        county.wall.ahead(minutes=1)
        assert await carrier.deliver_due() == 10
        assert waiting(county) == []


async def test_a_message_that_is_never_taken_holds_up_no_other(county: County) -> None:
    async with hook() as server, courier(county) as carrier:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        put(county, one, "毒")
        server.status = 400
        await carrier.deliver_due()
        county.wall.ahead(minutes=1)
        await carrier.deliver_due()
        put(county, one, "好")
        server.status = 200
        assert await carrier.deliver_due() == 1, "the first waits five minutes, the second does not"


async def test_a_channel_that_hangs_delays_no_other(county: County) -> None:
    async with hook(silent=True) as stuck, hook() as good, courier(county, seconds=3.0) as carrier:
        slow = county.channel("慢", kind="网络钩子", address=stuck.url)
        fast = county.channel("快", kind="网络钩子", address=good.url)
        put(county, slow, "甲")
        put(county, fast, "乙")
        going = asyncio.create_task(carrier.deliver_due())
        async with asyncio.timeout(2.5):
            await stuck.came.wait()
            await good.came.wait()
        assert not going.done()
        assert await going == 1
        assert [one.channel for one in waiting(county)] == [slow]


async def test_what_waits_for_the_morning_waits(county: County, folder: Path) -> None:
    one = county.channel("夹", kind="文件夹", address=str(folder))
    with county.store.write() as writer:
        post(writer, one, None, {"title": "明早"}, county.now, county.now + 3600)
    async with courier(county) as carrier:
        assert await carrier.deliver_due() == 0
        county.wall.ahead(hours=1)
        assert await carrier.deliver_due() == 1


async def test_a_channel_taken_out_of_use_keeps_its_messages_and_sends_them_when_it_is_back(
    county: County, folder: Path
) -> None:
    one = county.channel("夹", kind="文件夹", address=str(folder))
    put(county, one, "甲", "乙")
    county.set("channel", one, enabled="否")
    async with courier(county) as carrier:
        assert await carrier.deliver_due() == 0
        assert "停用" in waiting(county)[0].note
        county.set("channel", one, enabled="是")
        county.wall.ahead(hours=1)
        assert await carrier.deliver_due() == 2


async def test_messages_from_before_the_clock_was_set_back_still_go(county: County, folder: Path) -> None:
    one = county.channel("夹", kind="文件夹", address=str(folder))
    put(county, one, "来自未来")
    county.wall.ahead(days=-400)
    async with courier(county) as carrier:
        assert await carrier.deliver_due() == 1


async def test_two_couriers_on_one_file_carry_each_message_once(county: County) -> None:
    async with hook() as server, courier(county) as first, courier(county) as second:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        put(county, one, *(f"第{number}条" for number in range(30)))
        done = await asyncio.gather(first.deliver_due(), second.deliver_due())
        assert sum(done) == 30
        assert len(server.requests) == 30


async def test_addresses_stand_in_no_note(county: County) -> None:
    async with hook(status=500) as server, courier(county) as carrier:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        two = county.channel("夹", kind="文件夹", address="/geheim123/place")
        three = county.channel("令", kind="命令", address="/geheim123/tool --key geheim123")
        for channel in (one, two, three):
            put(county, channel, "甲")
        await carrier.deliver_due()
    assert len(waiting(county)) == 3
    assert not any("geheim123" in one.note for one in waiting(county))


async def test_an_outbox_that_cannot_be_read_is_told_and_looked_into_again(county: County, folder: Path) -> None:
    told = list[str]()
    desk = AsyncStore(county.store.path, clock=county.wall)
    carrier = DeliveryService(desk, lambda: county.now, troubled=lambda error: told.append(str(error)))
    put(county, county.channel("夹", kind="文件夹", address=str(folder)), "甲")
    with county.store.write() as writer:
        writer.db.conn.execute("ALTER TABLE watch_outbox RENAME TO hidden")
    assert await carrier.deliver_due() == 0
    assert len(told) == 1
    with county.store.write() as writer:
        writer.db.conn.execute("ALTER TABLE hidden RENAME TO watch_outbox")
    assert await carrier.deliver_due() == 1
    await desk.close()


async def test_it_carries_by_itself_while_it_is_entered_and_ends_quickly(county: County) -> None:
    async with hook() as server, hook(silent=True) as stuck, courier(county) as carrier:
        good = county.channel("钩子", kind="网络钩子", address=server.url)
        bad = county.channel("卡住", kind="网络钩子", address=stuck.url)
        async with carrier:
            put(county, good, "甲")
            put(county, bad, "乙")
            carrier.wake()
            async with asyncio.timeout(60):
                await server.came.wait()
                await stuck.came.wait()
        assert [(one.channel, one.note) for one in waiting(county)] == [(bad, "正在送")], "left, not waited for"


_CARRY = """\
import asyncio, sys, time
from pathlib import Path
from fjgov_tui.monitor.alerts.delivery import DeliveryService
from fjgov_tui.store.desk import AsyncStore

async def main():
    desk = AsyncStore(Path(sys.argv[1]))
    desk.open()
    await DeliveryService(desk, lambda: int(sys.argv[2]), seconds=30).deliver_due()
    await desk.close()

asyncio.run(main())
"""


async def test_killed_while_it_delivers_it_loses_nothing(county: County) -> None:
    async with hook(silent=True) as server:
        one = county.channel("钩子", kind="网络钩子", address=server.url)
        put(county, one, "甲", "乙")
        command = [sys.executable, "-c", _CARRY, str(county.store.path), str(county.now)]
        child = await asyncio.to_thread(subprocess.Popen, command)
        try:
            async with asyncio.timeout(60):
                await server.came.wait()
        finally:
            os.kill(child.pid, signal.SIGKILL)
            await asyncio.to_thread(child.wait)
        assert len(waiting(county)) == 2
        server.silent = False
        async with courier(county) as carrier:
            assert await carrier.deliver_due() == 1, "the one that was being carried is left alone for a minute"
            county.wall.ahead(minutes=1)
            assert await carrier.deliver_due() == 1
    sent = [json.loads(body) for _, body in server.requests]
    assert [one["title"] for one in sent] == ["甲", "乙", "甲"]
    assert sent[0]["id"] == sent[2]["id"], "the other side can tell that it is the same message"
