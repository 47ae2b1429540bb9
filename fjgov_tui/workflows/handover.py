"""Handing over (articles 36 and 37): a leaver's accounts and duties go to others, and nothing is finished early."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import in_use, reference, serving
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.rotation import Standing, standings
from fjgov_tui.workflows.training import untrained_warning

PERSON, UNIT, ACCOUNT = LEDGERS["person"], LEDGERS["unit"], LEDGERS["account"]
HANDOVER, ITEM = LEDGERS["handover"], LEDGERS["handover_item"]
AHEAD = 90
"""Days ahead that a leaving may be registered; anything later is taken for a slip of the year."""
CLOSED = ("已关停", "已注销")


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


def begin_handover(
    writer: Writer,
    leaver_id: int,
    left_on: date,
    *,
    takers: Mapping[int, int] | None = None,
    taker_id: int | None = None,
    duties_to: int | None = None,
    untrained: bool = False,
    note: str = "",
) -> int:
    """Register that somebody leaves: the handover, an item for each account, the new holders, the leaving day.

    Args:
        writer: the transaction; all of it is written, or nothing.
        leaver_id: who leaves.
        left_on: the first day on which she is no longer there.
        takers: for accounts by id, the person who takes each.
        taker_id: who takes the accounts that `takers` does not name.
        duties_to: who becomes responsible person of the units that name the leaver; nobody where not given, and
            the units keep a finding until they name a successor.
        untrained: hand accounts even to people who were not trained yet, which stays a finding (article 39).
        note: for the handover's record.

    Returns:
        The handover's id.

    Raises:
        InputProblem: an account has no taker, a taker cannot take, the leaver has a handover under way, or the day
            cannot be; nothing was written.
    """
    leaver = _live_person(writer, leaver_id)
    _check_leaving(writer, leaver, left_on)
    held = holdings(writer, leaver_id, max(left_on, writer.book.today or left_on))
    given = dict.fromkeys((one.id for one in held.accounts), taker_id) | dict(takers or {})
    _check_accounts(writer, held, given)
    for person_id in dict.fromkeys([*given.values(), taker_id, duties_to]):
        _check_taker(writer, leaver, person_id, left_on)
    if not untrained:
        _check_trained(writer, given.values(), max(left_on, writer.book.today or left_on))
    book = writer.book
    takes = {taker_id} - {None} or set(given.values())
    main = book.exact("person", takes.pop() or 0) if len(takes) == 1 else None
    handover = writer.save(
        HANDOVER, {"leaver": book.exact("person", leaver_id), "left_on": left_on, "taker": main, "note": note}
    )
    changed = max(filter(None, (leaver.day("changed_on"), left_on)))
    writer.save(PERSON, {"left_on": left_on, "changed_on": changed}, leaver)
    for account in held.accounts:
        _hand_on(writer, handover, account, given[account.id] or 0)
    for one in held.responsible if duties_to is not None else ():
        unit = writer.record(UNIT, one.unit.id)
        writer.save(UNIT, {one.field: book.exact("person", duties_to or 0)}, unit)
    return handover


def _hand_on(writer: Writer, handover_id: int, account: Record, taker_id: int) -> None:
    taker = writer.book.exact("person", taker_id)
    item: dict[str, Raw] = {
        "handover": writer.book.exact("handover", handover_id),
        "account": writer.book.exact("account", account.id),
        "taker": taker,
    }
    writer.save(ITEM, item)
    writer.save(ACCOUNT, {"holder": taker}, account)


def _live_person(reader: Reader, person_id: int) -> Record:
    person = reader.record(PERSON, person_id)
    if person.removed_at is not None:
        raise InputProblem("这个人的记录已被移除", where=_called(person), remedy="请先恢复，或核对姓名")
    return person


def _called(person: Record) -> str:
    return f"{person.names.get('unit', '')}/{person.title}"


def _check_leaving(writer: Writer, leaver: Record, left_on: date) -> None:
    today, known = writer.book.today or left_on, leaver.day("left_on")
    if left_on > today + timedelta(days=AHEAD):
        raise InputProblem(
            f"离岗日期 {left_on} 在 {AHEAD} 天以后，请核对年份", where=_called(leaver), remedy="请临近离岗时再登记"
        )
    if known is not None and known != left_on:
        raise InputProblem(
            f"人员台账里登记的离岗日期是 {known}，与 {left_on} 不一致",
            where=_called(leaver),
            remedy="请先核对并改好人员台账",
        )
    for one in writer.records(HANDOVER):
        if reference(one, "leaver") == leaver.id and one.values["closed_on"] is None:
            raise InputProblem(
                f"已有一份没有办结的工作移交（编号 {one.id}）",
                where=_called(leaver),
                remedy="请接着办那一份，不要另开",
            )


def _check_accounts(writer: Writer, held: Holdings, given: Mapping[int, int | None]) -> None:
    own = {one.id for one in held.accounts}
    for account_id in given:
        if account_id not in own:
            raise InputProblem(
                "不在移交人名下，或已停用",
                where=f"{ACCOUNT.title} {writer.record(ACCOUNT, account_id).title}",
                remedy="请核对账户和移交人",
            )
    left = [one.title for one in held.accounts if given[one.id] is None]
    if left:
        raise InputProblem(
            f"这些账户没有写明接手人：{'、'.join(left)}",
            where=_called(held.person),
            remedy="请为每个账户指定接手人；没人用的请先停用",
        )
    for account in held.accounts:
        for name in ("site", "media"):
            place = reference(account, name)
            if place is not None and writer.record(LEDGERS[name], place).values["state"] in CLOSED:
                raise InputProblem(
                    f"所属的{LEDGERS[name].title}已关停，不能移交",
                    where=f"{ACCOUNT.title} {account.title}",
                    remedy="请先停用这个账户",
                )


def _check_taker(writer: Writer, leaver: Record, person_id: int | None, left_on: date) -> None:
    if person_id is None:
        return
    if person_id == leaver.id:
        raise InputProblem("接手人不能是移交人自己", where=_called(leaver), remedy="请另选接手人")
    taker = _live_person(writer, person_id)
    if not serving(taker, max(left_on, writer.book.today or left_on)):
        raise InputProblem("接手人已离岗或还没有到岗", where=_called(taker), remedy="请另选在岗的接手人")


def _check_trained(reader: Reader, takers: Iterable[int | None], on: date) -> None:
    for person_id in dict.fromkeys(one for one in takers if one is not None):
        warning = untrained_warning(reader, person_id, on)
        if warning:
            raise InputProblem(
                warning,
                where=_called(reader.record(PERSON, person_id)),
                remedy="请先培训并登记参训，或另选接手人；确需先交的要明确选择“未培训也移交”",
            )


def record_pledge(writer: Writer, handover_id: int, on: date) -> None:
    """Book that the leaver signed the pledge of confidentiality.

    Raises:
        InputProblem: the handover is finished, or the day lies ahead or before she came.
    """
    handover = _open_handover(writer, handover_id, on)
    came = writer.record(PERSON, reference(handover, "leaver") or 0).day("on_duty")
    if came is not None and on < came:
        raise InputProblem(f"{on} 早于移交人的到岗日期 {came}", where=_name(handover), remedy="请核对承诺日期")
    writer.save(HANDOVER, {"pledge_on": on}, handover)


def record_filing(writer: Writer, handover_id: int, on: date) -> None:
    """Book that the change was filed with the county government's office, here and with the person.

    Raises:
        InputProblem: the handover is finished, or the day lies ahead or before the leaving.
    """
    handover = _open_handover(writer, handover_id, on)
    left = handover.day("left_on")
    if left is not None and on < left:
        raise InputProblem(
            f"备案日期 {on} 早于离岗日期 {left}", where=_name(handover), remedy="人员变动发生后再报备案，请核对"
        )
    writer.save(HANDOVER, {"filed_on": on}, handover)
    leaver = writer.record(PERSON, reference(handover, "leaver") or 0)
    writer.save(PERSON, {"filed_on": on}, leaver)


def finish_handover(writer: Writer, handover_id: int) -> date:
    """Close a handover on the day of the transaction.

    Returns:
        The closing day.

    Raises:
        InputProblem: something is missing, and the sentence names all of it; or she has not left yet, or it was
            closed before.
    """
    today = writer.book.today
    if today is None:
        raise TypeError("a writer knows its day")
    handover = _open_handover(writer, handover_id, today)
    come = progress(writer, handover_id, today)
    if come.left_on > today:
        raise InputProblem(
            f"还没有到离岗日期 {come.left_on}", where=_name(handover), remedy="请在离岗、换过口令之后办结"
        )
    if not come.ready:
        raise InputProblem(f"还不能办结：{'；'.join(come.missing)}", where=_name(handover), remedy="请补齐之后再办结")
    writer.save(HANDOVER, {"closed_on": today}, handover)
    return today


def _name(handover: Record) -> str:
    return f"{HANDOVER.title} {handover.title}（编号 {handover.id}）"


def _open_handover(writer: Writer, handover_id: int, on: date) -> Record:
    handover = writer.record(HANDOVER, handover_id)
    if handover.removed_at is not None:
        raise InputProblem("这份工作移交已被移除", where=_name(handover), remedy="请先恢复它")
    if handover.values["closed_on"] is not None:
        raise InputProblem(
            f"已在 {handover.values['closed_on']} 办结", where=_name(handover), remedy="要更正请先清空办结日期"
        )
    if writer.book.today is not None and on > writer.book.today:
        raise InputProblem(f"{on} 还没有到", where=_name(handover), remedy="请在办过之后登记")
    return handover


def progress(reader: Reader, handover_id: int, as_of: date) -> Progress:
    """How far one handover has come.

    Raises:
        InputProblem: there is no such handover, or it was removed.
    """
    for one in all_progress(reader, as_of):
        if one.handover.id == handover_id:
            return one
    gone = reader.record(HANDOVER, handover_id)
    raise InputProblem("这份工作移交已被移除", where=_name(gone), remedy="请先恢复它")


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
