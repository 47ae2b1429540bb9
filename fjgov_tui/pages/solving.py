"""What a script says once the texts in it are worked out that it takes apart: pieces, rows, codes, names for names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from fjgov_tui.pages.unpacking import (
    CODED,
    CONCAT,
    MOST_CODED,
    PART,
    decoded_call,
    filled,
    handed_in,
    put_together,
    quoted,
)

BRACKETED = re.compile(r"(?<=[\w$)\]])\s*\[\s*(['\"])([A-Za-z_$][\w$]*)\1\s*\]")
"""A name in brackets, as in `self["location"]`."""
_REVERSED = re.compile(
    r"(['\"])((?:(?!\1)[^\n]){1,400})\1\s*\.\s*split\(\s*['\"]{2}\s*\)\s*\.\s*reverse\(\s*\)\s*\.\s*join\(\s*['\"]{2}\s*\)"
)
_LISTED = re.compile(
    r"\[((?:\s*(['\"])[^'\"\[\]\n]{0,200}\2\s*,?){2,40})\]\s*\.\s*join\(\s*(['\"])([^'\"\n]{0,10})\3\s*\)"
)
_EXCHANGED = re.compile(
    r"(?P<q>['\"])(?P<text>[^'\"\n]{4,600})(?P=q)\s*\.\s*replace(?:All)?\(\s*(?:/(?P<out>\\?[^\w\s/\\]|\w{1,8})/g|['\"](?P<all>[^'\"\n]{1,8})['\"])"
    r"\s*,\s*(?P<r>['\"])(?P<by>[^'\"\n]{0,20})(?P=r)\s*\)"
)
_PARTED = re.compile(
    r"(['\"])([^'\"\n]{4,600})\1\s*\.\s*split\(\s*(['\"])([^'\"\n]{1,10})\3\s*\)\s*\.\s*join\(\s*(['\"])([^'\"\n]{0,10})\5\s*\)"
)
_APPLIED = re.compile(r"(?<=fromCharCode)\s*\.\s*apply\(\s*\w{1,10}\s*,\s*\[([\d\s,]{1,6000})\]\s*\)")
_NAMED_TEXT = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,30})\s*=\s*(['\"])([^'\"\n]{1,200})\2\s*(?=[;,\n)}]|$)")
_ROW = re.compile(
    r"(?<![\w$.])(?P<name>[A-Za-z_$][\w$]{0,30})\s*=\s*\[(?P<row>(?:\s*(?:\"[^\"\n]{0,300}\"|'[^'\n]{0,300}')\s*,?){1,60})\]"
)
_OF_ROW = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,30})\s*\[\s*(\d{1,2}|0x[0-9a-fA-F]{1,2})\s*\]")
_JOINED_ROW = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,30})\s*\.\s*(?:slice\(\s*(\d{1,2})\s*(?:,\s*(\d{1,2})\s*)?\)\s*\.\s*)?"
    r"join\(\s*(['\"])([^'\"\n]{0,10})\4\s*\)"
)
_WHOLE_TEXT = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
"""A row of texts, and one of it by its number."""
_CALLED_UPON = re.compile(
    r"(?<![\w$.'\"])([A-Za-z_$][\w$]{0,30})(?=\s*\.\s*(?:split|replace|substr|slice|concat)\s*\()"
)
"""A name of which something is made."""
_CHAIN = re.compile(r"(?<![\w$.+'\"])[A-Za-z_$][\w$]{0,30}(?:\s*\+\s*[A-Za-z_$][\w$]{0,30}){1,12}(?![\w$(.\[])")
"""Names that are put together."""
_WORKED_OUT = re.compile(r"reverse|atob|unescape|decodeURI|fromCharCode|join|replace\(\s*/")
REGEX_TEXT = re.compile(r"/([\w:.-]{1,80})/[gimsuy]{0,3}\s*\.\s*source\b")
"""The text of a pattern that is nothing but a word."""
_NAME_IN_BRACKETS = re.compile(r"(?<=[\w$)\]])\s*\[\s*([A-Za-z_$][\w$]{0,30})\s*\]")
_TELLING = frozenset(
    {"location", "href", "replace", "assign", "open", "write", "writeln", "referrer", "userAgent", "eval", "Function"}
    | {"cookie", "createElement", "appendChild", "insertBefore", "src", "innerHTML", "outerHTML", "atob", "constructor"}
    | {"unescape", "fromCharCode", "decodeURIComponent", "getScript", "import", "fetch", "setAttribute", "navigate"}
)
"""What nobody keeps in a text to ask for it by a name in brackets, but who does not want it read."""

_OTHER_NAME = re.compile(
    r"(?<![\w$.])([A-Za-z_$][\w$]{0,30})\s*+=\s*+(?:(?:window|self|top|document)\s*\.\s*)?"
    r"(document|window|location|navigator|top|self|parent)\s*(?=[,;\n)}]|$)"
    r"|\{\s*location\s*:\s*([A-Za-z_$][\w$]{0,30})\s*\}\s*=\s*(?:window|self|top|document)\b"
)
"""Gives another name to what every script knows."""
_NAMES = re.compile(
    r"=\s*+(?:\w{3,8}\s*\.\s*)?(?:document|window|location|navigator|top|self|parent)\s*(?:[,;\n)}]|$)|\{\s*location"
)
"""Without this none of them does: it begins with a sign that is found in no time."""
_CALLED_SO = re.compile(r"(?<![\w$.'\"])[A-Za-z_$][\w$]{0,30}(?=\s*\.)")
_LONGEST_NAMED = 20_000
"""Characters of a script beyond which one name stands for many things in it."""
_TEXTS_TOLD = re.compile(rf"=\s*(['\"])(?:{'|'.join(sorted(_TELLING))})\1")
_IN_BASE = re.compile(
    r"(?:\(\s*(?P<in>\d{1,16}|0x[0-9a-fA-F]{1,13})\s*\)|(?<![\w$.])(?P<bare>\d{1,16}))\s*\.{1,2}\s*toString\s*\(\s*(?P<base>\d{1,2}|0x[0-9a-f]{1,2})\s*\)"
)
"""A number written in letters."""
_FIGURES = "0123456789abcdefghijklmnopqrstuvwxyz"


def _other_name(given: re.Match[str]) -> tuple[str, str]:
    """A name and what it stands for."""
    return (given[3], "location") if given[3] else (given[1], given[2])


def _in_brackets(use: re.Match[str], named: Mapping[str, str]) -> str:
    """What is asked for by a name in brackets that is one of the telling texts."""
    return f".{named[use[1]]}" if named.get(use[1]) in _TELLING else use[0]


def _of_names(chain: str, named: Mapping[str, str]) -> str:
    """What names make together that are texts, every one; else the chain as it stands."""
    names = [name.strip() for name in chain.split("+")]
    return quoted("".join(named[name] for name in names)) if all(name in named for name in names) else chain


def _exchanged(match: re.Match[str]) -> str:
    """A text in which something is put in the place of something else."""
    return quoted(match["text"].replace((match["out"] or match["all"] or "").removeprefix("\\"), match["by"]))


def _texts_of(row: str) -> list[str]:
    return [match[1] if match[1] is not None else match[2] for match in _WHOLE_TEXT.finditer(row)]


def _of_row(use: re.Match[str], rows: Mapping[str, Sequence[str]]) -> str:
    """A text of a row by its number; what was there where there is no such row or text."""
    row, number = rows.get(use[1], ()), int(use[2], 16 if use[2][1:2] == "x" else 10)
    return quoted(row[number]) if number < len(row) else use[0]


def _joined_row(use: re.Match[str], rows: Mapping[str, Sequence[str]]) -> str:
    if use[1] not in rows:
        return use[0]
    return quoted(use[5].join(rows[use[1]][int(use[2] or 0) : int(use[3]) if use[3] else None]))


def solved(text: str) -> str:
    """A script with what can be worked out in place of the functions that work it out.

    Args:
        text: of the script, its escapes resolved.
    """
    text = _of_rows(_outright(handed_in(text)))
    return _worked_out(text) if _WORKED_OUT.search(text) else text


def _in_base(call: re.Match[str]) -> str:
    """What a number is in the figures of another base, as a text; the call itself where there is no such base."""
    number, base = (int(part, 16 if part[1:2] == "x" else 10) for part in (call["in"] or call["bare"], call["base"]))
    if not 2 <= base <= len(_FIGURES):
        return call[0]
    text = _FIGURES[number % base]
    while number := number // base:
        text = _FIGURES[number % base] + text
    return quoted(text)


def _outright(text: str) -> str:
    """The script with texts and well-known things in the place of the names that stand for them."""
    if "toString" in text:
        text = put_together(_IN_BASE.sub(_in_base, text))
    if "+" in text and (named := _texts_by_name(text)):
        text = BRACKETED.sub(r".\2", _CHAIN.sub(lambda chain: _of_names(chain[0], named), text))
    if "${" in text:
        text = BRACKETED.sub(r".\2", put_together(filled(text, _texts_by_name(text))))
    if _TEXTS_TOLD.search(text):
        known = _texts_by_name(text)
        text = _NAME_IN_BRACKETS.sub(lambda use: _in_brackets(use, known), text)
    if (
        len(text) <= _LONGEST_NAMED
        and _NAMES.search(text)
        and (others := dict(map(_other_name, _OTHER_NAME.finditer(text))))
    ):
        text = _CALLED_SO.sub(lambda use: others.get(use[0], use[0]), text)
    return text


def _texts_by_name(text: str) -> dict[str, str]:
    return {match[1]: match[3] for match in _NAMED_TEXT.finditer(text)}


def _of_rows(text: str) -> str:
    """The script with texts in the place of what is taken from rows of them."""
    if rows := {match["name"]: _texts_of(match["row"]) for match in _ROW.finditer(text) if "]" in text}:
        text = BRACKETED.sub(r".\2", _OF_ROW.sub(lambda use: _of_row(use, rows), text))
        text = put_together(_JOINED_ROW.sub(lambda use: _joined_row(use, rows), text))
    if "concat" in text:
        text = CONCAT.sub(lambda call: quoted(call[2] + "".join(part[1] for part in PART.findall(call[3]))), text)
        text = BRACKETED.sub(r".\2", text)
    return text


def _worked_out(text: str) -> str:
    """The script with what its calls make of texts."""
    if named := _texts_by_name(text):
        text = _CALLED_UPON.sub(lambda use: quoted(named[use[1]]) if use[1] in named else use[0], text)
    text = _APPLIED.sub(r"(\1)", text)
    text = _REVERSED.sub(lambda match: quoted(match[2][::-1]), text)
    text = CODED.sub(decoded_call, text)
    text = _LISTED.sub(lambda match: quoted(match[4].join(part[1] for part in PART.findall(match[1]))), text)
    text = _EXCHANGED.sub(_exchanged, text)
    text = _PARTED.sub(lambda match: quoted(match[2].replace(match[4], match[6])), text)
    for _ in range(MOST_CODED):
        before, text = text, CODED.sub(decoded_call, text)
        if text == before:
            break
    return BRACKETED.sub(r".\2", put_together(text))
