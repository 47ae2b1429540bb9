"""Records in their procedures, read: one of them, or all of a ledger in one go."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, PROCEDURES, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.procedures import Procedure
from fjgov_tui.store import Reader
from fjgov_tui.store.cached import CachedReader
from fjgov_tui.workdays import NONE, Overrides
from fjgov_tui.workflows.changes import ChangingHooks, OfflineHooks, OpeningHooks
from fjgov_tui.workflows.deadlines import Due, Moment
from fjgov_tui.workflows.finished import FinishedMatters
from fjgov_tui.workflows.hooks import Hooks
from fjgov_tui.workflows.incident_hooks import FoundHooks, IncidentHooks
from fjgov_tui.workflows.leavers import HandoverHooks
from fjgov_tui.workflows.matters import Known, Progress, Signature
from fjgov_tui.workflows.offices import Offices, offices_of
from fjgov_tui.workflows.progress import progress
from fjgov_tui.workflows.releasing import ReleaseHooks
from fjgov_tui.workflows.settings import CountyLimit, county_limit, county_list
from fjgov_tui.workflows.vendors import ExitHooks

SIGNATURE, DEADLINE = LEDGERS["signature"], LEDGERS["deadline"]
HOOKS: dict[str, Hooks] = {
    "handover": HandoverHooks(),
    "open_site": OpeningHooks(),
    "open_media": OpeningHooks(),
    "changing": ChangingHooks(),
    "offline": OfflineHooks(),
    "release": ReleaseHooks(),
    "vendor_exit": ExitHooks(),
    **dict.fromkeys(("opinion", "opinion_grave"), FoundHooks()),
    **dict.fromkeys(("incident", "own_find", "fault", "dismissed"), IncidentHooks()),
}
"""What is special to a procedure, by its key; the others have nothing special."""
_NOTHING = Hooks()


def hooks_of(procedure: Procedure) -> Hooks:
    """What is special to a procedure."""
    return HOOKS.get(procedure.key, _NOTHING)


def procedures_of(ledger: str) -> list[Procedure]:
    """The procedures through which records of a ledger go."""
    return [procedure for procedure in PROCEDURES.values() if procedure.ledger == ledger]


def procedure_of(record: Record) -> Procedure | None:
    """The procedure through which a record goes; `None` where it goes through none."""
    return next((procedure for procedure in procedures_of(record.ledger) if procedure.covers(record.values)), None)


def called(record: Record) -> str:
    """A record as messages name it."""
    return f"{LEDGERS[record.ledger].title} {record.title}（编号 {record.id}）"


def form_number(record: Record) -> str:
    """The number on a record's form, by which it is found again: `handover-12-34`, with two check digits."""
    return written_number(record.ledger, record.id)


def written_number(ledger: str, record: int) -> str:
    """The same from the name of a ledger and an id."""
    return f"{ledger}-{record}-{_check_digits(ledger, record)}"


def numbered(text: str) -> tuple[str, int] | None:
    """The ledger and the id that the number on a form names; `None` for any other text.

    Raises:
        InputProblem: it looks like one, and its check digits are wrong.
    """
    parts = text.strip().casefold().replace("—", "-").split("-")
    if len(parts) != 3 or parts[0] not in LEDGERS or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    ledger, record = parts[0], int(parts[1])
    if parts[2] != _check_digits(ledger, record):
        raise InputProblem(f"办件号“{text}”的校验位不对", remedy="请照表上的办件号重新输入")
    return ledger, record


def numbers_within(text: str) -> list[tuple[str, int]]:
    """The numbers of forms that stand anywhere in a text, such as what was read from a scan; each once.

    What only looks like a number, or was misread, is left out.
    """
    named: dict[tuple[str, int], None] = {}
    for ledger, record, digits in _NUMBER.findall(text.casefold().replace("—", "-").replace("－", "-")):
        if ledger in LEDGERS and digits == _check_digits(ledger, int(record)):
            named[ledger, int(record)] = None
    return list(named)


_NUMBER = re.compile(r"(?<![a-z_])([a-z_]+) ?- ?(\d{1,12}) ?- ?(\d{2})(?!\d)", re.ASCII)


def _check_digits(ledger: str, record: int) -> str:
    """Two digits that differ when one character was mistaken or two neighbours were swapped (ISO 7064, 97)."""
    digits = "".join(str(ord(char)) for char in ledger) + str(record)
    return f"{98 - int(digits + '00') % 97:02d}"


def progress_of(reader: Reader, record: Record, now: datetime, offices: Offices | None = None) -> Progress:
    """How far one record has come.

    Args:
        reader: the ledgers.
        record: the record.
        now: the moment at which it is judged.
        offices: who held which office; read where not given.

    Raises:
        InputProblem: it goes through no procedure, or was removed.
    """
    procedure = procedure_of(record)
    if procedure is None:
        raise InputProblem("不走任何办件流程", where=called(record), remedy="请核对编号")
    if record.removed_at is not None:
        raise InputProblem(f"这份{procedure.title}已被移除", where=called(record), remedy="请先恢复它")
    moment = Moment.at_instant(now)
    known = read_known(reader, procedure, [record], moment)
    return progress(procedure, record, known[record.id], moment, offices or offices_of(reader))


