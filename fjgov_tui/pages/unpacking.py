"""What packed and encoded programs say once they are opened: nothing is run, and nothing grows without bound."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote

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


_CALLED_AT_ONCE = re.compile(r"\}\s*\)?\s*\((?P<given>(?:[^()'\"]|'[^'\n]{0,4000}'|\"[^\"\n]{0,4000}\"){1,1500}+)\)")
"""A function that is called where it is written, with texts."""
_PARAMETERS = re.compile(
    r"function\s*[\w$]{0,40}\s*\((?P<names>[\w$,\s]{1,200})\)\s*\Z|\((?P<arrow>[\w$,\s]{1,200})\)\s*=>\s*\Z"
)
_GIVEN = re.compile(r"\s*('[^'\n]*'|\"[^\"\n]*\"|[^,'\"]*)\s*(?:,|\Z)")
_BRACE = re.compile(r"[{}]")
_LONGEST_HANDED = 20_000
_MOST_HANDED = 8


def handed_in(text: str) -> str:
    """A script in which functions that are called on the spot have the texts that these are given, for their names."""
    if len(text) > _LONGEST_HANDED:
        return text
    for _ in range(_MOST_HANDED):
        calls = [call for call in _CALLED_AT_ONCE.finditer(text) if "'" in call["given"] or '"' in call["given"]]
        done = next(filter(None, (_handed_over(text, call) for call in calls)), "") if calls else ""
        if not done or len(done) > _MAX_OPENED:
            break
        text = done
    return text


def _handed_over(text: str, call: re.Match[str]) -> str:
    """The script with what one call hands over in its place; empty where nothing changes."""
    depth, start = 0, -1
    for brace in reversed(list(_BRACE.finditer(text, 0, call.start() + 1))):
        depth += 1 if brace[0] == "}" else -1
        if not depth:
            start = brace.start()
            break
    head = _PARAMETERS.search(text[max(0, start - 300) : start]) if start > 0 else None
    if head is None:
        return ""
    names = [name.strip() for name in (head["names"] or head["arrow"]).split(",")]
    before = body = text[start : call.start()]
    for name, given in zip(names, _GIVEN.findall(call["given"]), strict=False):
        if name and given[:1] in {"'", '"'} and not re.search(rf"(?<![\w$.]){re.escape(name)}\s*[-+]?=(?!=)", body):
            body = re.sub(rf"(?<![\w$.'\"]){re.escape(name)}(?![\w$'\":])", given.replace("\\", r"\\"), body)
    return f"{text[:start]}{body}{text[call.start() :]}" if body != before else ""


JOINED = re.compile(r"(?<!\\)(['\"])\s*+\+\s*+\1")
"""Between two halves of a text that a script puts together."""
CODED = re.compile(
    r"(?:\bwindow\s*\.\s*)?(?:\b(?P<of>atob|unescape|decodeURIComponent|decodeURI)\(\s*"
    r"(?P<quote>['\"])(?P<text>(?:(?!(?P=quote))[^\n]){2,4000})(?P=quote)\s*\)"
    r"|\bString\s*\.\s*fromCharCode\(\s*(?P<codes>(?:\d{1,5}\s*,\s*){0,2000}\d{1,5})\s*\))"
)
MOST_CODED = 4
"""How many times over something is decoded."""
PART = re.compile(r"(['\"])([^'\"\n]{0,200})\1")
_TWO_TEXTS = re.compile(r"(['\"])((?:(?!\1)[^\\\n]|\\.){0,300})\1\s*\+\s*(['\"])((?:(?!\3)[^\\\n]|\\.){0,300})\3")
"""Two texts in quotes of two kinds that are put together."""
CONCAT = re.compile(r"(['\"])([^'\"\n]{0,300})\1\s*\.\s*concat\(((?:\s*(['\"])[^'\"\n]{0,200}\4\s*,?){1,20})\)")


def put_together(text: str) -> str:
    """A script whose texts are joined, those in quotes of two kinds as well."""
    for _ in range(MOST_CODED):
        before, text = text, _TWO_TEXTS.sub(lambda pair: quoted(pair[2] + pair[4]), JOINED.sub("", text))
        if text == before:
            break
    return text


_TEMPLATE = re.compile(r"`([^`\n]{1,300})`")
_HOLE = re.compile(r"\$\{\s*(?:'([^'{}\n]{0,80})'|\"([^\"{}\n]{0,80})\"|([A-Za-z_$][\w$]{0,30}))\s*\}")


def filled(text: str, named: Mapping[str, str]) -> str:
    """A script with texts for its templates in which nothing stands but texts, and names that are texts.

    Args:
        text: of the script.
        named: its texts by their names.
    """

    def whole(template: re.Match[str]) -> str:
        inside = _HOLE.sub(
            lambda hole: named.get(hole[3], hole[0]) if hole[3] else hole[1] or hole[2] or "", template[1]
        )
        return template[0] if "${" in inside else quoted(inside)

    return _TEMPLATE.sub(whole, text)


def quoted(text: str) -> str:
    """A text as it stands in a script."""
    return '"' + text.replace('"', "'").replace("\n", " ") + '"'


def in_address(address: str) -> str:
    """What a `data:` address holds, as a text; as it is written where that does not decode.

    Args:
        address: as it stands in the page.
    """
    head, _, data = address.partition(",")
    text = unquote(data, errors="replace")
    if "base64" not in head.lower():
        return text
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return data


def decoded_call(call: re.Match[str]) -> str:
    """What a call decodes, as a text; the call itself where that is no text."""
    if call["codes"]:
        codes = [int(code) for code in call["codes"].split(",")]
        letters = all(code < 0xD800 or 0xE000 <= code < 0x10000 for code in codes)
        return quoted("".join(map(chr, codes))) if letters else call[0]
    if call["of"] != "atob":
        return quoted(unquote(call["text"], errors="replace"))
    try:
        text = base64.b64decode(call["text"] + "=" * (-len(call["text"]) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return call[0]
    return quoted(text) if text.isprintable() else call[0]
