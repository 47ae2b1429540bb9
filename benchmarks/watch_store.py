"""The monitor's store at its full size: growth in a year, the week of all sites after three, waits for others."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from benchmarks.measure import Result, wall
from benchmarks.scale import Scale
from fjgov_tui.clock import DAY_SECONDS, day_start
from fjgov_tui.observed.model import Sighting
from fjgov_tui.observed.visits import Counted, DayCount, Outcome, Phases, Visit
from fjgov_tui.store import Store, Writer, create_store, open_store
from fjgov_tui.store.watch.cleaning import PAUSE, clean_step, shrink
from fjgov_tui.store.watch.days import roll_up
from fjgov_tui.store.watch.findings import observe
from fjgov_tui.store.watch.process import claim_batch
from fjgov_tui.store.watch.rows import put
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.availability import week

SITES, SLOTS, KEPT = 62, 48, 400
LAST = date(2026, 11, 23)
SWEEP = 2
"""Visits of one booking: 62 sites, spread over half an hour, booked every few seconds."""
WAITER = """
import sys, time
from pathlib import Path
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import open_store
with open_store(Path(sys.argv[1])) as store:
    print("ready", flush=True)
    worst, until, number = 0.0, time.monotonic() + float(sys.argv[2]), 0
    while time.monotonic() < until:
        number += 1
        began = time.perf_counter()
        with store.write() as writer:
            waited = time.perf_counter() - began
            writer.save(LEDGERS["unit"], {"name": f"第{sys.argv[3]}-{number}镇", "kind": "乡镇街道"})
        worst = max(worst, waited)
        time.sleep(0.005)
    print(worst)
"""


def visits_of_day(day: date, chance: random.Random) -> list[Visit]:
    """A day of the county: 2 % fail, with pages of their own as evidence now and then."""
    begin, found = day_start(day), []
    for slot in range(SLOTS):
        for site in range(1, SITES + 1):
            due = begin + slot * (DAY_SECONDS // SLOTS) + chance.randrange(1440)
            found.append(_visit(site, due, chance))
    return sorted(found, key=lambda one: one.due)


def _visit(site: int, due: int, chance: random.Random) -> Visit:
    failed = chance.random() < 0.02
    phases = Phases(chance.randrange(30), chance.randrange(40), chance.randrange(90), chance.randrange(900), 200)
    return Visit(
        site=site,
        due=due,
        at=due + chance.randrange(3),
        counted=Counted.YES,
        outcome=Outcome(chance.randrange(1, 9)) if failed else Outcome.OPEN,
        status=200,
        total=chance.randrange(80, 4000),
        phases=phases,
        size=chance.randrange(30_000, 400_000),
        redirects=chance.randrange(2),
        address=f"10.0.{site % 4}.{site}",
        why=f"状态码 {chance.choice((403, 404, 500, 502, 503))}" if failed else "",
        evidence=_page(chance) if failed else b"",
    )


def _page(chance: random.Random) -> bytes:
    """What a failing server sends: half of them the same page each time, half with a number that is new."""
    unique = b"%x" % chance.getrandbits(128) if chance.random() < 0.5 else b""
    return b"HTTP/1.1 502 Bad Gateway\r\nServer: nginx\r\n\r\n<html>" + b"<p>bad gateway</p>" * 200 + unique


def fill(store: Store, first: date, last: date, inspections: int) -> None:
    """Book every day from the first to the last, in sweeps, and roll each up."""
    chance, slots = random.Random(7), dict.fromkeys(range(1, SITES + 1), SLOTS)
    day = first
    while day <= last:
        visits = visits_of_day(day, chance)
        with store.write() as writer:  # Many sweeps in one commit: only the order of the rows matters for the size.
            for start in range(0, len(visits), SWEEP):
                claim_batch(writer, f"{chance.getrandbits(128):032x}", visits[start].due)
                record_visits(writer, visits[start : start + SWEEP])
            for number in range(inspections):
                claim_batch(writer, f"{chance.getrandbits(128):032x}", day_start(day) + number)
            if day < last:
                roll_up(writer, day, slots)
            book_findings(writer, day, chance)
            while clean_step(writer, day_start(day - timedelta(days=KEPT))):
                pass
        day += timedelta(days=1)


def book_findings(writer: Writer, day: date, chance: random.Random) -> None:
    """One new finding on most home pages every day, with its sentence and a piece of the page; gone the day after."""
    at = day_start(day) + 9000
    for site in range(1, SITES + 1, 2):
        seen = Sighting(
            check="content",
            rule="word",
            page_of="site",
            record=site,
            site=site,
            url=f"http://10.0.0.{site}/art/{day.isoformat()}/{site}.html",
            mark=f"{chance.getrandbits(64):x}",
            what="疑似错误表述“某某”，建议改为“某某某”",
            around="这是它所在的一句话，前后各留二十来个字，好让人一眼看出对错，不必再打开网页去找。" * 2,
            evidence=_page(chance)[:600],
        )
        observe(writer, "content", "site", site, [seen], at)


def three_years(store: Store, days: int) -> None:
    """Day rows for the time before the raw visits that are still kept."""
    day = LAST - timedelta(days=days)
    with store.write() as writer:
        while day < LAST - timedelta(days=KEPT):
            for site in range(1, SITES + 1):
                one = DayCount(site=site, day=day, slots=SLOTS, n=SLOTS, ok=SLOTS - 1, bad=1, p50=700, p95=2000)
                row = {name: getattr(one, name) for name in DayCount.__dataclass_fields__}
                put(writer.db.conn, "watch_day", row | {"day": day.isoformat()})
            day += timedelta(days=1)


def growth(path: Path, scale: Scale) -> Result:
    """How much a year adds to the file."""
    with create_store(path) as store:
        before = path.stat().st_size
        fill(store, LAST - timedelta(days=scale.days), LAST, scale.inspections)
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    added = (path.stat().st_size - before) / 1e6
    return Result(f"62 个站点每天访问 48 次，记 {scale.days} 天", f"{added:.0f} MB", "不超过 120 MB", added <= 120)


def the_week(path: Path, scale: Scale) -> Result:
    """All sites' week after three years."""
    with open_store(path) as store:
        three_years(store, scale.history)
    with open_store(path, readonly=True) as store:
        now, slots = day_start(LAST) + DAY_SECONDS - 1, dict.fromkeys(range(1, SITES + 1), SLOTS)
        took = statistics.median(wall(lambda: week(store.read, now, slots)) for _ in range(scale.looped)) * 1000
        assert len(week(store.read, now, slots)) == SITES
    return Result("三年以后看所有站点的一周", f"{took:.1f} 毫秒", "不超过 5 毫秒", took <= 5)


