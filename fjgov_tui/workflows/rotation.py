"""Changing passwords (article 37): when each account is due, and booking that its password was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FieldProblem, InputProblem, RecordProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import begun
from fjgov_tui.ledgers.rotation import RotationReason
from fjgov_tui.ledgers.safety import AccountState, LengthBasis
from fjgov_tui.ledgers.settings import CYCLE
from fjgov_tui.ledgers.types import Raw, RecordId, Stored
from fjgov_tui.months import add_months
from fjgov_tui.passwords.tags import Tag
from fjgov_tui.store import Reader, Store, Writer
from fjgov_tui.store.tags import keep_tag
from fjgov_tui.workflows.settings import read_settings

ACCOUNT, ROTATION, PERSON = LEDGERS["account"], LEDGERS["rotation"], LEDGERS["person"]
LEAST_LENGTH = 8
"""Characters that article 37 asks of a password."""
SOON_DAYS = 14
"""An account due within so many days is 临期."""


class PasswordState(StrEnum):
    """How the password of an account stands to the day by which it has to be changed."""

    OVERDUE = "逾期"
    SOON = "临期"
    FINE = "正常"
    NEVER = "从未"
    STOPPED = "已停用"
    """Nobody logs in with it any more."""


_METHOD = "在后台修改"
_NAMED = 5
"""Refused accounts that one message names."""


@dataclass(frozen=True)
class Standing:
    """How an account stands with its password on a day."""

    account: Record
    holder: str
    """The holder's name; empty where none is registered."""
    unit: str
    """The unit that runs the account's site or media."""
    unit_id: int | None
    """Its id; `None` where none is registered."""
    last: date | None
    """The last change on or before that day; `None` where none is known."""
    due: date | None
    """The last day by which the next change keeps the cycle."""
    days_left: int | None
    """Days from that day to `due`; negative when overdue."""
    state: PasswordState
    attested: bool
    """Whether the password's length rests on a promise alone."""
    checked: bool
    """Whether the program has checked it; neither where nothing is known."""
    length: int | None
    """Characters of the password set last, as registered."""


@dataclass(frozen=True)
class Attestation:
    """Somebody answers for the new password's length; the program has not seen it."""

    length: int


@dataclass(frozen=True)
class Checked:
    """The program has checked the new password; made by `fjgov_tui.workflows.checking.examine`."""

    length: int
    strength: int
    """As zxcvbn rates it: 0 weakest, 4 strongest."""
    tag: Tag
    """By which the same password is recognised when it comes back."""


@dataclass(frozen=True)
class _Last:
    on: date
    basis: str | None
    length: int | None


def standings(
    reader: Reader, today: date, *, closed: bool = False, which: Callable[[Record], bool] | None = None
) -> list[Standing]:
    """Every account's standing: the one place where it is computed when a password is due.

    Args:
        reader: the ledgers.
        today: the Beijing day at which they are judged; only changes up to it count.
        closed: list accounts that are out of use as well, last.
        which: only the accounts of which it says so; all where not given.

    Returns:
        The accounts in use on that day: those without any change first, then by days left.
    """
    months = read_settings(reader)[CYCLE]
    changed = _last_changes(reader, today)
    units = {
        (name, record.id): (record.names.get("unit", ""), record.ref("unit"))
        for name in ("site", "media")
        for record in reader.records(LEDGERS[name])
    }
    listed = [
        _standing(account, changed.get(account.id), units, today, months)
        for account in reader.records(ACCOUNT)
        if (which is None or which(account)) and begun(account, "opened_on", today)
    ]
    order = {PasswordState.NEVER: 0, PasswordState.STOPPED: 2}
    listed.sort(
        key=lambda row: (
            order.get(row.state, 1),
            row.days_left or 0,
            row.account.title,
            row.account.id,
        )
    )
    return [row for row in listed if closed or row.state != PasswordState.STOPPED]


def standing(reader: Reader, account: Record, today: date) -> Standing | None:
    """One account's standing; `None` where it is not in use yet."""
    return next((row for row in standings(reader, today, closed=True) if row.account.id == account.id), None)


