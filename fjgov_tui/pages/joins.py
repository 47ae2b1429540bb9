"""Addresses that a script puts together of texts with names: `location = "//" + host`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from fjgov_tui.pages.hosts import Neighbours

_PART = r"(?:'[^'\n]{0,200}'|\"[^\"\n]{0,200}\"|[A-Za-z_$][\w$]{0,40}(?:\s*\.\s*[A-Za-z_$][\w$]{0,40})?)"
_JOINED = re.compile(
    rf"(?:\blocation\s*(?:\.\s*href\s*)?=(?!=)\s*|\blocation\s*\.\s*(?:replace|assign)\s*\(\s*|\bopen\s*\(\s*)({_PART}(?:\s*\+\s*{_PART}){{1,12}})"
)
_EACH = re.compile(_PART)
_TEXT_NAMED = re.compile(r"(?<![\w$.])([A-Za-z_$][\w$]{0,40})\s*[=:]\s*(?:'([^'\n]{0,200})'|\"([^\"\n]{0,200})\")")
_ROW_NAMED = re.compile(r"\[\s*([A-Za-z_$][\w$, ]{0,120})\]\s*=\s*\[([^\[\]\n]{2,400})\]")
_TEXTS = re.compile(r"'([^'\n]{0,200})'|\"([^\"\n]{0,200})\"")
_FULL = re.compile(r"(?:https?:)?//[\w.-]{3,200}", re.IGNORECASE)
_MOST = 200


def joined_away(text: str, near: Neighbours) -> Iterator[tuple[re.Match[str], str]]:
    """The places where a script leads to a foreign host whose address it puts together, each with the host.

    Args:
        text: of the script.
        near: which hosts are no strangers.
    """
    if "+" not in text or not ("location" in text or "open" in text):
        return
    named: dict[str, str] = {}
    for match in islice(_JOINED.finditer(text), _MOST):
        named = named or _named(text)
        address = "".join(_said_by(part, named) for part in _EACH.findall(match[1]))
        if _FULL.match(address) and (host := near.outside(address)):
            yield match, host


def _named(text: str) -> dict[str, str]:
    """By name the texts that a script keeps, fields of objects by their own."""
    named = {match[1]: match[2] or match[3] or "" for match in islice(_TEXT_NAMED.finditer(text), _MOST)}
    for row in islice(_ROW_NAMED.finditer(text), _MOST):
        texts = [single or double for single, double in _TEXTS.findall(row[2])]
        named |= dict(zip((name.strip() for name in row[1].split(",")), texts, strict=False))
    return named | {"": ""}


def _said_by(part: str, named: dict[str, str]) -> str:
    """The text of a part; nothing readable of a name that is not known."""
    return part[1:-1] if part[0] in "'\"" else named.get(part.rpartition(".")[2].strip(), " ")
