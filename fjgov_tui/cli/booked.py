"""What a command answers that has booked one record: its id and a sentence, or the record for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fjgov_tui.cli import output

if TYPE_CHECKING:
    from fjgov_tui.store import Reader


def tell_booked(reader: Reader, ledger: str, record: int, sentence: str, *, as_json: bool) -> None:
    """Say that it is booked.

    Args:
        reader: the ledgers after the transaction.
        ledger: the record's ledger.
        record: its id.
        sentence: for people, to stderr.
        as_json: the record as `ledger show --json` has it takes the place of the id.
    """
    from fjgov_tui.cli.ledger import record_rows
    from fjgov_tui.ledgers import LEDGERS

    if as_json:
        output.document(record_rows(reader, LEDGERS[ledger], [record]))
    else:
        output.out(str(record))
    output.say(sentence)
