"""The demo county while it is drawn up: rows for each ledger, dates counted back from today."""

import csv
import io
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from datetime import date, timedelta
from random import Random
from typing import Any

from fjgov_tui.dataclass import dataclass
from fjgov_tui.demo.planted import Breach, Row
from fjgov_tui.resources import data_text

SEED = "奉节演示县"
"""Everything that looks like chance follows from it."""
OFFICE, CENTRE = "县政府办公室", "县政府信息公开中心"
"""Who is in charge of the county's sites, and who runs them (article 4)."""
PORTAL = "奉节县人民政府网（演示）"
HOME = "https://www.fengjie-demo.example/"
"""`.example` is reserved: no request for it ever leaves for a real site."""
Moved = Callable[[str], str]
"""Where a site of the demo county stands instead of its `.example` address."""


def rows_of(name: str) -> list[dict[str, str]]:
    """The lines of a CSV data file of the demo county, by heading."""
    return list(csv.DictReader(io.StringIO(data_text(f"demo/{name}"))))


def table_of(name: str) -> dict[str, Any]:
    """A TOML data file of the demo county."""
    return tomllib.loads(data_text(f"demo/{name}"))


@dataclass
class CountyDraft:
    """Rows by ledger, spoiled by the planted breaches as soon as they are put down."""

    today: date
    breaches: Sequence[Breach]
    moved: Moved = str
    """Applied to the sites' addresses; the columns' follow from them."""
    years: int = 0
    """For how many years every register is kept at the real county's pace; 0 for a small county that is quickly made.

    What the small one has, a large one has too, in the same order: what is planted is found in both.
    """
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def ago(self, days: int) -> date:
        """The day so many days before today."""
        return self.today - timedelta(days=days)

    def put(self, ledger: str, rows: Iterable[Row]) -> None:
        """Put a ledger's rows down, spoiled as planned; later ledgers build on them.

        Raises:
            ValueError: a breach meets no row, or several: the data files disagree.
        """
        table = self.tables[ledger] = list(rows)
        for breach in self.breaches:
            if breach.ledger == ledger:
                met = [row for row in table if breach.meets(row, self.today)]
                if len(met) != 1:
                    raise ValueError(f"planted {breach.rule} {breach.subject}: {len(met)} rows")
                breach.spoil(met[0], self.today)
        if ledger == "site":
            for row in table:
                row["url"], row["backend"] = self.moved(str(row["url"])), self.moved(str(row["backend"]))

    def person(self, unit: str, role: str) -> Row:
        """The one of a unit's people who has that role and has not left."""
        return next(
            row
            for row in self.tables["person"]
            if row["unit"] == unit and role in str(row["roles"]) and not row["left_on"]
        )

    def called(self, person: Row) -> str:
        """A name that finds exactly this person, as short as the county's other names allow."""
        same = Counter(row["name"] for row in self.tables["person"])[person["name"]]
        parts = (person["unit"], person["tag"], person["name"]) if same > 1 else (person["name"],)
        return "/".join(str(part) for part in parts if part)


def dice(part: str) -> Random:
    """Chance that is the same in every run, and independent from part to part."""
    return Random(f"{SEED}/{part}")
