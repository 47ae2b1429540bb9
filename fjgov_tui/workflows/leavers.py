"""What a leaver has in her hands, and what is special to the procedure of handing over (articles 36 and 37)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import in_use, reference
from fjgov_tui.ledgers.procedures import Medium, Step
from fjgov_tui.ledgers.rotation import RotationReason
from fjgov_tui.ledgers.safety import AccountState
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.hooks import Hooks, Item, Seen
from fjgov_tui.workflows.matters import Observed, Progress
from fjgov_tui.workflows.rotation import PasswordState, Standing, standings

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
class Rotated(Observed):
    """What is seen of a handover's accounts."""

    items: tuple[ItemState, ...] = ()
    held: tuple[str, ...] = ()
    """Accounts in use that still stand in the leaver's name."""


def holdings(reader: Reader, person_id: int, as_of: date) -> Holdings:
    """Everything that is in a person's hands on a day.

    Raises:
        InputProblem: there is no such person.
    """
    person = reader.record(PERSON, person_id)
    accounts = (
        record
        for record in reader.records(ACCOUNT)
        if reference(record, "holder") == person_id and in_use(record, as_of)
    )
    responsible = (
        Responsibility(unit, field)
        for unit in reader.records(UNIT)
        for field in ("first", "direct")
        if reference(unit, field) == person_id
    )
    taking = {
        reference(record, "handover") for record in reader.records(ITEM) if reference(record, "taker") == person_id
    }
    handovers = (
        record
        for record in reader.records(HANDOVER)
        if record.values["closed_on"] is None
        and (record.id in taking or person_id in {reference(record, "leaver"), reference(record, "taker")})
    )
    return Holdings(person, tuple(accounts), tuple(responsible), tuple(handovers))


class HandoverHooks(Hooks):
    """The accounts' passwords are seen, not signed; a filing is the leaver's too."""

    def observed(self, reader: Reader, records: Sequence[Record], now: Moment) -> Mapping[int, Seen]:
        """The accounts of each handover, and whether their passwords were changed since the leaving day."""
        if not records:
            return {}
        people = {record.id: record for record in reader.records(PERSON)}
        items: dict[int, list[Record]] = defaultdict(list)
        for item in reader.records(ITEM):
            items[reference(item, "handover") or 0].append(item)
        given = {reference(item, "account") for record in records for item in items[record.id]}
        leavers = {reference(record, "leaver") for record in records}

        def asked(account: Record) -> bool:
            return account.id in given or reference(account, "holder") in leavers

        accounts = {each.account.id: each for each in standings(reader, now.on, closed=True, which=asked)}
        held: dict[int, list[Standing]] = defaultdict(list)
        for standing in accounts.values():
            if standing.state != PasswordState.STOPPED:
                held[reference(standing.account, "holder") or 0].append(standing)
        seen: dict[int, Seen] = {}
        for record in records:
            leaver = reference(record, "leaver") or 0
            rotated = _rotated(record, people.get(leaver), items[record.id], accounts, held.get(leaver, ()))
            seen[record.id] = {"rotated": rotated}
        return seen

    def check(self, writer: Writer, record: Record, step: Step, moment: Moment, medium: Medium) -> None:
        """Nobody pledges before she came."""
        came = writer.record(PERSON, reference(record, "leaver") or 0).day("on_duty")
        if step.name == "pledge" and came is not None and moment.on < came:
            raise InputProblem(
                f"{moment.on} 早于移交人的到岗日期 {came}", where=called(record), remedy="请核对承诺日期"
            )

    def after(self, writer: Writer, record: Record, step: Step, moment: Moment) -> None:
        """The change that was filed is the leaver's: her own record says so too."""
        if step.name == "filed":
            writer.save(PERSON, {"filed_on": moment.on}, writer.record(PERSON, reference(record, "leaver") or 0))

    def row(self, come: Progress) -> Mapping[str, Stored]:
        """How many accounts, how many of them settled, and for how many days it has been going on."""
        seen, left = accounts_of(come), come.record.day("left_on") or come.now.on
        until = come.closed.on if come.closed else come.now.on
        settled = sum(item.settled for item in seen.items)
        return {"accounts": len(seen.items), "rotated": settled, "days": (until - left).days}

    def items(self, come: Progress) -> Sequence[Item]:
        """The accounts that are handed over, and those that still stand in the leaver's name."""
        seen = accounts_of(come)
        given = [_listed(item) for item in seen.items]
        if not given and not seen.held and come.ended:
            return [Item(True, "没有登记移交的账户", {})]
        return [*given, *(Item(False, f"账户 {name} 还在移交人名下，请交给别人", {}) for name in seen.held)]


def usual_reason(reader: Reader, standing: Standing) -> RotationReason:
    """Why a password will most likely be changed now: it never was, the account is handed over, or it is time."""
    if standing.last is None:
        return RotationReason.FIRST
    for item in reader.records(ITEM):
        if reference(item, "account") == standing.account.id:
            handover = reader.record(HANDOVER, reference(item, "handover") or 0)
            left = handover.day("left_on")
            if handover.values["closed_on"] is None and left is not None and standing.last < left:
                return RotationReason.HANDOVER
    return RotationReason.PERIODIC


def accounts_of(come: Progress) -> Rotated:
    """The accounts of a handover, as they were seen."""
    seen = come.known.observed.get("rotated")
    return seen if isinstance(seen, Rotated) else Rotated()


def _listed(item: ItemState) -> Item:
    changed = f"上次换口令 {item.rotated_on}" if item.rotated_on else "没有换过口令"
    words = f"账户 {item.account} → {item.taker}：{'已停用' if item.state == AccountState.STOPPED else changed}"
    remedy = "" if item.settled else "，离岗之后还要换；换了到画面 3 登记"
    on = item.rotated_on.isoformat() if item.rotated_on else None
    row = {"account": item.account, "taker": item.taker, "rotated_on": on, "state": item.state}
    return Item(item.settled, words + remedy, row)


def _rotated(
    handover: Record,
    leaver: Record | None,
    items: Iterable[Record],
    accounts: Mapping[int, Standing],
    holding: Sequence[Standing],
) -> Rotated:
    left = handover.day("left_on")
    if left is None:
        raise TypeError("left_on is required by the ledger")
    states = tuple(_item(item, accounts.get(reference(item, "account") or 0), left) for item in items)
    # Somebody who came back holds accounts again without being a leaver.
    gone = leaver is not None and leaver.day("left_on") == left
    held = tuple(standing.account.title for standing in holding) if gone else ()
    missing = [f"账户“{item.account}”自 {left} 起没有换过口令" for item in states if not item.settled]
    missing += [f"账户“{name}”还在移交人名下" for name in held]
    last = max((item.rotated_on for item in states if item.rotated_on and item.rotated_on >= left), default=left)
    return Rotated(None if missing else Moment(last), tuple(missing), items=states, held=held)


def _item(item: Record, standing: Standing | None, left: date) -> ItemState:
    last = standing.last if standing else None
    stopped = standing is not None and standing.state == PasswordState.STOPPED
    return ItemState(
        account_id=reference(item, "account") or 0,
        account=item.names.get("account", ""),
        taker=item.names.get("taker", ""),
        rotated_on=last,
        state=AccountState.STOPPED if stopped else "已换" if last is not None and last >= left else "未换",
    )
