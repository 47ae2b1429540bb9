"""Giving and taking roles (授权)."""

from __future__ import annotations

from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.access import AccessRole
from fjgov_tui.ledgers.types import Raw, RecordId
from fjgov_tui.store import Reader, Writer


@dataclass(frozen=True)
class Granting:
    """What is given to whom."""

    login: str
    role: AccessRole
    unit: int | None = None
    person: int | None = None
    since: str = ""
    """From which day, as typed; today where not given."""
    until: str = ""
    document: str = ""


def granted(reader: Reader, login: str = "") -> list[Record]:
    """The roles of everybody or of one account, past ones included, in the order in which they were given."""
    records = reader.records(LEDGERS["role"])
    return [record for record in records if login in {"", record.values["login"]}]


def people_of(reader: Reader, login: str, today: date) -> frozenset[int]:
    """Whom an account of the operating system stands for on a day, as the roles that hold then say."""
    records = (record for record in granted(reader, login) if (record.day("since") or today) <= today)
    holding = (record for record in records if (record.day("until") or today) >= today)
    return frozenset(person for record in holding if (person := record.ref("person")) is not None)


def grant(writer: Writer, granting: Granting, today: date) -> int:
    """Give a role.

    Returns:
        The record's id.

    Raises:
        RecordProblem: the same was given before, or a date does not fit.
    """
    given: dict[str, Raw] = {
        "login": granting.login,
        "role": granting.role,
        "unit": RecordId(granting.unit) if granting.unit is not None else None,
        "person": RecordId(granting.person) if granting.person is not None else None,
        "since": granting.since or today,
        "until": granting.until or None,
        "document": granting.document or None,
    }
    return writer.save(LEDGERS["role"], given)


def revoke(writer: Writer, login: str, role: AccessRole | None) -> list[Record]:
    """Take one role or all of them from an account; the trail keeps what it had.

    Returns:
        What was taken.

    Raises:
        InputProblem: the account has no such role.
    """
    taken = [record for record in granted(writer, login) if role in {None, record.values["role"]}]
    if not taken:
        what = f"角色“{role}”" if role else "任何角色"
        raise InputProblem(f"“{login}”没有{what}", remedy="有哪些授权见 fjgov role list")
    for record in taken:
        writer.remove(LEDGERS["role"], record.id, record.revision)
    return taken
