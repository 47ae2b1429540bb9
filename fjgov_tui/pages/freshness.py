"""The task `freshness`: the newest publication date in the lists that are the page's own, or that it lists nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages import dates
from fjgov_tui.pages.blank import blank, said_empty
from fjgov_tui.pages.blocks import SiteFrame, blocks_beside
from fjgov_tui.pages.dates import Written
from fjgov_tui.pages.flat import Flat, Regions
from fjgov_tui.pages.links import is_title, leads_to
from fjgov_tui.pages.listing import Lister, ListItem
from fjgov_tui.pages.page import ParsedPage, read_page
from fjgov_tui.pages.scattered import days_in_data


def grouped(items: list[ListItem], flat: Flat) -> list[list[ListItem]]:
    """The items by the list in which they stand; lists of one stand together by what holds those."""
    by_list: dict[int, list[ListItem]] = defaultdict(list)
    for item in items:
        by_list[item.list].append(item)
    groups: dict[int, list[ListItem]] = defaultdict(list)
    for around, members in by_list.items():
        groups[flat.parents[around] if len(members) == 1 and flat.parents[around] >= 0 else around] += members
    return list(groups.values())


def with_years(items: list[ListItem], flat: Flat, today: date) -> list[ListItem]:
    """The items with the years that the order of their lists gives to dates of month and day.

    Lists of one kind that stand together are one list, cut into pieces by the design.
    """
    runs: dict[tuple[int, tuple[str, str]], list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if item.written.form == dates.INFERRED:
            runs[(max(0, flat.parents[item.list]), _kind([item], flat))].append(number)
    dated = list(items)
    for numbers in runs.values():
        written = dates.years_down([items[number].written for number in numbers], today)
        for number, date_read in zip(numbers, written, strict=True):
            dated[number] = replace(items[number], written=date_read)
    return dated


def published(items: list[ListItem]) -> list[ListItem]:
    """Of the dates of one entry those that the page itself calls days of publication, where there are any."""
    labelled = {item.index for item in items if item.labelled}
    return [item for item in items if item.labelled or item.index not in labelled]


def certain(group: list[ListItem], flat: Flat) -> list[ListItem]:
    """The items of a list whose dates can be relied on: those off titles only where most titles carry one."""
    apart = [item for item in group if not item.edge]
    if apart:
        return apart
    return group if 2 * len(group) >= flat.count_anchors(group[0].list) else []


def own_lists(groups: list[list[ListItem]], flat: Flat, regions: Regions, *, beside: bool) -> list[list[ListItem]]:
    """A column's own lists: not what is called a side bar, nor a short list of another kind behind the longest.

    In doubt a list counts: a fresh column that is called stale is worse than a stale one that is found later.

    Args:
        groups: all lists, in document order.
        flat: the page.
        regions: of the page.
        beside: whether a side bar counts where there is nothing else: the words of a class may mislead.
    """
    inside = [group for group in groups if group[0].index not in regions.aside]
    if not inside and beside:
        inside = [group for group in groups if group[0].index not in regions.headed]
    if not inside:
        return []
    longest = max(inside, key=len)
    kind = _kind(longest, flat)
    place = inside.index(longest)
    return [
        group
        for number, group in enumerate(inside)
        if number <= place or 3 * len(group) >= 2 * len(longest) or _kind(group, flat) == kind
    ]


def _kind(group: list[ListItem], flat: Flat) -> tuple[str, str]:
    """By what lists of one kind are known: the element and its class."""
    return _look(group[0].list, flat)


def _look(index: int, flat: Flat) -> tuple[str, str]:
    return flat.tags[index], flat.attributes(index).get("class") or ""


_METAS = ("pubdate", "publishdate", "publish_date", "publishtime", "article:published_time", "dc.date.issued",
          "dcterms.issued", "firstpublishedtime")  # fmt: skip
"""Tags that hold an article's date of publication; none that holds when the page was generated."""
_LABEL = re.compile(r"发布|发文|公开|更新|(?:日期|时间) ?[:：]")
_FEWEST_IN_URLS = 2
"""A single dated address may be a banner that stands on every page of the site.

With 1 one of the 1,098 imitated columns is read wrong, by such a banner; with 3 none (2026-11-27).
"""
MOST_LISTED = 40
"""Entries of a list that are told one by one, the newest first."""
_A_LIST = 3
"""Dated entries from which a page is a list, whatever its tags say: 2 to 4 change none of the imitated columns."""


