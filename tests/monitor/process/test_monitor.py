import asyncio
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from fjgov_tui.clock import instant
from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.monitor.process.lock import MonitorRunning
from fjgov_tui.monitor.process.monitor import MonitorOptions, run_monitor
from fjgov_tui.monitor.process.once import Asked, run_once
from fjgov_tui.monitor.process.spill import journal_path
from fjgov_tui.observed.visits import Counted, Outcome, VisitKind
from fjgov_tui.store import open_store
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.process import beat, runs
from tests.monitor.county import add, added
from tests.monitor.process.conftest import LATE, NOON, Make, Place, due_of
from tests.monitor.web import Web


async def until_all_visited(place: Place, sites: int, each: int = 1) -> None:
    await place.until(lambda: all(len(place.visits(site)) >= each for site in range(1, sites + 1)))


async def test_each_site_is_visited_once_in_its_slot_and_booked_with_its_state(make: Make) -> None:
    place = make([f"p{number}" for number in range(6)])
    async with place.watched():
        await until_all_visited(place, 6)
    for site in range(1, 7):
        (visit,) = place.visits(site)
        assert (visit.due, visit.kind, visit.counted, visit.outcome) == (
            due_of(site), VisitKind.SLOT, Counted.YES, Outcome.OPEN,
        )  # fmt: skip
        assert visit.at >= LATE
        assert place.state(site).health == "正常"
    assert place.web.asked == {f"p{number}": 1 for number in range(6)}


async def test_start_and_stop_are_told_and_no_sign_of_life_stays_behind(make: Make) -> None:
    place = make(["a"])
    async with place.watched():
        await place.talk.heard("访问 1 个")
        sign = place.ask(beat)
        assert sign is not None
        assert sign.last >= sign.since >= LATE
    assert place.ask(beat) is None
    assert [len(place.events(kind)) for kind in ("启动", "停止", "故障")] == [1, 1, 0]


async def test_a_second_start_in_the_same_slot_visits_nothing_twice(make: Make) -> None:
    place = make(["a", "b"])
    for _ in range(2):
        async with place.watched():
            await place.talk.heard("启动")
            await until_all_visited(place, 2)
    assert place.web.asked == {"a": 1, "b": 1}


async def test_a_failure_is_confirmed_and_only_then_alarms(make: Make) -> None:
    place = make(["good", "bad"])
    place.web.failing.add("bad")
    async with place.watched():
        await place.until(lambda: len(place.visits(2)) == 2)
    slot, confirm = sorted(place.visits(2), key=lambda one: one.kind)
    assert (slot.kind, slot.outcome, slot.status) == (VisitKind.SLOT, Outcome.STATUS, 500)
    assert (confirm.kind, confirm.outcome) == (VisitKind.CONFIRM, Outcome.STATUS)
    assert place.state(2).health == "故障"
    (alert,) = place.ask(open_alerts)
    assert alert.site == 2
    assert len(place.ask(lambda reader: list(reader.records(LEDGERS["incident"])))) == 1
    assert place.state(1).health == "正常"


async def test_a_site_in_maintenance_is_visited_but_not_counted(make: Make) -> None:
    place = make(["a", "b"])
    place.web.failing.add("a")
    added(
        place.db, "maintenance", site="站点1", starts_at="2026-11-23 12:00", ends_at="2026-11-23 13:00",
        repeat="一次", reason="升级", approver="王芳",
    )  # fmt: skip
    async with place.watched():
        await until_all_visited(place, 2)
    assert [one.counted for one in place.visits(1)] == [Counted.MAINTENANCE]
    assert place.state(1).health == "未测"
    assert place.ask(open_alerts) == []


async def test_pages_of_a_site_in_maintenance_are_inspected_when_it_is_over(make: Make) -> None:
    place = make(["a", "b"])
    with open_store(place.db) as store:
        (line,) = [one for one in store.read.records(LEDGERS["schedule"]) if one.values["kind"] == "更新"]
        with store.write("启用") as writer:
            writer.save(LEDGERS["schedule"], {"enabled": "是"}, line)
    added(
        place.db, "maintenance", site="站点1", starts_at="2026-11-23 12:00", ends_at="2026-11-23 13:00",
        repeat="一次", reason="升级", approver="王芳",
    )  # fmt: skip

    def inspected() -> set[int]:
        return {one.record for one in place.ask(runs) if one.check == "freshness"}

    async with place.watched():
        await until_inspected(place, 1)
        assert inspected() == {2}
    order = MonitorOptions(db=place.db, clock=place.wall)
    await run_once(order, Asked())
    assert inspected() == {2}
    place.wall.ahead += 3600
    await run_once(order, Asked())
    assert inspected() == {1, 2}


