"""`make bench`: measure everything that was promised about speed; ends with a table.

`make bench ARGS="visits crawl"` measures these cases alone, `ARGS=--short` goes through every case once with tiny sizes
and judges nothing. What a full run measures is written into `docs/benchmarks.md`, each case in the place of what it
measured before.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.cases import CASES, TITLES
from benchmarks.document import Measured, machine, remember, write
from benchmarks.measure import Result, table
from benchmarks.scale import FULL, SHORT
from fjgov_tui.clock import beijing_day, utc_now


def main() -> int:
    """Print the table; 1 when a promise was missed."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--short", action="store_true", help="every case once, tiny, without judgement")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"only these: {', '.join(CASES)}")
    asked = parser.parse_args()
    if unknown := set(asked.cases) - set(CASES):
        parser.error(f"no such case: {', '.join(sorted(unknown))}")
    scale = SHORT if asked.short else FULL
    results: list[Result] = []
    try:
        for name in asked.cases or CASES:
            print(f"{name} ...", flush=True)
            with tempfile.TemporaryDirectory(prefix="fjgov-bench-") as folder:
                measured = tuple(CASES[name](Path(folder), scale))
            results += measured
            if scale.judged:
                remember(Measured(name, f"{beijing_day(utc_now())}", machine(), measured))
    finally:  # a case that breaks must not take what was measured with it
        print("", *table(results, judged=scale.judged), sep="\n")
        if scale.judged:
            write(TITLES)
    return int(scale.judged and any(result.kept is False for result in results))


if __name__ == "__main__":
    sys.exit(main())
