"""`fjgov patrol`: what is to be read today, what was read, and what was not (articles 27, 28 and 30)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.booked import tell_booked
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.duty import id_of, today_of
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, whole_number
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.duty import PatrolResult
from fjgov_tui.ledgers.incidents import IncidentKind

if TYPE_CHECKING:
    from fjgov_tui.workflows.patrols import Reading, ReadingCoverage

UNREAD = 1
"""Exit code where something of the list was not read."""
BEHIND = timedelta(days=29)


@click.group(cls=ChineseGroup)
def patrol() -> None:
    """读网：今天读哪些、读了哪些、还有哪些没有读（第二十七、二十八、三十条）。"""


@patrol.command("list")
@click.option("--day", type=calendar_day, metavar="日期", help="哪一天；不写就是今天。")
@as_json
@pass_desk
def list_readings(desk: CliContext, day: date | None, as_json: bool) -> None:
    """列出一天该读的：读了的有时刻和结果，没有读的写“未读”；还有没读的退出码为 1。"""
    from fjgov_tui.paths import workdays_file
    from fjgov_tui.workdays import read_overrides
    from fjgov_tui.workflows.patrols import day_list

    with desk.opened() as store:
        listed = day_list(store.read, day or today_of(store), read_overrides(workdays_file()))
    rows = [_row(item) for item in listed.readings]
    if as_json:
        output.document(rows, seed=listed.seed, done=listed.done)
    else:
        cells = [tuple(str(row[name] or "") for name in ("state", "place", "why", "last")) for row in rows]
        output.lines(table_lines(("结果", "读哪里", "原因", "上次读"), cells, output.limit()))
        output.say(f"读了 {listed.done} 处，没有读 {len(rows) - listed.done} 处；抽签的种子 {listed.seed}。")
    if listed.done < len(rows):
        click.get_current_context().exit(UNREAD)


def _row(item: Reading) -> dict[str, output.Json]:
    from fjgov_tui.clock import BEIJING, instant

    at = item.read_at
    return {
        "place": item.place.name,
        "url": item.place.url or None,
        "why": item.why,
        "last": item.last.isoformat() if item.last else None,
        "read_at": instant(at) if at else None,
        "result": item.result or None,
        "state": f"{at.astimezone(BEIJING):%H:%M} {item.result}" if at else "未读",
    }


@patrol.command("coverage")
@click.option("--from", "first", type=calendar_day, metavar="日期", help="从哪一天；不写就是三十天。")
@click.option("--to", "last", type=calendar_day, metavar="日期", help="到哪一天；不写就是今天。")
@as_json
@pass_desk
def show_coverage(desk: CliContext, first: date | None, last: date | None, as_json: bool) -> None:
    """列出每个站点、账号、栏目读过几次、上次何时读；没有读过的在前。"""
    from fjgov_tui.workflows.patrols import coverage

    with desk.opened() as store:
        end = last or today_of(store)
        listed = coverage(store.read, first or end - BEHIND, end)
    if as_json:
        output.document([_covered(row) for row in listed])
    else:
        rows = [(str(row.times), row.place.name, str(row.last or "没有读过")) for row in listed]
        output.lines(table_lines(("次数", "哪里", "上次读"), rows, output.limit(), numbers=(0,)))
    unread = sum(not row.times for row in listed)
    output.say(f"{first or end - BEHIND} 至 {end}：共 {len(listed)} 处，没有读 {unread} 处。")


def _covered(row: ReadingCoverage) -> dict[str, output.Json]:
    return {"place": row.place.name, "times": row.times, "last": row.last.isoformat() if row.last else None}


@patrol.command("read")
@click.argument("where", metavar="站点、栏目、账号或网址")
@click.option("--by", required=True, metavar="人员", help="谁读的。")
@click.option(
    "--result", default=str(PatrolResult.FINE), show_default=True, metavar="结果", help="正常、有问题或打不开。"
)
@click.option("--problem", default="", metavar="文字", help="发现了什么。")
@click.option("--incident", type=whole_number, metavar="编号", help="转到哪一件已经登记的预警处置。")
@click.option(
    "--kind", default="", metavar="类型", help="同时登记一件这种类型的预警处置；这里已有一件的，就转到那一件。"
)
@click.option("--notify", is_flag=True, help="和 --kind 同用：已通知单位，一小时从这一秒起算。")
@as_json
@pass_desk
def read(
    desk: CliContext,
    where: str,
    by: str,
    result: str,
    problem: str,
    incident: int | None,
    kind: str,
    notify: bool,
    as_json: bool,
) -> None:
    """登记读了一处；输出编号。有问题的加上 --kind，预警处置和读网一次登记；已经登记了的，用 --incident 写它的编号。"""
    from fjgov_tui.workflows.handling import StepTaken
    from fjgov_tui.workflows.patrols import ReadTrouble, book_reading, book_trouble
    from fjgov_tui.workflows.places import place_of

    _check(result, kind, incident, notify=notify)
    sentence = ""
    with desk.opened(write=True) as store:
        with store.write("读网") as writer:
            place, person = place_of(writer, where, today_of(store)), id_of(writer, "person", by)
            if kind:
                notice = StepTaken(step="notified") if notify else None
                trouble = ReadTrouble(
                    place=place, person=person, result=result, kind=kind, problem=problem, notice=notice
                )
                made, number, new = book_trouble(writer, trouble)
                sentence = f"预警处置编号 {number}{'' if new else '，已经在处置，请接着办那一件'}。"
            else:
                made = book_reading(writer, place, person, result, problem=problem, incident=incident)
        tell_booked(store.read, "patrol", made, f"已登记读网：{place.name}，{result}。{sentence}", as_json=as_json)


def _check(result: str, kind: str, incident: int | None, *, notify: bool) -> None:
    """What cannot be meant together is said before anything is opened."""
    if result not in set(PatrolResult):
        raise InputProblem(f"没有“{result}”这种结果", remedy=f"请写 {'、'.join(PatrolResult)}")
    if kind and kind not in set(IncidentKind):
        raise InputProblem(f"没有“{kind}”这种类型", remedy=f"请写 {'、'.join(IncidentKind)}")
    if kind and result == PatrolResult.FINE:
        raise InputProblem("结果是“正常”，没有问题可登记", remedy="请加 --result 有问题，或去掉 --kind")
    if kind and incident is not None:
        raise InputProblem("--kind 和 --incident 只写一个", remedy="已经登记了预警处置的，只写 --incident")
    if notify and not kind:
        raise InputProblem("--notify 要和 --kind 同用", remedy="请用 --kind 写是哪一类问题")
