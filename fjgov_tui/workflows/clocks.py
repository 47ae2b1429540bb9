"""What moves the end of a time that runs, and nothing else does: a supplement, a third party asked, an extension.

政府信息公开条例 30, 32 and 33 name these three and no other. Whatever was asked or told too late moves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.procedures import Within
from fjgov_tui.workdays import NONE, Overrides, add_workdays, workdays_between
from fjgov_tui.workflows.deadlines import Due, Moment
from fjgov_tui.workflows.matters import StepState

_MARK = "；"
"""Divides a reason into from what the time is counted and what moved its end."""


def moved_by(reason: str) -> str:
    """The part of a stored reason that says what moved the end."""
    return reason.partition(_MARK)[2]


@dataclass(frozen=True)
class _Move:
    on: date
    workdays: int
    words: str


@dataclass(frozen=True)
class Moves:
    """What has moved the end of one time, in the order of the days."""

    restart: Moment | None = None
    """The moment from which it is counted anew."""
    restarted: str = ""
    """The name of that moment."""
    stopped: bool = False
    """Whether it stands still: something was asked that has not come yet."""
    kind: str = ""
    """The kind that decides how long it is, where a kind does."""
    further: tuple[_Move, ...] = ()

    def apply(self, plain: Due, calendar: Overrides = NONE) -> Due:
        """The time with its end moved, and the reason that says so; what came after the end moves nothing."""
        end, words = plain.end, [f"按“{self.kind}”类"] if self.kind else []
        words += ["申请人已补正，期限重新起算"] if self.restart else []
        for move in self.further:
            if move.on <= end.on:
                end = Moment(add_workdays(end.on, move.workdays, calendar))
                words.append(move.words)
        return replace(plain, end=end, reason=_MARK.join((plain.reason, *words)))


def moves(within: Within, states: Mapping[str, StepState], kind: str, calendar: Overrides = NONE) -> Moves:
    """What the steps taken so far say about a time.

    Args:
        within: the time as declared.
        states: the steps before it, by name.
        kind: the value of the field that decides how long it is; empty where none does.
        calendar: the county's own working days.
    """
    restart, restarted, stopped = None, "", False
    if within.restarts is not None:
        asked, supplied = (states[name] for name in within.restarts)
        if _timely(asked):
            stopped = supplied.done is None
            restart, restarted = supplied.done, supplied.step.label
    further = sorted((*_paused(within, states, calendar), *_lengthened(within, states)), key=lambda move: move.on)
    return Moves(restart, restarted, stopped, kind, tuple(further))


def _timely(state: StepState) -> bool:
    return state.done is not None and (state.due is None or not state.done.after(state.due.end))


def _paused(within: Within, states: Mapping[str, StepState], calendar: Overrides) -> Iterator[_Move]:
    if within.pauses is None:
        return
    asked, answered = (states[name] for name in within.pauses)
    if asked.done is None:
        return
    last = answered.due.end.on if answered.due else asked.done.on
    until = min(answered.done.on, last) if answered.done else last
    days = workdays_between(asked.done.on, until, calendar)
    yield _Move(asked.done.on, days, f"{asked.step.label} {asked.done.on} 至 {until} 的 {days} 个工作日不计")


def _lengthened(within: Within, states: Mapping[str, StepState]) -> Iterator[_Move]:
    if within.longer is None:
        return
    name, days = within.longer
    state = states[name]
    if state.done is not None and _timely(state):
        yield _Move(state.done.on, days, f"{state.done.on} {state.step.label} {days} 个工作日")
