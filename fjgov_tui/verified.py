"""Up to where each ledger file was verified, kept in a small file of the user's own: what is new is verified alone.

It stands beside no ledger: whoever changes a ledger file behind our back has no reason to find it. Where nothing is
known of a file, everything is verified.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path

from fjgov_tui.byfile import ByFile, is_instant
from fjgov_tui.dataclass import dataclass

_HEAD = re.compile(r"\d{1,18}:[0-9a-f]{64}")


@dataclass(frozen=True)
class Verified:
    """What was verified of a file."""

    head: str
    """`<number>:<64 hex digits>`: the head of the trail at the last verification that passed."""
    whole: str
    """The head at the last one of everything."""
    at: str
    """When that was, as a stored instant."""


def read_verified(path: Path, file: str) -> Verified | None:
    """Up to where a file was verified; `None` where nothing is known.

    Args:
        path: `paths.verified_file()`; need not exist.
        file: what tells the ledger file from every other: the hash of its first entry.
    """
    return _KEPT.get(path, file)


def keep_verified(path: Path, file: str, verified: Verified | None) -> None:
    """Keep it, or forget it.

    Args:
        path: the file.
        file: as in `read_verified`.
        verified: what is known now; without it nothing is.

    Raises:
        InputProblem: it cannot be written.
    """
    _KEPT.keep(path, file, verified)


def _verified(given: object) -> Verified | None:
    """What was kept, if it has the form of it."""
    if not isinstance(given, dict) or set(given) != {"head", "whole", "at"}:
        return None
    if not all(isinstance(value, str) for value in given.values()) or not is_instant(given["at"]):
        return None
    return Verified(**given) if _HEAD.fullmatch(given["head"]) and _HEAD.fullmatch(given["whole"]) else None


_KEPT = ByFile(_verified, asdict)
