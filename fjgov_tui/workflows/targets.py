"""What is watched: the home pages of the sites that run, and their columns that have an address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.observed.pages import Target
from fjgov_tui.store import Reader

APP = "移动客户端"
"""A site of this kind is no page that can be opened."""


def _text(record: Record, name: str) -> str:
    return str(record.values.get(name) or "")


def _watched(record: Record) -> bool:
    web = _text(record, "url").startswith(("http://", "https://"))
    return web and record.values["state"] == "运行" and record.values["kind"] != APP


def site_targets(reader: Reader) -> list[Target]:
    """The home pages, in the order of the sites' ids."""
    found = [
        Target(
            page_of="site",
            record=one.id,
            site=one.id,
            name=one.title,
            url=_text(one, "url"),
            unit=one.names.get("unit", ""),
            id_code=_text(one, "id_code"),
            icp=_text(one, "icp"),
            police=_text(one, "police"),
        )
        for one in reader.records(LEDGERS["site"])
        if _watched(one)
    ]
    return sorted(found, key=lambda one: one.record)


def column_targets(reader: Reader) -> list[Target]:
    """The columns with an address, of sites that are watched, in the order of their ids."""
    sites = {one.record: one for one in site_targets(reader)}
    found = []
    for one in reader.records(LEDGERS["column"]):
        site = sites.get(int(one.values["site"] or 0))
        url = _text(one, "url")
        if site is not None and url.startswith(("http://", "https://")):
            found.append(
                Target(
                    page_of="column",
                    record=one.id,
                    site=site.record,
                    name=f"{site.name}-{one.values['name']}",
                    url=url,
                    unit=one.names.get("unit") or site.unit,
                    column_kind=_text(one, "kind"),
                    level=int(one.values["level"] or 1),
                )
            )
    return sorted(found, key=lambda one: one.record)


def own_hosts(targets: Iterable[Target]) -> frozenset[str]:
    """The host names of the targets, without ports: among themselves the county's sites are not foreign."""
    return frozenset(host for one in targets if (host := urlsplit(one.url).hostname))
