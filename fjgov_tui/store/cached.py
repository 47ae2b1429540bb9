"""A reader that reads each ledger at most once: whatever is worked out from it rests on one reading of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.model import Ledger, Record
from fjgov_tui.store.reading import Reader

T = TypeVar("T")
PIECE = 100
"""Records that are looked at between two moments in which others go first: a millisecond or two of a rule."""


class InTurn(tuple[T, ...]):
    """What a long question goes through in pieces: whoever waits for the screen goes first."""

    _give_way: Callable[[], object]

    @classmethod
    def of(cls, listed: Iterable[T], give_way: Callable[[], object]) -> InTurn[T]:
        """List them; to list them is done in pieces, too.

        Args:
            listed: what is gone through.
            give_way: called between two pieces.
        """
        made = cls(_in_pieces(listed, give_way))
        made._give_way = give_way
        return made

    def __iter__(self) -> Iterator[T]:
        """All of them."""
        return _in_pieces(super().__iter__(), self._give_way)


def _in_pieces(listed: Iterable[T], give_way: Callable[[], object]) -> Iterator[T]:
    for place, each in enumerate(listed, 1):
        yield each
        if place % PIECE == 0:
            give_way()


class CachedReader(Reader):
    """Keeps the live records of every ledger that was asked for; meant for one audit or report, then thrown away."""

    def __init__(self, reader: Reader) -> None:
        """Read through the same connection as another reader."""
        super().__init__(reader.db)
        self._kept: dict[str, dict[int, Record]] = {}

    def by_id(self, ledger: Ledger) -> Mapping[int, Record]:
        """The live records of a ledger in the order of their ids."""
        kept = self._kept.get(ledger.name)
        if kept is None:
            kept = self._kept[ledger.name] = {record.id: record for record in self.read(ledger)}
        return kept

    def read(self, ledger: Ledger) -> Iterator[Record]:
        """Where the records come from: the one reading of a ledger."""
        return super().records(ledger)

    def in_turn(self, listed: Iterable[T]) -> InTurn[T]:
        """What a rule goes through in pieces, between which whoever waits for the screen goes first."""
        return InTurn.of(listed, self.db.give_way)

    def records(self, ledger: Ledger, ids: Sequence[int] | None = None) -> Iterator[Record]:
        """The live records, or those with the given ids, removed ones included."""
        kept = self.by_id(ledger)
        if ids is None:
            yield from _in_pieces(kept.values(), self.db.give_way)
        elif all(record_id in kept for record_id in ids):
            yield from (kept[record_id] for record_id in ids)
        else:
            yield from super().records(ledger, ids)

    def let_go(self) -> None:
        """Forget everything, a record at a time.

        Given up at once, the records of 100,000 units hold the interpreter for a tenth of a second, and a key with it.
        """
        for kept in self._kept.values():
            for _ in _in_pieces(range(len(kept)), self.db.give_way):
                kept.popitem()

    def values(self, ledger: Ledger, names: Sequence[str]) -> Iterator[tuple[Stored, ...]]:
        """A few fields of every live record, its id before them, from the one reading."""
        for record in self.records(ledger):
            yield (record.id, *(record.values[name] for name in names))

    def record(self, ledger: Ledger, record_id: int) -> Record:
        """One record, removed or not.

        Raises:
            InputProblem: there is no record of that id.
        """
        return self.by_id(ledger).get(record_id) or super().record(ledger, record_id)

    def count(self, ledger: Ledger) -> int:
        """How many live records."""
        return len(self.by_id(ledger))


class OnceReader(Reader):
    """Reads a ledger that is asked for as a whole only once; records that are asked for by their ids, each time.

    For what is worked out from a few of many records, and from all of the ledgers that are short: people, units, posts.
    """

    def __init__(self, reader: Reader) -> None:
        """Read through the same connection as another reader."""
        super().__init__(reader.db)
        self._kept: dict[str, tuple[Record, ...]] = {}

    def records(self, ledger: Ledger, ids: Sequence[int] | None = None) -> Iterator[Record]:
        """The live records, or those with the given ids."""
        if ids is not None:
            yield from super().records(ledger, ids)
            return
        kept = self._kept.get(ledger.name)
        if kept is None:
            kept = self._kept[ledger.name] = tuple(super().records(ledger))
        yield from kept
