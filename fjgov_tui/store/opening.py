"""Opening and creating the file: whose it is, which release wrote it, and bringing it up to this one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fjgov_tui.clock import Clock, utc_now
from fjgov_tui.errors import ReadOnlyProblem, StoreProblem, system_reason
from fjgov_tui.files import real_path
from fjgov_tui.scratch import keep_beside
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.companions import refuse_foreign, refuse_second_name
from fjgov_tui.store.engine import broken, connect, connect_readonly, make_giving, use_safe_journal
from fjgov_tui.store.filesystem import create_private, path_problem, refuse_network_file_system
from fjgov_tui.store.keys import Keyring
from fjgov_tui.store.marks import copy_mark
from fjgov_tui.store.sqlite import UNREADABLE, sqlite3
from fjgov_tui.store.steps import check_identity, is_current
from fjgov_tui.store.store import Store
from fjgov_tui.store.unproven import forget

UPGRADING = "台账文件由旧版本写成，正在升级：先备份，再改写和核验；文件大时要几分钟，请不要中断。"


def open_store(
    path: Path,
    *,
    readonly: bool = False,
    actor: Actor | None = None,
    clock: Clock = utc_now,
    any_schema: bool = False,
    untouched: bool = False,
    as_program: bool = False,
    keys: Keyring | None = None,
    telling: Callable[[str], None] | None = None,
) -> Store:
    """Open an existing ledger file; a writing open brings its schema to this release, after a backup.

    Args:
        path: the file.
        readonly: for inspectors: nothing can be written through this store.
        actor: who acts; the operating system's answer where not given.
        clock: the present moment.
        any_schema: with `readonly`: take a file of an older release too, to verify or to copy it.
        untouched: with `readonly`: not even what a program that died left half written is tidied up.
        as_program: what the monitor books of what it saw is nobody's deed, so that no role binds it.
        keys: where the key of encrypted fields is kept while the process lives; connections may share one.
        telling: is told before an upgrade begins, which takes minutes where the file is large.

    Raises:
        StoreProblem: missing, foreign, damaged, of a newer release, or on a network share.
    """
    problem = path_problem(path)
    if problem is not None:
        raise problem
    path = real_path(path)
    refuse_network_file_system(path)
    keep_beside(path)
    refuse_foreign(path, move=not untouched)
    refuse_second_name(path)
    connection = connect_readonly(path) if readonly else connect(path)
    store = Store(path, connection, readonly=readonly, actor=actor, clock=clock, as_program=as_program, keys=keys)
    try:
        check_identity(store.db, path)
        if readonly and not any_schema and not is_current(store.db):
            raise StoreProblem(
                "这个文件由旧版本写成，还没有升级", where=str(path), remedy="请先由管理员打开一次，再只读查看"
            )
        if not readonly:
            if _upgraded(store, connection, telling):
                store.close()
                # The statements of an upgrade would stay in this connection's cache and push the daily ones out.
                return open_store(path, actor=actor, clock=clock, as_program=as_program, keys=keys)
            store.heed_roles()
    except UNREADABLE as error:
        store.close()
        raise broken(path, error) from error
    except BaseException:
        store.close()
        raise
    return store


def _upgraded(store: Store, connection: sqlite3.Connection, telling: Callable[[str], None] | None) -> bool:
    """Make a file that is opened for writing one of this release; whether it had to be rewritten for that."""
    _refuse_audit_copy(store)
    use_safe_journal(connection, store.path)
    if is_current(store.db):
        return False
    if telling is not None:
        telling(UPGRADING)
    # Once in a release: nobody else waits for it to be loaded.
    from fjgov_tui.store.upgrading import upgrade

    upgrade(store)
    return True


def _refuse_audit_copy(store: Store) -> None:
    """What is written to a copy would be lost to the file that it was made from."""
    if copy_mark(store.db) is not None:
        raise ReadOnlyProblem("这是检查副本，只能查看", where=str(store.path), remedy="请加 --readonly 打开")


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
        raise StoreProblem(
            f"建不了文件（{system_reason(error)}）", where=str(path), remedy="请检查文件夹和权限"
        ) from error
    forget(path)
    from fjgov_tui.store.upgrading import create_tables

    try:
        store = Store(path, connect(path), readonly=False, actor=actor, clock=clock)
        try:
            check_identity(store.db, path, fresh=True)
            make_giving(store.db.conn, fresh=True)
            use_safe_journal(store.db.conn, path)
            create_tables(store)
        except sqlite3.Error as error:
            raise broken(path, error) from error
        finally:
            store.close()
        return open_store(path, actor=actor, clock=clock)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
