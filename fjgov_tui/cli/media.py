"""`fjgov media`: accounts without a public page: lists that platforms export, and who has to post by when."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, find_record, pass_desk
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup

if TYPE_CHECKING:
    from fjgov_tui.exchange.posts import PostsOutcome

REFUSED = 2
FOUND = 1


@click.group(cls=ChineseGroup)
def media() -> None:
    """政务新媒体：导入平台的发布清单，看谁快到 10 天没有发布（第二十一条第六项）。"""


@media.command("due")
@as_json
@pass_desk
def due(desk: CliContext, as_json: bool) -> None:
    """运行中的账号按剩余天数排列：最近发布、最迟哪天再发。

    有逾期的退出码为 1。
    """
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.workflows.media import media_due

    with desk.opened() as store:
        today = beijing_day(store.clock())
        accounts = media_due(store.read, today)
    if as_json:
        output.document(
            [
                {
                    "id": account.id,
                    "media": account.media,
                    "platform": account.platform,
                    "unit": account.unit,
                    "posted_on": account.posted_on.isoformat() if account.posted_on else None,
                    "due": account.due.isoformat() if account.due else None,
                    "days_left": account.days_left,
                    "state": account.state,
                }
                for account in accounts
            ],
            as_of=today.isoformat(),
        )
    else:
        rows = [
            (
                str(account.id), account.state, "" if account.days_left is None else str(account.days_left),
                account.platform, account.media, account.unit, str(account.posted_on or ""), str(account.due or ""),
            )
            for account in accounts
        ]  # fmt: skip
        headings = ("编号", "情况", "剩余天数", "平台", "账号", "单位", "最近发布", "最迟再发")
        output.lines(table_lines(headings, rows, output.limit(), numbers=(0, 2)))
        late = sum(account.state == "逾期" for account in accounts)
        output.say(f"运行中的账号 {len(accounts)} 个，逾期 {late} 个。")
    if any(account.state == "逾期" for account in accounts):
        raise click.exceptions.Exit(FOUND)


@media.command("import-posts")
@click.argument("source", metavar="文件", type=click.Path(path_type=Path, readable=False))
@click.option("--media", "name", default="", metavar="账号", help="整张表都是这个账号的；写编号或名称。")
@click.option("--dry-run", is_flag=True, help="只预演：照样全部核对，最后什么都不写。")
@click.option("--reason", default="", metavar="原因", help="为什么导入，记进审计链。")
@as_json
@pass_desk
def posts(desk: CliContext, source: Path, name: str, dry_run: bool, reason: str, as_json: bool) -> None:
    """从平台导出的发布清单（.xlsx 或 .csv）取每个账号最新的发布日期，登记到台账。

    表里要有发布时间一列；账号写在账号名称一列，或用 --media 指定。有一行不能收就全部不写，退出码为 2；日期只会往后改。
    """
    from fjgov_tui.exchange.posts import import_posts
    from fjgov_tui.ledgers import LEDGERS
    from fjgov_tui.text import tidy

    with desk.opened(write=True) as store:
        chosen = find_record(store.read, LEDGERS["media"], name, whole=True).id if name else None
        outcome = import_posts(store, source, media=chosen, dry_run=dry_run, reason=tidy(reason))
    if as_json:
        _document(outcome)
    else:
        _tell(outcome)
    if outcome.problems:
        raise click.exceptions.Exit(REFUSED)


def _tell(outcome: PostsOutcome) -> None:
    for sheet, problem in outcome.problems:
        column = f" {problem.column} 列" if problem.column else ""
        value = f"“{problem.value}”" if problem.value else ""
        output.out(f"✗ {sheet} 第 {problem.row} 行{column}  {problem.heading}{value}：{problem.reason}")
    rows = [
        (
            account.action,
            account.platform,
            account.media,
            account.unit,
            str(account.posts),
            str(account.before or ""),
            str(account.newest),
        )
        for account in outcome.accounts
    ]
    headings = ("处理", "平台", "账号", "单位", "条数", "原最近发布", "清单里最新")
    if rows:
        output.lines(table_lines(headings, rows, output.limit(), numbers=(4,)))
    output.say(_summary(outcome))


def _summary(outcome: PostsOutcome) -> str:
    if outcome.problems:
        return f"没有写入：有 {len(outcome.problems)} 行不能收，请改好后再导入。"
    later = [account.media for account in outcome.accounts if account.action == "未改"]
    kept = f"；台账里的日期更晚、没有改：{'、'.join(later)}" if later else ""
    word = "已登记" if outcome.written else "预演（没有写入）：可登记" if outcome.dry_run else "没有变化，没有写入："
    return f"{word} {outcome.changed} 个账号的最近发布日期{kept}。"


def _document(outcome: PostsOutcome) -> None:
    output.document(
        [
            {
                "id": account.id,
                "media": account.media,
                "platform": account.platform,
                "unit": account.unit,
                "posts": account.posts,
                "before": account.before.isoformat() if account.before else None,
                "newest": account.newest.isoformat(),
                "action": account.action,
            }
            for account in outcome.accounts
        ],
        source=outcome.source,
        dry_run=outcome.dry_run,
        written=outcome.written,
        problems=[
            {
                "sheet": sheet,
                "row": problem.row,
                "column": problem.column,
                "heading": problem.heading,
                "value": problem.value,
                "reason": problem.reason,
            }
            for sheet, problem in outcome.problems
        ],
    )
