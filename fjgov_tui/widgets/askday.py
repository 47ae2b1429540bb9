"""A question whose answer is a day."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from fjgov_tui.commands.everywhere import Confirm
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.types import Day
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window


class AskDay(Window[date | None]):
    """Returns the day, or `None` when left with Esc."""

    DEFAULT_CSS = """
    AskDay { align: center middle; background: transparent; }
    AskDay > Vertical { width: 60; max-width: 95%; height: auto; border: round $accent; background: $surface;
                        padding: 0 1; }
    AskDay Line { margin: 1 0; }
    AskDay Plain { height: auto; color: $text-muted; }
    AskDay #wrong { color: $error; }
    """
    HELP = "写一个日期：2026-11-23、2026年11月23日、20261123 都可以；回车确定。"
    OFFERED = (Confirm,)

    def __init__(self, title: str, text: str, day: date | None) -> None:
        """Ask.

        Args:
            title: at the top of the frame.
            text: what the day means.
            day: offered to begin with.
        """
        super().__init__()
        self._title, self._text, self._day = title, text, day

    def compose(self) -> ComposeResult:
        """The question, the line, what is wrong with it."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("回车确定，Esc 返回")
            yield Plain(self._text)
            yield Line(self._day.isoformat() if self._day else "", placeholder="年-月-日")
            yield Plain(id="wrong")

    def on_mount(self) -> None:
        """Ready to type: another day takes the place of the one that is offered."""
        line = self.query_one(Line)
        line.focus()
        line.action_select_all()

    @on(Line.Changed)
    def _retyped(self) -> None:
        """What was wrong with the text before is said no more."""
        self.query_one("#wrong", Plain).show("")

    @on(Line.Submitted)
    @on(Confirm)
    def _answer(self) -> None:
        """Take the day, if it is one."""
        typed = self.query_one(Line).value.strip()
        if not typed:
            self.query_one("#wrong", Plain).show("请写日期")
            return
        try:
            self.dismiss(date.fromisoformat(str(Day().parse(typed))))
        except ValueProblem as problem:
            self.query_one("#wrong", Plain).show(problem.what)
