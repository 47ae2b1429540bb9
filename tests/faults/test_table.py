"""The short form of every row of the fault table: the same code as `make faults`, a few faults each."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.faults.table.document import Ran, written
from tests.faults.table.model import FaultRow, Job
from tests.faults.table.rows import ROWS

SHORT = [row for row in ROWS if row.short]


@pytest.mark.parametrize("row", SHORT, ids=lambda row: f"{row.number}")
def test_a_few_faults_of_each_row_are_survived(row: FaultRow, tmp_path: Path) -> None:
    facts = row.run(Job(row.short, tmp_path, time.monotonic() + 60))
    assert not facts.wrong, "\n".join(facts.wrong)
    assert facts.count or facts.untried
    page = written(
        ROWS, {row.number: Ran(row.number, "2026-11-26", 1, facts, {"system": "", "python": "", "sqlite": ""})}
    )
    assert page.count("| 未试 |") == len(ROWS) - 1
