"""What screen 6 shows, read in one go and put into lines; no screen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from fjgov_tui.clock import BEIJING, beijing_day
from fjgov_tui.commands.handling import DUTY_LINE, INCIDENT_LINE, MATTER_LINE, READING_LINE
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, PROCEDURES
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.duty import PatrolResult
from fjgov_tui.paths import workdays_file
from fjgov_tui.reports.notice import UnitNotice, read_notice
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.procedure.about import about_matter, matter_key
from fjgov_tui.store import Reader
from fjgov_tui.store.reading import Selection
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workdays import read_overrides
from fjgov_tui.workflows.board import Matter, matter_of, matters, signable
from fjgov_tui.workflows.duty import Duty, at_moment, duties
from fjgov_tui.workflows.handing_on import waiting
from fjgov_tui.workflows.offices import COUNTY_OFFICE
from fjgov_tui.workflows.patrols import DayList, Reading, ReadingCoverage, coverage, day_list
from fjgov_tui.workflows.reading import progress_of

BEHIND = timedelta(days=29)
"""Before today: what is looked at to tell what was read and what was not."""
KEPT, AHEAD = timedelta(days=62), timedelta(days=62)
"""Whoever had a shift within so many days keeps a roster; so far ahead the next shift is looked for."""
NEAR = timedelta(days=7)
"""Requests and messages that are due by then, or late, stand on screen 6; the others on screen 7 alone."""
ANSWERS = ("request", "message")
WAYS = ("incident", "own_find", "fault", "opinion", "opinion_grave", "shift_handover")
"""The procedures whose open records stand on screen 6, as far as they are declared."""


@dataclass(frozen=True)
class DutyNow:
    """One unit's duty."""

    unit: int
    name: str
    county: bool
    person: str
    """Empty where nobody serves now."""
    leader: str
    following: str
    """Who comes next, and when."""
    phone: str
    gap: bool
    """Whether nobody is down for now, or for the next shift."""
    shift: int | None = None
    """The shift that is served now."""
    handed: int | None = None
    """The handover that waits for the signature of who takes over."""


Row = Matter | DutyNow | Reading | ReadingCoverage


@dataclass(frozen=True)
class HandlingData:
    """Screen 6 at a moment."""

    now: datetime
    matters: tuple[Matter, ...]
    duty: tuple[DutyNow, ...]
    reading: DayList
    covered: tuple[ReadingCoverage, ...]
    """What was read in the last thirty days, and what was not."""
    serving: int | None
    """Who is on duty for the county now."""

    @property
    def gaps(self) -> int:
        """Units with a roster where nobody is on duty now or next."""
        return sum(line.gap for line in self.duty)


