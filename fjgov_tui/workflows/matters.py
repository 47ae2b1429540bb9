"""What is known of a record in its procedure: signatures, steps as they stand, and in which way it was not kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from fjgov_tui.clock import BEIJING, parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.procedures import Decision, Entered, Medium, Procedure, Step
from fjgov_tui.workflows.deadlines import Due, Moment
from fjgov_tui.workflows.settings import CountyLimit

ENTRY = timedelta(hours=24)
"""What is entered later than this after it was signed is said to be entered late (补录)."""


class State(StrEnum):
    """Where a step, or the whole of a record, stands."""

    DONE = "已办"
    OPEN = "待办"
    WAITING = "未到"
    VOID = "已失效"
    """Signed for a content that has changed since."""
    CLOSED = "已办结"
    FLAWED = "办结有缺"
    """Closed by somebody's word, with steps that were never taken."""
    REFUSED = "不同意"
    RUNNING = "未办结"
    READY = "可办结"
    """Nothing but the closing step is left."""


class LapseKind(StrEnum):
    """In which way a procedure was not kept; rules ask for one kind or several."""

    LATE = "超期"
    MISSING = "缺环节"
    ORDER = "次序颠倒"
    SIGNER = "签署人不符"
    SAME = "同一人签"
    EARLY = "提前"
    CHANGED = "签后改动"
    ENTRY = "补录"


@dataclass(frozen=True)
class Lapse:
    """One way in which a step was not taken as it must be."""

    kind: LapseKind
    step: Step
    message: str
    """A Chinese phrase without a full stop, which names the days."""
    since: date | None = None
    due: date | None = None


@dataclass(frozen=True)
class Signature:
    """One row of the ledger of signatures."""

    id: int
    round: int
    step: str
    version: int
    decision: Decision
    moment: Moment
    entered_at: datetime
    entered_by: str
    medium: Medium
    digest: str
    person: int | None = None
    name: str = ""
    office: str = ""
    """The office that the person held that day, as the program knew when it was signed."""
    behalf: int | None = None
    behalf_name: str = ""
    paper: str = ""
    scan: str = ""
    """The scan of the paper, by digest and name."""
    ground: str = ""
    opinion: str = ""
    checked: tuple[str, ...] = ()
    """The points of the step's checklist that the signer went through."""
    entered_as: Entered = Entered.UNKNOWN
    """Whether the signer entered it in person; older ones do not say."""

    @classmethod
    def of(cls, record: Record) -> Signature:
        """The signature that a record of the ledger is."""
        values = record.values
        on = Moment.of(values["happened_at"]) or Moment.of(values["happened_on"])
        if on is None:
            raise TypeError("happened_on is required by the ledger")
        person, behalf = values["person"], values["behalf"]
        return cls(
            id=record.id,
            round=int(values["round"] or 1),
            step=str(values["step"]),
            version=int(values["version"] or 1),
            decision=Decision(str(values["decision"])),
            moment=on,
            entered_at=parse_instant(str(values["entered_at"])),
            entered_by=str(values["entered_by"]),
            medium=Medium(str(values["medium"])),
            digest=str(values["digest"]),
            person=None if person is None else int(person),
            name=record.names.get("person", ""),
            office=str(values["office"] or ""),
            behalf=None if behalf is None else int(behalf),
            behalf_name=record.names.get("behalf", ""),
            paper=str(values["paper"] or ""),
            scan=str(values["scan"] or ""),
            ground=str(values["ground"] or ""),
            opinion=str(values["opinion"] or ""),
            checked=tuple(str(values["checked"] or "").splitlines()),
            entered_as=Entered(str(values["entered_as"] or Entered.UNKNOWN)),
        )

    @property
    def entry_words(self) -> str:
        """Who entered it, in a few words; empty where a register on paper is all there is."""
        if self.entered_as is Entered.OWN:
            return "本人登记"
        words = "代录" if self.entered_as is Entered.FOR_ANOTHER else "登记"
        return f"{self.entered_by} {words}" if self.id and self.entered_by else ""

    @property
    def late_entry(self) -> bool:
        """Whether it was entered more than a day after it was signed (补录)."""
        last = self.moment.at or datetime(self.moment.on.year, self.moment.on.month, self.moment.on.day, tzinfo=BEIJING)
        last += timedelta() if self.moment.at else timedelta(days=1)
        return self.entered_at - last > ENTRY

    @property
    def who(self) -> str:
        """Who signed, and for whom: `李四 代 张三`."""
        return f"{self.name} 代 {self.behalf_name}" if self.behalf else self.name


@dataclass(frozen=True)
class Observed:
    """What the program sees of a step that nobody signs."""

    done: Moment | None = None
    """Since when it is done; `None` while it is not."""
    missing: tuple[str, ...] = ()
    """What is still to be done, a Chinese phrase each."""
    settled: tuple[str, ...] = field(default=(), kw_only=True)
    """What of it is done, a Chinese phrase each."""

    @property
    def pending(self) -> tuple[str, ...]:
        """What beside the steps keeps the record from being closed, a Chinese phrase each."""
        return ()


