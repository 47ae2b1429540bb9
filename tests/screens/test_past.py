"""A past day on every screen (状态截至): what stood there that evening, said in red, and nothing can be changed."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fjgov_tui.commands.mains import MAINS
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.paths import last_checks_file
from fjgov_tui.shell.lookingback import Wanted
from fjgov_tui.store import create_store
from tests.screens.driving import driving
from tests.workflows.office import furnish

FIRST, LATER = datetime(2026, 11, 2, 2, tzinfo=UTC), datetime(2026, 11, 20, 2, tzinfo=UTC)
DAY = date(2026, 11, 10)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A file of which a unit was renamed, and another one added, after the day that is looked at."""
    now = FIRST
    with create_store(tmp_path / "county.db", clock=lambda: now) as store:
        furnish(store)
        now = LATER
        with store.write() as writer:
            writer.save(LEDGERS["unit"], {"name": "后来的名称"}, writer.record(LEDGERS["unit"], 1))
            writer.save(LEDGERS["unit"], {"name": "后来的单位", "kind": "部门"})
    return tmp_path / "county.db"


async def test_every_screen_says_until_when_and_shows_what_stood_then(kept: Path) -> None:
    async with driving(kept, as_of=DAY) as drive:
        await drive.look(lambda text: "正在核对" not in text, "the rules of that day")
        for main in MAINS:
            await drive.press(main.digit)
            await drive.see(f"{main.digit}{main.title}", f"状态截至 {DAY}", "只读")
            assert "可写" not in drive.text
        assert "2026-11-10 当天的样子" in drive.text
        await drive.open("unit")
        assert "后来" not in drive.text
        await drive.press("f3")
        await drive.see("不能修改", f"状态截至 {DAY}")
    assert not last_checks_file().exists(), "the counts of a past day are not those of the last check"
    async with driving(kept) as drive:
        await drive.open("unit")
        await drive.see("后来的名称", "后来的单位", "可写")
        assert "状态截至" not in drive.text


async def test_the_day_is_asked_for_and_one_without_content_is_refused(kept: Path) -> None:
    async with driving(kept) as drive:
        for typed, why in (("2026-10-01", "从 2026-11-02 才有"), ("2026-12-01", "还没有到")):
            drive.app.looking.ask()
            await drive.see("看过去某一天", "2026-11-22")
            await drive.press("ctrl+u")
            await drive.paste(typed)
            await drive.press("enter")
            await drive.see(why)
        assert drive.wanted is None
        drive.app.looking.come_back()
        await drive.see("没有在看过去")
        await drive.press("2")
        drive.app.looking.ask()
        await drive.see("2026-11-22")
        await drive.press("enter")
        await drive.until(lambda: drive.wanted is not None)
        assert drive.wanted == Wanted(date(2026, 11, 22), "ledgers")
