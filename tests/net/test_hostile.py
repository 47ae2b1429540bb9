"""Every misbehaviour: one clear reason, in time, in bounded memory, and nobody else is harmed."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
from fjgov_tui.observed.pages import EVIDENCE, MAX_BODY, MAX_REDIRECTS, FetchedPage, Target
from fjgov_tui.observed.visits import Outcome
from tests.hostile import Hostile
from tests.hostile.behaviours import BEHAVIOURS

DEADLINE = 1.0
PATIENT = 15.0
"""The deadline of what ends by a limit of its own: a machine with other work must not end it by the clock."""
SLOW = {
    "silent": "等待应答",
    "silent-after-head": "接收正文",
    "drip-headers": "接收应答头",
    "drip-body": "接收正文",
    "redirect-slow": "接收应答头",
    "tls-stall": "TLS 握手",
}
"""What ends by the deadline only, and where it stops."""
EXPECTED: dict[str, tuple[Outcome, str]] = {
    "healthy": (Outcome.OPEN, ""),
    "refuse": (Outcome.CONNECT, "被拒绝"),
    "reset-at-accept": (Outcome.PROTOCOL, "重置"),
    "reset-after-request": (Outcome.PROTOCOL, "重置"),
    "close-after-request": (Outcome.PROTOCOL, "没有应答就关闭"),
    "reset-mid-headers": (Outcome.PROTOCOL, "重置"),
    "close-mid-headers": (Outcome.PROTOCOL, "应答头没有收完"),
    "reset-mid-body": (Outcome.PROTOCOL, "接收正文时连接被对方重置"),
    "endless-body": (Outcome.OPEN, ""),
    "endless-crumbs": (Outcome.PROTOCOL, "碎块"),
    "ten-gigabytes": (Outcome.OPEN, ""),
    "header-flood": (Outcome.PROTOCOL, "应答头超过 64 KB"),
    "long-header": (Outcome.PROTOCOL, "应答头超过 64 KB"),
    "continue-flood": (Outcome.PROTOCOL, "应答头超过 64 KB"),
    "long-page": (Outcome.OPEN, ""),
    "gzip-page": (Outcome.OPEN, ""),
    "gzip-bomb": (Outcome.TOO_LARGE, "解开后超过"),
    "deflate-page": (Outcome.OPEN, ""),
    "deflate-bomb": (Outcome.TOO_LARGE, "解开后超过"),
    "raw-deflate-page": (Outcome.OPEN, ""),
    "raw-deflate-bomb": (Outcome.TOO_LARGE, "解开后超过"),
    "brotli-bomb": (Outcome.PROTOCOL, "没有要求的压缩方式 br"),
    "gzip-members": (Outcome.OPEN, ""),
    "gzip-crumbs": (Outcome.PROTOCOL, "段以上拼成"),
    "gzip-bomb-members": (Outcome.TOO_LARGE, "解开后超过"),
    "gzip-lie": (Outcome.PROTOCOL, "无法解开"),
    "gzip-cut": (Outcome.OPEN, ""),
    "encoding-slip": (Outcome.OPEN, ""),
    "gzip-twice": (Outcome.PROTOCOL, "没有要求的压缩方式"),
    "redirect": (Outcome.OPEN, ""),
    "redirect-away": (Outcome.OPEN, ""),
    "redirect-loop": (Outcome.REDIRECT, f"跳转超过 {MAX_REDIRECTS} 次"),
    "redirect-six": (Outcome.REDIRECT, f"跳转超过 {MAX_REDIRECTS} 次"),
    "redirect-file": (Outcome.FORBIDDEN, "file:///etc/passwd"),
    "redirect-javascript": (Outcome.FORBIDDEN, "javascript:"),
    "redirect-private": (Outcome.FORBIDDEN, "内网地址 10.255.255.1"),
    "redirect-mapped": (Outcome.FORBIDDEN, "内网地址"),
    "redirect-metadata": (Outcome.FORBIDDEN, "链路本地地址 169.254.169.254"),
    "redirect-multicast": (Outcome.FORBIDDEN, "保留地址 224.0.0.1"),
    "redirect-nowhere": (Outcome.FORBIDDEN, "保留地址 0.0.0.0"),
    "redirect-number": (Outcome.PROTOCOL, "不成网址"),
    "redirect-loopback": (Outcome.OPEN, ""),
    "redirect-mail": (Outcome.FORBIDDEN, "端口 25"),
    "redirect-garbage": (Outcome.PROTOCOL, "不成网址"),
    "redirect-port": (Outcome.PROTOCOL, "不成网址"),
    "redirect-userinfo": (Outcome.OPEN, ""),
    "redirect-escape": (Outcome.PROTOCOL, "不成网址"),
    "redirect-chinese": (Outcome.OPEN, ""),
    "redirect-backslash": (Outcome.OPEN, ""),
    "redirect-dead-name": (Outcome.DNS, "gone.invalid 无法解析"),
    "redirect-missing": (Outcome.PROTOCOL, "没有给出跳转地址"),
    "cookie-circle": (Outcome.OPEN, ""),
    "too-short": (Outcome.PROTOCOL, "与声明的长度不符"),
    "too-long": (Outcome.OPEN, ""),
    "two-lengths": (Outcome.PROTOCOL, "不是合格的 HTTP"),
    "bad-chunk": (Outcome.PROTOCOL, "不是合格的 HTTP"),
    "no-length": (Outcome.OPEN, ""),
    "sloppy": (Outcome.OPEN, ""),
    "banner": (Outcome.PROTOCOL, "应答的不是 HTTP"),
    "bare-page": (Outcome.PROTOCOL, "应答的不是 HTTP"),
    "many-links": (Outcome.OPEN, ""),
    "deep": (Outcome.OPEN, ""),
    "escapes": (Outcome.OPEN, ""),
    "nuls": (Outcome.OPEN, ""),
    "wrong-charset": (Outcome.OPEN, ""),
    "empty": (Outcome.SHORT, "空的"),
    "tiny": (Outcome.ERROR_PAGE, "默认页"),
    "shell": (Outcome.OPEN, ""),
    "refresh": (Outcome.OPEN, ""),
    "missing": (Outcome.STATUS, "404"),
    "broken": (Outcome.STATUS, "500"),
    "too-many": (Outcome.BLOCKED, "429"),
    "walled": (Outcome.BLOCKED, "403"),
    "forbidden": (Outcome.STATUS, "403"),
    "tls-good": (Outcome.OPEN, ""),
    "tls-plain-rsa": (Outcome.OPEN, ""),
    "tls-expired": (Outcome.TLS, "已过期"),
    "tls-early": (Outcome.TLS, "尚未生效"),
    "tls-self-signed": (Outcome.TLS, "自签名"),
    "tls-wrong-name": (Outcome.TLS, "不符"),
    "tls-stranger": (Outcome.TLS, "不受信任"),
    "tls-old": (Outcome.TLS, "协议过旧"),
    "tls-reset": (Outcome.TLS, "重置"),
    "tls-plain": (Outcome.TLS, "不是 TLS"),
} | {name: (Outcome.TIMEOUT, where) for name, where in SLOW.items()}


def system(host: str) -> list[str]:
    """Loopback alone: no test asks a real resolver."""
    if host == "localhost":
        return ["127.0.0.1"]
    raise OSError(host)


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Hostile]:
    async with Hostile(tmp_path) as started:
        yield started


@pytest.fixture
async def net(server: Hostile) -> AsyncIterator[Net]:
    limits = Limits(overall=500, host=500, address=500)
    async with Net(ca_file=server.ca_file, lookup=system, limits=limits, deadline=DEADLINE) as opened:
        yield opened


def target(url: str) -> Target:
    return Target(page_of="site", record=1, site=7, name="测试网", url=url, unit="测试单位")


def test_every_misbehaviour_has_its_expectation(tmp_path: Path) -> None:
    assert set(BEHAVIOURS) <= set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
async def test_each_has_one_clear_reason_in_time(server: Hostile, net: Net, name: str) -> None:
    outcome, words = EXPECTED[name]
    deadline = DEADLINE if outcome is Outcome.TIMEOUT else PATIENT
    async with asyncio.timeout(deadline + PATIENT):
        page = await net.fetch(server.url(name), deadline=deadline)
    assert (page.outcome, words in page.why) == (outcome, True), page.why
    assert bool(page.why) is not page.opened
    assert len(page.raw) <= EVIDENCE
    assert len(page.body) <= MAX_BODY
    assert page.why.isprintable()
    assert all(value.isprintable() for value in page.headers.values())


async def test_a_visit_is_what_the_page_was(server: Hostile, net: Net) -> None:
    visit = await net.visit(target(server.url("reset-mid-body")), due=1000)
    assert (visit.site, visit.due, visit.outcome, visit.status) == (7, 1000, Outcome.PROTOCOL, 200)
    assert visit.address == "127.0.0.1"
    assert visit.evidence.startswith(b"HTTP/1.1 200 OK\r\n")
    opened = await net.visit(target(server.url("redirect")), due=1000)
    assert (opened.outcome, opened.redirects, opened.evidence) == (Outcome.OPEN, 1, b"")
    assert opened.size > 1000
    assert opened.phases.first is not None


async def test_all_at_once_do_not_touch_the_healthy(server: Hostile, net: Net) -> None:
    """The reasons are the same, and the healthy open."""
    bad = [name for name in EXPECTED if name != "healthy"]
    healthy = [asyncio.create_task(net.fetch(server.url("healthy"), deadline=PATIENT)) for _ in range(100)]
    deadlines = [3 if EXPECTED[name][0] is Outcome.TIMEOUT else PATIENT for name in bad]
    pages = await asyncio.gather(
        *(net.fetch(server.url(name), deadline=deadline) for name, deadline in zip(bad, deadlines, strict=True))
    )
    assert [(name, page.outcome) for name, page in zip(bad, pages, strict=True)] == [
        (name, EXPECTED[name][0]) for name in bad
    ]
    assert {one.outcome for one in await asyncio.gather(*healthy)} == {Outcome.OPEN}


CHILD = """
import asyncio, json, sys
from pathlib import Path
from fjgov_tui.net.visit import Net
def peak():  # ru_maxrss would begin with the parent's.
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
async def main():
    async with Net(ca_file=Path(sys.argv[1]), deadline=1.0) as net:
        await net.fetch(sys.argv[2])
        grown = {}
        for url in sys.argv[2:]:
            before = peak()
            await net.fetch(url, deadline=1.0)
            grown[url] = (peak() - before) / 1024
        print(json.dumps(grown))
