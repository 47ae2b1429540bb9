"""What an answer amounts to: healthy sites are not condemned, firewalls are told from faults."""

from __future__ import annotations

import contextlib
import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.net.inflate import BadEncoding, Inflater
from fjgov_tui.net.markup import visible_characters
from fjgov_tui.net.verdict import VISIBLE, judge
from fjgov_tui.observed.visits import Outcome
from tests.hostile.pages import HEALTHY

TEXT = "公开" * VISIBLE


@pytest.mark.parametrize(
    "body",
    [
        HEALTHY,
        f"<p>{TEXT}</p>",
        "<script>location='/home'</script>",
        "<meta http-equiv='Refresh' content='0; url=/index.html'>",
        "<frameset cols='20%,80%'><frame src=a><frame src=b></frameset>",
        "<body background=a.jpg></body>",
        "<a href=/zh/>中文</a>",
        "<img src=entry.jpg>",
    ],
)
def test_pages_that_show_something_are_open(body: str) -> None:
    for code in ("utf-8", "gb18030"):
        assert judge(200, {}, body.encode(code)) == (Outcome.OPEN, "")


@pytest.mark.parametrize(
    "body", ["", " \r\n\t", "test", "<html><title>很长的标题很长的标题</title><p>建设中</p></html>"]
)
def test_pages_that_show_nothing_are_short(body: str) -> None:
    outcome, why = judge(200, {}, body.encode())
    assert outcome is Outcome.SHORT
    assert why


def test_a_refresh_header_leads_on() -> None:
    assert judge(200, {"refresh": "0; url=/home"}, b"") == (Outcome.OPEN, "")


def test_what_is_not_shown_is_not_counted() -> None:
    body = f"<title>{TEXT}</title><style>{TEXT}</style><!-- {TEXT} --><p>一 二&nbsp;三</p>"
    assert visible_characters(body.encode()) == 3
    assert visible_characters(body.encode("gb18030")) == 3


OPEN_ENDS = ("<!--", "<style ", "<title>", "<", "<p", "<!-- -->", "</style")
"""What each costs, `benchmarks/bounds.py` measures."""


@pytest.mark.parametrize("piece", OPEN_ENDS)
def test_a_page_of_open_ends_shows_nothing(piece: str) -> None:
    outcome, why = judge(200, {}, piece.encode() * (16 * 1024 // len(piece)))
    assert outcome is Outcome.SHORT
    assert why


@pytest.mark.parametrize(
    ("status", "headers", "body", "outcome"),
    [
        (403, {}, "<h1>403 Forbidden</h1>", Outcome.STATUS),
        (403, {}, "您的访问被拦截", Outcome.BLOCKED),
        (403, {"server": "WAF/2.0"}, "", Outcome.BLOCKED),
        (403, {"wzws-ray": "123"}, "", Outcome.BLOCKED),
        (412, {}, "", Outcome.BLOCKED),
        (429, {}, "", Outcome.BLOCKED),
        (521, {"set-cookie": "__jsl_clearance_s=1"}, "", Outcome.BLOCKED),
        (521, {"server": "cloudflare"}, "", Outcome.STATUS),
        (503, {}, "<h1>Service Unavailable</h1>", Outcome.STATUS),
        (503, {"server": "yunjiasu"}, "", Outcome.STATUS),
        (503, {}, "请求过于频繁", Outcome.BLOCKED),
        (401, {}, "login", Outcome.STATUS),
        (404, {}, "您的访问被拦截", Outcome.STATUS),
        (500, {}, "", Outcome.STATUS),
        (204, {}, "", Outcome.SHORT),
        (200, {"x-waf-uuid": "1"}, "您的请求被拦截", Outcome.BLOCKED),
        (304, {}, "", Outcome.STATUS),
        (202, {"server": "nginx"}, "ok", Outcome.SHORT),
    ],
)
def test_statuses(status: int, headers: dict[str, str], body: str, outcome: Outcome) -> None:
    for code in ("utf-8", "gb18030"):
        found, why = judge(status, headers, body.encode(code))
        assert (found, bool(why)) == (outcome, True)


def test_a_firewall_that_is_only_written_about_blocks_nothing() -> None:
    assert judge(200, {}, f"<p>{TEXT}网站防火墙采购公告</p>".encode()) == (Outcome.OPEN, "")


def feed(inflater: Inflater, data: bytes, size: int) -> Inflater:
    for begin in range(0, len(data), size):
        inflater.feed(data[begin : begin + size])
    return inflater


@given(
    body=st.binary(max_size=3000),
    size=st.integers(1, 700),
    limit=st.integers(1, 4000),
    kind=st.sampled_from(["gzip", "x-gzip", "deflate", "raw", "", "identity", "gzip-members", "UTF-8"]),
)
def test_whatever_the_pieces_the_body_comes_out(body: bytes, size: int, limit: int, kind: str) -> None:
    packed = {
        "gzip": gzip.compress(body),
        "x-gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw": zlib.compress(body)[2:-4],
        "gzip-members": gzip.compress(body[: len(body) // 2]) + gzip.compress(body[len(body) // 2 :]),
    }.get(kind, body)
    name = {"raw": "deflate", "gzip-members": "gzip"}.get(kind, kind)
    done = feed(Inflater(name, limit), packed, size)
    assert bytes(done.body) == body[:limit]
    assert done.full is (len(body) > limit)


@given(body=st.binary(min_size=1, max_size=300), kind=st.sampled_from(["gzip", "deflate"]))
def test_nonsense_is_told_or_harmless(body: bytes, kind: str) -> None:
    inflater = Inflater(kind, 1000)
    with contextlib.suppress(BadEncoding):
        inflater.feed(body)
    assert len(inflater.body) <= 1000


@pytest.mark.parametrize("name", ["br", "zstd", "compress", "gzip, br", "br, gzip", "gzip,gzip"])
def test_what_was_not_asked_for(name: str) -> None:
    with pytest.raises(BadEncoding, match="没有要求"):
        Inflater(name, 10)


def test_padding_after_the_end_is_ignored() -> None:
    done = feed(Inflater("gzip", 1000), gzip.compress(b"page") + b"\0" * 50, 7)
    assert bytes(done.body) == b"page"
    assert not done.full