def read_handling(reader: Reader, now: datetime) -> HandlingData:
    """Read it.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    ways = [procedure for key, procedure in PROCEDURES.items() if key in WAYS]
    answers = [procedure for procedure in PROCEDURES.values() if procedure.ledger in ANSWERS]
    last = beijing_day(now) + NEAR
    pressing = [matter for matter in matters(reader, now, answers) if matter.due is not None and matter.due.on <= last]
    listed = sorted((*matters(reader, now, ways), *pressing), key=_order)
    duty, serving = _duty(reader, now)
    reading = day_list(reader, beijing_day(now), read_overrides(workdays_file()))
    today = beijing_day(now)
    covered = tuple(coverage(reader, today - BEHIND, today))
    return HandlingData(now, tuple(listed), duty, reading, covered, serving)


def _order(matter: Matter) -> tuple[bool, datetime, int]:
    """The running hour first, then what is due, then the newest."""
    due = matter.due
    end = due.at if due is not None and due.at is not None else None
    if due is not None and end is None:
        end = datetime(due.on.year, due.on.month, due.on.day, 23, 59, 59, tzinfo=BEIJING)
    return end is None, end or datetime.max.replace(tzinfo=BEIJING), -matter.id


def _duty(reader: Reader, now: datetime) -> tuple[tuple[DutyNow, ...], int | None]:
    today = beijing_day(now)
    listed = duties(reader, today - KEPT, today + AHEAD)
    serving, following = at_moment(listed, now)
    units = {record.id: record for record in reader.records(LEDGERS["unit"])}
    names = {record.id: record.title for record in reader.records(LEDGERS["person"])}
    coming = {duty.unit: duty for duty in following}
    handed = {reference(unit_shift, "unit"): record.id for record, unit_shift in waiting(reader)}
    here = {duty.unit: duty for duty in serving}
    lines = []
    # A unit whose roster has ended lately keeps one, and has a gap tonight.
    for unit in dict.fromkeys(duty.unit for duty in listed):
        record = units.get(unit)
        if record is None:
            continue
        present, later = here.get(unit), coming.get(unit)
        county = record.values["kind"] == COUNTY_OFFICE
        line = _duty_line(unit, record.title, county, present, later, names, record.text("phone"))
        lines.append(replace(line, handed=handed.get(unit)))
    lines.sort(key=lambda line: (not line.county, not line.gap, line.name))
    office = county_office(reader)
    return tuple(lines), here[office].person if office in here else None


def county_office(reader: Reader) -> int | None:
    """The county government's office, whose roster is shown where no unit is chosen; `None` where it is not entered."""
    ids = list(reader.ids(Selection("unit", where=(("kind", COUNTY_OFFICE),))))
    return ids[0] if ids else None


def _duty_line(
    unit: int, name: str, county: bool, present: Duty | None, later: Duty | None, names: Mapping[int, str], phone: str
) -> DutyNow:
    person = names.get(present.person or 0, "") if present else ""
    leader = names.get(present.leader or 0, "") if present else ""
    following = ""
    if later is not None:
        begins = later.begins.astimezone(BEIJING)
        following = f"{begins:%m-%d %H:%M} {names.get(later.person or 0, '（空班）')}"
    gap = not person or later is None or later.person is None
    return DutyNow(unit, name, county, person, leader, following, phone, gap, present.id if present else None)


def _matter_cells(row: Row) -> tuple[str, ...]:
    if not isinstance(row, Matter):
        return ()
    come, step = row.progress, row.next
    due = row.due
    end = due.at.astimezone(BEIJING).strftime("%m-%d %H:%M:%S") if due and due.at else str(due) if due else ""
    listed = str(come["found"].done or "") if "found" in come.procedure else ""
    return (f"{'✗ ' if row.late else ''}{end}", row.unit, row.title, step.step.label if step else "", listed)


def _line(row: Row) -> str:
    """Whether it is an incident, whose notice and clock stand on this screen, or goes through another procedure."""
    incident = isinstance(row, Matter) and row.progress.procedure.ledger == "incident"
    return INCIDENT_LINE if incident else MATTER_LINE


def _duty_cells(row: Row) -> tuple[str, ...]:
    if not isinstance(row, DutyNow):
        return ()
    return ("✗ 空班" if row.gap else "✓ 有人", row.name, row.person or "（空班）", row.leader, row.following)


def _reading_cells(row: Row) -> tuple[str, ...]:
    if not isinstance(row, Reading):
        return ()
    read = f"{row.read_at.astimezone(BEIJING):%H:%M} {row.result}" if row.read_at else "未读"
    sign = "✗" if row.result not in {"", PatrolResult.FINE} else "✓" if row.read_at else "·"
    return (f"{sign} {read}", row.place.name, row.why, str(row.last or "没有读过"))


def _covered_cells(row: Row) -> tuple[str, ...]:
    if not isinstance(row, ReadingCoverage):
        return ()
    return (f"✓ {row.times} 次" if row.times else "· 没有读", row.place.name, str(row.last or "没有读过"))


