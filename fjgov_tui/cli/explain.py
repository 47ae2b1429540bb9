"""`fjgov explain`: who answers for a finding that cannot be mended now, why, and until when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk
from fjgov_tui.cli.usage import ChineseCommand, calendar_day
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.audit import Finding
    from fjgov_tui.store import Reader


@click.command("explain", cls=ChineseCommand)
@click.argument("rule", metavar="规则")
@click.argument("subject", metavar="对象")
@click.option("--why", required=True, metavar="文字", help="为什么现在改不了。")
@click.option("--by", "who", required=True, metavar="姓名", help="谁说明。")
@click.option("--until", required=True, type=calendar_day, metavar="日期", help="有效到哪一天，最长一年。")
@click.option("--document", default="", metavar="文号", help="写在哪份文件上。")
@pass_desk
def explain(desk: CliContext, rule: str, subject: str, why: str, who: str, until: date, document: str) -> None:
    """为核对出的一个问题登记说明；它照样列出，只是不算未处理，到期自动失效。

    规则写代码，如 39.coverage；对象写名称或记录编号，和 fjgov audit 列出的一样。
    """
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.explaining import explain as book

    with desk.opened(write=True) as store:
        today = beijing_day(store.clock())
        with store.write("登记问题说明") as writer:
            finding = _finding(writer, today, rule, subject)
            made = book(
                writer,
                (finding.rule, finding.ledger, finding.id),
                finding.subject,
                who=who,
                why=why,
                on=today,
                until=until,
                document=document,
            )
    output.out(str(made))
    output.say(f"已登记：{finding.rule} {finding.subject}，有效到 {until}；到期以后重新算作未处理。")


def _finding(reader: Reader, today: date, rule_id: str, word: str) -> Finding:
    """The one finding that is meant."""
    from fjgov_tui.audit import RULES, findings

    rules = [rule for rule in RULES if rule.id == rule_id]
    if not rules:
        raise InputProblem(f"没有叫“{rule_id}”的规则", remedy="规则代码见 fjgov audit，如 39.coverage")
    matching = [finding for finding in findings(reader, today, rules) if word in {finding.subject, str(finding.id)}]
    if not matching:
        raise InputProblem(f"{rule_id} 今天没有报出“{word}”", remedy="请照 fjgov audit 列出的对象写")
    if len(matching) > 1:
        several = "、".join(f"{finding.id}（{finding.unit}）" for finding in matching)
        raise InputProblem(f"{rule_id} 有 {len(matching)} 个“{word}”", remedy=f"请写记录编号：{several}")
    return matching[0]
