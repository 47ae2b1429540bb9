"""Is the log beside a file plainly its own? Answered by what the log changes, so that a crash costs no reading of all.

The file as it stands without its log is attached to the one with it: where both say the same, the log has no part in
it, and it is `verify` that looks at such rows. Tables of which the log has no page say the same (`log_pages`). In a
large file a page in the middle that nobody uses any more is left to `verify`, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

from fjgov_tui.store import trail
from fjgov_tui.store.carried import FileLedger, carried
from fjgov_tui.store.log_pages import Touched, touched_by
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.since import fits_last, touched
from fjgov_tui.store.sqlite import Handle, sqlite3

OVERLAP = 64
"""So many entries from before the log are walked with those that it adds."""
SMALL_BYTES = 4 << 20
"""Of a file that is no larger SQLite looks at every page: that takes no longer than to choose."""


def is_plainly_own(path: Path, log: Path, *, walked: int, small: int = SMALL_BYTES) -> bool:
    """Whether the log goes on where the file ends, the two together are sound, and the trail has what it changes.

    Args:
        path: a file that nobody has open, with a log beside it.
        log: the log.
        walked: of the trail's newest entries, at most so many are walked.
        small: up to so many bytes of a file are looked at as a whole.

    Returns:
        False where it is not plain, which says nothing yet: the file without the log may be unreadable by itself.
    """
    uri = path.absolute().as_uri()
    pages = touched_by(path, log)
    try:
        with closing(sqlite3.connect(f"{uri}?mode=ro", uri=True)) as connection:
            db = Handle(connection)
            db.execute("ATTACH ? AS alone", [f"{uri}?mode=ro&immutable=1"])
            if not _same_declarations(db) or not _goes_on(db, walked):
                return False
            names = tables(db) if pages is None else _tables_of(db, pages.roots)
            whole = pages is None or pages.free or path.stat().st_size <= small or not _without_holes(db, pages)
            return names is not None and _sound(db, names, whole=whole) and all(_booked(db, names))
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
    return trail.first_break(db, after=max(0, last.seq - walked, int(before[0]) - OVERLAP)) is None


def _same_declarations(db: Handle) -> bool:
    """Whether both have the same tables, indexes and triggers in the same places."""
    asked = [f"SELECT name, sql, rootpage FROM {part}.sqlite_master" for part in ("main", "alone")]
    counts = [db.execute(f"SELECT count(*) FROM ({sql})").fetchone() for sql in asked]
    differing = db.execute(f"SELECT EXISTS ({' EXCEPT '.join(asked)})").fetchone()
    return counts[0] == counts[1] and not differing[0]


def _without_holes(db: Handle, pages: Touched) -> bool:
    """Whether the log has every page by which it makes the file longer."""
    count = int(db.execute("PRAGMA main.page_count").fetchone()[0])
    return pages.beyond.issuperset(range(pages.count + 1, count + 1))


def _tables_of(db: Handle, roots: Collection[int]) -> frozenset[str] | None:
    """The tables to which trees belong, their indexes with them; `None` where one is nobody's."""
    rows = db.execute("SELECT rootpage, tbl_name FROM main.sqlite_master WHERE rootpage > 0")
    owners = {int(root): str(name) for root, name in rows} | {1: "sqlite_schema"}
    return frozenset(owners[root] for root in roots) if owners.keys() >= set(roots) else None


def _sound(db: Handle, names: Collection[str], *, whole: bool) -> bool:
    """Whether SQLite finds nothing wrong with the tables, or with the whole file."""
    of = ["1"] if whole else map(name_sql, sorted(names))
    return all([str(row[0]) for row in db.execute(f"PRAGMA main.quick_check({part})")] == ["ok"] for part in of)


def _booked(db: Handle, names: Collection[str]) -> Iterator[bool]:
    """For each record that the log changes, or says to have changed: whether it is as its last entry says."""
    there, booked = tables(db), touched(db, int(db.execute("SELECT max(seq) FROM alone.trail").fetchone()[0]))
    for ledger in carried(db):
        if ledger.name in there:
            numbers = set[int]().union(*(booked.get(name, set()) for name in (*ledger.was, ledger.name)))
            if ledger.name in names:
                numbers |= _changed(db, ledger)
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