def _key(row: Row) -> int:
    if isinstance(row, Matter):
        return matter_key(row)
    if isinstance(row, DutyNow):
        return row.unit
    place = row.place
    kind = 1 if place.column else 2 if place.media else 0
    return kind << 40 | (place.column or place.media or place.site or 0)


def _beside(data: HandlingData, row: Row) -> Folded:
    if isinstance(row, Matter):
        return about_matter(row)
    if isinstance(row, DutyNow):
        lines = [row.name, f"现在：{row.person or '没有人在班'}", f"带班：{row.leader or '没有填'}"]
        lines += [f"下一班：{row.following or '没有排'}", f"电话：{row.phone or '没有登记'}"]
    elif isinstance(row, ReadingCoverage):
        lines = [row.place.name, row.place.url, f"三十天里读了 {row.times} 次", f"上次读：{row.last or '没有读过'}"]
    else:
        lines = [row.place.name, row.place.url, f"上次读：{row.last or '没有读过'}", f"列入的原因：{row.why}"]
        lines += [f"抽签的种子：{data.reading.seed}"]
    return Folded([(plain(safe(line)), None) for line in lines if line])


OPEN = ListView[HandlingData, Row](
    title="处置",
    headings=(
        Heading("due", "期限", 16),
        Heading("unit", "单位", 14),
        Heading("title", "问题", 20),
        Heading("next", "下一步", 8),
        Heading("found", "发现", 16),
    ),
    rows=lambda data: data.matters,
    key=_key,
    cells=_matter_cells,
    empty="没有未办结的处置单",
    measure="件",
    kind="matter",
    lines=(INCIDENT_LINE, MATTER_LINE),
    line=_line,
    beside=_beside,
)
READING = ListView[HandlingData, Row](
    title="今日读网",
    headings=(
        Heading("result", "结果", 12),
        Heading("place", "读哪里", 26),
        Heading("why", "原因", 8),
        Heading("last", "上次读", 10),
    ),
    rows=lambda data: data.reading.readings,
    key=_key,
    cells=_reading_cells,
    empty="没有在运行的站点和账号",
    measure="处",
    kind="reading",
    lines=(READING_LINE,),
    beside=_beside,
)
DUTY = ListView[HandlingData, Row](
    title="值班",
    headings=(
        Heading("state", "状态", 8),
        Heading("unit", "单位", 16),
        Heading("person", "现在", 10),
        Heading("leader", "带班", 8),
        Heading("next", "下一班", 18),
    ),
    rows=lambda data: data.duty,
    key=_key,
    cells=_duty_cells,
    empty="还没有排值班表；^u 打开值班表，F3 排班",
    measure="个",
    kind="duty",
    lines=(DUTY_LINE,),
    beside=_beside,
)
COVERED = ListView[HandlingData, Row](
    title="三十天",
    headings=(
        Heading("times", "读了几次", 10),
        Heading("place", "哪里", 34),
        Heading("last", "上次读", 10),
    ),
    rows=lambda data: data.covered,
    key=_key,
    cells=_covered_cells,
    empty="没有在运行的站点和账号",
    measure="处",
    kind="covered",
    lines=(READING_LINE,),
    beside=_beside,
)
VIEWS = (OPEN, READING, DUTY, COVERED)


def incident_notice(reader: Reader, incident: int, now: datetime) -> UnitNotice:
    """What is said to the units of an incident, and who is called.

    Args:
        reader: the ledgers.
        incident: the incident's id.
        now: the present moment.
    """
    return read_notice(reader, reader.record(LEDGERS["incident"], incident), now)


def untold(reader: Reader, incident: int, now: datetime) -> Matter | None:
    """The incident where it is to be booked yet that its unit was told; `None` where it was, or need not be."""
    matter = matter_of(reader, progress_of(reader, reader.record(LEDGERS["incident"], incident), now))
    return matter if any(state.step.name == "notified" for state in signable(matter.progress)) else None
