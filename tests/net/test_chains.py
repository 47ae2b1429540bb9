"""Chains without their intermediate certificate: what browsers open is open, what they refuse is not."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import FetchedPage
from fjgov_tui.observed.visits import Outcome
from tests.hostile.certs import Authority, server_context
from tests.hostile.pages import HEALTHY

HERE = ("127.0.0.1", "localhost")
NO_ISSUER_HERE = "http://127.0.0.1:9/issuer.cer"
"""The discard port: nobody answers."""


@asynccontextmanager
async def serving(body: bytes, context: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server that answers everything with one body; gives its port."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        writer.transport.abort()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def opened(folder: Path, pem: bytes, ca: Path) -> FetchedPage:
    """The page of a server with that certificate."""
    async with serving(HEALTHY.encode(), server_context(folder, "server", pem)) as port, Net(ca_file=ca) as net:
        return await net.fetch(f"https://127.0.0.1:{port}/")


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority.make("Test root")


async def test_the_missing_certificate_is_fetched_where_the_leaf_says_it_is(root: Authority, tmp_path: Path) -> None:
    between, ca = root.intermediate("Between"), root.write(tmp_path / "ca.pem")
    for form in (Encoding.DER, Encoding.PEM):
        async with serving(between.certificate.public_bytes(form)) as port:
            aia = f"http://127.0.0.1:{port}/between.cer"
            page = await opened(tmp_path, between.issue(HERE, alone=True, aia=aia), ca)
        assert (page.outcome, page.remarks) == (Outcome.OPEN, ("chain",)), page.why


async def test_what_is_fetched_has_to_lead_to_a_trusted_authority(root: Authority, tmp_path: Path) -> None:
    nobody, ca = Authority.make("Nobody").intermediate("Nobody's"), root.write(tmp_path / "ca.pem")
    async with serving(nobody.certificate.public_bytes(Encoding.DER)) as port:
        aia = f"http://127.0.0.1:{port}/nobody.cer"
        page = await opened(tmp_path, nobody.issue(HERE, alone=True, aia=aia), ca)
    assert page.outcome is Outcome.TLS


@pytest.mark.parametrize("aia", ["", NO_ISSUER_HERE])
async def test_where_it_cannot_be_had_the_page_is_open_with_a_remark(root: Authority, tmp_path: Path, aia: str) -> None:
    between, ca = root.intermediate("Between"), root.write(tmp_path / "ca.pem")
    page = await opened(tmp_path, between.issue(HERE, alone=True, aia=aia), ca)
    assert (page.outcome, page.remarks) == (Outcome.OPEN, ("chain",)), page.why


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"since": -90, "until": -3, "alone": True}, "已过期"),
        ({"names": ("www.example.gov.cn",), "alone": True}, "与域名不符|与地址不符"),
        ({"own": True}, "自签名"),
    ],
)
async def test_expired_wrong_and_self_signed_ones_stay_failures(
    root: Authority, tmp_path: Path, made: dict[str, object], words: str
) -> None:
    between, ca = root.intermediate("Between"), root.write(tmp_path / "ca.pem")
    names = made.pop("names", HERE)
    assert isinstance(names, tuple)
    since, until = made.get("since", -1), made.get("until", 90)
    assert isinstance(since, int)
    assert isinstance(until, int)
    pem = between.issue(names, since=since, until=until, own=bool(made.get("own")), alone=bool(made.get("alone")))
    page = await opened(tmp_path, pem, ca)
    assert page.outcome is Outcome.TLS
    assert any(word in page.why for word in words.split("|")), page.why


async def test_an_authority_that_sends_its_own_root_along_is_still_nobody(root: Authority, tmp_path: Path) -> None:
    page = await opened(tmp_path, Authority.make("Nobody").issue(HERE), root.write(tmp_path / "ca.pem"))
    assert page.outcome is Outcome.TLS
