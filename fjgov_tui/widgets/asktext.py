"""A line that has to be written before something is done: the reason that goes into the trail."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from textual import on
from textual.app import App, ComposeResult
from textual.containers import Vertical

from fjgov_tui.commands.everywhere import Confirm
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window

_LEFT: WeakKeyDictionary[App[object], dict[tuple[str, str], str]] = WeakKeyDictionary()
"""By running program: what was typed into a question, named by title and text, that was left without an answer."""


class AskText(Window[str | None]):
    """Returns the line, never an empty one, or `None`; what was typed when it was left is there again next time."""

    DEFAULT_CSS = """
    AskText { align: center middle; background: transparent; }
    AskText > Vertical { width: 66; max-width: 95%; height: auto; border: round $accent; background: $surface;
                         padding: 0 1; }
    AskText Plain { height: auto; color: $text-muted; }
    AskText Line { margin: 1 0; }
    AskText #wrong { color: $error; }
    """
    HELP = "写一句话说明理由；回车或 F2 确定，理由记入审计链。"
    OFFERED = (Confirm,)

    def __init__(self, title: str, text: str, placeholder: str = "理由") -> None:
        """Ask.

        Args:
            title: at the top of the frame.
            text: what will be done.
            placeholder: what stands in the empty line; ours.
        """
        super().__init__()
        self._title, self._text, self._placeholder = title, text, placeholder

    def compose(self) -> ComposeResult:
        """The text, the line, what is wrong with it."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("回车确定，Esc 返回")
            yield Plain(self._text)
            yield Line(self._drafts.get(self._question, ""), placeholder=self._placeholder)
            yield Plain(id="wrong")

    @property
    def _question(self) -> tuple[str, str]:
        return self._title, self._text

    @property
    def _drafts(self) -> dict[tuple[str, str], str]:
        return _LEFT.setdefault(self.app, {})

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one(Line).focus()

    @on(Line.Changed)
    def _retyped(self) -> None:
        """What was wrong with the text before is said no more."""
        self.query_one("#wrong", Plain).show("")

    @on(Line.Submitted)
    @on(Confirm)
    def _answer(self) -> None:
        """Take the line, if there is one."""
        typed = self.query_one(Line).value.strip()
        if typed:
            self._drafts.pop(self._question, None)
            self.dismiss(typed)
        else:
            self.query_one("#wrong", Plain).show("这里不能空着，请写明")

    @classmethod
    def put_back(cls, app: App[Any], title: str, text: str, typed: str) -> None:
        """What was answered led to nothing after all: it stands there again when the same is asked next.

        Args:
            app: the running program.
            title: the question's title.
            text: the question's text.
            typed: the answer.
        """
        _LEFT.setdefault(app, {})[title, text] = typed

    def leave(self) -> None:
        """No answer yet."""
        self._drafts[self._question] = self.query_one(Line).value
        self.dismiss(None)