async def test_a_site_that_is_registered_while_the_monitor_runs_is_visited_in_this_very_slot(make: Make) -> None:
    place = make(["a"])
    async with place.watched():
        await place.talk.heard("访问 1 个")
        added(
            place.db, "site", name="新站", unit="县水利局", kind="子网站", url=place.web.url("new"), state="运行"
        )  # fmt: skip
        await until_all_visited(place, 2)
    assert place.web.asked["new"] == 1


async def test_slots_lost_to_sleep_are_not_made_up_for_and_a_clock_set_back_repeats_none(make: Make) -> None:
    place = make(["a", "b", "c"])
    async with place.watched():
        await until_all_visited(place, 3)
        place.wall.ahead += 4 * 3600
        await place.talk.heard("时钟：")
        await until_all_visited(place, 3, each=2)
        place.wall.ahead -= 4 * 3600
        await place.talk.heard("时钟：", 2)
        place.wall.ahead += 4 * 3600
        await place.talk.heard("时钟：", 3)
    for site in (1, 2, 3):
        visits = place.visits(site)
        assert [one.due for one in visits] == [due_of(site), due_of(site, LATE + 4 * 3600)]
        assert {one.outcome for one in visits} == {Outcome.OPEN}
    assert sorted(one.what[:6] for one in place.events("时钟")) == ["系统时钟向前", "系统时钟向前", "系统时钟向后"]


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that refuses; bound, so that nobody else is given it."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield int(bound.getsockname()[1])


async def test_when_everything_fails_at_once_and_nobody_can_say_why_no_site_is_condemned(
    make: Make, closed_port: int
) -> None:
    place = make([f"http://127.0.0.{1 + number % 3}:{closed_port}/p{number}" for number in range(9)])
    async with place.watched():
        await until_all_visited(place, 9)
    assert {one.counted for site in range(1, 10) for one in place.visits(site)} == {Counted.NETWORK}
    assert {place.state(site).health for site in range(1, 10)} <= {"未测", "正常"}
    assert [one.kind for one in place.ask(open_alerts)] == ["监测自身"]
    (event,) = place.events("本机网络")
    assert "9 个站点" in event.what


async def test_with_an_anchor_that_answers_the_same_storm_counts(make: Make, closed_port: int) -> None:
    place = make([f"http://127.0.0.{1 + number % 3}:{closed_port}/p{number}" for number in range(9)])
    added(place.db, "setting", name="本机网络参照", value=f"127.0.0.1:{place.web.port}")
    async with place.watched():
        await until_all_visited(place, 9)
    assert {one.counted for site in range(1, 10) for one in place.visits(site)} == {Counted.YES}


async def test_our_own_network_that_fails_and_comes_back_is_one_alarm_that_closes(make: Make, closed_port: int) -> None:
    place = make([f"http://127.0.0.1:{closed_port}/"])
    added(place.db, "setting", name="本机网络参照", value=f"127.0.0.1:{closed_port}")
    async with place.watched():
        await place.talk.heard("本机网络：")
        assert [one.counted for one in place.visits(1)] == [Counted.NETWORK]
        assert len(place.ask(open_alerts)) == 1
        added(place.db, "site", name="新站", unit="县水利局", kind="子网站", url=place.web.url("new"), state="运行")
        await place.talk.heard("本机网络恢复")
    assert place.ask(open_alerts) == []


async def test_one_monitor_a_file(make: Make) -> None:
    place = make(["a"])
    async with place.watched():
        await place.talk.heard("启动")
        with pytest.raises(MonitorRunning):
            await run_monitor(MonitorOptions(db=place.db), asyncio.Event())


async def test_a_file_that_is_replaced_ends_the_monitor_and_what_it_measured_is_booked_when_it_is_back(
    make: Make, web: Web
) -> None:
    place = make(["a", web.url("slow", host=2)])
    web.held.add("slow")
    away = place.db.with_name("away.db")

    async def until_it_ends() -> None:
        async with place.watched() as running:
            await place.talk.heard("访问 1 个")
            moved(place.db, away)
            web.let_go("slow")
            await asyncio.wait({running}, timeout=10)

    with pytest.raises(StoreProblem, match="替换"):
        await until_it_ends()
    assert not place.db.exists()
    assert journal_path(place.db).stat().st_size > 0
    moved(away, place.db)
    async with place.watched():
        await until_all_visited(place, 2)
    assert [len(place.visits(site)) for site in (1, 2)] == [1, 1]
    assert web.asked == {"a": 1, "slow": 1}
    assert not journal_path(place.db).exists()
    assert "数据库曾写不进去，暂存的 1 批结果已经补记" in [one.what for one in place.events("故障")]


def moved(source: Path, target: Path) -> None:
    for end in ("", "-wal", "-shm"):
        part = source.with_name(source.name + end)
        if part.exists():
            part.rename(target.with_name(target.name + end))


