"""Who may do what (授权): roles given to accounts of the operating system, for one unit or the whole county."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.model import Field, Ledger, NotBefore
from fjgov_tui.ledgers.types import Choice, Day, LongText, Name, Reference, Text


class AccessRole(StrEnum):
    """What somebody is trusted with, from everything to reading."""

    ADMIN = "管理员"
    CLERK = "经办"
    REVIEWER = "审核"
    DUTY = "值班"
    INSPECTOR = "检查"


ROLE = Ledger(
    name="role",
    steering=True,
    title="授权",
    articles=(36, 37),
    purpose="哪个系统账号从哪天到哪天以什么角色用本程序、管哪个单位；一条也没有时，能写文件的人都能登记",
    synonyms=("角色", "权限登记"),
    key=("role", "unit", "since", "login"),
    rules=(NotBefore("until", "since", "早于授权起始日期，请核对两个日期"),),
    fields=(
        Field(
            name="login",
            label="系统账号",
            type=Name(limit=60),
            required=True,
            synonyms=("账号",),
            help="他登录这台机器用的账号，不是后台账户",
            listed=1,
            width=14,
        ),
        Field(name="person", label="人员", type=Reference("person"), synonyms=("姓名",), listed=1, width=12),
        Field(name="role", label="角色", type=Choice(choices=tuple(AccessRole)), required=True, listed=1, width=8),
        Field(
            name="unit",
            label="限于单位",
            type=Reference("unit"),
            synonyms=("单位",),
            help="只管这个单位和它下面的；空着就是全县",
            listed=1,
            width=20,
        ),
        Field(name="since", label="授权起", type=Day(), required=True, listed=1, width=10),
        Field(name="until", label="授权止", type=Day(), help="最后一天；长期的空着", listed=2, width=10),
        Field(name="document", label="依据", type=Text(limit=80), synonyms=("文号",), listed=2, width=18),
        Field(name="note", label="备注", type=LongText(), width=20),
    ),
)

_ALL_BUT_INSPECTORS = (AccessRole.ADMIN, AccessRole.CLERK, AccessRole.REVIEWER, AccessRole.DUTY)
_BOOKS: dict[str, tuple[AccessRole, ...]] = {
    # What the program books while somebody has it open, and what everybody does who acts at all.
    **dict.fromkeys(("reminder", "signature", "deadline", "judgement"), _ALL_BUT_INSPECTORS),
    # The night's books.
    **dict.fromkeys(
        ("shift_change", "shift_handover", "patrol", "phone_check", "incident", "opinion", "message"),
        (AccessRole.ADMIN, AccessRole.CLERK, AccessRole.DUTY),
    ),
    # What a reviewer says of a text or a finding; never the text itself.
    **dict.fromkeys(("explanation", "answer"), (AccessRole.ADMIN, AccessRole.CLERK, AccessRole.REVIEWER)),
}
"""Ledgers that others than administrators and clerks write, or everybody."""


@dataclass(frozen=True)
class Grant:
    """A role that holds today."""

    login: str
    role: AccessRole
    unit: int | None
    """The unit to which it is limited; `None` for the whole county."""
    unit_name: str = ""
    person: str = ""

    @property
    def title(self) -> str:
        """The role and its limit, as people say it."""
        return f"{self.role}（{self.unit_name}）" if self.unit is not None else str(self.role)

    def covers(self, units: Sequence[int]) -> bool:
        """Whether it reaches a record.

        Args:
            units: the unit that answers for the record and those above it; empty where nobody in particular does.
        """
        return self.unit is None or self.unit in units


def roles_for(ledger: Ledger) -> tuple[AccessRole, ...]:
    """The roles that may add to a ledger or change it; what steers the program is the administrators'."""
    usual = (AccessRole.ADMIN,) if ledger.steering else (AccessRole.ADMIN, AccessRole.CLERK)
    return _BOOKS.get(ledger.name, usual)
