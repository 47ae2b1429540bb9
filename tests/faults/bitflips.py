"""How much of what a failing disk changes does `fjgov verify` see? One random bit turned, again and again.

`python -m tests.faults.bitflips 1000` says the figure that docs/审计链与核验.md states. A turned bit counts as content
where a row of a table, or the statement that made it, reads differently or not at all.
"""

from __future__ import annotations

import hashlib
import lzma
import random
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import RecordId
from fjgov_tui.store import open_store, verify
from tests.files.freeze import FOLDER

SEED = 20261126


@dataclass
class Tally:
    """What became of the flips."""

    flips: int = 0
    content: int = 0
    """Flips that changed content."""
    seen: int = 0
    """Flips that verification saw, whatever they changed."""
    content_seen: int = 0
    """Flips that changed content and were seen."""
    sqlite_seen: int = 0
    """Flips that changed content and that SQLite's own check would have seen by itself."""
    missed: list[int] | None = None
    """Places of those that changed content and were not seen."""

    @property
    def share(self) -> float:
        """Of the flips that changed content, those that were seen, in per cent."""
        return 100 * self.content_seen / max(self.content, 1)


def base_file(folder: Path) -> Path:
    """A file with ledgers, trail, drafts, tags and what a monitor saw, brought to this release and closed."""
    path = folder / "base.db"
    path.write_bytes(lzma.decompress((FOLDER / "0.1.0-7e8e1743.db.xz").read_bytes()))
    open_store(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    return path


def fill(path: Path, people: int) -> None:
    """Put people into the file, so that content takes most of its pages, as in a county's file."""
    with open_store(path) as store, store.write("填充") as writer:
        for number in range(people):
            writer.save(LEDGERS["person"], {"name": f"张{number}", "unit": RecordId(1), "note": f"第 {number} 人"})


def content(path: Path) -> str:
    """A digest of everything that the file says; empty where it cannot be read to its end."""
    said = hashlib.sha256()
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            schema = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
            said.update(repr(schema).encode())
            for kind, name, _ in schema:
                if kind == b"table":
                    rows = connection.execute(f'SELECT * FROM "{name.decode()}"').fetchall()
                    said.update(repr(sorted(map(repr, rows))).encode())
    except (sqlite3.Error, UnicodeDecodeError, ValueError, OverflowError):
        return ""
    return said.hexdigest()


def seen(path: Path, *, whole: bool = True) -> bool:
    """Whether the program notices: it will not open the file, or verification finds something.

    Args:
        path: the file.
        whole: everything is verified; else SQLite's own check alone, which is all that can tell of such a file that
            every row of it reads as before.
    """
    try:
        with open_store(path, readonly=True, any_schema=True, untouched=True) as store:
            return not verify(store.db).ok if whole else seen_by_sqlite(path)
    except FjgovError:
        return True


def seen_by_sqlite(path: Path) -> bool:
    """Whether SQLite's own check of the whole file would notice."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):
        return True


def turn(source: Path, folder: Path, times: int, seed: int = SEED) -> Tally:
    """Turn one bit of a fresh copy, so many times.

    Args:
        source: the sound file.
        folder: where copies may lie.
        times: how often.
        seed: of the places.
    """
    tally, places = Tally(missed=[]), random.Random(seed)
    whole, before = source.read_bytes(), content(source)
    copy = folder / "flipped.db"
    shutil.copy(source, copy)
    for _ in range(times):
        place, bit = places.randrange(len(whole)), places.randrange(8)
        with copy.open("r+b") as file:
            file.seek(place)
            file.write(bytes([whole[place] ^ (1 << bit)]))
        changed = content(copy) != before
        noticed = seen(copy, whole=changed)
        tally.flips += 1
        tally.content += changed
        tally.seen += noticed
        tally.content_seen += changed and noticed
        tally.sqlite_seen += changed and seen_by_sqlite(copy)
        if changed and not noticed and tally.missed is not None:
            tally.missed.append(place)
        with copy.open("r+b") as file:
            file.seek(place)
            file.write(whole[place : place + 1])
    return tally


def main() -> None:
    """Print the figures."""
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = base_file(folder)
        fill(source, 2500)
        tally = turn(source, folder, times)
        size = source.stat().st_size
    changed = f"{tally.content} changed content ({tally.content / tally.flips:.1%})"
    sys.stdout.write(
        f"{size:,} bytes, {tally.flips} flips, {changed}\n"
        f"seen: {tally.content_seen} of {tally.content} that changed content, {tally.share:.1f} %\n"
        f"by SQLite's own check alone: {tally.sqlite_seen}; "
        f"seen of all: {tally.seen / tally.flips:.1%}; missed at {tally.missed}\n"
    )


if __name__ == "__main__":
    main()
