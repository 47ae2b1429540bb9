"""The tags that a list page and its articles have to carry: the part of the check `standing` that columns get."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from fjgov_tui.errors import InspectionProblem
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.model import Observation
from fjgov_tui.observed.pages import FetchedPage, Json, Target
from fjgov_tui.pages.answers import said_all

_MOST = 10
"""Tags that a page has to carry at most."""


async def check_tags(bench: Bench, target: Target) -> Result:
    """Look at a column's page, and at the newest article on it.

    Returns:
        `ok` only when the column's page opened and was read; of an article that did not nothing is said.
    """
    page = await bench.fetch(target.url)
    if not page.opened:
        return Result(check="standing", target=target, ok=False, note=f"页面没有打开：{page.why}")
    try:
        answer = await _read(bench, page, "list")
        seen = [*_missing(target, answer, "list", "栏目页")]
        for url in said_all(answer, "articles", 2000, 1):
            seen += await _article(bench, target, url)
    except InspectionProblem as problem:
        return Result(check="standing", target=target, ok=False, note=problem.what)
    return Result(check="standing", target=target, ok=True, seen=tuple(seen))


async def _article(bench: Bench, target: Target, url: str) -> list[Observation]:
    fetch = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch
    page = await fetch(url)
    # What is shown elsewhere, or is no page at all, is no article of this site.
    if not page.opened or _host(page.url) != _host(url) or "html" not in page.headers.get("content-type", ""):
        return []
    return list(_missing(target, await _read(bench, page, "detail"), "detail", "最新一篇文章", url))


def _host(url: str) -> str | None:
    return urlsplit(url).hostname


async def _read(bench: Bench, page: FetchedPage, kind: str) -> dict[str, Json]:
    about = {"url": page.url, "content_type": page.headers.get("content-type", ""), "page": kind}
    return await bench.inspect("standing", page.body, about)


def _missing(
    target: Target, answer: Mapping[str, Json], mark: str, name: str, where: str = ""
) -> Iterator[Observation]:
    """One finding a kind of page, whichever article is the newest today."""
    missing = said_all(answer, "missing", 40, _MOST)
    if missing:
        yield Observation(
            check="standing",
            rule="meta",
            page_of=target.page_of,
            record=target.record,
            site=target.site,
            url=target.url,
            mark=mark,
            what=f"{name}缺少必填的页面标签：{'、'.join(missing)}",
            around=where,
            severity="notice",
        )
