"""The board: records in their procedures by what is to be done next, by whom and by when; the latest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, PROCEDURES, Record
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.procedures import Procedure
from fjgov_tui.store import Reader
from fjgov_tui.store.cached import CachedReader, OnceReader
from fjgov_tui.store.reading import Selection
from fjgov_tui.text import mask
from fjgov_tui.workflows.deadlines import Moment, left, left_workdays
from fjgov_tui.workflows.hooks import Item
from fjgov_tui.workflows.matters import Lapse, Progress, StepState
from fjgov_tui.workflows.offices import Offices, offices_of
from fjgov_tui.workflows.reading import all_progress, hooks_of
from fjgov_tui.workflows.signers import names_of, signers


@dataclass(frozen=True)
class Matter:
    """One record on the board."""

    progress: Progress
    who: tuple[str, ...]
    """Who may take the next step; empty where anybody may."""

    @property
    def id(self) -> int:
        """The record's id."""
        return self.progress.record.id

    @property
    def title(self) -> str:
        """The record's name."""
        return self.progress.record.title

    @property
    def unit(self) -> str:
        """The unit that answers for it."""
        return self.progress.known.unit_name

    @property
    def next(self) -> StepState | None:
        """The step that is to be taken next: of those that may be taken, the one whose time ends first."""
        return pressing(self.progress)

    @property
    def late(self) -> bool:
        """Whether the time of a step that is not done is over, whether or not it has come to that step."""
        return any(state.overdue(self.progress.now) for state in self.progress.timed)

    @property
    def due(self) -> Moment | None:
        """When the first of its times ends; `None` where none runs."""
        return self._first.due.end if self._first is not None and self._first.due is not None else None

    @property
    def _first(self) -> StepState | None:
        """The step whose time ends first."""
        ends = [(state.due.end, state) for state in self.progress.timed if state.due is not None]
        order = ((end.on, end.at.isoformat() if end.at else "~", place) for place, (end, _) in enumerate(ends))
        earliest = min(order, default=None)
        return None if earliest is None else ends[earliest[2]][1]

    @property
    def left(self) -> str:
        """How long is left until then, in words; empty where no time runs."""
        step = self._first
        if step is None or step.due is None:
            return ""
        counted = step.step.due is not None and step.step.due.workdays is not None
        return (left_workdays if counted else left)(step.due.end, self.progress.now)

    @property
    def items(self) -> Sequence[Item]:
        """What of it has to be seen to one by one."""
        return hooks_of(self.progress.procedure).items(self.progress)

    @property
    def faults(self) -> tuple[Lapse, ...]:
        """In what the procedure was not kept; what was only entered late is none."""
        return self.progress.lapses


def pressing(come: Progress) -> StepState | None:
    """The step to be taken next: whose time ends first, else the first that somebody signs and nobody may leave out."""
    able = signable(come)
    needed = (state for state in able if not state.step.optional)
    return come.due or next(needed, None) or next(iter(able), None) or next(iter(come.open), None)


def signable(come: Progress) -> list[StepState]:
    """The open steps that somebody signs, in their order."""
    return [state for state in come.open if not state.step.observed]


def matters(
    reader: Reader,
    now: datetime,
    procedures: Sequence[Procedure] | None = None,
    *,
    closed: bool = False,
    offices: Offices | None = None,
) -> list[Matter]:
    """The board, what is late first, then by when it is due, then the newest.

    Args:
        reader: the ledgers.
        now: the moment at which it is judged.
        procedures: which; all of them where not given.
        closed: also what is closed.
        offices: who held which office; read where not given.
    """
    reader = reader if isinstance(reader, CachedReader) else OnceReader(reader)
    moment, offices, names = Moment.at_instant(now), offices or offices_of(reader), names_of(reader)
    listed: list[Matter] = []
    opened = OpenRecords(reader)
    for procedure in PROCEDURES.values() if procedures is None else procedures:
        records = None if closed else opened.of(procedure)
        for come in all_progress(reader, procedure, moment, records=records, offices=offices):
            if closed or not come.ended:
                step = pressing(come)
                who = signers(come, step.step, names, moment.on, offices) if step else []
                listed.append(Matter(come, tuple(signer.label for signer in who)))
    return sorted(listed, key=_order)


def matter_of(reader: Reader, come: Progress) -> Matter:
    """One record as the board has it: with who may take its next step."""
    step = None if come.ended else pressing(come)
    if step is None:
        return Matter(come, ())
    who = signers(come, step.step, names_of(reader), come.now.on, offices_of(reader))
    return Matter(come, tuple(signer.label for signer in who))


