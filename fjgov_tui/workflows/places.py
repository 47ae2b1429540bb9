"""Where something is: a site, a column or an account, by its name or by an address that was pasted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, running
from fjgov_tui.ledgers.sites import PlaceState
from fjgov_tui.store import Reader


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place of the county's."""

    name: str
    """As people say it: `白帝镇子网站 通知公告`."""
    site: int | None = None
    column: int | None = None
    media: int | None = None
    unit: int | None = None
    """Who answers for it."""
    url: str = ""
    """The address that was pasted, or the place's own."""

    @property
    def ledger(self) -> str:
        """The ledger in which it stands."""
        return "column" if self.column else "media" if self.media else "site"

    @property
    def id(self) -> int:
        """Its record there."""
        return self.column or self.media or self.site or 0

    @property
    def key(self) -> str:
        """The same in one word."""
        return f"{self.ledger}:{self.id or None}"


def places(reader: Reader, today: date) -> list[Place]:
    """Every place that runs on that day: sites, then accounts, then columns."""
    sites = {record.id: record for record in reader.records(LEDGERS["site"])}
    listed = [_site(record) for record in sites.values() if running(record, today)]
    for record in reader.records(LEDGERS["media"]):
        if running(record, today):
            name = f"{record.values['platform']} {record.title}"
            listed.append(Place(name=name, media=record.id, unit=reference(record, "unit")))
    for record in reader.records(LEDGERS["column"]):
        site = sites.get(reference(record, "site") or 0)
        if site is not None and running(site, today):
            listed.append(_column(record, site))
    return listed


def _site(record: Record) -> Place:
    return Place(name=record.title, site=record.id, unit=reference(record, "unit"), url=record.text("url"))


def _column(record: Record, site: Record) -> Place:
    return Place(
        name=f"{site.title} {record.title}",
        site=site.id,
        column=record.id,
        unit=reference(record, "unit") or reference(site, "unit"),
        url=record.text("url"),
    )


def is_address(word: str) -> bool:
    """Whether somebody pasted an address and did not type a name."""
    return word.strip().casefold().startswith(("http://", "https://", "www."))


def place_of(reader: Reader, word: str, today: date) -> Place:
    """The place that a name or an address means.

    Raises:
        InputProblem: none or several; the message names some of them.
    """
    known = places(reader, today)
    word = word.strip()
    listed = list(by_address(known, word)) if is_address(word) else _by_name(known, word)
    if len(listed) == 1:
        return listed[0]
    if not listed:
        _check_closed(reader, word)
        what = "这个网址不属于台账里在运行的任何站点" if is_address(word) else f"没有叫“{word}”的站点、栏目或账号"
        raise InputProblem(what, remedy="请核对，或写站点的全称；名称见 fjgov ledger show site")
    names = "、".join(place.name for place in listed[:5])
    raise InputProblem(f"“{word}”不止一处：{names}{'等' if len(listed) > 5 else ''}", remedy="请写全名称或贴网址")


def _check_closed(reader: Reader, word: str) -> None:
    """Say of a site or account that does not run that it is known, and no more than that it does not run."""
    for ledger in ("site", "media"):
        for record in reader.records(LEDGERS[ledger]):
            address = record.text("url") if ledger == "site" else ""
            meant = _lies_under(_parts(word), address) if is_address(word) else word == record.title
            if meant and record.values["state"] != PlaceState.RUNNING:
                state = str(record.values["state"])
                raise InputProblem(
                    f"“{record.title}”{state}，不读网，也不开处置单",
                    remedy="还能打开的，请先核对台账里的运行状态",
                )


def _by_name(known: list[Place], word: str) -> list[Place]:
    return [place for place in known if place.name == word] or [place for place in known if word in place.name]


def by_address(known: list[Place], word: str) -> Iterator[Place]:
    """The place with the longest address that the pasted one lies under; none where it lies under no known one.

    Args:
        known: every place.
        word: the address.
    """
    wanted = _parts(word)
    under = [(len(_parts(place.url)[1]), place) for place in known if place.url and _lies_under(wanted, place.url)]
    longest = max((length for length, _ in under), default=-1)
    for place in (place for length, place in under if length == longest):
        address = word if "://" in word else f"http://{word}"
        yield Place(
            name=place.name, site=place.site, column=place.column, media=place.media, unit=place.unit, url=address
        )
        return


def _parts(url: str) -> tuple[str, str]:
    try:
        split = urlsplit(url if "://" in url else f"http://{url}")
        return (split.netloc.casefold(), split.path.rstrip("/"))
    except ValueError:
        return ("", "")


def _lies_under(wanted: tuple[str, str], url: str) -> bool:
    host, path = _parts(url)
    return bool(host) and host == wanted[0] and (wanted[1] == path or wanted[1].startswith(f"{path}/"))
