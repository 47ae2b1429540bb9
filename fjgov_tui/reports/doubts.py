"""What whoever works with the file has to know of it first: a verification that failed, a clock that was set back."""

from __future__ import annotations

from datetime import datetime

from fjgov_tui.dataclass import dataclass
from fjgov_tui.store import Reader
from fjgov_tui.store.trail import behind
from fjgov_tui.store.unproven import warning


@dataclass(frozen=True)
class Doubt:
    """One reason not to rely on the file."""

    short: str
    """A few cells, for the status line."""
    sentence: str


def read_doubts(reader: Reader, now: datetime) -> tuple[Doubt, ...]:
    """Read them; a mark beside the file, and one row of it.

    Args:
        reader: the ledgers.
        now: the present moment.

    Raises:
        sqlite3.Error: the trail cannot be read.
    """
    sentences = {
        "!核验不符": warning(reader.db.path) if reader.db.path is not None else "",
        "!时钟倒退": behind(reader.db, now),
    }
    return tuple(Doubt(short, sentence) for short, sentence in sentences.items() if sentence)