asyncio.run(main())
"""


async def test_memory_stays_bounded(server: Hostile) -> None:
    """Megabytes by which a process that fetches them one after the other ever grew."""
    names = ["healthy", "endless-body", "ten-gigabytes", "header-flood", "long-header", "continue-flood", "long-page"]
    names += ["endless-crumbs", "gzip-crumbs", "gzip-bomb", "gzip-bomb-members", "deflate-bomb", "raw-deflate-bomb"]
    urls = [server.url(name) for name in names]
    command = [sys.executable, "-c", CHILD, str(server.ca_file), *urls]
    child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    out, _ = await asyncio.wait_for(child.communicate(), 60)
    grown = json.loads(out)
    assert set(grown) == set(urls)
    assert sum(grown.values()) < 64, grown


CALM = """
import asyncio, json, sys, time
from pathlib import Path
from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
lags = []
async def tick():
    while True:
        began = time.thread_time()
        await asyncio.sleep(0.01)
        lags.append(time.thread_time() - began)
async def main():
    healthy, *bad = sys.argv[2:]
    limits = Limits(overall=500, host=500, address=500)
    async with Net(ca_file=Path(sys.argv[1]), limits=limits) as net:
        await net.fetch(healthy)
        ticking = asyncio.create_task(tick())
        fetches = [asyncio.create_task(net.fetch(url, deadline=1.5)) for url in bad]
        good = [await net.fetch(healthy) for _ in range(60)]
        await asyncio.gather(*fetches)
        ticking.cancel()
        print(json.dumps({"lag": max(lags), "opened": sum(one.opened for one in good)}))
