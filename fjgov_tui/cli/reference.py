"""`fjgov reference`: the quick reference as a document for the wall."""

from __future__ import annotations

import re
from pathlib import Path

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import CliContext, pass_desk, written_to
from fjgov_tui.cli.usage import ChineseCommand
from fjgov_tui.errors import InputProblem

COMMON = (
    "demo", "ledger show", "ledger import", "ledger export", "password due", "training status", "incident open",
    "duty now", "audit", "verify", "backup", "doctor",
)  # fmt: skip
"""What is typed most; each is looked up in the tree of commands, so that none stands here that there is not."""


@click.command("reference", cls=ChineseCommand)
@written_to("写到哪里，以 .docx 或 .pdf 结尾。")
@pass_desk
def reference(desk: CliContext, target: Path) -> None:
    """写一页速查表，印出来放在键盘旁边：看板的键，常用的命令。"""
    from fjgov_tui import __version__
    from fjgov_tui.paper.docx import write_docx
    from fjgov_tui.paper.pdf import write_pdf
    from fjgov_tui.reports.reference import reference_document

    write = {".docx": write_docx, ".pdf": write_pdf}.get(target.suffix.lower())
    if write is None:
        raise InputProblem("速查表是一个文档", where=str(target), remedy="文件名请以 .docx 或 .pdf 结尾")
    tree = click.get_current_context().find_root().command
    commands = [command_pair(tree, words) for words in COMMON]
    write(reference_document(key_pairs(), commands, __version__), desk.target(target))
    output.say(f"已写入：{target}")


def key_pairs() -> list[tuple[str, str]]:
    """The main screens, then every deed."""
    from fjgov_tui.commands.deeds import DEEDS
    from fjgov_tui.commands.mains import MAINS

    return [*((main.digit, main.title) for main in MAINS), *((deed.shown, deed.name) for deed in DEEDS)]


def command_pair(tree: click.Command, words: str) -> tuple[str, str]:
    """A command as it is typed, and the first clause of its help.

    Args:
        tree: the command in which it is looked for.
        words: the words behind `fjgov`.

    Raises:
        KeyError: there is no such command.
    """
    command: click.Command | None = tree
    for word in words.split():
        command = command.get_command(click.Context(command), word) if isinstance(command, click.Group) else None
    if command is None:
        raise KeyError(words)
    clause = re.split("[：；，。（]", " ".join((command.help or "").split()), maxsplit=1)[0]
    return f"fjgov {words}", clause
