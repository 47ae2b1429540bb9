"""`fjgov training`: coverage of the year, who is missing, marking who attended, the record for the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk, written_to
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_year
from fjgov_tui.cli.working import working
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.store import Store
    from fjgov_tui.workflows.training import Coverage, StaffMember, UnitCoverage

year_option = click.option("--year", type=calendar_year, metavar="年份", help="哪一年；不写就是今年。")


@click.group(cls=ChineseGroup)
def training() -> None:
    """培训：本年参训情况、谁还没有参训、登记参训、培训年报（第三十九条）。"""


def _coverage(store: Store, year: int | None) -> Coverage:
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.training import coverage

    today = beijing_day(store.clock())
    return coverage(store.read, today.year if year is None else year, today)


@training.command("status")
@year_option
@as_json
@pass_desk
def status(desk: CliContext, year: int | None, as_json: bool) -> None:
    """各单位的参训情况：应参训、已参训、缺谁；缺得多的在前。"""
    from fjgov_tui.reports.training import bar, state

    with desk.opened() as store:
        seen = _coverage(store, year)
    if as_json:
        _status_json(seen)
        return
    rows = [
        (unit.unit, f"{bar(unit)} {unit.percent}%", str(unit.covered), str(unit.total), state(unit), _names(unit))
        for unit in seen.units
    ]
    output.lines(
        table_lines(("单位", "参训率", "已参训", "应参训", "情况", "未参训"), rows, output.limit(), numbers=(2, 3))
    )
    output.say(
        f"{seen.year} 年截至 {seen.as_of}：培训 {len(seen.sessions)} 期，应参训 {seen.total} 人，"
        f"已参训 {seen.covered} 人（{'没有登记工作人员' if seen.percent is None else f'{seen.percent}%'}），"
        f"从未培训 {len(seen.newcomers)} 人。"
    )


def _names(unit: UnitCoverage) -> str:
    return "、".join(worker.name for worker in unit.missing)


def _status_json(seen: Coverage) -> None:
    rows: list[dict[str, output.Json]] = [
        {
            "unit": unit.unit,
            "workers": unit.total,
            "covered": unit.covered,
            "percent": unit.percent,
            "missing": [worker.name for worker in unit.missing],
        }
        for unit in seen.units
    ]
    output.document(
        rows,
        year=seen.year,
        as_of=seen.as_of.isoformat(),
        workers=seen.total,
        covered=seen.covered,
        percent=seen.percent,
        sessions=[
            {
                "id": session.id,
                "name": session.name,
                "held_on": session.held_on.isoformat(),
                "form": session.form,
                "organiser": session.organiser,
                "hours": session.hours,
                "attended": session.attended,
                "passed": session.passed,
            }
            for session in seen.sessions
        ],
        newcomers=[_worker_json(worker) for worker in seen.newcomers],
    )


def _worker_json(worker: StaffMember) -> dict[str, output.Json]:
    return {
        "id": worker.id,
        "person": worker.name,
        "unit": worker.unit,
        "roles": worker.roles,
        "on_duty": worker.on_duty.isoformat() if worker.on_duty else None,
        "accounts": list(worker.accounts),
        "last": worker.last.isoformat() if worker.last else None,
    }


@training.command("missing")
@year_option
@as_json
@pass_desk
def missing(desk: CliContext, year: int | None, as_json: bool) -> None:
    """列出这一年还没有参训的人，和他们上次培训的日期。"""
    with desk.opened() as store:
        seen = _coverage(store, year)
    if as_json:
        output.document([_worker_json(worker) for worker in seen.missing], year=seen.year, as_of=seen.as_of.isoformat())
        return
    rows = [
        (str(worker.id), worker.name, worker.unit, worker.roles, str(worker.last or "从未"), "、".join(worker.accounts))
        for worker in seen.missing
    ]
    if rows:
        headings = ("编号", "姓名", "单位", "承担工作", "上次培训", "保管的后台账户")
        output.lines(table_lines(headings, rows, output.limit(), numbers=(0,)))
    output.say(f"{seen.year} 年截至 {seen.as_of}，还有 {len(rows)} 人没有参训。")


@training.command("mark")
@click.argument("session", metavar="培训")
@click.argument("people", metavar="人员", nargs=-1, required=True)
@click.option("--failed", is_flag=True, help="考核不合格：登记参训，但不算培训过。")
@pass_desk
def mark(desk: CliContext, session: str, people: tuple[str, ...], failed: bool) -> None:
    """登记谁参加了一次培训；都登记，或都不登记。

    培训写编号或名称中能认出它的部分；人员写编号或姓名，同名的写成“单位/姓名”。
    """
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.training import mark_attendance

    with desk.opened(write=True) as store, store.write("登记参训") as writer:
        held = find_record(writer, LEDGERS["training"], session)
        ids = [find_record(writer, LEDGERS["person"], word, whole=True).id for word in people]
        made = mark_attendance(writer, held.id, ids, passed=not failed)
    for word, names in (("已登记", made.added), ("已改", made.changed), ("没有变化", made.same)):
        for name in names:
            output.out(f"{word}  {name}")
    output.say(
        f"{held.title}：新登记 {len(made.added)} 人，改动 {len(made.changed)} 人，没有变化 {len(made.same)} 人。"
    )


@training.command("record")
@year_option
@written_to("以 .xlsx 结尾；打印存档的以 .docx 结尾。")
@pass_desk
def record(desk: CliContext, year: int | None, target: Path) -> None:
    """把一年的培训写成存档用的表：场次、参训人员、各单位参训、未参训人员。"""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.reports.training import write_training_record

    if target.suffix.lower() not in {".xlsx", ".docx"}:
        raise InputProblem(
            "培训年报只能写成 .xlsx 或 .docx", where=target.name, remedy="请换一个以 .xlsx 或 .docx 结尾的文件名"
        )
    with desk.opened() as store:
        today = beijing_day(store.clock())
        with working("写年报"):
            seen = write_training_record(store.read, desk.target(target), year or today.year, today)
    output.out(str(target))
    output.say(f"已写出 {seen.year} 年培训年报：{len(seen.sessions)} 期，{seen.covered}/{seen.total} 人参训。")
