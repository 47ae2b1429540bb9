"""Nobody comes in but the browser of whoever read the address, and nothing on the page comes from elsewhere."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError

from fjgov_tui.web.access import SECRET_BYTES, Access
from fjgov_tui.web.child import COLUMNS, bounded, environment
from fjgov_tui.web.page import STYLE, page
from tests.web.conftest import Serving


async def test_the_token_opens_once_and_leaves_a_cookie_that_no_script_reads(serving: Serving) -> None:
    async with serving() as served:
        for address in (served.base, f"{served.base}/?token=x", f"{served.base}/textual.js"):
            async with served.visitor.get(address) as answer:
                assert answer.status == 403
        async with served.visitor.get(served.address, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
            assert served.address.partition("token=")[2] not in cookie
        async with served.visitor.get(served.base) as answer:
            assert answer.status == 200
        served.visitor.cookie_jar.clear()
        async with served.visitor.get(served.address) as answer:
            assert answer.status == 403
            assert "已经用过" in await answer.text()


async def test_two_that_are_served_at_once_keep_their_doors_apart(serving: Serving) -> None:
    async with serving() as one, serving() as other:
        async with one.visitor.get(one.address) as answer:
            assert answer.status == 200
        # The same browser opens the other one, and still has the first: cookies know no ports.
        async with one.visitor.get(other.address) as answer:
            assert answer.status == 200
        for base in (one.base, other.base):
            async with one.visitor.get(base) as answer:
                assert answer.status == 200


def test_secrets_are_of_256_bits_and_never_shown() -> None:
    access = Access(1)
    assert len(access.token) >= SECRET_BYTES * 4 // 3
    assert access.token not in repr(access)
    assert not access.knows(""), "nobody has a cookie before the token was used"
    assert access.exchange("") == ""
    assert access.exchange(access.token)
    assert access.exchange("") == "", "a used token is no empty one"


def listening(port: int) -> list[str]:
    """The addresses of this machine on which somebody listens, in hex as Linux tells them."""
    answer = "".join(Path(f"/proc/net/{table}").read_text(encoding="ascii") for table in ("tcp", "tcp6"))
    return re.findall(rf"([0-9A-F]+):{port:04X} 0+:0000 0A", answer)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example:80"},
        {"Host": "localhost"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_rebinding_and_other_origins_are_turned_away_with_the_right_cookie(
    serving: Serving, headers: dict[str, str]
) -> None:
    async with serving() as served:
        await served.come_in()
        async with served.visitor.get(served.base, headers=headers) as answer:
            assert answer.status == 403
        with pytest.raises(WSServerHandshakeError) as refused:
            async with served.socket(headers=headers):
                pass
        assert refused.value.status == 403


async def test_a_line_without_origin_or_cookie_is_refused(serving: Serving) -> None:
    async with serving() as served:
        with pytest.raises(WSServerHandshakeError) as refused:
            async with served.socket():
                pass
        assert refused.value.status == 403
        await served.come_in()
        with pytest.raises(WSServerHandshakeError) as refused:
            await served.visitor.ws_connect(f"{served.base}/ws")
        assert refused.value.status == 403


async def test_every_answer_says_that_nothing_comes_from_elsewhere(serving: Serving) -> None:
    async with serving() as served:
        text = await served.come_in()
        for name in ("", "page.css", "page.js", "icon.svg", "textual.js", "xterm.css", "nothing"):
            async with served.visitor.get(f"{served.base}/{name}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert policy.startswith("default-src 'none'; script-src 'self';")
                assert "connect-src ws://127.0.0.1:" in policy
                assert answer.headers["X-Frame-Options"] == "DENY"
                assert answer.headers["Referrer-Policy"] == "no-referrer"
                assert answer.status == (404 if name == "nothing" else 200)
    for given in (text, STYLE):
        assert not re.findall(r"(?:https?:)?//(?!127\.0\.0\.1)[\w.]+", given)
    assert not re.search(r"<script>|onclick|style=", text)


async def test_it_listens_on_this_machine_alone(serving: Serving) -> None:
    async with serving() as served:
        port = int(served.base.rpartition(":")[2])
        assert listening(port) == ["0100007F"]


def test_a_name_on_the_page_is_no_markup() -> None:
    assert "<b>" not in page("<b>.db", "ws://127.0.0.1:1/ws")


def test_the_program_gets_few_variables() -> None:
    given = {
        "PATH": "/bin",
        "HOME": "/h",
        "FJGOV_SECRET": "x",
        "LD_PRELOAD": "x",
        "PYTHONSTARTUP": "x",
        "LANG": "C.UTF-8",
    }
    made = environment(given, (80, 24), "")
    assert set(made) == {"PATH", "HOME", "LANG", "TERM", "TEXTUAL_COLOR_SYSTEM", "COLUMNS", "ROWS"}
    assert bounded(10**9, COLUMNS) == COLUMNS[1]
    assert bounded("x", COLUMNS) == bounded(None, COLUMNS) == COLUMNS[0]
    assert os.environ.get("TEXTUAL_DRIVER") is None
