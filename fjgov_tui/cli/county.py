"""`fjgov init` and `fjgov demo`: a new file, empty or filled with the demo county."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem, StoreProblem, system_reason
from fjgov_tui.keyboard import stopped_in_order, waiting_keys
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from fjgov_tui.store import Store


MOST_YEARS = 2
"""Years for which the demo county can be filled; longer ago none of its people was in office."""


@click.command("init", cls=ChineseCommand)
@click.option("--demo", is_flag=True, help="用虚构的演示县填满它。")
@click.option(
    "--years",
    metavar="年数",
    type=click.IntRange(1, MOST_YEARS),
    help="演示县按真实的县的量记满这么多年的登记（两年约 14,000 条信息，要一两分钟）；不写是小的。",
)
@pass_desk
def init(desk: CliContext, demo: bool, years: int | None) -> None:
    """新建台账文件（权限 0600），输出它的路径；已有的文件不会被覆盖。"""
    desk.may_write()
    if years is not None and not demo:
        raise InputProblem("--years 说的是演示县有几年的登记", remedy="请与 --demo 一起用")
    _make(desk.path, (lambda store, today: _fill(store, today, years or 0)) if demo else None)
    output.out(str(desk.path))
    output.say(
        "已新建台账文件。"
        + ("里面是虚构的演示数据。" if demo else "下一步：fjgov ledger template 单位 人员 站点 -o 模板.xlsx")
    )


def _fill(store: Store, today: date, years: int = 0) -> None:
    from fjgov_tui.demo import build_demo

    build_demo(store, today, output.progress("正在登记演示数据"), years=years)


def _make(path: Path, fill: Callable[[Store, date], None] | None) -> None:
    """A new file; it has its name only when all of it is there, so that nothing of a killed run passes for one."""
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.files import put_new
    from fjgov_tui.scratch import keep_beside, rough_name
    from fjgov_tui.store import create_store

    if os.path.lexists(path):
        raise _taken(path)
    keep_beside(path)
    rough = rough_name(path)
    try:
        with create_store(rough) as store:
            if fill is not None:
                fill(store, beijing_day(store.clock()))
        put_new(rough, path)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise StoreProblem(
            f"建不了文件（{system_reason(error)}）", where=clean(str(path)), remedy="请检查路径和权限"
        ) from error
    except StoreProblem as problem:
        raise StoreProblem(problem.what, where=str(path), remedy=problem.remedy) from problem
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with suppress(OSError):
                rough.with_name(rough.name + end).unlink(missing_ok=True)


def _taken(path: Path) -> StoreProblem:
    return StoreProblem("文件已经存在，没有覆盖", where=str(path), remedy="请换一个路径，或直接打开它")


@click.command("demo", cls=ChineseCommand)
@pass_desk
def demo(desk: CliContext) -> None:
    """在一个虚构的县上试用看板；文件是临时的，退出时删除。

    各站点由本机的一个网页服务扮演，有几个故意出错；监测在后台运行，随看板一起结束。没有终端时，把总览作为文字输出一次。
    """
    with _temporary() as folder:
        path = folder / "demo.db"
        if output.interactive():
            raise click.exceptions.Exit(_shown(path, readonly=desk.readonly))
        _make(path, _fill)
        _overview(path)


@click.command("tour", cls=ChineseCommand)
def tour() -> None:
    """导览：在演示县上走一遍，大约五分钟；最下面一行写着该按什么键，做到了就到下一步。"""
    if not output.interactive():
        raise InputProblem("导览要在终端里看", remedy="请直接在终端里运行 fjgov tour")
    with _temporary() as folder:
        raise click.exceptions.Exit(_shown(folder / "demo.db", readonly=False, guided=True))


def _shown(path: Path, *, readonly: bool, guided: bool = False) -> int:
    with waiting_keys():
        return _live(path, readonly=readonly, guided=guided)


def _live(path: Path, *, readonly: bool, guided: bool = False) -> int:
    """The dashboard over a county whose sites a server in this process plays, with a monitor as a second process."""
    # Before anything is loaded: that alone may take seconds on an old disk.
    output.say("正在准备演示县，约十秒……")
    from fjgov_tui.demo.live import build_live
    from fjgov_tui.demo.mending import Mender
    from fjgov_tui.demo.server import DemoServer
    from fjgov_tui.monitor.process.detach import start_detached, stop
    from fjgov_tui.shell.starting import run_dashboard

    with DemoServer() as server:
        _make(path, lambda store, day: build_live(store, server, day, output.progress("正在登记演示数据")))
        output.say("正在启动站点和监测……")
        try:
            start_detached(path)
        except InputProblem as problem:
            output.say(f"{problem}；演示照常进行，只是没有监测")
        try:
            with Mender(path, server):
                return run_dashboard(path, readonly=readonly, create=False, guided=guided)
        finally:
            stop(path)


def _overview(path: Path) -> None:
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.reports.live import read_live
    from fjgov_tui.reports.overview import overview, overview_text
    from fjgov_tui.store import open_store

    with open_store(path, readonly=True) as store:
        seen = overview(store.read, beijing_day(store.clock()))
        live = read_live(store.read, store.clock())
    text = f"{live.text}\n备份  {live.backup.line}"
    output.lines(overview_text(seen, None if output.read_aloud() else output.limit() or 100, text).splitlines())


@contextmanager
def _temporary() -> Iterator[Path]:
    """A folder that only this user can enter and that is gone afterwards, also when the system stops us."""
    folder = Path(tempfile.mkdtemp(prefix="fjgov-demo-"))
    with stopped_in_order():
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
