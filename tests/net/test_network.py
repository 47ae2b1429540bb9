"""Our own network: anchors first, sites that opened lately otherwise, and nothing to ask is no answer."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fjgov_tui.net.addresses import own_ipv6
from fjgov_tui.net.network import accepts, own_network, split_place
from fjgov_tui.net.visit import Net
from tests.hostile import Hostile


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hostile]:
    async with Hostile(tmp_path) as started:
        yield started


async def test_any_anchor_that_accepts_is_enough(server: Hostile) -> None:
    good, bad = f"127.0.0.1:{server.port('silent')}", f"127.0.0.1:{server.port('refuse')}"
    found = await own_network([bad, good])
    assert (found.ok, good in found.why) == (True, True)


async def test_anchors_decide_where_there_are_any(server: Hostile) -> None:
    good, bad = f"127.0.0.1:{server.port('silent')}", f"127.0.0.1:{server.port('refuse')}"
    assert (await own_network([bad], [good])).ok is False
    assert (await own_network([], [bad, good])).ok is True
    assert (await own_network([], [bad])).ok is False
    assert (await own_network([], [])).ok is None


async def test_this_machine_is_no_witness_for_its_network() -> None:
    found = await own_network([], ["127.0.0.1", "::1", "127.9.9.9"])
    assert (found.ok, bool(found.why)) == (None, True)


async def test_names_are_asked_of_the_same_resolver(server: Hostile) -> None:
    def lookup(host: str) -> list[str]:
        if host == "gateway.example":
            return ["127.0.0.1"]
        raise OSError(host)

    async with Net(lookup=lookup) as net:
        assert (await net.own_network([f"gateway.example:{server.port('silent')}"])).ok is True
        assert (await net.own_network([f"other.example:{server.port('silent')}"])).ok is False


async def test_a_resolver_that_hangs_is_waited_for_so_long_only() -> None:
    released = threading.Event()

    def lookup(host: str) -> list[str]:
        released.wait(60)
        return []

    async with asyncio.timeout(60):
        async with Net(lookup=lookup) as net:
            assert (await net.own_network(["gateway.example:80"], patience=0.2)).ok is False
        assert not released.is_set(), "it still hangs, and nobody waits for it"
    released.set()


async def test_accepting(server: Hostile) -> None:
    assert await accepts("127.0.0.1", server.port("silent"))
    assert not await accepts("127.0.0.1", server.port("refuse"))


def test_places() -> None:
    assert split_place("10.1.2.3:8080") == ("10.1.2.3", (8080,))
    assert split_place("10.1.2.3") == ("10.1.2.3", (443, 80))
    assert split_place("2400:3200::1") == ("2400:3200::1", (443, 80))
    assert split_place("[2400:3200::1]:53") == ("2400:3200::1", (53,))
    assert split_place("dns.example:53") == ("dns.example", (53,))
    assert split_place("dns.example:99999") == ("dns.example:99999", (443, 80))


def test_ipv6_is_known_without_sending_anything() -> None:
    assert own_ipv6() in {True, False}
