"""Certificates are read as they are, good or broken."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.net.tls import CertFacts, certificate
from fjgov_tui.net.trust import verifying_context
from tests.hostile import Hostile

HOST = "127.0.0.1"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hostile]:
    async with Hostile(tmp_path) as started:
        yield started


async def ask(server: Hostile, name: str, deadline: float = 5) -> CertFacts:
    return await certificate("localhost", server.port(name), HOST, deadline=deadline, ca_file=server.ca_file)


def days_left(moment: datetime | None) -> int:
    assert moment is not None
    return round((moment - datetime.now(UTC)) / timedelta(days=1))


async def test_a_good_one(server: Hostile) -> None:
    facts = await ask(server, "tls-good")
    assert (facts.opened, facts.trusted, facts.why, facts.outdated) == (True, True, "", False)
    assert facts.protocol == "TLSv1.3"
    assert days_left(facts.not_after) == 90
    assert days_left(facts.chain_after) == 90
    assert (facts.chain_name, facts.subject, facts.issuer) == (HOST, HOST, "Test CA")
    assert set(facts.names) == {HOST, "localhost"}


@pytest.mark.parametrize(
    ("name", "words", "days"),
    [
        ("tls-expired", "证书已过期", -3),
        ("tls-early", "证书尚未生效", 90),
        ("tls-self-signed", "证书是自签名的", 90),
        ("tls-wrong-name", "证书的名称与域名不符", 90),
        ("tls-stranger", "不受信任", 90),
    ],
)
async def test_broken_ones_say_how_and_are_read_all_the_same(server: Hostile, name: str, words: str, days: int) -> None:
    facts = await ask(server, name)
    assert (facts.opened, facts.trusted) == (True, False)
    assert words in facts.why
    assert days_left(facts.not_after) == days


async def test_an_old_protocol_is_named(server: Hostile) -> None:
    facts = await ask(server, "tls-old")
    assert (facts.opened, facts.trusted, "协议过旧" in facts.why) == (True, False, True)
    assert facts.outdated
    assert days_left(facts.not_after) == 90


@pytest.mark.parametrize(
    ("name", "words"),
    [("tls-stall", "没有完成 TLS 握手"), ("tls-plain", "不是 TLS"), ("refuse", "连不上"), ("tls-reset", "握手时")],
)
async def test_what_speaks_no_tls(server: Hostile, name: str, words: str) -> None:
    facts = await ask(server, name, deadline=2 if name == "tls-stall" else 30)
    assert not facts.opened
    assert words in facts.why
    assert facts.not_after is None


def test_there_is_one_context(tmp_path: Path) -> None:
    assert verifying_context() is verifying_context()
