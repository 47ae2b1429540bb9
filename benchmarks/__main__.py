"""`make bench`: measure everything that was promised about speed and print one line for each."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import country, crawling, dashboard, inspecting, quiet, sheets, visits, watch_store
from benchmarks.measure import Result


def results(folder: Path) -> Iterator[Result]:
    """Every promise, in order."""
    county, small, large = folder / "county.db", folder / "small.db", folder / "large.db"
    dashboard.county(county)
    yield dashboard.first_paint(county)
    yield dashboard.idle(county)
    dashboard.units(small, 100)
    dashboard.units(large, 100_000)
    yield dashboard.long_ledger(small, large)
    yield from dashboard.filtering(large)
    yield sheets.importing(folder)
    yield from visits.visiting(folder)
    yield quiet.quietness(folder)
    yield from inspecting.inspecting(folder)
    yield from crawling.crawl(folder)
    yield from country.country(folder)
    yield from watch_store.results(folder)


def main() -> int:
    """Print the table; 1 when a promise was missed."""
    kept = True
    with tempfile.TemporaryDirectory(prefix="fjgov-bench-") as name:
        for result in results(Path(name)):
            print(result, flush=True)
            kept = kept and result.kept is not False
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
