"""`fjgov init` and `fjgov demo`: a new file, empty or filled with the demo county."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import Desk, pass_desk
from fjgov_tui.cli.usage import ChineseCommand


@click.command("init", cls=ChineseCommand)
@click.option("--demo", is_flag=True, help="用虚构的演示县填满它。")
@pass_desk
def init(desk: Desk, demo: bool) -> None:
    """新建台账文件（权限 0600），输出它的路径；已有的文件不会被覆盖。"""
    desk.may_write()
    _make(desk.path, demo=demo)
    output.out(str(desk.path))
    output.say(
        "已新建台账文件。" + ("里面是虚构的演示数据。" if demo else "下一步：fjgov ledger template -o 模板.xlsx")
    )


def _make(path: Path, *, demo: bool) -> None:
    """A new file; when filling it fails, nothing of it stays."""
    from fjgov_tui.store import create_store

    store = create_store(path)
    done = not demo
    try:
        if demo:
            from fjgov_tui.clock import beijing_day
            from fjgov_tui.demo import build_demo

            build_demo(store, beijing_day(store.clock()), output.progress("正在登记演示数据"))
            done = True
    finally:
        store.close()
        if not done:
            for end in ("", "-wal", "-shm", "-journal"):
                path.with_name(path.name + end).unlink(missing_ok=True)


@click.command("demo", cls=ChineseCommand)
@pass_desk
def demo(desk: Desk) -> None:
    """在一个虚构的县上试用看板；文件是临时的，退出时删除。

    没有终端时，把总览作为文字输出一次。
    """
    with _temporary() as folder:
        path = folder / "demo.db"
        _make(path, demo=True)
        if output.interactive():
            from fjgov_tui.app import run_dashboard

            raise click.exceptions.Exit(run_dashboard(path, readonly=desk.readonly, create=False))
        _overview(path)


def _overview(path: Path) -> None:
    from fjgov_tui.clock import beijing_day
    from fjgov_tui.reports.overview import overview, overview_text
    from fjgov_tui.store import open_store

    with open_store(path, readonly=True) as store:
        seen = overview(store.read, beijing_day(store.clock()))
    output.lines(overview_text(seen, output.limit() or 100).splitlines())


@contextmanager
def _temporary() -> Iterator[Path]:
    """A folder that only this user can enter and that is gone afterwards, also when the system stops us."""
    folder = Path(tempfile.mkdtemp(prefix="fjgov-demo-"))
    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            number = getattr(signal, name)
            before[number] = signal.signal(number, _stopped)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def _stopped(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
