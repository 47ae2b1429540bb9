"""The store for a program with an event loop: threads that read, study and write, none that blocks a screen."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from fjgov_tui.clock import Clock, beijing_day, utc_now
from fjgov_tui.errors import NotAllowed, StoreProblem
from fjgov_tui.files import FileIdentity, identity_of
from fjgov_tui.store.actor import current_actor
from fjgov_tui.store.engine import broken
from fjgov_tui.store.keys import Keyring
from fjgov_tui.store.opening import open_store
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.right_of_way import STEPS, Courtesy, RightOfWay
from fjgov_tui.store.sqlite import sqlite3
from fjgov_tui.store.store import Store

if TYPE_CHECKING:
    from fjgov_tui.store.past import PastFile

T = TypeVar("T")

KEPT_ANSWERS = 5
"""Answers of long questions that are kept; a county's audit holds its findings, which are not small."""

Desk = Literal["read", "study", "write"]
"""Where a question or a change is worked on; each has a thread and a connection of its own."""


class AsyncStore:
    """Runs questions and changes on threads of their own, each with a connection of its own.

    A question that is cancelled before its turn is never asked, so that a filter typed quickly costs one query.
    """

    def __init__(
        self,
        path: Path,
        *,
        readonly: bool = False,
        clock: Clock = utc_now,
        as_program: bool = False,
        as_of: date | None = None,
    ) -> None:
        """Remember what to open; the connections are opened on first use, on their own threads.

        Args:
            path: an existing ledger file.
            readonly: refuse every change.
            clock: the present moment.
            as_program: as in `open_store`.
            as_of: show the file as it stood at the end of this Beijing day, to read alone; its clock stands still.
        """
        self._as_program = as_program
        self.path = path
        self.readonly = readonly or as_of is not None
        self.as_of = as_of
        """The day at whose end the content stood so (状态截至); `None` for the file as it is."""
        self._past: PastFile | None = None
        self.refusal: NotAllowed | None = None
        """Why the user may only read, where roles say so."""
        self._clock = clock
        self.actor = current_actor()
        self.keys = Keyring()
        """Where the key of encrypted fields is, once somebody has given the passphrase; gone with the program."""
        self.closing = threading.Event()
        """Set when the program ends; a long change that sees it gives up, and so is rolled back."""
        self.way = RightOfWay()
        """Whose turn it is where the screen and a long question want the interpreter at once."""
        self._threads: dict[Desk, ThreadPoolExecutor] = {
            "write": ThreadPoolExecutor(1, "fjgov-write"),
            "study": ThreadPoolExecutor(1, "fjgov-study"),
            "read": ThreadPoolExecutor(1, "fjgov-read"),
        }
        self._stores: dict[Desk, Store] = {}
        self._first: Desk = "read"
        self._identity: FileIdentity | None = None
        self._answers: dict[Hashable, tuple[int, object]] = {}
        """What was studied, with the version of the file at which it was asked; for the studying thread alone."""

    def open(self, telling: Callable[[str], None] | None = None) -> None:
        """Open the file now, so that a failure is told before anything is drawn.

        Args:
            telling: as in `open_store`; called on another thread.

        Raises:
            StoreProblem: it cannot be opened as asked.
        """
        at = self._first = "read" if self.readonly else "write"
        # Whose roles let him read alone has the same screens as somebody who opens it read-only.
        store = self._threads[at].submit(self._store, at, telling).result()
        self.readonly, self.refusal = store.readonly, store.refusal

    def clock(self) -> datetime:
        """The present moment; of a past day its last one."""
        return self._clock() if self._past is None else self._past.clock()

    def present(self) -> datetime:
        """The present moment, also where a past day is looked at: when a paper is printed."""
        return self._clock()

    async def can_look_at(self, day: date) -> None:
        """Whether the file can be looked at as it stood on a day.

        Raises:
            InputProblem: it did not exist yet, or the day has not come.
        """
        from fjgov_tui.store.past import refuse_day

        await self.read(lambda reader: refuse_day(reader.db, day, beijing_day(self._clock())))

    def _store(self, at: Desk, telling: Callable[[str], None] | None = None) -> Store:
        """The store of the calling thread, which is that desk's."""
        if at not in self._stores:
            store = self._opened(at, telling) if self.as_of is None else self._as_it_stood(self.as_of)
            if at == "study":
                store.db.give_way = courtesy = Courtesy(self.way)
                store.db.conn.set_progress_handler(courtesy, STEPS)
            self._stores[at] = store
        return self._stores[at]

    def _opened(self, at: Desk, telling: Callable[[str], None] | None) -> Store:
        """The file as it is."""
        return open_store(
            self.path,
            readonly=self.readonly or at != "write",
            actor=self.actor,
            clock=self.clock,
            untouched=self.readonly,
            as_program=self._as_program,
            keys=self.keys,
            telling=telling,
        )

    def _as_it_stood(self, day: date) -> Store:
        """The file at the end of a day, made once; whoever opens it does so alone, before anybody else asks."""
        if self._past is None:
            from fjgov_tui.store.past import past_file

            with open_store(self.path, readonly=True, clock=self._clock, untouched=True, keys=self.keys) as store:
                self._past = past_file(store, day)
        return self._past.opened(self.path, actor=self.actor, keys=self.keys)

    def _as_sentence(self, work: Callable[[], T]) -> T:
        """Do it; what SQLite says against it, and a stored value that its type cannot read, become a sentence."""
        try:
            return work()
        except (sqlite3.Error, ValueError) as error:
            raise broken(self.path, error) from error

    async def read(self, question: Callable[[Reader], T]) -> T:
        """Ask a question on the reading thread.

        Raises:
            FjgovError: whatever the question raises, or why the file cannot be read.
        """
        work = self._threads["read"].submit(self._as_sentence, lambda: question(self._store("read").read))
        return await asyncio.wrap_future(work)

    async def read_first(self, question: Callable[[Reader], T]) -> T:
        """Ask where the file is open already: to open it once more takes longer than to count what it holds.

        For the first screen alone: behind a change that takes its time, nobody would get an answer.

        Raises:
            FjgovError: as `read`.
        """
        at = self._first if self._first in self._stores else "read"
        work = self._threads[at].submit(self._as_sentence, lambda: question(self._store(at).read))
        return await asyncio.wrap_future(work)

    async def study(self, question: Callable[[Reader], T]) -> T:
        """Ask a question that takes its time, as the rulebook does, beside the reading thread: no list waits for it.

        Raises:
            FjgovError: as `read`.
        """
        work = self._threads["study"].submit(self._as_sentence, lambda: question(self._store("study").read))
        return await asyncio.wrap_future(work)

    async def study_once(self, name: Hashable, question: Callable[[Reader], T]) -> T:
        """As `study`; while nobody has written, a question that was answered is not worked out again.

        Args:
            name: tells the question from others, with everything besides the file on which its answer rests.
            question: reads the file alone, and the clock not at all.

        Raises:
            FjgovError: as `read`.
        """

        def ask(reader: Reader) -> T:
            version = reader.data_version()
            known = self._answers.get(name)
            if known is None or known[0] != version:
                known = version, question(reader)
                self._answers.pop(name, None)
                self._answers[name] = known
                for oldest in list(self._answers)[:-KEPT_ANSWERS]:
                    del self._answers[oldest]
            return cast("T", known[1])

        return await self.study(ask)

    async def write(self, change: Callable[[Store], T]) -> T:
        """Make a change on the writing thread; its transactions are the change's own business.

        Raises:
            FjgovError: whatever the change raises, or why the file cannot be written.
        """
        work = self._threads["write"].submit(self._as_sentence, lambda: change(self._store("write")))
        return await asyncio.wrap_future(work)

    async def version(self) -> int:
        """A number that differs from the last answer when somebody has written.

        Raises:
            StoreProblem: the file that was opened is no longer at its place, or cannot be read.
        """
        return await self.read(self._version)

    def _version(self, reader: Reader) -> int:
        try:
            identity = identity_of(self.path)
        except OSError as error:
            raise self._gone() from error
        if identity is None or identity != (self._identity or identity):
            raise self._gone()
        self._identity = identity
        return reader.data_version()

    def _gone(self) -> StoreProblem:
        return StoreProblem(
            "数据库文件在打开之后被替换、移走或删除了，看到的是旧内容",
            where=str(self.path),
            remedy="请退出后重新打开，再核对数据",
        )

    async def close(self) -> None:
        """Close the connections on their own threads; a change under way ends first, by itself or undone."""
        self.closing.set()
        for at, pool in self._threads.items():
            await asyncio.wrap_future(pool.submit(self._close, at))
            pool.shutdown(wait=False)

    def _close(self, at: Desk) -> None:
        store = self._stores.pop(at, None)
        if store is not None:
            store.close()
