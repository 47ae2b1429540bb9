"""`fjgov monitor`: the watcher in the foreground, one round of it, its state, its schedule."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.watching import CheckWord

if TYPE_CHECKING:
    from fjgov_tui.monitor.process.monitor import MonitorOptions
    from fjgov_tui.monitor.process.once import SweepLine
    from fjgov_tui.observed.pages import Target
    from fjgov_tui.reports.watch import SiteRow
    from fjgov_tui.store import Reader
    from fjgov_tui.workflows.check_plan import PlanRow

FOUND = 1
"""Exit code of a round that found violations."""
"""The kinds of check as `--check` takes them; their English names are taken too."""


@click.group(cls=ChineseGroup)
def monitor() -> None:
    """监测：在前台运行、跑一轮、看状态、看计划、认可基线、判定疑点（第二十一、二十四至二十八条）。"""


confirm_option = click.option(
    "--confirm-seconds", type=click.IntRange(0, 600), hidden=True, metavar="秒", help="没打开后隔多久再访问一次确认。"
)


def _order(desk: CliContext, confirm: int | None) -> MonitorOptions:
    """How the monitor is run from here: a line of talk for each batch, the wallboard after it."""
    from fjgov_tui.monitor.process.monitor import MonitorOptions
    from fjgov_tui.monitor.process.pace import Pace

    desk.may_write()
    pace = Pace() if confirm is None else Pace(confirm=(confirm, confirm))
    return MonitorOptions(db=desk.path, pace=pace, say=_say, after_sweep=_wallboard)


def _say(line: str) -> None:
    from fjgov_tui.clock import BEIJING, utc_now

    output.say(f"{utc_now().astimezone(BEIJING):%m-%d %H:%M:%S} {line}")


def _wallboard(reader: Reader, now: int) -> None:
    from fjgov_tui.clock import from_unix
    from fjgov_tui.ledgers.settings import WALLBOARD
    from fjgov_tui.workflows.settings import read_settings

    page = read_settings(reader)[WALLBOARD]
    if page:
        from fjgov_tui.reports.wallboard import write_wallboard

        write_wallboard(reader, Path(page).expanduser(), from_unix(now))


@monitor.command("run")
@confirm_option
@pass_desk
def run(desk: CliContext, confirm_seconds: int | None) -> None:
    """在前台持续监测，直到收到 SIGTERM 或 Ctrl+C；适合 systemd 或 tmux。

    同一个文件只能有一个监测进程。收到停止信号后 2 秒内结束，正在进行的访问不作记录。
    """
    order = _order(desk, confirm_seconds)
    asyncio.run(_until_signalled(order))


async def _until_signalled(order: MonitorOptions) -> None:
    from fjgov_tui.monitor.process.monitor import run_monitor

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):  # Windows knows only Ctrl+C, which ends the loop by itself
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
    # A line that drops, or a terminal that is closed, is no order to stop watching.
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    await run_monitor(order, stop)


@monitor.command("once")
@click.option(
    "--check", "checks", multiple=True, metavar="检查", help="只做这种检查，可以写多次：" + "、".join(CheckWord)
)
@click.argument("targets", nargs=-1, metavar="[站点或栏目]...")
@confirm_option
@as_json
@pass_desk
def once(
    desk: CliContext, checks: tuple[str, ...], targets: tuple[str, ...], confirm_seconds: int | None, as_json: bool
) -> None:
    """跑一轮：不写检查就访问所有站点，再做到期的检查；查出违反时退出码为 1。

    站点写编号或全名，连同它的栏目；栏目写“站点-栏目”。写了站点或栏目而不写检查，就做全部检查。
    链接检查要几小时，写明 --check 链接 才做。
    """
    from fjgov_tui.monitor.process.once import Asked, run_once

    order = _order(desk, confirm_seconds)
    with desk.opened() as store:
        wanted = frozenset(map(_check, checks))
        pages = _pages(store.read, targets, releases="published" in wanted) if targets else None
    asked = Asked(checks=wanted, pages=pages)
    lines = asyncio.run(run_once(order, asked))
    if as_json:
        output.document([_line_json(line) for line in lines])
    elif lines:
        output.lines(
            table_lines(("检查", "对象", "结果", "说明"), [_line_cells(line) for line in lines], output.limit())
        )
    violations = sum(line.violations for line in lines)
    output.say(f"做了 {len(lines)} 项，违反 {violations} 处，警示和提示 {sum(line.others for line in lines)} 处。")
    if violations:
        raise click.exceptions.Exit(FOUND)


def _check(word: str) -> str:
    from fjgov_tui.observed.model import CHECK_NAMES

    for check, name in CHECK_NAMES.items():
        if word in {check, name}:
            return check
    raise InputProblem(f"没有“{word}”这种检查", remedy=f"可以写：{'、'.join(CheckWord)}")


def _pages(reader: Reader, words: Sequence[str], *, releases: bool) -> set[tuple[str, int]]:
    """The pages that the words mean: a site with all its columns, or one column; and what was published on the site.

    Args:
        reader: the ledgers.
        words: as typed.
        releases: the pages of releases were asked for by their check.
    """
    from fjgov_tui.workflows.publications import release_targets

    listed = [target for word in words for target in find_targets(reader, word)]
    if releases:
        sites = {target.site for target in listed}
        listed += [target for target in release_targets(reader) if target.site in sites]
    return {(target.page_of, target.record) for target in listed}


def find_targets(reader: Reader, word: str) -> list[Target]:
    """The watched pages that a word on the command line means.

    Raises:
        InputProblem: nothing that is watched is called so.
    """
    from fjgov_tui.text import tidy_name
    from fjgov_tui.workflows.targets import column_targets, site_targets

    name = tidy_name(word)
    sites, columns = site_targets(reader), column_targets(reader)
    home = [target for target in sites if name in {target.name, str(target.site)}]
    targets = [*home, *(column for column in columns if any(column.site == site.site for site in home))]
    targets = targets or [target for target in columns if target.name == name]
    if not targets:
        raise InputProblem(
            f"监测的对象里没有“{name}”", remedy="站点写编号或全名，栏目写“站点-栏目”；关停的和没有网址的不监测"
        )
    return targets


def _result_word(line: SweepLine) -> str:
    if line.check == "visit":
        if line.untestable:
            return "测不了"
        return "打开" if line.ok else "故障" if line.violations else "没打开"
    parts = [] if line.ok else ["没做成"]
    parts += [f"违反 {line.violations} 处"] if line.violations else []
    parts += [f"警示 {line.others} 处"] if line.others else []
    return "，".join(parts) or "没有问题"


def _line_cells(line: SweepLine) -> tuple[str, ...]:
    from fjgov_tui.observed.model import CHECK_NAMES

    return CHECK_NAMES[line.check], line.target.name, _result_word(line), line.note


def _line_json(line: SweepLine) -> dict[str, output.Json]:
    return {
        "check": line.check,
        "page_of": line.target.page_of,
        "id": line.target.record,
        "target": line.target.name,
        "unit": line.target.unit,
        "url": line.target.url,
        "ok": line.ok,
        "violations": line.violations,
        "others": line.others,
        "note": line.note,
    }


@monitor.command("status")
@as_json
@pass_desk
def status(desk: CliContext, as_json: bool) -> None:
    """监测在不在运行，各站点的状态：最近访问、本周可用性、更新、证书、疑点和未办结的处置。"""
    from fjgov_tui.clock import unix_instant
    from fjgov_tui.reports.watch import watch_view

    with desk.opened() as store:
        view = watch_view(store.read, store.clock())
    beat = view.pulse.beat
    if as_json:
        output.document(
            [_site_json(row) for row in view.rows],
            running=view.pulse.running,
            writing=view.pulse.running and not view.pulse.stuck,
            since=unix_instant(beat.since) if beat else None,
            last_beat=unix_instant(beat.last) if beat else None,
            pid=beat.pid if beat else None,
            host=beat.host if beat else None,
            doing=beat.note if beat else "",
            targets=len(view.rows),
            incidents=view.incidents,
        )
        return
    headings = ("站点", "状态", "最近访问", "本周", "更新", "证书", "疑点", "处置")
    rows = [_site_cells(row, view.now) for row in view.rows]
    if rows:
        output.lines(table_lines(headings, rows, output.limit(), numbers=(6, 7)))
    output.say(f"{view.pulse.line}。站点 {len(rows)} 个，{view.data_age}。")


def _site_cells(row: SiteRow, now: datetime) -> tuple[str, ...]:
    from fjgov_tui.periods import ago

    visited = "未测"
    if row.state.last_at is not None:
        took = f" {row.state.last_total} 毫秒" if row.outcome == "正常" else ""
        visited = f"{ago(int(now.timestamp()) - row.state.last_at)} {row.outcome}{took}"
    return (
        row.name,
        row.sign,
        visited,
        row.week_text,
        f"{row.freshness.page} {row.freshness.text}" if row.freshness else "未测",
        "" if row.cert_days is None else f"{row.cert_days} 天",
        str(row.suspicions or ""),
        str(len(row.incidents) or ""),
    )


def _site_json(row: SiteRow) -> dict[str, output.Json]:
    from fjgov_tui.clock import unix_instant

    week = row.week
    return {
        "site": row.site,
        "name": row.name,
        "unit": row.unit,
        "url": row.url,
        "state": row.standing,
        "visits": row.state.health,
        "not_checked": row.unseen,
        "since": unix_instant(row.state.since) if row.state.since else None,
        "last_visit": None if row.state.last_at is None else unix_instant(row.state.last_at),
        "outcome": row.outcome,
        "why": row.state.last_why,
        "ms": row.state.last_total,
        "week": {
            "n": week.n if week else 0,
            "bad": week.bad if week else 0,
            "missed": week.missed if week else 0,
            "maintenance": week.maintenance if week else 0,
            "left": week.left if week else None,
            "verdict": week.verdict if week else "样本不足",
            "text": row.week_text,
        },
        "freshness": None
        if row.freshness is None
        else {
            "page": row.freshness.page,
            "newest": row.freshness.newest.isoformat() if row.freshness.newest else None,
            "days_left": row.freshness.days,
            "blank": row.freshness.blank,
        },
        "stale": row.stale,
        "certificate_days": row.cert_days,
        "findings": dict(row.findings),
        "ignored": row.ignored,
        "incidents": list(row.incidents),
    }


@monitor.command("schedule")
@as_json
@pass_desk
def schedule(desk: CliContext, as_json: bool) -> None:
    """监测计划：每种检查的 cron、用中文怎么说、接下来五次；单个站点另定的列在下面。

    要改计划，请在台账“监测计划”里登记。
    """
    from fjgov_tui.workflows.check_plan import plan_rows

    with desk.opened() as store:
        rows = plan_rows(store.read, store.clock())
    if as_json:
        output.document([_plan_json(row) for row in rows])
        return
    headings = ("检查", "站点", "时间", "说明", "来自", "接下来")
    output.lines(table_lines(headings, [_plan_cells(row) for row in rows], output.limit()))


def _plan_cells(row: PlanRow) -> tuple[str, ...]:
    coming = "、".join(f"{moment:%m-%d %H:%M}" for moment in row.next) if row.enabled else "停用"
    return row.check, row.site_name, row.cron, row.words, row.source, coming


def _plan_json(row: PlanRow) -> dict[str, output.Json]:
    from fjgov_tui.clock import instant

    return {
        "check": row.check,
        "site": row.site,
        "site_name": row.site_name,
        "cron": row.cron,
        "words": row.words,
        "enabled": row.enabled,
        "source": row.source,
        "next": [instant(moment) for moment in row.next],
    }
