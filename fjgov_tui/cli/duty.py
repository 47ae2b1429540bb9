"""`fjgov duty`: who is on duty, the roster by pattern, swaps and gaps (articles 27 and 28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.booked import tell_booked
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk, written_to
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, whole_number
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.duty import ShiftChangeKind
from fjgov_tui.ledgers.organisation import UnitKind

if TYPE_CHECKING:
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.workflows.duty import Duty
    from fjgov_tui.workflows.roster_month import Served

AHEAD = timedelta(days=31)
"""How far ahead a list reaches where no last day is given."""
unit_option = click.option("--unit", metavar="单位", help="哪个单位的值班；不写就是全部单位。")
from_option = click.option("--from", "first", type=calendar_day, metavar="日期", help="从哪一天；不写就是今天。")
to_option = click.option("--to", "last", type=calendar_day, metavar="日期", help="到哪一天；不写就是一个月之后。")
approved_option = click.option("--approved", required=True, metavar="人员", help="批准人。")
reason_option = click.option("--reason", default="", metavar="文字", help="原因。")
shift_argument = click.argument("shift", metavar="编号", type=whole_number)


@click.group(cls=ChineseGroup)
def duty() -> None:
    """值班：谁在班、排班、换班、空班（第二十七、二十八条）。"""


def today_of(store: Store) -> date:
    """The Beijing date of the file's clock."""
    from fjgov_tui.clock import beijing_day

    return beijing_day(store.clock())


def id_of(reader: Reader, ledger: str, word: str) -> int:
    """The record of a ledger that a person means by a word."""
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS[ledger], word, whole=True).id


def titles(reader: Reader, ledger: str, ids: Iterable[int | None]) -> Mapping[int, str]:
    """The names of some records by id."""
    from fjgov_tui.ledgers import LEDGERS

    known = sorted({number for number in ids if number is not None})
    return {record.id: record.title for record in reader.records(LEDGERS[ledger], known)}


def _rows(reader: Reader, listed: Iterable[Duty]) -> list[dict[str, output.Json]]:
    duties = list(listed)
    people = titles(reader, "person", (who for shift in duties for who in (shift.person, shift.planned, shift.leader)))
    units = titles(reader, "unit", (shift.unit for shift in duties))
    return [
        {
            "id": shift.id,
            "day": shift.day.isoformat(),
            "part": shift.part,
            "unit": units.get(shift.unit, ""),
            "person": people.get(shift.person or 0),
            "planned": people.get(shift.planned or 0),
            "leader": people.get(shift.leader or 0),
            "change": shift.change or None,
            "begins": shift.begins.isoformat(),
            "ends": shift.ends.isoformat(),
        }
        for shift in duties
    ]


def _show(rows: list[dict[str, output.Json]]) -> None:
    shown = [
        (
            str(row["id"]),
            str(row["day"]),
            str(row["part"]),
            str(row["unit"]),
            str(row["person"] or "（空班）"),
            str(row["leader"] or "（未填）"),
            str(row["change"] or ""),
        )
        for row in rows
    ]
    headings = ("编号", "日期", "班次", "单位", "值班员", "带班领导", "变动")
    output.lines(table_lines(headings, shown, output.limit(), numbers=(0,)))


@duty.command("list")
@unit_option
@from_option
@to_option
@as_json
@pass_desk
def list_duties(desk: CliContext, unit: str | None, first: date | None, last: date | None, as_json: bool) -> None:
    """列出一段日子的班，换班和顶班已经算在内。"""
    from fjgov_tui.workflows.duty import duties

    with desk.opened() as store:
        begin = first or today_of(store)
        listed = duties(store.read, begin, last or begin + AHEAD, id_of(store.read, "unit", unit) if unit else None)
        rows = _rows(store.read, listed)
    if as_json:
        output.document(rows)
        return
    _show(rows)
    output.say(f"{begin} 至 {last or begin + AHEAD}，共 {len(rows)} 班。")


