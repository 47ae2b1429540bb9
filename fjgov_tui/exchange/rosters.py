"""Rosters as offices keep them in spreadsheets, unfolded into one line a shift: grids of people and days, and lists.

Three forms are known: people down and days across, days down and people across, and a list with a line a day. What
stands in a cell of a grid is a sign: 白, 夜, 全 or ✓ for a shift, 休 or nothing for none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.grid import Formula, Grid, column_letter
from fjgov_tui.exchange.outcome import CellProblem
from fjgov_tui.ledgers.duty import ShiftPart
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.text import tidy, tidy_name

HEADINGS = ("day", "part", "unit", "person", "leader", "phone", "note")
"""The fields of an unfolded line, in order."""
LEAST_DAYS = 3
"""So many days in one row, or one column, make a grid."""
_WHOLE, _DAY, _NIGHT = (ShiftPart.WHOLE_DAY,), (ShiftPart.DAY,), (ShiftPart.NIGHT,)
SIGNS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("全", "全天", "值", "值班", "班", "√", "✓", "✔", "●", "★", "1", "24", "24h"), _WHOLE),
    **dict.fromkeys(("白", "白班", "白天", "日班", "早", "d"), _DAY),
    **dict.fromkeys(("夜", "夜班", "晚", "晚班", "n"), _NIGHT),
    **dict.fromkeys(("白夜", "白/夜", "白、夜", "白+夜", "白 夜"), (ShiftPart.DAY, ShiftPart.NIGHT)),
    **dict.fromkeys(
        (
            *("", "休", "轮休", "补休", "调休", "假", "请假", "病", "病假", "事假", "年假", "公休"),
            *("出差", "-", "—", "/", "×", "off", "0"),
        ),
        (),
    ),
}  # fmt: skip
"""What a sign in a grid means: the parts of the day that are served."""
_LISTS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("值班员", "值班人员", "值班人", "值班", "姓名", "全天"), ("person", ShiftPart.WHOLE_DAY)),
    **dict.fromkeys(("白班", "白天", "日班", "白班人员", "白班值班员", "白班值班人员"), ("person", ShiftPart.DAY)),
    **dict.fromkeys(("夜班", "晚班", "夜间", "夜班人员", "夜班值班员", "夜班值班人员"), ("person", ShiftPart.NIGHT)),
    **dict.fromkeys(("带班领导", "带班", "值班领导", "带班人"), ("leader", "")),
    **dict.fromkeys(("班次", "班别", "时段"), ("part", "")),
    **dict.fromkeys(("值班单位", "单位", "单位名称"), ("unit", "")),
    **dict.fromkeys(("值班电话", "电话", "联系电话"), ("phone", "")),
    **dict.fromkeys(("备注", "说明"), ("note", "")),
}  # fmt: skip
"""The headings of a list: which field stands below, and for people which part of the day they serve."""
_DATES = frozenset({"日期", "值班日期", "时间", "值班时间", "日 期"})
_PEOPLE = frozenset(
    {"姓名", "人员", "值班人员", "值班员", "日期", "姓名/日期", "日期/姓名", "姓名\\日期", "序号", "星期"}
)
_SUMS = frozenset({"合计", "总计", "小计", "备注", "说明", "星期", "周", "周次", "制表", "审核", "批准"})
_MONTH = re.compile(r"(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*(?:月|$|[^\d])")
_FULL = re.compile(r"^(20\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])\s*[月./-]\s*([12]\d|3[01]|0?[1-9])\s*日?")
_SHORT = re.compile(r"^(1[0-2]|0?[1-9])\s*[月./-]\s*([12]\d|3[01]|0?[1-9])\s*[日号]?(?!\d)")
_BARE = re.compile(r"^([12]\d|3[01]|0?[1-9])\s*[日号]?(?:\s*[（(\s].*)?$")
_WEEKDAY = re.compile(r"^(?:星期|周)?[一二三四五六日天]$")
_SEVERAL = re.compile(r"[、,，;；/／\n]|\s+和\s*")


@dataclass(frozen=True)
class RosterSheet:
    """One sheet, unfolded."""

    grid: Grid
    """Headings, then a line a shift: what the import of the ledger takes."""
    cells: Sequence[tuple[int, int]]
    """For every line of the grid below its headings: row and column of the original, from 0."""
    problems: Sequence[CellProblem] = ()
    """What could not be read, as the original numbers it."""
    form: str = ""
    """Which form was recognised, in a few Chinese characters; empty where none was."""


@dataclass
class _Line:
    """One shift as it is put together."""

    cell: tuple[int, int]
    people: list[str] = field(default_factory=list)
    leader: str = ""
    unit: str = ""
    phone: str = ""
    note: str = ""


class _Reading:
    """One sheet while it is read."""

    def __init__(self, grid: Grid, unit: str, month: date | None) -> None:
        self.grid, self.unit = grid, unit
        self.month = month or _month_of(grid)
        self.lines: dict[tuple[date, str, str], _Line] = {}
        self.problems: list[CellProblem] = []

    def problem(self, row: int, column: int, reason: str) -> None:
        value = _text(self.cell(row, column))
        self.problems.append(CellProblem(row + 1, column_letter(column), "值班表", value, reason))

    def cell(self, row: int, column: int) -> Raw:
        cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else None

    def line(self, day: date, part: str, unit: str, cell: tuple[int, int]) -> _Line:
        return self.lines.setdefault((day, part, unit or self.unit), _Line(cell))

    def sign(self, day: date, person: str, row: int, column: int) -> None:
        """A sign in a grid: the person serves these parts of the day."""
        text = _text(self.cell(row, column)).casefold()
        parts = SIGNS.get(text)
        if parts is None:
            self.problem(row, column, "不认识这个标记；请写 白、夜、全、休，或留空")
            return
        for part in parts:
            self.line(day, part, "", (row, column)).people.append(person)


def unfold(grid: Grid, unit: str, month: date | None = None) -> RosterSheet:
    """A roster as one line a shift.

    Args:
        grid: the sheet as it was read, its merged cells filled.
        unit: whose roster it is, where the sheet does not say.
        month: the month of bare day numbers; looked for in the sheet's name and title where not given.
    """
    reading = _Reading(grid, unit, month)
    form = _across(reading) or _listed(reading) or _down(reading)
    rows: list[list[Raw]] = [["值班日期", "班次", "值班单位", "值班员", "带班领导", "值班电话", "备注"]]
    cells: list[tuple[int, int]] = []
    for (day, part, where), line in sorted(
        reading.lines.items(), key=lambda item: (item[0][2], item[0][0], item[0][1])
    ):
        people = list(dict.fromkeys(line.people))
        others = f"同班：{'、'.join(people[1:])}" if len(people) > 1 else ""
        note = "；".join(filter(None, (others, line.note)))
        rows.append([day, part, where, people[0] if people else None, line.leader or None, line.phone or None, note])
        cells.append(line.cell)
    return RosterSheet(Grid(grid.name, rows), tuple(cells), tuple(reading.problems), form)


# --- days and names --------------------------------------------------------------------------------------------------


def _text(raw: Raw) -> str:
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return raw.isoformat() if isinstance(raw, date) else tidy(str(raw))


def _month_of(grid: Grid) -> date | None:
    """The month that the first rows or the sheet's name give."""
    for row in [*grid.rows[:6], [grid.name]]:
        for raw in row:
            text = raw if isinstance(raw, str) else ""
            if match := _MONTH.search(f"{text} "):
                return date(int(match[1]), int(match[2]), 1)
    return None


