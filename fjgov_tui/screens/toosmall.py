"""The notice under the design size: how large the terminal is, how large it must be; it goes away by itself."""

from textual.app import App, ComposeResult
from textual.geometry import Size
from textual.screen import Screen

from fjgov_tui.screens.base import LEAST_COLUMNS, LEAST_LINES
from fjgov_tui.widgets.plain import Plain


def is_too_small(size: Size) -> bool:
    """Whether the screens would be torn."""
    return size.width < LEAST_COLUMNS or size.height < LEAST_LINES


class TooSmall(Screen[None]):
    """Stands in front until the application takes it away; what lies behind keeps its state."""

    DEFAULT_CSS = """
    TooSmall { align: center middle; background: $background; }
    TooSmall Plain { width: auto; height: auto; max-width: 100%; text-align: center; }
    """

    def compose(self) -> ComposeResult:
        """The sentence that asks for a larger window."""
        yield Plain()

    def on_resize(self) -> None:
        """Say the new sizes."""
        self._say()

    def _say(self) -> None:
        size = self.app.size
        self.query_one(Plain).show(
            f"终端太小\n现在 {size.width}×{size.height}\n需要 {LEAST_COLUMNS}×{LEAST_LINES}\n放大窗口后自动继续"
        )


def cover(app: App[int], size: Size) -> None:
    """Put the notice in front of everything, or take it away again.

    Args:
        app: the application.
        size: the terminal's, which the application may not have noticed yet.
    """
    small = is_too_small(size)
    if small and not any(isinstance(screen, TooSmall) for screen in app.screen_stack):
        app.push_screen(TooSmall())
    elif not small and isinstance(app.screen, TooSmall):
        app.pop_screen()
