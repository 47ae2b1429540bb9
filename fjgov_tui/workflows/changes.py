"""What opening and closing change in the ledgers of sites and accounts, and what a closing leaves to be cleaned up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fjgov_tui.clock import DAY_SECONDS, day_start, from_unix
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.changes import ENDING, ChangeKind
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.ledgers.safety import AccountState
from fjgov_tui.ledgers.sites import PlaceState, SiteKind
from fjgov_tui.ledgers.types import Raw, RecordId, Stored
from fjgov_tui.store import Reader, Selection, Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.hooks import Hooks, Item, Seen
from fjgov_tui.workflows.matters import Observed, Progress

CHANGE, MEDIA = LEDGERS["change"], LEDGERS["media"]
MAINTENANCE = LEDGERS["maintenance"]
_ENDED: Mapping[str, PlaceState] = {
    ChangeKind.CLOSE: PlaceState.CLOSED,
    ChangeKind.DEREGISTER: PlaceState.DEREGISTERED,
    ChangeKind.MERGE: PlaceState.CLOSED,
}


class OpeningHooks(Hooks):
    """The step by which something opens makes its row in the ledger, once."""

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """Register the site or the account, or write the days into the one that stands there."""
        opened = record.day("opened_on")
        if step.name == "online":
            given: dict[str, Raw] = {"opened_on": opened, "kind": SiteKind.SUBSITE, "url": _text(record, "url")}
            _register(writer, record, "site", given)
        elif step.name == "opened":
            given = {"platform": _text(record, "platform"), "opened_on": opened, "approval": _text(record, "approval")}
            _register(writer, record, "media", given | {"approved_on": record.day("approved_on")})
        elif step.name == "certified" and reference(record, "media") is not None:
            account = writer.record(MEDIA, reference(record, "media") or 0)
            if account.values["subject"] is None:
                writer.save(MEDIA, {"subject": record.names.get("unit", "")}, account)


def _text(record: Record, field: str) -> Raw:
    return record.values[field]


def _register(writer: Writer, record: Record, ledger: str, given: Mapping[str, Raw]) -> None:
    declared, known = LEDGERS[ledger], reference(record, ledger)
    if known is not None:
        row = writer.record(declared, known)
        writer.save(declared, {name: value for name, value in given.items() if row.values[name] is None}, row)
        return
    unit = RecordId(reference(record, "unit") or 0)
    made = writer.save(declared, {**given, "name": record.title, "unit": unit})
    writer.save(CHANGE, {ledger: RecordId(made)}, writer.record(CHANGE, record.id))


class ChangingHooks(Hooks):
    """The execution ends the site or the account; what is left of it is seen in the ledgers."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """What of each closed site or account still stands open."""
        closed = [record for record in records if record.values["kind"] in ENDING and record.values["executed_on"]]
        read = {name: list(reader.records(LEDGERS[name])) if closed else [] for name in _ASKED}
        # Of two thousand columns it is only asked how many a site has.
        columns = Counter(row[1] for row in reader.values(LEDGERS["column"], ("site",))) if closed else Counter()
        return {record.id: {"cleaned": _cleaned(record, read, columns)} for record in records}

    def items(self, come: Progress) -> Sequence[Item]:
        """What has been cleaned up once the change has been executed, and what has still to be."""
        if not come["executed"].done:
            return ()
        seen = come.known.observed.get("cleaned", Observed())
        return [*(Item(True, word, {}) for word in seen.settled), *(Item(False, word, {}) for word in seen.missing)]

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """What is executed has to be named."""
        if step.name == "executed" and reference(record, "site") is None and reference(record, "media") is None:
            raise InputProblem("没有写明是哪个站点或账号", where=record.title, remedy="请在登记里填站点或政务新媒体")

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """The ledger says from now on that it is closed."""
        state = _ENDED.get(record.text("kind"))
        if step.name != "executed" or state is None:
            return
        for name in ("site", "media"):
            target = reference(record, name)
            if target is not None:
                row = writer.record(LEDGERS[name], target)
                fitting = state if state in LEDGERS[name]["state"].type.options else PlaceState.CLOSED
                writer.save(LEDGERS[name], {"state": fitting, "closed_on": moment.on}, row)


class OfflineHooks(Hooks):
    """While a site is taken offline with approval the monitor's visits are marked as maintenance and judge nobody."""

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """Nothing is taken offline until a day that has passed."""
        until = record.day("until_on")
        if step.name == "executed" and medium is Medium.SCREEN and until is not None and until < moment.on:
            raise InputProblem(
                f"批准下线到 {until}，早于下线的 {moment.on}", where=record.title, remedy="请核对“下线至”（第九条）"
            )

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """A window of maintenance from the day on, which ends when the site is back."""
        site, until = reference(record, "site"), record.day("until_on")
        if site is None or until is None:
            return
        reason = f"临时下线：{record.title}（办件 {record.id}）"
        if step.name == "executed":
            given: dict[str, Raw] = {
                "site": RecordId(site),
                "starts_at": moment.at or from_unix(day_start(moment.on)),
                "ends_at": from_unix(day_start(until) + DAY_SECONDS),
                "reason": reason,
                "approver": record.names.get("unit", ""),
            }
            writer.save(MAINTENANCE, given)
        elif step.name == "restored":
            end = moment.at or from_unix(day_start(moment.on) + DAY_SECONDS)
            for number in writer.ids(Selection("maintenance", where=(("site", site), ("reason", reason)))):
                window = writer.record(MAINTENANCE, number)
                if window.at("starts_at") <= end < window.at("ends_at"):
                    writer.save(MAINTENANCE, {"ends_at": end}, window)


