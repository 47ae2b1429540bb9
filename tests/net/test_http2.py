"""Servers that speak HTTP/2 alone: browsers open them, so they are open; against a real one on loopback."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import get_args

import pytest
from h2.connection import H2Connection

from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import FetchedPage, Target
from fjgov_tui.observed.visits import Counted, Outcome, Visit
from tests.hostile.certs import Authority
from tests.hostile.http2 import Answer, Http2Server, Refusal, Request, Stream, page
from tests.hostile.pages import HEALTHY

HERE = ("127.0.0.1", "localhost")
PLAIN = HEALTHY.encode()


@pytest.fixture(scope="module")
def root() -> Authority:
    return Authority.make("Test root")


@pytest.fixture(scope="module")
def leaf(root: Authority) -> bytes:
    return root.issue(HERE)


async def asked(server: Http2Server, ca: Path, path: str = "", deadline: float = 8) -> FetchedPage:
    async with Net(ca_file=ca, deadline=deadline) as net:
        return await net.fetch(server.url + path, deadline=deadline)


async def answered(folder: Path, root: Authority, leaf: bytes, answer: Answer, deadline: float = 8) -> FetchedPage:
    """What a fetch makes of an answer in HTTP/2."""
    with Http2Server(folder, leaf, answer) as server:
        return await asked(server, root.write(folder / "ca.pem"), deadline=deadline)


@pytest.mark.parametrize("refusal", get_args(Refusal))
async def test_a_server_of_http2_alone_is_open(tmp_path: Path, root: Authority, leaf: bytes, refusal: Refusal) -> None:
    ca = root.write(tmp_path / "ca.pem")
    with Http2Server(tmp_path, leaf, page(PLAIN), refusal) as server:
        async with Net(ca_file=ca, agent="信息公开中心") as net:
            fetched = await net.fetch(server.url + "a?b=1")
            target = Target(page_of="site", record=1, site=1, name="站点", url=server.url, unit="")
            visit = await net.visit(target, 0)
    assert (fetched.outcome, fetched.status, fetched.body, fetched.remarks) == (Outcome.OPEN, 200, PLAIN, ("http2",))
    assert isinstance(visit, Visit)
    assert (visit.outcome, visit.counted, visit.why) == (Outcome.OPEN, Counted.YES, "")
    assert server.requests[0][":path"] == "/a?b=1"
    assert server.requests[0][":authority"] == server.url.split("/")[2]
    assert "fjgov-monitor" in server.requests[0]["user-agent"]
    assert not {"connection", "host"} & set(server.requests[0])


@pytest.mark.parametrize(
    ("refusal", "words"), [("alert", "不接受 HTTP/1.1"), ("closes", "没有应答就关闭了连接"), ("505", "505")]
)
async def test_who_speaks_neither_has_failed_as_it_first_did(
    tmp_path: Path, root: Authority, leaf: bytes, refusal: Refusal, words: str
) -> None:
    with Http2Server(tmp_path, leaf, page(PLAIN), refusal, knows_http2=False) as server:
        fetched = await asked(server, root.write(tmp_path / "ca.pem"))
    assert not fetched.opened
    assert words in fetched.why
    assert fetched.remarks == ()
    assert server.connections == 2, "one more attempt, not more"


@pytest.mark.parametrize("refusal", ["alert", "505"])
async def test_certificates_have_to_hold_in_http2_too(tmp_path: Path, root: Authority, refusal: Refusal) -> None:
    with Http2Server(tmp_path, root.issue(HERE, since=-90, until=-3), page(PLAIN), refusal) as server:
        fetched = await asked(server, root.write(tmp_path / "ca.pem"))
    assert fetched.outcome is Outcome.TLS
    assert server.requests == []


async def test_a_chain_without_its_middle_is_completed_in_http2_too(tmp_path: Path, root: Authority) -> None:
    between = root.intermediate("Between")
    with Http2Server(tmp_path, between.issue(HERE, alone=True), page(PLAIN)) as server:
        fetched = await asked(server, root.write(tmp_path / "ca.pem"))
    assert (fetched.outcome, set(fetched.remarks)) == (Outcome.OPEN, {"chain", "http2"}), fetched.why


async def test_redirects_cookies_and_compression_are_followed(tmp_path: Path, root: Authority, leaf: bytes) -> None:
    def answer(stream: Stream, request: Request) -> None:
        if "seen=1" not in request.get("cookie", ""):
            stream.head(302, ("location", "/home"), ("set-cookie", "seen=1; path=/"), end=True)
            return
        stream.head(200, ("content-encoding", "gzip"))
        stream.body(gzip.compress(PLAIN))

    fetched = await answered(tmp_path, root, leaf, answer)
    assert (fetched.outcome, fetched.body, len(fetched.chain)) == (Outcome.OPEN, PLAIN, 1), fetched.why


async def test_a_status_of_http2_is_the_answer(tmp_path: Path, root: Authority, leaf: bytes) -> None:
    fetched = await answered(tmp_path, root, leaf, page(b"<h1>gone</h1>", status=410))
    assert (fetched.outcome, fetched.status) == (Outcome.STATUS, 410)
    assert fetched.raw.startswith(b"HTTP/2 410\r\ncontent-type: text/html"), "evidence that a person can read"


async def test_a_body_beyond_every_window_comes_whole(tmp_path: Path, root: Authority, leaf: bytes) -> None:
    body = PLAIN + b"<p>" + b"x" * 300_000
    fetched = await answered(tmp_path, root, leaf, page(body))
    assert (fetched.outcome, len(fetched.body), fetched.cut) == (Outcome.OPEN, len(body), False)


def endless(stream: Stream, request: Request) -> None:
    stream.head()
    while True:
        stream.body(b"<p>" + b"x" * 16000, end=False)


def crumbs(stream: Stream, request: Request) -> None:
    stream.head()
    for _ in range(100):
        stream.machine.send_data(stream.number, b"x")
    stream.body(b"x" * 60)


def big_head(stream: Stream, request: Request) -> None:
    stream.head(200, *((f"x-{number}", "y" * 4000) for number in range(40)))
    stream.body(PLAIN)


def pings(stream: Stream, request: Request) -> None:
    while True:
        stream.machine.ping(b"12345678")
        stream.flush()


def resets(stream: Stream, request: Request) -> None:
    stream.head()
    stream.body(PLAIN[:100], end=False)
    stream.machine.reset_stream(stream.number, 2)
    stream.flush()


def closes(stream: Stream, request: Request) -> None:
    stream.head()
    stream.body(PLAIN[:100], end=False)
    stream.sock.close()


def shorter(stream: Stream, request: Request) -> None:
    stream.head(200, ("content-length", str(len(PLAIN))))
    H2Connection.send_data(stream.machine, stream.number, PLAIN[:100], end_stream=True)
    stream.flush()


def nonsense(stream: Stream, request: Request) -> None:
    stream.sock.sendall(b"\x00\x00\x05\x01\x04\x00\x00\x00\x01\xff\xff\xff\xff\xff")
    stream.listen()


def silence(stream: Stream, request: Request) -> None:
    stream.listen()


@pytest.mark.parametrize(
    ("answer", "outcome", "words"),
    [
        (crumbs, Outcome.PROTOCOL, "碎块"),
        (big_head, Outcome.PROTOCOL, "应答头超过 64 KB"),
        (pings, Outcome.PROTOCOL, "没完没了"),
        (resets, Outcome.PROTOCOL, "对方中断了应答"),
        (closes, Outcome.PROTOCOL, "正文没有收完就断了"),
        (shorter, Outcome.PROTOCOL, "与声明的长度不符"),
        (nonsense, Outcome.PROTOCOL, "不是合格的 HTTP/2"),
        (silence, Outcome.TIMEOUT, "停在等待应答"),
    ],
)
async def test_whatever_a_server_does_in_http2_is_a_bounded_failure(
    tmp_path: Path,
    root: Authority,
    leaf: bytes,
    answer: Answer,
    outcome: Outcome,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fjgov_tui.net.wire._PIECES", 80)
    fetched = await answered(tmp_path, root, leaf, answer, deadline=3 if answer is silence else 30)
    assert (fetched.outcome, words in fetched.why) == (outcome, True), fetched.why


async def test_an_endless_body_is_cut_at_the_limit(tmp_path: Path, root: Authority, leaf: bytes) -> None:
    with Http2Server(tmp_path, leaf, endless) as server:
        async with Net(ca_file=root.write(tmp_path / "ca.pem")) as net:
            fetched = await net.fetch(server.url, max_body=100_000)
    assert (fetched.outcome, fetched.cut, len(fetched.body)) == (Outcome.OPEN, True, 100_000)


async def test_a_polite_goodbye_before_the_body_does_no_harm(tmp_path: Path, root: Authority, leaf: bytes) -> None:
    """Servers that are being restarted, or serve one request a connection, say GOAWAY and finish what they began."""

    def answer(stream: Stream, request: Request) -> None:
        stream.head()
        stream.sock.sendall(b"\x00\x00\x08\x07\x00\x00\x00\x00\x00" + b"\x00\x00\x00\x01" + b"\x00\x00\x00\x00")
        stream.body(PLAIN)

    fetched = await answered(tmp_path, root, leaf, answer)
    assert (fetched.outcome, fetched.body) == (Outcome.OPEN, PLAIN), fetched.why
