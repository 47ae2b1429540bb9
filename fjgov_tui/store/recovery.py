"""The recovery code: printed once, typed back from paper; each group says by itself that it was misread."""

from __future__ import annotations

import hashlib
import secrets

from fjgov_tui.errors import InputProblem

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two signs, none of which looks like another on paper: no 0, 1, I, O."""
GROUPS, SIGNS = 8, 4
"""Eight groups of four random signs (160 bits), and one check sign behind each."""


def new_code() -> str:
    """A random code as it is printed: `XXXXC-XXXXC-…`."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(SIGNS)) for _ in range(GROUPS)]
    return "-".join(group + _check(place, group) for place, group in enumerate(groups))


def _check(place: int, group: str) -> str:
    """The sign behind a group; it tells a wrong sign and a group at the wrong place."""
    return ALPHABET[hashlib.sha256(f"fjgov recovery|{place}|{group}".encode()).digest()[0] % len(ALPHABET)]


def read_code(typed: str) -> str:
    """A code as it was printed, from what was typed: blanks, dashes and small letters do not matter.

    Raises:
        InputProblem: a group is missing or misread; it is named by its number.
    """
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    size = SIGNS + 1
    if len(signs) != GROUPS * size:
        raise InputProblem(
            f"恢复码应有 {GROUPS} 组、每组 {size} 个字符，现在是 {len(signs)} 个字符", remedy="请照纸上的再输入一次"
        )
    groups = [signs[start : start + size] for start in range(0, len(signs), size)]
    for place, group in enumerate(groups):
        if _check(place, group[:SIGNS]) != group[SIGNS]:
            raise InputProblem(f"恢复码的第 {place + 1} 组不对", remedy="请照纸上的再输入一次；没有 0、1、I、O")
    return "-".join(groups)
