"""Spreadsheets in and out: read, import, templates, export.

The names are loaded on first use, so that the parsing child starts without the store, and the command line
without any of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fjgov_tui.exchange.exporting import export_file
    from fjgov_tui.exchange.grid import Grid
    from fjgov_tui.exchange.grids import read_grids
    from fjgov_tui.exchange.importing import import_file, import_grids
    from fjgov_tui.exchange.marked import write_marked
    from fjgov_tui.exchange.outcome import (
        CellProblem,
        ExtraColumn,
        FieldChange,
        ImportOutcome,
        Options,
        Question,
        RowOutcome,
        SheetOutcome,
        answered,
    )
    from fjgov_tui.exchange.template import write_template
else:
    _HOMES = {
        "exporting": ("export_file",),
        "grid": ("Grid",),
        "grids": ("read_grids",),
        "importing": ("import_file", "import_grids"),
        "marked": ("write_marked",),
        "outcome": (
            "CellProblem", "ExtraColumn", "FieldChange", "Options", "ImportOutcome", "Question",
            "RowOutcome", "SheetOutcome", "answered",
        ),
        "template": ("write_template",),
    }  # fmt: skip

    def __getattr__(name: str) -> object:
        for module, names in _HOMES.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CellProblem",
    "ExtraColumn",
    "FieldChange",
    "Grid",
    "ImportOutcome",
    "Options",
    "Question",
    "RowOutcome",
    "SheetOutcome",
    "answered",
    "export_file",
    "import_file",
    "import_grids",
    "read_grids",
    "write_marked",
    "write_template",
]  # fmt: skip
