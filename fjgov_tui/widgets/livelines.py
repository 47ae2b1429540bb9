"""Lines of text that change while they are looked at: only those that read differently are drawn again."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.geometry import Region
from textual.strip import Strip
from textual.visual import Visual
from textual.widget import Widget

from fjgov_tui.widgets.folding import fold


class LiveLines(Widget):
    """Folds its lines to the room it has, or cuts them; what does not fit below is not shown."""

    DEFAULT_CSS = "LiveLines { width: 1fr; height: 1fr; }"
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, folds: bool = True) -> None:
        """Start blank.

        Args:
            id: the widget's id.
            folds: whether a line that is too long goes on in the next; else it is cut.
        """
        super().__init__(id=id)
        self._folds = folds
        self._lines: tuple[Content, ...] = ()
        self._folded: list[Content] = []

    def show(self, lines: Iterable[Content]) -> None:
        """Show other lines."""
        self._lines = tuple(lines)
        before, self._folded = self._folded, self._fold()
        for y in range(max(len(before), len(self._folded))):
            was, now = ((some[y] if y < len(some) else None) for some in (before, self._folded))
            if was != now:
                self.refresh(Region(0, y, self.size.width, 1))

    def _fold(self) -> list[Content]:
        wide = self.size.width
        if not self._folds:
            return [line.truncate(wide, ellipsis=True) for line in self._lines]
        return [piece for line in self._lines for piece in fold(line, wide)] if wide else []

    def on_resize(self) -> None:
        """Fold to the new room."""
        self._folded = self._fold()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One folded line, or a blank one."""
        wide, style = self.size.width, self.visual_style
        if y >= len(self._folded):
            return Strip.blank(wide, style.rich_style)
        strips = Visual.to_strips(self, self._folded[y], wide, 1, style)
        return (strips[0] if strips else Strip.blank(wide)).adjust_cell_length(wide, style.rich_style)