def all_progress(
    reader: Reader,
    procedure: Procedure,
    now: Moment,
    *,
    records: Sequence[Record] | None = None,
    offices: Offices | None = None,
    calendar: Overrides = NONE,
) -> Iterator[Progress]:
    """How far every record of a procedure has come, in the order of their ids.

    Args:
        reader: the ledgers.
        procedure: the procedure.
        now: the moment at which they are judged; what was done after that day does not count.
        records: these alone, where given.
        offices: who held which office; read where not given.
        calendar: the county's own working days.
    """
    chosen = reader.records(LEDGERS[procedure.ledger]) if records is None else records
    going = [record for record in chosen if procedure.covers(record.values)]
    known = read_known(reader, procedure, going, now)
    everybody = offices or offices_of(reader)
    finished = FinishedMatters(procedure, now, everybody, calendar)
    return (_come(finished, record, known[record.id]) for record in going)


def _come(finished: FinishedMatters, record: Record, known: Known) -> Progress:
    """How far a record has come; of what is closed and in order the steps wait until somebody asks for them."""

    def whole() -> Progress:
        return progress(finished.procedure, record, known, finished.now, finished.offices, finished.calendar)

    if not finished.kept(record, known):
        return whole()
    return Progress(finished.procedure, record, known, finished.now, 1, lambda: whole().steps, kept=True)


def read_known(reader: Reader, procedure: Procedure, records: Sequence[Record], now: Moment) -> dict[int, Known]:
    """What is known about records besides themselves, by their ids."""
    if not records:
        return {}
    ids = {record.id for record in records}
    signed: dict[int, list[Signature]] = defaultdict(list)
    for row in _rows(reader, "signature", procedure, ids):
        signed[row.number("record") or 0].append(Signature.of(row))
    timed: dict[int, dict[tuple[str, int], Due]] = defaultdict(dict)
    written: dict[int, int] = defaultdict(int)
    for row in _rows(reader, "deadline", procedure, ids):
        written[row.number("record") or 0] += 1
        step, number = row.text("step"), int(row.values["round"] or 1)
        timed[row.number("record") or 0][(step, number)] = _due(row)
    seen = hooks_of(procedure).observed(reader, records, now)
    units, (limits, spared) = units_of(reader, procedure, records), _set(reader, procedure)
    return {
        record.id: Known(
            signed.get(record.id, ()),
            timed.get(record.id, {}),
            seen.get(record.id, {}),
            *units.get(record.id, (None, "")),
            limits,
            spared,
            written.get(record.id, 0),
        )
        for record in records
    }


def _rows(reader: Reader, ledger: str, procedure: Procedure, ids: set[int]) -> Iterable[Record]:
    """The rows about these records; by the index where they are few, and in one reading of the ledger otherwise."""
    # A record may come from one way to another of its ledger; what was signed there goes with it.
    declared, keys = LEDGERS[ledger], {item.key for item in procedures_of(procedure.ledger)} | {procedure.key}
    if len(ids) > _FEW or isinstance(reader, CachedReader):
        rows = reader.records(declared)
        return (row for row in rows if row.values["procedure"] in keys and row.values["record"] in ids)
    numbers = reader.ids_about(declared, ("procedure", sorted(keys)), ("record", sorted(ids)))
    return reader.records(declared, numbers)


def _set(reader: Reader, procedure: Procedure) -> tuple[Mapping[str, CountyLimit], Mapping[str, frozenset[str]]]:
    """What the county has set that the procedure asks for: limits, and values for which a step is spared."""
    asked = [step.due.limits[1] for step in procedure.steps if step.due is not None and step.due.limits is not None]
    sparing = [listed[1] for step in procedure.steps for listed in (step.spared, step.added) if listed is not None]
    records = list(reader.records(LEDGERS["setting"])) if asked or sparing else []
    limits = {setting: county_limit(records, setting) for pairs in asked for _, setting in pairs}
    return limits, {setting: county_list(records, setting) for setting in sparing}


_FEW = 5000
"""Records up to which their rows are looked up by the index; beyond, the whole ledger is read once."""


def _due(row: Record) -> Due:
    values = row.values
    begun = Moment.of(values["begun_at"]) or Moment.of(values["begun_on"])
    end = Moment.of(values["due_at"]) or Moment.of(values["due_on"])
    if begun is None or end is None:
        raise TypeError("begun_on and due_on are required by the ledger")
    return Due(begun, end, str(values["reason"]))


def units_of(reader: Reader, procedure: Procedure, records: Iterable[Record]) -> dict[int, tuple[int | None, str]]:
    """The unit that answers for each record, by the record's id, and its name.

    Args:
        reader: the ledgers.
        procedure: says by which references the unit is found.
        records: the records.
    """
    if not procedure.unit:
        return {}
    *between, last = procedure.unit
    ledger = LEDGERS[procedure.ledger]
    holders: dict[int, Record | None] = {record.id: record for record in records}
    for name in between:
        target = ledger[name].reference
        if target is None:
            raise TypeError(f"procedure {procedure.key}: {name} is no reference")
        ledger = LEDGERS[target.ledger]
        pointed = {number: reference(record, name) if record else None for number, record in holders.items()}
        wanted = sorted({number for number in pointed.values() if number is not None})
        known = {record.id: record for record in reader.records(ledger, wanted)}
        holders = {number: known.get(target_id or 0) for number, target_id in pointed.items()}
    return {
        number: (reference(record, last), record.names.get(last, "")) if record else (None, "")
        for number, record in holders.items()
    }