def _day(raw: Raw, month: date | None) -> date | None:
    """The day that a cell names; a bare number is one of the month, and needs it."""
    if isinstance(raw, Formula):
        return None
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    text = _text(raw)
    if match := _FULL.match(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if (match := _SHORT.match(text)) and month is not None:
        year = month.year + (1 if month.month == 12 and int(match[1]) == 1 else 0)
        return _date(year, int(match[1]), int(match[2]))
    if (match := _BARE.match(text)) and month is not None:
        return _date(month.year, month.month, int(match[1]))
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _looks_like_day(raw: Raw) -> bool:
    return _day(raw, date(2000, 1, 1)) is not None


def _names(raw: Raw) -> list[str]:
    return [name for name in (tidy_name(part) for part in _SEVERAL.split(str(raw or ""))) if name]


def _is_name(raw: Raw) -> bool:
    text = tidy_name(str(raw)) if isinstance(raw, str) else ""
    return 2 <= len(text) <= 12 and text not in _PEOPLE and text not in _SUMS and not _looks_like_day(raw)


# --- people down, days across ----------------------------------------------------------------------------------------


def _across(reading: _Reading) -> str:
    """Whether the sheet has a row of days, and people below it."""
    for row, cells in enumerate(reading.grid.rows):
        columns = [column for column, raw in enumerate(cells) if _looks_like_day(raw)]
        if len({_text(cells[column]) for column in columns}) >= LEAST_DAYS and len(columns) * 2 > len(cells) - 2:
            _read_across(reading, row, columns)
            return "人员 × 日期"
    return ""


def _read_across(reading: _Reading, header: int, columns: Sequence[int]) -> None:
    days = {column: _day(reading.cell(header, column), reading.month) for column in columns}
    for column, day in days.items():
        if day is None:
            reading.problem(header, column, _no_day(reading))
    for row in range(header + 1, len(reading.grid.rows)):
        name = _row_name(reading, row, min(columns))
        if not name:
            continue
        for column, day in days.items():
            if day is not None:
                reading.sign(day, name, row, column)


def _no_day(reading: _Reading) -> str:
    return "这个月没有这一天" if reading.month else "只写了几号，没有写年月；请在标题里写明，如 2026年12月"


def _row_name(reading: _Reading, row: int, before: int) -> str:
    """The person of a row: the last name before its first day; a row of weekdays or sums has none."""
    names = [reading.cell(row, column) for column in range(before)]
    texts = [tidy_name(str(raw)) for raw in names if isinstance(raw, str)]
    if any(text in _SUMS for text in texts):
        return ""
    people = [tidy_name(str(raw)) for raw in names if _is_name(raw)]
    return people[-1] if people else ""


# --- a list, a line a day --------------------------------------------------------------------------------------------


def _listed(reading: _Reading) -> str:
    """Whether the sheet has a heading for the day, and one for who serves."""
    for row, cells in enumerate(reading.grid.rows[:12]):
        heads = [tidy_name(_text(raw)) for raw in cells]
        day = next((column for column, head in enumerate(heads) if head in _DATES), None)
        known = {column: _LISTS[head] for column, head in enumerate(heads) if head in _LISTS}
        if day is not None and any(name == "person" for name, _ in known.values()):
            _read_list(reading, row, day, known)
            return "逐日名单"
    return ""


def _read_list(reading: _Reading, header: int, day_column: int, known: Mapping[int, tuple[str, str]]) -> None:
    for row in range(header + 1, len(reading.grid.rows)):
        raw = reading.cell(row, day_column)
        if not _text(raw) or tidy_name(_text(raw)) in _SUMS:
            continue
        day = _day(raw, reading.month)
        if day is None:
            reading.problem(row, day_column, _no_day(reading) if _looks_like_day(raw) else "不是日期")
            continue
        _read_list_row(reading, row, day, known)


def _read_list_row(reading: _Reading, row: int, day: date, known: Mapping[int, tuple[str, str]]) -> None:
    values = {name: (column, _text(reading.cell(row, column))) for column, (name, part) in known.items() if not part}
    unit = values.get("unit", (0, ""))[1]
    own = _own_parts(reading, row, values)
    made = []
    for column, (name, part) in known.items():
        if name == "person":
            for served in own if part == ShiftPart.WHOLE_DAY and own is not None else (part,):
                line = reading.line(day, served, unit, (row, column))
                line.people += _names(reading.cell(row, column))
                made.append(line)
    for line in made:
        line.leader = line.leader or next(iter(_names(values.get("leader", (0, ""))[1])), "")
        line.phone = line.phone or values.get("phone", (0, ""))[1]
        line.note = line.note or values.get("note", (0, ""))[1]


def _own_parts(reading: _Reading, row: int, values: Mapping[str, tuple[int, str]]) -> tuple[str, ...] | None:
    """The parts that a line names for itself; `None` where it names none."""
    column, text = values.get("part", (0, ""))
    if not text:
        return None
    parts = SIGNS.get(text.casefold())
    if not parts:
        reading.problem(row, column, "不认识这个班次；请写 全天、白班或夜班")
        return ()
    return parts


# --- days down, people across ----------------------------------------------------------------------------------------


def _down(reading: _Reading) -> str:
    """Whether the sheet has a column of days, and people above the other columns."""
    width = max(map(len, reading.grid.rows), default=0)
    for column in range(min(width, 4)):
        rows = [row for row in range(len(reading.grid.rows)) if _looks_like_day(reading.cell(row, column))]
        if len(rows) < LEAST_DAYS:
            continue
        header = _heads(reading, rows[0], column)
        people = _named_above(reading, header, range(column + 1, width))
        if people:
            _read_down(reading, rows, column, people)
            return "日期 × 人员"
    return ""


def _named_above(reading: _Reading, header: int | None, columns: Sequence[int]) -> dict[int, str]:
    """The people of the columns that have one above."""
    if header is None:
        return {}
    heads = ((column, reading.cell(header, column)) for column in columns)
    return {column: tidy_name(str(raw)) for column, raw in heads if _is_name(raw)}


def _heads(reading: _Reading, first: int, column: int) -> int | None:
    """The row of names above the first day."""
    for row in range(first - 1, -1, -1):
        if any(_is_name(raw) for raw in reading.grid.rows[row][column + 1 :]):
            return row
    return None


def _read_down(reading: _Reading, rows: Sequence[int], column: int, people: Mapping[int, str]) -> None:
    for row in rows:
        day = _day(reading.cell(row, column), reading.month)
        if day is None:
            reading.problem(row, column, _no_day(reading))
            continue
        for place, name in sorted(people.items()):
            if not _WEEKDAY.match(_text(reading.cell(row, place))):
                reading.sign(day, name, row, place)
