"""The printed form of a procedure (办件单) as text: what is entered is filled in; what is signed by hand is empty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fjgov_tui.clock import BEIJING
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.procedures import Named, Role, Step
from fjgov_tui.text import fit, safe, width
from fjgov_tui.workflows.matters import Progress, StepState
from fjgov_tui.workflows.reading import form_number, hooks_of

CELLS = 78
"""Cells of a line: a page of A4 in a fixed-width font, or a terminal."""
_LABEL = 14
_RULE = "─" * CELLS


def form_text(come: Progress, now: datetime) -> str:
    """The form of a record, a line for each field and three for each step.

    Args:
        come: the record in its procedure.
        now: when it is printed.
    """
    return "\n".join(line.rstrip() for line in _lines(come, now)) + "\n"


def _lines(come: Progress, now: datetime) -> Iterator[str]:
    procedure, ledger = come.procedure, LEDGERS[come.procedure.ledger]
    yield _centred(procedure.form or f"{procedure.title}办理单")
    number, printed = form_number(come.record), now.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M")
    yield f"办件号 {fit(number, 36)}打印 {printed}"
    yield _RULE
    dated = {name for step in procedure.steps for name in (step.field, step.by)}
    for field in ledger.fields:
        if field.name in dated or field.name == "note":
            continue
        first, *rest = cell(field, come.record).split("\n")
        yield f"{fit(field.label, _LABEL)}{safe(first)}"
        yield from (f"{' ' * _LABEL}{safe(line)}" for line in rest)
    yield _RULE
    items = hooks_of(procedure).items(come)
    for item in items:
        yield f"{'✓' if item.settled else '□'} {safe(item.words)}"
    if items:
        yield _RULE
    for state in come.steps:
        yield from _step_lines(state)
    articles = "、".join(map(str, procedure.articles))
    yield f"依据：奉节府办发〔2022〕106号第 {articles} 条"


def _step_lines(state: StepState) -> Iterator[str]:
    step, signature = state.step, state.signature
    yield f"{fit(step.label, _LABEL)}{safe(step.todo) or _by_whom(step)}"
    if state.due is not None:
        yield f"{' ' * _LABEL}期限：{state.due.end}（{state.due.reason}）"
    if state.done is None:
        if not step.observed:
            yield f"{' ' * _LABEL}意见："
            yield f"{' ' * _LABEL}签名：{' ' * 24}日期：      年    月    日"
        yield _RULE
        return
    if signature is None:
        yield f"{' ' * _LABEL}{state.done} {'由台账核对' if step.observed else '登记'}"
        yield _RULE
        return
    opinion = f" {safe(signature.opinion)}" if signature.opinion else ""
    yield f"{' ' * _LABEL}意见：{signature.decision}{opinion}"
    office = f"（{safe(signature.office)}）" if signature.office else ""
    paper = f"，纸质 {safe(signature.paper)}" if signature.paper else ""
    late = "，补录" if signature.late_entry else ""
    yield f"{' ' * _LABEL}签名：{safe(signature.who)}{office}  日期：{signature.moment}{paper}{late}"
    yield _RULE


def _by_whom(step: Step) -> str:
    if isinstance(step.signer, Role):
        return f"由{step.signer.words}签署"
    return "由本人签署" if isinstance(step.signer, Named) else ""


def _centred(title: str) -> str:
    return " " * ((CELLS - width(title)) // 2) + title