asyncio.run(main())
"""


async def test_no_server_holds_up_the_loop(server: Hostile) -> None:
    """All the healthy open meanwhile; how long the loop stood still at most, `benchmarks/bounds.py` measures."""
    names = [name for name in EXPECTED if name != "healthy"]
    urls = [server.url("healthy"), *map(server.url, names)]
    command = [sys.executable, "-c", CALM, str(server.ca_file), *urls]
    child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    out, _ = await asyncio.wait_for(child.communicate(), 60)
    found = json.loads(out)
    assert found["opened"] == 60


POOR = """
import asyncio, json, resource, sys
from fjgov_tui.net.limits import Limits
from fjgov_tui.net.visit import Net
async def main():
    limits = Limits(overall=500, host=500, address=500)
    async with Net(limits=limits, deadline=1.0) as net:
        await net.fetch(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_NOFILE, (30, 30))
        pages = await asyncio.gather(*(net.fetch(url, deadline=1.0) for url in sys.argv[1:] * 20))
        print(json.dumps([int(page.outcome) for page in pages]))
asyncio.run(main())
"""


async def test_a_machine_without_files_left_condemns_nobody(server: Hostile) -> None:
    urls = [server.url("healthy"), server.url("drip-body"), server.url("healthy").replace("127.0.0.1", "localhost")]
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", POOR, *urls, stdout=subprocess.PIPE)
    out, _ = await asyncio.wait_for(child.communicate(), 30)
    found = {Outcome(one) for one in json.loads(out)}
    assert Outcome.ABORTED in found
    assert found <= {Outcome.OPEN, Outcome.ABORTED, Outcome.TIMEOUT}


def _kept(page: FetchedPage) -> tuple[Outcome, int, bool]:
    return page.outcome, len(page.body), page.cut


async def test_a_long_page_is_cut_and_open(server: Hostile, net: Net) -> None:
    for name in ("long-page", "endless-body", "ten-gigabytes"):
        assert _kept(await net.fetch(server.url(name))) == (Outcome.OPEN, MAX_BODY, True), name
    assert _kept(await net.fetch(server.url("gzip-page"), max_body=500)) == (Outcome.OPEN, 500, True)
    assert not (await net.fetch(server.url("healthy"))).cut
