"""Where half-made things lie: a folder of the program's own beside the ledger file, cleared of what was killed.

Rows and sealed values pass through temporary files; the system's folder is shared, backed up and cleared by nobody.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from fjgov_tui.processes import alive

STALE_SECONDS = 600
"""How old a half-made file must be before it counts as left: on a shared disk another machine may be writing it."""
ROOM_BYTES = 16 << 20
"""A disk with less room takes no temporary files: what goes to another disk must not fail for want of room on this."""
_NAMED = re.compile(r"\.fjgov-(\d+)-[0-9a-f]{16}.*")
_beside: list[Path] = []
_made: dict[Path, Path] = {}


def rough_name(path: Path) -> Path:
    """A name beside `path` that nobody can guess or have planted, and that says which process made it."""
    return path.with_name(f".fjgov-{os.getpid()}-{os.urandom(8).hex()}{path.suffix}.tmp")


def keep_beside(db: Path) -> None:
    """From now on temporary files lie beside this file; what killed runs left there goes.

    Args:
        db: the ledger file, or where it is to be.
    """
    folder = db.absolute().parent
    if not _beside or _beside[-1] != folder:
        _beside.append(folder)
        clear(folder)


def clear(folder: Path) -> None:
    """Take away what processes that are gone have left half-made in a folder."""
    now = time.time()
    with suppress(OSError):
        for entry in os.scandir(folder):
            named = _NAMED.fullmatch(entry.name)
            if named is None or alive(int(named[1])):
                continue
            with suppress(OSError):
                if now - entry.stat(follow_symlinks=False).st_mtime > STALE_SECONDS:
                    _take_away(Path(entry.path))


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def folder() -> Path:
    """This process's own folder (0700) beside the ledger file, gone when the process ends.

    Where nothing can be written beside it, its disk is nearly full, or no file was chosen, the user's cache folder
    holds it.

    Raises:
        OSError: no such folder can be made.
    """
    places = (*reversed(_beside), _cache())
    for parent in (*filter(_roomy, places), *places):
        made = _made.get(parent)
        if made is not None and made.is_dir():
            return made
        with suppress(OSError):
            made = rough_name(parent / "work")
            made.mkdir(mode=0o700)
            _made[parent] = made
            atexit.register(shutil.rmtree, made, ignore_errors=True)
            return made
    raise PermissionError("no folder for temporary files")


def _roomy(parent: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return True
    try:
        space = os.statvfs(parent)
    except OSError:
        return False
    return space.f_bavail * space.f_frsize >= ROOM_BYTES


def _cache() -> Path:
    from platformdirs import user_cache_path

    cache = user_cache_path("fjgov", appauthor=False)
    with suppress(OSError):
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        clear(cache)
    return cache
