"""The one way in which text that is not ours reaches the screen: as characters, never as markup or escapes."""

from textual.content import Content
from textual.selection import Selection
from textual.widgets import Static

from fjgov_tui.text import clean_long, safe
from fjgov_tui.widgets.folding import Folded


def plain(text: str, style: str = "") -> Content:
    """One harmless line, in a style of ours.

    Args:
        text: anything at all.
        style: a Textual style, written by us.
    """
    return Content.styled(safe(text), style) if style else Content(safe(text))


def plain_lines(text: str, style: str = "") -> Content:
    """Harmless text that keeps its line breaks."""
    return Content.styled(clean_long(text), style) if style else Content(clean_long(text))


class Plain(Static):
    """A static text that can only show characters, and folds Chinese as Chinese is folded."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        """Show the text.

        Args:
            text: anything; line breaks are kept.
            id: the widget's id.
            classes: style classes.
        """
        self._folded = Folded.of(plain_lines(text))
        super().__init__(self._folded, markup=False, id=id, classes=classes)

    def show(self, text: str, style: str = "") -> None:
        """Show another text."""
        self.show_folded(Folded.of(plain_lines(text, style)))

    def show_folded(self, folded: Folded) -> None:
        """Show text that was put together from harmless pieces."""
        self._folded = folded
        self.update(folded)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """What the mouse has selected, line by line as it stands on screen."""
        return selection.extract(self._folded.at(self.size.width).plain), "\n"
