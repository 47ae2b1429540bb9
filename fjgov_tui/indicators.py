"""The indicators of the national check (国办秘函〔2019〕19号) as the program knows them, in our own words."""

import tomllib
from collections.abc import Mapping
from functools import cache

from fjgov_tui.dataclass import dataclass
from fjgov_tui.resources import data_text


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that is looked at."""

    id: str
    """As checklists write it: `W-V-03`."""
    of: str
    """The ledger of its subjects: `site` or `media`."""
    part: str
    """`veto`: alone condemns; `deduct`: takes points off a portal."""
    title: str
    asks: str
    confirmed: bool
    """Whether a public text bears it out; what is not confirmed never condemns."""
    group: str = ""
    """The group of points that it belongs to; only of those that deduct."""
    portal: bool = False
    """Whether only the portal is asked, and no sub-site."""
    judged: str = ""
    """Which part of the program judges it; empty where only a person can."""

    @property
    def named(self) -> str:
        """Id and title, as reports write it."""
        return f"{self.id} {self.title}"


@dataclass(frozen=True)
class IndicatorBook:
    """All of them, in the order of the document."""

    indicators: tuple[Indicator, ...]
    groups: Mapping[str, int]
    """The points of each group; confirmed, other than those of the single indicators."""

    def __getitem__(self, name: str) -> Indicator:
        """The indicator of that id.

        Raises:
            KeyError: there is none.
        """
        return next((known for known in self.indicators if known.id == name), None) or self._none(name)

    @staticmethod
    def _none(name: str) -> Indicator:
        raise KeyError(name)

    def of(self, ledger: str, *, portal: bool, part: str = "veto") -> list[Indicator]:
        """Those that a site or account is asked.

        Args:
            ledger: `site` or `media`.
            portal: whether it is the county's portal.
            part: `veto` or `deduct`.
        """
        return [
            known for known in self.indicators if known.of == ledger and known.part == part and portal >= known.portal
        ]


@cache
def indicator_book() -> IndicatorBook:
    """The indicators, read from the program's data at the first question."""
    data = tomllib.loads(data_text("indicators.toml"))
    return IndicatorBook(tuple(Indicator(**entry) for entry in data["indicator"]), data["groups"])
