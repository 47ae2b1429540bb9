"""What the leaving of a person touches, read in one go; no screen in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference, serving
from fjgov_tui.store import Reader
from fjgov_tui.text import safe
from fjgov_tui.widgets.picker import Entry
from fjgov_tui.workflows.leavers import Holdings, holdings
from fjgov_tui.workflows.training import trained_days


@dataclass(frozen=True)
class Someone:
    """A person who may leave or take over."""

    id: int
    name: str
    unit: str
    serving: bool
    """On duty on the day that counts."""
    trained: bool
    """Trained by that day (article 39)."""
    left_on: date | None
    begun: bool
    """There is a handover for her leaving already, finished or not."""

    @property
    def label(self) -> str:
        """Name and unit, which tell people of one name apart."""
        return f"{safe(self.name)}（{safe(self.unit) or '没有登记单位'}）"


@dataclass(frozen=True)
class Leaving:
    """Everybody, and what the chosen leaver has in her hands."""

    people: Mapping[int, Someone]
    held: Holdings | None
    """`None` while nobody is chosen."""

    def leavers(self) -> list[Entry]:
        """Whom to choose as leaver: those on duty, and before them who has left without a handover."""
        gone = [
            Entry(str(someone.id), someone.label, f"✗ {someone.left_on} 离岗，没办移交")
            for someone in self.people.values()
            if someone.left_on is not None and not someone.begun
        ]
        return gone + [
            Entry(str(someone.id), someone.label) for someone in self.people.values() if someone.left_on is None
        ]

    def takers(self) -> list[Entry]:
        """Who can take over; the leaver's own unit first, and in each the trained ones."""
        own = self.people[self.held.person.id] if self.held else None
        candidates = [someone for someone in self.people.values() if someone.serving and someone is not own]
        candidates.sort(
            key=lambda someone: (own is None or someone.unit != own.unit, own is not None and not someone.trained)
        )
        return [
            Entry(str(someone.id), someone.label, "✓ 已培训" if someone.trained else "! 没有培训合格")
            for someone in candidates
        ]


def read_leaving(reader: Reader, leaver: int | None, on: date) -> Leaving:
    """Read everybody, and the leaver's holdings.

    Args:
        reader: the ledgers.
        leaver: the chosen leaver, if any.
        on: the leaving day, or today where that is later: who takes over must be there and trained by then.

    Raises:
        InputProblem: the leaver is not in the ledger.
    """
    days = trained_days(reader, on)
    begun = {(reference(record, "leaver"), record.day("left_on")) for record in reader.records(LEDGERS["handover"])}
    people = {
        record.id: Someone(
            id=record.id,
            name=record.title,
            unit=record.names.get("unit", ""),
            serving=serving(record, on),
            trained=record.id in days,
            left_on=record.day("left_on"),
            begun=(record.id, record.day("left_on")) in begun,
        )
        for record in reader.records(LEDGERS["person"])
    }
    return Leaving(people, holdings(reader, leaver, on) if leaver in people and leaver is not None else None)


@dataclass
class LeavingPlan:
    """What the user has chosen so far."""

    leaver: int | None = None
    left_on: date = date.min
    pledge_on: date | None = None
    taker: int | None = None
    """Takes every account that is not given to somebody else."""
    takers: dict[int, int] = field(default_factory=dict)
    """Who takes an account, by the account's id, where it is not the same."""
    duties: int | None = None
    """Who becomes responsible person of the units that name the leaver; nobody for the time being if `None`."""

    def account_taker(self, account_id: int) -> int | None:
        """Who takes an account."""
        return self.takers.get(account_id, self.taker)

    def everybody(self, held: Holdings) -> list[int]:
        """Everybody who is to take an account, once each."""
        takers = (self.account_taker(record.id) for record in held.accounts)
        return list(dict.fromkeys(taker for taker in takers if taker is not None))
