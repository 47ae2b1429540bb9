"""`fjgov serve`: the dashboard in a browser of this machine."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from contextlib import suppress

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem, MissingExtra, StoreProblem

DRIVER = "textual.drivers.web_driver:WebDriver"
"""Textual's way of drawing for browsers."""


@click.command("serve", cls=ChineseCommand)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar="端口", help="本机的端口；不写就用一个空闲的。"
)
@click.option("--readonly", "looking", is_flag=True, help="只读，供值班室的大屏：什么都不能改，没人按键也一直开着。")
@click.option(
    "--idle", type=click.IntRange(1, 1440), default=30, metavar="分钟", help="多少分钟没有按键就结束，默认 30。"
)
@click.option("--font-size", type=click.IntRange(8, 72), default=16, metavar="大小", help="字的大小，默认 16。")
@pass_desk
def serve(desk: CliContext, port: int, looking: bool, idle: int, font_size: int) -> None:
    """在本机的浏览器里打开看板：只听本机，地址只能用一次，只开一个窗口。

    关上窗口、退出看板、久不按键、按 Ctrl+C，都会结束；没存的表单留作草稿。
    """
    try:
        from fjgov_tui.web.server import ServeOptions
        from fjgov_tui.web.server import serve as run
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"浏览器里看要用的部件没有安装（{error.name}）", remedy="请安装 fjgov_tui[serve]，或在终端里打开"
        ) from error

    if not desk.path.is_file():
        raise StoreProblem("没有这个数据库文件", where=str(desk.path), remedy="请核对路径，或先运行 fjgov init 新建")
    order = ServeOptions(
        db=desk.path, port=port, readonly=looking or desk.readonly, idle=idle * 60, font_size=font_size, say=_say
    )

    async def until_told() -> None:
        stop = asyncio.Event()
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):  # Windows knows only Ctrl+C, which ends the loop
                asyncio.get_running_loop().add_signal_handler(getattr(signal, name), stop.set)
        await run(order, stop)

    output.say("请在本机的浏览器里打开下面的地址（只能用一次）；按 Ctrl+C 结束。")
    asyncio.run(until_told())


def _say(line: str) -> None:
    output.say(line)


@click.command("draw-for-browser", cls=ChineseCommand, hidden=True)
@pass_desk
def draw_for_browser(desk: CliContext) -> None:
    """由 fjgov serve 自己启动，不必直接运行。"""
    if sys.stdout is None or sys.stdout.isatty():
        raise InputProblem("这个命令由 fjgov serve 自己启动", remedy="请运行 fjgov serve，或直接运行 fjgov")
    # Read by Textual as it is loaded, which has not happened yet.
    os.environ["TEXTUAL_DRIVER"] = DRIVER
    from fjgov_tui.shell.starting import run_in_browser
    from fjgov_tui.store.marks import is_audit_copy

    raise click.exceptions.Exit(run_in_browser(desk.path, readonly=desk.readonly or is_audit_copy(desk.path)))
