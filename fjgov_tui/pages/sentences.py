"""The sentence around a place, as evidence that can be kept: short, harmless, without anybody's numbers."""

from __future__ import annotations

import re

from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.text import clean

_BREAK = re.compile(r"[。！？；!?;\n]")
_SPACE = re.compile(r"\s+")
SIDE = 60
"""Characters kept on either side of what was found."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence in which a stretch stands, cut to `SIDE` characters on either side, its numbers masked.

    Args:
        text: digits already half-width.
        start: where the stretch begins.
        end: where it ends.
    """
    # Numbers are masked before the cut: half a number would no longer be recognised.
    first, last = max(0, start - 3 * SIDE), min(len(text), end + 3 * SIDE)
    before, middle, after = text[first:start], text[start:end], text[end:last]
    begin = max((one.end() for one in _BREAK.finditer(before)), default=0)
    stop = _BREAK.search(after)
    after = (
        after[: stop.end()] if stop and text[end + stop.start()] != "\n" else after[: stop.start() if stop else None]
    )
    whole = f"{before[begin:]}\0{middle}\0{after}"
    kept = _masked(whole)
    head, middle, tail = kept.split("\0", 2) if kept.count("\0") == 2 else ("", kept.replace("\0", ""), "")
    head, tail = _SPACE.sub(" ", head).lstrip(), _SPACE.sub(" ", tail).rstrip()
    head = f"…{head[-SIDE:]}" if len(head) > SIDE else head
    tail = f"{tail[:SIDE]}…" if len(tail) > SIDE else tail
    return clean(f"{head}{_SPACE.sub(' ', middle)}{tail}")


def _masked(whole: str) -> str:
    """The stretch itself may be a number, or lie beside one."""
    joined = whole.replace("\0", "")
    if joined == without_numbers(joined):
        return whole
    parts = whole.split("\0")
    return "\0".join(without_numbers(part) for part in parts) if _apart(parts) else without_numbers(joined)


def _apart(parts: list[str]) -> bool:
    """Whether masking part by part masks as much as masking the whole."""
    return without_numbers("".join(parts)) == "".join(map(without_numbers, parts))
