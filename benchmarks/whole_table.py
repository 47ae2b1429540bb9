"""A peer: every row of a CSV file in one DataTable, as most programs of Textual show a table."""

import os

os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"

import csv
import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class WholeTable(App[None]):
    """One table with everything in it."""

    def compose(self) -> ComposeResult:
        """The table alone."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill it."""
        with Path(sys.argv[1]).open(encoding="utf-8") as source:
            rows = list(csv.reader(source))
        table: DataTable[str] = self.query_one(DataTable)
        table.add_columns(*rows[0])
        table.add_rows(rows[1:])


if __name__ == "__main__":
    WholeTable().run()
