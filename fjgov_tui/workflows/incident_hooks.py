"""What the program sees of an incident by itself, and what its steps change about the monitor's alert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from fjgov_tui.clock import instant, parse_instant, show_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.base import Stored
from fjgov_tui.ledgers.handling import DISMISSING, INCIDENT
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.alerts import change_alert, open_alerts
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.emergency import EmergencyStep, checklists, open_checklist
from fjgov_tui.workflows.hooks import Hooks, Item, Seen
from fjgov_tui.workflows.matters import Observed, Progress

HOUR = timedelta(hours=1)
_DOWN = ("故障", "疑似", "恢复中", "不稳定")
"""Healths of a site that does not open, or not yet again as it should."""


class FoundHooks(Hooks):
    """Its finding is a field."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """It was found when the ledger says so."""
        return {record.id: {"found": Observed(Moment.of(record.values["found_at"]))} for record in records}

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """Nothing happens to it before it was found."""
        found_at = record.at("found_at")
        if moment.at is not None and moment.at < found_at.replace(microsecond=0):
            raise InputProblem(
                f"{step.label}（{moment}）早于发现时刻（{Moment.at_instant(found_at)}）",
                where=record.title,
                remedy="请核对两个时刻",
            )


@dataclass(frozen=True)
class Checklist(Observed):
    """That it was found, and what the emergency plan wants done at its grade."""

    checklist: Sequence[EmergencyStep] = ()

    @property
    def pending(self) -> tuple[str, ...]:
        """The steps of the plan that nobody has entered."""
        return tuple(f"预案清单的{item.place}" for item in self.checklist if item.done is None)


class IncidentHooks(FoundHooks):
    """Alert and incident are one story; a grade opens the checklist of the emergency plan."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """When it was found, and its checklist."""
        lists = checklists(reader, records)
        return {
            record.id: {"found": Checklist(Moment.of(record.values["found_at"]), (), lists.get(record.id, ()))}
            for record in records
        }

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """It is not closed on screen while the plan's steps are open; on paper it is entered as it happened."""
        super().check(writer, record, step, moment, medium)
        if step.name == "closed" and medium is Medium.SCREEN:
            items = checklists(writer, [record]).get(record.id, ())
            waiting = [item.place for item in items if item.done is None]
            if waiting:
                raise InputProblem(
                    f"预案清单还有{'、'.join(waiting)}没有办", where=record.title, remedy="请先逐步登记，再办结"
                )

    def items(self, come: Progress) -> Sequence[Item]:
        """The checklist that stands under the steps: what is still to be entered, and what may be ticked."""
        seen = come.known.observed.get("found")
        return [plan_line(item) for item in seen.checklist] if isinstance(seen, Checklist) else []

    def doubts(self, reader: Reader, come: Progress, step: Step) -> Sequence[str]:
        """Closed while the monitor still sees it, with steps that nobody took, or without a cause."""
        if step.name != come.procedure.closing or come.procedure.key == DISMISSING.key:
            return ()
        values = come.record.values
        skipped = [state.step.label for state in come.steps if state.done is None and state.step is not step]
        doubts = [_still_down(reader, reference(come.record, "site"))]
        if values["cause"] is not None and values["recovered_at"] is None:
            doubts.append("监测还没有看到它恢复")
        doubts.append(f"没有登记{'、'.join(skipped)}" if skipped else "")
        doubts.append("" if values["root_cause"] else f"没有写{INCIDENT['root_cause'].label}")
        return [*filter(None, doubts)]

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """While the unit's hour runs nobody is told again; what is closed here is closed there."""
        if step.name == "notified" and moment.at is not None:
            until = int((moment.at + HOUR).timestamp())
            for alert in open_alerts(writer):
                if alert.incident == record.id:
                    # Who has acknowledged it for longer is not told sooner because the unit was told.
                    change_alert(writer, alert.id, acked_until=max(until, alert.acked_until or until))
        elif step.name == "judged":
            open_checklist(writer, record.id)
        elif step.name == "closed":
            now = int(parse_instant(writer.at).timestamp())
            for alert in open_alerts(writer):
                if alert.incident == record.id:
                    change_alert(writer, alert.id, closed_at=max(now, alert.opened_at), acked_until=None)


def plan_line(item: EmergencyStep) -> Item:
    """One step of the emergency plan as screens, forms and programs show it."""
    done = f"，{Moment.at_instant(item.done)} {item.by}" if item.done else ""
    due = f"，{Moment.at_instant(item.due)} 前" if item.due and not item.done else ""
    row: dict[str, Stored] = {
        "id": item.id,
        "number": item.number,
        "plan": item.plan or None,
        "action": item.action,
        "person": item.person,
        "due_at": instant(item.due) if item.due else None,
        "done_at": instant(item.done) if item.done else None,
        "by": item.by,
    }
    return Item(item.done is not None, f"{item.words}{due}{done}", row)


def _still_down(reader: Reader, site: int | None) -> str:
    """What the monitor saw last of a site that does not open; empty where it opens, or was never looked at."""
    state = site_states(reader, (site,)).get(site) if site is not None else None
    if site is None or state is None or state.health not in _DOWN:
        return ""
    name = reader.record(LEDGERS["site"], site).title
    why = f"，{state.last_why}" if state.last_why else ""
    looked = f"{show_unix(state.last_at)} " if state.last_at is not None else ""
    return f"“{name}”现在是{state.health}（{looked}最近一次访问{why}）"
