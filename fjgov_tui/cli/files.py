"""`fjgov verify | backup | restore | doctor`: the file as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.anchoring import anchors_elsewhere, keep_head
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.tables import pair_lines
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.cli.working import Working, working
from fjgov_tui.errors import FjgovError, InputProblem
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from fjgov_tui.store import Backup, Store

FAILED = 1


@click.command("verify", cls=ChineseCommand)
@click.option(
    "--anchor",
    "anchors",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="文件",
    help="以前的报告、备份清单或本命令的输出；证明其中的锚都还在审计链上。可写多次。",
)
@click.option("--new", "only_new", is_flag=True, help="只核验上次核验以后新登记的；没有核验什么，逐项写明。")
@click.option("--reseal", "resealing", is_flag=True, help="查清以后重新封：只有封条不符时可以，记入审计链。")
@click.option("--reason", "why", default="", metavar="原因", help="为什么重新封；与 --reseal 一起写。")
@as_json
@pass_desk
def verify(
    desk: CliContext, anchors: tuple[Path, ...], only_new: bool, resealing: bool, why: str, as_json: bool
) -> None:
    """核验台账文件：文件本身、结构、关联、审计链、每条记录、每张表；最后输出审计链的锚。

    有一项不符时退出码为 1，文件旁留一个标记，再登记时会提醒，到核验通过为止。请把锚抄在文件之外的地方。
    """
    from fjgov_tui.cli.verifying import VerifiedBefore, untouched
    from fjgov_tui.clock import instant
    from fjgov_tui.store import read_anchors
    from fjgov_tui.store.unproven import remember

    heads = [head for path in anchors for head in read_anchors(path)]
    if resealing:
        _reseal(desk, why)
    with desk.opened(any_schema=True) as store:
        heads += anchors_elsewhere(store)
        known = VerifiedBefore(store)
        with working("核验") as work:
            verdict = known.verify(heads, work.step, only_new=only_new)
        if not desk.readonly:
            if not only_new or not verdict.ok:
                remember(desk.path, verdict, instant(store.clock()))
            if verdict.ok:
                keep_head(store, "核验")
        known.keep(verdict, only_new=only_new)
    if as_json:
        rows: list[dict[str, output.Json]] = [
            {"title": check.title, "ok": check.ok, "detail": check.detail} for check in verdict.checks
        ]
        more: dict[str, output.Json] = {}
        if only_new:
            more = {"since": known.since, "not_checked": list(untouched(known))}
        output.whole({"rows": rows, "total": len(rows), "ok": verdict.ok, "anchor": str(verdict.head), **more})
    else:
        for check in verdict.checks:
            output.out(f"{'✓ 相符' if check.ok else '✗ 不符'}  {check.title}：{check.detail}")
        if only_new:
            output.lines(f"· 没有核验  {words}" for words in untouched(known))
        output.out(str(verdict.head))
    if not verdict.ok:
        raise click.exceptions.Exit(FAILED)


def _reseal(desk: CliContext, why: str) -> None:
    from fjgov_tui.store.resealing import reseal
    from fjgov_tui.text import tidy

    if not tidy(why):
        raise InputProblem("重新封要写明原因", remedy="请加 --reason，写查到了什么")
    with desk.opened(write=True) as store:
        broken = reseal(store, tidy(why))
    for seal in broken:
        output.say(f"已重新封：{seal.sentence}。")
    if not broken:
        output.say("封条都相符，没有什么要重新封。")


@click.command("backup", cls=ChineseCommand)
@click.argument("target", metavar="文件", required=False, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--rotate",
    "folder",
    type=click.Path(path_type=Path, readable=False),
    metavar="文件夹",
    help="按时刻命名写到这个文件夹，只留 7 天、5 周、12 个月各一份；新备份核验过才删旧的。",
)
@click.option("--drill", is_flag=True, help="再做一次恢复演练：换到临时位置，核验、计数、核对，然后清掉。")
@pass_desk
def backup(desk: CliContext, target: Path | None, folder: Path | None, drill: bool) -> None:
    """在线备份：复制、核验，都通过才放到目标位置，旁边写一份清单。"""
    from fjgov_tui.store.steps import is_current

    if (target is None) == (folder is None):
        raise InputProblem("要写出备份到哪里", remedy="写文件名，或写 --rotate 文件夹，二者写一个")
    with desk.opened(any_schema=True) as store:
        with working("备份") as work:
            made = _made(desk, store, (target, folder), work)
        current = is_current(store.db)
        keep_head(store, f"备份 {made.path.name}")
    _note(desk, made, current=current)
    if drill:
        _drill(made.path)
    output.lines(
        pair_lines(
            [
                ("备份", str(made.path)),
                ("清单", str(made.manifest)),
                ("大小", f"{made.bytes} 字节"),
                ("SHA-256", made.sha256),
            ]
        )
    )
    output.out(str(made.head))


def _made(desk: CliContext, store: Store, where: tuple[Path | None, Path | None], work: Working) -> Backup:
    """One backup under its own name, or one more in the folder in which they go round."""
    target, folder = where
    from fjgov_tui.store import back_up, rotate

    if folder is None:
        return back_up(store, desk.target(target or Path()), step=work.step)
    turn = rotate(store, desk.target(folder), work.step)
    work.end()
    output.say(f"文件夹里留有 {len(turn.kept)} 份，删去不再保留的 {len(turn.gone)} 份。")
    for path in turn.doubtful:
        output.say(f"与清单不符或没有清单，不计数也没有删：{path}")
    return turn.made


def _note(desk: CliContext, made: Backup, *, current: bool) -> None:
    """Have the ledger file remember its backup; a backup that it cannot remember is one all the same."""
    from fjgov_tui.store.backups import book_backup

    if desk.readonly or not current:
        why = "加了 --readonly" if desk.readonly else "文件还没有升级"
        output.say(f"{why}：没有在台账文件里记下这次备份，总览和体检看不到它。")
        return
    try:
        with desk.opened(write=True) as store:
            book_backup(store, made.note)
    except FjgovError as problem:
        output.say(f"备份已写好；没能在台账文件里记下（{problem.what}），总览和体检看不到它。")


def _drill(path: Path) -> None:
    from fjgov_tui.clock import beijing_day, utc_now
    from fjgov_tui.reports.drill import drill

    with working("恢复演练"):
        words = drill(path, beijing_day(utc_now())).words
    output.say(f"{words}。")


@click.command("drill", cls=ChineseCommand)
@click.argument("source", metavar="备份文件", required=False, type=click.Path(path_type=Path, readable=False))
@pass_desk
def try_restore(desk: CliContext, source: Path | None) -> None:
    """恢复演练：把一份备份换到临时位置，核验、计数、核对，然后清掉；不写就用最近的一份。

    监测开着、登记了自动备份文件夹的，到“恢复演练时间”自动做。没有通过时退出码为 3。
    """
    from fjgov_tui.clock import beijing_day, utc_now
    from fjgov_tui.reports.drill import drill
    from fjgov_tui.store.backups import last_backup

    if source is None:
        with desk.opened() as store:
            last = last_backup(store.read)
        if last is None:
            raise InputProblem("还没有备份过", remedy="请先运行 fjgov backup，或写出备份文件")
        source = Path(last.path)
    with working("恢复演练"):
        words = drill(source, beijing_day(utc_now())).words
    output.out(f"{clean(source.name)}：{words}")


@click.command("restore", cls=ChineseCommand)
@click.argument("source", metavar="备份文件", type=click.Path(path_type=Path, readable=False))
@click.option("--other", is_flag=True, help="备份来自另一个台账文件，或不是同一条审计链，也照样恢复。")
@pass_desk
def restore(desk: CliContext, source: Path, other: bool) -> None:
    """用备份恢复台账文件：先核验备份，被换下的文件改名留着；恢复这件事记入审计链。"""
    from fjgov_tui.clock import BEIJING, utc_now
    from fjgov_tui.store import compare
    from fjgov_tui.store import restore as put_back

    desk.may_write()
    if not other and source.is_file() and desk.path.is_file():
        _ask_about(compare(source, desk.path).strange)
    desk.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with working("恢复"):
        kept = put_back(source, desk.path, utc_now().astimezone(BEIJING).strftime("%Y%m%d-%H%M%S"))
    output.out(str(desk.path))
    output.say(f"已恢复。换下的文件留在：{kept}" if kept else "已恢复；原来没有文件，没有换下什么。")


def _ask_about(strange: str) -> None:
    """Somebody who restores another county's file by mistake is asked; a script has to say it."""
    if not strange:
        return
    if not output.interactive():
        raise InputProblem(f"{strange}，没有恢复", remedy="确实要用它，请加 --other")
    output.say(f"{strange}。")
    click.confirm("确实要用它恢复吗？", abort=True, err=True)


@click.command("doctor", cls=ChineseCommand)
@as_json
@pass_desk
def doctor(desk: CliContext, as_json: bool) -> None:
    """体检：程序、SQLite、终端、权限、磁盘、时钟、台账文件；每一项说明状态和该做什么。

    有一项不行时退出码为 1。
    """
    from fjgov_tui.reports.doctor import examine
    from fjgov_tui.reports.doctor_line import SIGNS

    with working("体检"):
        lines = examine(desk.path, remembering=not desk.readonly)
    if as_json:
        rows: list[dict[str, output.Json]] = [
            {"name": line.name, "title": line.title, "state": line.state, "detail": line.detail, "remedy": line.remedy}
            for line in lines
        ]
        output.document(rows)
    else:
        for line in lines:
            remedy = f"。{line.remedy}" if line.remedy else ""
            output.out(f"{SIGNS[line.state]}  {line.title}：{line.detail}{remedy}")
    if any(line.state == "fail" for line in lines):
        raise click.exceptions.Exit(FAILED)
