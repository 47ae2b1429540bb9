"""The rows of the fault table, in their order."""

from tests.faults.table import (
    borrowed,
    canaries,
    clocks,
    crowds,
    kills,
    large,
    malformed,
    odd,
    power,
    starved,
    texts,
)
from tests.faults.table.model import FaultRow

_ROWS = (
    kills.ROW, power.ROW, starved.ROW, crowds.ROW, odd.ROW, clocks.ROW, *borrowed.ROWS, texts.ROW, malformed.ROW,
    canaries.ROW, large.ROW,
)  # fmt: skip
ROWS: tuple[FaultRow, ...] = tuple(sorted(_ROWS, key=lambda row: row.number))
"""All of them."""
