"""The application's style sheet, which reads each of its sources once for each theme."""

from __future__ import annotations

from pathlib import PurePath

from textual.css.errors import StylesheetError
from textual.css.stylesheet import Stylesheet

from fjgov_tui.resources import text_beside


class KeptStylesheet(Stylesheet):
    """Textual's sheet, which reads all of its sources again whenever a screen brings one more; this one keeps them.

    At the start a source is read seven times otherwise, which is a tenth of the time to the first screen.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        """A sheet without sources, for these colours."""
        super().__init__(variables=variables)
        self._colours = variables

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; what has been read stands while they are the same."""
        if variables != self._colours:
            self._colours = variables
            super().set_variables(variables)

    def read(self, filename: str | PurePath) -> None:
        """Take in a sheet that lies beside the program's code, in a folder or in the one file of a release.

        Raises:
            StylesheetError: there is none.
        """
        try:
            css = text_beside(filename)
        except (OSError, ValueError) as error:
            raise StylesheetError(f"unable to read CSS file {str(filename)!r}") from error
        self.add_source(css, read_from=(str(filename), ""))

    def reparse(self) -> None:
        """Read what has not been read with these colours."""
        self.parse()
