"""Files that the program writes and reads for people: the one place that decides what happens to a path.

A regular file is made under another name beside its place, readable by its owner alone, and takes the place in one
step. What is no regular file is never replaced: a device, a pipe or a terminal is written through, everything else
is refused. What is read of a file is bounded.
"""

import errno
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.scratch import clear, folder, rough_name
from fjgov_tui.text import clean

_PIECE = 1 << 20
"""Bytes of a file that are in memory at a time while it is only looked through."""


@dataclass(frozen=True)
class FileIdentity:
    """Which file stands under a name: one that takes its place is another."""

    device: int
    inode: int


@dataclass(frozen=True)
class Fingerprint:
    """A file and its content as far as its folder tells: differs when somebody has saved it again."""

    file: FileIdentity
    size: int
    """Bytes."""
    changed: int
    """Nanoseconds since 1970 by the file system's clock."""


def fingerprint_of(path: Path) -> Fingerprint:
    """The file that stands there now.

    Raises:
        OSError: there is none, or it may not be looked at.
    """
    status = path.stat()
    return Fingerprint(FileIdentity(status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns)


def identity_of(path: Path) -> FileIdentity | None:
    """Which file stands there now; `None` where there is none.

    Raises:
        OSError: it may not be looked at.
    """
    try:
        return fingerprint_of(path).file
    except FileNotFoundError:
        return None


def real_path(path: Path) -> Path:
    """The file itself where a symbolic link leads to one: what belongs to a file lies beside it, not beside the link.

    Raises:
        OSError: it may not be looked at.
    """
    return path.resolve() if path.is_symlink() and path.exists() else path


def fresh_beside(path: Path) -> Path:
    """An empty new file (0600) in the folder of `path`, under a name that nobody can guess or have planted.

    Raises:
        OSError: the folder is missing, cannot be written, or the disk is full.
    """
    clear(path.parent)
    fresh = rough_name(path)
    os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return fresh


def put_new(fresh: Path, path: Path) -> None:
    """Give a finished file a name that nothing has yet.

    Raises:
        FileExistsError: something has it.
        OSError: it could not be done.
    """
    _sync(fresh, os.O_RDWR)
    try:
        os.link(fresh, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        if path.exists():
            raise FileExistsError(path) from None
        fresh.rename(path)
    else:
        fresh.unlink()


def put_in_place(fresh: Path, path: Path) -> None:
    """Give a finished file its name, once its content is on the disk; what had the name is gone in the same step.

    Raises:
        OSError: it could not be done; whatever had the name still has it.
    """
    _sync(fresh, os.O_RDWR)
    fresh.replace(path)
    with suppress(OSError):  # a file system or a system that cannot flush folders
        _sync(path.parent, os.O_RDONLY)


def _sync(path: Path, how: int) -> None:
    handle = os.open(path, how)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_stream(path: Path) -> bool:
    """Whether the path leads to something that is written through instead of replaced.

    A symbolic link among ordinary files counts as an ordinary file: it is replaced, and where it leads stays as it is.

    Raises:
        InputProblem: nothing can be written there: a folder, a disk, a socket.
    """
    try:
        live = path.is_symlink() and _stands_for_open(path.parent.resolve())
        mode = path.stat().st_mode if live or not path.is_symlink() else path.lstat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _unwritable(path, error) from error
    if stat.S_ISDIR(mode) or (stat.S_ISLNK(mode) and path.is_dir()):
        raise InputProblem("这是一个文件夹，不能写成文件", where=clean(str(path)), remedy="请写出文件名")
    if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
        raise InputProblem("这不是普通文件，不能写", where=clean(str(path)), remedy="请换一个文件名")
    return live or stat.S_ISCHR(mode) or stat.S_ISFIFO(mode)


def _stands_for_open(folder: Path) -> bool:
    """Whether links in the folder stand for what a process has open, as `/dev/stdout` does."""
    return folder == Path("/dev") or folder.is_relative_to("/proc")


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A private temporary file whose content is at `path` once the block has ended well, and nothing before.

    Raises:
        InputProblem: the folder is missing or cannot be written, the place is no file, or the disk is full.
    """
    stream = is_stream(path)
    try:
        if stream:
            fresh = fresh_beside(folder() / f"out{path.suffix}")
            try:
                yield fresh
                _pour(fresh, path)
            finally:
                with suppress(FileNotFoundError):
                    fresh.unlink()
            return
        fresh = fresh_beside(path)
        try:
            yield fresh
            put_in_place(fresh, path)
        finally:
            with suppress(FileNotFoundError):
                fresh.unlink()
    except OSError as error:
        raise _unwritable(path, error) from error


def write_own(path: Path, text: str) -> None:
    """Keep a small text of the user's own in a folder of the user's own, which is made (0700) where it is missing.

    Args:
        path: the file; what it said is replaced.
        text: all of it.

    Raises:
        InputProblem: the folder cannot be made, or the file cannot be written.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        where = clean(str(path.parent))
        raise InputProblem(f"建不了这个文件夹（{system_reason(error)}）", where=where, remedy="请检查权限") from error
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")


def _pour(source: Path, target: Path) -> None:
    """Write a file's bytes into what is there already; a pipe that nobody reads is an error, not a wait."""
    from shutil import copyfileobj

    handle = os.open(target, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    os.set_blocking(handle, True)
    with source.open("rb") as content, os.fdopen(handle, "wb") as out:
        copyfileobj(content, out)


def _unwritable(path: Path, error: OSError) -> InputProblem:
    return InputProblem(
        f"写不了这个文件（{system_reason(error)}）",
        where=clean(str(path)),
        remedy="请检查文件夹是否存在、有没有权限、磁盘是否已满",
    )


@contextmanager
def regular(path: Path) -> Generator[IO[bytes]]:
    """A regular file, open for reading; nobody waits for a pipe's other end, and no terminal is taken.

    Raises:
        OSError: it is missing, may not be read, or is no regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(mode) else errno.ESPIPE, "no regular file", str(path))
        yield file


@contextmanager
def _regular(path: Path) -> Generator[IO[bytes]]:
    """A regular file, open for reading.

    Raises:
        InputProblem: it is missing, may not be read, or is no regular file.
    """
    where = clean(str(path))
    try:
        with regular(path) as file:
            yield file
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ESPIPE:
            raise InputProblem("这不是普通文件，没有读", where=where, remedy="请核对路径") from error
        what = system_reason(error) if isinstance(error, OSError) else "路径里有不能用的字符"
        raise InputProblem(f"读不了这个文件（{what}）", where=where, remedy="请核对路径和权限") from error


def _too_large(path: Path, most: int) -> InputProblem:
    return InputProblem(
        f"文件超过 {most // 1024 // 1024} MB，没有读", where=clean(str(path)), remedy="请核对是不是这个文件"
    )


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a regular file of at most so many bytes.

    Raises:
        InputProblem: it is missing, may not be read, is no regular file, or is larger.
    """
    with _regular(path) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise _too_large(path, most)
    return content


def digest_of(path: Path, most: int) -> str:
    """SHA-256 of a regular file of at most so many bytes, in hexadecimal; never more than a piece of it is in memory.

    Raises:
        InputProblem: it is missing, may not be read, is no regular file, or is larger.
    """
    import hashlib

    digest, seen = hashlib.sha256(), 0
    with _regular(path) as file:
        while piece := file.read(_PIECE):
            seen += len(piece)
            if seen > most:
                raise _too_large(path, most)
            digest.update(piece)
    return digest.hexdigest()
