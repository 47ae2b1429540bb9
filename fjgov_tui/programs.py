"""Which programs this one may start at the county's wish: those that the administrator has put into a folder for it.

What to start stands in a ledger, and a ledger can be changed by a spreadsheet, by a colleague, or by whoever gets at
the file. So the ledger chooses only among what lies in these folders, and the folders belong to the administrator.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path

from fjgov_tui.errors import InputProblem
from fjgov_tui.paths import program_folders
from fjgov_tui.text import clean


def allowed_program(words: Sequence[str]) -> list[str]:
    """A command with its program as a full path.

    Args:
        words: the program, by name or by path, and its arguments.

    Raises:
        InputProblem: no program is named, or it is none that the administrator allows.
    """
    if not words:
        raise InputProblem("没有写命令", remedy="请写程序名")
    named = Path(words[0]).expanduser()
    places = [named] if named.is_absolute() else [folder / words[0] for folder in program_folders()]
    program = next((place for place in places if place.is_file()), None)
    if program is None:
        raise InputProblem("没有这个命令", where=clean(words[0]), remedy=_REMEDY)
    folder = program.parent.resolve()
    if folder not in [part.resolve() for part in program_folders()] or program.is_symlink():
        raise InputProblem("命令不在管理员准许的文件夹里", where=clean(words[0]), remedy=_REMEDY)
    for path in (folder, program):
        why = _unsafe(path)
        if why:
            raise InputProblem(f"{why}，没有运行", where=clean(str(path)), remedy="请管理员改正它的属主和权限")
    return [str(program), *words[1:]]


_REMEDY = "请管理员把程序放进准许的文件夹，见 fjgov doctor"


def _unsafe(path: Path) -> str:
    """Why others could have put something else there; empty where they could not."""
    if not hasattr(os, "getuid"):
        return ""
    status = path.stat()
    if status.st_uid not in {0, os.getuid()}:
        return "属主既不是 root 也不是本用户"
    return "别人也能改" if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) else ""


def listed_programs() -> list[tuple[Path, str, list[str]]]:
    """For each folder: what is wrong with it, empty if nothing, and the names of the programs in it."""
    places = []
    for folder in program_folders():
        if folder.is_dir():
            names = sorted(path.name for path in folder.iterdir() if path.is_file() and os.access(path, os.X_OK))
            places.append((folder, _unsafe(folder), names))
    return places
