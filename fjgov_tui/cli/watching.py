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
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.ledgers.watching import FindingVerdict

if TYPE_CHECKING:
    from fjgov_tui.observed.model import Detection
    from fjgov_tui.observed.pages import Target
    from fjgov_tui.observed.visits import Visit
    from fjgov_tui.store import Reader

KINDS = ("时段", "复查", "人工")
"""Why a visit was made, by the number of `Kind`."""
"""Why a visit does not count, by the number of `Counted`."""
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

    matching = find_targets(reader, word)
    if column is None:
        return matching[0]
    name = tidy_name(column)
    for target in matching:
        if target.page_of == "column" and name in {
            str(target.record),
            target.name,
            target.name.removeprefix(f"{matching[0].name}-"),
        }:
            return target
    raise InputProblem(f"“{matching[0].name}”没有监测“{name}”这个栏目", remedy="请写栏目的编号或名称")


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
        listed = visits_of(store.read, site.id, now - days * DAY_SECONDS, now + DAY_SECONDS)
    if as_json:
        output.document([_visit_json(visit) for visit in listed], site=site.id, name=site.title)
        return
    headings = ("计划", "访问", "种类", "结果", "毫秒", "地址", "不计入", "原因")
    if listed:
        output.lines(table_lines(headings, [_visit_cells(visit) for visit in listed], output.limit(), numbers=(4,)))
    output.say(
        f"{site.title}：最近 {days} 天访问 {len(listed)} 次，没打开 {sum(visit.outcome != 0 for visit in listed)} 次。"
    )


def _visit_cells(visit: Visit) -> tuple[str, ...]:
    from fjgov_tui.observed.visits import NOT_COUNTED, OUTCOMES

    return (
        show_unix(visit.due, _SECOND),
        show_unix(visit.at, _SECOND),
        KINDS[visit.kind],
        OUTCOMES[visit.outcome],
        str(visit.total),
        visit.address,
        NOT_COUNTED[visit.counted],
        visit.why,
    )


def _at(seconds: int | None) -> str | None:
    return None if seconds is None else unix_instant(seconds)


def _visit_json(visit: Visit) -> dict[str, output.Json]:
    from dataclasses import asdict

    from fjgov_tui.observed.visits import OUTCOMES

    return {
        "due": _at(visit.due),
        "at": _at(visit.at),
        "kind": visit.kind.name.lower(),
        "counted": visit.counted.name.lower(),
        "outcome": visit.outcome.name.lower(),
        "word": OUTCOMES[visit.outcome],
        "status": visit.status,
        "ms": visit.total,
        "phases": asdict(visit.phases),
        "size": visit.size,
        "redirects": visit.redirects,
        "address": visit.address,
        "why": visit.why,
    }


@click.command("events", cls=ChineseCommand)
@click.option("--days", type=whole_number, default="7", show_default=True, metavar="天数", help="最近多少天。")
@as_json
@pass_desk
def events(desk: CliContext, days: int, as_json: bool) -> None:
    """列出监测自己的经历：启动、停止、时钟跳变、本机网络异常、写不进数据库。"""
    from fjgov_tui.store.watch.process import events as kept

    with desk.opened() as store:
        listed = kept(store.read, int(store.clock().timestamp()) - days * DAY_SECONDS)
    if as_json:
        output.document([{"at": unix_instant(event.at), "kind": event.kind, "what": event.what} for event in listed])
        return
    if listed:
        rows = [(show_unix(event.at, _SECOND), event.kind, event.what) for event in listed]
        output.lines(table_lines(("时间", "种类", "经过"), rows, output.limit()))
    output.say(f"最近 {days} 天，监测自己的经历 {len(listed)} 件。")


