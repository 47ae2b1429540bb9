"""Taking back the last thing that an operator booked: by new entries of the trail, never by erasing any.

All of it is taken back, or nothing. What cannot honestly be taken back, a signature, a password that was checked, what
somebody has changed since, is said in a sentence.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.safety import LengthBasis
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.diff import restorable
from fjgov_tui.store.trail_reading import TrailEntry
from fjgov_tui.store.watch.alerts import ACKNOWLEDGED, change_alert, open_alerts

UNDONE = "撤销："
"""How the reason of an entry begins that takes something back."""
_FAR = 500
"""Bookings of everybody among which one's own last one is looked for."""
_CHANGES = ("新增", "修改", "移除", "恢复")
_FINAL = {
    "signature": "签署只能增加：签错了请退回或重办",
    "judgement": "疑点判定牵连告警和处置单：请在画面 5 撤回判定",
    "acceptance": "认可过的基线已经用来比较：请再认可一次",
}
"""Ledgers whose records have consequences that the trail does not hold, and what to do there instead."""


@dataclass(frozen=True)
class Booking:
    """What one operator wrote in one transaction."""

    at: str
    reason: str
    entries: tuple[TrailEntry, ...]
    """In the order in which they were written."""

    @property
    def counts(self) -> str:
        """What it did, by ledger and kind, such as `新增口令更换 12，修改后台账户 12`."""
        kinds = Counter((entry.action, entry.ledger) for entry in self.entries if entry.action in _CHANGES)
        words = [
            f"{action}{LEDGERS[name].title} {count}"
            for (action, name), count in kinds.items()
            if name in LEDGERS and name != "deadline"
        ]
        acknowledged = sum(entry.action == ACKNOWLEDGED for entry in self.entries)
        return "，".join([*words, *([f"知悉告警 {acknowledged}"] if acknowledged else [])])


def last_booking(reader: Reader, who: str) -> Booking | None:
    """The operator's last booking that changed anything.

    Args:
        reader: the file.
        who: the operator, as the trail names actors.

    Returns:
        `None` where there is none among the newest of everybody's.
    """
    for entries in islice(reader.bookings(), _FAR):
        mine = [entry for entry in entries if entry.action in _CHANGES or entry.action == ACKNOWLEDGED]
        if mine and mine[0].who == who:
            return Booking(mine[0].at, mine[0].reason, tuple(mine))
    return None


def undo(writer: Writer, booking: Booking) -> None:
    """Take a booking back: what was added is removed, what was changed says again what it said before.

    Args:
        writer: the transaction; its reason should begin with `UNDONE`.
        booking: from `last_booking`.

    Raises:
        InputProblem: something of it cannot be taken back; nothing was written.
    """
    if booking.reason.startswith(UNDONE):
        remedy = "要改别的，请在那条记录的变更历史（F6）里恢复旧值"
        raise InputProblem("最近一次登记就是撤销，不再往回撤", remedy=remedy)
    _check_untouched(writer, booking)
    added = {(entry.ledger, entry.record) for entry in booking.entries if entry.action == "新增"}
    for entry in reversed(booking.entries):
        if entry.action == ACKNOWLEDGED:
            change_alert(writer, int(entry.after["alert"] or 0), acked_until=_seconds(entry.after["before"]))
        elif entry.ledger != "deadline":
            _check_final(entry)
            _take_back(writer, entry)
        elif not any((name, entry.after.get("record")) in added for name in LEDGERS):
            raise InputProblem("里面有写下了时限的环节，时限不能撤销", remedy="请在那一件里退回或重办")


def _check_untouched(writer: Writer, booking: Booking) -> None:
    """Nobody has changed since what would be taken back."""
    newest = {(entry.ledger, entry.record): entry.revision for entry in booking.entries if entry.ledger in LEDGERS}
    for (name, number), revision in newest.items():
        record = writer.record(LEDGERS[name], number)
        if record.revision != revision:
            raise InputProblem(
                f"之后又改过（现在是第 {record.revision} 版），不能整批撤销",
                where=f"{LEDGERS[name].title} {record.title}",
                remedy="请逐条在变更历史（F6）里恢复旧值",
            )


def _check_final(entry: TrailEntry) -> None:
    if entry.ledger in _FINAL:
        raise InputProblem(f"里面有{LEDGERS[entry.ledger].title}，不能撤销", remedy=_FINAL[entry.ledger])
    if entry.ledger == "rotation" and entry.after.get("basis") == LengthBasis.CHECKED:
        raise InputProblem("口令检查过，已记下它用过，不能撤销", remedy="登记错了账户的，请在口令更换台账里移除并说明")


def _take_back(writer: Writer, entry: TrailEntry) -> None:
    ledger = LEDGERS[entry.ledger]
    record = writer.record(ledger, entry.record)
    if entry.action in {"新增", "恢复"}:
        writer.remove(ledger, record.id, record.revision)
    elif entry.action == "移除":
        writer.restore(ledger, record.id)
    else:
        old = restorable(ledger, entry)
        sealed = [ledger[name].label for name in entry.before if name in ledger and name not in old]
        if sealed:
            raise InputProblem(
                f"改过{'、'.join(sealed)}，审计链里只有遮盖的样子，旧值恢复不了",
                where=f"{ledger.title} {record.title}",
                remedy="请直接改回去",
            )
        writer.put_back(ledger, record.id, old, record.revision)
        if ledger.name == "incident" and "acked_until" in old:
            _alerts_as_before(writer, record.id, old["acked_until"])


def _alerts_as_before(writer: Writer, incident: int, until: Stored) -> None:
    """An incident that is acknowledged no longer: nor is its alert."""
    seconds = None if until is None else int(parse_instant(str(until)).timestamp())
    for alert in open_alerts(writer):
        if alert.incident == incident:
            change_alert(writer, alert.id, acked_until=seconds)


def _seconds(kept: Stored) -> int | None:
    return None if kept is None else int(kept)
