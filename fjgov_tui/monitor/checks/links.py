"""Links: dead, looping, mistyped and parked ones, told by the page on which they stand; dead only at a second look."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fjgov_tui.monitor.checks.content import asking, understood
from fjgov_tui.monitor.checks.crawl import Beside, Broken, Budget, Crawl, Gate
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.model import BadLink, Sighting
from fjgov_tui.observed.pages import FetchedPage, Json, Target

APART = 6 * 3600
"""Seconds between the first failure and the one that proves a link dead."""
_NAMES = {"dead-link": "打不开", "looping-link": "跳转有误", "mistyped-link": "写错了", "parked-link": "域名失效"}
_GATE = Gate()
"""One for the process: sub-sites share a platform."""


async def check_links(bench: Bench, target: Target, budget: Budget | None = None, gate: Gate | None = None) -> Result:
    """Crawl a site and tell its bad links.

    Args:
        bench: what fetches, reads, and remembers the links that failed last time.
        target: the site's home page.
        budget: how far to go.
        gate: keeps questions to one host apart; the process's own where not given.

    Returns:
        The result, with the failing links to remember; nothing is concluded where the home page did not open.
    """
    content = _Content(target)
    beside = Beside("content", asking(bench, detail=False), content.take)
    crawl = Crawl(bench, target, budget or Budget(), gate or _GATE, beside)
    crawled = await crawl.run()
    if not crawled.opened:
        return Result(check="links", target=target, ok=False, note=f"首页没有打开：{crawled.note}")
    before = await bench.bad_links(target.site) if bench.bad_links else ()
    now = bench.now()
    kept = remember(target.site, crawled.broken, before, now)
    dead = {link.url for link in kept if confirmed(link)}
    seen = tuple(_seen(target, broken) for broken in crawled.broken if broken.certain or broken.url in dead)
    waiting = sum(not broken.certain and broken.url not in dead for broken in crawled.broken)
    parts = [f"读了 {len(crawled.pages)} 页，查了 {crawled.asked} 个链接，确认有问题 {len(seen)} 个"]
    parts += [f"{waiting} 个等 6 小时后复查"] if waiting else []
    parts += [f"{crawled.unsure} 个无法判断"] if crawled.unsure else []
    parts += [crawled.note] if crawled.note else []
    return Result(
        check="links",
        target=target,
        ok=True,
        note="，".join(parts),
        seen=seen,
        bad_links=kept,
        also=(content.result(),),
    )


class _Content:
    """Reads the content of every page that the crawl comes by, deeper than the daily check goes."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._seen: list[Sighting] = []
        self._covered: list[str] = []

    def take(self, page: FetchedPage, answer: Mapping[str, Json]) -> None:
        """What was found on one page."""
        self._seen += understood(answer, self._target, page.url).seen
        self._covered.append(page.url)

    def result(self) -> Result:
        """What was found on the pages that were read."""
        return Result(
            check="content", target=self._target, ok=True, seen=tuple(self._seen), covered=tuple(self._covered)
        )


def confirmed(link: BadLink) -> bool:
    """Whether the link failed at two looks at least six hours apart."""
    return link.times >= 2 and link.last_bad - link.first_bad >= APART


def remember(site: int, broken: Iterable[Broken], before: Sequence[BadLink], now: int) -> tuple[BadLink, ...]:
    """The failing links from now on: old ones counted up, new ones begun, those that answer again forgotten.

    Args:
        site: the site.
        broken: what failed just now.
        before: what was remembered.
        now: Unix seconds.
    """
    old = {link.url: link for link in before}
    kept = []
    for link in broken:
        if link.certain:
            continue
        last = old.get(link.url)
        first, times = (last.first_bad, last.times + 1) if last else (now, 1)
        kept.append(
            BadLink(site=site, url=link.url, page=link.page, first_bad=first, last_bad=now, times=times, why=link.why)
        )
    return tuple(kept)


def _seen(target: Target, broken: Broken) -> Sighting:
    shown = f"“{broken.text}”" if broken.text else "一处"
    return Sighting(
        check="links",
        rule=broken.rule,
        page_of=target.page_of,
        record=target.record,
        site=target.site,
        url=broken.page,
        mark=broken.url,
        what=f"链接{shown}{_NAMES[broken.rule]}：{broken.why}",
        around=broken.url,
    )
