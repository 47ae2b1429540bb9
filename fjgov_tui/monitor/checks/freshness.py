"""The check `freshness`: how old the newest publication on a home page or column is, and whether it lists any."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date

from fjgov_tui.clock import day_of
from fjgov_tui.errors import InspectionProblem
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.checks.views import can_be_read, page_behind
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.freshness import limit_of
from fjgov_tui.observed.model import Listed, PageState, Sighting
from fjgov_tui.observed.pages import FetchedPage, Json, Target
from fjgov_tui.pages.answers import day, flag, text_in, texts_in
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.text import clean

MOST_LISTED = 40
"""Entries of a list that are noted down."""
MAX_ASKED = 2
"""Articles that are opened for one list: the one on top, and the one that may be newest."""


async def check_freshness(bench: Bench, target: Target) -> Result:
    """Look at one page.

    Returns:
        `ok` only when the page opened and was read; findings `stale`, `blank`, `undated`.
    """
    at = bench.now()
    page = await bench.fetch(target.url)
    if not can_be_read(page):
        return _failed(target, at, opened=False, note=f"页面没有打开：{page.why}")
    today = day_of(at)
    try:
        answer, led = await _read_through(bench, target, page, today)
        if not page.opened and not led:
            # Too short to count as open, and no stub either.
            return _failed(target, at, opened=False, note=f"页面没有打开：{page.why}")
        newest, found_by = await _settled(bench, target, answer, today)
    except InspectionProblem as problem:
        return _failed(target, at, opened=True, note=problem.what)
    state = replace(
        _state(target, at, opened=True, note="；".join([*led, *texts_in(answer, "notes", most=6)])),
        newest=newest,
        found_by=found_by,
        blank=flag(answer, "blank"),
        title=text_in(answer, "title"),
    )
    return Result(
        check="freshness",
        target=target,
        ok=True,
        note=state.note,
        page=state,
        seen=tuple(_seen(target, state, today)),
        listed=tuple(_listed(target, answer)) if target.page_of == "column" else (),
    )


def _listed(target: Target, answer: Mapping[str, Json]) -> Iterator[Listed]:
    """What the column's list shows."""
    rows = answer.get("listed")
    for row in rows[:MOST_LISTED] if isinstance(rows, list) else ():
        match row:
            case [str(title), str(url), str(day)] if url.startswith(("http://", "https://")):
                with suppress(ValueError):
                    yield Listed(
                        column=target.record,
                        url=clean(url[:2000]),
                        title=clean(title[:200]),
                        day=date.fromisoformat(day),
                    )
            case _:
                continue


async def _read_through(
    bench: Bench, target: Target, page: FetchedPage, today: date
) -> tuple[Mapping[str, Json], list[str]]:
    """What the page says, or the one for which it only stands: stubs are followed like redirects, on the same site.

    Raises:
        InspectionProblem: a page could not be analysed.
    """
    led, seen, beside = list[str](), {target.url, page.url}, await _beside(bench, target)
    answer = await bench.inspect("freshness", page.body, _about(target, page, today) | beside)
    while behind := await page_behind(bench, target, seen, url := text_in(answer, "leads_to", 2000)):
        led.append(f"由 {clean(url[:200])} 看出")
        answer = await bench.inspect("freshness", behind.body, _about(target, behind, today) | beside)
    return answer, led


async def _beside(bench: Bench, target: Target) -> dict[str, Json]:
    """What other columns of the site look like, so that what stands on each of them is not taken for a list."""
    if bench.beside is None or target.page_of != "column":
        return {}
    return {"beside": [shot.body.decode("utf-8", "replace") for shot in await bench.beside(target)]}


async def _settled(bench: Bench, target: Target, answer: Mapping[str, Json], today: date) -> tuple[date | None, str]:
    """The newest day; where the list shows no years, the articles that can tell are opened.

    Raises:
        InspectionProblem: an article could not be analysed.
    """
    newest, found_by = day(answer, "newest"), text_in(answer, "found_by")
    fetch, dated_days = bench.fetch_from(target.url) if bench.fetch_from else bench.fetch, list[date]()
    for url in texts_in(answer, "ask", 2000, MAX_ASKED):
        if Neighbours(target.url, bench.own_hosts).outside(url):
            continue
        article = await fetch(url)
        if article.opened:
            read = await bench.inspect("freshness", article.body, _about(target, article, today) | {"article": True})
            dated = day(read, "newest")
            dated_days += [dated] if dated else []
    if not dated_days:
        return newest, found_by
    return max(dated_days), f"{found_by}；年份以打开的文章为准：{max(dated_days)}"


def _about(target: Target, page: FetchedPage, today: date) -> dict[str, Json]:
    return {
        "url": page.url,
        "content_type": page.headers.get("content-type", ""),
        "today": today.isoformat(),
        "page_of": target.page_of,
        "name": target.name.rpartition("-")[2] if target.page_of == "column" else "",
    }


def _failed(target: Target, at: int, *, opened: bool, note: str) -> Result:
    state = _state(target, at, opened=opened, note=clean(note))
    return Result(check="freshness", target=target, ok=False, note=state.note, page=state)


def _state(target: Target, at: int, *, opened: bool, note: str) -> PageState:
    """A page of which nothing but this is known."""
    return PageState(
        page_of=target.page_of,
        record=target.record,
        site=target.site,
        url=target.url,
        checked_at=at,
        opened=opened,
        note=note,
    )


def _seen(target: Target, state: PageState, today: date) -> list[Sighting]:
    if state.blank and target.page_of == "column":
        return [_sighting(target, "blank", "栏目空白：没有列出任何内容，按第二十一条第（五）项视为长期未更新", state)]
    if state.newest is None:
        if state.blank is None:
            return []
        return [_sighting(target, "undated", "看不出更新日期：页面上没有找到发布日期，请人工核对", state)]
    limit = limit_of(target.column_kind, target.level)
    due = limit.after(state.newest)
    if today <= due:
        return []
    kind = f"“{target.column_kind}”栏目" if target.column_kind else "首页"
    age = (today - state.newest).days
    what = (
        f"更新超期（限 {due:{'%m-%d' if due.year == today.year else '%Y-%m-%d'}}）："
        f"最新一条是 {state.newest} 的，已 {age} 天没有更新；{kind}间隔不超过 {limit.in_words}（{limit.clause}），"
        f"最迟应在 {due} 更新"
    )
    return [_sighting(target, "stale", what, state)]


def _sighting(target: Target, rule: str, what: str, state: PageState) -> Sighting:
    return Sighting(
        check="freshness",
        rule=rule,
        page_of=target.page_of,
        record=target.record,
        site=target.site,
        url=target.url,
        mark=rule,
        what=what,
        around=state.found_by or state.note,
        severity=Severity.NOTICE if rule == "undated" else Severity.VIOLATION,
    )
