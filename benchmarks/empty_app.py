"""The peer of the first paint: the smallest Textual application."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Empty(App[None]):
    """One word."""

    def compose(self) -> ComposeResult:
        """The word that is waited for."""
        yield Static("painted")


if __name__ == "__main__":
    Empty().run()
