"""An open ledger file: read it, and write it in short transactions."""

from __future__ import annotations

import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from fjgov_tui.clock import Clock, beijing_day, instant
from fjgov_tui.errors import BusyProblem, NotAllowed, ReadOnlyProblem, StoreProblem, UnknownOutcome, system_reason
from fjgov_tui.files import FileIdentity, identity_of
from fjgov_tui.store import trail
from fjgov_tui.store.actor import Actor, current_actor
from fjgov_tui.store.engine import begin_fairly, broken
from fjgov_tui.store.keys import Keyring
from fjgov_tui.store.permissions import Permissions
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.schema import schema_digest
from fjgov_tui.store.sqlite import Handle, WritingConnection, sqlite3
from fjgov_tui.store.steps import SCHEMA, earlier_schemas, fact
from fjgov_tui.text import clean

if TYPE_CHECKING:
    from fjgov_tui.store.drafts import Drafts
    from fjgov_tui.store.records import Writer
    from fjgov_tui.store.seals import Sealing


class Store:
    """An open ledger file. Belongs to the thread that opened it, like the connection inside."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        readonly: bool,
        actor: Actor | None,
        clock: Clock,
        as_program: bool = False,
        keys: Keyring | None = None,
    ) -> None:
        """Use `opening.open_store` or `opening.create_store` instead."""
        self.path = path
        self.readonly = readonly
        self.refusal: NotAllowed | None = None
        """Why this actor may write nothing, where roles say so."""
        self.actor = actor or current_actor()
        self.clock = clock
        self.db = Handle(connection, path, keys)
        self.read = Reader(self.db)
        self._sealing: Sealing | None = None
        self._as_program = as_program
        self._identity = _identity(path)
        self._schema = schema_digest()

    def close(self) -> None:
        """Give the connection back; the last one to close folds the write-ahead log into the file."""
        self.db.conn.close()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give the connection back, also after an error."""
        self.close()

    @property
    def upgraded(self) -> bool:
        """Whether an earlier release wrote the file once."""
        return bool(earlier_schemas(self.db))

    @contextmanager
    def write(self, reason: str = "", operation: str = "") -> Generator[Writer]:
        """One transaction: everything in the block is written, or nothing.

        Args:
            reason: why, for the trail; may be empty.
            operation: an id that the caller keeps while it may try again; the same one is never booked twice.

        Raises:
            ReadOnlyProblem: the file was opened read-only.
            BusyProblem: another process held the lock for ten seconds.
            NotAllowed: the actor's roles do not reach so far; nothing is written.
            UnknownOutcome: an I/O error at commit; the same `operation` may be tried again safely.
            StoreProblem: the file was replaced, the disk is full, or SQLite refused.
        """
        from fjgov_tui.store.records import Writer

        self._writable("文件是只读打开的，不能修改", "请去掉 --readonly 再打开")
        self._same_file()
        batch, at = operation or uuid.uuid4().hex, instant(self.clock())
        self._begin()
        try:
            self._same_schema()
            booked = self.db.execute("SELECT count(*) FROM trail WHERE batch = ?", [batch]).fetchone()[0]
            if booked:
                raise StoreProblem("这次保存其实已经成功，没有重复登记", remedy="请刷新后核对")
            booking = trail.TrailWriter(self.db, self.actor.json(), at, batch, clean(reason))
            permissions = None if self._as_program else self.permissions()
            yield Writer(self.db, booking, self.actor.name, at, permissions)
            if permissions is not None:
                permissions.settle()
        except sqlite3.Error as error:
            self._rollback()
            raise self._explain(error) from error
        except BaseException:
            self._rollback()
            raise
        self._commit()

    @contextmanager
    def drafts(self) -> Generator[Drafts]:
        """One transaction over this user's unfinished forms; they are no ledger facts and leave no trail.

        Raises:
            ReadOnlyProblem: the file was opened read-only.
            StoreProblem: as for `write`.
        """
        from fjgov_tui.store.drafts import Drafts

        with self.remarks("文件是只读打开的，不能存草稿") as db:
            yield Drafts(db, self.actor.name, instant(self.clock()))

    @contextmanager
    def remarks(self, refusal: str = "文件是只读打开的，没有写入") -> Generator[Handle]:
        """One transaction over what is no fact of a ledger, and so leaves no trail.

        Args:
            refusal: what is said where the file was opened read-only.

        Raises:
            ReadOnlyProblem: the file was opened read-only.
            StoreProblem: as for `write`.
        """
        self._writable(refusal)
        self._same_file()
        self._begin()
        try:
            self._same_schema()
            yield self.db
        except sqlite3.Error as error:
            self._rollback()
            raise self._explain(error) from error
        except BaseException:
            self._rollback()
            raise
        self._commit()

    def permissions(self) -> Permissions:
        """What the actor may write today.

        Raises:
            sqlite3.Error: the roles cannot be read.
        """
        return Permissions(self.db, self.actor, self.path, beijing_day(self.clock()))

    def heed_roles(self) -> None:
        """Somebody who may only read opens it to read.

        Raises:
            sqlite3.Error: the roles cannot be read.
        """
        permissions = self.permissions()
        if permissions.only_reads and not self._as_program:
            self.readonly, self.refusal = True, permissions.no_writer()

    def _writable(self, refusal: str, remedy: str = "") -> None:
        if self.refusal is not None:
            raise self.refusal
        if self.readonly:
            raise ReadOnlyProblem(refusal, where=str(self.path), remedy=remedy)

    def _same_file(self) -> None:
        if _identity(self.path) != self._identity:
            raise StoreProblem(
                "数据库文件在打开之后被替换或删除了，没有写入",
                where=str(self.path),
                remedy="请退出后重新打开，再核对数据",
            )

    def _same_schema(self) -> None:
        if fact(self.db, SCHEMA) != self._schema:
            raise StoreProblem(
                "数据库文件已被新版本的程序升级，没有写入", where=str(self.path), remedy="请退出后用新版本重新打开"
            )

    def _begin(self) -> None:
        from fjgov_tui.store.seals import Sealing

        try:
            if self._sealing is None:
                # What may be written was opened by `connect`.
                self._sealing = Sealing(cast(WritingConnection, self.db.conn))
            begin_fairly(self.db.conn)
            self._sealing.begin()
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def _rollback(self) -> None:
        if self.db.conn.in_transaction:
            self.db.conn.execute("ROLLBACK")

    def _commit(self) -> None:
        try:
            if self._sealing is not None:
                self._sealing.settle()
            self.db.conn.execute("COMMIT")
        except sqlite3.Error as error:
            self._rollback()
            if "FOREIGN KEY" in str(error):
                raise StoreProblem("有记录指向不存在的编号，全部没有写入", remedy="请把这句话报给维护人员") from error
            if "I/O error" in str(error):
                raise UnknownOutcome(
                    "写盘时出错，这次保存是否成功不能确定",
                    where=str(self.path),
                    remedy="请刷新核对后再决定是否重存；同一次保存不会登记两遍",
                ) from error
            raise self._explain(error) from error

    def _explain(self, error: sqlite3.Error) -> StoreProblem:
        text, where = str(error), str(self.path)
        if "locked" in text or "busy" in text:
            from fjgov_tui.store.holding import holder

            who = holder(self.path) or "另一个程序一直在写这个文件"
            return BusyProblem(f"{who}，等了 10 秒", where=where, remedy="请等它结束再试；没有写入")
        if "full" in text:
            return StoreProblem("磁盘满了，没有写入", where=where, remedy="请清出空间后再试")
        if "readonly" in text or "read-only" in text:
            return ReadOnlyProblem("文件或所在文件夹不可写，没有写入", where=where, remedy="请检查权限")
        if "I/O error" in text:
            return StoreProblem("写盘时出错，没有写入", where=where, remedy="请检查磁盘空间和硬盘状况后再试")
        return broken(self.path, error)


def _identity(path: Path) -> FileIdentity | None:
    try:
        return identity_of(path)
    except OSError as error:
        raise StoreProblem(f"看不到数据库文件（{system_reason(error)}）", where=str(path)) from error
