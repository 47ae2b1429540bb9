"""The duty roster on paper and in calendars: a month as text and as a paper (A4 across), and an .ics file."""

from __future__ import annotations

import re
from calendar import Calendar
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.files import replacing
from fjgov_tui.ledgers.duty import ShiftPart
from fjgov_tui.paper.document import Document, Level, Passage, Table
from fjgov_tui.pastday import as_of_title, as_of_words
from fjgov_tui.reports.forms import write_paper
from fjgov_tui.text import clean, fit, safe
from fjgov_tui.workdays import NONE, DayKind, Overrides, day_kind
from fjgov_tui.workflows.duty import Duty
from fjgov_tui.workflows.roster import Absence
from fjgov_tui.workflows.roster_month import MonthRoster, Preview, Served

WEEKDAYS = "一二三四五六日"
EMPTY = "（空班）"
LEGEND = "休 法定节假日  班 调休上班  * 换过班  ‼ 同时值两个班"
_CELL = 11
_MARKS = {DayKind.WORKDAY: "", DayKind.WEEKEND: "", DayKind.HOLIDAY: "休"}
_FOLD = 75
"""Octets of a line of a calendar file (RFC 5545, 3.1)."""


def weeks(month: date) -> list[list[date | None]]:
    """The weeks of a month, Monday first; `None` for the days of its neighbours."""
    return [
        [day if day.month == month.month else None for day in week]
        for week in Calendar().monthdatescalendar(month.year, month.month)
    ]


def day_words(day: date) -> str:
    """A day with its day of the week: `2026-12-03 周四`."""
    return f"{day} 周{WEEKDAYS[day.weekday()]}"


def day_head(day: date, overrides: Overrides = NONE) -> str:
    """A day's number with what is unusual about it: 休 on a public holiday, 班 on a weekend that is worked."""
    kind = day_kind(day, overrides)
    made_up = "班" if kind is DayKind.WORKDAY and day.weekday() >= 5 else ""
    return f"{day.day}{made_up or _MARKS[kind]}"


def day_people(month: MonthRoster, day: date) -> list[str]:
    """Who serves on a day, a line a shift; a gap is named, and so are double bookings and changes.

    Args:
        month: the unit's month.
        day: a day of it.
    """
    on_day = month.on(day)
    if not on_day:
        return [EMPTY] if day in month.gaps else []
    several = len(on_day) > 1 or any(duty.part != ShiftPart.WHOLE_DAY for duty in on_day)
    return [
        f"{duty.part[0] if several else ''}{month.names.get(duty.person or 0, EMPTY)}"
        f"{'*' if duty.change else ''}{'‼' if duty.id in month.doubled else ''}"
        for duty in on_day
    ]


def month_lines(month: MonthRoster, overrides: Overrides = NONE) -> list[str]:
    """A month as a table of weeks, Monday first: the day, and who serves below it.

    Args:
        month: the unit's month.
        overrides: the county's own working days.
    """
    lines = ["".join(fit(f"周{word}", _CELL) for word in WEEKDAYS).rstrip()]
    for week in weeks(month.first):
        rows = [[day_head(day, overrides) if day else "" for day in week]]
        people = [day_people(month, day) if day else [] for day in week]
        for place in range(max(map(len, people))):
            rows.append([cell[place] if place < len(cell) else "" for cell in people])
        lines += ["".join(fit(safe(cell), _CELL - 1) + " " for cell in row).rstrip() for row in rows]
    return lines


def month_title(month: MonthRoster) -> str:
    """The heading of a month's roster."""
    return f"{month.unit_name} {month.first.year} 年 {month.first.month} 月值班表"


