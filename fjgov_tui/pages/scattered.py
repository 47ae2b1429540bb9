"""Days that stand in no one text: set in pieces, written by a script, in the data from which a script draws a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from fjgov_tui.clock import day_of
from fjgov_tui.pages.dates import DAY, MONTH, YEAR, Written, a_day, recent
from fjgov_tui.pages.page import ParsedPage

Piece = tuple[str, tuple[int, ...]]
"""What it is (`y`, `m`, `d`, `ym`, `md`) and its figures."""
_PIECES = (
    ("ym", re.compile(rf"{YEAR} ?(?:[-/.]|年) ?{MONTH}(?: ?月)?[-/.]?")),
    ("md", re.compile(rf"{MONTH} ?(?:[-/.]|月) ?{DAY}(?: ?日)?")),
    ("y", re.compile(r"((?:19|20)\d\d) ?(?:年|[-/.])?")),
    ("m", re.compile(r"(1[0-2]|0?[1-9]) ?月")),
    ("d", re.compile(rf"{DAY}(?: ?日)?")),
)
_LONGEST_PIECE = 12
"""Characters of a piece of a date: 9 to 16 change none of the 1,098 imitated columns (2026-11-27)."""
_ORDERS: dict[tuple[str, ...], tuple[int, ...]] = {
    ("d", "ym"): (1, 2, 0),
    ("ym", "d"): (0, 1, 2),
    ("md", "y"): (2, 0, 1),
    ("y", "md"): (0, 1, 2),
    ("d", "m"): (1, 0),
    ("m", "d"): (0, 1),
    ("y", "m", "d"): (0, 1, 2),
    ("d", "m", "y"): (2, 1, 0),
}
"""Which pieces in a row make a date, and where year, month and day stand among their figures."""
FIGURES = ("d", "d", "y"), ("y", "d", "d")
"""Pieces of which none says that it is the month: the other rows of the list tell."""
_MONTHS = 12


_FOREIGN = re.compile(r"[\[(]?(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)[\])]?")


def foreign(text: str) -> tuple[int, int, int] | None:
    """Two figures and the year behind them, as programs of other countries write a day; one of the two is the month."""
    match = _FOREIGN.fullmatch(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def of_foreign(figures: tuple[int, int, int], text: str, *, month_first: bool) -> Written | None:
    """The day that they say."""
    month, day_of_month = figures[:2] if month_first else figures[1::-1]
    day = a_day(figures[2], month, day_of_month)
    return Written(day, text, "完整日期") if day else None


def month_first(rows: Sequence[tuple[int, int]]) -> bool | None:
    """Whether the first of two figures is the month, by all rows of a list; `None` where they do not tell.

    A figure above twelve is a day; where there is none, the one that changes less is the month.
    """
    first, second = ({row[place] for row in rows} for place in (0, 1))
    for days, answer in ((first, False), (second, True)):
        if max(days, default=0) > _MONTHS:
            return answer
    return None if len(first) == len(second) else len(first) < len(second)


def piece(text: str) -> Piece | None:
    """A part of a date that is set in pieces, such as a large day over a small month."""
    if len(text) > _LONGEST_PIECE or not text[0].isdigit():
        return None
    for kind, pattern in _PIECES:
        if match := pattern.fullmatch(text):
            return kind, tuple(int(part) for part in match.groups())
    return None


def assembled(pieces: list[Piece], text: str, today: date) -> Written | None:
    """The date that pieces in a row make up, if they do."""
    order = _ORDERS.get(tuple(kind for kind, _ in pieces))
    if order is None:
        return None
    flat = [figure for _, figures in pieces for figure in figures]
    *year, month, day_of_month = (flat[place] for place in order)
    day = a_day(year[0], month, day_of_month) if year else recent(month, day_of_month, today)
    return Written(day, text, "日月分开排列") if day else None


_WRITES = re.compile(r"document\.write(?:ln)?\s*\(", re.IGNORECASE)
_DAY = re.compile(r"[\"']\s*((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[ T\d:.]{0,16}[\"']")
_ARRAYS = re.compile(
    r"year\[\w+\]\s*=\s*[\"']?((?:19|20)\d\d)[\"']?\s*;\s*month\[\w+\]\s*=\s*[\"']?(\d{1,2})[\"']?\s*;\s*"
    r"day\[\w+\]\s*=\s*[\"']?(\d{1,2})"
)
_KEY = (
    r"[\"']?(?:pub|publish|release|issue|show|doc(?:rel|pub))_?(?:date|time|at|ed|on)?(?:_?(?:date|time|str))?[\"']?"
    r"\s*:\s*"
)
_DATA = re.compile(rf"{_KEY}[\"']((?:19|20)\d\d)[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})", re.IGNORECASE)
_STAMPS = re.compile(rf"{_KEY}[\"']?(1\d{{9}})(?:\d{{3}})?(?!\d)", re.IGNORECASE)
"""Seconds or milliseconds since 1970."""
_FEWEST = 2
_LONGEST = 400
"""Characters of a script that writes one day; of a longer one nobody knows what it writes.

200 to 800 change none of the imitated columns, nor do 1 to 3 days as the fewest.
"""


def written_by_scripts(page: ParsedPage) -> dict[int, str]:
    """The day that each such script writes, by the place of the script's text; nothing is run.

    Args:
        page: the page.
    """
    if not _WRITES.search(page.source):
        return {}
    flat, texts = page.flat, dict[int, str]()
    for index, tag in enumerate(flat.tags):
        if tag != "script" or flat.ends[index] != index + 2:
            continue
        code = flat.nodes[index + 1].text_content or ""
        days = set(_DAY.findall(code)) if len(code) <= _LONGEST and _WRITES.search(code) else set[str]()
        if len(days) == 1:
            texts[index + 1] = days.pop()
    return texts


def days_in_data(page: ParsedPage) -> list[tuple[int, int, int]]:
    """Year, month and day of each entry in the data from which a script draws the list; none where there is one alone.

    Args:
        page: the page.
    """
    for pattern in (_ARRAYS, _DATA):
        days = [(int(year), int(month), int(day)) for year, month, day in pattern.findall(page.source)]
        if len(days) >= _FEWEST:
            return days
    stamps = [day_of(int(stamp)) for stamp in _STAMPS.findall(page.source)]
    return [(day.year, day.month, day.day) for day in stamps] if len(stamps) >= _FEWEST else []
