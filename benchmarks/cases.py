"""Every case of the benchmark, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import (
    bounds,
    counties,
    country,
    crawling,
    dashboard,
    inspecting,
    quiet,
    releases,
    sheets,
    visits,
    watch_store,
)
from benchmarks.measure import Result
from benchmarks.scale import Scale

Case = Callable[[Path, Scale], Iterator[Result]]
"""Measures in an empty folder at a scale."""

CASES: Mapping[str, Case] = {
    "paint": dashboard.painting,
    "ledger": dashboard.long_ledger,
    "import": sheets.importing,
    "visits": visits.visiting,
    "quiet": quiet.quietness,
    "inspect": inspecting.inspecting,
    "crawl": crawling.crawl,
    "country": country.country,
    "store": watch_store.results,
    "bounds": bounds.results,
    "releases": releases.results,
    "counties": counties.results,
}