async def test_while_the_file_cannot_be_written_visits_wait_beside_it_and_are_booked_once(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fjgov_tui.store.engine.BUSY_MS", 300)
    place = make(["a", "b", "c"])
    async with place.watched():
        await place.talk.heard("启动")
        await until_all_visited(place, 3)
        with open_store(place.db) as store, store.write("别人在写"):
            place.wall.ahead += 3600
            await place.until(journal_path(place.db).exists)
        place.wall.ahead += 3600
        await until_all_visited(place, 3, each=3)
    for site in (1, 2, 3):
        assert [one.due for one in place.visits(site)] == [due_of(site, LATE + hour * 3600) for hour in range(3)]
        assert {one.outcome for one in place.visits(site)} == {Outcome.OPEN}
    assert not journal_path(place.db).exists()
    assert "补记" in place.events("故障")[-1].what


async def test_inspections_run_once_are_booked_and_do_not_come_again_at_a_restart(make: Make) -> None:
    place = make(["a"])
    with open_store(place.db) as store:
        (line,) = [one for one in store.read.records(LEDGERS["schedule"]) if one.values["kind"] == "更新"]
        with store.write("启用") as writer:
            writer.save(LEDGERS["schedule"], {"enabled": "是"}, line)
        add(store, "column", site="站点1", name="动态", kind="动态要闻", level=1, url=place.web.url("column"))
    for _ in range(2):
        async with place.watched():
            await place.talk.heard("启动")
            await until_all_visited(place, 1)
            async with asyncio.timeout(60):
                await until_inspected(place, 2)
    assert {(one.check, one.page_of, one.ok) for one in place.ask(runs) if one.page_of} == {
        ("freshness", "site", True),
        ("freshness", "column", True),
    }
    assert place.web.asked["column"] == 1
    assert all(one.started >= NOON for one in place.ask(runs))


async def test_what_somebody_has_handled_is_checked_again_at_once_and_the_incident_says_so(make: Make) -> None:
    """Article 26: deleted or handled within the hour, and the monitor sees for itself, before its next time comes."""
    place = make(["a"])
    with open_store(place.db) as store:
        (line,) = [one for one in store.read.records(LEDGERS["schedule"]) if one.values["kind"] == "更新"]
        with store.write("启用") as writer:
            writer.save(LEDGERS["schedule"], {"enabled": "是"}, line)

    async def inspections(count: int) -> None:
        for _ in range(400):
            if sum(one.check == "freshness" for one in place.ask(runs)) and place.web.asked["a"] >= count:
                return
            await asyncio.sleep(0.05)
        pytest.fail("not inspected")

    def noted() -> str:
        return str(place.ask(lambda reader: reader.record(LEDGERS["incident"], 1)).values["note"] or "")

    async with place.watched():
        await until_all_visited(place, 1)
        await until_inspected(place, 1)
        asked = place.web.asked["a"]
        now = instant(place.wall())
        added(
            place.db, "incident", title="首页超期", kind="更新超期", severity="违反", source="监测", site="站点1",
            found_at=now, handled_at=now,
        )  # fmt: skip
        await inspections(asked + 1)
        for _ in range(400):
            if noted():
                break
            await asyncio.sleep(0.05)
    assert "处置之后，监测复查：" in noted()
    assert place.web.asked["a"] == asked + 1, "once for each time that it was handled"


async def test_the_page_of_what_a_citizen_found_is_fetched_at_once_and_kept_with_its_digest(make: Make) -> None:
    """Articles 24 to 26: evidence is the page as it was when somebody told of it, not yesterday's."""
    place = make(["a"])
    place.web.failing.add("gone")

    def entered(title: str, path: str) -> None:
        added(
            place.db, "incident", clock=place.wall, title=title, kind="疑似不当内容", severity="违反",
            source="群众反映", site="站点1", found_at=instant(place.wall()), url=place.web.url(path),
        )  # fmt: skip

    def record(number: int) -> dict[str, object]:
        return dict(place.ask(lambda reader: reader.record(LEDGERS["incident"], number)).values)

    async with place.watched():
        await until_all_visited(place, 1)
        entered("停水通知里有错", "a/t1.html")
        entered("打不开的一页", "gone")
        for _ in range(400):
            if record(1)["snapshot"] and record(2)["note"]:
                break
            await asyncio.sleep(0.05)
    kept = str(record(1)["snapshot"])
    assert f"看到的 {place.web.url('a/t1.html')}" in kept
    assert "页面摘要" in kept
    assert "防汛抗旱工作动态" in kept
    assert re.fullmatch(r"[-\d]+ \d\d:\d\d 登记之后，监测去看了 .*", str(record(1)["note"])), "one moment"
    assert "网页没有打开" in str(record(2)["note"])
    assert not record(2)["snapshot"]
    assert place.web.asked["a/t1.html"] == place.web.asked["gone"] == 1, "once for each incident"


async def until_inspected(place: Place, pages: int) -> None:
    """An inspection says nothing when it is booked."""
    for _ in range(400):
        if sum(bool(one.page_of) for one in place.ask(runs)) == pages:
            return
        await asyncio.sleep(0.05)
    pytest.fail("not inspected")
