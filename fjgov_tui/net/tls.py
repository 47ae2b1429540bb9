"""A server's certificate as it is, good or broken: how long it lasts, whom it names, what it is worth."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import MissingExtra
from fjgov_tui.net.trust import looking_context, tls_words, verifying_context

DEADLINE = 15.0


@dataclass(frozen=True, kw_only=True)
class CertFacts:
    """What a server showed."""

    host: str
    address: str
    opened: bool
    """Whether TLS could be spoken at all, trusted or not."""
    trusted: bool = False
    """Whether the certificate holds: dates, name, issuer, TLS 1.2 or newer."""
    why: str = ""
    """Why it was not opened, or is not trusted, in Chinese."""
    not_after: datetime | None = None
    """The leaf's last moment, in UTC."""
    chain_after: datetime | None = None
    """The earliest last moment in the whole chain, in UTC; the verified chain where it is trusted."""
    chain_name: str = ""
    """Whose that is."""
    subject: str = ""
    issuer: str = ""
    names: tuple[str, ...] = ()
    """Names and addresses that the certificate is for."""
    protocol: str = ""
    """Such as `TLSv1.3`."""
    outdated: bool = False
    """Whether that is older than TLS 1.2."""


@dataclass(frozen=True)
class _Shown:
    chain: tuple[bytes, ...]
    protocol: str


async def certificate(
    host: str, port: int, address: str = "", *, deadline: float = DEADLINE, ca_file: Path | None = None
) -> CertFacts:
    """Read a server's certificate.

    Two connections are made: one that verifies nothing, to read what is shown, and one that verifies it.

    Args:
        host: the name to ask for and to verify, in ASCII.
        port: of the server.
        address: the numeric address to connect to; empty: the name's.
        deadline: seconds in all.
        ca_file: another authority to trust, for tests.

    Raises:
        MissingExtra: the library that reads certificates is not installed.
    """
    try:
        from fjgov_tui.net.certs import read_chain
    except ImportError:
        raise MissingExtra(
            "读取证书要用的 cryptography 没有安装", remedy="请安装 monitor 组件：pip install 'fjgov_tui[monitor]'"
        ) from None
    place = address or host
    try:
        async with asyncio.timeout(deadline):
            shown = await _shake(place, port, host, looking_context())
            chain, trusted, why = shown.chain, True, ""
            try:
                proven = await _shake(place, port, host, verifying_context(ca_file), verified=True)
                chain = proven.chain or chain
            except (ssl.SSLError, ConnectionError) as error:
                trusted, why = False, tls_words(error)
    except TimeoutError:
        return CertFacts(host=host, address=address, opened=False, why=f"{deadline:g} 秒内没有完成 TLS 握手")
    except (ssl.SSLError, ConnectionResetError, ConnectionAbortedError) as error:
        return CertFacts(host=host, address=address, opened=False, why=tls_words(error))
    except OSError:
        return CertFacts(host=host, address=address, opened=False, why=f"端口 {port} 连不上")
    facts = CertFacts(
        host=host,
        address=address,
        opened=True,
        trusted=trusted,
        why=why,
        protocol=shown.protocol,
        outdated=shown.protocol not in {"TLSv1.2", "TLSv1.3"},
    )
    try:
        return replace(facts, **read_chain(chain))
    except ValueError:
        return replace(facts, trusted=False, why="证书的格式不对")


async def shown_chain(host: str, port: int, address: str) -> tuple[bytes, ...]:
    """The certificates that a server sends, leaf first, in DER, whatever they are worth.

    Raises:
        OSError: TLS cannot be spoken.
    """
    return (await _shake(address, port, host, looking_context())).chain


async def _shake(place: str, port: int, host: str, context: ssl.SSLContext, *, verified: bool = False) -> _Shown:
    _, writer = await asyncio.open_connection(place, port, ssl=context, server_hostname=host)
    try:
        tls = writer.get_extra_info("ssl_object")
        return _Shown(_chain(tls, verified=verified), str(tls.version() or ""))
    finally:
        writer.transport.abort()


def _chain(tls: ssl.SSLObject, *, verified: bool) -> tuple[bytes, ...]:
    """The chain in DER, leaf first: public since Python 3.13, and before it where the inner object has it."""
    name = "get_verified_chain" if verified else "get_unverified_chain"
    source: Any = tls if hasattr(tls, name) else getattr(tls, "_sslobj", None)
    ask = getattr(source, name, None)
    certificates: Sequence[Any] = (ask() if ask is not None else None) or ()
    chain = tuple(
        given if isinstance(given, bytes) else ssl.PEM_cert_to_DER_cert(given.public_bytes()) for given in certificates
    )
    leaf = tls.getpeercert(binary_form=True)
    return chain or ((leaf,) if leaf else ())
