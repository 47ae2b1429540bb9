"""Is our own network in order? Asked before anybody else is judged."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence

from fjgov_tui.dataclass import dataclass
from fjgov_tui.net.addresses import is_address, place_of
from fjgov_tui.net.resolver import Resolver, ResolverBusy

PATIENCE = 3.0
"""Seconds that an anchor has to accept a connection."""
_PORTS = (443, 80)
"""Where an address without a port is tried."""
_PROBES = 8
"""Addresses of sites that are tried at most."""


@dataclass(frozen=True)
class Network:
    """Whether our own network is in order."""

    ok: bool | None
    """`None`: there was nothing to ask."""
    why: str
    """In Chinese: who answered, or who did not."""


def split_place(place: str) -> tuple[str, tuple[int, ...]]:
    """Host and ports of `host:port`, `[v6]:port`, or an address without a port, which is tried at 443 and 80."""
    if is_address(place):
        return place, _PORTS
    host, colon, port = place.rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 65536:
        return place, _PORTS
    return host.strip("[]"), (int(port),)


async def accepts(address: str, port: int, patience: float = PATIENCE) -> bool:
    """Whether a TCP connection to a numeric address is accepted in time."""
    try:
        async with asyncio.timeout(patience):
            _, writer = await asyncio.open_connection(address, port)
    except (OSError, TimeoutError):
        return False
    writer.transport.abort()
    return True


async def _answers(place: str, resolver: Resolver, patience: float) -> bool:
    host, ports = split_place(place)
    with contextlib.suppress(ResolverBusy):
        answer = await resolver.resolve(host, patience=patience, fresh=True)
        tried = [accepts(answer.addresses[0], port, patience) for port in ports] if answer.addresses else []
        return any(await asyncio.gather(*tried))
    return False


async def any_resolves(names: Sequence[str], resolver: Resolver, patience: float = PATIENCE) -> bool:
    """Whether any of the names resolves, asked anew; where no thread is free to ask, nobody can say that it does not.

    Args:
        names: in ASCII.
        resolver: asks.
        patience: seconds for each.
    """

    async def resolves(name: str) -> bool:
        try:
            answer = await resolver.resolve(name, patience=patience, fresh=True)
        except ResolverBusy:
            return True
        return bool(answer.addresses)

    return any(await asyncio.gather(*map(resolves, names)))


async def own_network(
    anchors: Sequence[str],
    probes: Sequence[str] = (),
    *,
    resolver: Resolver | None = None,
    patience: float = PATIENCE,
) -> Network:
    """Ask whether our own network is in order.

    Args:
        anchors: `host:port` that the county has named; any that accepts a connection is enough.
        probes: asked where no anchor is named: addresses of sites that opened lately, with or without a port;
            loopback addresses are passed over.
        resolver: for anchors that are names; `Net.own_network` hands over its own.
        patience: seconds for each.
    """
    # That this machine answers itself says nothing about its network.
    outside = [probe for probe in dict.fromkeys(probes) if place_of(probe) != "loopback"]
    places = list(dict.fromkeys(anchors)) or outside[:_PROBES]
    if not places:
        return Network(None, "没有设置本机网络参照，也没有近期打开过的站点可问")
    asked = resolver or Resolver()
    pending = {asyncio.create_task(_answers(place, asked, patience), name=place) for place in places}
    try:
        while pending:
            done, pending = await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
            if reached := next((task.get_name() for task in done if task.result()), ""):
                return Network(True, f"{reached} 可以连接")
    finally:
        for task in pending:
            task.cancel()
        await asyncio.gather(*pending, return_exceptions=True)
        if resolver is None:
            asked.close()
    kind = "参照" if anchors else "近期打开过的站点"
    return Network(False, f"{len(places)} 个{kind}都连不上：{'、'.join(places[:4])}")
