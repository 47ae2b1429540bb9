"""What is watched: the home pages of the sites that run, and their columns that have an address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Record
from fjgov_tui.ledgers.sites import PlaceState, SiteKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.store import Reader

APP = SiteKind.APP
"""A site of this kind is no page that can be opened."""


def _text(record: Record, name: str) -> str:
    return str(record.values.get(name) or "")


def _watched(record: Record) -> bool:
    web = _text(record, "url").startswith(("http://", "https://"))
    return web and record.values["state"] == PlaceState.RUNNING and record.values["kind"] != APP


def site_targets(reader: Reader) -> list[Target]:
    """The home pages, in the order of the sites' ids."""
    targets = [
        Target(
            page_of="site",
            record=record.id,
            site=record.id,
            name=record.title,
            url=_text(record, "url"),
            unit=record.names.get("unit", ""),
            id_code=_text(record, "id_code"),
            icp=_text(record, "icp"),
            police=_text(record, "police"),
        )
        for record in reader.records(LEDGERS["site"])
        if _watched(record)
    ]
    return sorted(targets, key=lambda target: target.record)


def column_targets(reader: Reader) -> list[Target]:
    """The columns with an address, of sites that are watched, in the order of their ids."""
    sites = {target.record: target for target in site_targets(reader)}
    targets = []
    for record in reader.records(LEDGERS["column"]):
        site = sites.get(record.ref("site") or 0)
        url = _text(record, "url")
        if site is not None and url.startswith(("http://", "https://")):
            targets.append(
                Target(
                    page_of="column",
                    record=record.id,
                    site=site.record,
                    name=f"{site.name}-{record.values['name']}",
                    url=url,
                    unit=record.names.get("unit") or site.unit,
                    column_kind=_text(record, "kind"),
                    level=int(record.values["level"] or 1),
                )
            )
    return sorted(targets, key=lambda target: target.record)


def own_hosts(targets: Iterable[Target]) -> frozenset[str]:
    """The host names of the targets, without ports: among themselves the county's sites are not foreign."""
    return frozenset(host for target in targets if (host := urlsplit(target.url).hostname))