def closed_lately(
    reader: Reader, now: datetime, procedures: Sequence[Procedure], most: int, offices: Offices | None = None
) -> list[Matter]:
    """What was closed last, the newest first; no more is read than is listed.

    Args:
        reader: the ledgers.
        now: the moment at which it is judged.
        procedures: which.
        most: how many of each.
        offices: who held which office; read where not given.
    """
    reader = reader if isinstance(reader, CachedReader) else OnceReader(reader)
    moment, offices = Moment.at_instant(now), offices or offices_of(reader)
    listed: list[Matter] = []
    for procedure in procedures:
        field = procedure[procedure.closing].field
        if not field:
            continue
        ids = reader.ids(Selection(procedure.ledger, sort=field, descending=True), limit=most)
        records = list(reader.records(LEDGERS[procedure.ledger], sorted(ids)))
        for come in all_progress(reader, procedure, moment, records=records, offices=offices):
            if come.ended:
                listed.append(Matter(come, ()))
    return latest_first(listed)


def latest_first(closed: Iterable[Matter]) -> list[Matter]:
    """What has been closed, the newest first."""
    return sorted(closed, key=lambda matter: str(matter.progress.closed or ""), reverse=True)


class OpenRecords:
    """The records under way: where a dated field says what is closed, the closed ones are not even read."""

    def __init__(self, reader: Reader) -> None:
        """Nothing has been read yet.

        Args:
            reader: the ledgers.
        """
        self._reader = reader
        self._read: dict[tuple[str, str], list[Record]] = {}

    def of(self, procedure: Procedure) -> list[Record] | None:
        """Those that may go through a procedure; read once for all procedures of a ledger.

        Returns:
            `None` where no field tells, and every record has to be looked at.
        """
        ledger, field = procedure.ledger, procedure[procedure.closing].field
        if field and (ledger, field) not in self._read:
            ids = list(self._reader.ids(Selection(ledger, where=((field, None),))))
            self._read[ledger, field] = list(self._reader.records(LEDGERS[ledger], ids))
        return self._read.get((ledger, field))


def _order(matter: Matter) -> tuple[bool, bool, date, str, int]:
    due = matter.due
    minute = due.at.isoformat() if due and due.at else "~"
    return bool(matter.progress.ended), not matter.late, due.on if due else date.max, minute, -matter.id


def matter_row(matter: Matter) -> dict[str, Stored | list[str]]:
    """A record of the board for programs: its fields by their English names, and how it stands."""
    come, ledger = matter.progress, LEDGERS[matter.progress.procedure.ledger]
    values: dict[str, Stored | list[str]] = {"id": matter.id, "title": matter.title, "unit": matter.unit}
    for field in ledger.fields:
        value = come.record.values[field.name]
        if field.reference is not None:
            values[field.name] = come.record.names.get(field.name, "")
        else:
            values[field.name] = mask(str(value)) if field.sealed and value is not None else value
    step = matter.next
    values |= hooks_of(come.procedure).row(come)
    values |= {
        "procedure": come.procedure.key,
        "round": come.round,
        "state": str(come.state),
        "next": step.step.name if step and not come.ended else None,
        "who": list(matter.who),
        "due": str(matter.due) if matter.due else None,
        "days_left": (matter.due.on - come.now.on).days if matter.due else None,
        "late": matter.late,
        "missing": [] if come.ended else list(come.missing),
        "breaches": [breach.message for breach in matter.faults],
    }
    return values


def step_row(state: StepState) -> Mapping[str, Stored | list[str]]:
    """One step for programs."""
    signature = state.signature
    return {
        "step": state.step.name,
        "label": state.step.label,
        "state": str(state.state),
        "done": str(state.done) if state.done else None,
        "person": signature.name if signature else None,
        "office": signature.office if signature else None,
        "behalf": (signature.behalf_name or None) if signature else None,
        "decision": str(signature.decision) if signature else None,
        "medium": str(signature.medium) if signature else None,
        "paper": (signature.paper or None) if signature else None,
        "entered_by": (signature.entered_by or None) if signature else None,
        "entered_as": str(signature.entered_as) if signature else None,
        "scan": (signature.scan or None) if signature else None,
        "points": list(state.step.checks),
        "checked": list(signature.checked) if signature else [],
        "due": str(state.due.end) if state.due else None,
        "due_reason": state.due.reason if state.due else None,
        "missing": list(state.missing),
        "breaches": [breach.message for breach in state.breaches],
    }