@dataclass(frozen=True)
class Known:
    """What is known about one record besides itself."""

    signatures: Sequence[Signature] = ()
    deadlines: Mapping[tuple[str, int], Due] = field(default_factory=dict)
    """By step and round, as written when the step began."""
    observed: Mapping[str, Observed] = field(default_factory=dict)
    """By the name of the step that nobody signs."""
    unit: int | None = None
    """The unit that answers for the record."""
    unit_name: str = ""
    limits: Mapping[str, CountyLimit] = field(default_factory=dict)
    """The county's own limits, by the name of their setting."""
    spared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The values for which the county spares a step, by the name of the setting that lists them."""
    written: int = 0
    """How many times were written down for it so far."""


@dataclass(frozen=True)
class StepState:
    """One step as it stands."""

    step: Step
    state: State
    begun: Moment | None = None
    """Since when it may be taken; `None` while it may not."""
    done: Moment | None = None
    signature: Signature | None = None
    """The signature that holds, or the one that no longer does."""
    due: Due | None = None
    wait: Due | None = None
    """Before whose end it must not be taken."""
    missing: tuple[str, ...] = ()
    """What keeps it from being done, a Chinese phrase each; empty for what is done."""
    lapses: tuple[Lapse, ...] = ()
    """In what it was not taken as it must be, apart from being entered late."""

    @property
    def breaches(self) -> tuple[Lapse, ...]:
        """Everything in which it was not taken as it must be; that it was entered late comes last."""
        signed = self.signature
        if signed is None or not signed.late_entry:
            return self.lapses
        entered = Moment.at_instant(signed.entered_at)
        words = f"{self.step.label}于 {signed.moment} 签署，{entered} 才登记（补录）"
        return (*self.lapses, Lapse(LapseKind.ENTRY, self.step, words, signed.moment.on))

    def overdue(self, now: Moment) -> bool:
        """Whether it is not done although its time is over."""
        running = self.done is None and self.due is not None and not self.step.optional
        return running and self.due is not None and now.after(self.due.end)


@dataclass(frozen=True)
class Progress:
    """A record in its procedure, at a moment."""

    procedure: Procedure
    record: Record
    known: Known
    now: Moment
    round: int
    work_out: Callable[[], tuple[StepState, ...]]
    """The steps; of what is known to be closed and kept they are worked out only when somebody asks."""
    refused: Signature | None = None
    """The signature by which it ended without being done."""
    kept: bool = False
    """Whether it is known without its steps that it is closed, with nothing missing and nothing wrong."""

    @cached_property
    def steps(self) -> tuple[StepState, ...]:
        """The steps as they stand, in their order."""
        return self.work_out()

    def __getitem__(self, name: str) -> StepState:
        """The state of a step.

        Raises:
            KeyError: there is none of that name.
        """
        for state in self.steps:
            if state.step.name == name:
                return state
        raise KeyError(name)

    @property
    def closed(self) -> Moment | None:
        """When it was closed; `None` while it is under way."""
        if self.kept:
            return Moment.of(self.record.values[self.procedure[self.procedure.closing].field])
        return self[self.procedure.closing].done

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.refused is not None or self.closed is not None

    @property
    def open(self) -> tuple[StepState, ...]:
        """The steps that may be taken now, in their order; none once it has ended."""
        return () if self.ended else tuple(state for state in self.steps if state.begun and state.done is None)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be done before it can be closed, a Chinese phrase each."""
        words = (word for state in self.steps if state.step.name != self.procedure.closing for word in state.missing)
        return (*words, *self.pending)

    @property
    def pending(self) -> tuple[str, ...]:
        """What beside the steps keeps it from being closed, a Chinese phrase each; nothing once it has ended."""
        return () if self.ended else tuple(word for seen in self.known.observed.values() for word in seen.pending)

    @property
    def ready(self) -> bool:
        """Whether nothing but the closing step is left."""
        needed = (state for state in self.steps if state.step.name != self.procedure.closing)
        return all(state.done is not None or state.step.optional for state in needed)

    @property
    def state(self) -> State:
        """已办结, 办结有缺, 不同意, 可办结 or 未办结."""
        if self.refused is not None:
            return State.REFUSED
        if self.closed is not None:
            return State.CLOSED if self.kept or self.ready else State.FLAWED
        return State.READY if self.ready and not self.pending else State.RUNNING

    @property
    def timed(self) -> tuple[StepState, ...]:
        """The steps that are still to be done, have a time and may not be left out; none once it has ended."""
        if self.ended:
            return ()
        running = (state for state in self.steps if state.done is None and state.due is not None)
        return tuple(state for state in running if not state.step.optional)

    @property
    def due(self) -> StepState | None:
        """The open step whose time ends first; `None` where none has any."""
        timed = [state for state in self.open if state.due is not None and not state.step.optional]
        return min(timed, key=_order, default=None)

    @property
    def lapses(self) -> tuple[Lapse, ...]:
        """In what the procedure was not kept, step by step; what was only entered late is none."""
        return () if self.kept else tuple(lapse for state in self.steps for lapse in state.lapses)

    @property
    def breaches(self) -> tuple[Lapse, ...]:
        """Everything in which the procedure was not kept, step by step."""
        return tuple(breach for state in self.steps for breach in state.breaches)


def _order(state: StepState) -> tuple[date, str]:
    end = state.due.end if state.due else Moment(date.max)
    return end.on, end.at.isoformat() if end.at else "~"


def content_digest(procedure: Procedure, record: Record) -> str:
    """SHA-256 over the fields that a signature is about; blank ones are left out.

    Fields stand under the first name that they ever had, so that renaming one voids no signature.
    """
    ledger = LEDGERS[procedure.ledger]
    content = {
        ledger[name].born: record.values[name] for name in procedure.content if record.values.get(name) is not None
    }
    text = json.dumps([ledger.born, content], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def cited(procedure: Procedure, step: Step) -> str:
    """The articles that ask for a step, in brackets behind a sentence; nothing where none does."""
    articles = "、".join(f"第{_chinese(number)}条" for number in procedure.articles_of(step))
    return f"（{articles}）" if articles else ""


def _chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
    return head + (digits[ones] if ones or not tens else "")