def problem_lines(month: MonthRoster) -> list[str]:
    """What is wrong in a month, a line each kind; that nothing is, where nothing is."""
    lines = []
    if month.gaps:
        lines.append(f"空班 {len(month.gaps)} 天：{'、'.join(f'{day.day} 日' for day in sorted(month.gaps))}")
    if month.clashes:
        double = (f"{clash.second.day.day} 日 {month.names.get(clash.person, '')}" for clash in month.clashes)
        lines.append(f"同时值两个班 {len(month.clashes)} 处：{'、'.join(double)}")
    if month.ends is None:
        return ["还没有排过值班表"]
    if month.ends < month.first:
        return [*lines, f"这个月还没有排：值班表排到 {month.ends} 为止"]
    lines = lines or ["没有空班，没有人同时值两个班"]
    return [*lines, f"值班表排到 {month.ends} 为止"] if month.ends < month.last else lines


def served_cells(served: Served) -> tuple[str, ...]:
    """One person's figures, in the order of `SERVED_HEADINGS`."""
    figures = (*(served.counts[kind] for kind in DayKind), served.total, served.nights, served.hours)
    return (served.name, *map(str, (*figures, served.close, served.taken, served.given, served.led)))


SERVED_HEADINGS = (
    "人员", *map(str, DayKind), "合计", "夜班", "小时", "连值", "顶别人", "别人顶", "带班",
)  # fmt: skip


def month_document(month: MonthRoster, overrides: Overrides = NONE, as_of: date | None = None) -> Document:
    """A month's roster as a paper, A4 across: seven columns, then everybody's figures.

    Args:
        month: the unit's month.
        overrides: the county's own working days.
        as_of: the past day that is looked at, if one is.
    """
    rows = []
    for week in weeks(month.first):
        cells = []
        for day in week:
            people = day_people(month, day) if day else []
            leaders = {month.names.get(duty.leader, "") for duty in month.on(day) if duty.leader} if day else set()
            led = [f"带班 {name}" for name in sorted(filter(None, leaders))]
            # The day and the first one beside it, or a month of six weeks would not fit on its page.
            cells.append(
                "\n".join(["　".join([day_head(day, overrides), *people[:1]]), *people[1:], *led]) if day else ""
            )
        rows.append(tuple(cells))
    figures = tuple(served_cells(served) for served in month.served)
    return Document(
        title=month_title(month),
        blocks=(
            Table(headings=tuple(f"周{word}" for word in WEEKDAYS), rows=tuple(rows), shares=(1,) * 7),
            *(Passage(line, Level.NOTE) for line in (LEGEND, *problem_lines(month))),
            *([Table(headings=SERVED_HEADINGS, rows=figures, shares=(2, *(1,) * 10))] if figures else []),
        ),
        landscape=True,
        as_of=as_of,
    )


def month_text(month: MonthRoster, overrides: Overrides = NONE, as_of: date | None = None) -> str:
    """The same as plain lines."""
    figures = ["  ".join(f"{head} {cell}" for head, cell in zip(SERVED_HEADINGS, served_cells(person), strict=True))
               for person in month.served]  # fmt: skip
    heading = filter(None, (month_title(month), as_of_words(as_of)))
    lines = [*heading, *month_lines(month, overrides), LEGEND, *problem_lines(month), *figures]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Stamp:
    """What a file of the roster carries of its making."""

    at: datetime
    """The aware moment of writing."""
    sequence: int
    """Raised with every change of the roster, so that calendars take the newer one."""
    as_of: date | None = None
    """The past day that is looked at, if one is."""


def write_month(month: MonthRoster, path: Path, stamp: Stamp, overrides: Overrides = NONE) -> str:
    """Write a month: a calendar where the name ends in `.ics`, a paper for `.docx`, else its text.

    Args:
        month: the unit's month.
        path: where.
        stamp: when it is written, and of which day.
        overrides: the county's own working days.

    Returns:
        What was written, in a Chinese sentence.

    Raises:
        InputProblem: the place cannot be written.
    """
    if path.suffix.lower() == ".ics":
        text = calendar_file(month.duties, month.names, {month.unit: month.unit_name}, stamp)
        with replacing(path) as part:
            part.write_text(text, encoding="utf-8", newline="")
    else:
        paper = month_document(month, overrides, stamp.as_of)
        write_paper(paper, month_text(month, overrides, stamp.as_of), path)
    return f"已写入 {path}，{len(month.duties)} 班。"


