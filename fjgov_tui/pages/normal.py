"""Text as it is searched, with the way back to the original; and the form in which two editions are compared."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from datetime import date

from fjgov_tui.dataclass import dataclass

MAX_KEPT = 60_000
"""Characters of an article that are kept for comparison."""
SHOWN = 40
"""Characters of a difference that are shown."""


def squeeze(text: str) -> str:
    """A text in the form in which it is compared: one form for each character, no blanks, nothing unseen."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(char for char in plain if not char.isspace() and unicodedata.category(char) != "Cf")


def day_differs(stated: date | None, wanted: date) -> bool:
    """Whether a page names another day than the registered one; what was signed at night may come out next morning."""
    return stated is not None and abs((stated - wanted).days) > 1


_UNSEEN = (
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0"
)
_WIDE = r"\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_COMPATIBLE = r"\u2460-\u24ff\u2e80-\u2fdf\u3200-\u33ff\uf900-\ufaff\ufb00-\ufb06"
_ODD_ONE = rf"[ \t\u00a0\u2000-\u200a\u202f\u3000{_UNSEEN}{_WIDE}{_COMPATIBLE}]"
_ODD = re.compile(f"{_ODD_ONE}{_ODD_ONE}*+")
"""Runs of spaces, invisible characters, full-width letters and digits, compatibility forms.

Written with `+` the same takes three times as long: a search is quick where a set stands at the beginning.
"""
_INVISIBLE = re.compile(f"[{_UNSEEN}]")
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")


@dataclass(frozen=True)
class Normal:
    """A normalised text and where its parts came from."""

    text: str
    starts: tuple[int, ...] = (0,)
    """Where each stretch begins in the normalised text, ascending."""
    origins: tuple[int, ...] = (0,)
    """Where it begins in the original; a stretch that was replaced by one of another length has one origin."""

    def origin(self, place: int) -> int:
        """The place in the original of a place in the normalised text."""
        at = bisect_right(self.starts, place) - 1
        origin = self.origins[at] + place - self.starts[at]
        return min(origin, self.origins[at + 1]) if at + 1 < len(self.origins) else origin


def beside(first: Normal, size: int, second: Normal) -> Normal:
    """Two texts with a line break between them, as if they had been normalised together.

    Args:
        first: the first text.
        size: the length of its original.
        second: the other one.
    """
    place, origin = len(first.text) + 1, size + 1
    return Normal(
        f"{first.text}\n{second.text}",
        (*first.starts, *(place + start for start in second.starts)),
        (*first.origins, *(origin + start for start in second.origins)),
    )


def _put(text: str, match: re.Match[str]) -> str:
    """What stands for a run of odd characters."""
    seen = _INVISIBLE.sub("", match[0])
    plain = unicodedata.normalize("NFKC", seen)
    if plain.strip():
        return plain
    before, after = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    return "" if not seen or (_HAN.match(before) and _HAN.match(after)) else seen


def normal(text: str) -> Normal:
    """Normalise for searching: letters in lower case and half width, nothing between the characters of a word."""
    parts, starts, origins, length, at = list[str](), [0], [0], 0, 0
    for match in _ODD.finditer(text):
        put = _put(text, match)
        parts += [text[at : match.start()], put]
        length += match.start() - at
        at = match.end()
        if len(put) != at - match.start():
            starts += [length, length + len(put)]
            origins += [match.start(), at]
        length += len(put)
    parts.append(text[at:])
    plain = "".join(parts)
    lower = plain.lower()
    # A few letters have a lower case of two; the map would no longer fit.
    return Normal(lower if len(lower) == len(plain) else plain, tuple(starts), tuple(origins))
