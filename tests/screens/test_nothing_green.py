"""A file in which nothing was entered and nothing seen: no screen calls anything in order."""

import re

from fjgov_tui.commands.mains import MAINS
from fjgov_tui.store import Store
from tests.screens.driving import driving

GREEN = re.compile(r"✓ *[^\s合以]|✓ ?合[规格] *[1-9]|100 ?%|(?:合规|合格|正常) [1-9]")

READING = re.compile("正在(?:读取|核对|数)")


async def test_no_screen_says_that_what_nobody_looked_at_is_in_order(store: Store) -> None:
    green = dict[str, str]()
    async with driving(store.path, size=(120, 40)) as drive:
        for main in MAINS:
            await drive.press(main.digit)
            await drive.look(lambda text: not READING.search(text), f"screen {main.digit}")
            await drive.see(f"{main.digit}{main.title}")
            for _ in range(4):
                green |= {f"{main.digit} {found[0]}": drive.text for found in GREEN.finditer(drive.text)}
                await drive.press("f4")
                await drive.look(lambda text: not READING.search(text), f"screen {main.digit}")
            await drive.leave_windows()
    assert list(green) == []
