"""Password reminders from the monitor: on time, and once, whoever else looks at the same moment."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.monitor.alerts.minute import each_minute, remind_when_due
from fjgov_tui.paths import workdays_file
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.workdays import NONE
from tests.monitor.alerts.county import County


async def test_of_several_that_look_one_reminds(county: County) -> None:
    county.wall.set("2026-11-24 08:30:00")
    desks = [AsyncStore(county.store.path, clock=county.wall) for _ in range(3)]
    made = await asyncio.gather(*(remind_when_due(desk, NONE) for desk in desks))
    assert sum(one is not None for one in made) == 1
    assert await remind_when_due(desks[0], NONE) is None
    assert county.store.read.count(LEDGERS["reminder"]) == 1
    await asyncio.gather(*(desk.close() for desk in desks))


async def test_a_minute_does_all_of_it_and_keeps_the_countys_own_working_days(county: County, tmp_path: Path) -> None:
    county.channel()
    desk = AsyncStore(county.store.path, clock=county.wall)
    await each_minute(desk)
    path = workdays_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("2026-11-28 班\n", encoding="utf-8")
    county.wall.set("2026-11-28 08:30:00")
    before = county.store.read.count(LEDGERS["reminder"])
    await each_minute(desk)
    assert county.told == ["汇总"]
    assert county.store.read.count(LEDGERS["reminder"]) == before + 1
    await desk.close()


async def test_an_unreadable_file_of_working_days_is_told_and_stops_no_alert(county: County) -> None:
    county.channel()
    county.down(1)
    county.wall.ahead(hours=5)
    path = workdays_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("明天放假\n", encoding="utf-8")
    desk = AsyncStore(county.store.path, clock=county.wall)
    with pytest.raises(InputProblem, match="看不懂"):
        await each_minute(desk)
    assert county.told == ["告警", "再提醒"]
    await desk.close()