def waits(path: Path, scale: Scale) -> Result:
    """Another process saves ledger records while the monitor books 2,000 visits in sweeps and then cleans a year."""
    chance = random.Random(9)
    visits = visits_of_day(LAST + timedelta(days=1), chance)[:2000]
    command = [sys.executable, "-c", WAITER, str(path), str(1.5 * scale.cleaning), str(time.time())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as waiter:
        assert waiter.stdout is not None
        waiter.stdout.readline()
        held = _booked_and_cleaned(path, visits, scale.cleaning)
        worst = float(waiter.stdout.readline()) * 1000
    measured = f"{worst:.0f} 毫秒（清理最长的一步 {held * 1000:.0f} 毫秒）"
    return Result("清理时别人登记最久的等待", measured, "不超过 50 毫秒", worst <= 50)


def _booked_and_cleaned(path: Path, visits: list[Visit], seconds: float) -> float:
    """Book the visits in sweeps, then clean for so long; the longest step of cleaning, in seconds."""
    held = 0.0
    with open_store(path) as store:
        for start in range(0, len(visits), SITES):
            with store.write() as writer:
                record_visits(writer, visits[start : start + SITES])
            time.sleep(PAUSE)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            held = max(held, wall(lambda: _clean(store)))
            time.sleep(PAUSE)
    return held


def _clean(store: Store) -> int:
    with store.write() as writer:
        return clean_step(writer, day_start(LAST - timedelta(days=30)))


def cleaned(path: Path, scale: Scale) -> Result:
    """What the file is after all but a month has been cleaned away."""
    with open_store(path) as store:
        full, pages = path.stat().st_size / 1e6, 0
        while _clean(store):
            pass
        began = time.perf_counter()
        pages = shrink(store)
        took = time.perf_counter() - began
        store.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    left = path.stat().st_size / 1e6
    measured = f"{full:.0f} MB 变成 {left:.0f} MB（{took:.1f} 秒还掉 {pages:,} 页）"
    return Result("清掉一年里的十一个月以后的文件", measured, "不超过三分之一", left <= full / 3)


def results(folder: Path, scale: Scale) -> Iterator[Result]:
    """Every promise about the monitor's store, in order."""
    path = folder / "watch.db"
    for measure in (growth, the_week, waits, cleaned):
        yield measure(path, scale)
