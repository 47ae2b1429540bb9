"""The short form of every row of the fault table: the same code as `make faults`, a few faults each."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.faults.table import __main__ as running
from tests.faults.table import malformed
from tests.faults.table.document import Ran, with_headline, written
from tests.faults.table.model import Facts, FaultRow, Job
from tests.faults.table.rows import ROWS
from tests.faults.table.starved import ERRORS, EVERY, Combination

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


def test_a_row_that_was_stopped_goes_on_and_its_counts_add_up(tmp_path: Path) -> None:
    facts = Facts()
    for number, size in enumerate((2, 5)):
        (tmp_path / str(number)).mkdir()
        facts = malformed.run(Job(size, tmp_path / str(number), time.monotonic() + 60, facts))
        assert (facts.count, facts.told("files"), facts.wrong) == (size, size, [])
    assert sum(number for name, number in facts.tally.items() if name.startswith("answer ")) == 5


def test_the_nth_call_fails_for_every_n_with_each_error_and_no_n_twice_whenever_it_is_stopped() -> None:
    last, facts, tried = EVERY + 9, Facts(), list[tuple[str, int]]()
    for error in ERRORS * 6:  # each gets ten of them at a time
        combination = Combination("careful", "pwrite64", error)
        for _, (name, number) in zip(range(10), combination.numbers(facts), strict=False):
            if number > last:
                facts.tally[combination.end] = number
            else:
                tried.append((error, number))
                facts.tally[name] = number
    assert sorted(tried) == sorted((error, number) for error in ERRORS for number in range(1, last + 1))
    both = [number for _, number in tried[: 2 * EVERY]]
    assert max(both) <= EVERY + 1, "small n come first"


def test_rows_that_begin_anew_leave_what_was_found_for_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "KEPT", tmp_path)
    for name in ("01.json", "09.json", "11.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    for name in ("01-abc", "09-abc", "home"):
        (tmp_path / name).mkdir()
    running.forget(row for row in ROWS if row.number == 9)
    assert {left.name for left in tmp_path.iterdir()} == {"01.json", "11.json", "01-abc", "home"}
