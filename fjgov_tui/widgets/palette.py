"""The command palette: every command of the screen and of the program, with its key, or why it is refused now."""

from collections.abc import Sequence

from fjgov_tui.commands.base import Command, Destination, Situation
from fjgov_tui.widgets.picker import Entry, Picker


def palette(commands: tuple[type[Command], ...], now: Situation, places: Sequence[Destination] = ()) -> Picker:
    """A picker that returns the class name of the chosen command, or the name of a chosen place.

    Args:
        commands: what is offered here.
        now: what decides which of them may run.
        places: where else one can go, after the commands.
    """
    entries = [
        Entry(command.__name__, command.title, command.shown or command.key, command.refusal(now))
        for command in commands
    ]
    entries.extend(Entry(place.name, place.name, place.hint) for place in places)
    return Picker("命令", entries, note="回车执行，Esc 返回；灰色的现在不能用，右边是原因")
