"""The main screens as text, on a small county that never changes. `FJGOV_SNAPSHOTS=write` renews the pictures."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from time import monotonic

import pytest

from fjgov_tui.store import Store
from tests.screens.driving import GLANCE, PATIENCE, Driver, driving

PICTURES = Path(__file__).parent / "snapshots"
SIZES = [(80, 24), (120, 40)]


async def overview(drive: Driver) -> None:
    await drive.see("登记缺项  违反", "口令  ✗ 逾期", "共 ", "11-23 11:30 修改")


async def directory(drive: Driver) -> None:
    await drive.press("2")
    await drive.see("第1章", "主管、承办")


async def listing(drive: Driver) -> None:
    await drive.open("person")
    await drive.see("样本人员")


async def detail(drive: Driver) -> None:
    await listing(drive)
    await drive.press("enter")
    await drive.see("保密承诺日期", "第二行")


async def form(drive: Driver) -> None:
    await listing(drive)
    await drive.press("f2")
    await drive.see("修改人员", "与身份证一致")


async def history(drive: Driver) -> None:
    await listing(drive)
    await drive.press("f6")
    await drive.see("变更历史", "第 1 版", "姓名")


async def palette(drive: Driver) -> None:
    await listing(drive)
    await drive.press("ctrl+p")
    await drive.see("筛选记录；")


async def help_window(drive: Driver) -> None:
    await listing(drive)
    await drive.press("f1")
    await drive.see("Esc 关闭")


async def question(drive: Driver) -> None:
    await listing(drive)
    await drive.press("f9")
    await drive.see("移除人员")


Scene = Callable[[Driver], Awaitable[None]]
SCENES: list[Scene] = [
    overview, directory, listing, detail, form, history, palette, help_window, question,
]  # fmt: skip


async def compare(drive: Driver, name: str) -> None:
    """Equal, once all has been drawn, to the picture that was looked at and found good."""
    picture = PICTURES / f"{name}.txt"
    if os.environ.get("FJGOV_SNAPSHOTS") == "write":
        PICTURES.mkdir(exist_ok=True)
        await drive.pilot.pause(0.5)
        picture.write_text("\n".join([*drive.lines(), ""]), encoding="utf-8")
    expected = picture.read_text(encoding="utf-8").splitlines()
    end = monotonic() + PATIENCE
    while drive.lines() != expected and monotonic() < end:
        await drive.pilot.pause(GLANCE)
    assert drive.lines() == expected


async def look_at(drive: Driver, scenes: Sequence[Scene], prefix: str = "", *, leaving: bool = True) -> None:
    """One scene after the other, each compared with its picture: a program for each takes longer than all of them.

    Args:
        drive: the dashboard.
        scenes: what leads to what is looked at.
        prefix: of the names of the pictures.
        leaving: whether windows are closed before each, or each goes on where the one before ended.
    """
    size = drive.app.size
    for number, scene in enumerate(scenes):
        if number and leaving:
            await drive.leave_windows()
        await scene(drive)
        await compare(drive, f"{prefix}{scene.__name__}-{size.width}x{size.height}")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_screens_look_as_they_did(samples: Path, size: tuple[int, int]) -> None:
    async with driving(samples, size=size) as drive:
        await look_at(drive, SCENES)


async def test_the_welcome_looks_as_it_did(store: Store) -> None:
    async with driving(store.path) as drive:
        await drive.see("这个台账文件还是空的")
        await compare(drive, "welcome-80x24")
