"""One browser at a time: it draws, takes Chinese, keeps what was typed when the line breaks, and ends in time."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest
from aiohttp import WSServerHandshakeError

from tests.web.conftest import Serving, Window


def renamed(path: Path, name: str) -> Path:
    return path.rename(path.with_name(name))


def around(*folders: Path) -> set[str]:
    """The names of everything there."""
    return {entry.name for folder in folders for entry in folder.iterdir()}


def digest(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


async def test_chinese_is_typed_a_second_window_refused_and_a_draft_kept(serving: Serving) -> None:
    async with serving() as served:
        await served.come_in()
        async with served.socket() as line:
            window = Window(line)
            await window.see("登记缺项")
            with pytest.raises(WSServerHandshakeError) as refused:
                async with served.socket():
                    pass
            assert refused.value.status == 409
            for key, there in (("2", "第 2、4、5 条"), ("\r", "安坪镇人民政府"), ("\x1bOR", "新增单位")):
                await window.type(key)
                await window.see(there)
            await window.type("朱衣镇人民政府")
            await window.see("朱衣镇人民政府")
        await asyncio.sleep(0)
        async with served.socket() as line:
            window = Window(line)
            await window.see("登记缺项")
            for key, there in (("2", "第 2、4、5 条"), ("\r", "安坪镇人民政府"), ("\x1bOR", "草稿")):
                await window.type(key)
                await window.see(there)
            await window.type("\x11")
            await window.closed()
        await served.ended()


async def test_a_wallboard_changes_nothing_and_stays_untouched(towns: Path, serving: Serving) -> None:
    before = digest(towns)
    async with serving(readonly=True, idle=0.01) as served:
        assert "（只读）" in await served.come_in()
        async with served.socket() as line:
            window = Window(line)
            await window.see("登记缺项", "只读")
            for key, there in (("2", "第 2、4、5 条"), ("\r", "安坪镇人民政府"), ("\x1bOR", "不能修改")):
                await window.type(key)
                await window.see(there)
            assert not served.running.done()
    assert digest(towns) == before


async def test_it_ends_when_nobody_comes_and_when_nobody_types(serving: Serving) -> None:
    async with serving(first=0.05) as served:
        await served.ended()
    async with serving(idle=0.1) as served:
        await served.come_in()
        async with served.socket() as line:
            await Window(line).closed()
        await served.ended()


async def test_it_ends_when_the_browser_has_gone(serving: Serving) -> None:
    async with serving(away=0.05) as served:
        await served.come_in()
        async with served.socket() as line:
            await line.receive()
        await served.ended()


async def test_no_shell_reads_the_name_of_the_file_and_what_the_page_does_not_say_is_passed_over(
    towns: Path, serving: Serving, tmp_path: Path
) -> None:
    odd = renamed(towns, "台账 $(touch 中招);`touch 中招` &.db")
    async with serving(db=odd) as served:
        await served.come_in()
        async with served.socket() as line:
            for text in (
                "[",
                "[]",
                "7",
                '{"a": 1}',
                '["stdin", 7]',
                '["resize", 7]',
                '["resize", {"width": "x"}]',
                '["x"]',
            ):
                await line.send_str(text)
            await line.send_str('["stdin", "\\ud800"]')
            await line.send_json(["resize", {"width": 80, "height": 24}])
            await Window(line).see("登记缺项")
    assert "中招" not in around(tmp_path, odd.parent, Path())


async def test_a_file_that_cannot_be_opened_is_told_and_ends_it(serving: Serving, tmp_path: Path) -> None:
    broken = tmp_path / "坏.db"
    broken.write_text("这不是数据库", encoding="utf-8")
    async with serving(db=broken) as served:
        await served.come_in()
        async with served.socket() as line:
            await Window(line).closed()
        await served.ended()
        assert str(broken) in served.said[-1]
