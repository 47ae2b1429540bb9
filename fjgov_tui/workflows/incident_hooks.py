"""What the program sees of an incident by itself, and what its steps change about the monitor's alert."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from fjgov_tui.clock import parse_instant
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.watch.alerts import change_alert, open_alerts
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.hooks import Hooks, Seen
from fjgov_tui.workflows.matters import Observed

HOUR = timedelta(hours=1)


class FoundHooks(Hooks):
    """Its finding is a field."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """It was found when the ledger says so."""
        return {record.id: {"found": Observed(Moment.of(record.values["found_at"]))} for record in records}

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """Nothing happens to it before it was found."""
        found_at = parse_instant(str(record.values["found_at"]))
        if moment.at is not None and moment.at < found_at.replace(microsecond=0):
            raise InputProblem(
                f"{step.label}（{moment}）早于发现时刻（{Moment.at_instant(found_at)}）",
                where=record.title,
                remedy="请核对两个时刻",
            )


class IncidentHooks(FoundHooks):
    """Alert and incident are one story."""

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """While the unit's hour runs nobody is told again; what is closed here is closed there."""
        if step.name == "notified" and moment.at is not None:
            for alert in open_alerts(writer):
                if alert.incident == record.id:
                    change_alert(writer, alert.id, acked_until=int((moment.at + HOUR).timestamp()))
        elif step.name == "closed":
            now = int(parse_instant(writer.at).timestamp())
            for alert in open_alerts(writer):
                if alert.incident == record.id:
                    change_alert(writer, alert.id, closed_at=max(now, alert.opened_at), acked_until=None)
