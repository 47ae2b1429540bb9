"""Days that small scripts write beside the entries of a list, as some publishing systems have it."""

from __future__ import annotations

import re

from fjgov_tui.pages.page import ParsedPage

_WRITES = re.compile(r"document\.write(?:ln)?\s*\(", re.IGNORECASE)
_DAY = re.compile(r"[\"']\s*((?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[ T\d:.]{0,16}[\"']")
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
