"""`fjgov upgrade-check`: whether and how this release would take over a file, before it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjgov_tui import __version__
from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, as_json, pass_desk
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import StoreProblem

if TYPE_CHECKING:
    from fjgov_tui.reports.upgrading import Foresight, UpgradeTrial

MEGABYTE = 1 << 20


@click.command("upgrade-check", cls=ChineseCommand)
@click.option("--quick", is_flag=True, help="只比较，不在副本上试。")
@as_json
@pass_desk
def upgrade_check(desk: CliContext, quick: bool, as_json: bool) -> None:
    """升级前看一看：台账文件是哪个版本写的，升级会改什么，空间够不够；再在副本上真的升级一遍。

    台账文件不会被改动。由更新版本写成的文件、副本上没有升级成功的，退出码为 3。
    """
    from fjgov_tui.reports.upgrading import foresee, rehearse_upgrade, room_on

    with desk.opened(any_schema=True) as store:
        try:
            foresight = foresee(store)
        except ValueError as error:
            raise StoreProblem(
                "文件里记的结构说明被改动过，升级不了", where=str(desk.path), remedy="请用最近的备份恢复：fjgov restore"
            ) from error
        free = room_on(desk.path)
        rehearsed = None if quick or foresight.current else rehearse_upgrade(store)
    if as_json:
        _document(foresight, rehearsed, free)
    else:
        output.lines(_lines(foresight, rehearsed, free))


def _document(foresight: Foresight, rehearsed: UpgradeTrial | None, free: int | None) -> None:
    output.document(
        [{"ledger": change.name, "title": change.title, "change": change.what} for change in foresight.changes],
        release=foresight.release,
        program=__version__,
        current=foresight.current,
        bytes=foresight.bytes,
        room_wanted=foresight.room,
        room_free=free,
        rehearsed=rehearsed is not None,
        seconds=round(rehearsed.seconds, 1) if rehearsed else None,
        records=rehearsed.records if rehearsed else None,
        faults=list(rehearsed.faults) if rehearsed else None,
    )


def _lines(foresight: Foresight, rehearsed: UpgradeTrial | None, free: int | None) -> list[str]:
    written = foresight.release or "0.1.0 或更早"
    lines = [f"台账文件由 {written} 写成，本程序是 {__version__}。"]
    if foresight.current:
        return [*lines, "结构相同，不用升级。"]
    lines += [f"{change.title}：{change.what}" for change in foresight.changes]
    if not foresight.changes:
        lines.append("台账和字段不变，只有程序自己的表要改写。")
    lines.append(_room(foresight, free))
    if rehearsed is None:
        lines.append("没有在副本上试（--quick）。")
    else:
        proof = "核验相符" if not rehearsed.faults else "核验有不符（升级前就有，见下）"
        held = f"{rehearsed.records:,} 条记录，{proof}，用了 {rehearsed.seconds:.1f} 秒"
        lines.append(f"已在副本上升级一遍：{held}；副本已清掉。")
        lines += [f"不符：{fault}" for fault in rehearsed.faults]
    lines.append("真的升级：用本程序打开一次即可，先自动备份到同一个文件夹，成功以后旧版本不再能打开它。")
    return lines


def _room(foresight: Foresight, free: int | None) -> str:
    wanted = foresight.room / MEGABYTE
    if free is None:
        return f"升级要空出约 {wanted:.0f} MB；剩余空间没有查到。"
    enough = "够用" if free >= foresight.room else "不够，请先腾出空间"
    return f"升级要空出约 {wanted:.0f} MB，现在剩 {free / MEGABYTE:.0f} MB：{enough}。"
