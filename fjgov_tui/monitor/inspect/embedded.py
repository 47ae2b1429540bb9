"""Lists that a widespread publishing system sends as XML inside a script, for its own script to unfold."""

from __future__ import annotations

import re

_STORE = re.compile(
    r"<script\b[^>]{0,200}>\s*(?:<\?xml[^>]{0,100}>\s*)?<datastore\b(.*?)</datastore>\s*</script\s*>",
    re.IGNORECASE | re.DOTALL,
)
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.IGNORECASE | re.DOTALL)


def unfold(html: str) -> str:
    """The page with such lists as the visitor's browser would show them."""
    if "<datastore" not in html:
        return html
    return _STORE.sub(lambda store: f"<div>{''.join(_RECORD.findall(store[1]))}</div>", html)
