"""Folders and files as the dialogs see them: what cannot be looked at is told, never raised through the screen."""

import os
from collections.abc import Sequence
from pathlib import Path

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem, system_reason
from fjgov_tui.files import Fingerprint, fingerprint_of
from fjgov_tui.text import clean

MOST = 500
"""Files, and folders, that are listed; who has more writes the path."""


@dataclass(frozen=True)
class FolderLine:
    """One line of a folder."""

    path: Path
    shown: str
    """The name, harmless; folders end with a slash."""


@dataclass(frozen=True)
class Folder:
    """What a folder offers."""

    listed: tuple[FolderLine, ...]
    more: int = 0
    """Files that are not listed because there are too many."""
    why: str = ""
    """Why it cannot be read; empty when it can."""


def start_folder() -> Path:
    """Where the program was started; the home folder where that has gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


def is_folder(path: Path) -> bool:
    """Whether there is a folder that we may look at."""
    try:
        return path.is_dir()
    except OSError:
        return False


def listing(folder: Path, suffixes: Sequence[str]) -> Folder:
    """Files of these kinds, or of all, newest first, then the folder above and the folders inside; no hidden ones."""
    above = FolderLine(folder.parent, "../")
    files: list[tuple[float, Path]] = []
    folders: list[Path] = []
    try:
        with os.scandir(folder) as inside:
            for entry in inside:
                if entry.name.startswith((".", "~$")):
                    continue
                if is_folder(Path(entry.path)):
                    folders.append(Path(entry.path))
                elif not suffixes or Path(entry.name).suffix.lower() in suffixes:
                    files.append((_age(entry), Path(entry.path)))
    except OSError as error:
        return Folder((above,), why=f"读不了这个文件夹（{system_reason(error)}）")
    files.sort(reverse=True)
    shown = [FolderLine(path, clean(path.name)) for _, path in files[:MOST]]
    inner = [FolderLine(path, f"{clean(path.name)}/") for path in sorted(folders)[:MOST]]
    return Folder((*shown, above, *inner), max(len(files) - MOST, 0) + max(len(folders) - MOST, 0))


def _age(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


def typed_path(text: str, folder: Path) -> Path:
    """A path as typed: `~` is the home folder, and a relative one starts in the folder shown.

    Raises:
        InputProblem: `~` names somebody who is not known here.
    """
    path = Path(text.strip().strip("\"'“”"))
    try:
        return folder / path.expanduser()
    except RuntimeError as error:
        raise InputProblem("没有这个用户的主目录", where=clean(text), remedy="请写出完整路径") from error


def exists(path: Path) -> bool:
    """Whether something is there.

    Raises:
        InputProblem: the path cannot be looked at, because it is too long or forbidden.
    """
    try:
        return path.exists()
    except OSError as error:
        raise InputProblem(f"用不了这个路径（{system_reason(error)}）", where=clean(str(path))) from error


def fingerprint(path: Path) -> Fingerprint:
    """The file as it is now.

    Raises:
        InputProblem: it is not there, or may not be read.
    """
    try:
        return fingerprint_of(path)
    except OSError as error:
        raise InputProblem(f"读不到这个文件（{system_reason(error)}）", where=clean(str(path))) from error
