"""`fjgov monitor accept`, `visits`, `events`, `findings`, `judge`: what was seen, and what a person says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.monitor import find_targets
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseCommand, whole_number
from fjgov_tui.clock import DAY_SECONDS, show_unix, unix_instant
from fjgov_tui.errors import InputProblem

if TYPE_CHECKING:
    from fjgov_tui.observed.model import Detection, Visit
    from fjgov_tui.observed.pages import Target
    from fjgov_tui.store import Reader

KINDS = ("时段", "复查", "人工")
"""Why a visit was made, by the number of `Kind`."""
"""Why a visit does not count, by the number of `Counted`."""
DEGREES = {"violation": "违反", "warning": "警示", "notice": "提示"}
_SECOND = "%m-%d %H:%M:%S"
_MINUTE = "%m-%d %H:%M"


@click.command("accept", cls=ChineseCommand)
@click.argument("word", metavar="站点")
@click.option("--column", metavar="栏目", help="认可这个栏目的页面；不写就是首页。")
@click.option("--reason", required=True, metavar="理由", help="为什么页面现在的样子没有问题，记入台账和审计链。")
@pass_desk
def accept_page(desk: CliContext, word: str, column: str | None, reason: str) -> None:
    """把页面最近一次检查时的样子认可为基线，今后按它比较。"""
    from fjgov_tui.monitor.accepting import accept

    with desk.opened(write=True) as store:
        target = _page(store.read, word, column)
        record = accept(store, target, reason)
    output.out(f"已认可  {target.name}")
    output.say(f"已记入台账“基线认可”，编号 {record}。")


def _page(reader: Reader, word: str, column: str | None) -> Target:
    """The one page that is meant: a home page, or a column of the site."""
    from fjgov_tui.text import tidy_name

    found = find_targets(reader, word)
    if column is None:
        return found[0]
    name = tidy_name(column)
    for one in found:
        if one.page_of == "column" and name in {str(one.record), one.name, one.name.removeprefix(f"{found[0].name}-")}:
            return one
    raise InputProblem(f"“{found[0].name}”没有监测“{name}”这个栏目", remedy="请写栏目的编号或名称")


@click.command("visits", cls=ChineseCommand)
@click.argument("word", metavar="站点")
@click.option("--days", type=whole_number, default="1", show_default=True, metavar="天数", help="最近多少天。")
@as_json
@pass_desk
def visits(desk: CliContext, word: str, days: int, as_json: bool) -> None:
    """列出一个站点最近的访问：时刻、结果、用时、是否计入可用性、没打开的原因。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.store.watch.visits import visits_of

    with desk.opened() as store:
        site = find_record(store.read, LEDGERS["site"], word)
        now = int(store.clock().timestamp())
        # A round by hand may have filled a slot before its planned moment.
        found = visits_of(store.read, site.id, now - days * DAY_SECONDS, now + DAY_SECONDS)
    if as_json:
        output.document([_visit_json(one) for one in found], site=site.id, name=site.title)
        return
    headings = ("计划", "访问", "种类", "结果", "毫秒", "地址", "不计入", "原因")
    if found:
        output.lines(table_lines(headings, [_visit_cells(one) for one in found], output.limit(), numbers=(4,)))
    output.say(
        f"{site.title}：最近 {days} 天访问 {len(found)} 次，没打开 {sum(one.outcome != 0 for one in found)} 次。"
    )


def _visit_cells(one: Visit) -> tuple[str, ...]:
    from fjgov_tui.observed.model import NOT_COUNTED, OUTCOMES

    return (
        show_unix(one.due, _SECOND),
        show_unix(one.at, _SECOND),
        KINDS[one.kind],
        OUTCOMES[one.outcome],
        str(one.total),
        one.address,
        NOT_COUNTED[one.counted],
        one.why,
    )


def _at(seconds: int | None) -> str | None:
    return None if seconds is None else unix_instant(seconds)


def _visit_json(one: Visit) -> dict[str, output.Json]:
    from dataclasses import asdict

    from fjgov_tui.observed.model import OUTCOMES

    return {
        "due": _at(one.due),
        "at": _at(one.at),
        "kind": one.kind.name.lower(),
        "counted": one.counted.name.lower(),
        "outcome": one.outcome.name.lower(),
        "word": OUTCOMES[one.outcome],
        "status": one.status,
        "ms": one.total,
        "phases": asdict(one.phases),
        "size": one.size,
        "redirects": one.redirects,
        "address": one.address,
        "why": one.why,
    }


