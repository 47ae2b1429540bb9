"""What several rules ask of the ledgers and their records."""

from collections.abc import Iterator

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import begun, done, in_use, reference, running, serving
from fjgov_tui.store import Reader


def records(reader: Reader, ledger: str) -> Iterator[Record]:
    """The live records of a ledger."""
    return reader.records(LEDGERS[ledger])


def by_id(reader: Reader, ledger: str) -> dict[int, Record]:
    """The live records of a ledger by id, to follow references."""
    return {record.id: record for record in records(reader, ledger)}


__all__ = ["begun", "by_id", "done", "in_use", "records", "reference", "running", "serving"]
