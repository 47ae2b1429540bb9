"""Up to where each ledger file was verified, kept in a small file of the user's own: what is new is verified alone.

It stands beside no ledger: whoever changes a ledger file behind our back has no reason to find it. A file that is
missing, torn or hostile is no file, and then everything is verified.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.files import read_bounded, write_own

MOST_BYTES = 64 * 1024
MOST_FILES = 20
"""Ledger files that are remembered; the one that was verified longest ago goes first."""
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
    return _read(path).get(file)


def keep_verified(path: Path, file: str, verified: Verified | None) -> None:
    """Keep it, or forget it.

    Args:
        path: the file.
        file: as in `read_verified`.
        verified: what is known now; without it nothing is.

    Raises:
        InputProblem: it cannot be written.
    """
    known = _read(path)
    if verified is None and file not in known:
        return
    kept = {name: earlier for name, earlier in known.items() if name != file}
    if verified is not None:
        kept[file] = verified
    newest = list(kept.items())[-MOST_FILES:]
    write_own(path, json.dumps({name: asdict(earlier) for name, earlier in newest}) + "\n")


def _read(path: Path) -> dict[str, Verified]:
    try:
        kept = json.loads(read_bounded(path, MOST_BYTES))
    except (InputProblem, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    read = {name: _verified(given) for name, given in kept.items() if len(name) <= 64}
    return {name: verified for name, verified in read.items() if verified is not None}


def _verified(given: object) -> Verified | None:
    """What was kept, if it has the form of it."""
    if not isinstance(given, dict) or set(given) != {"head", "whole", "at"}:
        return None
    head, whole, at = given["head"], given["whole"], given["at"]
    if not all(isinstance(value, str) for value in given.values()):
        return None
    try:
        parse_instant(at)
    except ValueError:
        return None
    return Verified(head, whole, at) if _HEAD.fullmatch(head) and _HEAD.fullmatch(whole) else None
