"""What a command is: one class yields its key, palette entry, footer, help, and when it may run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from fjgov_tui.commands import deeds
from fjgov_tui.commands.deeds import Deed
from fjgov_tui.dataclass import dataclass

READONLY = "文件是只读打开的，不能修改"


@dataclass(frozen=True)
class Situation:
    """What a command needs to know before it may run; a screen may tell more by a subclass."""

    readonly: bool = False
    record: bool = False
    """A record is under the cursor."""
    ledger: bool = False
    """A ledger is open."""
    marked: int = 0
    """How many lines are marked."""
    views: int = 1
    """How many lists there are to choose from."""
    unmarkable: str = ""
    """Why the lines of this list cannot be marked; empty where they can."""
    reading: bool = False
    """The list has not been read yet."""
    opens: bool = True
    """There is something behind a line of the list."""
    line: str = ""
    """What kind of line is under the cursor; of an empty list, what kind its lines are."""


@dataclass(frozen=True)
class Destination:
    """Somewhere to go by its name, told in the palette below the commands."""

    name: str
    hint: str
    """What kind of place it is."""
    going: Message
    """What is sent to go there."""


class Command(Message):
    """Something the user can do here; the screen or page that offers it handles the message."""

    deed: ClassVar[Deed | None] = None
    """What kind of thing is done, from which the key follows; a command without one is in the palette alone."""
    also: ClassVar[str] = ""
    """More keys that mean the same here, Textual's names separated by commas; not shown."""
    key: ClassVar[str] = ""
    """Textual key names, separated by commas, as they follow from the deed."""
    shown: ClassVar[str] = ""
    """How the first key is written for people."""
    first: ClassVar[bool] = False
    """Its key is this command's even where what has the focus would use it, as a text that scrolls uses ← and →."""
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
    needs_marks: ClassVar[str] = ""
    """What is said where nothing is marked; empty where no marks are needed."""
    lines: ClassVar[tuple[str, ...]] = ()
    """The kinds of line, as lists declare them, on which it is there; empty where on every one.

    Commands for different lines may have the same key: each says in the footer what the key does with its line.
    """

    def __init_subclass__(
        cls,
        bubble: bool | None = True,
        verbose: bool = False,
        no_dispatch: bool | None = False,
        namespace: str | None = None,
    ) -> None:
        """The key follows from the deed."""
        super().__init_subclass__(bubble, verbose, no_dispatch, namespace)
        if cls.deed is not None:
            cls.key = ",".join(filter(None, (cls.deed.keys, cls.also)))
            cls.shown = cls.deed.shown

    @classmethod
    def explained(cls) -> str:
        """Its name and its sentence, for the help."""
        return f"{cls.title.partition('：')[0]}：{cls.help}" if cls.help else cls.title

    @classmethod
    def there(cls, now: Situation) -> bool:
        """Whether it has a place here at all; where not, it is neither shown nor refused."""
        return (not cls.lines or now.line in cls.lines) and cls.offered(now)

    @classmethod
    def offered(cls, now: Situation) -> bool:
        """What decides that besides the kind of line."""
        return True

    @classmethod
    def refusal(cls, now: Situation) -> str:
        """Why it may not run now; empty when it may."""
        if cls.writes and now.readonly:
            return READONLY
        if cls.needs_ledger and not now.ledger:
            return "请先打开一本台账"
        if cls.needs_record and not now.record:
            return "还在读取，请稍候" if now.reading else "列表里没有选中的记录"
        if cls.needs_marks and not now.marked:
            return cls.needs_marks
        return ""


def bindings(commands: Iterable[type[Command]]) -> list[BindingType]:
    """The key bindings of commands; a screen's are made from what it offers."""
    return [
        Binding(
            command.key,
            f"command('{command.__name__}')",
            command.footer or command.title,
            show=bool(command.footer),
            key_display=command.shown or None,
            priority=command.first,
            tooltip=command.explained(),
            id=command.__name__,
        )
        for command in commands
        if command.key
    ]


def moves(*keys: tuple[str, str, str]) -> list[BindingType]:
    """The keys by which one moves inside a widget; they are told by F1 and have no place in the footer.

    Args:
        keys: for each the key, the widget's action, and its words.
    """
    return [Binding(key, action, words, show=False) for key, action, words in keys]


def opens(action: str, words: str) -> BindingType:
    """Enter on what a menu has under its cursor.

    Args:
        action: the widget's action.
        words: for the footer.
    """
    return Binding(deeds.OPEN.keys, action, words, key_display=deeds.OPEN.shown)
