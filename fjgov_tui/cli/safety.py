"""`fjgov safety`: what is due for systems and plans, checks and drills, contracts that ended (articles 35 and 38)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.booked import tell_booked
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup, calendar_day, day_count
from fjgov_tui.ledgers.emergency import DrillForm
from fjgov_tui.ledgers.systems import SafetyResult

if TYPE_CHECKING:
    from fjgov_tui.ledgers.types import Raw
    from fjgov_tui.store import Store
    from fjgov_tui.workflows.safety import Recurring

on_option = click.option("--on", "on", type=calendar_day, metavar="日期", help="哪天做的；不写就是今天。")


@click.group(cls=ChineseGroup)
def safety() -> None:
    """安全保障：到期的检查、测评、评估和演练，登记检查和整改，服务商收尾（第三十五、三十八条）。"""


def _today(store: Store) -> date:
    from fjgov_tui.clock import beijing_day

    return beijing_day(store.clock())


NOTHING_REGISTERED = "没有登记信息系统和应急预案，有没有该做的检查不知道；请先在台账里登记。"


@safety.command("due")
@click.option("--within", type=day_count, metavar="天数", help="只要这么多天内到期的，如 30d；过期的总在内。")
@as_json
@pass_desk
def due(desk: CliContext, within: int | None, as_json: bool) -> None:
    """列出每个系统、每份预案下一次该做什么，先到期的在前；有过期的退出码为 1。"""
    from fjgov_tui.workflows.safety import recurring

    with desk.opened() as store:
        today = _today(store)
        listed = recurring(store.read, today)
    known = bool(listed)
    if within is not None:
        listed = [item for item in listed if item.due is None or item.due <= today + timedelta(days=within)]
    late = sum(item.late(today) for item in listed)
    if as_json:
        output.document([_row(item, today) for item in listed])
    else:
        rows = [
            (
                "✗ 过期" if item.late(today) else "○",
                str(item.due or "从未做过"),
                item.what,
                item.record.title,
                item.record.names.get("unit", ""),
                str(item.last or "从未"),
            )
            for item in listed
        ]
        if rows:
            output.lines(table_lines(("", "到期", "做什么", "系统或预案", "单位", "上次"), rows, output.limit()))
        output.say(f"共 {len(listed)} 项，过期 {late} 项。" if known else NOTHING_REGISTERED)
    if late:
        click.get_current_context().exit(1)


def _row(item: Recurring, today: date) -> dict[str, output.Json]:
    return {
        "ledger": item.record.ledger,
        "id": item.record.id,
        "subject": item.record.title,
        "unit": item.record.names.get("unit", ""),
        "what": item.what,
        "last": item.last.isoformat() if item.last else None,
        "due": item.due.isoformat() if item.due else None,
        "late": item.late(today),
    }


@safety.command("check")
@click.argument("system", metavar="系统")
@click.argument("kind", metavar="检查类型")
@on_option
@click.option("--by", "by", default="", metavar="文字", help="检查单位或人。")
@click.option("--problem", default="", metavar="文字", help="查出的问题；写了结果就是“有问题”。")
@click.option("--mend-by", "mend_by", type=calendar_day, metavar="日期", help="整改期限。")
@click.option("--report", default="", metavar="编号", help="报告编号。")
@as_json
@pass_desk
def check(
    desk: CliContext,
    system: str,
    kind: str,
    on: date | None,
    by: str,
    problem: str,
    mend_by: date | None,
    report: str,
    as_json: bool,
) -> None:
    """登记一次安全检查、等级测评或安全评估；输出编号。"""
    given: dict[str, Raw] = {
        "kind": kind,
        "by": by,
        "result": SafetyResult.FAULTY if problem else SafetyResult.SOUND,
        "problem": problem,
        "mend_by": mend_by,
        "report": report,
    }
    _add(desk, "safety", "system", system, "checked_on", on, given, as_json=as_json)


@safety.command("drill")
@click.argument("plan", metavar="预案")
@on_option
@click.option(
    "--form", "form", default=str(DrillForm.TABLETOP), show_default=True, metavar="方式", help="桌面推演或实战演练。"
)
@click.option("--result", default="", metavar="文字", help="结果和不足。")
@as_json
@pass_desk
def drill(desk: CliContext, plan: str, on: date | None, form: str, result: str, as_json: bool) -> None:
    """登记一次应急演练；输出编号。"""
    _add(desk, "drill", "plan", plan, "held_on", on, {"form": form, "result": result}, as_json=as_json)


def _add(
    desk: CliContext,
    ledger: str,
    field: str,
    word: str,
    day_field: str,
    on: date | None,
    given: dict[str, Raw],
    *,
    as_json: bool,
) -> None:
    """A record of a ledger about one other record, on one day."""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.saving import save_record

    declared = LEDGERS[ledger]
    with desk.opened(write=True) as store:
        with store.write(f"登记{declared.title}") as writer:
            subject = find_record(writer, LEDGERS[field], word, whole=True)
            referred: dict[str, Raw] = {
                field: writer.name_book.reference(field, subject.id),
                day_field: on or _today(store),
            }
            made = save_record(writer, declared, given | referred)
        sentence = f"已登记{declared.title}：{subject.title}，编号 {made}。"
        tell_booked(store.read, ledger, made, sentence, as_json=as_json)


@safety.command("mend")
@click.argument("record", metavar="检查编号")
@on_option
@as_json
@pass_desk
def mend(desk: CliContext, record: str, on: date | None, as_json: bool) -> None:
    """登记一次检查查出的问题已经整改。"""
    from fjgov_tui.errors import InputProblem
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.saving import save_record

    with desk.opened(write=True) as store:
        with store.write("登记整改") as writer:
            known = find_record(writer, LEDGERS["safety"], record, whole=True)
            if known.values["result"] != SafetyResult.FAULTY:
                raise InputProblem("这次检查没有查出问题，不用整改", where=f"安全检查编号 {known.id}")
            save_record(writer, LEDGERS["safety"], {"mended_on": on or _today(store)}, known)
        tell_booked(store.read, "safety", known.id, f"已登记整改：安全检查编号 {known.id}。", as_json=as_json)


@safety.command("exits")
@as_json
@pass_desk
def exits(desk: CliContext, as_json: bool) -> None:
    """给合同已经到期的服务商打开收尾清单；办理见 fjgov vendor_exit。"""
    from fjgov_tui.workflows.saving import open_exits

    with desk.opened(write=True) as store, store.write("合同到期，打开服务收尾") as writer:
        opened = open_exits(writer)
    if as_json:
        output.document([], opened=opened)
    else:
        output.out(str(opened))
    output.say(f"打开了 {opened} 份服务收尾。" if opened else "没有新到期的合同。")
