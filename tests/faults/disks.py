"""A small disk of its own, that can be filled to the last byte."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoDisk(Exception):
    """This machine lets nobody mount one."""


@contextmanager
def small_disk(folder: Path, megabytes: int = 4) -> Iterator[Path]:
    """A disk in memory, mounted at `folder`, and gone afterwards.

    Raises:
        NoDisk: this account may not mount.
    """
    mount = shutil.which("mount")
    folder.mkdir()
    if mount is None or os.name != "posix" or os.geteuid() != 0:
        raise NoDisk("只有 root 能挂一块小盘")
    words = [mount, "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "tmpfs", str(folder)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoDisk(f"这台机器不让挂盘：{done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill_up(folder: Path, spare: int = 0) -> Path:
    """Take all room of a disk but so many bytes.

    Returns:
        The file that takes it.
    """
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for piece in (1 << 20, 1 << 12):
            try:
                while file.write(b"x" * piece) == piece:
                    pass
            except OSError:
                pass
        file.truncate(max(0, file.tell() - spare))
    return filler
