"""Style sheets inside a page: the rules that hide elements, and the elements that they hit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from fjgov_tui.pages.style import RELEVANT, Style, declarations, hidden_by

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_RULE = re.compile(r"(?<![^{}])([^{}]++)\{([^{}]*+)\}?")
"""A rule begins behind a brace, or the search would begin anew at every character of what is no rule."""
_AT_RULE = re.compile(r"@[a-zA-Z-]++[^{};@]*+[{;]")
_BRACE = re.compile(r"[{}]")
_OTHER_MEDIUM = re.compile(r"print|speech|(?:max|min)-(?:device-)?(?:width|height)|orientation")
_STATE = re.compile(r":(?:hover|focus|active|checked|target|focus-within)\b")
_SHOWS = re.compile(r"display\s*:\s*(?!none)|visibility\s*:\s*visible|opacity\s*:\s*(?:1|0?\.[1-9])|height\s*:\s*(?!0)")
MAX_RULES = 300
"""Rules of a page that are looked at; offices keep theirs in files of their own."""
MAX_SELECTORS = 1000
MAX_HITS = 1_000_000
"""Elements that all rules together may hit: a rule for every element, over and over, is made to cost time."""


def _without_other_media(text: str) -> str:
    """The rules that hold on an ordinary screen, their media blocks opened."""
    parts, at = [], 0
    for start in _AT_RULE.finditer(text):
        if start.start() < at:
            continue
        parts.append(text[at : start.start()])
        at = start.end()
        if not start[0].endswith("{"):
            continue
        end = _closing(text, at)
        head = start[0].lower()
        if head.startswith(("@media", "@supports", "@layer")) and not _OTHER_MEDIUM.search(head):
            parts.append(text[at:end])
        at = end + 1
    return "".join([*parts, text[at:]])


def _closing(text: str, at: int) -> int:
    """Where the block that has just begun ends."""
    depth = 1
    for brace in _BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return len(text)


def _rules(text: str) -> Iterator[tuple[str, str]]:
    bare = _without_other_media(_COMMENT.sub("", text))
    for count, found in enumerate(_RULE.finditer(bare)):
        if count >= MAX_RULES:
            return
        for selector in found[1].split(",")[:20]:
            yield selector.strip(), found[2]


def _last(selector: str) -> str:
    return _STATE.sub("", selector).split(" ")[-1].strip("> +~")


def read_sheets(tree: LexborHTMLParser) -> dict[int, Style]:
    """What the page's own style sheets declare for its elements, by the parser's own number of a node.

    Later rules go before earlier ones. A rule that hides what another shows while the mouse is over it makes a menu,
    and is left out.
    """
    text = "\n".join(node.text() for node in tree.css("style"))
    found: dict[int, Style] = {}
    rules = list(islice(_rules(text), MAX_SELECTORS)) if text.strip() else []
    hits = 0
    menus = {_last(selector) for selector, body in rules if _STATE.search(selector) and _SHOWS.search(body)}
    for selector, body in rules:
        style = declarations(body)
        if RELEVANT.isdisjoint(style) or ":" in selector or (hidden_by(style) and _last(selector) in menus):
            continue
        nodes = _hit(tree, selector)
        for node in nodes:
            found[node] = {**found[node], **style} if node in found else style
        hits += len(nodes)
        if hits > MAX_HITS:
            break
    return found


def _hit(tree: LexborHTMLParser, selector: str) -> list[int]:
    try:
        return [node.mem_id for node in tree.css(selector)]
    except SelectolaxError:
        # A selector that only browsers of one kind know hides nothing from the others.
        return []
