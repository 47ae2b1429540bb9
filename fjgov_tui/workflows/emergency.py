"""The checklist that a graded incident opens from the emergency plans (article 27), and how it is ticked off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from fjgov_tui.clock import beijing_day, instant, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.offices import COUNTY_OFFICE
from fjgov_tui.workflows.safety import plans_in_force

PLAN, STEP, ITEM, INCIDENT = (LEDGERS[name] for name in ("plan", "plan_step", "plan_item", "incident"))


@dataclass(frozen=True, kw_only=True)
class EmergencyStep:
    """One line of an incident's checklist."""

    id: int
    number: int
    """Its place in the plan, from 1."""
    action: str
    person: str
    """Who is to do it; empty where the plan names nobody."""
    due: datetime | None
    """By when, where the plan gives minutes: counted from the grading."""
    done: datetime | None
    by: str
    plan: str = ""
    """Whose step it is, where an incident has steps of several plans; empty where there is but one."""

    @property
    def place(self) -> str:
        """Which step, of which plan."""
        return f"第 {self.number} 步“{self.action}”{f'（{self.plan}）' if self.plan else ''}"

    @property
    def words(self) -> str:
        """What has to be done, by whom."""
        who = f"（{self.person}）" if self.person else ""
        return f"预案第 {self.number} 步：{self.action}{who}{f'，{self.plan}' if self.plan else ''}"


def checklists(reader: Reader, incidents: Iterable[Record]) -> Mapping[int, Sequence[EmergencyStep]]:
    """The checklists of incidents, by the incident's id; those without one are left out.

    Args:
        reader: the ledgers.
        incidents: the incidents; only graded ones can have a checklist.
    """
    graded = {record.id: record for record in incidents if record.values["grade"] is not None}
    if not graded:
        return {}
    steps = {record.id: record for record in reader.records(STEP)}
    listed: dict[int, list[EmergencyStep]] = {}
    for item in reader.records(ITEM):
        incident, step = graded.get(reference(item, "incident") or 0), steps.get(reference(item, "step") or 0)
        if incident is not None and step is not None:
            listed.setdefault(incident.id, []).append(_item(incident, item, step))
    return {incident: _told_apart(items) for incident, items in listed.items()}


def _told_apart(items: Sequence[EmergencyStep]) -> Sequence[EmergencyStep]:
    """In their order; each names its plan where two plans have a first step."""
    ordered = sorted(items, key=lambda item: (item.number, item.id))
    several = len({item.plan for item in items}) > 1
    return ordered if several else [replace(item, plan="") for item in ordered]


def _item(incident: Record, item: Record, step: Record) -> EmergencyStep:
    minutes, graded = step.values["minutes"], incident.values["judged_at"]
    due = None if minutes is None or graded is None else parse_instant(str(graded)) + timedelta(minutes=int(minutes))
    done = item.values["done_at"]
    return EmergencyStep(
        id=item.id,
        number=int(step.values["number"] or 0),
        action=step.title,
        person=step.names.get("person", ""),
        due=due,
        done=parse_instant(str(done)) if done is not None else None,
        by=item.names.get("by", ""),
        plan=step.names.get("plan", ""),
    )


def open_checklist(writer: Writer, incident: int) -> int:
    """Write down what the plans in force want done at the incident's grade; what is there already stays.

    Args:
        writer: the transaction.
        incident: a graded incident.

    Returns:
        How many steps were added.
    """
    record = writer.record(INCIDENT, incident)
    units = {unit.id for unit in writer.records(LEDGERS["unit"]) if unit.values["kind"] == COUNTY_OFFICE}
    units |= {number for number in (reference(record, "unit"),) if number is not None}
    plans = {
        plan.id
        for plan in plans_in_force(writer.records(PLAN), beijing_day(parse_instant(writer.at)))
        if reference(plan, "unit") in units
    }
    added = 0
    for step in writer.records(STEP):
        wanted = reference(step, "plan") in plans and step.values["grade"] == record.values["grade"]
        if wanted and writer.find_by_key(ITEM, {"incident": incident, "step": step.id}) is None:
            values: dict[str, Raw] = {
                "incident": writer.name_book.reference("incident", incident),
                "step": writer.name_book.reference("plan_step", step.id),
            }
            writer.save(ITEM, values)
            added += 1
    return added


def tick(
    writer: Writer,
    incident: int,
    number: int,
    person: int | None = None,
    at: datetime | None = None,
    *,
    line: int | None = None,
) -> EmergencyStep:
    """Book that a step of the plan was done.

    Args:
        writer: the transaction.
        incident: the incident.
        number: the step's place in the plan; of two plans' the one that names this person, else the first that is open.
        person: who did it; whom the plan names where not given.
        at: when; now where not given.
        line: the id of the checklist's line, where it is known which of them is meant.

    Raises:
        InputProblem: there is no such step, it was done already, or it is said to have been done in the future or
            before the incident was found.
    """
    record = writer.record(INCIDENT, incident)
    numbered = [item for item in checklists(writer, [record]).get(incident, ()) if item.number == number]
    listed = [item for item in numbered if line in {None, item.id}]
    if not listed:
        raise InputProblem(f"预案清单里没有第 {number} 步", where=record.title, remedy="见 fjgov incident plan")
    waiting = [item for item in listed if item.done is None]
    name = "" if person is None else writer.record(LEDGERS["person"], person).title
    item = next((item for item in waiting if item.person == name), next(iter(waiting), None))
    if item is None:
        raise InputProblem(f"预案第 {number} 步已经办过", where=record.title, remedy="不用再登记")
    now, begun = parse_instant(writer.at), parse_instant(str(record.values["found_at"]))
    moment = at or now
    if moment > now:
        raise InputProblem("办理时刻晚于现在", where=record.title, remedy="请核对时刻")
    if moment < begun.replace(microsecond=0):
        raise InputProblem("办理时刻早于发现时刻", where=record.title, remedy="请核对两个时刻")
    known = writer.record(ITEM, item.id)
    who = person or reference(writer.record(STEP, reference(known, "step") or 0), "person")
    given: dict[str, Raw] = {
        "done_at": instant(moment),
        "by": None if who is None else writer.name_book.reference("person", who),
    }
    writer.save(ITEM, given, known)
    return _item(record, writer.record(ITEM, item.id), writer.record(STEP, reference(known, "step") or 0))
