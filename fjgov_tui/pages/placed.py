"""Where in a script something stands: what runs as the page loads, what waits to be called or for a visitor's hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_BODY = r"(?:function\s*[\w$]*\s*\([^()]{0,80}\)|\([^()]{0,80}\)\s*=>|[\w$]+\s*=>)\s*\Z"
_NAMED = re.compile(
    rf"function\s+[\w$]+\s*\([^()]{{0,80}}\)\s*\Z|[\w$]\s*[:=]\s*(?:async\s+)?{_BODY}"
    r"|(?<![\w$.])(?!(?:if|for|while|switch|catch|with|function)\b)[A-Za-z_$][\w$]*\s*\([^()]{0,80}\)\s*\Z"
    r"|\.\s*(?:click|dblclick|change|submit|tap|hover|blur|focus|mouse\w{2,6}|key\w{2,5}|select)\s*\(\s*"
    rf"(?:async\s+)?{_BODY}"
    r"|\.\s*(?:on|one|bind|live|delegate|addEventListener|attachEvent)\s*\(\s*['\"](?:on)?"
    r"(?:click|dblclick|change|submit|tap|touch\w{3,6}|mouse\w{2,6}|key\w{2,5}|select|focus|blur)\b[^)]{0,80}?"
    rf"(?:async\s+)?{_BODY}"
)
"""What stands before the brace of a function that has a name to be called by, or waits for a visitor's hand."""
_OF_THE_PAGE = re.compile(
    rf"(?:(?:^|[;{{}}\s])(?:(?:window|document|self|top|document\s*\.\s*body)\s*\.\s*)?on[a-z]{{4,16}}\s*=\s*{_BODY}"
    rf"|(?:(?:\$|jQuery)\(\s*)?['\"]?\b(?:window|document|body|html|documentElement)\b['\"]?\s*\)?\s*\.\s*[a-zA-Z]{{2,16}}\s*\(\s*"
    rf"(?:['\"][\w ]{{2,30}}['\"]\s*,\s*)?{_BODY}"
    rf"|\.\s*on(?:load|error|loadend|readystatechange|message|canplay|ended|play|timeupdate)\s*=\s*{_BODY})"
)
"""The same where it waits for anything that is done to the page at all: that comes by itself."""
_PRESSED = re.compile(r"(?:click|mouse|pointer|touch|key)\w{0,8}['\"]?\s*[,=(]")
_WHICH = re.compile(
    r"\b(?:target|srcElement)\b[^;{}]{0,40}\.\s*(?:id|className|classList|dataset|matches)\b|closest\s*\(\s*['\"](?!a['\"\[])"
)
_BRACE = re.compile(r"[{}]")
_HAS_NAME = re.compile(
    rf"(?:function\s+([\w$]+)\s*\([^()]{{0,80}}\)\s*|([\w$]+)\s*[:=]\s*(?:async\s+)?{_BODY}|(?<![.\w$])(?!function\b)([\w$]+)\s*\([^()]{{0,80}}\)\s*)\Z"
)
_AT_LOAD = (
    r"(?:(?:setTimeout|setInterval|requestAnimationFrame|queueMicrotask|\.\s*ready|\$|jQuery)\s*\(\s*['\"]?"
    r"|\b(?:window|document|self|document\s*\.\s*body)\s*\.\s*(?:addEventListener|attachEvent)\s*\(\s*['\"]\w{{4,20}}['\"]\s*,\s*"
    r"|\bon(?:load|pageshow|scroll|focus|blur|error|popstate|hashchange|resize|beforeunload|mousemove)\s*=\s*){name}(?![\w$])"
    r"|(?<![\w$]){name}\s*\((?![^()]{{0,80}}\)\s*\{{)"
)
"""Calls a function by its name, or hands it to what calls it by itself."""
_CONSTRUCTOR = re.compile(r"\bclass\b(?:\s+([\w$]+))?[^{}]{0,80}\{[\s\S]{0,150}?\bconstructor\s*\([^()]{0,80}\)\s*\Z")
"""The function by which things of a kind are made."""
_DEEPEST = 4
_MOST = 40
_MOST_ASKED = 30
"""Functions of a script of which it is asked who calls them: each is looked for in all of it."""


def _of_one_thing(text: str, start: int) -> bool:
    """Whether a function, by its beginning, waits for a press and asks which thing it was that was pressed."""
    before, inside = text[max(0, start - 80) : start], text[start : start + 200]
    return _PRESSED.search(before) is not None and _WHICH.search(inside) is not None


def _around(text: str, places: Iterable[re.Match[str]]) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Each place with the names of the functions in which it stands; empty for what waits for a visitor's hand."""
    braces = _BRACE.finditer(text)
    brace = next(braces, None)
    depth, named = 0, list[tuple[int, str]]()
    for place in places:
        while brace is not None and brace.start() < place.start():
            if brace[0] == "{":
                depth += 1
                before = text[max(0, brace.start() - 200) : brace.start()]
                if _NAMED.search(before) and (not _OF_THE_PAGE.search(before) or _of_one_thing(text, brace.start())):
                    named.append((depth, before))
            else:
                if named and named[-1][0] == depth:
                    named.pop()
                depth -= 1
            brace = next(braces, None)
        yield place, [before for _, before in named]


def at_top(text: str, places: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The places in a script that are run as the page loads: not inside a function that has a name to be called by.

    Args:
        text: of the script; gone through once.
        places: ascending.
    """
    yield from (place for place, around in _around(text, places) if not around)


def at_load(
    text: str,
    places: Iterable[re.Match[str]],
    deep: int = _DEEPEST,
    asked: dict[tuple[str, int], bool] | None = None,
) -> Iterator[re.Match[str]]:
    """The same with those in functions which the script itself calls as the page loads.

    Args:
        text: of the script.
        places: ascending.
        deep: how many functions are followed that call one another.
        asked: what is known of functions by now; those beyond the first few dozen are taken to wait.
    """
    known: dict[tuple[str, int], bool] = {} if asked is None else asked
    for place, around in _around(text, places):
        if all(deep and _is_called(text, before, deep - 1, known) for before in around):
            yield place


def _is_called(text: str, before: str, deep: int, asked: dict[tuple[str, int], bool]) -> bool:
    """Whether a function is called as the page loads; of each that is asked once, however much stands in it."""
    function = before, deep
    if function not in asked:
        if len(asked) == _MOST_ASKED:
            return False
        asked[function] = False
        asked[function] = _comes_about(text, before, deep, asked)
    return asked[function]


def _comes_about(text: str, before: str, deep: int, asked: dict[tuple[str, int], bool]) -> bool:
    """The same, looked for in all of the script; what stands before its brace tells its name."""
    if (made := _CONSTRUCTOR.search(before)) and deep:
        return _is_made(text, made[1] or "", deep, asked)
    head = _HAS_NAME.search(before)
    name = head and (head[1] or head[2] or head[3])
    if not name:
        return False
    calls = re.compile(_AT_LOAD.format(name=re.escape(name))).finditer(text)
    return any(at_load(text, [call for _, call in zip(range(_MOST), calls, strict=False)], deep, asked))


def _is_made(text: str, name: str, deep: int, asked: dict[tuple[str, int], bool]) -> bool:
    """Whether one of a kind is made as the page loads; one without a name is made where it is written."""
    made = rf"\bnew\s+{re.escape(name)}(?![\w$])" if name else r"\bnew\s*\(?\s*class\b"
    makes = re.compile(made).finditer(text)
    return any(at_load(text, [each for _, each in zip(range(_MOST), makes, strict=False)], deep, asked))
