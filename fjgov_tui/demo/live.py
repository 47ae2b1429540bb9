"""The demo county alive: its sites on the loopback interface, and schedules that show something within minutes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fjgov_tui.demo.county import Progress, build_demo
from fjgov_tui.demo.pages import GONE
from fjgov_tui.demo.server import DemoServer
from fjgov_tui.demo.web import Site, Web, read_web
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.watching import CheckWord
from fjgov_tui.observed.model import BadLink
from fjgov_tui.store import Store
from fjgov_tui.store.watch.links import put_bad_links

VISITS = "*/5 * * * *"
"""Slots of five minutes: every few seconds one of the sites is visited."""
SCHEDULE = (("访问", VISITS), ("更新", "10 * * * *"), ("篡改", "20 * * * *"), ("内容", "30 * * * *"))
"""Checks that come round more often than an office would want; the others keep their hours."""
LINKS = "40 * * * *"
"""Only sites with a dead link are crawled: the polite pace would keep one machine busy with all of them for hours."""
_EARLIER = 7 * 3600
"""Seconds since the dead link was first seen dead: it takes two looks, six hours apart."""


def build_live(store: Store, server: DemoServer, today: date, progress: Progress | None = None) -> None:
    """Fill an empty file with the demo county as the server will play it, and let the server begin.

    Args:
        store: a file without records.
        server: not yet started.
        today: the Beijing day from which all dates are counted.
        progress: called with rows done and rows in all.
    """
    build_demo(store, today, progress, moved=server.moved, line=VISITS)
    web, seen = read_web(store.read, server.foreign), int(store.clock().timestamp()) - _EARLIER
    ids = {record.title: record.id for record in store.read.records(LEDGERS["site"])}
    with store.write(reason="演示：加快监测") as writer:
        for kind, cron in SCHEDULE:
            writer.save(LEDGERS["schedule"], {"kind": kind, "cron": cron, "note": "只为演示，实际不必这样密"})
        writer.save(
            LEDGERS["schedule"],
            {"kind": CheckWord.LINKS, "cron": LINKS, "enabled": "否", "note": "演示只爬有死链的站点"},
        )
        for site in _with_dead_links(web):
            writer.save(LEDGERS["schedule"], {"kind": CheckWord.LINKS, "site": site.name, "cron": LINKS})
            page = f"http://{site.host}:{server.port}{site.path}"
            link = BadLink(
                site=ids[site.name], url=f"{page}{GONE}", page=page, first_bad=seen, last_bad=seen, times=1,
                why="回答了状态码 404",
            )  # fmt: skip
            put_bad_links(writer, link.site, [link])
    server.start(web)


def _with_dead_links(web: Web) -> Iterator[Site]:
    return (site for site in web.sites.values() if any(fault.kind == "dead" for fault in site.faults))
