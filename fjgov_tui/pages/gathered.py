"""What several parts of a page do together: an element keeps an address, a handler calls what a script defines."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Sequence

from fjgov_tui.pages.answers import Alarm
from fjgov_tui.pages.harms import CALLS_AWAY, COPIES, TO_LOCATION
from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.page import ParsedPage
from fjgov_tui.pages.placed import at_load
from fjgov_tui.pages.scripts import Script, script_of
from fjgov_tui.pages.suspects import suspects

_CHOSEN = (
    r"(?:document\s*\.\s*)?(?:getElementById\s*\(\s*['\"](?P<{0}id>[\w-]{{1,80}})['\"]\s*\)"
    r"|querySelector\s*\(\s*['\"](?P<{0}query>[^'\"{{}}]{{1,120}})['\"]\s*\)"
    r"|(?:\$|jQuery)\s*\(\s*['\"](?P<{0}jquery>[^'\"<>{{}}]{{1,120}})['\"]\s*\))"
)
_KEPT = re.compile(
    rf"{TO_LOCATION}(?:[\w.]{{2,40}}\s*\(\s*)?(?:{_CHOSEN.format('')}|(?P<name>[A-Za-z_$][\w$]{{0,40}}))\s*\.\s*"
    r"(?:href|value|content|dataset|getAttribute|textContent|innerText|innerHTML|text|title|alt|attr|val|data|html)\b"
)
"""Leads to what an element keeps."""
_ADDRESS = re.compile(r"(?:https?:)?//[^\s'\"<>\\]{3,300}", re.IGNORECASE)
_CODED = re.compile(r"[A-Za-z0-9+/]{14,600}={0,2}")
_CALLS = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s*\(")
_MOST_TEXT, _MOST_CODE, _MOST_FIELDS = 4000, 20_000, 50
_OWN_TEMPLATE = re.compile(
    r"(?:\{\{|\b(?:v-|ng-|x-|:|@)[\w.:-]{1,40}\s{0,3}=\s{0,3}[\"'])[^<>]{0,200}?\bconstructor\s{0,3}(?:\.\s{0,3}constructor\s{0,3})?\("
)
"""A piece of a page that its own framework puts a value into, and runs code that was written there."""


def gathered(page: ParsedPage, near: Neighbours, scripts: Sequence[Script]) -> Iterator[Alarm]:
    """Ways to strangers of which no single part of the page tells.

    Args:
        page: the page.
        near: which hosts are no strangers.
        scripts: its inline scripts.
    """
    for script in scripts:
        if "location" in script.text and not script.by_hand:
            yield from _by_elements(page, near, script)
        if COPIES.search(script.text) and not script.by_hand:
            yield from _copied(page, script)
    if "constructor" in page.source and (run := _OWN_TEMPLATE.search(page.source)):
        yield Alarm("script", "template", "页面模板里写着会运行的代码", run[0][:300])
    for handler in scripts:
        if handler.handler and not handler.by_hand and "(" in handler.text and len(handler.text) <= _MOST_TEXT:
            yield from _by_handler(near, handler, scripts)


def _copied(page: ParsedPage, script: Script) -> Iterator[Alarm]:
    """A script that has the browser copy, unasked, what a field keeps: a way to somebody's purse or group."""
    for node in page.chosen("textarea,input[value]", "textarea", "input")[:_MOST_FIELDS]:
        if calls := CALLS_AWAY.search(node.attributes.get("value") or node.text()[:_MOST_TEXT]):
            what = f"往访问者的剪贴板里放引流口令的脚本：“{calls[0][:20]}”"
            yield Alarm("script", f"inline:{script.mark}", what, script.text[:200], script=script.mark)
            return


def _by_elements(page: ParsedPage, near: Neighbours, script: Script) -> Iterator[Alarm]:
    """A script that leads, as the page loads, to a foreign address which an element keeps."""
    text = script.solved
    for match in at_load(text, _KEPT.finditer(text)):
        chosen = _chosen_as(text, match["name"]) if match["name"] else match
        if chosen is None:
            continue
        selector = f'[id="{chosen["id"]}"]' if chosen["id"] else chosen["query"] or chosen["jquery"]
        if host := next(_kept(page, near, selector), ""):
            what = f"脚本把访问者带到 {host}，网址藏在页面的元素里"
            yield Alarm("redirect", f"inline:{script.mark}", what, match[0][:200], script=script.mark)
            return


def _chosen_as(text: str, name: str) -> re.Match[str] | None:
    """Where a script gives an element of the page a name."""
    return re.search(rf"(?<![\w$.]){re.escape(name)}\s*=\s*{_CHOSEN.format('')}", text)


def _kept(page: ParsedPage, near: Neighbours, selector: str) -> Iterator[str]:
    """The foreign hosts of the addresses that an element keeps, plainly or in base 64."""
    try:
        node = page.tree.css_first(selector)
    except ValueError:
        return  # No selector that the parser knows.
    if node is None:
        return
    texts = [*filter(None, node.attributes.values()), node.text()[:_MOST_TEXT]]
    for text in [*texts, *map(_plain, texts)]:
        yield from filter(None, (near.outside(page.join(url)) for url in _ADDRESS.findall(text)))


def _plain(text: str) -> str:
    """What a text says that is in base 64; empty for any other."""
    if not _CODED.fullmatch(text.strip()):
        return ""
    try:
        return base64.b64decode(text.strip() + "=" * (-len(text.strip()) % 4), validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""


def _by_handler(near: Neighbours, handler: Script, scripts: Sequence[Script]) -> Iterator[Alarm]:
    """A handler of the page's loading that calls a function of a script which leads to a stranger."""
    names = set(_CALLS.findall(handler.text))
    for script in scripts:
        if script.handler or len(script.text) > _MOST_CODE or "location" not in script.plain:
            continue
        if any(
            re.search(rf"(?:function\s+{re.escape(name)}\b|\b{re.escape(name)}\s*=\s*)", script.text) for name in names
        ):
            together = script_of(f"{script.text}\n;{handler.text}")
            for suspect in suspects(together, near):
                if suspect.rule == "redirect":
                    yield Alarm(
                        "redirect", f"inline:{script.mark}", suspect.why, suspect.around[:300], script=script.mark
                    )
                    return
