"""Questions and messages that stand in front of a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Button

from fjgov_tui.commands.base import moves
from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.errors import DoubtProblem
from fjgov_tui.text import safe
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window


class Ask(Window[str]):
    """A question with a few answers; returns the key of the chosen one, and Esc always means the first, safe one."""

    DEFAULT_CSS = """
    Ask { align: center middle; background: transparent; }
    Ask > Vertical { width: 66; max-width: 95%; height: auto; max-height: 90%; border: round $warning;
                     background: $surface; padding: 0 1; }
    Ask.-upper > Vertical { border: double $warning; }
    Ask VerticalScroll { height: auto; max-height: 14; }
    Ask Horizontal { height: 1; margin-top: 1; align-horizontal: right; }
    Ask Button { margin-left: 2; min-width: 4; }
    """
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("left", "app.focus_previous", "左"),
        ("right", "app.focus_next", "右"),
    )

    def __init__(self, title: str, text: str, answers: Sequence[tuple[str, str]]) -> None:
        """Ask.

        Args:
            title: at the top of the frame.
            text: the question; names the object.
            answers: a key and its words for each; the first is the safe one, has the focus, and is meant by Esc.
        """
        super().__init__()
        self._title, self._text, self._answers = title, text, tuple(answers)

    def compose(self) -> ComposeResult:
        """The text above its answers."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            with VerticalScroll(can_focus=False):
                yield Plain(self._text)
            with Horizontal():
                for key, words in self._answers:
                    yield Button(plain(f"{words} [{key}]"), id=f"answer-{key}", compact=True)

    def on_mount(self) -> None:
        """The safe answer has the focus."""
        self.query(Button).first().focus()

    def on_key(self, event: events.Key) -> None:
        """Every answer also has its key."""
        if any(event.key == key for key, _ in self._answers):
            event.stop()
            self.action_answer(event.key)

    def action_answer(self, key: str) -> None:
        """Answer by key."""
        self.dismiss(key)

    def leave(self) -> None:
        """The safe answer."""
        self.dismiss(self._answers[0][0])

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(str(event.button.id).removeprefix("answer-"))


class Tell(Window[None]):
    """A message that waits to be read: a failure, or a text longer than a toast."""

    DEFAULT_CSS = """
    Tell { align: center middle; background: transparent; }
    Tell > Vertical { width: 74; max-width: 95%; height: auto; max-height: 90%; border: round $error;
                      background: $surface; padding: 0 1; }
    Tell.-upper > Vertical { border: double $error; }
    Tell VerticalScroll { height: auto; max-height: 15; }
    Tell #keys { color: $text-muted; margin-top: 1; }
    """
    OFFERED = (CloseText,)

    def __init__(self, title: str, text: str) -> None:
        """Say it.

        Args:
            title: at the top of the frame.
            text: the whole message; scrolls when it is long.
        """
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text and the way out."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            with VerticalScroll():
                yield Plain(self._text)
            yield Plain("Esc 或回车关闭，↑↓ 翻看", id="keys")


async def ask_if_sure(app: App[Any], doubt: DoubtProblem) -> bool:
    """Whether something is meant although something speaks against it.

    Args:
        app: in front of which is asked.
        doubt: what speaks against it.
    """
    lines = (doubt.where, *(f"! {reason}" for reason in doubt.what.split("；")), "仍然要办吗？")
    text = "\n".join(safe(line) for line in lines if line)
    return await app.push_screen_wait(Ask("有说不通的地方", text, [("n", "返回"), ("y", "仍然办")])) == "y"
