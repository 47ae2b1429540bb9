"""A polite crawl of one site: which links stand on which page, and which of them do not answer as they should."""

from __future__ import annotations

import asyncio
import hashlib
import re
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import field
from urllib.parse import urldefrag, urljoin, urlsplit

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InspectionProblem
from fjgov_tui.monitor.model import Bench
from fjgov_tui.observed.pages import FetchedPage, Json, Target
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.pages.answers import number, part, text_in
from fjgov_tui.text import clean

_ASSET = 16 * 1024
"""Bytes that are enough to know that a link which is not read answers."""
_WAIT = 120.0
"""Seconds at most for which a server's Retry-After is honoured."""
_SILENT = frozenset({401, 403, 405, 406, 407, 412, 429, 451, 503, 521, 999})
"""Statuses by which servers turn programs away: nothing is concluded from them."""
_UNKNOWN = frozenset({Outcome.BLOCKED, Outcome.PROTOCOL, Outcome.ABORTED})
_FINE = frozenset({Outcome.OPEN, Outcome.SHORT, Outcome.TOO_LARGE})
_AWAY = frozenset({Outcome.TIMEOUT, Outcome.TLS})
"""Failures that prove nothing of a site which is not ours."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """How far a crawl goes."""

    pages: int = 300
    """Pages that are read."""
    links: int = 2000
    """Links that are asked, read or not."""
    outbound: int = 200
    """Links to other hosts among them."""
    depth: int = 3
    seconds: float = 1200.0
    at_once: int = 2
    gap: float = 0.25
    """Seconds between two questions to one host."""


class Gate:
    """Keeps questions to one host apart, for all crawls of the process together."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Count time by that clock, and wait by that means."""
        self._clock, self._sleep = clock, sleep
        self._next: dict[str, float] = {}

    async def pass_by(self, host: str, gap: float) -> None:
        """Wait for this host's turn."""
        if gap <= 0 and host not in self._next:
            return
        now = self._clock()
        turn = max(self._next.get(host, 0.0), now)
        self._next[host] = turn + gap
        if turn > now:
            await self._sleep(turn - now)

    def pause(self, host: str, seconds: float) -> None:
        """Leave the host alone for a while, as it asked."""
        self._next[host] = max(self._next.get(host, 0.0), self._clock() + min(seconds, _WAIT))


@dataclass(frozen=True)
class Broken:
    """A link that did not answer as it should, just now."""

    url: str
    page: str
    """The page on which it stands first."""
    text: str
    rule: str
    """`dead-link`, `looping-link`, `mistyped-link` or `parked-link`."""
    why: str
    """In Chinese."""

    @property
    def certain(self) -> bool:
        """Whether one look is enough: what is mistyped needs no second visit."""
        return self.rule == "mistyped-link"


@dataclass(frozen=True)
class Crawled:
    """What a crawl brought."""

    opened: bool
    """Whether the page on which it begins opened."""
    pages: tuple[str, ...]
    """Pages that were read."""
    asked: int
    """Links that were asked."""
    left: int
    """Links that stayed unasked, beyond the budget."""
    broken: tuple[Broken, ...]
    unsure: int
    """Links that turned us away or could not be judged."""
    note: str = ""


@dataclass(frozen=True)
class Beside:
    """What another check has done with each page while it is parsed anyway."""

    task: str
    """The worker's task."""
    about: Mapping[str, Json]
    """What the task needs besides the page."""
    take: Callable[[FetchedPage, Mapping[str, Json]], None]
    """Told of each page that was read, with the task's answer."""


