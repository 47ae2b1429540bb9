"""The short form of every row of the fault table: the same code as `make faults`, a few faults each."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.faults.table.document import Ran, with_headline, written
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


def test_the_readme_shows_the_table_of_the_page_and_nothing_else() -> None:
    root = Path(__file__).parents[2]
    readme, page = ((root / name).read_text(encoding="utf-8") for name in ("README.md", "docs/faults.md"))
    assert readme == with_headline(readme, page), "make faults ARGS=--page"


def test_a_row_that_was_not_run_is_never_called_sound() -> None:
    page = written(ROWS, {})
    assert page.count("| 未试 |") == len(ROWS)
    assert "符合 |" not in page
