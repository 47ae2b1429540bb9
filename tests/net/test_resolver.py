"""Dead names cost their own threads and nobody else's time."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fjgov_tui.net.limits import Limits
from fjgov_tui.net.resolver import Resolver, ResolverBusy, system_lookup
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import Outcome, VisitKind
from tests.hostile import Hostile

HANG = 20.0


class Names:
    """A resolver that knows some names at once and hangs on others until it is released."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.released = threading.Event()
        self.lock = threading.Lock()

    def __call__(self, host: str) -> list[str]:
        with self.lock:
            self.asked.append(host)
        if host.startswith("dead"):
            self.released.wait(HANG)
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        if host.startswith("gone"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return ["127.0.0.1"]


@pytest.fixture
def names() -> Iterator[Names]:
    made = Names()
    yield made
    made.released.set()


def target(url: str, site: int = 1) -> Target:
    return Target(page_of="site", record=site, site=site, name="测试网", url=url, unit="测试单位")


async def test_forty_dead_names_fail_none_of_two_hundred_healthy_sites(tmp_path: Path, names: Names) -> None:
    """With asyncio's own six threads, 157 of 200 fail: see the anchors, 4.6."""
    limits = Limits(overall=50, host=2, address=400)
    async with Hostile(tmp_path) as server, Net(lookup=names, limits=limits, deadline=2.0) as net:
        port = server.port("healthy")
        dead = [target(f"http://dead{n}.example:{port}/", n) for n in range(40)]
        healthy = [target(f"http://site{n}.example:{port}/healthy", n) for n in range(200)]
        visits = await asyncio.gather(*(net.visit(one, 0) for one in [*dead, *healthy]))
    assert [one.outcome for one in visits[40:]] == [Outcome.OPEN] * 200
    assert {(one.outcome, "没有解析结果" in one.why) for one in visits[:40]} == {(Outcome.DNS, True)}
    waited = min(one.total for one in visits[:40])
    assert max(one.phases.dns or 0 for one in visits[40:]) < waited / 2, "what others wait for is not their time"


async def test_a_question_under_way_is_shared_and_its_answer_kept(names: Names) -> None:
    resolver = Resolver(names)
    answers = await asyncio.gather(*(resolver.resolve("www.example", patience=2) for _ in range(20)))
    assert {one.addresses for one in answers} == {("127.0.0.1",)}
    await resolver.resolve("www.example", patience=2)
    assert names.asked == ["www.example"]
    await resolver.resolve("www.example", patience=2, fresh=True)
    assert names.asked == ["www.example"] * 2
    resolver.close()


async def test_answers_good_and_bad_are_kept_for_a_while_only(names: Names) -> None:
    resolver = Resolver(names, keep=0.05)
    for host in ("www.example", "gone.example"):
        for _ in range(3):
            await resolver.resolve(host, patience=2)
        await asyncio.sleep(0.06)
        await resolver.resolve(host, patience=2)
        assert names.asked.count(host) == 2
    resolver.close()


async def test_a_dead_name_costs_one_thread_however_often_it_is_asked(names: Names) -> None:
    resolver = Resolver(names, threads=2)
    waits = [resolver.resolve("dead.example", patience=0.2, fresh=True) for _ in range(30)]
    answers = await asyncio.gather(*waits)
    assert {one.addresses for one in answers} == {()}
    assert (await resolver.resolve("www.example", patience=1)).addresses == ("127.0.0.1",)
    assert names.asked.count("dead.example") == 1
    resolver.close()


async def test_no_free_thread_is_our_trouble_not_the_sites(names: Names) -> None:
    resolver = Resolver(names, threads=1)
    hanging = asyncio.create_task(resolver.resolve("dead.example", patience=0.5))
    await asyncio.sleep(0)
    with pytest.raises(ResolverBusy):
        await resolver.resolve("www.example", patience=0.2)
    assert not (await hanging).addresses
    names.released.set()
    assert (await resolver.resolve("www.example", patience=2)).addresses == ("127.0.0.1",)
    resolver.close()


async def test_waiting_for_a_thread_is_not_the_sites_time(names: Names) -> None:
    resolver = Resolver(names, threads=1)
    hanging = asyncio.create_task(resolver.resolve("dead.example", patience=5))
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.3, names.released.set)
    began = time.monotonic()
    answer = await resolver.resolve("www.example", patience=5)
    assert answer.addresses == ("127.0.0.1",)
    assert answer.took < (time.monotonic() - began) / 2, "most of it was waiting for the thread"
    await hanging
    resolver.close()


async def test_a_visit_that_could_not_be_measured_says_so(names: Names) -> None:
    async with Net(lookup=names, deadline=0.3) as net:
        stuck = [asyncio.create_task(net.visit(target(f"http://dead{n}.example/"), 0)) for n in range(64)]
        await asyncio.sleep(0)
        visit = await net.visit(target("http://www.example:1/"), 0)
        assert (visit.outcome, "本机" in visit.why) == (Outcome.ABORTED, True)
        await asyncio.gather(*stuck)


async def test_a_confirming_visit_asks_anew(tmp_path: Path, names: Names) -> None:
    async with Hostile(tmp_path) as server, Net(lookup=names) as net:
        one = target(f"http://www.example:{server.port('healthy')}/healthy")
        for kind in (VisitKind.SLOT, VisitKind.SLOT, VisitKind.CONFIRM, VisitKind.MANUAL):
            assert (await net.visit(one, 0, kind)).outcome is Outcome.OPEN
    assert names.asked.count("www.example") == 3


async def test_the_checked_address_is_the_one_connected_to(tmp_path: Path) -> None:
    """A name that answers differently the second time gains nothing: it is asked once."""
    answers = iter([["127.0.0.1"], ["10.255.255.1"]])
    async with Hostile(tmp_path) as server, Net(lookup=lambda _: next(answers), deadline=2) as net:
        page = await net.fetch(f"http://turn.example:{server.port('healthy')}/redirect-loop")
    assert (page.outcome, page.address) == (Outcome.REDIRECT, "127.0.0.1")


def test_threads_that_hang_do_not_keep_the_process() -> None:
    """Run in a child: its end must not wait for a resolver."""
    import subprocess
    import sys

    code = (
        "import asyncio, time\n"
        "from fjgov_tui.net.resolver import Resolver\n"
        "async def main():\n"
        "    r = Resolver(lambda host: time.sleep(30) or [])\n"
        "    await r.resolve('x.example', patience=0.1)\n"
        "asyncio.run(main())\n"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=10, check=False).returncode == 0


def test_the_system_answers_for_this_machine() -> None:
    assert system_lookup("127.0.0.1") == ["127.0.0.1"]


async def test_an_answer_is_kept_for_its_time_to_the_moment(names: Names, monkeypatch: pytest.MonkeyPatch) -> None:
    at = 1000.0
    monkeypatch.setattr("fjgov_tui.net.resolver.time.monotonic", lambda: at)
    resolver = Resolver(names, keep=60)
    await resolver.resolve("www.example", patience=2)
    for later, asked in ((59.9, 1), (60.0, 2)):
        at = 1000.0 + later
        await resolver.resolve("www.example", patience=2)
        assert len(names.asked) == asked
    resolver.close()
