"""How a site stands, for screen 5, overview, wallboard and `monitor status`; green only what was looked at.

What the visits say is one thing of several: a site that opens may be tampered with, out of date or under an incident.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from fjgov_tui.observed.visits import Health

Standing = Literal["故障", "不稳定", "疑似", "恢复中", "测不了", "预警", "超期", "疑点", "未测", "未检查", "正常"]
"""疑似: of failing or of being tampered with; 预警: an incident is open; 疑点: something else nobody has judged;
未测: no visit tells how it stands now; 未检查: it opens, and nobody has inspected it lately."""
Tone = Literal["bad", "warn", "dim", "good"]

GRAVITY: Mapping[Standing, tuple[str, Tone]] = {
    "故障": ("✗", "bad"),
    "不稳定": ("~", "bad"),
    "疑似": ("!", "warn"),
    "恢复中": ("+", "warn"),
    "预警": ("▶", "warn"),
    "超期": ("✗", "warn"),
    "疑点": ("?", "warn"),
    "测不了": ("?", "warn"),
    "未测": ("·", "dim"),
    "未检查": ("·", "dim"),
    "正常": ("✓", "good"),
}
"""Every standing with its glyph of one cell and its tone, the gravest first."""


def standing(
    health: Health, *, tampered: int, suspicions: int, stale: int, incidents: int, inspected: bool
) -> Standing:
    """The gravest thing that is known of a site.

    Args:
        health: what the visits say; 未测 where the last one is too old to say anything.
        tampered: open findings of the check against tampering that nobody has judged to be false.
        suspicions: open findings of all checks.
        stale: pages that are too old, or blank.
        incidents: open incidents.
        inspected: its home page was inspected lately; what nobody looked at is not in order.
    """
    if health in {"故障", "不稳定"}:
        return "故障" if health == "故障" else "不稳定"
    if tampered or health == "疑似":
        return "疑似"
    if health == "恢复中":
        return "恢复中"
    if incidents:
        return "预警"
    if stale:
        return "超期"
    if suspicions:
        return "疑点"
    if health == "测不了":
        return "测不了"
    if health != "正常":
        return "未测"
    return "正常" if inspected else "未检查"
