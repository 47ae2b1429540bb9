"""What is wrong with the demo county's web pages, read from the one file that tests read too."""

import tomllib
from functools import cache
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.resources import data_text

FaultKind = Literal["status", "drip", "blank", "stale", "hidden", "script", "cloak", "words", "dead", "unmeta", "code"]
"""What the server does wrong.

`status`: the home page answers 500; `drip`: it comes byte by byte; `blank`: the list is empty; `stale`: its dates are
older than the ledger says; `hidden`: links to gamblers in a container that nobody sees; `script`: a script sends
visitors from search engines away; `cloak`: the spider gets another page; `words`: a sentence stands in the page;
`dead`: a link leads nowhere; `unmeta`: no meta tags; `code`: another identifier code than the ledger's.
"""


@dataclass(frozen=True, kw_only=True)
class PlantedFault:
    """One thing that is wrong with one page."""

    site: str
    """The site's name."""
    kind: FaultKind
    what: str
    """In Chinese: what is wrong."""
    finds: str
    """What the monitor has to note down: `check/rule`, or `visit/outcome`."""
    rule: str = ""
    """The rule of the rulebook that has to tell it; empty where a short visit is no breach yet."""
    column: str = ""
    """The column's name; empty for the home page."""
    text: str = ""
    days: int = 0


@cache
def faults() -> tuple[PlantedFault, ...]:
    """Every planted fault, in the order of the file."""
    return tuple(PlantedFault(**entry) for entry in tomllib.loads(data_text("demo/faults.toml"))["fault"])


MOBILE = "19900001234"
"""The same invented range as all telephones of the demo county."""


def idcard() -> str:
    """A number with a right check digit that nobody has: born on the first day of 1900, sequence number 000."""
    body = "50023619000101" + "000"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    rest = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11
    return body + "10X98765432"[rest]
