"""Files for people: written beside their place under another name, readable by their owner alone, then renamed."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlsxwriter.exceptions import XlsxWriterException

from fjgov_tui.errors import InputProblem
from fjgov_tui.text import clean


@contextmanager
def replacing(path: Path) -> Generator[Path]:
    """A temporary file (0600) in the same folder, which takes the place of `path` once the block has ended well.

    Raises:
        InputProblem: the folder is missing or cannot be written, the place is a folder, or the disk is full.
    """
    if path.is_dir():
        raise InputProblem("这是一个文件夹，不能写成文件", where=clean(str(path)), remedy="请写出文件名")
    fresh = path.with_name(f".{secrets.token_hex(8)}{path.suffix}.tmp")
    try:
        os.close(os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            yield fresh
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            with suppress(FileNotFoundError):
                fresh.unlink()
    except (OSError, XlsxWriterException) as error:
        said = error.strerror if isinstance(error, OSError) else str(error)
        raise InputProblem(
            f"写不了这个文件（{clean(said or str(error))}）",
            where=clean(str(path)),
            remedy="请检查文件夹是否存在、有没有权限、磁盘是否已满",
        ) from error
