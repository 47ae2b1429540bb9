"""The manual page `fjgov(1)`, made from the commands themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from fjgov_tui import __version__
from fjgov_tui.cli.root import root


def manual_page() -> bytes:
    """The page in roff, in Chinese."""
    lines = [
        f'.TH FJGOV 1 "" "fjgov {__version__}" "用户命令"',
        ".ad l",
        ".SH 名称",
        "fjgov \\- 县政府网站和政务新媒体管理台账",
        ".SH 概要",
        ".B fjgov",
        "[\\-\\-db 文件] [\\-\\-readonly] [命令 …]",
        ".SH 说明",
        *_paragraphs(root.help or ""),
        ".SH 命令",
        *_commands(root, click.Context(root, info_name="fjgov")),
        ".SH 环境变量",
        ".TP",
        ".B FJGOV_DB",
        "台账文件；没有写 \\-\\-db 时用它。",
        ".SH 退出码",
        "0 正常；1 查出问题；2 用法或输入有误；3 数据库不可用；4 被中断。",
    ]
    return ("\n".join(lines) + "\n").encode()


def _commands(group: click.Group, context: click.Context) -> Iterator[str]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        below = click.Context(command, info_name=name, parent=context)
        if isinstance(command, click.Group):
            yield from (".SS", _escaped(below.command_path))
            yield from _paragraphs(command.help or "")
            yield from _commands(command, below)
            continue
        yield from (".TP", f".B {_escaped(below.command_path)}")
        yield from _paragraphs(command.get_short_help_str(limit=400))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        words = _escaped(" ".join(paragraph.split()))
        if words:
            yield words


def _escaped(text: str) -> str:
    """Text that roff takes for nothing but text."""
    quoted = text.replace("\\", "\\e").replace("-", "\\-")
    # A line may end after any Chinese character, which roff does not know.
    quoted = re.sub("([\u3000-\u9fff\uff00-\uffef])", r"\1\\:", quoted)
    return f"\\&{quoted}" if quoted.startswith((".", "'")) else quoted
