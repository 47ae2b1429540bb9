"""What a procedure (办件) is: which steps a record goes through, in which order, by whom and by when.

Declared once beside the ledger whose records go through it. State, next step, findings, board, command group, printed
form and reminders follow; `ledgers/signing.py` holds what was signed, `workflows/procedure.py` is the only way to sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.base import Stored


class Decision(StrEnum):
    """What a signature says."""

    AGREED = "同意"
    DONE = "完成"
    RETURNED = "退回"
    """Back to an earlier step; the next round begins."""
    REFUSED = "不同意"
    """The end: nothing follows."""
    REOPENED = "重办"
    """What was closed begins again in a new round, with new clocks; the earlier ones stay."""


class Entered(StrEnum):
    """Whether who entered a signature is who signed, as far as the account of the operating system tells."""

    OWN = "本人"
    FOR_ANOTHER = "代录"
    UNKNOWN = "未核对"
    """The account is nobody's in the ledger of roles."""


class Medium(StrEnum):
    """Where it was signed."""

    SCREEN = "屏幕"
    PAPER = "纸质"


@dataclass(frozen=True)
class Role:
    """Somebody who holds the office on the day of signing."""

    office: str
    """One of `ledgers.signing.OFFICES`."""
    of: str = "unit"
    """In which unit: `unit` is the unit of the record, `county` the county government's office, empty any."""
    also: tuple[str, ...] = ()
    """Other offices that do as well."""

    @property
    def offices(self) -> tuple[str, ...]:
        """Every office that does."""
        return (self.office, *self.also)

    @property
    def words(self) -> str:
        """As people say it: `网站管理员或信息员`."""
        return "或".join(self.offices)


@dataclass(frozen=True)
class Named:
    """The person whom a field of the record names."""

    field: str


