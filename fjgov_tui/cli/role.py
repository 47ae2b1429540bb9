"""`fjgov role`: which account of this machine may do what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_id, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup
from fjgov_tui.ledgers.access import AccessRole

if TYPE_CHECKING:
    from datetime import date

    from fjgov_tui.ledgers import Record

_ROLE = click.Choice([str(role) for role in AccessRole])


@click.group(cls=ChineseGroup)
def role() -> None:
    """授权：哪个系统账号以什么角色用本程序、管哪个单位。一条也没有时，能写文件的人都能登记。

    角色由本程序在写入时检查。要管得住人，文件须归专用账号、操作人经 sudo 使用；fjgov doctor 说明现在是哪一种。
    """


def _state(record: Record, today: date) -> str:
    values = record.values
    if str(values["since"]) > today.isoformat():
        return "未开始"
    return "已到期" if values["until"] is not None and str(values["until"]) < today.isoformat() else "有效"


@role.command("list")
@as_json
@pass_desk
def list_roles(desk: CliContext, as_json: bool) -> None:
    """所有授权和它们的状态，以及运行本命令的人现在能做什么。"""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.granting import granted

    with desk.opened() as store:
        today, records, mine = beijing_day(store.clock()), granted(store.read), store.permissions()
    rows: list[dict[str, output.Json]] = [
        {
            "id": record.id,
            "login": record.text("login"),
            "person": record.names.get("person", ""),
            "role": record.text("role"),
            "unit": record.names.get("unit", ""),
            "since": str(record.values["since"]),
            "until": None if record.values["until"] is None else str(record.values["until"]),
            "state": _state(record, today),
        }
        for record in records
    ]
    if as_json:
        output.document(rows, bound=mine.bound, mine=mine.titles)
        return
    if not rows:
        output.say("没有授权：能写这个文件的人都能登记。")
        return
    columns = {"login": "系统账号", "person": "人员", "role": "角色", "unit": "限于单位", "since": "起", "until": "止"}
    shown = [tuple(str(row[name] or "") for name in (*columns, "state")) for row in rows]
    output.lines(table_lines((*columns.values(), "状态"), shown, output.limit()))
    output.say(f"您现在：{mine.titles}。" if mine.bound else "您是文件的属主或系统管理员，不受角色限制。")


@role.command("grant")
@click.argument("login", metavar="系统账号")
@click.argument("which", metavar="角色", type=_ROLE)
@click.option("--unit", default="", metavar="单位", help="只管这个单位和它下面的；不写就是全县。")
@click.option("--person", default="", metavar="人员", help="他是人员台账里的谁：签署时写明是不是本人登记。")
@click.option("--from", "since", default="", metavar="日期", help="从哪天起；不写就是今天。")
@click.option("--until", default="", metavar="日期", help="到哪天为止；不写就是长期。")
@click.option("--document", default="", metavar="文号", help="凭什么授权。")
@pass_desk
def give(
    desk: CliContext,
    login: str,
    which: str,
    unit: str,
    person: str,
    since: str,
    until: str,
    document: str,
) -> None:
    """授权。第一条须是全县的管理员；从那时起，没有授权的账号只能查看。"""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.granting import Granting, grant

    with desk.opened(write=True) as store:
        whose = find_id(store.read, LEDGERS["unit"], unit, whole=True) if unit else None
        who = find_id(store.read, LEDGERS["person"], person, whole=True) if person else None
        granting = Granting(login, AccessRole(which), whose, who, since, until, document)
        with store.write("授权") as writer:
            number = grant(writer, granting, beijing_day(store.clock()))
    output.out(str(number))
    output.say(f"已授权：{login} 是{which}{f'（{unit}）' if unit else ''}。")


@role.command("revoke")
@click.argument("login", metavar="系统账号")
@click.argument("which", metavar="角色", type=_ROLE, required=False)
@pass_desk
def take(desk: CliContext, login: str, which: str | None) -> None:
    """收回授权：写了角色只收这一种，不写就全收。最后一位全县的管理员收不回。"""
    from fjgov_tui.workflows.granting import revoke

    with desk.opened(write=True) as store, store.write("收回授权") as writer:
        taken = revoke(writer, login, AccessRole(which) if which else None)
    for record in taken:
        output.out(f"{login} {record.values['role']} {record.names.get('unit', '')}".rstrip())
    output.say(f"已收回 {len(taken)} 条授权。")
