"""The end of a vendor's contract (article 38): it opens a record that is closed when accounts and data are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import in_use, reference
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.hooks import Hooks, Item, Seen
from fjgov_tui.workflows.matters import Observed, Progress

ACCOUNT, VENDOR, EXIT = LEDGERS["account"], LEDGERS["vendor"], LEDGERS["vendor_exit"]
RECENT = 366
"""Days after the end of a contract within which the program opens its end by itself: older ones are history."""


@dataclass(frozen=True)
class Accounts(Observed):
    """What is seen of the accounts that the vendor's people use."""

    accounts: Sequence[tuple[str, bool]] = ()
    """Names, and whether they still open something."""


class ExitHooks(Hooks):
    """The accounts are seen, not signed."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """Done since the contract's end where none is open: the ledger does not say when the last was closed."""
        by_vendor: dict[int, list[tuple[str, bool]]] = defaultdict(list)
        for account in reader.records(ACCOUNT) if records else ():
            vendor = reference(account, "vendor")
            if vendor is not None:
                by_vendor[vendor].append((account.title, in_use(account, now.on)))
        return {record.id: {"accounts": _accounts(record, by_vendor)} for record in records}

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """Nothing is settled before the contract is over."""
        ended = record.day("ended_on")
        if ended is not None and moment.on < ended:
            raise InputProblem(
                f"{step.label}（{moment.on}）早于合同到期日期（{ended}）", where=record.title, remedy="请核对日期"
            )

    def items(self, come: Progress) -> Sequence[Item]:
        """The accounts one by one."""
        seen = come.known.observed.get("accounts")
        accounts = seen.accounts if isinstance(seen, Accounts) else ()
        rows: list[tuple[dict[str, Stored], str, bool]] = [
            ({"account": name, "open": running}, name, running) for name, running in accounts
        ]
        return [
            Item(not running, f"账户 {name}：{'还在用，请停用' if running else '已停用'}", row)
            for row, name, running in rows
        ]


def _accounts(record: Record, by_vendor: Mapping[int, Sequence[tuple[str, bool]]]) -> Accounts:
    known = by_vendor.get(reference(record, "vendor") or 0, ())
    missing = tuple(f"账户“{name}”还没有停用" for name, running in known if running)
    return Accounts(None if missing else Moment.of(record.values["ended_on"]), missing, tuple(known))


def ended_contracts(reader: Reader, as_of: date, only: int | None = None) -> Iterator[tuple[Record, date]]:
    """The vendors whose contract ended within a year before that day and whose end nobody has opened.

    Args:
        reader: the ledgers.
        as_of: the Beijing day.
        only: this vendor alone.
    """
    opened = {(reference(item, "vendor"), item.day("ended_on")) for item in reader.records(EXIT)}
    for vendor in reader.records(VENDOR, None if only is None else [only]):
        end = vendor.day("contract_to")
        if end is not None and end < as_of and (as_of - end).days <= RECENT and (vendor.id, end) not in opened:
            yield vendor, end
