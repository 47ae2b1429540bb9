"""Anchors of the trail, read back from paper and files: by them a history that was replaced as a whole is found."""

from __future__ import annotations

import re
from pathlib import Path

from fjgov_tui.errors import InputProblem
from fjgov_tui.files import read_bounded
from fjgov_tui.store.trail import Head

_ANCHOR_FILE = 16 * 1024 * 1024
"""Bytes of the longest report that an anchor is looked for in."""


_ANCHOR = re.compile(r"\b(\d{1,18}):([0-9a-f]{64})\b")


def parse_anchor(text: str) -> Head:
    """The anchor that a text is.

    Raises:
        ValueError: it is none.
    """
    match = _ANCHOR.search(text)
    if match is None:
        raise ValueError("no anchor")
    return Head(int(match[1]), match[2])


def read_anchors(path: Path) -> list[Head]:
    """Every anchor printed in a file: a report, a backup's manifest, or what `verify` printed.

    Raises:
        InputProblem: the file cannot be read, or holds none.
    """
    text = read_bounded(path, _ANCHOR_FILE).decode("utf-8", errors="replace")
    heads = [Head(int(seq), own) for seq, own in _ANCHOR.findall(text)]
    if not heads:
        raise InputProblem(
            "文件里没有审计链的锚", where=str(path), remedy="锚是形如“fjgov-anchor 序号:64 位摘要”的一行"
        )
    return heads
