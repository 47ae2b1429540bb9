"""In a real browser: Chinese stands in the picture, is typed and pasted; nothing is asked for elsewhere."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store
from tests.web.chromium import BINARY, PATIENCE, Browser
from tests.web.conftest import Serving

DRAWN = "document.body && document.body.classList.contains('-first-byte')"
READY = f"{DRAWN} && document.activeElement.className === 'xterm-helper-textarea'"


def units(path: Path) -> set[str]:
    with open_store(path, readonly=True) as store:
        return {unit.title for unit in store.read.records(LEDGERS["unit"])}


async def wait_for(true: Callable[[], bool]) -> None:
    end = asyncio.get_running_loop().time() + PATIENCE
    while not true():
        assert asyncio.get_running_loop().time() < end
        await asyncio.sleep(0.1)


@pytest.mark.skipif(BINARY is None, reason="这台机器没有 Chromium")
async def test_a_unit_is_entered_by_typing_and_pasting(serving: Serving, towns: Path, tmp_path: Path) -> None:
    async with serving() as served, Browser(tmp_path / "home") as browser, browser.tab(served.address) as tab:
        await tab.until(READY)
        empty = await tab.picture()
        for key, code, text in (("2", 50, "2"), ("Enter", 13, "\r"), ("F3", 114, "")):
            await tab.press(key, code, text)
        await tab.do("Input.insertText", text="朱衣镇")
        await tab.ask(
            "document.activeElement.dispatchEvent(Object.assign(new Event('paste', {bubbles: true, cancelable: true}),"
            "{clipboardData: {getData: () => '人民政府'}}))"
        )
        await tab.do("Emulation.setDeviceMetricsOverride", width=900, height=650, deviceScaleFactor=1, mobile=False)
        await tab.press("Tab", 9, "\t")
        await tab.do("Input.insertText", text="乡镇街道")
        await tab.press("F2", 113)
        await wait_for(lambda: "朱衣镇人民政府" in units(towns))
        assert await tab.picture() != empty
        assert {address.partition("//")[2].partition("/")[0] for address in tab.asked} == {served.base[7:]}
        assert not [words for words in tab.said if "Content Security Policy" in words]
