"""What the audit costs against bare SQL, and how it grows from one demo county in a file to forty."""

from __future__ import annotations

import math
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.dashboard import county
from benchmarks.measure import Result, cpu, pairs, ratio_result, shown
from benchmarks.scale import Scale
from fjgov_tui.audit import Facts, answers
from fjgov_tui.clock import beijing_day
from fjgov_tui.demo import build_demo
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import FieldType
from fjgov_tui.reports.audit import audit, audit_as_stood
from fjgov_tui.store import Selection, Store, create_store, open_store
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import sqlite3

APART = 10_000_000
"""By so much the numbers of the records of one county differ from those of the next."""
CHANGED = 5
"""Records of each of five ledgers that are changed on a day of work."""
_ONCE = {"setting", "schedule", "indicator_points", "source", "bulletin"}
"""Ledgers that a file has once, however many counties there are."""


def multiply(path: Path, times: int) -> None:
    """Put the records of the one county in a file there so many times, straight into the tables.

    The trail knows nothing of them: such a file is for measuring and looking, and does not stand up to verify.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("BEGIN")
    for ledger in LEDGERS.values():
        if ledger.name not in _ONCE:
            for number in range(1, times):
                _again(connection, ledger, number)
    connection.execute("COMMIT")
    connection.close()


def _again(connection: sqlite3.Connection, ledger: Ledger, number: int) -> None:
    """One ledger's records of the first county for another one."""
    table, apart = name_sql(ledger.name), number * APART
    columns = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]
    pointing = {field.name for field, _ in ledger.references} | ({"record"} if "record" in ledger else set())
    named = {field.name for field in ledger.fields if field.unique or field.name in ledger.key}
    named = {name for name in named - pointing if ledger[name].type.sql == FieldType.sql and _free(ledger, name)}
    chosen = []
    for column in columns:
        quoted = name_sql(column)
        if column == "id" or column in pointing:
            chosen.append(f"{quoted} + {apart}")
        elif column in named:
            # At the end of an address as at the end of a name it stays what it was.
            chosen.append(f"{quoted} || '{number}'")
        else:
            chosen.append(quoted)
    listed = ", ".join(map(name_sql, columns))
    connection.execute(f"INSERT INTO {table} ({listed}) SELECT {', '.join(chosen)} FROM {table} WHERE id < {APART}")


def _free(ledger: Ledger, name: str) -> bool:
    """Whether anything may stand in the field."""
    return type(ledger[name].type).__name__ in {"Name", "Text", "LongText", "Url"}


def _costs(path: Path, today: date, rounds: int) -> tuple[float, float]:
    """Processor seconds of the audit, and of the same statements without anything else."""
    with open_store(path, readonly=True) as store:
        connection, statements = store.read.db.conn, list[str]()
        connection.set_trace_callback(statements.append)
        answers(Facts(store.read, today))
        connection.set_trace_callback(None)
        asked = [statement for statement in statements if statement.lstrip()[:6].upper() in {"SELECT", "WITH P"}]

        def bare() -> None:
            for statement in asked:
                connection.execute(statement).fetchall()

        pairs = [(cpu(lambda: answers(Facts(store.read, today))), cpu(bare)) for _ in range(rounds)]
    return min(mine for mine, _ in pairs), min(other for _, other in pairs)


def results(folder: Path, scale: Scale) -> Iterator[Result]:
    """The whole county of two years against bare SQL; the small one, multiplied."""
    today = beijing_day(datetime.now(UTC))
    whole = folder / "whole.db"
    if scale.release_years:
        with create_store(whole) as store:
            build_demo(store, today, years=scale.release_years)
    else:
        county(whole)
    mine, bare = _costs(whole, today, scale.few)
    title = f"{scale.release_years} 年信息的演示县全部核对 / 同样的行用裸 SQL 读一遍"
    yield Result(title, f"{mine / bare:.1f} 倍（{shown(mine)} 对 {shown(bare)}）", "不超过 5 倍", mine <= 5 * bare)
    yield from past(folder, scale)
    yield from _grown(folder, today, scale)
    yield from _aged(folder, today, scale)


def past(folder: Path, scale: Scale) -> Iterator[Result]:
    """A county that is kept for two months to come, asked how it stood after the first: rewound and audited twice."""
    path = folder / "kept.db"
    county(path)
    begun = now = datetime.now(UTC)
    with open_store(path, clock=lambda: now) as store:
        for day in range(1, scale.kept):
            now = begun + timedelta(days=day)
            _day_of_work(store, day)
    now = begun + timedelta(days=scale.kept)
    with open_store(path, readonly=True, clock=lambda: now) as store:
        today, asked = beijing_day(now), beijing_day(now - timedelta(days=scale.kept // 2))
        yield ratio_result(
            "审计“状态截至”一个月前的那天（照审计链还原、核对，再按现在登记的核对） / 核对今天",
            pairs(
                lambda: cpu(lambda: audit_as_stood(store.read, asked)),
                lambda: cpu(lambda: audit(store.read, today)),
                scale.few,
            ),
            3,
        )


def _day_of_work(store: Store, day: int) -> None:
    """What an office changes on a day: a few records of many ledgers."""
    with store.write() as writer:
        for name in ("unit", "person", "column", "media", "account"):
            ledger = LEDGERS[name]
            ids = writer.ids(Selection(name))
            for number in range(CHANGED):
                record = writer.record(ledger, ids[(day * CHANGED + number) % len(ids)])
                writer.save(ledger, {"note": f"第 {day} 天核对过"}, record)


def _grown(folder: Path, today: date, scale: Scale) -> Iterator[Result]:
    took, counts = dict[int, float](), scale.counties
    once = folder / "once.db"
    county(once)
    for count in counts:
        path = folder / f"{count}.db"
        shutil.copy(once, path)
        multiply(path, count)
        took[count], _ = _costs(path, today, min(3, scale.few) if count < 10 else 1)
        path.unlink()
    first, last = min(counts), max(counts)
    grown = math.log(took[last] / took[first]) / math.log(last / first)
    times = "，".join(f"{count} 个 {shown(seconds)}" for count, seconds in took.items())
    yield Result(
        f"核对的花费随县数增长，到 {last} 个县：指数", f"{grown:.2f}（{times}）", "不超过 1.05", grown <= 1.05,
        curve=tuple(took.items()), sizes="县",
    )  # fmt: skip


def _aged(folder: Path, today: date, scale: Scale) -> Iterator[Result]:
    """The county with one year of releases, with two, with three."""
    if not scale.ages:
        return
    took = dict[int, float]()
    for years in scale.ages:
        path = folder / f"aged-{years}.db"
        with create_store(path) as store:
            build_demo(store, today, years=years)
        took[years], _ = _costs(path, today, 1)
        path.unlink()
    times = "，".join(f"{years} 年 {shown(seconds)}" for years, seconds in took.items())
    yield Result("核对的花费随年数增长", times, "", None, curve=tuple(took.items()), sizes="年的信息")
