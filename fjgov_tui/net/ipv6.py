"""Whether a site is reached over IPv6, told apart from a machine that has none."""

from __future__ import annotations

import socket

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
