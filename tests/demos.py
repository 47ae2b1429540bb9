"""The demo county of today, built once for all workers of a run: to build it takes as long as a hundred other tests."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from benchmarks.dashboard import county

PATIENCE = 300.0
"""Seconds for which one worker waits until another has built it."""


def built_once(folder: Path) -> Path:
    """The county's file, which nobody writes to; whoever comes first builds it.

    Args:
        folder: what the workers of one run share.
    """
    path, claim = folder / "demo-county.db", folder / "demo-county.claimed"
    try:
        claim.mkdir()
    except FileExistsError:
        end = time.monotonic() + PATIENCE
        while not path.exists():
            assert time.monotonic() < end, "another worker has not built the demo county"
            time.sleep(0.05)
        return path
    rough = folder / "demo-county.rough"
    county(rough)
    rough.rename(path)
    return path


def copy_of(built: Path, path: Path) -> None:
    """A file of one's own that is the county."""
    shutil.copy(built, path)
    path.chmod(0o600)
