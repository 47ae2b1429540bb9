"""Working days (工作日) of China, make-up days (调休) included: the measure of articles 9 and 12.

The schedule of a year is published in the autumn before. Until the installed `holidays` package or the county's
own file knows it, the answers for that year rest on the statutory holidays alone and are an estimate;
`is_published` says so.
"""

import re
import sys
import threading
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.files import regular

if TYPE_CHECKING:
    from holidays.countries.china import China

_DAY = timedelta(days=1)
_LOADING = threading.Lock()
_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})\s+(班|休)")


@dataclass(frozen=True)
class Overrides:
    """What the county knows better than the installed package."""

    work: frozenset[date] = frozenset()
    """Days worked in any case."""
    rest: frozenset[date] = frozenset()
    """Days off in any case."""


NONE = Overrides()
_MOST_BYTES = 1_000_000
"""No county needs as many days."""


def read_overrides(path: Path) -> Overrides:
    """The county's own file: one day a line, `2027-02-06 班` or `2027-02-08 休`; `#` begins a comment.

    Args:
        path: the file; one that does not exist overrides nothing.

    Raises:
        InputProblem: the file cannot be read, or a line cannot be understood.
    """
    if not path.exists():
        return NONE
    days: dict[str, set[date]] = {"班": set(), "休": set()}
    try:
        with regular(path) as file:
            lines = file.read(_MOST_BYTES).decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem("工作日文件读不出来", where=str(path), remedy="请确认有权限读取，并另存为 UTF-8") from error
    for number, line in enumerate(lines, start=1):
        stripped = line.partition("#")[0].strip()
        match = _LINE.fullmatch(stripped)
        if not stripped:
            continue
        try:
            if match is None:
                raise ValueError(stripped)
            days[match[2]].add(date.fromisoformat(match[1]))
        except ValueError as error:
            raise InputProblem(
                "这一行看不懂",
                where=f"{path} 第 {number} 行",
                remedy="请写成“2027-02-06 班”或“2027-02-08 休”",
            ) from error
    both = sorted(days["班"] & days["休"])
    if both:
        raise InputProblem(f"{both[0]} 既写了班又写了休", where=str(path), remedy="请只留一行")
    return Overrides(frozenset(days["班"]), frozenset(days["休"]))


@lru_cache(maxsize=1)
def _china() -> type["China"]:
    """The package's class for China alone.

    Asked for it in its own way, the package loads the calendars of three hundred countries first: a tenth of a second
    and more at the first question for a working day, in every command, before the first findings and the first board.
    """
    import holidays

    whole = "holidays.countries"
    # An empty package in its place, with the same folder, is enough to load one module of it.
    package = ModuleType(whole)
    package.__path__ = [f"{folder}/countries" for folder in holidays.__path__]
    with _LOADING:
        loaded = whole in sys.modules
        if not loaded:
            sys.modules[whole] = package
        try:
            from holidays.countries.china import China
        finally:
            if not loaded:
                del sys.modules[whole]
    return China


@lru_cache(maxsize=64)
def _schedule(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Holidays of a year, and weekend days worked in it; the package gives those of other years along with it."""
    known = _china()(years=year)
    rest = frozenset(day for day in known if day.year == year)
    return rest, frozenset(day for day in known.weekend_workdays if day.year == year)


def is_workday(day: date, overrides: Overrides = NONE) -> bool:
    """Whether offices work on that Beijing calendar date."""
    if day in overrides.work:
        return True
    if day in overrides.rest:
        return False
    rest, work = _schedule(day.year)
    return day in work or (day.weekday() < 5 and day not in rest)


@lru_cache(maxsize=8192)
def add_workdays(day: date, count: int, overrides: Overrides = NONE) -> date:
    """The working day that lies so many working days after a day; the day itself is not counted.

    A period of 20 working days that begins on `day` ends on `add_workdays(day, 20)` (article 12).

    Args:
        day: any calendar date.
        count: working days to go forward, or back when negative; 0 gives `day` back unchanged.
        overrides: the county's own days.
    """
    step = _DAY if count > 0 else -_DAY
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day, overrides)
    return day


def workdays_between(first: date, last: date, overrides: Overrides = NONE) -> int:
    """How many working days lie after a day, up to another and with it; none where that is not later.

    Args:
        first: any calendar date; not counted.
        last: counted where it is a working day.
        overrides: the county's own days.
    """
    return sum(is_workday(first + timedelta(days=ahead), overrides) for ahead in range(1, (last - first).days + 1))


def is_published(year: int, overrides: Overrides = NONE) -> bool:
    """Whether the year's schedule is known; if not, every answer about it is an estimate.

    Every schedule since 2001 has days made up for at weekends; a year without any is one that nobody has entered.
    """
    own = any(day.year == year for day in overrides.work | overrides.rest)
    return own or bool(_schedule(year)[1])


class DayKind(StrEnum):
    """What duty on a day is worth: people compare their weekends and holidays with each other's (article 27)."""

    WORKDAY = "工作日"
    WEEKEND = "周末"
    HOLIDAY = "法定节假日"


def day_kind(day: date, overrides: Overrides = NONE) -> DayKind:
    """The kind of a Beijing calendar date.

    A holiday is the whole run of days off around a statutory one, weekends inside it included, as the yearly notice
    announces it; a weekend beside no statutory day off is a weekend.

    Args:
        day: any calendar date.
        overrides: the county's own days.
    """
    if is_workday(day, overrides):
        return DayKind.WORKDAY
    for step in (-_DAY, _DAY):
        near = day
        while not is_workday(near, overrides):
            if near in overrides.rest or near in _schedule(near.year)[0]:
                return DayKind.HOLIDAY
            near += step
    return DayKind.WEEKEND