@click.command("events", cls=ChineseCommand)
@click.option("--days", type=whole_number, default="7", show_default=True, metavar="天数", help="最近多少天。")
@as_json
@pass_desk
def events(desk: CliContext, days: int, as_json: bool) -> None:
    """列出监测自己的经历：启动、停止、时钟跳变、本机网络异常、写不进数据库。"""
    from fjgov_tui.store.watch.process import events as kept

    with desk.opened() as store:
        found = kept(store.read, int(store.clock().timestamp()) - days * DAY_SECONDS)
    if as_json:
        output.document([{"at": unix_instant(one.at), "kind": one.kind, "what": one.what} for one in found])
        return
    if found:
        rows = [(show_unix(one.at, _SECOND), one.kind, one.what) for one in found]
        output.lines(table_lines(("时间", "种类", "经过"), rows, output.limit()))
    output.say(f"最近 {days} 天，监测自己的经历 {len(found)} 件。")


@click.command("findings", cls=ChineseCommand)
@click.argument("word", metavar="[站点]", required=False)
@click.option("--all", "everything", is_flag=True, help="连同已经消失的。")
@as_json
@pass_desk
def findings(desk: CliContext, word: str | None, everything: bool, as_json: bool) -> None:
    """列出监测疑点：在哪一页、是什么、何时见到、判定；误报的也列出，注明已忽略。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.store.watch import findings as kept

    with desk.opened() as store:
        site = find_record(store.read, LEDGERS["site"], word).id if word else None
        found = kept.findings(store.read, site=site, open_only=not everything)
        names = store.read.titles(("site", one.site) for one in found)
    if as_json:
        output.document([_finding_json(one, names.get(("site", one.site), "")) for one in found])
        return
    headings = ("编号", "站点", "检查", "程度", "判定", "首次见到", "最近见到", "疑点", "前后文", "网址")
    rows = [_finding_cells(one, names.get(("site", one.site), "")) for one in found]
    if rows:
        output.lines(table_lines(headings, rows, output.limit(), numbers=(0,)))
    ignored = sum(one.verdict == "误报" for one in found)
    output.say(f"疑点 {len(found)} 处，其中误报已忽略 {ignored} 处。")


def _finding_cells(one: Detection, site: str) -> tuple[str, ...]:
    from fjgov_tui.observed.model import CHECK_NAMES

    verdict = "误报，已忽略" if one.verdict == "误报" else one.verdict
    gone = "（已消失）" if one.gone_at is not None else ""
    return (
        str(one.id),
        site,
        CHECK_NAMES[one.check],
        DEGREES[one.severity],
        f"{verdict}{gone}",
        show_unix(one.first_seen, _MINUTE),
        show_unix(one.last_seen, _MINUTE),
        one.what,
        one.around,
        one.url,
    )


def _finding_json(one: Detection, site: str) -> dict[str, output.Json]:
    return {
        "id": one.id,
        "fingerprint": one.fingerprint,
        "site": one.site,
        "site_name": site,
        "page_of": one.page_of,
        "record": one.record,
        "check": one.check,
        "rule": one.rule,
        "severity": one.severity,
        "verdict": one.verdict,
        "what": one.what,
        "around": one.around,
        "url": one.url,
        "first_seen": _at(one.first_seen),
        "last_seen": _at(one.last_seen),
        "gone_at": _at(one.gone_at),
    }


@click.command("judge", cls=ChineseCommand)
@click.argument("number", metavar="疑点编号", type=whole_number)
@click.argument("verdict", metavar="确认|误报")
@click.option("--scope", default="", metavar="范围", help="误报时忽略多大范围：本页、本站、全部；不写就是本页。")
@click.option("--reason", required=True, metavar="理由", help="为什么这样判定，记入台账和审计链。")
@pass_desk
def judge_finding(desk: CliContext, number: int, verdict: str, scope: str, reason: str) -> None:
    """判定一处疑点：确认，或误报；误报的不再告警，仍列为已忽略。"""
    from fjgov_tui.monitor.alerts.story import judge_finding as judge
    from fjgov_tui.store.watch.findings import finding

    if scope and verdict == "确认":
        raise InputProblem("确认只说这一处疑点，不能写范围", remedy="请逐处确认；范围只用于误报")
    with desk.opened(write=True) as store, store.write(f"判定疑点：{reason}") as writer:
        found = finding(writer, number)
        if found is None:
            raise InputProblem(f"没有编号 {number} 的疑点", remedy="编号见 fjgov monitor findings")
        judge(writer, found, verdict, scope, reason)
    output.out(f"已判定  {verdict}  {found.what}")
