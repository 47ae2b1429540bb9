"""The check `standing`: certificate, IPv6, and what a government site's home page has to carry."""

from __future__ import annotations

from fjgov_tui.monitor.model import Bench, Result, Target


async def check_standing(bench: Bench, target: Target) -> Result:
    """Look at one site's home page, its certificate and its IPv6 address."""
    return Result(check="standing", target=target, ok=False, note="未检查", page=None)
