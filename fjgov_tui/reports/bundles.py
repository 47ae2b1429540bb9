"""How far this machine knows of the others with which it exchanges bundles, in sentences."""

from __future__ import annotations

from datetime import datetime, timedelta

from fjgov_tui.clock import parse_instant, show_instant
from fjgov_tui.store.bundles import Heard

STALE = timedelta(days=8)
"""A bundle a week is expected; a day more says that one is missing."""


def is_stale(heard: Heard, now: datetime) -> bool:
    """Whether nothing newer than a week has come from a machine."""
    return heard.newest is None or is_old(heard.newest.made_at, now)


def is_old(made_at: str, now: datetime) -> bool:
    """Whether a bundle that was made then should have been followed by another."""
    return now - parse_instant(made_at) > STALE


def age_of(made_at: str, now: datetime) -> str:
    """How old a bundle is, in days or hours; one that the other machine's clock puts ahead of ours is new."""
    age = max(now - parse_instant(made_at), timedelta())
    if age.days:
        return f"{age.days} 天前"
    return f"{age.seconds // 3600} 小时前" if age.seconds >= 3600 else "不到 1 小时前"


def heard_sentence(heard: Heard, now: datetime) -> str:
    """The newest bundle of a machine, its age, and the numbers that have not come; without a full stop."""
    if heard.newest is None:
        return f"“{heard.peer.name}”的数据包还没有收到过"
    newest = heard.newest
    text = f"“{heard.peer.name}”最新的数据包是第 {newest.number} 号，{show_instant(newest.made_at)} 制作"
    text += f"（{age_of(newest.made_at, now)}）"
    if heard.missing:
        some = "、".join(map(str, heard.missing[:10])) + ("等" if len(heard.missing) > 10 else "")
        text += f"；没有收到第 {some} 号"
    return text
