"""`fjgov` without a command: the dashboard, which needs nothing of what the commands do, click least of all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from fjgov_tui.dataclass import libraries_too
from fjgov_tui.errors import InputProblem, StoreProblem
from fjgov_tui.files import real_path
from fjgov_tui.paths import chosen_db, default_db
from fjgov_tui.widgets.terminal import is_interactive

if TYPE_CHECKING:
    from datetime import date


def ledger_path(named: Path | None) -> Path:
    """The ledger file itself, also where a link was named.

    Args:
        named: what `--db` says; `None` where it was not given.
    """
    path = named or default_db()
    try:
        return real_path(path)
    except (OSError, RuntimeError, ValueError):
        return path  # Opening it says why.


def was_chosen(named: Path | None) -> bool:
    """Whether somebody named the file, so that it is not to be made by the way."""
    return named is not None or chosen_db() is not None


def asked_for(arguments: Sequence[str]) -> tuple[Path | None, bool] | None:
    """What a command line that asks for nothing but the dashboard says: the file, and whether it is read-only.

    Returns:
        `None` where there is anything else, which is for the parser of the commands to judge.
    """
    named, readonly, words = None, False, iter(arguments)
    for word in words:
        if word == "--readonly":
            readonly = True
            continue
        option, given, value = word.partition("=")
        value = value if given else next(words, "")
        if option != "--db" or not value or value.startswith("-"):
            return None
        named = Path(value)
    return named, readonly


def open_dashboard(named: Path | None, *, readonly: bool, as_of: date | None = None) -> int:
    """Show the file until the user leaves.

    Args:
        named: what `--db` says; `None` where it was not given.
        readonly: nothing can be changed.
        as_of: the day at whose end the file is shown; the present where not given.

    Returns:
        The exit code.

    Raises:
        InputProblem: there is no terminal, or none that can show it.
        StoreProblem: there is no such file, or it cannot be opened.
    """
    if not is_interactive():
        raise InputProblem("看板要在终端里打开", remedy="没有终端时请用命令，如 fjgov ledger list，见 fjgov --help")
    path, create = ledger_path(named), not (was_chosen(named) or readonly or as_of)
    if not os.path.lexists(path) and not create:
        raise StoreProblem("没有这个数据库文件", where=str(path), remedy="请核对路径，或先运行 fjgov init 新建")
    from fjgov_tui.keyboard import waiting_keys

    with waiting_keys():
        with libraries_too():
            from fjgov_tui.shell.starting import run_dashboard
        from fjgov_tui.store.marks import is_audit_copy

        only_shown = readonly or is_audit_copy(path)
        return run_dashboard(path, readonly=only_shown, create=create, telling=say, as_of=as_of)


def say(text: str) -> None:
    """Tell something on stderr; what that takes is loaded when there is something to tell."""
    from fjgov_tui.cli import output

    output.say(text)