@dataclass
class _State:
    root: Target
    budget: Budget
    ends: float
    queue: deque[tuple[str, int]] = field(default_factory=deque)
    known: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Every link that was met: the page it stands on, and its text."""
    read: list[str] = field(default_factory=list)
    broken: list[Broken] = field(default_factory=list)
    asked: int = 0
    outbound: int = 0
    unsure: int = 0
    left: int = 0
    again: set[str] = field(default_factory=set)
    """Links that were put off once because their server asked for it."""
    mask: tuple[str, int] | None = None
    """Title and size of the page by which the site answers for pages that do not exist."""


def host_of(url: str) -> str:
    """Host and port of an address, lower case; empty where it has none."""
    try:
        parts = urlsplit(url)
        return parts.netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _home(url: str) -> str:
    """The folder below which pages belong to the site."""
    parts = urlsplit(url)
    return f"{host_of(url)}{parts.path.rpartition('/')[0]}/"


def _inside(url: str, root: str) -> bool:
    return f"{host_of(url)}{urlsplit(url).path or '/'}".startswith(_home(root))


class Crawl:
    """One crawl of one site."""

    def __init__(self, bench: Bench, target: Target, budget: Budget, gate: Gate, beside: Beside | None = None) -> None:
        """Prepare; nothing is asked yet.

        Args:
            bench: what fetches and what reads pages.
            target: the site's home page.
            budget: how far to go.
            gate: shared by all crawls of the process.
            beside: another check that looks at each page that is read.
        """
        self._bench, self._gate, self._beside = bench, gate, beside
        self._get = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch
        self._state = _State(target, budget, time.monotonic() + budget.seconds)
        self._working = 0
        self._news = asyncio.Condition()

    async def run(self) -> Crawled:
        """Crawl.

        Returns:
            What was found; `opened` is false where the first page did not open, and nothing follows from the rest.
        """
        state = self._state
        first = await self._fetch(state.root.url, whole=True)
        if not first.opened:
            return Crawled(opened=False, pages=(), asked=1, left=0, broken=(), unsure=0, note=first.why)
        await self._probe()
        state.known[_plain(first.asked)] = state.known[_plain(first.url)] = ("", "")
        state.asked += 1
        await self._read(first, 0)
        await asyncio.gather(*(self._work() for _ in range(state.budget.at_once)))
        note = f"还有 {state.left} 个链接超出预算，没有查" if state.left else ""
        return Crawled(
            opened=True,
            pages=tuple(state.read),
            asked=state.asked,
            left=state.left,
            broken=tuple(state.broken),
            unsure=state.unsure,
            note=note,
        )

    async def _work(self) -> None:
        """Take links until none is left and nobody can bring new ones."""
        state = self._state
        while True:
            async with self._news:
                await self._news.wait_for(lambda: state.queue or not self._working)
                if not state.queue:
                    self._news.notify_all()
                    return
                url, depth = state.queue.popleft()
                self._working += 1
            try:
                if time.monotonic() < state.ends:
                    await self._ask(url, depth)
                else:
                    state.left += 1
            finally:
                async with self._news:
                    self._working -= 1
                    self._news.notify_all()

    async def _fetch(self, url: str, *, whole: bool) -> FetchedPage:
        await self._gate.pass_by(host_of(url), self._state.budget.gap)
        return await self._get(url) if whole else await self._get(url, max_body=_ASSET)

    async def _probe(self) -> None:
        """Ask for a page that cannot exist, to recognise sites that say 200 to everything."""
        name = hashlib.blake2b(self._state.root.url.encode(), digest_size=6).hexdigest()
        page = await self._fetch(urljoin(self._state.root.url, f"jiance-{name}.html"), whole=True)
        if page.opened and not page.chain:
            answer = part(await self._inspected(page), "links")
            self._state.mask = (text_in(answer, "title"), len(page.body))

    async def _ask(self, url: str, depth: int) -> None:
        state = self._state
        readable = _inside(url, state.root.url) and depth <= state.budget.depth and len(state.read) < state.budget.pages
        page = await self._fetch(url, whole=readable)
        if page.status in {429, 503} and url not in state.again:
            state.again.add(url)
            self._gate.pause(host_of(url), _seconds(page.headers.get("retry-after", "")))
            state.queue.append((url, depth))
            return
        state.asked += 1
        if page.outcome in _FINE:
            if readable and "html" in page.headers.get("content-type", "html"):
                await self._read(page, depth)
            elif host_of(url) != host_of(state.root.url) and parked(page.body[:8192].decode("utf-8", "replace")):
                self._put(url, "parked-link", "域名已被挂出来出售")
            return
        self._judge(url, page)

    def _judge(self, url: str, page: FetchedPage) -> None:
        own = host_of(url) == host_of(self._state.root.url)
        if page.outcome in {Outcome.REDIRECT, Outcome.FORBIDDEN}:
            self._put(url, "looping-link", page.why)
        elif page.outcome in _UNKNOWN or page.status in _SILENT or (not own and page.outcome in _AWAY):
            self._state.unsure += 1
        else:
            self._put(url, "dead-link", page.why)

    def _put(self, url: str, rule: str, why: str) -> None:
        page, text = self._state.known.get(_plain(url), ("", ""))
        self._state.broken.append(Broken(url, page or self._state.root.url, text, rule, why))

    async def _inspected(self, page: FetchedPage) -> dict[str, Json]:
        about: dict[str, Json] = {"url": page.url, "content_type": page.headers.get("content-type", "")}
        tasks: list[Json] = ["links"]
        if self._beside is not None:
            about |= self._beside.about
            tasks.append(self._beside.task)
        try:
            return await self._bench.inspect("all", page.body, about | {"tasks": tasks})
        except InspectionProblem:
            self._state.unsure += 1
            return {}

    async def _read(self, page: FetchedPage, depth: int) -> None:
        """Take the links of a page that opened; a page that only says that there is none is a dead link."""
        state = self._state
        whole = await self._inspected(page)
        answer = part(whole, "links")
        title = text_in(answer, "title")
        if depth and self._masked(title, len(page.body)):
            self._put(page.asked, "dead-link", "页面不存在，服务器却答 200")
            return
        state.read.append(page.url)
        if self._beside is not None and self._beside.task in whole:
            self._beside.take(page, part(whole, self._beside.task))
        state.left += number(answer, "more")
        for url, text in _pairs(answer.get("links")):
            self._take(url, clean(text)[:60], page.url, depth + 1)

    def _masked(self, title: str, size: int) -> bool:
        mask = self._state.mask
        return mask is not None and bool(title) and title == mask[0] and abs(size - mask[1]) <= max(mask[1] // 20, 64)

    def _take(self, url: str, text: str, page: str, depth: int) -> None:
        state, plain = self._state, _plain(url)
        if not plain or plain in state.known:
            return
        wrong = mistyped(plain)
        state.known[plain] = (page, text)
        if wrong:
            state.broken.append(Broken(plain, page, text, "mistyped-link", wrong))
            return
        if not plain.startswith(("http://", "https://")):
            return
        away = host_of(plain) != host_of(state.root.url)
        full = away and state.outbound >= state.budget.outbound
        if full or state.asked + len(state.queue) >= state.budget.links:
            state.left += 1
            return
        state.outbound += away
        state.queue.append((plain, depth))


def _pairs(links: Json) -> Iterator[tuple[str, str]]:
    for link in links if isinstance(links, list) else ():
        match link:
            case [str(url), str(text)]:
                yield url, text
            case _:
                continue


def _plain(url: str) -> str:
    """The address without its fragment; empty where it is none."""
    try:
        return urldefrag(url.strip()).url
    except ValueError:
        return url.strip()


def _seconds(text: str) -> float:
    return float(text) if text.strip().isdecimal() else 5.0


_WEB = ("http://", "https://")
_INNER = re.compile(r"(?i)https?(:|%3a)/{0,2}")
_NEAR_HTTP = re.compile(r"(?i)^(h?t+ps?|http?s?|htpps?|httpss|htttps?|hhttps?)(:|;|\uff1a|//)")
_HOST = re.compile(
    r"(?i)(?:[a-z0-9_\u4e00-\u9fff](?:[a-z0-9_\u4e00-\u9fff-]*[a-z0-9_\u4e00-\u9fff])?\.)+[a-z\u4e00-\u9fff]{2,}"
)
_SALE = r"(?:出售|转让|拍卖|过期|停放)"
_PARKED = re.compile(
    rf"(?i)域名(?:正在|低价|可)?{_SALE}|[本该]域名(?:已|可|正在|可以|可供){_SALE}|域名停靠|购买(?:此|该|本)域名"
    r"|domain (?:name )?(?:is |may be )?for sale|buy this domain|parked (?:free|domain)"
    r"|this domain (?:is|has) (?:parked|expired)"
)
_BADNESS = "\u3002\uff0c\uff1b\u3001\uff1a\uff1f"


def mistyped(url: str) -> str:
    """Why the address cannot have been meant so, in Chinese; empty where it looks right.

    Args:
        url: absolute, as the page's reader would follow it.
    """
    if not url.startswith(_WEB):
        return "协议写错了" if _NEAR_HTTP.match(url) else ""
    rest = url.split("://", 1)[1]
    host = rest.split("/", 1)[0]
    if _INNER.match(rest):
        return "网址前多写了一遍 http"
    if any(mark in host for mark in _BADNESS):
        return "网址里有全角标点"
    try:
        parts = urlsplit(url)
        name = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "网址的写法不对"
    if not name or " " in host or "%20" in host:
        return "网址里没有域名，或域名里有空格"
    numeric = ":" in name or re.fullmatch(r"[\d.]+", name)
    if not numeric and name != "localhost" and not _HOST.fullmatch(name):
        return "域名的写法不对"
    first = next((part for part in parts.path.split("/") if part), "")
    inner = next((part for part in parts.path.split("/") if re.fullmatch(r"(?i)www\.[\w.-]+\.[a-z]{2,}", part)), "")
    if inner or re.fullmatch(r"(?i)[\w-]+\.(?:gov|com|org|net)\.cn", first):
        return "网址前少写了 http://，成了站内路径"
    return ""


def parked(text: str) -> bool:
    """Whether the visible beginning of a page says that its domain is for sale."""
    return _PARKED.search(text[:4000]) is not None
