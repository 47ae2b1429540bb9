"""What a command is: one class yields its key, palette entry, footer, help, and when it may run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

READONLY = "文件是只读打开的，不能修改"


@dataclass(frozen=True)
class Situation:
    """What a command needs to know before it may run."""

    readonly: bool = False
    record: bool = False
    """A record is under the cursor."""
    ledger: bool = False
    """A ledger is open."""


class Command(Message):
    """Something the user can do here; the screen that offers it handles the message."""

    key: ClassVar[str] = ""
    """Textual key names, separated by commas; the first is shown."""
    shown: ClassVar[str] = ""
    """How the first key is written for people."""
    title: ClassVar[str] = ""
    """The palette's and the help's name for it."""
    footer: ClassVar[str] = ""
    """Two characters for the footer; empty where it has no place there."""
    help: ClassVar[str] = ""
    """One sentence more than the title."""
    writes: ClassVar[bool] = False
    """It changes the file, and so is refused where the file is read-only."""
    needs_record: ClassVar[bool] = False
    needs_ledger: ClassVar[bool] = False

    @classmethod
    def explained(cls) -> str:
        """Its name and its sentence, for the help."""
        return f"{cls.title.partition('：')[0]}：{cls.help}" if cls.help else cls.title

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Why it may not run now; empty when it may."""
        if cls.writes and now.readonly:
            return READONLY
        if cls.needs_ledger and not now.ledger:
            return "请先打开一本台账"
        if cls.needs_record and not now.record:
            return "列表里没有选中的记录"
        return ""


def bindings(commands: Iterable[type[Command]]) -> list[BindingType]:
    """The key bindings of commands, for a screen's `BINDINGS`."""
    return [
        Binding(
            command.key,
            f"command('{command.__name__}')",
            command.footer or command.title,
            show=bool(command.footer),
            key_display=command.shown or None,
            tooltip=command.explained(),
            id=command.__name__,
        )
        for command in commands
        if command.key
    ]
