"""`fjgov duty roster | import`: a fair roster by pattern, and rosters kept in spreadsheets so far (article 27)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.duty import id_of, office, today_of
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, calendar_day
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.duty import ShiftPart

if TYPE_CHECKING:
    from fjgov_tui.store import Reader
    from fjgov_tui.workflows.roster import Absence
    from fjgov_tui.workflows.roster_month import Preview

REFUSED = 2


@click.command("roster", cls=ChineseCommand)
@click.option("--unit", required=True, metavar="单位", help="哪个单位的值班。")
@click.option("--people", required=True, metavar="人员、人员…", help="值班人员，用顿号或逗号隔开。")
@click.option("--leaders", default="", metavar="人员、人员…", help="轮流带班的领导。")
@click.option("--from", "first", required=True, type=calendar_day, metavar="日期", help="从哪一天排起。")
@click.option("--to", "last", required=True, type=calendar_day, metavar="日期", help="排到哪一天。")
@click.option("--night", is_flag=True, help="一天分白班和夜班；不写就是全天一班。")
@click.option("--absent", "absences", multiple=True, metavar="人员=日期..日期", help="这些天不能值班；可写多次。")
@click.option("--save", is_flag=True, help="写入值班台账；不写只是预览。")
@as_json
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
    as_json: bool,
) -> None:
    """按工作日、周末、法定节假日分别平均排班；过去的班和手工固定的班不动。先列出空班、同时两班、连值和各人班数。

    没有人请假时，每种日子各人最多差一班；请假少值的，下一次排班补上；新来的人从最少的起算。
    """
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.workdays import read_overrides
    from fjgov_tui.workflows.duty import RosterRequest, propose, save_roster
    from fjgov_tui.workflows.roster_month import preview

    overrides = read_overrides(workdays_file())
    with desk.opened(write=save) as store:
        read = store.read
        request = RosterRequest(
            unit=id_of(read, "unit", unit),
            people=_people(read, people),
            leaders=_people(read, leaders),
            first=first,
            last=last,
            parts=(ShiftPart.DAY, ShiftPart.NIGHT) if night else (ShiftPart.WHOLE_DAY,),
            absences=tuple(_absence(read, word) for word in absences),
        )
        proposal = propose(read, request, today_of(store), overrides)
        _show_preview(preview(read, proposal, overrides), as_json=as_json)
        if save:
            with store.write("排班") as writer:
                written = save_roster(writer, proposal)
            output.say(f"已写入 {written} 班。")
        else:
            output.say("这是预览，什么都没有写；加 --save 写入。")


def _people(reader: Reader, words: str) -> tuple[int, ...]:
    parts = [word for word in words.replace(",", "、").replace("，", "、").split("、") if word.strip()]
    return tuple(dict.fromkeys(id_of(reader, "person", word) for word in parts))


def _absence(reader: Reader, text: str) -> Absence:
    from fjgov_tui.workflows.roster import Absence

    who, sign, span = text.replace("＝", "=").rpartition("=")
    first, _, last = span.partition("..")
    if not sign or not first.strip():
        raise InputProblem(f"“{text}”写得不对", remedy="请写成 人员=2026-10-01..2026-10-07")
    begin = calendar_day(first.strip())
    return Absence(id_of(reader, "person", who), begin, calendar_day(last.strip()) if last.strip() else begin)


def _show_preview(seen: Preview, *, as_json: bool) -> None:
    from fjgov_tui.reports.roster import preview_lines

    if as_json:
        output.document(
            [
                {
                    "day": str(shift.day),
                    "part": shift.part,
                    "person": seen.names.get(shift.person or 0),
                    "leader": seen.names.get(shift.leader or 0),
                    "fixed": shift.fixed,
                }
                for shift in seen.duties
            ],
            gaps=[day.isoformat() for day in seen.gaps],
        )
    rows = [
        (
            str(shift.day),
            shift.part,
            seen.names.get(shift.person or 0, "（空班）"),
            seen.names.get(shift.leader or 0, ""),
            "固定" if shift.fixed else "",
        )
        for shift in seen.duties
    ]
    if not as_json:
        output.lines(table_lines(("日期", "班次", "值班员", "带班领导", ""), rows, output.limit()))
    for line in preview_lines(seen):
        output.say(line)


@click.command("import", cls=ChineseCommand)
@click.argument("source", metavar="文件", type=click.Path(path_type=Path, readable=False))
@click.option("--unit", metavar="单位", help="哪个单位的值班表；不写就是县政府办公室，表里有单位一列的按表里的。")
@click.option("--month", metavar="年-月", help="表里只写几号时，是哪个月的；标题里有年月的不用写。")
@click.option("--dry-run", is_flag=True, help="只预演：照样全部核对，最后什么都不写。")
@as_json
@pass_desk
def import_roster(
    desk: CliContext, source: Path, unit: str | None, month: str | None, dry_run: bool, as_json: bool
) -> None:
    """导入用表格排的值班表：人员 × 日期、日期 × 人员的格子（白、夜、全、休），或逐日的名单。

    要么全部写入，要么一行也不写；同一天同一班已有的按表里的改。
    """
    from fjgov_tui.cli.sheets import tell_outcome
    from fjgov_tui.exchange import Options, read_grids
    from fjgov_tui.exchange.grid import shown_path
    from fjgov_tui.exchange.roster_import import RosterOptions, import_rosters

    grids = read_grids(source)
    with desk.opened(write=True) as store:
        roster = RosterOptions(
            unit=id_of(store.read, "unit", unit) if unit else office(store.read),
            month=calendar_day(f"{month}-01") if month else None,
        )
        outcome = import_rosters(store, shown_path(source), grids, Options(dry_run=dry_run), roster=roster)
    tell_outcome(outcome, as_json, marked=False)
    if outcome.blocked:
        raise click.exceptions.Exit(REFUSED)
