"""What every copy of a ledger file has in common: private rough files, its sums, its manifest, and how it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from fjgov_tui.clock import instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import DiskProblem, InputProblem, StoreProblem, system_reason
from fjgov_tui.files import fresh_beside, put_in_place, read_bounded
from fjgov_tui.store import trail
from fjgov_tui.store.anchors import parse_anchor
from fjgov_tui.store.carried import carried
from fjgov_tui.store.companions import COMPANIONS, beside
from fjgov_tui.store.engine import broken, connect_readonly, reason
from fjgov_tui.store.filesystem import refuse_network_file_system
from fjgov_tui.store.schema import name_sql, tables
from fjgov_tui.store.sqlite import UNREADABLE, Handle, sqlite3
from fjgov_tui.store.steps import APPLICATION_ID, check_identity, fact
from fjgov_tui.store.store import Store
from fjgov_tui.store.verifying import Verdict, table_digests
from fjgov_tui.text import clean

_HEADER = 100
_MAGIC = b"SQLite format 3\0"
MANIFEST_BYTES = 1_000_000
"""No manifest is larger."""


@dataclass(frozen=True)
class Manifest:
    """What the manifest beside a backup says of it."""

    anchor: trail.Head | None
    file: str
    """Which ledger file it is a copy of; empty in manifests of releases that did not say."""


def manifest_path(path: Path) -> Path:
    """Where the manifest of a backup lies: beside it."""
    return path.with_name(f"{path.name}.manifest.json")


@dataclass(frozen=True)
class Sums:
    """A closed copy's bytes."""

    sha256: str
    bytes: int


def sums_of(path: Path) -> Sums:
    """The sums of a closed copy, never of the live file: reading that would drop its locks."""
    with path.open("rb") as file:
        return Sums(hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def whole(path: Path) -> str:
    """A path that says where the file is, whoever reads it where."""
    return clean(str(path.resolve()))


def refuse_odd_target(target: Path) -> None:
    """Refuse to put a copy where something stands that is no regular file: a device, a pipe, a folder.

    Raises:
        StoreProblem: it is one.
    """
    if target.exists() and not target.is_file():
        raise StoreProblem("这不是普通文件，没有写", where=str(target), remedy="请换一个文件名")


def refuse_what_is_no_copy(target: Path) -> None:
    """A slip of the file's name must not cost another file: only a ledger file is ever replaced by a copy of one.

    Raises:
        StoreProblem: something else stands there, or nobody can say what.
    """
    if target.is_symlink():  # the link alone is replaced, and never what it leads to
        return
    try:
        with target.open("rb") as file:
            head = file.read(_HEADER)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreProblem(
            f"备份没有写成（{system_reason(error)}）", where=str(target), remedy="请检查文件夹的空间和权限"
        ) from error
    if head and (not head.startswith(_MAGIC) or head[68:72] != APPLICATION_ID.to_bytes(4)):
        raise StoreProblem("这里已经有一个别的文件，不是台账备份，没有覆盖", where=str(target), remedy="请换一个文件名")


@contextmanager
def roughs(target: Path, failed: str) -> Generator[tuple[Path, Path]]:
    """Two private files beside the target under names that nobody can guess; gone at the end, whatever happens.

    Raises:
        StoreProblem: the folder cannot be written, or the disk is full; it begins with `failed`.
    """
    made: list[Path] = []
    try:
        made += [fresh_beside(target), fresh_beside(target)]
        yield made[0], made[1]
    except DiskProblem as error:
        raise StoreProblem(
            f"{failed}（{error.what}）", where=str(target), remedy="请看看盘是不是拔掉了、坏了，换一个地方再试"
        ) from error
    except (OSError, *UNREADABLE) as error:
        cause = system_reason(error) if isinstance(error, OSError) else reason(error)
        raise StoreProblem(f"{failed}（{cause}）", where=str(target), remedy="请检查文件夹的空间和权限") from error
    finally:
        for path in made:
            for suffix in ("", *COMPANIONS):
                with suppress(OSError):
                    beside(path, suffix).unlink()


def failing(verdict: Verdict) -> str:
    """What a verification found not in order, in words."""
    return "；".join(check.detail for check in verdict.checks if not check.ok)


@contextmanager
def copy_of(path: Path) -> Generator[Handle]:
    """A closed copy, opened for reading; of this release or an older one.

    Raises:
        StoreProblem: it is none, or it is damaged.
    """
    refuse_network_file_system(path)
    with closing(connect_readonly(path)) as connection:
        copy = Handle(connection)
        try:
            check_identity(copy, path)
            yield copy
        except (sqlite3.Error, ValueError) as error:
            raise broken(path, error) from error


@contextmanager
def unguarded(path: Path) -> Generator[sqlite3.Connection]:
    """A private copy that no other program knows, as SQLite opens it: without our settings and guards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        yield connection


def put_with_manifest(rough: Path, listed: Path, target: Path) -> Path:
    """Put a finished copy and its manifest where they belong; whenever we are stopped, none stands beside another copy.

    Returns:
        Where the manifest lies.
    """
    manifest = manifest_path(target)
    manifest.unlink(missing_ok=True)
    put_in_place(rough, target)
    put_in_place(listed, manifest)
    return manifest


def counts_of(copy: Handle) -> dict[str, int]:
    """Live records of each ledger that the file carries."""
    counts = {}
    for name in tables(copy) & {ledger.name for ledger in carried(copy)}:
        counts[name] = int(
            copy.execute(f"SELECT count(*) FROM {name_sql(name)} WHERE removed_at IS NULL").fetchone()[0]
        )
    return dict(sorted(counts.items()))


def manifest_text(store: Store, copy: Handle, sums: Sums, more: Mapping[str, str] | None = None) -> str:
    """What lies beside a copy: where it comes from, its sums, and where its trail ends.

    Args:
        store: the file that was copied.
        copy: the finished copy.
        sums: of its bytes.
        more: what else there is to say of it, by name.
    """
    facts = {
        "source": whole(store.path),
        "file": fact(store.db, "file"),
        "made_at": instant(store.clock()),
        "made_by": store.actor.name,
        "sha256": sums.sha256,
        "bytes": sums.bytes,
        "records": counts_of(copy),
        "tables": table_digests(copy),
        "anchor": str(trail.head(copy)),
        **(more or {}),
    }
    return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def check_manifest(source: Path) -> Manifest | None:
    """The manifest of a backup that is the one it describes; `None` where none lies beside it.

    Raises:
        StoreProblem: the backup is not the one that the manifest describes.
    """
    manifest = manifest_path(source)
    if not manifest.exists():
        return None
    try:
        facts = json.loads(read_bounded(manifest, MANIFEST_BYTES))
        expected, anchor = facts["sha256"], parse_anchor(str(facts["anchor"])) if "anchor" in facts else None
    except (InputProblem, ValueError, KeyError, TypeError) as error:
        raise StoreProblem("备份的清单读不出来", where=str(manifest), remedy="请换一份备份") from error
    if sums_of(source).sha256 != expected:
        raise StoreProblem("备份文件与清单里的摘要不符，没有恢复", where=str(source), remedy="请换一份备份")
    return Manifest(anchor, str(facts.get("file", "")))
