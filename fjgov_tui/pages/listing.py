"""The lists of a page: which dates on it are dates of items, and which lists are the page's own."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pages import dates, scattered
from fjgov_tui.pages.dates import STARTS, Written
from fjgov_tui.pages.flat import Regions, TableHeadings, above, place_line
from fjgov_tui.pages.links import is_title
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.scattered import written_by_scripts

_DIGIT = re.compile(r"\d|年十?[一二三四五六七八九十]月")
_MAYBE = re.compile(r"\d ?[-/.年月]|\d{8}|^\d{1,4} ?日?$|前[\])]?$|^[\[(]?(?:刚刚|[昨前今]天)")
"""Without this there is no date in a text, nor a piece of one."""
# Measured on the 887 imitated columns (2026-11-27): nothing that is read right becomes wrong for a climb of 5 to 9, 6
# to 14 nodes near, 2 to 5 together, 2 to 4 without links, 20 to 80 nodes, 3 to 6 links, 2 to 5 weekdays, 6 to 14 parts.
# These numbers lie within, so that a page somewhat off the imitations is still read. Tight from below are the pieces of
# a date (with 2, three columns are misread) and its label (with 8 characters, one).
_CLIMB = 7
"""Elements from a date up to the item that it belongs to, at most."""
_MOST_LINKS = 4
"""Links of one item: title, picture, column, more."""
_NEAR = 10
"""Nodes between a date and its link, where both stand in one flat run."""
MOST_DATES = 3000
"""Entries of a page that are looked at."""
_TOGETHER = 3
"""Elements from a piece of a date up to what holds all its pieces."""
_FEWEST_WITHOUT_LINKS = 3
_MOST_NODES = 40
"""Nodes of an entry that leads nowhere; what holds more is the list."""
_MOST_PARTS = 9
"""Of a date that is set in parts, with brackets and words."""
_LONGEST_FIGURE = 6
_MOST_PIECES = 3
_STROKES = frozenset({"/", "-", ".", "·", "|"})
"""What may stand between the pieces of a date, in an element of its own."""
_LONGEST_LABEL = 12
"""Characters of a label before a date."""
_LONGEST_AFTER = 6
"""Characters behind a date that can change its meaning."""
_PUBLISHED_LABEL = re.compile(r"(?:发布|发文|公开|公布)(?:日期|时间) ?[:：]?$")
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六日天]|农历")
_WEEKDAYS = 3
"""Days of the week on a page from which they belong to a list."""
_YEAR_HEADING = re.compile(r"(20\d\d) ?年(?:度)?")
_TABLE_OTHER = re.compile(
    r"截止|有效|到期|起始|开始|结束|成文|施行|实施|生效|失效|会议|活动|办结|届满|期限|[开投评]标|竞[买价]|拍卖|报名|[考笔面]试"
    r"|听证|开庭|访谈|直播|出生|成立"
)
_STATES = frozenset({"有效", "失效", "已失效", "废止", "已废止", "进行中", "已结束", "未开始"})
"""How it stands with a document or a survey; no label of the date beside it."""
_MADE = re.compile(r"成文|印发|签发|制发|开始|起始")
_TABLE_PUBLISHED = re.compile(r"发布|公开|公布|发文|更新|上传|刊登|登载")


@dataclass(frozen=True)
class ListItem:
    """One entry of a list with its date."""

    written: Written
    title: str
    index: int
    """The node that holds the whole entry."""
    list: int
    """The node that holds the list."""
    edge: bool = False
    """Whether the date was read off the title's own text, so that it may belong to the title."""
    labelled: bool = False
    """Whether the page itself calls it the day of publication."""
    link: int = 0
    """The node of the link to the article."""