@dataclass(frozen=True, kw_only=True)
class Within:
    """A length of time from a moment: exactly one of the four is given.

    Days and working days end with the last day; the first day is not counted. Hours and minutes end to the minute.
    """

    days: int | None = None
    workdays: int | None = None
    hours: int | None = None
    minutes: int | None = None
    of: str = ""
    """From when: a dated field of the record, the name of an earlier step, or empty for the step's own beginning."""
    restarts: tuple[str, str] | None = None
    """Two steps: asked by the first in its time, it stands still; with the second it begins anew."""
    pauses: tuple[str, str] | None = None
    """Two steps between which its working days do not count, at most up to the end of the second's own time."""
    longer: tuple[str, int] | None = None
    """A step that, taken in its time, adds so many working days."""
    limits: tuple[str, tuple[tuple[str, str], ...]] | None = None
    """A field and, by its value, the county's setting that holds the working days."""

    def __post_init__(self) -> None:
        """A length that is none, or two, stops the program at import."""
        if sum(amount is not None for amount in (self.days, self.workdays, self.hours, self.minutes)) != 1:
            raise TypeError("a length of time is days, working days, hours or minutes")

    @property
    def by_day(self) -> bool:
        """Whether it ends with a day and not at a minute."""
        return self.days is not None or self.workdays is not None

    @property
    def words(self) -> str:
        """The length as people say it: `20 个工作日`."""
        amounts = ((self.days, "天"), (self.workdays, "个工作日"), (self.hours, "小时"), (self.minutes, "分钟"))
        return next(f"{amount} {word}" for amount, word in amounts if amount is not None)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a procedure."""

    name: str
    """English, as in commands, JSON and the ledger of signatures."""
    label: str
    """Chinese, as on screens and forms."""
    signer: Role | Named | None = None
    """Who has to sign; `None` where anybody may enter it."""
    needs: tuple[str, ...] = ()
    """Fields of the record that must be filled before."""
    asks: tuple[str, ...] = ()
    """Fields that whoever takes the step is asked for besides, and may leave blank."""
    after: tuple[str, ...] = ()
    """Steps that come before; a step without any may be taken at once."""
    due: Within | None = None
    """By when it has to be done."""
    wait: Within | None = None
    """Before when it must not be done, such as the days of a public announcement."""
    returns_to: str = ""
    """The step at which the next round begins when this one is returned; empty where it cannot be."""
    decides: bool = False
    """Whether the signer agrees or refuses; otherwise the step is simply done."""
    checks: tuple[str, ...] = ()
    """What the signer answers for, a Chinese phrase each: whoever agrees on screen has gone through all of them."""
    field: str = ""
    """The dated field of the record that holds when it was done. A record that was entered with that field alone has
    done the step, by nobody knows whom; signing fills it."""
    by: str = ""
    """The field of the record that names who took the step, as registers on paper do; only beside `field`."""
    optional: bool = False
    """Whether nothing is missing while it is not taken; what follows it does not wait for it, unless optional too."""
    spared: tuple[str, str] | None = None
    """A field and the county's setting that lists its values for which the step is optional; binding only with the
    document on which the setting rests."""
    added: tuple[str, str] | None = None
    """A field and the county's setting that lists its values for which there is this step at all, as long as the record
    is under way; binding only with the document on which the setting rests."""
    named: bool = False
    """Whether who took it has to be named, although anybody may."""
    strict: bool = False
    """Whether it may not be taken any more once its time is over."""
    observed: bool = False
    """Nobody signs it: the program sees in the ledgers that it is done (see `workflows.hooks`)."""
    todo: str = ""
    """What has to be done, in a Chinese sentence without a full stop."""
    lacking: str = ""
    """What is said while it is not done; made from the label where not given."""
    articles: tuple[int, ...] = ()
    """The articles that ask for it; those of the procedure where not given."""

    @property
    def missing(self) -> str:
        """What is said while it is not done."""
        return self.lacking or f"还没有{self.label}"


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """The way of a record through its steps, declared once."""

    ledger: str
    """The ledger whose records go through it."""
    title: str
    steps: tuple[Step, ...]
    closing: str
    """The step after which it is closed."""
    articles: tuple[int, ...]
    name: str = ""
    """English, as in commands and signatures; the ledger's own name where not given."""
    version: int = 1
    """Raised whenever the steps change; records under way stay on the version on which they began."""
    where: tuple[str, tuple[str, ...]] | None = None
    """A field of the record and its values, where only some records of the ledger go this way."""
    unless: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Fields and values with any of which a record goes another way."""
    apart: tuple[tuple[str, ...], ...] = ()
    """Groups of steps; within each, different people must have signed."""
    content: tuple[str, ...] = ()
    """The fields that a signature is about: where they change, it no longer holds."""
    unit: tuple[str, ...] = ("unit",)
    """The references that lead from the record to the unit that answers for it; empty where none does."""
    grounds: tuple[str, ...] = ()
    """On which alone a record may be refused; empty where a reason in free words does."""
    form: str = ""
    """The title of the printed form; made from the procedure's where not given."""
    former: tuple[Procedure, ...] = ()
    """Earlier versions, for records that began on them."""

    def __post_init__(self) -> None:
        """A declaration that contradicts itself stops the program at import."""
        known: set[str] = set()
        for step in self.steps:
            if step.name in known or not {*step.after, *filter(None, [step.returns_to])} <= known | {step.name}:
                raise TypeError(f"procedure {self.key}: step {step.name} is declared twice or follows what comes later")
            known.add(step.name)
        if self.closing not in known or not {name for group in self.apart for name in group} <= known:
            raise TypeError(f"procedure {self.key}: a step that is not declared")

    @property
    def key(self) -> str:
        """The name under which signatures, commands and JSON know it."""
        return self.name or self.ledger

    @cached_property
    def _by_name(self) -> Mapping[str, Step]:
        return {step.name: step for step in self.steps}

    def __getitem__(self, name: str) -> Step:
        """The step of that name.

        Raises:
            KeyError: there is none.
        """
        return self._by_name[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a step of that name."""
        return name in self._by_name

    def of_version(self, version: int) -> Procedure:
        """The declaration of that version; the newest where that one is not kept."""
        return next((former for former in self.former if former.version == version), self)

    def covers(self, values: Mapping[str, Stored]) -> bool:
        """Whether a record with these values goes this way."""
        if any(values.get(name) in other for name, other in self.unless):
            return False
        return self.where is None or values.get(self.where[0]) in self.where[1]

    @cached_property
    def followers(self) -> Mapping[str, frozenset[str]]:
        """For each step: itself and every step that comes after it, directly or not."""
        following = {step.name: {step.name} for step in self.steps}
        for step in reversed(self.steps):
            for earlier in step.after:
                following[earlier] |= following[step.name]
        return {name: frozenset(names) for name, names in following.items()}

    def articles_of(self, step: Step) -> tuple[int, ...]:
        """The articles that ask for a step."""
        return step.articles or self.articles
