"""What a leaver has in her hands, and how far each handover has come (articles 36 and 37); nothing is changed here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import in_use, reference
from fjgov_tui.store import Reader
from fjgov_tui.workflows.rotation import Standing, standings

PERSON, UNIT, ACCOUNT = LEDGERS["person"], LEDGERS["unit"], LEDGERS["account"]
HANDOVER, ITEM = LEDGERS["handover"], LEDGERS["handover_item"]


def called(handover: Record) -> str:
    """A handover as messages name it."""
    return f"{HANDOVER.title} {handover.title}（编号 {handover.id}）"


@dataclass(frozen=True)
class Responsibility:
    """A unit that names the person as one of its two responsible persons (article 5)."""

    unit: Record
    field: str
    """`first` or `direct`."""

    @property
    def label(self) -> str:
        """第一责任人 or 直接责任人."""
        return UNIT[self.field].label


@dataclass(frozen=True)
class Holdings:
    """Everything that has to go to somebody else when a person leaves."""

    person: Record
    accounts: tuple[Record, ...]
    """Accounts in use that she holds."""
    responsible: tuple[Responsibility, ...]
    handovers: tuple[Record, ...]
    """Unfinished handovers in which she leaves or takes over."""

    @property
    def empty(self) -> bool:
        """Whether nothing is in her hands."""
        return not (self.accounts or self.responsible or self.handovers)


@dataclass(frozen=True)
class ItemState:
    """One account that is handed over."""

    account_id: int
    account: str
    taker: str
    rotated_on: date | None
    """The last change of its password; `None` where none is known."""
    state: str
    """已换, 未换, or 已停用 where nobody needs the account any more."""

    @property
    def settled(self) -> bool:
        """Whether the leaver's password no longer opens anything."""
        return self.state != "未换"


@dataclass(frozen=True)
class Progress:
    """How far a handover has come, as of a day."""

    handover: Record
    leaver_id: int
    leaver: str
    unit: str
    taker: str
    left_on: date
    pledge_on: date | None
    filed_on: date | None
    closed_on: date | None
    items: tuple[ItemState, ...]
    held: tuple[str, ...]
    """Accounts in use that still stand in the leaver's name."""
    days: int
    """Days from the leaving day to that day, or to the day it was closed; negative while she is still there."""

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be done, a Chinese phrase each."""
        told = [] if self.pledge_on else ["没有签离岗保密承诺"]
        if not self.filed_on:
            told.append("人员变动没有报县政府办公室备案")
        told += [f"账户“{one.account}”自 {self.left_on} 起没有换过口令" for one in self.items if not one.settled]
        told += [f"账户“{name}”还在移交人名下" for name in self.held]
        return tuple(told)

    @property
    def ready(self) -> bool:
        """Whether everything is there."""
        return not self.missing

    @property
    def rotated(self) -> int:
        """How many of the accounts are settled."""
        return sum(one.settled for one in self.items)

    @property
    def state(self) -> str:
        """已办结, 可办结 or 未办结."""
        if self.closed_on:
            return "已办结"
        return "可办结" if self.ready else "未办结"


def holdings(reader: Reader, person_id: int, as_of: date) -> Holdings:
    """Everything that is in a person's hands on a day.

    Raises:
        InputProblem: there is no such person.
    """
    person = reader.record(PERSON, person_id)
    accounts = (one for one in reader.records(ACCOUNT) if reference(one, "holder") == person_id and in_use(one, as_of))
    responsible = (
        Responsibility(unit, field)
        for unit in reader.records(UNIT)
        for field in ("first", "direct")
        if reference(unit, field) == person_id
    )
    taking = {reference(one, "handover") for one in reader.records(ITEM) if reference(one, "taker") == person_id}
    handovers = (
        one
        for one in reader.records(HANDOVER)
        if one.values["closed_on"] is None
        and (one.id in taking or person_id in {reference(one, "leaver"), reference(one, "taker")})
    )
    return Holdings(person, tuple(accounts), tuple(responsible), tuple(handovers))


def progress(reader: Reader, handover_id: int, as_of: date) -> Progress:
    """How far one handover has come.

    Raises:
        InputProblem: there is no such handover, or it was removed.
    """
    for one in all_progress(reader, as_of):
        if one.handover.id == handover_id:
            return one
    gone = reader.record(HANDOVER, handover_id)
    raise InputProblem("这份工作移交已被移除", where=called(gone), remedy="请先恢复它")


def all_progress(reader: Reader, as_of: date) -> list[Progress]:
    """How far every handover has come, the latest leaver first; what was done after that day does not count."""
    people = {one.id: one for one in reader.records(PERSON)}
    accounts = {one.account.id: one for one in standings(reader, as_of, closed=True)}
    items: dict[int, list[Record]] = defaultdict(list)
    for item in reader.records(ITEM):
        items[reference(item, "handover") or 0].append(item)
    told = (
        _progress(one, people.get(reference(one, "leaver") or 0), items[one.id], accounts, as_of)
        for one in reader.records(HANDOVER)
    )
    return sorted(told, key=lambda one: (one.left_on, one.handover.id), reverse=True)


def _progress(
    handover: Record, leaver: Record | None, items: Iterable[Record], accounts: Mapping[int, Standing], as_of: date
) -> Progress:
    left = handover.day("left_on")
    if left is None:
        raise TypeError("left_on is required by the ledger")
    # Somebody who came back holds accounts again without being a leaver.
    gone = leaver is not None and leaver.day("left_on") == left
    held = (
        one.account.title
        for one in accounts.values()
        if gone and reference(one.account, "holder") == reference(handover, "leaver") and one.state != "已停用"
    )
    closed = _by(handover, "closed_on", as_of)
    return Progress(
        handover=handover,
        leaver_id=reference(handover, "leaver") or 0,
        leaver=handover.title,
        unit=leaver.names.get("unit", "") if leaver else "",
        taker=handover.names.get("taker", ""),
        left_on=left,
        pledge_on=_by(handover, "pledge_on", as_of),
        filed_on=_by(handover, "filed_on", as_of),
        closed_on=closed,
        items=tuple(_item(item, accounts.get(reference(item, "account") or 0), left) for item in items),
        held=tuple(held),
        days=((closed or as_of) - left).days,
    )


def _item(item: Record, standing: Standing | None, left: date) -> ItemState:
    last = standing.last if standing else None
    stopped = standing is not None and standing.state == "已停用"
    return ItemState(
        account_id=reference(item, "account") or 0,
        account=item.names.get("account", ""),
        taker=item.names.get("taker", ""),
        rotated_on=last,
        state="已停用" if stopped else "已换" if last is not None and last >= left else "未换",
    )


def _by(record: Record, field: str, as_of: date) -> date | None:
    """The day in a field, if it had come by then."""
    day = record.day(field)
    return day if day is not None and day <= as_of else None
