"""How large a run is: as promised, or just large enough that every case is gone through once."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The sizes of one run."""

    name: str
    """As a child process is told it."""
    judged: bool = True
    """Whether what was measured is held against what was promised."""
    rounds: int = 7
    """Pairs of a comparison between whole processes."""
    few: int = 5
    """Rounds of what takes long."""
    records: int = 100_000
    """Records of the long ledger."""
    rows: int = 50_000
    """Rows of the sheet that is imported."""
    idle: float = 15.0
    """Seconds of idling that are watched."""
    targets: int = 200
    """Sites that are visited, and servers that have a certificate."""
    many: int = 2000
    """Sites that are visited for the measure of memory."""
    visits: int = 1000
    at_once: int = 50
    pages: int = 1000
    """Pages that are inspected."""
    words: int = 5000
    """Words that are looked for on each page."""
    paced: int = 400
    """Visits that begin evenly spaced."""
    sites: int = 14_474
    """Government sites of the country at the end of 2019 (facts.md 6.6)."""
    platforms: int = 1000
    """Addresses of these sites: nginx does not take 14,474 listening sockets, and sites share platforms anyway."""
    settle: float = 30.0
    """Seconds until the monitor of the country runs evenly."""
    watched: float = 120.0
    """Seconds for which it is watched then."""
    crawled: int = 500
    """Pages of the site that is crawled."""
    links: int = 30
    """Links on each of its pages."""
    days: int = 365
    """Days of visits in the monitor's tables."""
    history: int = 3 * 365
    """Days of daily counts."""
    inspections: int = 2000
    """Inspections a day, each booked as a batch of its own."""
    cleaning: float = 4.0
    """Seconds of cleaning beside another writer."""
    looped: int = 31
    """Repetitions of what takes milliseconds."""
    board: int = 20_000
    """Releases behind the board."""
    kept: int = 60
    """Days for which a county is kept, before it is asked how it stood at half of them."""
    release_years: int = 2
    """Years of releases at the real county's pace, beside the small demo county."""
    counties: tuple[int, ...] = (1, 5, 40)
    """How many times the demo county stands in a file."""
    ages: tuple[int, ...] = (1, 2, 3)
    """Years of releases in a county, for how its audit grows."""
    bulk: int = 2 * 1024 * 1024
    """Characters of hostile input."""


FULL = Scale(name="full")
SHORT = Scale(
    name="short", judged=False, rounds=1, few=1, records=1_000, rows=200, idle=0.5, targets=4, many=8, visits=8,
    at_once=4, pages=8, words=50, paced=20, sites=20, platforms=4, settle=0.5, watched=1.0, crawled=12, links=3,
    days=2, history=40, inspections=20, cleaning=0.2, looped=2, kept=4, release_years=0, board=300,
    counties=(1, 2), ages=(), bulk=2_000,
)  # fmt: skip
SCALES = {scale.name: scale for scale in (FULL, SHORT)}
