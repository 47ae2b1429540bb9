"""零登记 (article 21): what the monitor sees on the list pages of a unit and no release covers; entered from there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import REGISTERING
from fjgov_tui.ledgers.types import RecordId, Stored
from fjgov_tui.observed.model import Listed
from fjgov_tui.pages.normal import squeeze
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.listed import listed
from fjgov_tui.text import safe
from fjgov_tui.workflows.saving import save_record
from fjgov_tui.workflows.settings import read_settings

RELEASE = LEDGERS["release"]
LOOK_BACK = 90
"""Days for which publications without a release are told."""


@dataclass(frozen=True)
class Unregistered:
    """Something published that no release covers."""

    entry: Listed
    unit: int
    unit_name: str
    column: str
    """The column's name."""

    @property
    def row(self) -> Mapping[str, Stored]:
        """The same for programs."""
        return {
            "unit": self.unit_name,
            "column": self.column,
            "title": self.entry.title,
            "url": self.entry.url,
            "published_on": self.entry.day.isoformat(),
        }


def registering_units(reader: Reader) -> Mapping[int, str]:
    """The units for which the county has switched it on, by id; a name that is no unit's says nothing."""
    wanted = read_settings(reader)[REGISTERING]
    if not wanted:
        return {}
    rows = reader.values(LEDGERS["unit"], ("name",))
    return {int(row[0] or 0): str(row[1]) for row in rows if row[1] in wanted}


def unregistered(reader: Reader, as_of: date) -> Sequence[Unregistered]:
    """What such units published up to a day that no release covers, the newest first.

    A release covers what stands at its address, or bears its title on the day of its publication or the one beside it.
    What came out before the first release that a unit has registered is none of its register.
    """
    units = registering_units(reader)
    columns = columns_of(reader, units)
    if not columns:
        return []
    urls, titles, first = _registered(reader, units)
    missing = []
    for entry in listed(reader, as_of - timedelta(days=LOOK_BACK)):
        unit, name = columns.get(entry.column, (0, ""))
        if not unit or entry.day > as_of or entry.day < first.get(unit, date.min) or entry.url in urls:
            continue
        days = titles.get((unit, squeeze(entry.title)), ())
        if all(abs((day - entry.day).days) > 1 for day in days):
            missing.append(Unregistered(entry, unit, units[unit], name))
    return missing


def columns_of(reader: Reader, units: Mapping[int, str]) -> Mapping[int, tuple[int, str]]:
    """The columns for which those units answer: by id, the unit and the column's name."""
    if not units:
        return {}
    sites = {int(row[0] or 0): row[1] for row in reader.values(LEDGERS["site"], ("unit",))}
    columns: dict[int, tuple[int, str]] = {}
    for number, name, site, own in reader.values(LEDGERS["column"], ("name", "site", "unit")):
        unit = own or sites.get(int(site or 0))
        if unit in units:
            columns[int(number or 0)] = (int(unit or 0), str(name))
    return columns


def _registered(
    reader: Reader, units: Mapping[int, str]
) -> tuple[set[str], Mapping[tuple[int, str], Sequence[date]], Mapping[int, date]]:
    """The addresses of releases, the days of their titles by unit, and each unit's first day."""
    urls: set[str] = set()
    titles: dict[tuple[int, str], list[date]] = {}
    first: dict[int, date] = {}
    for _, unit, title, url, out in reader.values(RELEASE, ("unit", "title", "url", "published_on")):
        urls |= {str(url)} if url else set()
        if unit in units and out:
            day, place = date.fromisoformat(str(out)), int(unit or 0)
            titles.setdefault((place, squeeze(str(title))), []).append(day)
            first[place] = min(day, first.get(place, day))
    return urls, titles, first


def enter(writer: Writer, url: str, as_of: date) -> int:
    """Make a release of something published that none covers; its reviews are entered, or stay the breach that it is.

    Args:
        writer: the transaction.
        url: its address.
        as_of: today.

    Returns:
        The id of the release.

    Raises:
        InputProblem: nothing without a release stands at that address.
    """
    for missing in unregistered(writer, as_of):
        if missing.entry.url == url.strip():
            return save_record(
                writer,
                RELEASE,
                {
                    "title": missing.entry.title,
                    "unit": RecordId(missing.unit),
                    "column": RecordId(missing.entry.column),
                    "published_on": missing.entry.day,
                    "url": missing.entry.url,
                    "note": "由监测看到的列表页登记，审校情况待补",
                },
            )
    raise InputProblem(
        "这个网址不在没有登记的发布里", where=safe(url), remedy="请用 fjgov release unregistered 查看网址"
    )
