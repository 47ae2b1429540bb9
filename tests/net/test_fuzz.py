"""Whatever bytes a server sends, in whatever pieces, a fetch ends with an outcome and a sentence."""

from __future__ import annotations

import asyncio
import contextlib
import random

from fjgov_tui.net.lenient_headers import set_right
from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.text import clean

ROUNDS = 400
BODY = b"<p>" + b"open " * 100 + b"</p>"
ANSWERS = [
    b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nContent-Type: text/html\r\n\r\n" % len(BODY) + BODY,
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\n" + BODY,
    b"HTTP/1.1 302 Found\r\nLocation: /x\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\n" + b"\x1f\x8b\x08" + b"x" * 17,
]
PIECES = [
    b"\r\n",
    b"\n",
    b"\x00",
    b":",
    b" ",
    b"\xff\xfe",
    b"Content-Length: 5\r\n",
    b"\x1b[31m",
    b"HTTP/1.1 ",
    b"0\r\n\r\n",
]


def spoiled(chance: random.Random) -> bytes:
    """An answer with a few bytes changed, cut out or put in."""
    answer = bytearray(chance.choice(ANSWERS))
    for _ in range(chance.randrange(4)):
        at = chance.randrange(len(answer) or 1)
        match chance.randrange(4):
            case 0:
                answer[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del answer[at : at + chance.randrange(1, 20)]
            case 2:
                answer[at:at] = chance.choice(PIECES)
            case _:
                answer = answer[:at]
    return bytes(answer)


async def test_no_answer_breaks_the_program() -> None:
    chance = random.Random(20261123)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            answer = spoiled(chance)
            middle = chance.randrange(len(answer) + 1)
            writer.write(answer[:middle])
            await writer.drain()
            await asyncio.sleep(0)
            writer.write(answer[middle:])
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=512)
    url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with server, Net(limits=Limits(host=20, address=20)) as net:
        pages = await asyncio.gather(*(net.fetch(url, deadline=2) for _ in range(ROUNDS)))
    assert all(bool(page.why) is not page.opened for page in pages)
    assert all(clean(page.why) == page.why for page in pages)
    assert {page.outcome for page in pages} >= {Outcome.OPEN, Outcome.PROTOCOL}
    assert any(page.chain for page in pages)
    assert Outcome.TIMEOUT not in {page.outcome for page in pages}


def test_a_good_head_is_left_alone() -> None:
    assert [set_right(answer) for answer in ANSWERS] == [None] * len(ANSWERS)
    assert set_right(b"HTTP/1.1 200 OK\r\nServer : x\r\n") is None
    assert set_right(b"HTTP/1.1 200 OK\nServer : x\nbad\n\nbody : y") == b"HTTP/1.1 200 OK\r\nServer: x\r\n\r\nbody : y"
