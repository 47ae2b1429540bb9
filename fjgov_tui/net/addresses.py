"""What kind of place an address is, so that a redirect cannot lead from a public page into an inner network."""

from __future__ import annotations

import ipaddress
import socket
from functools import lru_cache
from typing import Literal

Place = Literal["public", "private", "loopback", "link-local", "reserved"]
"""`reserved` is where no web page can be: multicast, unspecified, never assigned."""
PLACES: dict[Place, str] = {
    "public": "公网",
    "private": "内网",
    "loopback": "本机",
    "link-local": "链路本地",
    "reserved": "保留",
}
"""Each in Chinese."""

_IP = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_EMBEDDING = tuple(map(ipaddress.IPv6Network, ("::/96", "::ffff:0:0:0/96", "64:ff9b:1::/48")))
"""Old or local ways to write an IPv4 address as an IPv6 one: nobody serves the public there."""
_NUMERIC = frozenset("0123456789abcdefx.")


@lru_cache(maxsize=4096)
def is_address(host: str) -> bool:
    """Whether the host is a numeric address, IPv6 without brackets."""
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def looks_numeric(host: str) -> bool:
    """Whether a resolver would take the host for a number though it is no usual address, such as `2130706433`."""
    last = host.rstrip(".").rpartition(".")[2].lower()
    return (
        not is_address(host) and set(last) <= _NUMERIC and last[:1].isdigit() and (last.isdigit() or last[1:2] == "x")
    )


def _inner(address: _IP) -> _IP:
    """The IPv4 address that an IPv6 form stands for, where it stands for one."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


@lru_cache(maxsize=1024)
def place_of(address: str) -> Place:
    """The kind of a numeric address; what is none is `reserved`."""
    try:
        place = _inner(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return "reserved"
    if place.is_loopback:
        return "loopback"
    if place.is_unspecified or place.is_multicast or any(place in network for network in _EMBEDDING):
        return "reserved"
    if isinstance(place, ipaddress.IPv6Address) and place.is_site_local:
        return "private"
    if place.is_link_local:
        return "link-local"
    if place.is_global:
        return "public"
    return "reserved" if place.is_reserved else "private"


_GLOBAL = ("2400:3200::1", 53)
"""An address of the public IPv6 network. Connecting a datagram socket only asks the routing table: nothing is sent."""


def own_ipv6() -> bool:
    """Whether this machine has a way into the IPv6 internet, as far as its routing table knows."""
    if not socket.has_ipv6:
        return False
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as asking:
            asking.connect(_GLOBAL)
    except OSError:
        return False
    return True
