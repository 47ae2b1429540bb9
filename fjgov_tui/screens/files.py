"""Folders as the dialogs show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fjgov_tui.text import clean


@dataclass(frozen=True)
class Listed:
    """One line of a folder."""

    path: Path
    shown: str
    """The name, harmless; folders end with a slash."""


def listing(folder: Path, suffixes: Sequence[str]) -> list[Listed]:
    """The folder above, the folders inside, then the files of these kinds, newest first; hidden ones left out."""
    try:
        inside = [path for path in folder.iterdir() if not path.name.startswith((".", "~$"))]
        folders = sorted(path for path in inside if path.is_dir())
        files = [path for path in inside if path.suffix.lower() in suffixes and path.is_file()]
        files.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    except OSError:
        folders, files = [], []
    found = [Listed(path, clean(path.name)) for path in files]
    found.append(Listed(folder.parent, "../"))
    return found + [Listed(path, f"{clean(path.name)}/") for path in folders]


def typed_path(text: str, folder: Path) -> Path:
    """A path as typed: `~` is the home folder, and a relative one starts in the folder shown."""
    return folder / Path(text.strip().strip("\"'")).expanduser()