class Lister:
    """Finds the dated entries of one page."""

    def __init__(self, page: ParsedPage, regions: Regions, today: date) -> None:
        """Take the page; `today` in Beijing."""
        self.page, self.flat, self.regions, self.today = page, page.flat, regions, today
        self.texts = {**self.flat.texts, **written_by_scripts(page)}
        """What a visitor reads, and the days that scripts write into the page."""
        self.order = sorted(self.texts)
        self._normal: dict[int, str] = {}
        self.future = 0
        """Dates of entries that lie after today, and were passed over."""
        self.unlinked = list[tuple[int, int, Written]]()
        """Dates that stand beside no link, with their first and last text."""
        self.terms = list[tuple[int, Written]]()
        """Days on which papers were made, and first days of terms in which the public is asked for something."""
        place = place_line(self.flat)
        self.place = place if place <= len(self.flat.tags) / 2 else 0
        """What stands before is on every page of the site."""
        self.tags = set(self.flat.tags)
        self._year, self._year_at = 0, -1
        self._dated_at = list[int]()
        self._figures: bool | None = None
        self._asked = False
        self._headings = TableHeadings(self.flat)

    def text(self, index: int) -> str:
        """A text in normal form; only those that may hold a date, or stand beside one, are ever brought into it."""
        text = self._normal.get(index)
        if text is None:
            text = self._normal[index] = dates.normal(self.texts[index])
        return text

    def items(self) -> list[ListItem]:
        """All of them, in document order."""
        items: list[ListItem] = []
        taken = -1
        for place, index in enumerate(self.order):
            if len(items) >= MOST_DATES:
                self.page.notes.append(f"带日期的条目过多，只看前 {MOST_DATES} 条")
                break
            raw = self.texts[index]
            if place <= taken or not (_DIGIT.search(raw) or STARTS.match(raw)):
                continue
            self._note_year(index)
            if index < self.place or index in self.regions.outside or not _MAYBE.search(self.text(index)):
                continue
            written, size, edge = self._date_at(place)
            if written is None:
                self._note_term(index)
                continue
            taken = place + size - 1
            item = self._item(index, self.order[taken], written, edge=edge)
            if item is not None and self._is_labelled(place):
                item = replace(item, labelled=True)
            if item is None or item.index == item.link:
                # A link that only stands nearest may have nothing to do with it.
                self.unlinked.append((index, self.order[taken], written))
            if item is not None and self._counts(item.written, index):
                items.append(item)
                self._dated_at = [index]
        return items

    def _counts(self, written: Written, index: int) -> bool:
        """Whether a day is past, and not the page's clock: today with its day of the week, once on the page."""
        if written.day > self.today:
            self.future += 1
            return False
        return not (
            written.day == self.today
            and _WEEKDAY.search(self.text(index)) is not None
            and len(_WEEKDAY.findall(self.page.visible)) < _WEEKDAYS
        )

    def _note_term(self, index: int) -> None:
        term = dates.begins(self.text(index)) or self._made_on(index)
        if term is not None and term.day <= self.today and index not in self.regions.aside:
            self.terms.append((index, term))

    def _made_on(self, index: int) -> Written | None:
        """A date in a column of a table that is headed as the day on which papers were made."""
        written = dates.alone(self.text(index)) if "tr" in self.tags else None
        return written if written and _MADE.search(self._headings.over(index)) else None

    def _note_year(self, index: int) -> None:
        """Remember a heading that is a year: it stands over the month-and-day dates below it."""
        heading = _YEAR_HEADING.fullmatch(self.text(index))
        if heading is None or any(self.flat.tags[up] == "a" for up in above(self.flat, index)):
            return
        # Several years in a row are a choice of years, none of them a heading.
        row = self._year_at >= 0 and not any(item > self._year_at for item in self._dated_at[-1:])
        self._year, self._year_at = (0 if row else int(heading[1])), index

    def _is_labelled(self, place: int) -> bool:
        text = self.text(self.order[place])
        before = self.text(self.order[place - 1]) if place else ""
        return dates.labelled(text) is not None or (
            len(before) <= _LONGEST_LABEL and _PUBLISHED_LABEL.search(before) is not None
        )

    def _machine_date(self, place: int) -> tuple[Written, int] | None:
        """The day that a `<time>` element tells machines, and how many texts stand in it."""
        index = self.order[place]
        near = islice(above(self.flat, index), 2)
        element = next((up for up in near if self.flat.tags[up] == "time"), -1)
        machine_date = self.flat.attributes(element).get("datetime") if element >= 0 else None
        written = dates.machine(machine_date) if machine_date else None
        if written is None:
            return None
        return written, bisect_left(self.order, self.flat.ends[element]) - place

    def _date_at(self, place: int) -> tuple[Written | None, int, bool]:
        """The date that begins at a text, how many texts it takes, and whether it stands in a title."""
        if "time" in self.tags and (read := self._machine_date(place)):
            return *read, False
        text = self.text(self.order[place])
        written = dates.alone(text)
        if written is None:
            joined = self._pieces(place)
            if joined is not None:
                return *joined, False
            spread = self._spread(place)
            if spread is not None:
                return *spread, False
            written = dates.month_day(text, self.today) or dates.days_ago(text, self.today) or self._foreign(text)
        if written is not None:
            return (None if self._means_otherwise(place) else written), 1, False
        written = dates.labelled(text) or dates.in_byline(text)
        if written is not None:
            return written, 1, False
        return dates.at_edge(text), 1, True

    def _foreign(self, text: str) -> Written | None:
        figures = scattered.foreign(text)
        return (
            scattered.of_foreign(figures, text, month_first=self._month_first(default="/" in text)) if figures else None
        )

    def _pieces(self, place: int) -> tuple[Written, int] | None:
        """A date set in two or three texts that stand close together."""
        first = scattered.piece(self.text(self.order[place]))
        if first is None:
            return None
        row, size = [first], 1
        while len(row) < _MOST_PIECES and place + size < len(self.order):
            last = self.order[place + size]
            size += 1
            if not self._close(self.order[place], last):
                return None
            if self.text(last) in _STROKES:
                continue
            following = scattered.piece(self.text(last))
            if following is None:
                return None
            row.append(following)
            text = " ".join(self.text(index) for index in self.order[place : place + size])
            written = scattered.assembled(self._told_apart(row), text, self.today)
            if written is not None:
                return written, size
        return None

    def _told_apart(self, row: list[scattered.Piece]) -> list[scattered.Piece]:
        """Pieces that are bare figures, the month among them named as the other rows of the page tell."""
        if tuple(kind for kind, _ in row) not in scattered.FIGURES:
            return row
        month = self._month_first(default=row[0][0] == "y")
        place = (0 if month else 1) + (row[0][0] == "y")
        return [("m", figures) if at == place else (kind, figures) for at, (kind, figures) in enumerate(row)]

    def _month_first(self, *, default: bool) -> bool:
        """Whether of two bare figures the first is the month, as all such rows of the page tell."""
        if not self._asked:
            self._asked, self._figures = True, scattered.month_first(list(self._bare_figures()))
        return default if self._figures is None else self._figures

    def _bare_figures(self) -> Iterator[tuple[int, int]]:
        """Of all texts, or three texts in a row, that are a year and two bare figures, those two."""
        for index in self.order:
            raw = self.texts[index]
            if len(raw) <= _LONGEST_LABEL and (figures := scattered.foreign(self.text(index))):
                yield figures[:2]
        texts = [text for index in self.order if (text := self.texts[index]) not in _STROKES]
        for three in zip(texts, texts[1:], texts[2:], strict=False):
            if all(text[:1].isdigit() and len(text) <= _LONGEST_FIGURE for text in three):
                row = [piece for text in three if (piece := scattered.piece(dates.normal(text)))]
                if tuple(kind for kind, _ in row) in scattered.FIGURES:
                    first, second = [figures[0] for kind, figures in row if kind == "d"]
                    yield first, second

    def _spread(self, place: int) -> tuple[Written, int] | None:
        """A date whose figures and words stand each in an element of its own, all of them in one small element."""
        order = self.order
        for up in islice(above(self.flat, order[place]), _TOGETHER):
            first, end = bisect_left(order, up), bisect_left(order, self.flat.ends[up])
            if first != place or end - first > _MOST_PARTS:
                return None
            text = dates.normal("".join(self.texts[index] for index in order[first:end])) if end > first + 1 else ""
            written = dates.alone(text) or dates.month_day(text, self.today) if text else None
            if written is not None:
                return written, end - first
        return None

    def _close(self, first: int, last: int) -> bool:
        """Whether a small element holds both."""
        return any(self.flat.ends[up] > last for up in islice(above(self.flat, first), _TOGETHER))

    def _means_otherwise(self, place: int) -> bool:
        """Whether the words around a date make it a deadline, a term or an event."""
        index, texts = self.order[place], self.texts
        before = self.order[place - 1] if place else -1
        after = self.order[place + 1] if place + 1 < len(self.order) else -1
        return (
            (
                before >= 0
                and len(texts[before]) <= _LONGEST_LABEL
                and self._close(before, index)
                and self._says_otherwise(self.text(before))
            )
            or (
                after >= 0
                and len(texts[after]) <= _LONGEST_AFTER
                and self._close(index, after)
                and dates.OTHERWISE_AFTER.match(self.text(after)) is not None
            )
            or ("tr" in self.tags and self._heading_says_otherwise(index))
        )

    def _says_otherwise(self, text: str) -> bool:
        if text in _STATES:
            return False
        if re.search(rf"{dates.PUBLISHED} ?[:：]?$", text) and not _TABLE_OTHER.search(text[-8:]):
            return False
        return text.endswith((":", "：")) or dates.OTHERWISE_BEFORE.search(text) is not None

    def _heading_says_otherwise(self, index: int) -> bool:
        """Whether the date stands in a column of a table that is headed as something else."""
        title = self._headings.over(index)
        return bool(_TABLE_OTHER.search(title)) and not _TABLE_PUBLISHED.search(title)

    def _item(self, first: int, last: int, written: Written, *, edge: bool) -> ListItem | None:
        """The entry to which a date belongs: the smallest element around it that links to something."""
        flat, up = self.flat, first
        for _ in range(_CLIMB):
            up = flat.parents[up]
            if up < 0:
                return None
            links = flat.count_anchors(up)
            if not links or flat.ends[up] <= last:
                continue
            if links > _MOST_LINKS:
                return self._neighbour(first, up, written, edge=edge)
            title = self._title(up, first, last) if not edge else self.texts[first]
            if not is_title(title):
                if edge:
                    return None
                continue  # What is linked is the author, or the rest of the article: the title stands further out.
            around = self._list_of(up, inside=flat.tags[up] == "a")
            return self._made(written, title, flat.first_anchor(up), up, around, edge=edge)
        return None

    def without_links(self) -> list[ListItem]:
        """Entries that lead nowhere, as pictures with captions do: three of a kind, or they are no list."""
        kinds: dict[tuple[str, int], list[ListItem]] = defaultdict(list)
        for first, last, written in self.unlinked[:MOST_DATES]:
            if written.day > self.today or first in self.regions.aside:
                continue
            for up in islice(above(self.flat, first), _TOGETHER):
                if self.flat.ends[up] - up > _MOST_NODES:
                    break
                title = self._title(up, first, last) or self.texts[first]
                if is_title(title):
                    around = max(0, self.flat.parents[up])
                    kinds[self.flat.tags[up], around].append(ListItem(written, title, up, around))
        longest = max(kinds.values(), key=len, default=[])
        return longest if len(longest) >= _FEWEST_WITHOUT_LINKS else []

    def _list_of(self, item: int, *, inside: bool) -> int:
        """What holds the list: around a link that is itself the whole entry, an only child is passed over."""
        up = self.flat.parents[item]
        while inside and up > 0 and self.flat.count_anchors(up) == 1:
            up = self.flat.parents[up]
        return up

    def _neighbour(self, index: int, container: int, written: Written, *, edge: bool) -> ListItem | None:
        """In a flat run of links and dates: the link that stands nearest, before the date if there is one."""
        flat = self.flat
        place = bisect_left(flat.anchors, index)
        for anchor in flat.anchors[max(0, place - 1) : place + 1]:
            title = flat.text_of(anchor)
            if container < anchor < flat.ends[container] and abs(index - anchor) <= _NEAR and is_title(title):
                return self._made(written, title, anchor, anchor, container, edge=edge)
        return None

    def _title(self, item: int, first: int, last: int) -> str:
        """The entry's text without its date."""
        flat = self.flat
        start = bisect_left(self.order, item)
        end = bisect_left(self.order, flat.ends[item])
        return " ".join(self.texts[index] for index in self.order[start:end] if not first <= index <= last)

    def _made(self, written: Written, title: str, anchor: int, item: int, around: int, *, edge: bool) -> ListItem:
        if written.form == dates.INFERRED:
            href = (self.flat.attributes(anchor).get("href") or "").strip()
            written = dates.with_year_of(written, href, self.today)
            if written.form == dates.INFERRED and self._year:
                day = dates.a_day(self._year, written.day.month, written.day.day)
                written = replace(written, day=day, form="只有月日，年份取自标题") if day else written
        return ListItem(written, title, item, around, edge, link=anchor)
