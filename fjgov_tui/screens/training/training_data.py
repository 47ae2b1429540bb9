"""What screen 4 shows, read in one go and put into lines; no screen in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from fjgov_tui.audit import RULES, findings
from fjgov_tui.dataclass import dataclass
from fjgov_tui.reports.training import bar, state
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.training import Attended, Coverage, Session, StaffMember, coverage, sessions, trained_days

BEFORE_DUTY = next(rule for rule in RULES if rule.id == "39.before-duty")
"""The rule that names those who worked before they were trained."""
NO_UNIT = "（未登记单位）"
"""What stands in place of a unit where a person has none."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody who has to be trained before she works, or who has worked untrained."""

    id: int
    name: str
    unit: str
    start: date | None
    """The first day of duty, or on which she had an account; `None` where the ledgers do not say."""
    first: date | None
    """The first day on which she counts as trained; `None` where never."""
    violation: bool
    """At work before the training, which article 39 forbids."""
    message: str
    """What the rule says, or what has to be done."""

    @property
    def state(self) -> str:
        """The same with a glyph, in a few words."""
        if not self.violation:
            return "! 待培训"
        return "✗ 训在岗后" if self.first else "✗ 未训上岗"


@dataclass(frozen=True)
class TrainingYear:
    """A year of training as screen 4 shows it."""

    coverage: Coverage
    sessions: tuple[Session, ...]
    """All of the year's, those that are yet to come too; the newest first."""
    newcomers: tuple[Newcomer, ...]
    """Those at work already first."""

    @property
    def violations(self) -> int:
        """How many have worked, or work, untrained."""
        return sum(newcomer.violation for newcomer in self.newcomers)


def read_year(reader: Reader, year: int, today: date) -> TrainingYear:
    """Read a year of training.

    Args:
        reader: the ledgers.
        year: the calendar year.
        today: the Beijing day.
    """
    seen = coverage(reader, year, today)
    held = (session for session in sessions(reader).values() if session.day.year == year)
    days = trained_days(reader, seen.as_of)
    return TrainingYear(
        coverage=seen,
        sessions=tuple(sorted(held, key=lambda session: (session.day, session.id), reverse=True)),
        newcomers=tuple(_newcomers(reader, seen, {person: trained_on[0] for person, trained_on in days.items()})),
    )


def _newcomers(reader: Reader, seen: Coverage, first: dict[int, date]) -> Iterator[Newcomer]:
    listed = set()
    untrained = findings(reader, seen.as_of, [BEFORE_DUTY])
    for person in sorted(untrained, key=lambda finding: (finding.id in first, finding.since or "", finding.id)):
        listed.add(person.id)
        start = date.fromisoformat(person.since) if person.since else None
        yield Newcomer(person.id, person.subject, person.unit, start, first.get(person.id), True, person.message)
    for worker in seen.newcomers:
        if worker.id not in listed:
            yield Newcomer(worker.id, worker.name, worker.unit, worker.on_duty, None, False, _advice(worker))


def _advice(worker: StaffMember) -> str:
    if worker.on_duty is None:
        return "没有培训合格的记录，到岗日期也没有登记；请补登到岗日期并安排培训"
    return f"{worker.on_duty} 到岗，还没有培训合格的记录；请在到岗之前培训并登记"


@dataclass(frozen=True)
class TrainingRow:
    """One line of a list."""

    id: int
    """The record's id; 0 for people without a unit."""
    cells: tuple[str, ...]


def _unit_lines(seen: TrainingYear) -> list[TrainingRow]:
    return [
        TrainingRow(
            unit.id or 0,
            (unit.unit or NO_UNIT, bar(unit), f"{unit.covered}/{unit.total}", f"{unit.percent}%", state(unit)),
        )
        for unit in seen.coverage.units
    ]


def _missing_lines(seen: TrainingYear) -> list[TrainingRow]:
    return [
        TrainingRow(
            worker.id,
            (worker.unit, worker.name, worker.roles, str(len(worker.accounts) or ""), _day(worker.last, "从未")),
        )
        for worker in seen.coverage.missing
    ]


def _newcomer_lines(seen: TrainingYear) -> list[TrainingRow]:
    return [
        TrainingRow(
            newcomer.id,
            (
                newcomer.unit,
                newcomer.name,
                _day(newcomer.start, "没有登记"),
                _day(newcomer.first, "没有"),
                newcomer.state,
            ),
        )
        for newcomer in seen.newcomers
    ]


def _session_lines(seen: TrainingYear) -> list[TrainingRow]:
    return [
        TrainingRow(
            session.id,
            (
                session.name,
                str(session.held_on),
                session.form,
                _booked(session, seen.coverage.as_of),
                str(session.hours or ""),
            ),
        )
        for session in seen.sessions
    ]


