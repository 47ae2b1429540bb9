"""The printed form of a procedure (办件单): what is entered is filled in; what is signed by hand is empty.

One sheet of facts; as text for a terminal and plain printers, as a paper for .docx.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from fjgov_tui.clock import BEIJING
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.procedures import Named, Role, Step
from fjgov_tui.paper.document import Document, Level, Passage, Table
from fjgov_tui.paper.paging import fitting
from fjgov_tui.pastday import as_of_words
from fjgov_tui.text import clean_long, fit, safe, width
from fjgov_tui.workflows.matters import Progress, StepState
from fjgov_tui.workflows.reading import form_number, hooks_of

CELLS = 78
"""Cells of a line: a page of A4 in a fixed-width font, or a terminal."""
_LABEL = 14
_RULE = "─" * CELLS
_OPINION = "意见："
_SIGNED = f"签名：{' ' * 24}日期：      年    月    日"


@dataclass(frozen=True)
class FormStep:
    """One step as the form has it."""

    label: str
    todo: str
    """What is to be done, or who signs."""
    lines: tuple[str, ...]
    """Its time limit, what was decided, who signed and when; lines to be filled in by hand while it is not done."""


@dataclass(frozen=True)
class FormSheet:
    """What stands on the form of one record, in order."""

    title: str
    number: str
    """Finds the record again when the scan comes back."""
    printed: str
    fields: tuple[tuple[str, str], ...]
    """Label and text; a long text keeps its line breaks."""
    items: tuple[str, ...]
    steps: tuple[FormStep, ...]
    basis: str
    as_of: date | None = None
    """The past day of which it is, if it is of one."""


def form_sheet(come: Progress, now: datetime, as_of: date | None = None) -> FormSheet:
    """What stands on the form of a record.

    Args:
        come: the record in its procedure.
        now: when it is printed.
        as_of: the past day that is looked at, if one is.
    """
    procedure, ledger = come.procedure, LEDGERS[come.procedure.ledger]
    dated = {name for step in procedure.steps for name in (step.field, step.by)}
    # What is blank and no step needs would make pages of empty boxes that nobody is to fill in.
    asked = {*procedure.content, *(name for step in procedure.steps for name in step.needs)}
    shown = [
        field
        for field in ledger.fields
        if field.name not in dated
        and field.name != "note"
        and (come.record.values[field.name] is not None or field.required or field.name in asked)
    ]
    articles = "、".join(map(str, procedure.articles))
    return FormSheet(
        title=procedure.form or f"{procedure.title}办理单",
        number=form_number(come.record),
        printed=now.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M"),
        fields=tuple((field.label, clean_long(cell(field, come.record))) for field in shown),
        items=tuple(f"{'✓' if item.settled else '□'} {safe(item.words)}" for item in hooks_of(procedure).items(come)),
        steps=tuple(map(_form_step, come.steps)),
        basis=f"依据：奉节府办发〔2022〕106号第 {articles} 条",
        as_of=as_of,
    )


def form_text(come: Progress, now: datetime, as_of: date | None = None) -> str:
    """The form of a record as plain lines, a line for each field and three for each step."""
    return "\n".join(line.rstrip() for line in _lines(form_sheet(come, now, as_of))) + "\n"


def form_document(come: Progress, now: datetime, as_of: date | None = None) -> Document:
    """The form of a record as a paper: a table to be filled in and signed."""
    sheet = form_sheet(come, now, as_of)
    rows = [
        *sheet.fields,
        *([("办理事项", "\n".join(sheet.items))] if sheet.items else []),
        *((step.label, "\n".join(filter(None, (step.todo, *map(_roomy, step.lines))))) for step in sheet.steps),
    ]
    return fitting(
        Document(
            title=sheet.title,
            subtitle=f"办件号 {sheet.number}    打印 {sheet.printed}",
            blocks=(
                Table(headings=(), rows=tuple(rows), shares=(3, 11), tall=True),
                Passage(sheet.basis, Level.NOTE),
            ),
            as_of=as_of,
        )
    )


def _roomy(line: str) -> str:
    """A line of the form; what is written by hand needs a line more than what is typed."""
    return f"{line}\n" if line == _OPINION else line


def write_paper(paper: Document, text: str, path: Path) -> None:
    """Write a paper: as such where the name ends in `.docx`, else its text.

    Args:
        paper: the paper.
        text: the same as plain lines.
        path: where.

    Raises:
        InputProblem: the place cannot be written.
    """
    if path.suffix.lower() == ".docx":
        from fjgov_tui.paper.docx import write_docx

        write_docx(paper, path)
        return
    from fjgov_tui.files import replacing

    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")


def _form_step(state: StepState) -> FormStep:
    step = state.step
    return FormStep(step.label, safe(step.todo) or _by_whom(step), tuple(_step_lines(state)))


def _step_lines(state: StepState) -> Iterator[str]:
    signature = state.signature
    gone_through = signature.checked if signature is not None and state.done is not None else ()
    yield from (f"{'✓' if point in gone_through else '□'} {point}" for point in state.step.checks)
    if state.due is not None:
        yield f"期限：{state.due.end}（{state.due.reason}）"
    if state.done is None:
        if not state.step.observed:
            yield _OPINION
            yield _SIGNED
        return
    if signature is None:
        yield f"{state.done} {'由台账核对' if state.step.observed else '登记'}"
        return
    opinion = f" {safe(signature.opinion)}" if signature.opinion else ""
    ground = f"（{safe(signature.ground)}）" if signature.ground else ""
    yield f"{_OPINION}{signature.decision}{ground}{opinion}"
    office = f"（{safe(signature.office)}）" if signature.office else ""
    paper = f"，纸质 {safe(signature.paper)}" if signature.paper else ""
    late = "，补录" if signature.late_entry else ""
    entry = f"，{safe(signature.entry_words)}" if signature.entry_words else ""
    yield f"签名：{safe(signature.who)}{office}  日期：{signature.moment}{paper}{late}{entry}"


def _lines(sheet: FormSheet) -> Iterator[str]:
    yield " " * ((CELLS - width(sheet.title)) // 2) + sheet.title
    yield f"办件号 {fit(sheet.number, 36)}打印 {sheet.printed}"
    if sheet.as_of is not None:
        yield as_of_words(sheet.as_of)
    yield _RULE
    room = max(_LABEL, *(width(label) + 2 for label, _ in sheet.fields))
    for label, text in sheet.fields:
        first, *rest = text.split("\n")
        yield f"{fit(label, room)}{safe(first)}"
        yield from (f"{' ' * room}{safe(line)}" for line in rest)
    yield _RULE
    if sheet.items:
        yield from (*sheet.items, _RULE)
    for step in sheet.steps:
        yield f"{fit(step.label, _LABEL)}{step.todo}"
        yield from (f"{' ' * _LABEL}{line}" for line in step.lines)
        yield _RULE
    yield sheet.basis


def _by_whom(step: Step) -> str:
    if isinstance(step.signer, Role):
        return f"由{step.signer.words}签署"
    return "由本人签署" if isinstance(step.signer, Named) else ""
