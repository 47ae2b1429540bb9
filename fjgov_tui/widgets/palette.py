"""The command palette: every command of the screen and of the program, with its key, or why it is refused now."""

from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.widgets.picker import Entry, Picker


def palette(commands: tuple[type[Command], ...], now: Situation) -> Picker:
    """A picker that returns the class name of the chosen command."""
    entries = [
        Entry(command.__name__, command.title, command.shown or command.key, command.refusal(now))
        for command in commands
    ]
    return Picker("命令", entries, note="回车执行，Esc 返回；灰色的现在不能用，右边是原因")
