"""The text of a small page, found without a parser: enough to tell a page from a refusal, in linear time."""

from __future__ import annotations

import re

_SILENT = tuple((f"<{name}".encode(), f"</{name}".encode()) for name in ("style", "title", "script", "noscript"))
"""Elements whose text is not shown."""
_SPACE = re.compile(r"(?:\s|&nbsp;|&#160;)+")


def _without_tags(body: bytes) -> bytes:
    """What stands between tags and comments; in time linear to the size, whatever is left open."""
    lower, parts, at = body.lower(), [], 0
    while (begin := lower.find(b"<", at)) >= 0:
        parts.append(body[at:begin])
        closing = b"-->" if lower.startswith(b"<!--", begin) else b">"
        for opening, ending in _SILENT:
            if lower.startswith(opening, begin) and not lower[begin + len(opening) :][:1].isalnum():
                begin = lower.find(ending, begin)
                break
        end = lower.find(closing, begin) if begin >= 0 else -1
        if end < 0:
            return b" ".join(parts)
        at = end + len(closing)
    return b" ".join([*parts, body[at:]])


def visible_characters(body: bytes) -> int:
    """Characters that a small page shows, spaces apart."""
    return len(_SPACE.sub("", visible_text(body)))


def visible_text(body: bytes) -> str:
    """What a small page shows."""
    return decoded(_without_tags(body)).strip()


def decoded(data: bytes) -> str:
    """Bytes of a page as text, in one of the two encodings that Chinese sites use."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace")
