"""Answers that break the letter of HTTP and that every browser opens: their headers, set right."""

from __future__ import annotations

import re

_HEADER = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[^\x00\r\n]*")
_PADDED = re.compile(rb"^([!#$%&'*+\-.^_`|~0-9A-Za-z]+)[ \t]+:")
_IDENTITY = re.compile(rb"transfer-encoding:\s*identity\s*", re.IGNORECASE)
_END = re.compile(rb"\r?\n\r?\n")


def set_right(came: bytes) -> bytes | None:
    """The answer with a head that a strict reader takes.

    Blanks before a colon are taken out, and lines that are no headers are dropped, as browsers do. Lengths that
    contradict each other stay as they are: those no browser forgives.

    Args:
        came: everything that has come, from the status line on.

    Returns:
        The same with its head set right; `None` where the head is not complete, or there was nothing to set right.
    """
    end = _END.search(came)
    if end is None:
        return None
    status, *lines = came[: end.start()].replace(b"\r\n", b"\n").split(b"\n")
    kept = [fixed for line in lines for fixed in (_line(line),) if fixed]
    head = b"\r\n".join([status, *kept])
    if head == came[: end.start()]:
        return None
    return head + b"\r\n\r\n" + came[end.end() :]


def _line(line: bytes) -> bytes:
    """One header line; empty where it is none."""
    if line[:1] in {b" ", b"\t"}:
        return line.replace(b"\r", b"").replace(b"\x00", b"")
    line = _PADDED.sub(rb"\1:", line.replace(b"\r", b""))
    return line if _HEADER.fullmatch(line) and not _IDENTITY.fullmatch(line) else b""