def _booked(session: Session, as_of: date) -> str:
    if session.held_on > as_of:
        return "○ 还没有开"
    return f"✓ {session.attended} 人" if session.attended else "✗ 没有名单"


def _day(day: date | None, otherwise: str) -> str:
    return day.isoformat() if day else otherwise


PEOPLE = "人"
"""The kind of the views whose rows are people, who can be marked."""


def _view(
    title: str, kind: str, headings: tuple[Heading, ...], rows: Callable[[TrainingYear], list[TrainingRow]], empty: str
) -> ListView[TrainingYear, TrainingRow]:
    return ListView(
        title=title,
        headings=headings,
        rows=rows,
        key=lambda row: row.id,
        cells=lambda row: row.cells,
        empty=empty,
        markable=kind == PEOPLE,
        unmarkable="按 F4 换到“未参训”再标记人",
        measure="人" if kind == PEOPLE else "条",
        kind=kind,
        beside=lambda seen, row: folded(about(seen, title, row.id)),
    )


VIEWS = (
    _view(
        "单位",
        "单位",
        (Heading("unit", "单位", 18), Heading("bar", "参训率", 10), Heading("count", "人数", 7),
         Heading("percent", "", 5), Heading("state", "情况", 12)),
        _unit_lines,
        "这一年没有登记在岗的工作人员",
    ),
    _view(
        "未参训",
        PEOPLE,
        (Heading("unit", "单位", 18), Heading("name", "姓名", 8), Heading("roles", "承担工作", 18),
         Heading("accounts", "账户", 4), Heading("last", "上次培训", 10)),
        _missing_lines,
        "在岗的都参加过培训了",
    ),
    _view(
        "新到岗",
        PEOPLE,
        (Heading("unit", "单位", 18), Heading("name", "姓名", 8), Heading("start", "上岗", 10),
         Heading("first", "首次培训", 10), Heading("state", "情况", 10)),
        _newcomer_lines,
        "没有未经培训就上岗的人，也没有等着培训的新人",
    ),
    _view(
        "培训",
        "培训",
        (Heading("name", "培训名称", 24), Heading("held", "日期", 10), Heading("form", "形式", 10),
         Heading("count", "参训名单", 11), Heading("hours", "学时", 4)),
        _session_lines,
        "这一年还没有登记培训，F3 新增",
    ),
)  # fmt: skip
UNITS, SESSIONS = VIEWS[0], VIEWS[3]
"""The lists of screen 4, in the order in which F4 goes round."""


def worker_line(worker: StaffMember) -> str:
    """One worker and her last training, for a narrow panel."""
    glyph = "✓" if worker.covered else "✗"
    return f"{glyph} {safe(worker.name)}  上次培训 {_day(worker.last, '从未')}  {safe(worker.roles)}"


def history_lines(attended: tuple[Attended, ...]) -> list[str]:
    """Every session of one person, newest first."""
    if not attended:
        return ["没有参加过培训"]
    return [
        f"{'✓' if attendance.passed else '✗'} {attendance.session.day}  {safe(attendance.session.name)}"
        f"（{attendance.session.form}{'' if attendance.passed else '，没有合格'}）"
        for attendance in attended
    ]


def folded(lines: list[str]) -> Folded:
    """Lines for a panel."""
    return Folded([(plain(line), None) for text in lines for line in text.split("\n")])


def about(seen: TrainingYear, view: str, line_id: int) -> list[str]:
    """What a panel says of a line of a list, without reading anything more.

    Args:
        seen: the year.
        view: the title of one of `VIEWS`.
        line_id: the line's id.
    """
    if view == "单位":
        unit = next((unit for unit in seen.coverage.units if (unit.id or 0) == line_id), None)
        return (
            [worker_line(worker) for worker in sorted(unit.workers, key=lambda worker: worker.covered)] if unit else []
        )
    if view == "未参训":
        worker = next((worker for worker in seen.coverage.missing if worker.id == line_id), None)
        return [f"保管账户：{'、'.join(map(safe, worker.accounts))}"] if worker and worker.accounts else []
    if view == "新到岗":
        return [safe(newcomer.message) for newcomer in seen.newcomers if newcomer.id == line_id]
    session = next((session for session in seen.sessions if session.id == line_id), None)
    if session is None:
        return []
    ended = f" 至 {session.ended_on}" if session.ended_on else ""
    return [
        f"{session.held_on}{ended}  {session.form}  {session.hours or '？'} 学时",
        f"主办：{safe(session.organiser) or '没有登记'}",
        f"内容：{session.topics or '没有登记'}",
        f"参训 {session.attended} 人，计为参训 {session.passed} 人",
    ]
