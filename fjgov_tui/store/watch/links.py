"""Links that failed, remembered from one crawl to the next: dead is only what fails twice, hours apart."""

from __future__ import annotations

from collections.abc import Iterable

from fjgov_tui.observed.model import BadLink
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.watch.rows import Row, number, put, select
from fjgov_tui.text import clean


def bad_links(reader: Reader, site: int) -> list[BadLink]:
    """A site's failing links, by address."""
    return [
        BadLink(
            site=number(row["site"]),
            url=str(row["url"]),
            page=str(row["page"]),
            first_bad=number(row["first_bad"]),
            last_bad=number(row["last_bad"]),
            times=number(row["times"]),
            why=str(row["why"]),
        )
        for row in select(reader.db.conn, "SELECT * FROM watch_link WHERE site = ? ORDER BY url", (site,))
    ]


def put_bad_links(writer: Writer, site: int, links: Iterable[BadLink]) -> None:
    """These are a site's failing links from now on; all others work again or are no longer there."""
    writer.db.conn.execute("DELETE FROM watch_link WHERE site = ?", (site,))
    for link in links:
        row: Row = {
            "site": site,
            "url": clean(link.url),
            "page": clean(link.page),
            "first_bad": link.first_bad,
            "last_bad": link.last_bad,
            "times": link.times,
            "why": clean(link.why),
        }
        put(writer.db.conn, "watch_link", row)