def _last_changes(reader: Reader, today: date) -> dict[int, _Last]:
    """The last booked change of each account up to a day; of two on one day, the one booked later."""
    # Dates of the file compare as they are written; of a hundred changes of an account one is made a date.
    latest: dict[int, tuple[str, Stored, Stored]] = {}
    until = today.isoformat()
    for _, on, account, basis, length in reader.values(ROTATION, ("on", "account", "basis", "length")):
        number, day = int(account or 0), str(on)
        if day <= until and (number not in latest or latest[number][0] <= day):
            latest[number] = day, basis, length
    return {
        account: _Last(date.fromisoformat(day), None if basis is None else str(basis), _whole(length))
        for account, (day, basis, length) in latest.items()
    }


def _text(record: Record, name: str) -> str | None:
    value = record.values[name]
    return None if value is None else str(value)


def _number(record: Record, name: str) -> int | None:
    return _whole(record.values[name])


def _whole(value: Stored) -> int | None:
    return None if value is None else int(value)


def _standing(
    account: Record,
    changed: _Last | None,
    units: Mapping[tuple[str, int], tuple[str, int | None]],
    today: date,
    months: int,
) -> Standing:
    own = _Last(account.day("rotated_on") or date.min, _text(account, "length_basis"), _number(account, "length"))
    last = changed
    if own.on <= today and (changed is None or own.on > changed.on):
        last = own
    elif changed is not None and own.on == changed.on and own.length is not None:
        # Two entries of one day: what is shorter is not outvoted, and where one is silent the other speaks.
        last = changed if changed.length is not None and changed.length < own.length else own
    on = last.on if last is not None and last.on != date.min else None
    due = add_months(on, months) if on else None
    left = (due - today).days if due else None
    where = next((name for name in ("site", "media") if account.values[name] is not None), "site")
    unit, unit_id = units.get((where, int(account.values[where] or 0)), ("", None))
    return Standing(
        account=account,
        holder=account.names.get("holder", ""),
        unit=unit,
        unit_id=unit_id,
        last=on,
        due=due,
        days_left=left,
        state=_state(account, left),
        attested=last is not None and last.basis == LengthBasis.ATTESTED,
        checked=last is not None and last.basis == LengthBasis.CHECKED,
        length=last.length if last else None,
    )


def _state(account: Record, left: int | None) -> PasswordState:
    if account.values["state"] == AccountState.STOPPED:
        return PasswordState.STOPPED
    if left is None:
        return PasswordState.NEVER
    if left < 0:
        return PasswordState.OVERDUE
    return PasswordState.SOON if left <= SOON_DAYS else PasswordState.FINE


def record_rotation(
    writer: Writer,
    account_id: int,
    proof: Attestation | Checked,
    on: date,
    *,
    by: int | None = None,
    reason: str = RotationReason.PERIODIC,
    witness: str = "",
    method: str = _METHOD,
    note: str = "",
) -> int:
    """Book that an account's password was changed: the rotation, the account's own fields, the tag.

    Args:
        writer: the transaction; all of it is written with it, or nothing.
        account_id: the account.
        proof: what the length rests on.
        on: the day of the change.
        by: the person who changed it; the account's holder where not given.
        reason: one of `RotationReason`.
        witness: who watched, as text.
        method: how it was changed.
        note: anything else.

    Returns:
        The rotation's id.

    Raises:
        InputProblem: the account is unknown or removed, the password is too short, nobody is known to have changed
            it, or the ledger's own rules refuse (future, before the account or after the person left, closed).
    """
    account = writer.record(ACCOUNT, account_id)
    where = f"{ACCOUNT.title} {account.title}"
    _require(account, proof, where)
    given: dict[str, Raw] = {
        "account": RecordId(account_id),
        "on": on,
        "by": _who(writer, account, by, where),
        "length": proof.length,
        "basis": LengthBasis.CHECKED if isinstance(proof, Checked) else LengthBasis.ATTESTED,
        "strength": proof.strength if isinstance(proof, Checked) else None,
        "reason": reason,
        "method": method,
        "witness": witness,
        "note": note,
    }
    try:
        rotation = writer.save(ROTATION, given)
        last = account.day("rotated_on")
        if last is None or on >= last:
            writer.save(ACCOUNT, {"rotated_on": on, "length": proof.length, "length_basis": given["basis"]}, account)
    except RecordProblem as problem:
        raise RecordProblem(where, problem.problems) from problem
    if isinstance(proof, Checked):
        keep_tag(writer, account_id, proof.tag.stored)
    return rotation


