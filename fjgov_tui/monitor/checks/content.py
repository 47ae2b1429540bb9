"""What should not stand on a page: misprints, hijackers' terms, unmasked personal numbers, reposts without source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InspectionProblem
from fjgov_tui.ledgers.settings import CONTACTS
from fjgov_tui.monitor.checks.views import allowed_hosts, can_be_read, page_behind
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.model import Sighting
from fjgov_tui.observed.pages import FetchedPage, Json, Target
from fjgov_tui.pages.answers import alarms_of, number, text_in, texts_in
from fjgov_tui.pages.hosts import host_of

MAX_ARTICLES = 5
"""Newest articles of a column that are read with it."""
MAX_AGAIN = 10
"""Articles on which something still stands that are looked at again."""
_GONE = frozenset({404, 410})


@dataclass(frozen=True)
class Read:
    """What came of reading one page."""

    seen: tuple[Sighting, ...] = ()
    articles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    leads_to: str = ""
    """The page of the same site for which this one only stands."""

    def and_behind(self, behind: Read) -> Read:
        """A stub together with the page behind it."""
        return replace(behind, seen=(*self.seen, *behind.seen), notes=(*self.notes, *behind.notes))


async def check_content(bench: Bench, target: Target) -> Result:
    """Read a page, the newest articles that a column links to, and those on which something stood last time.

    Args:
        bench: what fetches and reads.
        target: a home page or a column.

    Returns:
        What is suspected, page by page; nothing is concluded of a page that did not open.
    """
    page = await bench.fetch(target.url)
    if not can_be_read(page):
        return Result(check="content", target=target, ok=False, note=page.why)
    covered, looked = [target.url], {target.url, page.url}
    try:
        main = await read_page(bench, target, page, target.url, detail=False)
        while behind := await page_behind(bench, target, looked, url := main.leads_to):
            main = main.and_behind(await read_page(bench, target, behind, url, detail=False))
            covered.append(url)
    except InspectionProblem as problem:
        return Result(check="content", target=target, ok=False, note=str(problem))
    if not page.opened and len(covered) == 1:
        return Result(check="content", target=target, ok=False, note=page.why)
    seen, notes = list(main.seen), list(main.notes)
    fetch = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch
    for url in await _articles(bench, target, main.articles):
        article = await fetch(url)
        if article.status in _GONE:
            covered.append(url)
        if not article.opened:
            continue
        try:
            read = await read_page(bench, target, article, url, detail=True)
        except InspectionProblem as problem:
            notes.append(f"{url}：{problem}")
            continue
        seen += read.seen
        covered.append(url)
    coverage = f"读了 {len(covered)} 页"
    return Result(
        check="content",
        target=target,
        ok=True,
        note="；".join([coverage, *notes[:3]]),
        seen=tuple(seen),
        covered=tuple(covered),
    )


async def _articles(bench: Bench, target: Target, newest: Sequence[str]) -> list[str]:
    """Which articles to read: those with open findings first, so that what was put right is noticed."""
    again = list(await bench.open_pages(target, "content"))[:MAX_AGAIN] if bench.open_pages else []
    fresh = list(newest[:MAX_ARTICLES]) if target.page_of == "column" else []
    own = host_of(target.url)
    wanted = dict.fromkeys((*again, *fresh))
    return [url for url in wanted if url != target.url and host_of(url) in {own, *bench.own_hosts}]


async def read_page(bench: Bench, target: Target, page: FetchedPage, url: str, *, detail: bool) -> Read:
    """Have one page read that has been fetched.

    Args:
        bench: what reads.
        target: the page for which it is read, and which the findings name.
        page: what was fetched.
        url: the address by which the page is known.
        detail: whether it is an article, whose source must be named.

    Raises:
        InspectionProblem: it could not be analysed within its limits.
    """
    about = {"url": page.url, "content_type": page.headers.get("content-type", ""), **asking(bench, detail=detail)}
    return understood(await bench.inspect("content", page.body, about), target, url)


def asking(bench: Bench, *, detail: bool) -> dict[str, Json]:
    """What the task `content` needs besides the page itself."""
    return {
        "terms": [[word, kind, advice] for word, (kind, advice) in sorted(bench.terms.items())],
        "allowed": list[Json](sorted(allowed_hosts(bench))),
        "detail": detail,
        "contacts": bench.settings[CONTACTS],
    }


def understood(answer: Mapping[str, Json], target: Target, url: str) -> Read:
    """The answer of the task `content` about the page of that address."""
    more = number(answer, "more")
    notes = texts_in(answer, "notes", 200, 10)
    return Read(
        seen=tuple(alarm.seen("content", target, url) for alarm in alarms_of(answer, "faults")),
        articles=texts_in(answer, "articles", 2000, 20),
        notes=(*notes, f"另有 {more} 处没有逐条列出") if more else notes,
        leads_to=text_in(answer, "leads_to", 2000),
    )