@duty.command("now")
@unit_option
@as_json
@pass_desk
def now(desk: CliContext, unit: str | None, as_json: bool) -> None:
    """现在谁在班、下一班是谁；没有人在班时退出码是 1。"""
    from fjgov_tui.workflows.duty import on_duty

    with desk.opened() as store:
        serving, following = on_duty(store.read, store.clock(), id_of(store.read, "unit", unit) if unit else None)
        rows, coming = _rows(store.read, serving), _rows(store.read, following)
    manned = any(row["person"] for row in rows)
    if as_json:
        output.document(rows, next=coming)
    else:
        _show([*rows, *coming])
        output.say("有人在班。" if manned else "现在没有人在班：值班表上这个时候是空的。")
    raise click.exceptions.Exit(0 if manned else 1)


@duty.command("gaps")
@unit_option
@from_option
@to_option
@as_json
@pass_desk
def find_gaps(desk: CliContext, unit: str | None, first: date | None, last: date | None, as_json: bool) -> None:
    """找出空班和同时值两个班的人；有就退出码 1。不写单位时看县政府办公室。"""
    from fjgov_tui.workflows.duty import clashes, duties, uncovered

    with desk.opened() as store:
        begin = first or today_of(store)
        end = last or begin + AHEAD
        unit_id = id_of(store.read, "unit", unit) if unit else office(store.read)
        empty = list(uncovered(duties(store.read, begin, end, unit_id), begin, end))
        double = clashes(duties(store.read, begin, end))
        people = titles(store.read, "person", (clash.person for clash in double))
    rows: list[dict[str, output.Json]] = [{"kind": "空班", "day": day.isoformat(), "person": None} for day in empty]
    rows += [
        {"kind": "同时两班", "day": clash.second.day.isoformat(), "person": people.get(clash.person, "")}
        for clash in double
    ]
    if as_json:
        output.document(rows)
    else:
        output.lines(
            table_lines(
                ("问题", "日期", "人员"),
                [(str(row["kind"]), str(row["day"]), str(row["person"] or "")) for row in rows],
                output.limit(),
            )
        )
        output.say(f"{begin} 至 {end}：空班 {len(empty)} 天，同时值两个班 {len(double)} 处。")
    raise click.exceptions.Exit(1 if rows else 0)


def office(reader: Reader) -> int:
    """The county government's office, whose duty is meant where no unit is named.

    Raises:
        InputProblem: it is not entered.
    """
    from fjgov_tui.ledgers import LEDGERS

    for record in reader.records(LEDGERS["unit"]):
        if record.values["kind"] == UnitKind.COUNTY_OFFICE:
            return record.id
    raise InputProblem("台账里没有县政府办公室", remedy="请用 --unit 写明单位")


@duty.command("swap")
@shift_argument
@click.option("--with", "other", required=True, type=whole_number, metavar="编号", help="对方的那一班。")
@approved_option
@reason_option
@as_json
@pass_desk
def swap(desk: CliContext, shift: int, other: int, approved: str, reason: str, as_json: bool) -> None:
    """两个人对换一班；安排不改，换班另记。已经开始的班不能换。"""
    _change(desk, shift, ShiftChangeKind.SWAP, approved, reason, as_json, other=other)


@duty.command("cover")
@shift_argument
@click.option("--by", "taker", required=True, metavar="人员", help="顶班的人。")
@approved_option
@reason_option
@as_json
@pass_desk
def cover(desk: CliContext, shift: int, taker: str, approved: str, reason: str, as_json: bool) -> None:
    """别人顶这一班，正在值的班也可以。"""
    _change(desk, shift, ShiftChangeKind.COVER, approved, reason, as_json, taker=taker)


@duty.command("leave")
@shift_argument
@approved_option
@reason_option
@as_json
@pass_desk
def leave(desk: CliContext, shift: int, approved: str, reason: str, as_json: bool) -> None:
    """请假，还没有人顶：这一班成为空班，核对时会指出。"""
    _change(desk, shift, ShiftChangeKind.LEAVE, approved, reason, as_json)


