"""One line of the examination: what was looked at, how it stands, what to do."""

from typing import Literal

from fjgov_tui.dataclass import dataclass

State = Literal["ok", "warn", "fail", "unchecked"]
SIGNS: dict[State, str] = {"ok": "✓ 正常  ", "warn": "! 注意  ", "fail": "✗ 不行  ", "unchecked": "? 未检查"}
"""A sign and a word of the same width each; never colour alone."""
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class DoctorLine:
    """One thing that was looked at."""

    name: str
    """For programs."""
    title: str
    state: State
    detail: str
    remedy: str = ""
    """What to do; empty where nothing need be done."""
