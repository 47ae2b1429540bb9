"""Where results wait when the database cannot take them: a journal beside the file, booked later, each batch once.

A database that is locked, full or broken says nothing about the sites: what was measured is kept as it was, line by
line, and booked in order when the file can be written again.
"""

from __future__ import annotations

import json
import os
import time
import uuid
import zlib
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import field
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import StoreProblem
from fjgov_tui.files import regular
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.codec import decode, encode
from fjgov_tui.observed.visits import Visit
from fjgov_tui.store.watch.cleaning import PAUSE

IN_MEMORY = 2_000
"""Batches that are held while even the journal cannot be written; of more, the oldest are given up: 未测."""
PATIENCE = 3
"""Rounds in which a batch may fail while a later one succeeds, before it is set aside."""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What is booked in one transaction."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Claimed with `store.watch.process.claim_batch`, so that it is never booked twice."""
    at: int
    """Unix seconds at which it was closed."""
    visits: tuple[Visit, ...] = ()
    results: tuple[Result, ...] = ()


def journal_path(database: Path) -> Path:
    """Where a file's journal lies: beside it."""
    real = database.resolve()
    return real.with_name(f"{real.name}.monitor-journal")


def aside_path(database: Path) -> Path:
    """Where lines of the journal go that cannot be read or booked."""
    journal = journal_path(database)
    return journal.with_name(f"{journal.name}.bad")


def waiting_batches(database: Path) -> int:
    """How many batches wait beside a file to be booked.

    Raises:
        OSError: the journal cannot be read.
    """
    try:
        with regular(journal_path(database)) as file:
            return sum(1 for line in file if line.strip())
    except FileNotFoundError:
        return 0


class Spill:
    """Batches that wait to be booked. Belongs to the monitor's writing thread."""

    def __init__(self, database: Path) -> None:
        """Look for what an earlier monitor left.

        Args:
            database: the ledger file.
        """
        self.path = journal_path(database)
        self.aside = aside_path(database)
        self.given_up = 0
        """Batches that could be kept nowhere; their slots are 未测."""
        self.set_aside = 0
        """Lines that could not be read, or batches that the database takes never."""
        self._memory: deque[Batch] = deque()
        self._failed: Counter[str] = Counter()
        read = self._journal()
        if read is not None and read[1] and self._put_aside(read[1]):
            self._keep_only(read[0])

    def waiting(self) -> bool:
        """Whether anything waits to be booked."""
        return bool(self._memory) or _size(self.path) > 0

    def keep(self, batch: Batch) -> None:
        """Keep a batch: in the journal, or in memory while that cannot be written either. Never fails."""
        self._memory.append(batch)
        self._write_down()
        while len(self._memory) > IN_MEMORY:
            self._memory.popleft()
            self.given_up += 1

    def replay(self, book: Callable[[Batch], None], seconds: float = 5.0) -> int:
        """Book what waits, in order, as far as the database takes it and the time reaches.

        Args:
            book: books one batch in a transaction of its own, unless its id was claimed before.
            seconds: how long at most, but for the batch under way; the rest waits for the next time.

        Returns:
            How many batches were booked.
        """
        read = self._journal()
        batches, torn = read or ([], [])
        booked, left = self._write_waiting([*batches, *self._memory], book, time.monotonic() + seconds)
        hopeless = [batch for batch in left if booked and self._failed[batch.id] >= PATIENCE]
        if (booked or torn) and self._put_aside([*torn, *map(_line, hopeless)]):
            kept = [batch for batch in left if not booked or self._failed[batch.id] < PATIENCE]
            if read is None:  # Something lies there that cannot be read now: it is not to be lost.
                self._memory = deque(kept)
            else:
                self._keep_only(kept)
        return booked

    def _write_waiting(
        self, waiting: Sequence[Batch], book: Callable[[Batch], None], until: float
    ) -> tuple[int, list[Batch]]:
        """Book one after the other; how many were taken, and those that were not."""
        booked, in_row, left = 0, 0, list[Batch]()
        for place, batch in enumerate(waiting):
            if in_row == 2 or (place and time.monotonic() > until):
                return booked, [*left, *waiting[place:]]
            try:
                book(batch)
            except StoreProblem:
                self._failed[batch.id] += 1
                left.append(batch)
                in_row += 1
            else:
                booked, in_row = booked + 1, 0
                time.sleep(PAUSE)
        return booked, left

    def _keep_only(self, left: Sequence[Batch]) -> None:
        """Make the journal anew; where that fails the old one stays, and its batches are known by their ids."""
        rough = self.path.with_name(f"{self.path.name}.tmp")
        try:
            if left:
                _append(rough, b"".join(map(_line, left)), fresh=True)
                rough.replace(self.path)
            else:
                self.path.unlink(missing_ok=True)
        except OSError:
            rough.unlink(missing_ok=True)
            return
        self._memory.clear()

    def _write_down(self) -> None:
        while self._memory:
            try:
                _append(self.path, _line(self._memory[0]))
            except OSError:
                return
            self._memory.popleft()

    def _journal(self) -> tuple[list[Batch], list[bytes]] | None:
        """The batches of the journal, and the lines that are torn or damaged; `None` where it cannot be read."""
        try:
            with regular(self.path) as file:
                lines = file.readlines()
        except FileNotFoundError:
            return [], []
        except OSError:
            return None
        entries = [(line, _read(line)) for line in lines if line.strip()]
        return [batch for _, batch in entries if batch is not None], [line for line, batch in entries if batch is None]

    def _put_aside(self, lines: Sequence[bytes]) -> bool:
        """Keep lines that cannot be read or booked in a file of their own; whether they are safe there."""
        if lines:
            try:
                _append(self.aside, b"".join(line.rstrip(b"\n") + b"\n" for line in lines))
            except OSError:
                return False
            self.set_aside += len(lines)
        return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _line(batch: Batch) -> bytes:
    """A checksum and the batch, on one line of ASCII."""
    payload = json.dumps(encode(batch), separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(payload), payload)


def _read(line: bytes) -> Batch | None:
    """The batch of a whole line; `None` of any other."""
    checksum, _, payload = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or checksum != b"%08x" % zlib.crc32(payload):
        return None
    try:
        return decode(Batch, json.loads(payload))
    except ValueError:
        return None


def _append(path: Path, data: bytes, *, fresh: bool = False) -> None:
    """Write at the end and wait for the disk; on failure the file is as it was.

    Raises:
        OSError: it cannot be written.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0) | (os.O_TRUNC if fresh else 0)
    handle = os.open(path, flags, 0o600)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        if size and os.pread(handle, 1, size - 1) != b"\n":
            data = b"\n" + data  # A line that was torn by a crash stays a line of its own.
        try:
            written = 0
            while written < len(data):
                written += os.write(handle, data[written:])
            os.fsync(handle)
        except OSError:
            os.ftruncate(handle, size)
            raise
    finally:
        os.close(handle)
