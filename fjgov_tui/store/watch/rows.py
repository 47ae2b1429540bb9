"""What the monitor's tables share: harmless text, days, and a row written or read by its columns' names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from fjgov_tui.clock import BEIJING, DAY_SECONDS, day_start
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import sqlite3

Value = str | int | float | bytes | None
"""What SQLite stores."""
Row = dict[str, Value]
_OFFSET = int((BEIJING.utcoffset(None) or timedelta()).total_seconds())


def day_span(first: date, last: date) -> tuple[int, int]:
    """The Unix seconds from the beginning of the first date up to, not including, the end of the last."""
    return day_start(first), day_start(last) + DAY_SECONDS


def day_number(moment: int) -> int:
    """Beijing dates counted through, for what need be known to the day only."""
    return (moment + _OFFSET) // DAY_SECONDS


def put(connection: sqlite3.Connection, table: str, row: Mapping[str, Value]) -> None:
    """Write a row, in place of the one with the same primary key."""
    names = ", ".join(map(name_sql, row))
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT OR REPLACE INTO {name_sql(table)} ({names}) VALUES ({marks})", list(row.values()))


def select(connection: sqlite3.Connection, sql: str, given: tuple[Value, ...] = ()) -> list[Row]:
    """The rows that a statement yields, by the names of its columns."""
    cursor = connection.execute(sql, given)
    names = [str(column[0]) for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def number(value: Value) -> int:
    """A column that always holds a number."""
    return int(value or 0)


def maybe(value: Value) -> int | None:
    """A column that may hold a number."""
    return None if value is None else int(value)


def maybe_day(value: Value) -> date | None:
    """A column that may hold a date."""
    return None if value is None else date.fromisoformat(str(value))


def maybe_flag(value: Value) -> bool | None:
    """A column that may hold yes or no."""
    return None if value is None else bool(value)
