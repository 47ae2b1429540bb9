"""The names of a screen's lists on one line: how many each holds, which is shown; a click brings another one up."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import width
from fjgov_tui.widgets.plain import plain


class ViewTabs(Widget):
    """Drawn again only where it reads differently."""

    DEFAULT_CSS = "ViewTabs { height: 1; width: 1fr; }"
    ALLOW_SELECT = False

    @dataclass
    class Chosen(Message):
        """A name was clicked."""

        place: int

    def __init__(self) -> None:
        """Nothing to choose yet."""
        super().__init__(id="views")
        self._labels: tuple[str, ...] = ()
        self._here = 0
        self._note = ""

    def show(self, labels: Sequence[str], here: int, note: str) -> None:
        """Show these names.

        Args:
            labels: one a list.
            here: which is shown.
            note: what is said of it, behind the names.
        """
        before = self._labels, self._here, self._note
        self._labels, self._here, self._note = tuple(labels), here, note
        if before != (self._labels, self._here, self._note):
            self.refresh()

    def _shown(self) -> list[tuple[int, str]]:
        """The names that fit: the one that is shown always does."""
        room = self.size.width - (width(self._note) + 2 if self._note else 0)
        shown = [(place, f" {label} ") for place, label in enumerate(self._labels)]
        while len(shown) > 1 and sum(width(label) for _, label in shown) > room:
            last = max(place for place, (number, _) in enumerate(shown) if number != self._here)
            del shown[last]
        return shown

    def render(self) -> Content:
        """The names, then the note."""
        shown = self._shown()
        parts = [plain(label, "reverse bold" if place == self._here else "") for place, label in shown]
        if len(shown) < len(self._labels):
            parts.append(plain("…", "dim"))
        if self._note:
            parts.append(plain(f"  {self._note}", "$text-muted"))
        return Content("").join(parts).truncate(self.size.width, ellipsis=True)

    def on_click(self, event: events.Click) -> None:
        """The list whose name was clicked."""
        begin = 0
        for place, label in self._shown():
            begin += width(label)
            if event.x < begin:
                self.post_message(self.Chosen(place))
                return