_ASKED = ("site", "media", "account")
"""The ledgers in which a closing leaves something, besides the columns."""


def _cleaned(record: Record, read: Mapping[str, Sequence[Record]], columns: Mapping[Stored, int]) -> Observed:
    executed = record.day("executed_on")
    if record.values["kind"] not in ENDING or executed is None:
        return Observed(Moment.of(record.values["executed_on"]))
    points = list(_checklist(record, read, columns))
    missing = tuple(words for settled, words in points if not settled)
    done = tuple(words for settled, words in points if settled)
    return Observed(None if missing else Moment(executed), missing, settled=done)


def _checklist(
    record: Record, read: Mapping[str, Sequence[Record]], columns: Mapping[Stored, int]
) -> Iterator[tuple[bool, str]]:
    """What a closing leaves, point by point: whether it is settled, and how it stands."""
    for name in ("site", "media"):
        target = reference(record, name)
        closed = next((row for row in read[name] if row.id == target), None)
        if closed is None:
            continue
        for account in read["account"]:
            if reference(account, name) == target:
                yield _account(account)
        if name == "site":
            open_columns = columns.get(target, 0)
            yield not open_columns, f"还有 {open_columns} 个栏目在台账里" if open_columns else "栏目都已移除，不再监测"
            if any(closed.values[field] for field in ("police", "icp", "id_code")):
                yield _ended(
                    closed, "unfiled_on", "备案已注销", "公安、ICP 备案还没有注销，请注销后填站点的备案注销日期"
                )
        elif closed.values["subject"]:
            yield _ended(closed, "uncertified_on", "认证已取消", "认证还没有取消，请取消后填新媒体的认证取消日期")


def _account(account: Record) -> tuple[bool, str]:
    """A stopped account has no password that anybody could use; those of what is closed are not changed any more."""
    stopped = account.values["state"] == AccountState.STOPPED
    return stopped, f"账户“{account.title}”{'已停用' if stopped else '还没有停用'}"


def _ended(closed: Record, field: str, done: str, missing: str) -> tuple[bool, str]:
    on = closed.day(field)
    return (True, f"{done}（{on}）") if on else (False, missing)
