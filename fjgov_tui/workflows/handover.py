"""Handing over (articles 36 and 37): a leaver's accounts and duties go to others, and nothing is finished early."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, serving
from fjgov_tui.ledgers.rotation import HANDING_OVER
from fjgov_tui.ledgers.safety import AccountState
from fjgov_tui.ledgers.sites import PlaceState
from fjgov_tui.ledgers.types import RecordId
from fjgov_tui.store import Reader, Writer
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.leavers import (
    ACCOUNT,
    HANDOVER,
    ITEM,
    PERSON,
    UNIT,
    Holdings,
    ItemState,
    Responsibility,
    Rotated,
    called,
    holdings,
)
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.procedure import Signing, finish, sign
from fjgov_tui.workflows.reading import all_progress
from fjgov_tui.workflows.training import untrained_warning

AHEAD = 90
"""Days ahead that a leaving may be registered; anything later is taken for a slip of the year."""
CLOSED = (PlaceState.CLOSED, PlaceState.DEREGISTERED)


@dataclass(frozen=True)
class HandoverState:
    """How far a handover has come: its procedure, and what is special to it."""

    progress: Progress

    @property
    def record(self) -> Record:
        """The handover's record."""
        return self.progress.record

    @property
    def _accounts(self) -> Rotated:
        seen = self.progress.known.observed.get("rotated")
        return seen if isinstance(seen, Rotated) else Rotated()

    @property
    def items(self) -> tuple[ItemState, ...]:
        """The accounts that are handed over."""
        return self._accounts.items

    @property
    def held(self) -> tuple[str, ...]:
        """Accounts in use that still stand in the leaver's name."""
        return self._accounts.held

    @property
    def leaver_id(self) -> int:
        """The id of the person who leaves; 0 where the record names nobody."""
        return reference(self.record, "leaver") or 0

    @property
    def leaver(self) -> str:
        """The name of the person who leaves."""
        return self.record.title

    @property
    def unit(self) -> str:
        """The leaver's unit; empty where that is not known."""
        return self.progress.known.unit_name

    @property
    def taker(self) -> str:
        """Who takes most of it; empty where nobody does."""
        return self.record.names.get("taker", "")

    @property
    def left_on(self) -> date:
        """The first day on which she is no longer there."""
        return self.record.day("left_on") or date.min

    @property
    def closed_on(self) -> date | None:
        """The day on which it was closed; `None` while it is open."""
        return self.done_on("finish")

    def done_on(self, step: str) -> date | None:
        """The day on which a step was taken; `None` while it was not."""
        done = self.progress[step].done
        return done.on if done else None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be done, a Chinese phrase each; closing it by hand hides nothing."""
        return self.progress.missing

    @property
    def ready(self) -> bool:
        """Whether everything is there."""
        return not self.missing

    @property
    def rotated(self) -> int:
        """How many of the accounts are settled."""
        return sum(item.settled for item in self.items)

    @property
    def days(self) -> int:
        """Days since the leaving day, up to the day it was closed; negative while she is still there."""
        return ((self.closed_on or self.progress.now.on) - self.left_on).days

    @property
    def state(self) -> str:
        """已办结, 办结有缺, 可办结 or 未办结: what the audit finds missing is not closed here either."""
        return str(self.progress.state)


def handover_states(reader: Reader, as_of: date) -> list[HandoverState]:
    """How far every handover has come, the latest leaver first; what was done after that day does not count."""
    states = [HandoverState(progress) for progress in all_progress(reader, HANDING_OVER, Moment(as_of))]
    return sorted(states, key=lambda handover: (handover.left_on, handover.record.id), reverse=True)


def handover_state(reader: Reader, handover_id: int, as_of: date) -> HandoverState:
    """How far one handover has come.

    Raises:
        InputProblem: there is no such handover, or it was removed.
    """
    record = reader.record(HANDOVER, handover_id)
    if record.removed_at is not None:
        raise InputProblem("这份工作移交已被移除", where=called(record), remedy="请先恢复它")
    (come,) = all_progress(reader, HANDING_OVER, Moment(as_of), records=[record])
    return HandoverState(come)


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
    held = holdings(writer, leaver_id, max(left_on, _today(writer)))
    given = dict.fromkeys((record.id for record in held.accounts), taker_id) | dict(takers or {})
    _check_accounts(writer, held, given)
    for person_id in dict.fromkeys([*given.values(), taker_id, duties_to]):
        _check_taker(writer, leaver, person_id, left_on)
    if not untrained:
        _check_trained(writer, given.values(), max(left_on, _today(writer)))
    takes = {taker_id} - {None} or set(given.values())
    main = RecordId(takes.pop() or 0) if len(takes) == 1 else None
    handover = writer.save(HANDOVER, {"leaver": RecordId(leaver_id), "left_on": left_on, "taker": main, "note": note})
    changed = max(filter(None, (leaver.day("changed_on"), left_on)))
    writer.save(PERSON, {"left_on": left_on, "changed_on": changed}, leaver)
    for account in held.accounts:
        _hand_on(writer, handover, account, given[account.id] or 0)
    for post in held.responsible if duties_to is not None else ():
        unit = writer.record(UNIT, post.unit.id)
        writer.save(UNIT, {post.field: RecordId(duties_to or 0)}, unit)
    return handover


def _hand_on(writer: Writer, handover_id: int, account: Record, taker_id: int) -> None:
    taker = RecordId(taker_id)
    writer.save(ITEM, {"handover": RecordId(handover_id), "account": RecordId(account.id), "taker": taker})
    writer.save(ACCOUNT, {"holder": taker}, account)


def give_account(writer: Writer, handover_id: int, account_id: int, taker_id: int, *, untrained: bool = False) -> None:
    """Give one account of an open handover to somebody: one that was left behind, or to another taker than before.

    Args:
        writer: the transaction.
        handover_id: the open handover.
        account_id: an account that the leaver still holds, or one of the handover's items.
        taker_id: who takes it.
        untrained: give it even to somebody who was not trained yet.

    Raises:
        InputProblem: the handover is finished, the account is none of hers, or the taker cannot take.
    """
    today = _today(writer)
    handover = _open_handover(writer, handover_id, today)
    leaver, account = writer.record(PERSON, reference(handover, "leaver") or 0), writer.record(ACCOUNT, account_id)
    item = next(
        (
            record
            for record in writer.records(ITEM)
            if reference(record, "handover") == handover_id and reference(record, "account") == account_id
        ),
        None,
    )
    where = f"{ACCOUNT.title} {account.title}"
    if account.values["state"] == AccountState.STOPPED:
        raise InputProblem("账户已停用，不用移交", where=where, remedy="仍要使用的请先启用")
    if item is None and reference(account, "holder") != leaver.id:
        raise InputProblem("不在移交人名下，也不在这份移交的清单里", where=where, remedy="请核对账户和移交人")
    _check_open_place(writer, account)
    _check_taker(writer, leaver, taker_id, handover.day("left_on") or today)
    if not untrained:
        _check_trained(writer, [taker_id], today)
    if item is None:
        _hand_on(writer, handover_id, account, taker_id)
        return
    writer.save(ITEM, {"taker": RecordId(taker_id)}, item)
    writer.save(ACCOUNT, {"holder": RecordId(taker_id)}, account)


def _today(writer: Writer) -> date:
    if writer.name_book.today is None:
        raise TypeError("a writer knows its day")
    return writer.name_book.today


def _live_person(reader: Reader, person_id: int) -> Record:
    person = reader.record(PERSON, person_id)
    if person.removed_at is not None:
        raise InputProblem("这个人的记录已被移除", where=_called(person), remedy="请先恢复，或核对姓名")
    return person


def _called(person: Record) -> str:
    return f"{person.names.get('unit', '')}/{person.title}"


def _check_leaving(writer: Writer, leaver: Record, left_on: date) -> None:
    today, known = _today(writer), leaver.day("left_on")
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
    for record in writer.records(HANDOVER):
        if reference(record, "leaver") == leaver.id and record.values["closed_on"] is None:
            raise InputProblem(
                f"已有一份没有办结的工作移交（编号 {record.id}）",
                where=_called(leaver),
                remedy="请接着办那一份，不要另开",
            )


def _check_accounts(writer: Writer, held: Holdings, given: Mapping[int, int | None]) -> None:
    own = {record.id for record in held.accounts}
    for account_id in given:
        if account_id not in own:
            raise InputProblem(
                "不在移交人名下，或已停用",
                where=f"{ACCOUNT.title} {writer.record(ACCOUNT, account_id).title}",
                remedy="请核对账户和移交人",
            )
    left = [record.title for record in held.accounts if given[record.id] is None]
    if left:
        raise InputProblem(
            f"这些账户没有写明接手人：{'、'.join(left)}",
            where=_called(held.person),
            remedy="请为每个账户指定接手人；没人用的请先停用",
        )
    for account in held.accounts:
        _check_open_place(writer, account)


def _check_open_place(reader: Reader, account: Record) -> None:
    for name in ("site", "media"):
        place = reference(account, name)
        if place is not None and reader.record(LEDGERS[name], place).values["state"] in CLOSED:
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
    if not serving(taker, max(left_on, _today(writer))):
        raise InputProblem("接手人已离岗或还没有到岗", where=_called(taker), remedy="请另选在岗的接手人")


def _check_trained(reader: Reader, takers: Iterable[int | None], on: date) -> None:
    for person_id in dict.fromkeys(taker for taker in takers if taker is not None):
        warning = untrained_warning(reader, person_id, on)
        if warning:
            raise InputProblem(
                warning,
                where=_called(reader.record(PERSON, person_id)),
                remedy="请先培训并登记参训，或另选接手人；确需先交的要明确选择“未培训也移交”",
            )


def record_pledge(writer: Writer, handover_id: int, on: date) -> None:
    """Sign for the leaver that she signed the pledge of confidentiality.

    Raises:
        InputProblem: the handover is finished, or the day lies ahead or before she came.
    """
    sign(writer, "handover", handover_id, Signing(step="pledge", on=on))


def record_filing(writer: Writer, handover_id: int, on: date) -> None:
    """Book that the change was filed with the county government's office, here and with the person.

    Raises:
        InputProblem: the handover is finished, or the day lies ahead or before the leaving.
    """
    sign(writer, "handover", handover_id, Signing(step="filed", on=on))


def finish_handover(writer: Writer, handover_id: int) -> date:
    """Close a handover on the day of the transaction.

    Returns:
        The closing day.

    Raises:
        InputProblem: something is missing, and the sentence names all of it; or she has not left yet, or it was
            closed before.
    """
    finish(writer, "handover", handover_id)
    return _today(writer)


def _open_handover(writer: Writer, handover_id: int, on: date) -> Record:
    handover = writer.record(HANDOVER, handover_id)
    if handover.removed_at is not None:
        raise InputProblem("这份工作移交已被移除", where=called(handover), remedy="请先恢复它")
    if handover.values["closed_on"] is not None:
        raise InputProblem(
            f"已在 {handover.values['closed_on']} 办结", where=called(handover), remedy="要更正请先清空办结日期"
        )
    if on > _today(writer):
        raise InputProblem(f"{on} 还没有到", where=called(handover), remedy="请在办过之后登记")
    return handover


__all__ = [
    "HandoverState", "Holdings", "ItemState", "Responsibility", "begin_handover", "finish_handover", "give_account",
    "handover_state", "handover_states", "holdings", "record_filing", "record_pledge",
]  # fmt: skip
