"""What should not stand in a text that is to be published: the same looks as the monitor takes at a page that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.normal import normal
from fjgov_tui.pages.personal import sentence_around
from fjgov_tui.pages.words import WordFinder, county_words, finder, numbered, unsourced, worded

_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?", re.IGNORECASE)
_OFFICIAL = (".gov.cn", ".政务", ".example")
"""Hosts of governments; `.example` is nobody's."""
Terms = tuple[tuple[str, str, str], ...]
"""The county's own words as rows of word, kind and advice."""


@dataclass(frozen=True)
class TextFault:
    """Something in a text that somebody has to look at before it is published."""

    alarm: Alarm
    line: int
    """The line of the text on which it stands first, from 1."""

    @property
    def pressing(self) -> bool:
        """Whether it has to be answered; an office's own contact number is only to be looked at."""
        return self.alarm.severity != Severity.NOTICE

    @property
    def key(self) -> str:
        """What makes it the same thing in the next version: its kind and what was found."""
        return f"{self.alarm.rule}:{self.alarm.mark}"


def text_faults(text: str, terms: Terms = (), *, sourced: bool = False, own: Sequence[str] = ()) -> list[TextFault]:
    """What is suspected in a text, in the order of its lines.

    Args:
        text: the text with its line breaks.
        terms: the county's own words.
        sourced: whether its source is named elsewhere, as in the record of a release.
        own: the county's own hosts; links to them are not foreign.

    Returns:
        Each thing once, at its first place.
    """
    return sorted(_faults(text, terms, sourced=sourced, own=own), key=lambda fault: fault.line)


def numbers_in(text: str) -> list[str]:
    """What is told of the unmasked numbers of persons in a text; a look that a whole register can afford."""
    if _DIGITS.search(text) is None:
        return []
    return [alarm.what for alarm, _ in numbered(normal(text)) if alarm.severity != Severity.NOTICE]


_DIGITS = re.compile(r"(?:\d[ -]?){11}")
"""No number of a person is shorter."""


def _faults(text: str, terms: Terms, *, sourced: bool, own: Sequence[str]) -> Iterator[TextFault]:
    plain = normal(text)
    for hit in _finder(terms).find(plain):
        yield TextFault(worded(text, hit), _line(text, hit.start))
    for alarm, start in numbered(plain):
        yield TextFault(alarm, _line(text, plain.origin(start)))
    metas: Mapping[str, str] = {"contentsource": "有"} if sourced else {}
    where = unsourced(text, metas)
    if where is not None:
        what = "疑似转载没有注明来源"
        yield TextFault(
            Alarm("repost", "source", what, sentence_around(text, *where), Severity.WARNING), _line(text, where[0])
        )
    yield from _foreign(text, frozenset(own))


def _foreign(text: str, own: frozenset[str]) -> Iterator[TextFault]:
    """Links that lead out of what governments run, each host once."""
    known = set(own)
    for address in _ADDRESS.finditer(text):
        host = (urlsplit(address[0]).hostname or "").lower()
        if host in known or host.endswith(_OFFICIAL):
            continue
        known.add(host)
        what = f"链接到非政府网站：{host}，请核对是否必要、打得开"
        alarm = Alarm("outbound", host, what, sentence_around(text, address.start(), address.end()), Severity.WARNING)
        yield TextFault(alarm, _line(text, address.start()))


def _line(text: str, place: int) -> int:
    return text.count("\n", 0, place) + 1


@lru_cache(maxsize=4)
def _finder(terms: Terms) -> WordFinder:
    return finder(county_words(terms))
