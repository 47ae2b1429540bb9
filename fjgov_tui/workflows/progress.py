"""How far a record has come in its procedure: derived from what was signed, never typed. Pure: nothing is read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from datetime import datetime
from functools import cached_property

from fjgov_tui.clock import parse_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.procedures import Decision, Medium, Named, Procedure, Role, Step, Within
from fjgov_tui.workdays import NONE, Overrides
from fjgov_tui.workflows.clocks import moved_by, moves
from fjgov_tui.workflows.deadlines import Due, Moment, due, earliest, told_apart
from fjgov_tui.workflows.matters import (
    Known,
    Lapse,
    LapseKind,
    Observed,
    Progress,
    Signature,
    State,
    StepState,
    content_digest,
)
from fjgov_tui.workflows.offices import Offices


@dataclass
class _Walk:
    """What holds after all signatures in the order in which they were entered."""

    round: int = 1
    holding: dict[str, Signature] = field(default_factory=dict)
    begun: dict[str, Moment] = field(default_factory=dict)
    """For steps that a return or a reopening has made open again: since when."""
    since: dict[str, int] = field(default_factory=dict)
    """For the same steps: the round in which they began again."""
    reopened: Moment | None = None
    refused: Signature | None = None


def _walk(procedure: Procedure, signatures: Iterable[Signature]) -> _Walk:
    walk = _Walk()
    for signed in sorted(signatures, key=lambda signature: signature.id):
        if signed.step not in procedure:
            continue
        if signed.decision is Decision.RETURNED:
            target = procedure[signed.step].returns_to or signed.step
            _reset(walk, procedure.followers[target], signed.moment)
        elif signed.decision is Decision.REOPENED:
            _reset(walk, frozenset(step.name for step in procedure.steps), signed.moment)
            walk.reopened = signed.moment
        elif signed.decision is Decision.REFUSED:
            walk.refused = signed
        else:
            walk.holding[signed.step] = signed
    return walk


def _reset(walk: _Walk, steps: frozenset[str], moment: Moment) -> None:
    walk.round += 1
    walk.refused = None
    for name in steps:
        walk.holding.pop(name, None)
        walk.begun[name], walk.since[name] = moment, walk.round


def version_of(procedure: Procedure, signatures: Iterable[Signature]) -> Procedure:
    """The declaration on which a record began: that of its first signature; the newest where nothing is signed."""
    first = min(signatures, key=lambda signature: signature.id, default=None)
    return procedure if first is None else procedure.of_version(first.version)


def progress(
    newest: Procedure,
    record: Record,
    known: Known,
    now: Moment,
    offices: Offices | None = None,
    calendar: Overrides = NONE,
) -> Progress:
    """How far a record has come.

    Args:
        newest: the procedure; a record under way is judged by the version on which it began.
        record: the record.
        known: what was signed, which times run, what the program sees.
        now: the moment at which it is judged; what was signed after that day does not count.
        offices: who held which office, to judge signers; without them a signer is judged by what was known when
            it was signed.
        calendar: the county's own working days.
    """
    signed = [signature for signature in known.signatures if signature.moment.on <= now.on]
    procedure = version_of(newest, signed)
    view = _View(procedure, record, known, now, _walk(procedure, signed), offices, calendar)
    if view.walk.refused is not None:
        # It has ended: a register is full of such, and hardly anybody asks how their steps stood.
        return Progress(procedure, record, known, now, view.walk.round, view.worked_out, view.walk.refused)
    states = view.worked_out()
    return Progress(procedure, record, known, now, view.walk.round, lambda: states)


@dataclass
class _View:
    """The steps of one record as they are put together."""

    procedure: Procedure
    record: Record
    known: Known
    now: Moment
    walk: _Walk
    offices: Offices | None
    calendar: Overrides
    states: dict[str, StepState] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """What a signature has to be about to hold; most records of a register have none that asks."""
        return content_digest(self.procedure, self.record)

    @cached_property
    def created(self) -> datetime:
        """When the record was entered."""
        return parse_instant(self.record.created_at)

    def worked_out(self) -> tuple[StepState, ...]:
        """The steps as they stand, in their order."""
        for step in self.procedure.steps:
            if self.asked(step):
                self.add(step)
        return tuple(self.judged(state) for state in self.states.values())

    def asked(self, step: Step) -> bool:
        """Whether the record goes through the step: what was closed before the county wanted it went without."""
        if step.added is None or step.name in self.walk.holding:
            return True
        name, setting = step.added
        closing = self.procedure[self.procedure.closing].field
        wanted = self.record.values.get(name) in self.known.spared.get(setting, ())
        return wanted and self.record.values.get(closing) is None

    def add(self, step: Step) -> None:
        """Put one step beside those that come before it."""
        step = self._spared(step)
        signature, done, void = self._done(step)
        before = [state.done for state in self._before(step)]
        begun = None if None in before else self._begun(step, [moment for moment in before if moment])
        state = State.DONE if done else State.VOID if void else State.OPEN if begun else State.WAITING
        running = self._due(step, begun)
        wait = self._from(step.wait, begun) if step.wait else None
        missing = () if done or step.optional else self._missing(step, void=void)
        self.states[step.name] = StepState(step, state, begun, done, signature, running, wait, missing)

    def _spared(self, step: Step) -> Step:
        """The step, optional where the county has said so for records like this one."""
        if step.spared is None:
            return step
        name, setting = step.spared
        optional = self.record.values.get(name) in self.known.spared.get(setting, ())
        return step if optional == step.optional else replace(step, optional=optional)

    def _before(self, step: Step) -> Iterator[StepState]:
        """The steps that have to come before; instead of one that was left out, those before it."""
        for name in step.after:
            state = self.states.get(name)
            if state is None:
                continue
            if state.step.optional and state.done is None and not step.optional:
                yield from self._before(state.step)
            else:
                yield state

    def _done(self, step: Step) -> tuple[Signature | None, Moment | None, bool]:
        """The signature of a step, when it was done, and whether its signature no longer holds."""
        if step.observed:
            seen = self.known.observed.get(step.name, Observed())
            return None, seen.done, False
        signature = self.walk.holding.get(step.name)
        if step.field:
            moment = Moment.of(self.record.values.get(step.field))
            if moment is None or moment.on > self.now.on:
                return None, None, False
            if signature is None or signature.moment.on != moment.on:
                return self._from_register(step, moment), moment, False
            void = step.decides and signature.digest != self.digest
            return signature, None if void else moment, void
        if signature is None:
            return None, None, False
        void = signature.digest != self.digest
        return signature, None if void else signature.moment, void

    def _from_register(self, step: Step, moment: Moment) -> Signature | None:
        """Who took the step as a register on paper says, where the record was entered from one."""
        person = self.record.values.get(step.by) if step.by else None
        if person is None:
            return None
        return Signature(
            id=0,
            round=self.walk.round,
            step=step.name,
            version=self.procedure.version,
            decision=Decision.AGREED if step.decides else Decision.DONE,
            moment=moment,
            entered_at=self.created,
            entered_by=self.record.created_by,
            medium=Medium.PAPER,
            digest="",
            person=int(person),
            name=self.record.names.get(step.by, ""),
        )

    def _begun(self, step: Step, before: Sequence[Moment]) -> Moment:
        """The last of what comes before, or of what made the step open again; the record's beginning otherwise."""
        again = self.walk.begun.get(step.name)
        moments = [*before, *([again] if again else [])]
        if not moments:
            return Moment.at_instant(self.created)
        return max(moments, key=lambda moment: (moment.on, moment.at.isoformat() if moment.at else ""))

    def _due(self, step: Step, begun: Moment | None) -> Due | None:
        if step.due is None:
            return None
        kind, length, source = self._length(step.due)
        moved = moves(step.due, self.states, kind, self.calendar)
        if moved.stopped:
            return None
        start, basis = self._basis(step.due, begun)
        if moved.restart is not None:
            start, basis = moved.restart, moved.restarted
        fresh = None if start is None else moved.apply(due(length, start, basis, self.calendar, source), self.calendar)
        known = self._written(step, step.due)
        same = known is not None and moved_by(known.reason) == moved_by(fresh.reason if fresh else known.reason)
        return known if same else fresh

    def _written(self, step: Step, within: Within) -> Due | None:
        """The time as it was written down when it began; a return does not give a dated one anew."""
        by_field = within.of and within.of not in self.states and self.walk.reopened is None
        oldest = 1 if by_field else self.walk.since.get(step.name, 1)
        rounds = range(self.walk.round, oldest - 1, -1)
        written = (self.known.deadlines.get((step.name, number)) for number in rounds)
        return next((known for known in written if known is not None), None)

    def _length(self, within: Within) -> tuple[str, Within, str]:
        """The kind that decides how long it is, the length, and whose that is; no kind where it is the same for all."""
        if within.limits is None:
            return "", within, ""
        field_name, settings = within.limits
        kind = str(self.record.values.get(field_name) or "")
        limit = self.known.limits.get(dict(settings).get(kind, ""))
        return kind, within if limit is None else replace(within, workdays=limit.value), limit.source if limit else ""

    def _basis(self, within: Within, begun: Moment | None) -> tuple[Moment | None, str]:
        """From when a length of time runs, and the name of that moment."""
        name = within.of
        if not name:
            return begun, "环节开始"
        if name in self.states:
            return self.states[name].done, self.states[name].step.label
        if self.walk.reopened is not None:
            return self.walk.reopened, Decision.REOPENED
        return Moment.of(self.record.values.get(name)), LEDGERS[self.procedure.ledger][name].label

    def _from(self, within: Within, begun: Moment | None) -> Due | None:
        start, basis = self._basis(within, begun)
        return None if start is None else earliest(within, start, basis, self.calendar)

    def _missing(self, step: Step, *, void: bool) -> tuple[str, ...]:
        if step.observed:
            return self.known.observed.get(step.name, Observed(None, (step.missing,))).missing
        ledger = LEDGERS[self.procedure.ledger]
        blank = tuple(f"没有填{ledger[name].label}" for name in step.needs if self.record.values.get(name) is None)
        return (f"{step.label}之后内容改动过，要重新签" if void else step.missing, *blank)

    # --- in which way it was not kept ---------------------------------------------------------------------------

    def judged(self, state: StepState) -> StepState:
        """The same step with everything in which it was not taken as it must be."""
        breaches = [*self._late(state)]
        if state.done is not None:
            breaches += [*self._order(state, state.done), *self._early(state, state.done)]
        if state.signature is not None:
            breaches += [*self._signer(state, state.signature), *self._same(state, state.signature)]
        if state.state is State.VOID and self.states[self.procedure.closing].done is not None:
            words = f"{state.step.label}签署之后内容改动过，没有重新签"
            breaches.append(
                Lapse(LapseKind.CHANGED, state.step, words, state.signature.moment.on if state.signature else None)
            )
        return replace(state, lapses=tuple(breaches)) if breaches else state

    def _late(self, state: StepState) -> Iterable[Lapse]:
        if state.due is None or self.walk.refused is not None:
            return
        label, end = state.step.label, state.due.end
        minutes = state.step.due is not None and bool(state.step.due.minutes)
        if state.done is None:
            if self.now.after(end) and not state.step.optional:
                words = f"{label}应在 {end.exact if minutes else end} 前办完（{state.due.reason}），还没有办"
                yield Lapse(LapseKind.LATE, state.step, words, end.on, end.on)
        elif state.done.after(end):
            latest, taken = told_apart(end, state.done, exact=minutes)
            words = f"{label}应在 {latest} 前办完（{state.due.reason}），{taken} 才办"
            yield Lapse(LapseKind.LATE, state.step, words, end.on, end.on)

    def _order(self, state: StepState, done: Moment) -> Iterable[Lapse]:
        for earlier in self._before(state.step):
            if earlier.done is None:
                if earlier.state is not State.VOID:
                    words = f"没有经过{earlier.step.label}，{done} 就{state.step.label}"
                    yield Lapse(LapseKind.MISSING, earlier.step, words, done.on)
            elif earlier.done.after(done):
                mine, before = told_apart(done, earlier.done)
                words = f"{state.step.label}（{mine}）早于{earlier.step.label}（{before}）"
                yield Lapse(LapseKind.ORDER, state.step, words, done.on)

    def _early(self, state: StepState, done: Moment) -> Iterable[Lapse]:
        if state.wait is not None and state.wait.end.after(done):
            words = f"{state.step.label}（{done}）早于{state.wait.reason}"
            if state.wait.end.on > state.wait.begun.on:
                words = f"{state.wait.reason}，{done} 就{state.step.label}"
            yield Lapse(LapseKind.EARLY, state.step, words, done.on)

    def _signer(self, state: StepState, signature: Signature) -> Iterable[Lapse]:
        why = self._unfit(state.step, signature)
        if why:
            words = f"{state.step.label}由{signature.who or '没有写明的人'}于 {signature.moment} 签署，{why}"
            yield Lapse(LapseKind.SIGNER, state.step, words, signature.moment.on)

    def _unfit(self, step: Step, signature: Signature) -> str:
        """Why somebody was not the one to sign; empty where nothing speaks against it."""
        on = signature.moment.on
        if step.signer is None:
            return ""
        if signature.person is None:
            return "没有写明是谁签的"
        if signature.behalf is not None and self.offices is not None:
            principals = {deputy.principal for deputy in self.offices.principals_of(signature.person, step.label, on)}
            if signature.behalf not in principals:
                return "当天没有代签的授权"
        principal = signature.behalf or signature.person
        if isinstance(step.signer, Named):
            named = self.record.values.get(step.signer.field)
            label = LEDGERS[self.procedure.ledger][step.signer.field].label
            return "" if named is None or int(named) == principal else f"不是{label}本人"
        places = self.places(step.signer)
        wanted = step.signer.offices
        held = self.offices is None or any(self.offices.holds(principal, office, on, places) for office in wanted)
        return "" if held or signature.office in wanted else f"当天没有担任{step.signer.words}"

    def places(self, role: Role) -> frozenset[int] | None:
        """The units in which an office counts; `None` for any."""
        if role.of == "county":
            return self.offices.county if self.offices else frozenset()
        return None if not role.of or self.known.unit is None else frozenset({self.known.unit})

    def _same(self, state: StepState, signature: Signature) -> Iterable[Lapse]:
        """The later of two steps that different people must have signed carries the breach."""
        for group in self.procedure.apart:
            if state.step.name not in group:
                continue
            for name in group[: group.index(state.step.name)]:
                other = self.states[name].signature
                if other is not None and signature.person is not None and other.person == signature.person:
                    words = f"{self.states[name].step.label}和{state.step.label}都由{signature.name}签署"
                    yield Lapse(LapseKind.SAME, state.step, words, signature.moment.on)