def calendar_file(listed: Iterable[Duty], names: Mapping[int, str], units: Mapping[int, str], stamp: Stamp) -> str:
    """The shifts as an iCalendar file: UTC times, no telephone numbers, and an id that stays.

    Args:
        listed: the shifts.
        names: people's names by id.
        units: units' names by id.
        stamp: when it is written, and of which day; a calendar of a past day says so in its name and in each shift.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fjgov_tui//duty//ZH", "CALSCALE:GREGORIAN"]
    of_day = as_of_title(stamp.as_of) if stamp.as_of is not None else ""
    lines += [_folded(f"X-WR-CALNAME:{_escaped(f'值班表（{of_day}）')}")] if of_day else []
    for duty in listed:
        who = names.get(duty.person or 0, "")
        leader = names.get(duty.leader or 0, "") or "未填"
        title = f"{duty.part}值班 {who or '空班'}"
        about = "，".join(filter(None, (units.get(duty.unit, ""), f"带班领导：{leader}", of_day)))
        lines += [
            "BEGIN:VEVENT",
            f"UID:shift-{duty.id}@fjgov",
            f"SEQUENCE:{stamp.sequence}",
            f"DTSTAMP:{_utc(stamp.at)}",
            f"DTSTART:{_utc(duty.begins)}",
            f"DTEND:{_utc(duty.ends)}",
            _folded(f"SUMMARY:{_escaped(title)}"),
            _folded(f"DESCRIPTION:{_escaped(about)}"),
            f"STATUS:{'CONFIRMED' if who else 'CANCELLED'}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", clean(text))


def _folded(line: str) -> str:
    """The line broken so that none has more than 75 octets; no character is cut."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode())
        if size + octets > _FOLD - 1:
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + char, size + octets
    return "\r\n ".join([*pieces, piece])


def preview_lines(seen: Preview) -> list[str]:
    """What a proposed roster would bring, before it is saved: what is wrong, and how often everybody serves.

    Args:
        seen: the proposal with what follows from it.
    """
    close = _listed(f"{shift.day:%m-%d} {seen.names.get(shift.person or 0, '')}" for shift in seen.close)
    away = _listed(_away_words(absence, seen.names.get(absence.person, "")) for absence in seen.away)
    double = _listed(f"{clash.second.day:%m-%d} {seen.names.get(clash.person, '')}" for clash in seen.clashes)
    lines = [
        f"{'✗' if seen.gaps else '✓'} 空班 {len(seen.gaps)} 天{_listed(f'{day:%m-%d}' for day in seen.gaps)}",
        f"{'✗' if seen.clashes else '✓'} 同时值两个班 {len(seen.clashes)} 处{double}",
        *([f"! 不能值班 {len(seen.away)} 段，没有排{away}"] if seen.away else []),
        f"{'!' if seen.close else '✓'} 连值 {len(seen.close)} 次{close}",
        f"共 {len(seen.proposal.shifts)} 班；改动已有的 {seen.replaced} 班，手工固定和换过的 {seen.kept} 班不动",
    ]
    for balance in seen.balances:
        counts = "，".join(f"{kind} {balance.counts[kind]}" for kind in DayKind)
        name = seen.names.get(balance.person, "")
        lines.append(f"{name}：这次 {seen.new.get(balance.person, 0)} 班；连以前的 {counts}，共 {balance.total} 班")
    return lines


def day_span(absence: Absence) -> str:
    """From when to when somebody is away: `12-02 至 12-04`."""
    if absence.first == absence.last:
        return f"{absence.first:%m-%d}"
    return f"{absence.first:%m-%d} 至 {absence.last:%m-%d}"


def _away_words(absence: Absence, name: str) -> str:
    return f"{name} {day_span(absence)}{f'（{absence.why}）' if absence.why else ''}"


def _listed(words: Iterable[str]) -> str:
    listed = "、".join(words)
    return f"：{listed}" if listed else ""
