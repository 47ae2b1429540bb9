"""The duty roster on paper and in calendars: a month as text, and an .ics file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from fjgov_tui.text import clean, fit, safe
from fjgov_tui.workdays import NONE, DayKind, Overrides, day_kind
from fjgov_tui.workflows.duty import Duty

WEEKDAYS = "一二三四五六日"
_CELL = 11
_MARKS = {DayKind.WORKDAY: "", DayKind.WEEKEND: "", DayKind.HOLIDAY: "休"}
_FOLD = 75
"""Octets of a line of a calendar file (RFC 5545, 3.1)."""


def month_lines(
    month: date, listed: Sequence[Duty], names: Mapping[int, str], overrides: Overrides = NONE
) -> list[str]:
    """A month as a table of weeks, Monday first: the day, and who serves below it.

    Args:
        month: any day of the month.
        listed: the shifts of one unit.
        names: people's names by id.
        overrides: the county's own working days.
    """
    first = month.replace(day=1)
    start = first - timedelta(days=first.weekday())
    lines = ["".join(fit(f"周{word}", _CELL) for word in WEEKDAYS).rstrip()]
    while start.month == first.month or start < first:
        week = [start + timedelta(days=step) for step in range(7)]
        rows = [[_head(day, overrides) if day.month == first.month else "" for day in week]]
        people = [_people(day, listed, names) if day.month == first.month else [] for day in week]
        for place in range(max(map(len, people))):
            rows.append([cell[place] if place < len(cell) else "" for cell in people])
        lines += ["".join(fit(safe(cell), _CELL - 1) + " " for cell in row).rstrip() for row in rows]
        start += timedelta(days=7)
    return lines


def _head(day: date, overrides: Overrides) -> str:
    kind = day_kind(day, overrides)
    made_up = "班" if kind is DayKind.WORKDAY and day.weekday() >= 5 else ""
    return f"{day.day}{made_up or _MARKS[kind]}"


def _people(day: date, listed: Sequence[Duty], names: Mapping[int, str]) -> list[str]:
    on_day = [duty for duty in listed if duty.day == day]
    if not on_day:
        return ["（空班）"]
    several = len(on_day) > 1
    return [
        f"{duty.part[0] if several else ''}{names.get(duty.person or 0, '（空班）')}{'*' if duty.change else ''}"
        for duty in on_day
    ]


def calendar_file(
    listed: Iterable[Duty], names: Mapping[int, str], units: Mapping[int, str], stamp: datetime, sequence: int
) -> str:
    """The shifts as an iCalendar file (RFC 5545): one event a shift, in UTC, without telephones.

    Args:
        listed: the shifts.
        names: people's names by id.
        units: units' names by id.
        stamp: the aware moment of writing.
        sequence: raised with every change of the roster, so that calendars take the newer one.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fjgov_tui//duty//ZH", "CALSCALE:GREGORIAN"]
    for duty in listed:
        who = names.get(duty.person or 0, "")
        leader = names.get(duty.leader or 0, "") or "未填"
        title = f"{duty.part}值班 {who or '空班'}"
        about = f"{units.get(duty.unit, '')}，带班领导：{leader}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:shift-{duty.id}@fjgov",
            f"SEQUENCE:{sequence}",
            f"DTSTAMP:{_utc(stamp)}",
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
