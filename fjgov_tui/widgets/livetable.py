"""A live list whose busy columns are a widget of their own: a terminal is sent a line from its widget's left edge."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Container
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from fjgov_tui.widgets.livelist import LiveList
from fjgov_tui.widgets.recordlist import Heading

STEADY = 2
"""Columns at the left that seldom change."""
WHEEL = 3
"""Lines by which the wheel turns the list."""


class _Tail(Widget):
    """The list's right part, drawn over it."""

    DEFAULT_CSS = "_Tail { dock: right; layer: above; height: 1fr; width: 0; margin: 0 2 0 0; }"
    ALLOW_SELECT = False

    def __init__(self, listed: _List) -> None:
        super().__init__()
        self._listed = listed

    def render_line(self, y: int) -> Strip:
        return self._listed.render_line(y).crop(self._listed.steady)

    def on_click(self, event: events.Click) -> None:
        self._listed.clicked(event.y, twice=event.chain == 2)

    def on_mouse_scroll_down(self) -> None:
        self._listed.scroll_relative(y=WHEEL, animate=False)

    def on_mouse_scroll_up(self) -> None:
        self._listed.scroll_relative(y=-WHEEL, animate=False)


class _List(LiveList):
    """Draws its steady columns itself and has the tail draw the others."""

    DEFAULT_CSS = "_List { layer: below; }"
    tail: _Tail | None = None

    @property
    def steady(self) -> int:
        """Where the busy columns begin."""
        spans = self._spans(self.scrollable_content_region.width)
        return spans[STEADY][0] if len(spans) > STEADY else self.scrollable_content_region.width

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> _List:
        """Draw again; what lies under the tail is the tail's."""
        if self.tail is None or not repaint:
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
            return self
        left = self.steady
        own = [region.crop_size((max(left - region.x, 0), region.height)) for region in regions if region.x < left]
        over = [
            Region(max(region.x - left, 0), region.y, region.right - max(region.x, left), region.height)
            for region in regions
            if region.right > left
        ]
        if own or not regions:
            super().refresh(*own, repaint=repaint, layout=layout, recompose=recompose)
        if over or not regions:
            self.tail.refresh(*over)
        return self

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The tail scrolls along."""
        super().watch_scroll_y(old_value, new_value)
        if self.tail is not None:
            self.tail.refresh()

    def on_resize(self) -> None:
        """The tail covers what is right of the steady columns."""
        super().on_resize()
        self.columns_moved()

    def show_headings(self, headings: Sequence[Heading], sort: str, *, descending: bool) -> None:
        """Other columns: the tail covers others."""
        super().show_headings(headings, sort, descending=descending)
        self.columns_moved()

    def columns_moved(self) -> None:
        """The tail begins where the busy columns do."""
        if self.tail is not None:
            self.tail.styles.width = max(self.scrollable_content_region.width - self.steady, 0)
            self.tail.refresh()


class LiveTable(Container):
    """The two together; the owner speaks to the list."""

    DEFAULT_CSS = "LiveTable { layers: below above; width: 1fr; height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.listed = _List(id="records")

    def compose(self) -> ComposeResult:
        """The list, and over it the tail."""
        self.listed.tail = _Tail(self.listed)
        yield self.listed
        yield self.listed.tail
