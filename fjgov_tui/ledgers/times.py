"""Days and moments: Beijing calendar dates, and instants typed in Beijing time."""

import re
from datetime import date, datetime, time, timedelta
from typing import ClassVar

from fjgov_tui.clock import BEIJING, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.base import FieldType, Raw, Stored
from fjgov_tui.months import add_months
from fjgov_tui.patterns import pattern
from fjgov_tui.text import tidy, tidy_code

FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2100, 12, 31)
"""Days outside are typing errors, not ledger facts."""
EXCEL_EPOCH = datetime(1899, 12, 30)
"""What a spreadsheet's serial number counts days from."""

_DAY = pattern(r"(\d{4})(?:年|[-./])(\d{1,2})(?:月|[-./])(\d{1,2})日?")
_COMPACT_DAY = pattern(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = pattern(r"\d{5}(?:\.\d+)?")
_MOMENT = pattern(r"(.*\S)(?:[ T]+|(?<=日))(\d{1,2})(?::|时|点)(\d{1,2})分?(?::?(\d{1,2})(?:\.\d+)?秒?)?")
_UTC = pattern(r"\d{4}-\d{2}-\d{2}T[\d:.]+Z")


def _line(text: str) -> str:
    return tidy(text).replace("\uff1a", ":")


def _in_range(day: date) -> date:
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueProblem(f"不在 {FIRST_DAY} 至 {LAST_DAY} 之间，请核对年份")
    return day


def read_day(text: str) -> date:
    """A calendar date in any of the forms offices write; a time of day behind it is dropped.

    Raises:
        ValueProblem: no date, or one outside 1949-2100.
    """
    line = _line(text)
    timed = _MOMENT.fullmatch(line)
    code = tidy_code(timed[1] if timed else line)
    match = _DAY.fullmatch(code) or _COMPACT_DAY.fullmatch(code)
    if match is None and not _SERIAL.fullmatch(code):
        raise ValueProblem("不是日期，请写成 2026-09-01、2026年9月1日、2026.9.1 或 20260901")
    try:
        if match is None:
            return _in_range((EXCEL_EPOCH + timedelta(days=int(float(code)))).date())
        return _in_range(date(*map(int, match.groups())))
    except ValueError as error:
        raise ValueProblem("日历上没有这一天，请核对年月日") from error


_WORDS = {
    "大前天": -3,
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "今天": 0,
    "今日": 0,
    "明天": 1,
    "明日": 1,
    "后天": 2,
    "大后天": 3,
}
_OFFSET = pattern(r"([+-])(\d{1,4})(d|天|日|w|周|m|个月|月)?", re.IGNORECASE)
_SHORT = pattern(r"(\d{1,2})(?:[/.-]|月)(\d{1,2})日?")


def typed_day(text: str, today: date) -> date | None:
    """The day that a person means by `今天`, `+30d` or `9/1`; `None` where it is no such short form.

    Only what is typed is read in this way: in a sheet nobody knows which day is today, or which year is meant. A day
    without a year is the one nearest to today.

    Raises:
        ValueProblem: it is such a form and there is no such day.
    """
    code = tidy_code(text)
    if code in _WORDS:
        return today + timedelta(days=_WORDS[code])
    offset, short = _OFFSET.fullmatch(code), _SHORT.fullmatch(code)
    try:
        if offset:
            return _in_range(_shifted(today, int(offset[1] + offset[2]), (offset[3] or "d").lower()))
        if short:
            month, day = map(int, short.groups())
            years = [year for year in (today.year - 1, today.year, today.year + 1) if _exists(year, month, day)]
            if not years:
                raise ValueProblem("日历上没有这一天，请核对月日")
            return min((date(year, month, day) for year in years), key=lambda candidate: abs(candidate - today))
    except OverflowError as error:
        raise ValueProblem("不在日历之内，请写出日期") from error
    return None


def _shifted(day: date, count: int, unit: str) -> date:
    if unit in {"m", "个月", "月"}:
        return add_months(day, count)
    return day + timedelta(days=count * (7 if unit in {"w", "周"} else 1))


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@dataclass(frozen=True)
class Day(FieldType):
    """A Beijing calendar date, stored as `YYYY-MM-DD`."""

    noun: ClassVar[str] = "日期"

    def parse(self, raw: Raw) -> Stored:
        """The date; a spreadsheet's date or its serial number is taken as it is."""
        if isinstance(raw, datetime):
            raw = _beijing(raw).date()
        if isinstance(raw, date):
            return _in_range(raw).isoformat()
        return super().parse(raw)

    def read(self, text: str) -> str:
        """The day as ISO text, read from any form that offices use."""
        return read_day(text).isoformat()

    def check(self, column: str) -> str:
        """A date that SQLite's own calendar knows, within the bounds."""
        return (
            f"{column} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
            f" AND date({column}, '+0 days') IS {column} AND {column} BETWEEN '{FIRST_DAY}' AND '{LAST_DAY}'"
        )

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the forms of a day that are taken."""
        return "日期，如 2026-09-01 或 2026年9月1日"


def _beijing(moment: datetime) -> datetime:
    """The moment on Beijing's clock; one without a zone is already on it."""
    try:
        return moment.astimezone(BEIJING) if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    except OverflowError as error:
        raise ValueProblem("不是时刻，请核对年份") from error


def _stored(moment: datetime) -> str:
    """An aware moment within the bounds, to the second, as it is stored."""
    local = _beijing(moment)
    _in_range(local.date())
    return instant(local.replace(microsecond=0))


@dataclass(frozen=True)
class Instant(FieldType):
    """A moment, typed in Beijing time and stored in UTC, to the second."""

    noun: ClassVar[str] = "时刻"

    def parse(self, raw: Raw) -> Stored:
        """The moment; a spreadsheet's date-time is Beijing time."""
        return _stored(raw) if isinstance(raw, datetime) else super().parse(raw)

    def read(self, text: str) -> str:
        """The ISO instant in UTC."""
        line = _line(text)
        match = _MOMENT.fullmatch(line)
        try:
            if _UTC.fullmatch(line):
                return _stored(parse_instant(line))
            if _SERIAL.fullmatch(line):
                # Half a second up: a serial number's fraction stands just below the second that it means.
                return _stored(EXCEL_EPOCH + timedelta(days=float(line), milliseconds=500))
            if match:
                hour, minute, second = (int(part or 0) for part in match.groups()[1:])
                return _stored(datetime.combine(read_day(match[1]), time(hour, minute, second)))
        except ValueError as error:
            raise ValueProblem("钟点不对，请写成 2026-09-01 08:30（北京时间）") from error
        raise ValueProblem("不是时刻，请写成 2026-09-01 08:30（北京时间）")

    def check(self, column: str) -> str:
        """An instant of the one stored form, which SQLite's own calendar gives back unchanged."""
        return (
            f"{column} GLOB '[12][0-9][0-9][0-9]-*T*.[0-9][0-9][0-9]Z'"
            f" AND strftime('%Y-%m-%dT%H:%M:%fZ', {column}, '+0 days') IS {column}"
        )

    def show(self, value: Stored) -> str:
        """Beijing date and minute; the second only where there is one."""
        if value is None:
            return ""
        try:
            local = parse_instant(str(value)).astimezone(BEIJING)
        except (ValueError, OverflowError):
            return str(value)
        return local.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")

    @property
    def hint(self) -> str:
        """What a clerk reads beside the field: the form of a moment."""
        return "时刻（北京时间），如 2026-09-01 08:30"
