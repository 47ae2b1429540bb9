"""The one door to the SQLite file: open it, read it, write it in short transactions."""

from __future__ import annotations

import errno
import uuid
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from fjgov_tui.clock import Clock, instant, utc_now
from fjgov_tui.errors import BusyProblem, ReadOnlyProblem, StoreProblem, UnknownOutcome
from fjgov_tui.store import trail
from fjgov_tui.store.actor import Actor, current_actor
from fjgov_tui.store.drafts import Drafts
from fjgov_tui.store.engine import (
    broken,
    connect,
    connect_readonly,
    create_private,
    refuse_network_file_system,
    use_safe_journal,
)
from fjgov_tui.store.reading import Reader
from fjgov_tui.store.records import Writer
from fjgov_tui.store.sqlite import Handle, sqlite3
from fjgov_tui.store.steps import APPLICATION_ID, pending_steps, unknown_steps
from fjgov_tui.text import clean


class Store:
    """An open ledger file. Belongs to the thread that opened it, like the connection inside."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, readonly: bool, actor: Actor | None, clock: Clock
    ) -> None:
        """Use `open_store` or `create_store` instead."""
        self.path = path
        self.readonly = readonly
        self.actor = actor or current_actor()
        self.clock = clock
        self.db = Handle(connection)
        self.read = Reader(self.db)
        self._identity = _identity(path)

    def close(self) -> None:
        """Give the connection back; the last one to close folds the write-ahead log into the file."""
        self.db.conn.close()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    @contextmanager
    def write(self, reason: str = "", operation: str = "") -> Generator[Writer]:
        """One transaction: everything in the block is written, or nothing.

        Args:
            reason: why, for the trail; may be empty.
            operation: an id that the caller keeps while it may try again; the same one is never booked twice.

        Raises:
            ReadOnlyProblem: the file was opened read-only.
            BusyProblem: another process held the lock for ten seconds.
            UnknownOutcome: an I/O error at commit; the same `operation` may be tried again safely.
            StoreProblem: the file was replaced, the disk is full, or SQLite refused.
        """
        if self.readonly:
            raise ReadOnlyProblem("文件是只读打开的，不能修改", where=str(self.path), remedy="请去掉 --readonly 再打开")
        self._same_file()
        batch, at = operation or uuid.uuid4().hex, instant(self.clock())
        self._begin()
        try:
            booked = self.db.execute("SELECT count(*) FROM trail WHERE batch = ?", [batch]).fetchone()[0]
            if booked:
                raise StoreProblem("这次保存其实已经成功，没有重复登记", remedy="请刷新后核对")
            booking = trail.TrailWriter(self.db, self.actor.json(), at, batch, clean(reason))
            yield Writer(self.db, booking, self.actor.name, at)
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
        if self.readonly:
            raise ReadOnlyProblem("文件是只读打开的，不能存草稿", where=str(self.path))
        self._same_file()
        self._begin()
        try:
            yield Drafts(self.db, self.actor.name, instant(self.clock()))
        except sqlite3.Error as error:
            self._rollback()
            raise self._explain(error) from error
        except BaseException:
            self._rollback()
            raise
        self._commit()

    def _same_file(self) -> None:
        if _identity(self.path) != self._identity:
            raise StoreProblem(
                "数据库文件在打开之后被替换或删除了，没有写入",
                where=str(self.path),
                remedy="请退出后重新打开，再核对数据",
            )

    def _begin(self) -> None:
        try:
            self.db.conn.execute("BEGIN IMMEDIATE")
        except sqlite3.Error as error:
            raise self._explain(error) from error

    def _rollback(self) -> None:
        if self.db.conn.in_transaction:
            self.db.conn.execute("ROLLBACK")

    def _commit(self) -> None:
        try:
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
            return BusyProblem("另一个程序一直在写这个文件，等了 10 秒", where=where, remedy="请稍后再试")
        if "full" in text:
            return StoreProblem("磁盘满了，没有写入", where=where, remedy="请清出空间后再试")
        if "readonly" in text or "read-only" in text:
            return ReadOnlyProblem("文件或所在文件夹不可写，没有写入", where=where, remedy="请检查权限")
        if "I/O error" in text:
            return StoreProblem("写盘时出错，没有写入", where=where, remedy="请检查磁盘空间和硬盘状况后再试")
        return broken(self.path, error)


def _identity(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError as error:
        if error.errno == errno.ENOENT:
            return (0, 0)
        raise StoreProblem(f"看不到数据库文件（{error.strerror}）", where=str(path)) from error
    return (found.st_dev, found.st_ino)


def _check_identity(store: Store, *, fresh: bool) -> None:
    """Refuse files of other programs and of newer releases."""
    application = int(store.db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(store.db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and not (fresh and application == 0 and tables == 0):
        raise StoreProblem(
            "这个文件不是本程序的台账数据库", where=str(store.path), remedy="请核对 --db 后的路径；没有动过它"
        )
    newer = unknown_steps(store.db)
    if newer:
        raise StoreProblem(
            f"这个文件由更新版本的程序写成（多出步骤 {'、'.join(newer)}）",
            where=str(store.path),
            remedy="请升级本程序后再打开；没有动过它",
        )


def _migrate(store: Store, *, fresh: bool) -> None:
    """Bring the schema to this release, all of it or nothing; an existing file is backed up before."""
    if not pending_steps(store.db):
        return
    kept = ""
    if not fresh:
        from fjgov_tui.store.backup import back_up

        stamp = instant(store.clock()).replace(":", "").replace("-", "")[:15]
        target = store.path.with_name(f"{store.path.name}.before-upgrade-{stamp}")
        kept = f"；升级前的备份在 {back_up(store, target).path}"
    try:
        _apply(store, fresh=fresh)
    except sqlite3.Error as error:
        raise StoreProblem(
            f"升级没有成功（{error}），文件保持原样{kept}",
            where=str(store.path),
            remedy="请把这句话报给维护人员",
        ) from error


def _apply(store: Store, *, fresh: bool) -> None:
    from fjgov_tui.store.migrations import migrations

    store.db.execute("PRAGMA foreign_keys = OFF")
    store.db.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(store.db.utils)
        if fresh:
            store.db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            store.db.execute("INSERT INTO meta VALUES ('file', ?)", [uuid.uuid4().hex])
            booking = trail.TrailWriter(
                store.db, store.actor.json(), instant(store.clock()), uuid.uuid4().hex, "建立台账文件"
            )
            booking.append("建库", "", 0, 0, ("{}", "{}", ""))
        if store.db.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("FOREIGN KEY constraint failed")
        store.db.execute("COMMIT")
    except BaseException:
        if store.db.conn.in_transaction:
            store.db.execute("ROLLBACK")
        raise
    store.db.execute("PRAGMA foreign_keys = ON")


def open_store(
    path: Path,
    *,
    readonly: bool = False,
    actor: Actor | None = None,
    clock: Clock = utc_now,
    any_schema: bool = False,
) -> Store:
    """Open an existing ledger file; a writing open brings its schema to this release, after a backup.

    Args:
        path: the file.
        readonly: for inspectors: nothing can be written through this store.
        actor: who acts; the operating system's answer where not given.
        clock: the present moment.
        any_schema: with `readonly`: take a file of an older release too, to verify or to copy it.

    Raises:
        StoreProblem: missing, foreign, damaged, of a newer release, or on a network share.
    """
    if path.is_dir():
        raise StoreProblem("这是一个文件夹，不是数据库文件", where=str(path), remedy="请在 --db 后写到文件名")
    if not path.is_file():
        raise StoreProblem("没有这个数据库文件", where=str(path), remedy="请核对路径，或先运行 fjgov init 新建")
    refuse_network_file_system(path)
    connection = connect_readonly(path) if readonly else connect(path)
    store = Store(path, connection, readonly=readonly, actor=actor, clock=clock)
    try:
        _check_identity(store, fresh=False)
        if readonly and not any_schema and pending_steps(store.db):
            raise StoreProblem(
                "这个文件由旧版本写成，还没有升级", where=str(path), remedy="请先由管理员打开一次，再只读查看"
            )
        if not readonly:
            use_safe_journal(connection, path)
            _migrate(store, fresh=False)
    except sqlite3.Error as error:
        store.close()
        raise broken(path, error) from error
    except BaseException:
        store.close()
        raise
    return store


def create_store(path: Path, *, actor: Actor | None = None, clock: Clock = utc_now) -> Store:
    """Create a ledger file (mode 0600) and open it.

    Raises:
        StoreProblem: something is already there, or the folder cannot be written.
    """
    refuse_network_file_system(path)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Of two programs that create the same file at once, one fails here and so never removes the other's.
        create_private(path)
    except FileExistsError as error:
        raise StoreProblem("文件已经存在，没有覆盖", where=str(path), remedy="请换一个路径，或直接打开它") from error
    except OSError as error:
        raise StoreProblem(f"建不了文件（{error.strerror}）", where=str(path), remedy="请检查文件夹和权限") from error
    try:
        store = Store(path, connect(path), readonly=False, actor=actor, clock=clock)
        try:
            _check_identity(store, fresh=True)
            use_safe_journal(store.db.conn, path)
            _migrate(store, fresh=True)
        except sqlite3.Error as error:
            store.close()
            raise broken(path, error) from error
        except BaseException:
            store.close()
            raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return store