def _change(
    desk: CliContext,
    shift: int,
    kind: str,
    approved: str,
    reason: str,
    as_json: bool,
    *,
    other: int | None = None,
    taker: str | None = None,
) -> None:
    from fjgov_tui.workflows.shift_changes import ChangeRequest, change_shift

    with desk.opened(write=True) as store:
        with store.write(kind) as writer:
            request = ChangeRequest(
                shift=shift,
                kind=kind,
                approved_by=id_of(writer, "person", approved),
                taker=id_of(writer, "person", taker) if taker else None,
                other=other,
                reason=reason,
            )
            made = change_shift(writer, request, store.clock())
        tell_booked(store.read, "shift_change", made, f"已登记{kind}，编号 {made}。", as_json=as_json)


@duty.command("month")
@click.argument("month", metavar="年-月")
@click.option("--unit", metavar="单位", help="哪个单位的值班；不写就是县政府办公室。")
@click.option(
    "--ics",
    "calendar",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="另存为日历文件（.ics）。",
)
@written_to("另存：.docx 横排一页，.ics 日历，其余是文本。", required=False)
@as_json
@pass_desk
def month_sheet(
    desk: CliContext, month: str, unit: str | None, calendar: Path | None, target: Path | None, as_json: bool
) -> None:
    """一个月的值班表：按周排列，* 换过班，‼ 同时值两个班；可以另存，手机日历能读，也能打印。"""
    from fjgov_tui.clock import utc_now
    from fjgov_tui.pastday import as_of_words
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.reports.roster import LEGEND, Stamp, month_lines, month_title, problem_lines, write_month
    from fjgov_tui.workdays import read_overrides
    from fjgov_tui.workflows.roster_month import month_roster

    first, overrides = calendar_day(f"{month}-01"), read_overrides(workdays_file())
    with desk.opened() as store:
        unit_id = id_of(store.read, "unit", unit) if unit else office(store.read)
        made = month_roster(store.read, first, unit_id, overrides)
        stamp, rows = Stamp(utc_now(), store.read.head().seq, desk.as_of), _rows(store.read, made.duties)
    if as_json:
        output.document(rows, gaps=[day.isoformat() for day in sorted(made.gaps)])
    else:
        heading = filter(None, (month_title(made), as_of_words(desk.as_of)))
        output.lines([*heading, *month_lines(made, overrides), LEGEND])
    for line in problem_lines(made):
        output.say(f"{line}。")
    for path in filter(None, (calendar, target)):
        output.say(write_month(made, desk.target(path), stamp, overrides))


@duty.command("stats")
@unit_option
@from_option
@to_option
@as_json
@pass_desk
def statistics(desk: CliContext, unit: str | None, first: date | None, last: date | None, as_json: bool) -> None:
    """每个人值了多少班：按工作日、周末、法定节假日分，夜班、小时、连值、顶班各多少。不写单位时看县政府办公室。"""
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.reports.roster import SERVED_HEADINGS, served_cells
    from fjgov_tui.workdays import read_overrides
    from fjgov_tui.workflows import roster_month
    from fjgov_tui.workflows.duty import duties

    with desk.opened() as store:
        begin = first or today_of(store).replace(day=1)
        unit_id = id_of(store.read, "unit", unit) if unit else office(store.read)
        listed = duties(store.read, begin, last or begin + AHEAD, unit_id)
        names = titles(store.read, "person", (who for shift in listed for who in (*_people_of(shift),)))
    served = roster_month.statistics(listed, names, read_overrides(workdays_file()))
    if as_json:
        output.document([_served_row(person) for person in served])
        return
    output.lines(table_lines(SERVED_HEADINGS, [served_cells(person) for person in served], output.limit()))
    output.say(f"{begin} 至 {last or begin + AHEAD}，共 {len(listed)} 班。")


def _people_of(shift: Duty) -> tuple[int | None, ...]:
    return shift.person, shift.planned, shift.leader


def _served_row(served: Served) -> dict[str, output.Json]:
    from fjgov_tui.workdays import DayKind

    kinds = {DayKind.WORKDAY: "workdays", DayKind.WEEKEND: "weekends", DayKind.HOLIDAY: "holidays"}
    return {
        "person": served.name,
        **{name: served.counts[kind] for kind, name in kinds.items()},
        "total": served.total,
        "nights": served.nights,
        "hours": served.hours,
        "back_to_back": served.close,
        "taken": served.taken,
        "given": served.given,
        "led": served.led,
    }
