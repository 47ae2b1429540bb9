"""Is the log beside a file plainly its own? Answered by what the log changes, so that a crash costs no reading of all.

The file as it stands without its log is attached to the one with it: where both say the same, the log has no part in
it, and it is `verify` that looks at such rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fjgov_tui.store import trail
from fjgov_tui.store.carried import FileLedger, carried
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.since import fits_last, touched
from fjgov_tui.store.sqlite import Handle, sqlite3

OVERLAP = 64
"""So many entries from before the log are walked with those that it adds."""


def is_plainly_own(path: Path, *, walked: int) -> bool:
    """Whether the log goes on where the file ends, the two together are sound, and the trail has what it changes.

    Args:
        path: a file with a log beside it.
        walked: of the trail's newest entries, at most so many are walked.

    Returns:
        False where it is not plain, which says nothing yet: the file without the log may be unreadable by itself.
    """
    uri = path.absolute().as_uri()
    try:
        with closing(sqlite3.connect(f"{uri}?mode=ro", uri=True)) as connection:
            db = Handle(connection)
            db.execute("ATTACH ? AS alone", [f"{uri}?mode=ro&immutable=1"])
            return _goes_on(db, walked) and _same_declarations(db) and all(_booked(db))
    except (sqlite3.DatabaseError, ValueError):
        return False


def _goes_on(db: Handle, walked: int) -> bool:
    files = [db.execute(f"SELECT value FROM {part}.meta WHERE name = 'file'").fetchone() for part in ("main", "alone")]
    before = db.execute("SELECT seq, hash FROM alone.trail ORDER BY seq DESC LIMIT 1").fetchone()
    last = trail.head(db)
    if files[0] != files[1] or before is None or not trail.contains(db, trail.Head(int(before[0]), str(before[1]))):
        return False
    if int(db.execute("SELECT count(*) FROM main.trail").fetchone()[0]) != last.seq:
        return False
    after = max(0, last.seq - walked, int(before[0]) - OVERLAP)
    sound = [str(row[0]) for row in db.execute("PRAGMA main.quick_check(1)")] == ["ok"]
    return sound and trail.first_break(db, after=after) is None


def _same_declarations(db: Handle) -> bool:
    asked = (f"SELECT name, sql FROM {part}.sqlite_master ORDER BY name, sql" for part in ("main", "alone"))
    with_log, alone = (db.execute(sql).fetchall() for sql in asked)
    return with_log == alone


def _booked(db: Handle) -> Iterator[bool]:
    """For each record that the log changes, or says to have changed: whether it is as its last entry says."""
    there, booked = tables(db), touched(db, int(db.execute("SELECT max(seq) FROM alone.trail").fetchone()[0]))
    for ledger in carried(db):
        if ledger.name in there:
            names = (*ledger.was, ledger.name)
            numbers = _changed(db, ledger).union(*(booked.get(name, set()) for name in names))
            yield from (fits_last(db, ledger, number) for number in numbers)


def _changed(db: Handle, ledger: FileLedger) -> set[int]:
    """The numbers of the rows that are not the same in both, or not in both."""
    table = name_sql(ledger.name)
    columns = [name_sql(str(row[1])) for row in db.execute(f"PRAGMA main.table_info({table})")]
    with_log, alone = (", ".join(f"{part}.{column}" for column in columns) for part in ("m", "a"))
    rows = db.execute(
        f"SELECT m.id FROM main.{table} m LEFT JOIN alone.{table} a ON a.id = m.id WHERE ({with_log}) IS NOT ({alone})"
        f" UNION ALL SELECT id FROM alone.{table} WHERE id NOT IN (SELECT id FROM main.{table})"
    )
    return {int(row[0]) for row in rows}
