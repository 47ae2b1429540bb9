"""The commands that are written: all but the groups that follow from the declarations of procedures."""

from __future__ import annotations

from collections.abc import Iterator

import click

from fjgov_tui.cli.tree import loaded, names
from fjgov_tui.cli.usage import ChineseGroup


def written() -> dict[str, click.Command]:
    """Every command directly under `fjgov` by name, hidden ones too."""
    return {name: command for name in names() if (command := loaded(name)) is not None}


def under(command: click.Command) -> dict[str, click.Command]:
    """The commands of a group by name; none where it is no group."""
    return command.below(click.Context(command)) if isinstance(command, ChineseGroup) else {}


def leaves(
    level: dict[str, click.Command], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that help shows and that is no group, with the words that lead to it."""
    for name, command in level.items():
        if command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from leaves(under(command), (*path, name))
        else:
            yield (*path, name), command
