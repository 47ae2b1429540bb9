"""`fjgov post`: who held which office on a day, and posts made once from what a file has."""

from __future__ import annotations

from datetime import date

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, ChineseGroup, calendar_day


@click.group("post", cls=ChineseGroup)
def post() -> None:
    """任职：哪天谁在哪个单位任什么职（第 5、15 条）。"""


@post.command("who", cls=ChineseCommand)
@click.argument("office", metavar="职责", default="")
@click.option("--unit", "unit", default="", metavar="单位", help="只要这个单位的。")
@click.option("--on", "on", type=calendar_day, metavar="日期", help="哪一天；不写就是今天。")
@as_json
@pass_desk
def who(desk: CliContext, office: str, unit: str, on: date | None, as_json: bool) -> None:
    """那天谁任这个职：按任职台账，没有任职记录的人按承担工作和单位的责任人。"""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.workflows.posts import held_on

    with desk.opened() as store:
        place = find_record(store.read, LEDGERS["unit"], unit, whole=True).id if unit else None
        day = on or beijing_day(store.clock())
        holdings = held_on(store.read, day, office, place)
    if as_json:
        rows: list[dict[str, output.Json]] = [
            {
                "unit": each.unit,
                "office": each.office,
                "person": each.person,
                "since": each.since.isoformat() if each.since else None,
                "until": each.until.isoformat() if each.until else None,
            }
            for each in holdings
        ]
        output.document(rows)
        return
    lines = [
        (each.unit, each.office, each.person, str(each.since or "没有登记"), str(each.until or "")) for each in holdings
    ]
    if lines:
        output.lines(table_lines(("单位", "职责", "人员", "任职起", "任职止"), lines, output.limit()))
    output.say(f"{day} 共 {len(holdings)} 人次任职。" if holdings else f"{day} 没有人任这个职。")


@post.command("make", cls=ChineseCommand)
@pass_desk
def make(desk: CliContext) -> None:
    """一次性步骤：没有任职记录的人，由承担工作和单位的责任人建立任职，从到岗起；全部一次写入，记进审计链。"""
    from fjgov_tui.workflows.posts import make_posts

    with desk.opened(write=True) as store, store.write("由人员和单位建立任职") as writer:
        made = make_posts(writer)
    output.out(str(made.posts))
    if made.undated:
        more = f"等 {len(made.undated)} 人" if len(made.undated) > 5 else ""
        output.say(f"没有登记到岗日期、没有建立的：{'、'.join(made.undated[:5])}{more}。")
    output.say(f"已建立任职 {made.posts} 条。" if made.posts else "没有要建立的任职。")
