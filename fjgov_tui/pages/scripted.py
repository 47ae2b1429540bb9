"""Days that stand in scripts: written beside the entries of a list, or in the data of a list that a script draws."""

from __future__ import annotations

import re

from fjgov_tui.clock import day_of
from fjgov_tui.pages.page import ParsedPage

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
"""Characters of a script that writes one day; of a longer one nobody knows what it writes."""


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
