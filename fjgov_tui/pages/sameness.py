"""How two editions of one article are compared: in one form of each character, and by the stretch that differs."""

from __future__ import annotations

import unicodedata
from datetime import date

MAX_KEPT = 60_000
"""Characters of an article that are kept for comparison."""
SHOWN = 40
"""Characters of a difference that are shown."""


def squeeze(text: str) -> str:
    """A text in the form in which it is compared: one form for each character, no blanks, nothing unseen."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Cf")


def altered(before: str, after: str) -> str:
    """The stretch in which two squeezed texts differ, as it is now; what was taken out where nothing is there now."""
    head = next(
        (place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    now, was = after[head : len(after) - tail], before[head : len(before) - tail]
    if was and now:
        return f"“{was[:SHOWN]}”改成了“{now[:SHOWN]}”"
    return f"多了“{now[:SHOWN]}”" if now else f"少了“{was[:SHOWN]}”"


def day_differs(stated: date | None, wanted: date) -> bool:
    """Whether a page names another day than the registered one; what was signed at night may come out next morning."""
    return stated is not None and abs((stated - wanted).days) > 1
