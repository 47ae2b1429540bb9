"""Prints recall and precision of the audit over the planted county, with every difference: `python -m tests.county`."""

import sys
import tempfile
from pathlib import Path

from fjgov_tui.audit import Facts, answers
from tests.county.build import CASES, counties, plant
from tests.county.compare import compare


def say(words: str) -> None:
    """One line."""
    sys.stdout.write(f"{words}\n")


def main() -> None:
    """Plant every county, ask the rulebook, and compare."""
    expected = missed = findings = unexpected = waiting = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, planted in enumerate(counties()):
            with plant(Path(folder) / f"{number}.db", planted) as store:
                comparison = compare(planted, answers(Facts(store.read, planted.day)))
            expected, missed = expected + comparison.expected, missed + len(comparison.missed)
            findings, unexpected = findings + comparison.findings, unexpected + len(comparison.unexpected)
            waiting += len(comparison.waiting)
            for words in comparison.missed:
                say(f"missed      {words}")
            for words in comparison.unexpected:
                say(f"unexpected  {words}")
            for words in comparison.waiting:
                say(f"waiting     {words}")
    say(f"{len(CASES)} cases; {waiting} expectations are admitted gaps")
    say(f"recall {1 - missed / expected:.1%} of {expected}, precision {1 - unexpected / findings:.1%} of {findings}")


if __name__ == "__main__":
    main()
