"""What packed and encoded programs say once they are opened: nothing is run, and nothing grows without bound."""

from __future__ import annotations

import re
from collections.abc import Mapping

PACKED = re.compile(r"\beval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k")
"""How the one widespread packer begins what it makes."""
_HANDED_OVER = re.compile(
    r"\}\s*\(\s*(?P<q>['\"])(?P<text>(?:\\.|(?!(?P=q))[^\\])*+)(?P=q)\s*,\s*(?P<base>\d{1,2})\s*,\s*(?P<count>\d{1,5})\s*,"
    r"\s*(?P<w>['\"])(?P<words>(?:\\.|(?!(?P=w))[^\\])*+)(?P=w)\s*\.\s*split\(\s*(['\"])\|\7\s*\)"
    r"(?:\s*,\s*\d+\s*,\s*\{\s*\})?\s*\)\s*\)?",
    re.DOTALL,
)
"""The text in which words are exchanged for figures, the base of these, and the words."""
_FIGURE = re.compile(r"\b\w+\b", re.ASCII)
_ESCAPE = re.compile(r"\\(['\"\\])")
_RUN = re.compile(
    r"\b(?:eval|execScript|Function|setTimeout|setInterval)\s*\(\s*"
    r"(?P<q>['\"`])(?P<text>(?:\\.|(?!(?P=q))[^\\])*+)(?P=q)\s*(?:,\s*\d{0,6}\s*)?\)(?:\s*\(\s*\))?",
    re.DOTALL,
)
"""A text that is run as a program."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MAX_OPENED = 200_000
"""Characters that may come out."""
_MAX_PACKED = 5
"""Packed programs in one script that are opened."""


def unpacked(text: str) -> str:
    """A script with each packed program in it replaced by what that says; those that do not open stay as they are."""
    for _ in range(_MAX_PACKED):
        start = PACKED.search(text)
        handed = start and _HANDED_OVER.search(text, start.end())
        if not start or not handed:
            break
        words = _dictionary(handed)
        inside = _words_back(_ESCAPE.sub(r"\1", handed["text"]), words) if words else None
        if inside is None:
            break
        text = f"{text[: start.start()]}{inside}{text[handed.end() :]}"
    return text


def _dictionary(handed: re.Match[str]) -> dict[str, str]:
    """By figure the word for which it stands; none where the packer does not write like that."""
    base, words = int(handed["base"]), handed["words"].split("|")
    if not 2 <= base <= len(_DIGITS):
        return {}
    return {_figure(number, base): word for number, word in enumerate(words[: int(handed["count"])]) if word}


def _figure(number: int, base: int) -> str:
    figure = _DIGITS[number % base]
    while number := number // base:
        figure = _DIGITS[number % base] + figure
    return figure


def _words_back(text: str, words: Mapping[str, str]) -> str | None:
    """The text with its words; none where that is longer than anybody writes."""
    parts, size, end = list[str](), len(text), 0
    for match in _FIGURE.finditer(text):
        word = words.get(match[0], match[0])
        size += len(word) - len(match[0])
        if size > _MAX_OPENED:
            return None
        parts += (text[end : match.start()], word)
        end = match.end()
    return "".join((*parts, text[end:]))


def laid_open(text: str) -> str:
    """A script with the texts that it runs as programs in the place of the calls that do so."""
    return _RUN.sub(lambda call: f";{_bare(call['text'], call['q'])};", text)


def _bare(text: str, quote: str) -> str:
    """A text without its escapes; one that was worked out has none, and what looks like them is its own."""
    return _ESCAPE.sub(r"\1", text) if f"\\{quote}" in text else text
