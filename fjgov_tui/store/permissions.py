"""Who may write what: one question, asked where writes happen, whatever screen, command or import brought them.

Roles are enforced where people reach the file through the program alone (a service account with a sudo rule). Where
they can open the file themselves, whoever goes round the program is only found out by the trail.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from fjgov_tui.errors import NotAllowed
from fjgov_tui.ledgers import LEDGERS, PROCEDURES, Ledger
from fjgov_tui.ledgers.access import AccessRole, Grant, roles_for
from fjgov_tui.ledgers.belonging import leads_on
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.store.actor import Actor
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle

_FURTHEST = 12
"""Steps from a record to its unit, and from a unit to the county, that are followed."""


def grants(db: Handle, today: date) -> list[Grant]:
    """Every role that holds on a Beijing day, in a file of this release."""
    rows = db.execute(
        "SELECT r.login, r.role, r.unit, u.name, p.name FROM role r"
        " LEFT JOIN unit u ON u.id = r.unit LEFT JOIN person p ON p.id = r.person"
        " WHERE r.removed_at IS NULL AND r.since <= ? AND (r.until IS NULL OR r.until >= ?) ORDER BY r.id",
        [today.isoformat(), today.isoformat()],
    )
    return [
        Grant(str(login), AccessRole(role), int(unit) if unit is not None else None, str(name or ""), str(person or ""))
        for login, role, unit, name, person in rows
        # A role that somebody wrote round the program is none.
        if role in set(AccessRole)
    ]


def is_keeper(actor: Actor, path: Path) -> bool:
    """Whether the actor is who keeps the file: root or its owner, in person, who can rewrite all of it anyway."""
    if actor.behind or not hasattr(os, "getuid"):
        return False
    try:
        return os.getuid() in {0, path.stat().st_uid}
    except OSError:
        return False


class Permissions:
    """What one actor may write in one transaction; everything where no role is in force."""

    def __init__(self, db: Handle, actor: Actor, path: Path, today: date) -> None:
        """Read the roles.

        Args:
            db: the file.
            actor: who acts.
            path: where the file lies, for whose it is.
            today: the Beijing day.
        """
        self._db, self._actor, self._today, self._path = db, actor, today, path
        self._all = grants(db, today)
        self._mine = [grant for grant in self._all if grant.login == actor.name]
        self.bound = bool(self._all) and not is_keeper(actor, path)
        """Whether roles bind this actor at all."""
        self._against: NotAllowed | None = None
        self._signed = self._roles_touched = False

    @property
    def titles(self) -> str:
        """The actor's roles in words."""
        return "、".join(grant.title for grant in self._mine) or "没有授权"

    @property
    def only_reads(self) -> bool:
        """Whether there is nothing at all that the actor may write."""
        return self.bound and all(grant.role is AccessRole.INSPECTOR for grant in self._mine)

    def no_writer(self) -> NotAllowed:
        """What is raised where the actor may write nothing: by which role, and who could grant more."""
        return NotAllowed(
            f"“{self._actor.name}”{self._role_words()}，只能查看",
            where=str(self._path),
            remedy=f"要登记请让{self._holders((AccessRole.ADMIN,))}授权",
        )

    def note(self, ledger: Ledger, values: Mapping[str, Stored]) -> None:
        """Remember what is written; whether it may be is known when the transaction is complete.

        Args:
            ledger: where.
            values: the record's fields, before or after.
        """
        self._roles_touched = self._roles_touched or ledger.name == "role"
        if not self.bound:
            return
        allowed = roles_for(ledger)
        fitting = [grant for grant in self._mine if grant.role in allowed]
        units = self._units(ledger, values) if fitting and all(grant.unit is not None for grant in fitting) else ()
        if any(grant.covers(units) for grant in fitting):
            self._signed = self._signed or ledger.name == "signature"
        elif self._against is None or ledger.steering:
            self._against = self._refusal(ledger, allowed, fitting)

    def settle(self) -> None:
        """Say whether the transaction may be.

        Raises:
            NotAllowed: it writes what the actor may not write; or it would leave nobody who could give roles.
        """
        # What follows from a signature that he may give, such as the account that opens, is the procedure's.
        steering = self._roles_touched and self._against is not None
        if self._against is not None and (steering or not self._signed):
            raise self._against
        if self._roles_touched:
            left = grants(self._db, self._today)
            if left and not any(grant.role is AccessRole.ADMIN and grant.unit is None for grant in left):
                raise NotAllowed(
                    "这样就没有全县的管理员了，没有写入", where=LEDGERS["role"].title, remedy="请先授权一位管理员"
                )

    def _refusal(self, ledger: Ledger, allowed: Sequence[AccessRole], fitting: Sequence[Grant]) -> NotAllowed:
        beyond = f"，管不到别的单位的“{ledger.title}”" if fitting else f"，不能登记或修改“{ledger.title}”"
        return NotAllowed(
            f"“{self._actor.name}”{self._role_words()}{beyond}，没有写入",
            where=ledger.title,
            remedy=f"可以办的有{self._holders(allowed)}",
        )

    def _role_words(self) -> str:
        return f"是{self.titles}" if self._mine else "没有授权"

    def _holders(self, allowed: Sequence[AccessRole]) -> str:
        """Who may, by name: those for the whole county first."""
        fitting = sorted(
            (grant for grant in self._all if grant.role in allowed), key=lambda grant: grant.unit is not None
        )
        names = dict.fromkeys(
            f"{grant.title}{grant.person or grant.login}" for grant in fitting if grant.login != self._actor.name
        )
        return "、".join(list(names)[:3]) or "文件的属主"

    def _units(self, ledger: Ledger, values: Mapping[str, Stored]) -> tuple[int, ...]:
        """The unit that answers for a record, and those above it."""
        unit = self._unit(ledger, values)
        chain: list[int] = []
        while unit is not None and unit not in chain and len(chain) < _FURTHEST:
            chain.append(unit)
            row = self._db.execute("SELECT parent FROM unit WHERE id = ?", [unit]).fetchone()
            unit = int(row[0]) if row and row[0] is not None else None
        return tuple(chain)

    def _unit(self, ledger: Ledger, values: Mapping[str, Stored]) -> int | None:
        for _ in range(_FURTHEST):
            if ledger.name == "unit":
                return int(values["id"] or 0) or None
            procedure = PROCEDURES.get(str(values.get("procedure")))
            if procedure is not None and values.get("record") is not None:
                ledger, record = LEDGERS[procedure.ledger], int(values["record"] or 0)
            else:
                leading = leads_on(ledger, values)
                pointed = ledger[leading[0]].reference if leading else None
                if leading is None or pointed is None:
                    return None
                ledger, record = LEDGERS[pointed.ledger], leading[1]
            cursor = self._db.execute(f"SELECT * FROM {name_sql(ledger.name)} WHERE id = ?", [record])
            row = cursor.fetchone()
            if row is None:
                return None
            values = dict(zip((column[0] for column in cursor.description), row, strict=True))
        return None