def freshness(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """How fresh a page is.

    Args:
        body: the page as fetched.
        about: `url`, `content_type`; `today`, the day in Beijing (`YYYY-MM-DD`); `page_of`, `site` or `column`;
            `name`, what the column is called in the ledger;
            `article`, where the page is known to be one: what it links to says nothing about its own day; `beside`,
            other columns of the site as the integrity check last kept them: what they show, too, is the site's frame.

    Returns:
        `newest`: `YYYY-MM-DD` or null; `found_by`: how, in Chinese, with the text it was read from; `blank`: whether
        the page lists nothing, null where that cannot be seen; `dated`: how many entries have a date; `ask`: the
        articles that would settle the year where the page shows month and day alone; `listed`: title, address and day
        of the newest entries; `leads_to`: the page of the same
        site for which this one only stands; `title`; `notes`.
    """
    page = read_page(body, about)
    today = date.fromisoformat(str(about["today"]))
    column, name = about.get("page_of") != "site", str(about.get("name") or "")
    finder = _Finder(page, today, SiteFrame(page, blocks_beside(about) if column else ()), column=column, name=name)
    newest, found_by = finder.of_article() if about.get("article") else finder.newest()
    notes = list(page.notes)
    empty: bool | None = False
    if newest is None:
        empty, why = blank(page, finder.regions, finder.frame, finder.empty)
        notes += [why] if why else []
    elif finder.empty:
        notes.append(f"页面上同时写着“{finder.empty}”")
    if finder.lister.future:
        notes.append(f"有 {finder.lister.future} 条的日期在今天之后，没有采用")
    return {
        "newest": newest.isoformat() if newest else None,
        "found_by": found_by,
        "blank": empty,
        "dated": finder.dated,
        "ask": list[Json](finder.ask),
        "listed": finder.listed(),
        "leads_to": leads_to(page) if newest is None else "",
        "title": page.title[:200],
        "notes": list(dict.fromkeys(notes)),
    }


def altered_date(page: ParsedPage) -> tuple[date, date] | None:
    """The day that an article's tag tells machines and the day that it shows, where they contradict each other.

    A day of grace is for what was written at night and published in the morning.
    """
    finder = _Finder(page, date.max, SiteFrame(page, ()), column=True)
    tagged = next((w for name in _METAS if (w := dates.alone(dates.normal(page.metas.get(name, ""))))), None)
    shown = finder.of_label()
    if tagged is None or shown is None or abs((tagged.day - shown[0]).days) <= 1:
        return None
    return tagged.day, shown[0]


class _Finder:
    """Tries the ways to a date, the surest first."""

    def __init__(self, page: ParsedPage, today: date, frame: SiteFrame, *, column: bool, name: str = "") -> None:
        self.page, self.today, self.frame, self.column = page, today, frame, column
        self.regions = Regions(page.flat, f"{page.title}|{page.metas.get('columnname', '')}|{name}")
        self.lister = Lister(page, self.regions, today)
        self.dated = 0
        self.items: list[ListItem] = []
        """The dated entries of the page's own lists."""
        self.ask: tuple[str, ...] = ()
        """Articles that would settle an inferred year."""
        self.empty = said_empty(page, self.regions)
        """The line by which the page itself says that it lists nothing."""

    def newest(self) -> tuple[date | None, str]:
        """The newest date, and how it was found."""
        lists = self._lists()
        self.dated = sum(map(len, lists))
        self.items = [item for group in lists for item in group]
        beside = bool(lists) and all(group[0].index in self.regions.aside for group in lists)
        is_article = "articletitle" in self.page.metas or self.dated < _A_LIST or beside
        for way in (self._of_tag, self.of_label) if is_article else ():
            newest = way()
            if newest is not None:
                return newest
        items = self.items
        if items:
            best = max(items, key=lambda item: item.written.day)
            if best.written.form == dates.INFERRED:
                self.ask = self._settling(items)
            return best.written.day, _evidence(best, len(items))
        ways = (
            self._of_entries_without_links, self._of_tips, self._of_data, self._of_terms, self._of_openings,
        )  # fmt: skip
        return next((newest for way in ways if (newest := way()) is not None), None) or self._of_urls()

    def of_article(self) -> tuple[date | None, str]:
        """The day of an article: its tag, its label, its own address."""
        written = dates.in_url(self.page.url, self.today)
        return self._of_tag() or self.of_label() or ((written.day, "网址") if written else (None, ""))

    def listed(self) -> list[Json]:
        """Title, address and day of the newest entries that lead somewhere."""
        newest = sorted(self.items, key=lambda item: item.written.day, reverse=True)[:MOST_LISTED]
        nodes = self.page.flat
        rows = ((item, self.page.join(nodes.attributes(item.link).get("href") or "")) for item in newest)
        return [[item.title[:200], url, item.written.day.isoformat()] for item, url in rows if url]

    def _settling(self, items: Sequence[ListItem]) -> tuple[str, ...]:
        """The entry that would be the newest if every day were the latest possible, and the one on top."""
        latest = max(
            items, key=lambda item: dates.recent(item.written.day.month, item.written.day.day, self.today) or date.min
        )
        nodes = self.page.flat
        urls = (self.page.join(nodes.attributes(item.link).get("href") or "") for item in (latest, items[0]))
        return tuple(dict.fromkeys(url for url in urls if url))

    def _lists(self) -> list[list[ListItem]]:
        flat = self.page.flat
        items = self._without_frame(with_years(published(self.lister.items()), flat, self.today))
        groups = [kept for group in grouped(items, flat) if (kept := certain(group, flat))]
        return own_lists(groups, flat, self.regions, beside=not self.empty) if self.column else groups

    def _without_frame(self, items: list[ListItem]) -> list[ListItem]:
        """Without the lists that stand on every page of the site."""
        if not self.frame.links:
            return items
        kinds: dict[tuple[int, str, str], list[ListItem]] = defaultdict(list)
        for item in items:
            kinds[item.list, *_look(item.index, self.page.flat)].append(item)
        around = {
            id(item) for kind in kinds.values() if self.frame.holds([item.link for item in kind]) for item in kind
        }
        return [item for item in items if id(item) not in around]

    def _of_tag(self) -> tuple[date, str] | None:
        for name in _METAS:
            text = self.page.metas.get(name, "")
            written = dates.alone(dates.normal(text)) if text else None
            if written is not None and written.day <= self.today:
                return written.day, f"页面标签 {name}：“{written.text}”"
        return None

    def of_label(self) -> tuple[date, str] | None:
        """A date behind 发布时间 or the like, outside of any entry of a list."""
        if not self.column:
            return None
        dates_seen = [
            written
            for index in self.lister.order
            if _LABEL.search(text := self.lister.texts[index])
            and not self._is_around(index)
            and (written := dates.labelled(dates.normal(text)) or self._next_to(index, text))
            and written.day <= self.today
        ]
        if not dates_seen:
            return None
        best = max(dates_seen, key=lambda written: written.day)
        return best.day, f"页面上写明：“{best.text}”"

    def _of_entries_without_links(self) -> tuple[date, str] | None:
        items = [item for item in self.lister.without_links() if item.index not in self.frame.nodes]
        if not items:
            return None
        best = max(items, key=lambda item: item.written.day)
        self.dated = len(items)
        return best.written.day, _evidence(best, len(items))

    def _of_tips(self) -> tuple[date, str] | None:
        """Days that stand in the tips of links alone, behind a label."""
        if "title=" not in self.page.source:
            return None
        nodes = self.page.flat
        tips = (
            dates.labelled(dates.normal(tip))
            for link in self.page.links
            if not self._is_around(link.index)
            if (tip := nodes.attributes(link.index).get("title")) and _LABEL.search(tip)
        )
        days = [written for written in tips if written is not None and written.day <= self.today]
        if len(days) < _FEWEST_IN_URLS:
            return None
        best = max(days, key=lambda written: written.day)
        self.dated = len(days)
        return best.day, f"列表的提示文字里写着，取最新一条：“{best.text}”"

    def _of_data(self) -> tuple[date, str] | None:
        """Days in the data of a list that a script draws."""
        days = [day for numbers in days_in_data(self.page) if (day := dates.a_day(*numbers)) and day <= self.today]
        if not days:
            return None
        self.dated = len(days)
        return max(days), f"列表由脚本显示，脚本里的数据有 {len(days)} 条日期，取最新一条"

    def _of_terms(self) -> tuple[date, str] | None:
        """Where no other day stands: the newest paper that was made, or term in which the public is asked."""
        terms = [written for index, written in self.lister.terms if not self._is_around(index)]
        if not terms:
            return None
        best = max(terms, key=lambda written: written.day)
        self.dated = len(terms)
        return best.day, f"按成文或者征集、公示的开始日期算：“{best.text}”"

    def _of_openings(self) -> tuple[date, str] | None:
        """Titles that begin with their day, one after the other, as those of a daily broadcast do."""
        titles = [link.text for link in self.page.links if not self._is_around(link.index) and is_title(link.text)]
        begun = [w for text in titles if (w := dates.opening(dates.normal(text))) and w.day <= self.today]
        days = {written.day for written in begun}
        if len(days) < _A_LIST or 2 * len(begun) < len(titles):
            return None
        best = max(begun, key=lambda written: written.day)
        self.dated = len(begun)
        return best.day, f"标题以日期开头，取最新一条：“{best.text}”"

    def _is_around(self, index: int) -> bool:
        """Whether a part of the page stands around the column's own content."""
        return any(index in parts for parts in (self.regions.outside, self.regions.aside, self.frame.nodes))

    def _next_to(self, index: int, text: str) -> Written | None:
        """A date in the element behind a label."""
        if not text.endswith((":", "：")) or len(text) > 12:
            return None
        order = self.lister.order
        place = bisect_right(order, index)
        if place == len(order):
            return None
        return dates.labelled(dates.normal(f"{text}{self.lister.texts[order[place]]}"))

    def _of_urls(self) -> tuple[date | None, str]:
        """The last resort: the paths of the articles that are linked."""
        links = [
            link
            for link in self.page.links
            if link.index not in self.regions.outside and link.index not in self.frame.links
        ]
        if self.column:
            own = [link for link in links if link.index not in self.regions.aside]
            links = own or ([] if self.empty else links)
        for read in (dates.in_url, dates.month_in_url):
            in_urls = list(_written(read(link.url, self.today) for link in links))
            if len({written.text for written in in_urls}) >= _FEWEST_IN_URLS:
                best = max(in_urls, key=lambda written: written.day)
                self.dated = len(in_urls)
                how = "取最新一篇" if best.form == "网址" else "网址只到月份，按月末算，取最新一篇"
                return best.day, f"条目没有写日期，从网址推断，{how}：{best.text}"
        return None, ""


def _written(readings: Iterator[Written | None]) -> Iterator[Written]:
    return (reading for reading in readings if reading is not None)


def _evidence(item: ListItem, count: int) -> str:
    how = "" if item.written.form == "完整日期" else f"（{item.written.form}）"
    title = "" if dates.normal(item.title)[-20:] == item.written.text[-20:] else f"“{item.title[:60]}”"
    return f"列表里 {count} 条有日期，最新一条：“{item.written.text}”{how}{title}"