class _Undo(Exception):
    """Leaves the transaction without writing it."""


def rehearse(store: Store, book: Callable[[Writer], int]) -> None:
    """See whether a rotation could be booked at all, before its password is compared with the old ones.

    Otherwise a day that cannot be would tell whether a password is one of them, and book nothing.

    Args:
        store: the open file.
        book: writes the rotation, with a promised length in the place of what will have been checked.

    Raises:
        InputProblem: it could not, as `record_rotation` says.
    """
    try:
        with store.write() as writer:
            book(writer)
            raise _Undo
    except _Undo:
        return


def _require(account: Record, proof: Attestation | Checked, where: str) -> None:
    """What the ledger's own rules do not know."""
    if account.removed_at is not None:
        raise InputProblem("账户已被移除，不能登记更换", where=where, remedy="请先恢复它，或核对账户")
    if account.values["state"] == AccountState.STOPPED:
        why = "已停用，不能再登记更换；补登停用以前的更换，请用 ledger add 或导入"
        raise RecordProblem(where, [FieldProblem("account", ROTATION["account"].label, account.title, why)])
    if proof.length < LEAST_LENGTH:
        raise InputProblem(
            f"口令只有 {proof.length} 位，不足 {LEAST_LENGTH} 位（第三十七条）",
            where=where,
            remedy="请换成更长的口令再登记",
        )


def _who(writer: Writer, account: Record, by: int | None, where: str) -> RecordId:
    """The person who changed it."""
    person = by if by is not None else account.values["holder"]
    if person is None:
        raise InputProblem("账户没有登记保管人", where=where, remedy="请写明是谁更换的")
    known = writer.name_book.reference("person", int(person))
    if known is None:
        raise InputProblem("更换人没有登记，或已被移除", where=where, remedy="请核对更换人")
    return known


def record_many(
    store: Store,
    account_ids: Sequence[int],
    proof: Attestation,
    on: date,
    *,
    by: int | None = None,
    reason: str = RotationReason.PERIODIC,
    witness: str = "",
    method: str = _METHOD,
    note: str = "",
    operation: str = "",
) -> list[int]:
    """Book the same change for several accounts in one transaction: all of them, or none.

    Args:
        store: the open file.
        account_ids: the accounts; one named twice counts once.
        proof: what the length rests on; the same promise for all.
        on: the day of the change.
        by: who changed them; each account's holder where not given.
        reason: one of `RotationReason`.
        witness: who watched.
        method: how they were changed.
        note: anything else.
        operation: an id that the caller keeps while it may try again.

    Returns:
        The rotations' ids, in the order of the accounts.

    Raises:
        InputProblem: some cannot be booked; each is named with its reason, and nothing was written.
    """
    made, refused = list[int](), list[InputProblem]()
    with store.write("批量登记口令更换", operation) as writer:
        for account_id in dict.fromkeys(account_ids):
            try:
                made.append(
                    record_rotation(
                        writer, account_id, proof, on, by=by, reason=reason, witness=witness, method=method, note=note
                    )
                )
            except InputProblem as problem:
                refused.append(problem)
        if refused:
            raise _together(refused)
    return made


def _together(refused: Sequence[InputProblem]) -> InputProblem:
    if len(refused) == 1:
        return refused[0]
    problems = [FieldProblem("account", problem.where, "", f"：{problem.what}") for problem in refused[:_NAMED]]
    more = f"（先列 {_NAMED} 个）" if len(refused) > _NAMED else ""
    return RecordProblem(f"{len(refused)} 个账户不能登记{more}，全部没有写入", problems)
