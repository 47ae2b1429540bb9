"""Lists that a widespread publishing system sends as XML inside a script, for its own script to unfold."""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENING = re.compile(r"<script\b[^<>]{0,200}>\s*+(?:<\?xml[^<>]{0,100}>\s*+)?<datastore\b", re.IGNORECASE)
_CLOSING = re.compile(r"</datastore>\s*+</script\s*+>", re.IGNORECASE)
_RECORD = re.compile(r"<record>\s*+<!\[CDATA\[", re.IGNORECASE)
_END = "]]>"


def unfold(html: str) -> str:
    """The page with such lists as the visitor's browser would show them; in time linear to its length."""
    if "<datastore" not in html:
        return html
    parts, at = list[str](), 0
    while opening := _OPENING.search(html, at):
        closing = _CLOSING.search(html, opening.end())
        if closing is None:
            break
        parts += [html[at : opening.start()], "<div>", *_records(html[opening.end() : closing.start()]), "</div>"]
        at = closing.end()
    return "".join([*parts, html[at:]])


def _records(store: str) -> Iterator[str]:
    """What stands in the records of one list."""
    at = 0
    while record := _RECORD.search(store, at):
        end = store.find(_END, record.end())
        if end < 0:
            return
        yield store[record.end() : end]
        at = end + len(_END)
