"""What a signer answers for, one point a line, ticked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets.option_list import Option

from fjgov_tui.commands.base import opens
from fjgov_tui.widgets.menu import Lines
from fjgov_tui.widgets.plain import plain


class Ticks(Lines):
    """A checklist. Space ticks the point under the cursor, Enter ticks it and goes on to the next."""

    DEFAULT_CSS = "Ticks { height: auto; background: $surface; }"
    BINDINGS: ClassVar[list[BindingType]] = [opens("tick_on", "打勾")]

    class Done(Message):
        """Enter was pressed on the last point."""

    def __init__(self, points: Sequence[str], ticked: Sequence[str] = ()) -> None:
        """List the points.

        Args:
            points: what is answered for; ours.
            ticked: which of them are ticked from the beginning.
        """
        super().__init__(id="ticks")
        self._points, self._ticked = tuple(points), set(ticked)

    def on_mount(self) -> None:
        """All of them, the first one under the cursor."""
        self.fill([Option(self._prompt(point)) for point in self._points])

    @property
    def ticked(self) -> tuple[str, ...]:
        """The points that are ticked, in their order."""
        return tuple(point for point in self._points if point in self._ticked)

    def to_open(self) -> bool:
        """Go to the first point that is not ticked; whether there is one."""
        place = next((place for place, point in enumerate(self._points) if point not in self._ticked), None)
        if place is not None:
            self.highlighted = place
        return place is not None

    def _prompt(self, point: str) -> Content:
        done = point in self._ticked
        return plain(f"{'✓' if done else '□'} {point}", "$success" if done else "")

    def _set(self, place: int, *, done: bool) -> None:
        point = self._points[place]
        self._ticked = self._ticked | {point} if done else self._ticked - {point}
        self.replace_option_prompt_at_index(place, self._prompt(point))

    def tick(self) -> None:
        """Tick the point, or take the tick away."""
        if self.highlighted is not None:
            self._set(self.highlighted, done=self._points[self.highlighted] not in self._ticked)

    def action_tick_on(self) -> None:
        """Tick the point and go to the next one."""
        if self.highlighted is None:
            return
        self._set(self.highlighted, done=True)
        if self.highlighted + 1 < len(self._points):
            self.action_cursor_down()
        else:
            self.post_message(self.Done())
