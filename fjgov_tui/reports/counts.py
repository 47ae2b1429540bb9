"""How many records the ledgers hold: the part of the overview that needs no rulebook."""

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Reader

EMPTY = "未登记"
"""What stands in place of a count where nothing is registered yet."""


@dataclass(frozen=True)
class Count:
    """How many live records a ledger has."""

    name: str
    title: str
    count: int

    @property
    def shown(self) -> str:
        """The number, or that nothing is registered."""
        return f"{self.count:,}" if self.count else EMPTY


def count_ledgers(reader: Reader) -> tuple[Count, ...]:
    """How many live records each ledger has: the quick part of the overview."""
    return tuple(Count(name, ledger.title, reader.count(ledger)) for name, ledger in LEDGERS.items())
