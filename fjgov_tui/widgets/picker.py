"""Choose one of many by typing a few characters or pinyin initials: commands, choices, records, ledgers, columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.commands.base import moves
from fjgov_tui.dataclass import dataclass
from fjgov_tui.pinyin import matches
from fjgov_tui.text import clean, fit, width
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window

HINT = 27
"""Cells at the right for a key, a count, or the reason of a refusal; more where all the names leave room."""
AT_ONCE = 200
"""More than this is not listed but counted; nobody reads on, they type another character."""


@dataclass(frozen=True)
class Entry:
    """One thing to choose."""

    value: str
    """What is returned."""
    label: str
    """What is shown and searched."""
    hint: str = ""
    """Shown at the right: a key, a count."""
    refusal: str = ""
    """Why it cannot be chosen now; empty when it can."""


class Picker(Window[str | None]):
    """Returns the chosen entry's value, or `None` when left with Esc."""

    DEFAULT_CSS = """
    Picker { align: center top; background: transparent; }
    Picker > Vertical { width: 72; max-width: 95%; max-height: 95%; height: auto; margin-top: 2;
                        border: round $accent; background: $surface; }
    Picker Line { border: none; height: 1; padding: 0 1; background: $boost; }
    Picker Menu { height: auto; max-height: 15; border: none; background: $surface; }
    Picker Plain { padding: 0 1; color: $text-muted; height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("down", "step(1)", "下一条"),
        ("up", "step(-1)", "上一条"),
        ("pagedown", "step(10)", "下一页"),
        ("pageup", "step(-10)", "上一页"),
    )

    def __init__(
        self, title: str, entries: Sequence[Entry], *, note: str = "", place: int = 0, typed: str = ""
    ) -> None:
        """Offer the entries.

        Args:
            title: what is chosen, at the top of the frame.
            entries: in the order in which they are listed before anything is typed.
            note: one line below the list.
            place: where the cursor starts.
            typed: what stands in the line already, where some entry has it; else the line is empty.
        """
        super().__init__()
        self._title, self._entries, self._note = title, tuple(entries), note
        words = clean(typed).casefold().split()
        self._given = clean(typed) if any(matches(entry.label, words) for entry in self._entries) else ""
        self._widest = max((width(clean(entry.label)) for entry in self._entries), default=0)
        self._found: list[Entry] = []
        self._place = place

    def compose(self) -> ComposeResult:
        """A line to type in, the list, a note."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            yield Line(self._given, placeholder="输入汉字或拼音首字母")
            yield Menu()
            yield Plain(self._note)

    def on_mount(self) -> None:
        """List every entry; the typed line keeps the focus."""
        self.query_one(Menu).can_focus = False
        self._list(self._given)

    @on(Line.Changed)
    def _typed(self, event: Line.Changed) -> None:
        self._list(clean(event.value))

    def _list(self, typed: str) -> None:
        words = typed.casefold().split()
        matching = [entry for entry in self._entries if matches(entry.label, words)]
        self._found = matching[:AT_ONCE]
        lines = [Option(self._prompt(entry), disabled=bool(entry.refusal)) for entry in self._found]
        first = next((place for place, entry in enumerate(self._found) if not entry.refusal), 0)
        self.query_one(Menu).fill(lines, first if typed else self._place or first)
        more = len(matching) - len(self._found)
        self.query_one(Vertical).border_subtitle = plain(f"{len(matching):,}/{len(self._entries):,}") if typed else None
        unlisted = f"还有 {more} 条没有列出，请再输入几个字" if more else ""
        note = "\n".join(filter(None, (self._note, unlisted)))
        self.query_one(Plain).show(note if matching else self.nothing)

    @property
    def nothing(self) -> str:
        """What is said where no entry has what was typed."""
        return "没有符合的，请换个词"

    def _prompt(self, entry: Entry) -> Content:
        hint = entry.refusal or entry.hint
        room = min(66, self.app.size.width - 10)
        beside = max(HINT, room - self._widest - 1)
        label = fit(clean(entry.label), room - beside - 1 if hint else room)
        return plain(label) + plain(f" {fit(clean(hint), beside)}" if hint else "", "dim")

    def action_step(self, step: int) -> None:
        """Move through the list while the cursor stays in the line."""
        options = self.query_one(Menu)
        for _ in range(abs(step)):
            if step > 0:
                options.action_cursor_down()
            else:
                options.action_cursor_up()

    @on(Line.Submitted)
    def _submitted(self) -> None:
        place = self.query_one(Menu).highlighted
        if place is not None and not self._found[place].refusal:
            self.dismiss(self._found[place].value)

    @on(Menu.OptionSelected)
    def _clicked(self, event: Menu.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index].value)
