"""The reminder is written by an open dashboard too: once a slot, on working days, never in a read-only file."""

from datetime import UTC, datetime

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from tests.conftest import NOW
from tests.screens.conftest import Add
from tests.screens.driving import driving

SUNDAY = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def reminders(store: Store) -> list[tuple[object, object]]:
    return [(one.values["overdue"], one.values["soon"]) for one in store.read.records(LEDGERS["reminder"])]


async def test_what_is_due_is_written_once(add: Add, store: Store) -> None:
    add("unit", name="白帝镇人民政府", kind="乡镇街道")
    add("site", name="白帝镇子网站", unit="白帝镇", kind="子网站", url="https://a.gov.cn/")
    add("account", name="编辑", site="白帝镇子网站", privilege="编辑", rotated_on="2026-09-01")
    async with driving(store.path, clock=lambda: NOW) as driver:
        await driver.app.reminding.remind().wait()
        await driver.app.reminding.remind().wait()
        assert reminders(store) == [(1, 0)]
        await driver.until(lambda: "逾期 1 个" in driver.text)


async def test_a_day_off_and_a_read_only_file_are_left_alone(store: Store) -> None:
    async with driving(store.path, clock=lambda: SUNDAY) as driver:
        await driver.app.reminding.remind().wait()
    async with driving(store.path, readonly=True) as driver:
        await driver.app.reminding.remind().wait()
    assert reminders(store) == []
