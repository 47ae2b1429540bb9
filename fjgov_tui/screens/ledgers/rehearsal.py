"""The dry run that the wizard shows, and the write that must be the very same or does not happen; no screen in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange import Grid, ImportOutcome, Options, import_grids, read_grids
from fjgov_tui.files import Fingerprint
from fjgov_tui.screens.files import fingerprint
from fjgov_tui.store import Store
from fjgov_tui.store.trail import Head
from fjgov_tui.text import clean

Progress = Callable[[int, int], None]
Importer = Callable[[Store, str, Sequence[Grid], Options, Progress], ImportOutcome]
"""As `import_grids`: file, its name, its sheets, how, and who is told how far it is."""


class Stopped(InputProblem):
    """The user, or the end of the program, stopped an import; nothing was written."""


@dataclass(frozen=True)
class Rehearsal:
    """A dry run, and what it looked at."""

    path: Path
    grids: tuple[Grid, ...]
    options: Options
    outcome: ImportOutcome
    file: Fingerprint
    head: Head
    """The trail's newest entry: the ledgers have not changed while it is still the newest."""
    importer: Importer = import_grids
    """Which must write as well."""


def rehearse(
    store: Store, path: Path, options: Options, progress: Progress, importer: Importer = import_grids
) -> Rehearsal:
    """Read a file and import it without writing.

    Raises:
        FjgovError: the file or the database cannot be used, or `progress` stops the run.
    """
    file, head = fingerprint(path), store.read.head()
    grids = tuple(read_grids(path))
    outcome = importer(store, clean(path.name), grids, options, progress)
    return Rehearsal(path, grids, options, outcome, file, head, importer)


def perform(store: Store, seen: Rehearsal, progress: Progress) -> ImportOutcome | None:
    """Write what was rehearsed.

    Returns:
        What was written; `None` if the file or the ledgers have changed since, and nothing was.

    Raises:
        FjgovError: the file or the database cannot be used, or `progress` stops the run.
    """
    if fingerprint(seen.path) != seen.file or store.read.head() != seen.head:
        return None
    options = replace(seen.options, dry_run=False)
    return seen.importer(store, seen.outcome.source, seen.grids, options, progress)