@click.command("findings", cls=ChineseCommand)
@click.argument("word", metavar="[站点]", required=False)
@click.option("--all", "everything", is_flag=True, help="连同已经消失的。")
@as_json
@pass_desk
def findings(desk: CliContext, word: str | None, everything: bool, as_json: bool) -> None:
    """列出监测疑点：在哪一页、是什么、何时见到、判定；同站几页上同样的只列一条；误报的也列出，注明已忽略。"""
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.store.watch import findings as kept
    from fjgov_tui.workflows.looked import unseen_sites

    with desk.opened() as store:
        site = find_record(store.read, LEDGERS["site"], word).id if word else None
        detections = kept.site_findings(store.read, site=site, open_only=not everything)
        names = store.read.titles(("site", detection.site) for detection in detections)
        unseen = [
            target
            for target, _ in unseen_sites(store.read, int(store.clock().timestamp()))
            if site is None or target.record == site
        ]
    if as_json:
        output.document([_finding_json(detection, names.get(("site", detection.site), "")) for detection in detections])
        return
    headings = ("编号", "站点", "检查", "程度", "判定", "首次见到", "最近见到", "疑点", "前后文", "网址")
    rows = [_finding_cells(detection, names.get(("site", detection.site), "")) for detection in detections]
    if rows:
        output.lines(table_lines(headings, rows, output.limit(), numbers=(0,)))
    ignored = sum(detection.verdict == FindingVerdict.FALSE_ALARM for detection in detections)
    blind = f"另有 {len(unseen)} 个站点没有查成，有没有疑点不知道（fjgov monitor status）。" if unseen else ""
    output.say(f"疑点 {len(detections)} 处，其中误报已忽略 {ignored} 处。{blind}")


def _finding_cells(detection: Detection, site: str) -> tuple[str, ...]:
    from fjgov_tui.observed.model import CHECK_NAMES

    verdict = "误报，已忽略" if detection.verdict == FindingVerdict.FALSE_ALARM else detection.verdict
    gone = "（已消失）" if detection.gone_at is not None else ""
    return (
        str(detection.id),
        site,
        CHECK_NAMES[detection.check],
        SEVERITIES[detection.severity],
        f"{verdict}{gone}",
        show_unix(detection.first_seen, _MINUTE),
        show_unix(detection.last_seen, _MINUTE),
        detection.with_pages,
        detection.around,
        detection.url,
    )


def _finding_json(detection: Detection, site: str) -> dict[str, output.Json]:
    return {
        "id": detection.id,
        "fingerprint": detection.fingerprint,
        "site": detection.site,
        "site_name": site,
        "page_of": detection.page_of,
        "record": detection.record,
        "check": detection.check,
        "rule": detection.rule,
        "severity": detection.severity,
        "verdict": detection.verdict,
        "what": detection.what,
        "around": detection.around,
        "url": detection.url,
        "first_seen": _at(detection.first_seen),
        "last_seen": _at(detection.last_seen),
        "gone_at": _at(detection.gone_at),
        "pages": [
            {"id": page.id, "page_of": page.page_of, "record": page.record, "url": page.url}
            for page in detection.members
        ],
    }


@click.command("judge", cls=ChineseCommand)
@click.argument("number", metavar="疑点编号", type=whole_number)
@click.argument("verdict", metavar="确认|误报")
@click.option(
    "--scope", default="", metavar="范围", help="误报时忽略多大范围：本页、本站、全部；不写就是看到它的各页。"
)
@click.option("--reason", required=True, metavar="理由", help="为什么这样判定，记入台账和审计链。")
@pass_desk
def judge_finding(desk: CliContext, number: int, verdict: str, scope: str, reason: str) -> None:
    """判定一处疑点：确认，或误报；误报的不再告警，仍列为已忽略。"""
    from fjgov_tui.monitor.alerts.story import judge_finding as judge
    from fjgov_tui.store.watch.findings import finding

    if scope and verdict == FindingVerdict.CONFIRMED:
        raise InputProblem("确认只说这一处疑点，不能写范围", remedy="请逐处确认；范围只用于误报")
    with desk.opened(write=True) as store, store.write(f"判定疑点：{reason}") as writer:
        detection = finding(writer, number)
        if detection is None:
            raise InputProblem(f"没有编号 {number} 的疑点", remedy="编号见 fjgov monitor findings")
        judge(writer, detection, verdict, scope, reason)
    output.out(f"已判定  {verdict}  {detection.with_pages if not scope else detection.what}")
