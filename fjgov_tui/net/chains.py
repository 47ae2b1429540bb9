"""Chains that a server sends incomplete: browsers fetch the missing certificate where the last one names it (AIA)."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from fjgov_tui.net.tls import shown_chain
from fjgov_tui.net.trust import HTTP1, completed_context, leaf_context

KEEP = 3600.0
"""Seconds for which a completed chain is used again."""
_PATIENCE = 5.0
"""Seconds for the handshake that only looks; the visit's own deadline goes on."""
_LEVELS = 3
"""Certificates between a leaf and its authority that are fetched at most; chains in use have one or two."""

FetchFile = Callable[[str, str], Awaitable[bytes]]
"""GET a file on behalf of a page, whose address is the second; empty where it does not come. Never raises."""


class Chains:
    """Completes chains, and remembers by server what it took."""

    def __init__(self, ca_file: Path | None, fetch: FetchFile) -> None:
        """Remember nothing yet.

        Args:
            ca_file: another authority to trust, for tests.
            fetch: fetches a certificate.
        """
        self._ca_file, self._fetch = ca_file, fetch
        self._known: dict[tuple[str, int, str], tuple[float, ssl.SSLContext]] = {}

    def known(self, host: str, port: int, protocol: str = HTTP1) -> ssl.SSLContext | None:
        """What verified this server within the last hour, where it takes more than usual."""
        at, context = self._known.get((host, port, protocol), (0.0, None))
        return context if context is not None and time.monotonic() - at < KEEP else None

    async def complete(self, host: str, port: int, address: str, protocol: str = HTTP1) -> ssl.SSLContext | None:
        """A context that may verify a server whose chain lacks an issuer; `None` where there is none to try.

        Where the missing certificate can be had it must lead to a trusted authority. Where nobody says where it is,
        nobody can tell it from one that is not trusted: the leaf then has to hold by its names and dates.

        Args:
            host: the name to ask for.
            port: of the server.
            address: the numeric address to connect to.
            protocol: what is spoken once TLS stands.
        """
        try:
            from fjgov_tui.net.certs import issuer_url, one_certificate, self_issued
        except ImportError:
            return None
        fetched: list[bytes] = []
        try:
            async with asyncio.timeout(_PATIENCE):
                chain = await shown_chain(host, port, address)
            last = chain[-1]
            while len(fetched) < _LEVELS and not self_issued(last) and (url := issuer_url(last)):
                data = await self._fetch(url, f"https://[{address}]/" if ":" in address else f"https://{address}/")
                if not data:
                    break
                last = one_certificate(data)
                fetched.append(last)
            if fetched:
                context = completed_context(self._ca_file, fetched, protocol)
            else:
                context = leaf_context(chain[0], protocol)
        except (OSError, ValueError, IndexError, TimeoutError):
            return None
        self._known[host, port, protocol] = (time.monotonic(), context)
        return context

    def forget(self, host: str, port: int, protocol: str = HTTP1) -> None:
        """What was tried did not verify the server either."""
        self._known.pop((host, port, protocol), None)
