"""`fjgov duty`: who is on duty, the roster by pattern, swaps and gaps (articles 27 and 28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, whole_number
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.duty import ShiftChangeKind, ShiftPart
from fjgov_tui.ledgers.organisation import UnitKind

if TYPE_CHECKING:
    from fjgov_tui.store import Reader, Store
    from fjgov_tui.workflows.duty import Duty, Proposal
    from fjgov_tui.workflows.roster import Absence

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


def _today(store: Store) -> date:
    from fjgov_tui.clock import beijing_day

    return beijing_day(store.clock())


def _id_of(reader: Reader, ledger: str, word: str) -> int:
    from fjgov_tui.ledgers import LEDGERS

    return find_record(reader, LEDGERS[ledger], word, whole=True).id


def _titles(reader: Reader, ledger: str, ids: Iterable[int | None]) -> Mapping[int, str]:
    from fjgov_tui.ledgers import LEDGERS

    known = sorted({number for number in ids if number is not None})
    return {record.id: record.title for record in reader.records(LEDGERS[ledger], known)}


def _rows(reader: Reader, listed: Iterable[Duty]) -> list[dict[str, output.Json]]:
    duties = list(listed)
    people = _titles(reader, "person", (who for shift in duties for who in (shift.person, shift.planned, shift.leader)))
    units = _titles(reader, "unit", (shift.unit for shift in duties))
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
        begin = first or _today(store)
        listed = duties(store.read, begin, last or begin + AHEAD, _id_of(store.read, "unit", unit) if unit else None)
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
        serving, following = on_duty(store.read, store.clock(), _id_of(store.read, "unit", unit) if unit else None)
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
        begin = first or _today(store)
        end = last or begin + AHEAD
        unit_id = _id_of(store.read, "unit", unit) if unit else _office(store.read)
        empty = list(uncovered(duties(store.read, begin, end, unit_id), begin, end))
        double = clashes(duties(store.read, begin, end))
        people = _titles(store.read, "person", (clash.person for clash in double))
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


def _office(reader: Reader) -> int:
    from fjgov_tui.ledgers import LEDGERS

    for record in reader.records(LEDGERS["unit"]):
        if record.values["kind"] == UnitKind.COUNTY_OFFICE:
            return record.id
    raise InputProblem("台账里没有县政府办公室", remedy="请用 --unit 写明单位")


@duty.command("roster")
@click.option("--unit", required=True, metavar="单位", help="哪个单位的值班。")
@click.option("--people", required=True, metavar="人员、人员…", help="值班人员，用顿号或逗号隔开。")
@click.option("--leaders", default="", metavar="人员、人员…", help="轮流带班的领导。")
@click.option("--from", "first", required=True, type=calendar_day, metavar="日期", help="从哪一天排起。")
@click.option("--to", "last", required=True, type=calendar_day, metavar="日期", help="排到哪一天。")
@click.option("--night", is_flag=True, help="一天分白班和夜班；不写就是全天一班。")
@click.option("--absent", "absences", multiple=True, metavar="人员=日期..日期", help="这些天不能值班；可写多次。")
@click.option("--save", is_flag=True, help="写入值班台账；不写只是预览。")
@pass_desk
def make_roster(
    desk: CliContext,
    unit: str,
    people: str,
    leaders: str,
    first: date,
    last: date,
    night: bool,
    absences: tuple[str, ...],
    save: bool,
) -> None:
    """按工作日、周末、法定节假日分别平均排班；过去的班和手工固定的班不动。

    没有人请假时，每种日子各人最多差一班；请假少值的，下一次排班补上；新来的人从最少的起算。
    """
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.workdays import read_overrides
    from fjgov_tui.workflows.duty import RosterRequest, propose, save_roster

    overrides = read_overrides(workdays_file())
    with desk.opened(write=save) as store:
        read = store.read
        request = RosterRequest(
            unit=_id_of(read, "unit", unit),
            people=_people(read, people),
            leaders=_people(read, leaders),
            first=first,
            last=last,
            parts=(ShiftPart.DAY, ShiftPart.NIGHT) if night else (ShiftPart.WHOLE_DAY,),
            absences=tuple(_absence(read, word) for word in absences),
        )
        proposal = propose(read, request, _today(store), overrides)
        _show_proposal(read, proposal)
        if save:
            with store.write("排班") as writer:
                written = save_roster(writer, proposal)
            output.say(f"已写入 {written} 班。")
        else:
            output.say("这是预览，什么都没有写；加 --save 写入。")


def _people(reader: Reader, words: str) -> tuple[int, ...]:
    parts = [word for word in words.replace(",", "、").replace("，", "、").split("、") if word.strip()]
    return tuple(dict.fromkeys(_id_of(reader, "person", word) for word in parts))


def _absence(reader: Reader, text: str) -> Absence:
    from fjgov_tui.workflows.roster import Absence

    who, sign, span = text.replace("＝", "=").rpartition("=")
    first, _, last = span.partition("..")
    if not sign or not first.strip():
        raise InputProblem(f"“{text}”写得不对", remedy="请写成 人员=2026-10-01..2026-10-07")
    begin = calendar_day(first.strip())
    return Absence(_id_of(reader, "person", who), begin, calendar_day(last.strip()) if last.strip() else begin)


def _show_proposal(reader: Reader, proposal: Proposal) -> None:
    from fjgov_tui.workdays import DayKind
    from fjgov_tui.workflows.roster import back_to_back, balances, gaps

    names = _titles(reader, "person", (*proposal.order.people, *proposal.request.leaders))
    leaders = {shift.day: shift.person for shift in proposal.leaders}
    rows = [
        (
            str(shift.day),
            shift.part,
            names.get(shift.person or 0, "（空班）"),
            names.get(leaders.get(shift.day) or 0, ""),
            "固定" if shift.fixed else "",
        )
        for shift in proposal.shifts
    ]
    output.lines(table_lines(("日期", "班次", "值班员", "带班领导", ""), rows, output.limit()))
    for balance in balances(proposal.order, proposal.shifts):
        counts = "，".join(f"{kind} {balance.counts[kind]}" for kind in DayKind)
        output.say(f"{names[balance.person]}：{counts}，共 {balance.total} 班（以前的在内）")
    empty, close = gaps(proposal.shifts), back_to_back(proposal.shifts)
    output.say(f"空班 {len(empty)} 个，连值 {len(close)} 次。")


@duty.command("swap")
@shift_argument
@click.option("--with", "other", required=True, type=whole_number, metavar="编号", help="对方的那一班。")
@approved_option
@reason_option
@pass_desk
def swap(desk: CliContext, shift: int, other: int, approved: str, reason: str) -> None:
    """两个人对换一班；安排不改，换班另记。已经开始的班不能换。"""
    _change(desk, shift, ShiftChangeKind.SWAP, approved, reason, other=other)


@duty.command("cover")
@shift_argument
@click.option("--by", "taker", required=True, metavar="人员", help="顶班的人。")
@approved_option
@reason_option
@pass_desk
def cover(desk: CliContext, shift: int, taker: str, approved: str, reason: str) -> None:
    """别人顶这一班，正在值的班也可以。"""
    _change(desk, shift, ShiftChangeKind.COVER, approved, reason, taker=taker)


@duty.command("leave")
@shift_argument
@approved_option
@reason_option
@pass_desk
def leave(desk: CliContext, shift: int, approved: str, reason: str) -> None:
    """请假，还没有人顶：这一班成为空班，核对时会指出。"""
    _change(desk, shift, ShiftChangeKind.LEAVE, approved, reason)


def _change(
    desk: CliContext,
    shift: int,
    kind: str,
    approved: str,
    reason: str,
    *,
    other: int | None = None,
    taker: str | None = None,
) -> None:
    from fjgov_tui.workflows.duty import ChangeRequest, change_shift

    with desk.opened(write=True) as store, store.write(kind) as writer:
        request = ChangeRequest(
            shift=shift,
            kind=kind,
            approved_by=_id_of(writer, "person", approved),
            taker=_id_of(writer, "person", taker) if taker else None,
            other=other,
            reason=reason,
        )
        made = change_shift(writer, request, store.clock())
    output.out(str(made))
    output.say(f"已登记{kind}，编号 {made}。")


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
@pass_desk
def month_sheet(desk: CliContext, month: str, unit: str | None, calendar: Path | None) -> None:
    """一个月的值班表：按周排列，* 表示换过班；可以另存为手机日历能读的文件。"""
    from fjgov_tui.files import replacing
    from fjgov_tui.months import add_months
    from fjgov_tui.reports.roster import calendar_file, month_lines
    from fjgov_tui.workflows.duty import duties

    first = calendar_day(f"{month}-01")
    with desk.opened() as store:
        unit_id = _id_of(store.read, "unit", unit) if unit else _office(store.read)
        listed = duties(store.read, first, add_months(first, 1) - timedelta(days=1), unit_id)
        names = _titles(store.read, "person", (who for shift in listed for who in (shift.person, shift.leader)))
        units = _titles(store.read, "unit", (unit_id,))
        head, stamp = store.read.head(), store.clock()
    output.lines([f"{units[unit_id]} {month} 值班表", *month_lines(first, listed, names)])
    if calendar is not None:
        with replacing(desk.target(calendar)) as part:
            part.write_text(calendar_file(listed, names, units, stamp, head.seq), encoding="utf-8", newline="")
        output.say(f"已写入 {calendar}，{len(listed)} 班。")
