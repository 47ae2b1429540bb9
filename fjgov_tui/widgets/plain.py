"""The one way in which text that is not ours reaches the screen: as characters, never as markup or escapes."""

from textual.content import Content
from textual.widgets import Static

from fjgov_tui.text import clean_long, safe


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
    """A static text that can only show characters."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:
        """Show the text.

        Args:
            text: anything; line breaks are kept.
            id: the widget's id.
            classes: style classes.
        """
        super().__init__(plain_lines(text), markup=False, id=id, classes=classes)

    def show(self, text: str, style: str = "") -> None:
        """Show another text."""
        self.update(plain_lines(text, style))
