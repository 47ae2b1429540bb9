"""What is said of a record in its procedure: its line in a list, every step, what is missing, the earlier rounds."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.procedures import Step
from fjgov_tui.screens.listview import ListView
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.board import Matter, signable
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.matters import LapseKind, Progress, Signature, State, StepState, cited
from fjgov_tui.workflows.publications import withdrawn

GLYPHS = {State.CLOSED: "✓", State.FLAWED: "✗", State.READY: "○", State.RUNNING: "✗", State.REFUSED: "－"}
"""A sign for each state of a record, besides its word."""
_STEP_GLYPHS = {State.DONE: "✓", State.OPEN: "○", State.WAITING: "·", State.VOID: "!"}
_COLORS = {State.DONE: "$success", State.OPEN: "$error", State.VOID: "$warning"}


ABOUT = 46
"""Cells for what a question is about, beside it at the top of its window."""


HEADINGS = (
    Heading("state", "状态", 10),
    Heading("title", "办件", 14),
    Heading("unit", "单位", 16),
    Heading("next", "下一步", 10),
    Heading("who", "谁办", 8),
    Heading("due", "期限", 16),
)
"""The columns of the board."""


def matter_key_of(ledger: str, record: int) -> int:
    """What tells a record from those of other ledgers on the same board.

    Args:
        ledger: its name.
        record: its id.
    """
    return list(LEDGERS).index(ledger) << 40 | record


def matter_key(matter: Matter) -> int:
    """The same, of a record on the board."""
    return matter_key_of(matter.progress.procedure.ledger, matter.id)


def matter_cells(matter: Matter) -> tuple[str, ...]:
    """A record on the board."""
    come = matter.progress
    step = "" if come.ended or matter.next is None else matter.next.step.label
    time = f"{'! ' if matter.late else ''}{matter.left}" if matter.due and not come.ended else ""
    who = "" if come.ended else "、".join(matter.who)
    return f"{GLYPHS[come.state]} {come.state}", matter.title, matter.unit, step, who, time


def about_matter(matter: Matter) -> Folded:
    """Step by step; what is lacking says what to do."""
    return Folded(matter_lines(matter))


def titled(question: str, matter: Matter) -> str:
    """The question with what it is about: its window covers the list in which that stands."""
    return f"{question}：{fit(safe(matter.title), ABOUT).rstrip()}"


def matter_lines(matter: Matter) -> list[tuple[Content, int]]:
    """The same as lines, each with how deep it hangs where it is folded.

    What is wrong stands below the title, before the steps: a low panel shows the beginning alone.
    """
    come = matter.progress
    turn = f"（第 {come.round} 轮）" if come.round > 1 else ""
    unit = f"（{safe(matter.unit)}）" if matter.unit else ""
    lines: list[tuple[Content, int]] = [(plain(f"{safe(matter.title)}{unit}{turn}  {come.state}", "bold"), 0)]
    lines += [(plain(words, "$warning"), 2) for words in _taken_down(come.record)]
    lines += [(plain(words, "$warning"), 2) for words in _wrong(come)]
    items = [
        (plain(f"{'✓' if item.settled else '✗'} {safe(item.words)}", "$success" if item.settled else "$error"), 2)
        for item in matter.items
    ]
    for state in come.steps:
        listed = state.step.observed and bool(items)
        if state.step.optional and state.done is None and (come.ended or state.state is State.OPEN):
            words = "没有用到" if come.ended else "需要时办"
            lines.append((plain(f"· {state.step.label}：{words}", "$text-muted"), 2))
        else:
            lines.append((plain(_step_words(state, listed=listed), _COLORS.get(state.state, "")), 2))
        if not come.ended:
            lines += [(plain(f"  {words}", "$text-muted"), 2) for words in _times(state, come.now)]
        if listed:
            # What is left open stands at its step, the open points first: a low window shows no more than these.
            lines += sorted(items, key=lambda item: "✓" in item[0].plain)
            items = []
    lines += items
    late = (breach for breach in come.breaches if breach.kind is LapseKind.ENTRY)
    lines += [(plain(f"! {breach.kind}：{safe(breach.message)}", "$text-muted"), 2) for breach in late]
    lines += [(plain(words, "$text-muted"), 2) for words in _earlier(matter)]
    return lines


def _wrong(come: Progress) -> Iterator[str]:
    """In what the procedure was not kept, and which article asks for it; what was only entered late is none."""
    for lapse in come.lapses:
        yield f"! {lapse.kind}：{safe(lapse.message)}{cited(come.procedure, lapse.step)}"


def _step_words(state: StepState, *, listed: bool) -> str:
    """One step; what is listed one by one below is not said here."""
    head = f"{_STEP_GLYPHS[state.state]} {state.step.label}："
    if state.done is not None:
        signature = state.signature
        by = f"  {_signed(signature)}" if signature is not None else ""
        if state.step.checks and signature is not None and signature.checked:
            by += f"，核对 {len(signature.checked)}/{len(state.step.checks)} 项"
        return f"{head}{state.done}{by}"
    if state.begun is None and state.state is not State.VOID:
        return f"{head}还没有轮到"
    missing = "还没有齐，见下" if listed else "；".join(safe(word) for word in state.missing) or "还没有办"
    return f"{head}{missing}"


def _taken_down(record: Record) -> Iterator[str]:
    """That a text was published and stands no more: its steps alone do not tell."""
    if record.ledger == "release" and record.values["published_on"] is not None and withdrawn(record):
        why = f"：{safe(record.text('withdrawn_why'))}" if record.values["withdrawn_why"] else ""
        yield f"! 已于 {record.day('withdrawn_on')} 撤稿{why}；改好后要再发布的按 + 重办，重新审校"


def _times(state: StepState, now: Moment) -> Iterator[str]:
    """By when a step has to be taken, and until when it must not be."""
    if state.done is not None:
        return
    if state.due is not None:
        minutes = state.step.due is not None and bool(state.step.due.minutes)
        yield f"期限 {state.due.end.exact if minutes else state.due.end}：{safe(state.due.reason)}"
    if state.wait is not None and state.wait.end.after(now):
        yield f"{state.wait.end} 起才能{state.step.label}：{safe(state.wait.reason)}"


def _signed(signature: Signature) -> str:
    office = f"（{safe(signature.office)}）" if signature.office else ""
    paper = f" 纸质 {safe(signature.paper)}" if signature.paper else ""
    late = " 补录" if signature.late_entry else ""
    opinion = f"“{safe(signature.opinion)}”" if signature.opinion else ""
    entry = f" {safe(signature.entry_words)}" if signature.entry_words else ""
    return f"{safe(signature.who)}{office} {signature.decision}{opinion}{paper}{late}{entry}".lstrip()


def _earlier(matter: Matter) -> Iterator[str]:
    """The signatures that no longer hold, by round."""
    come = matter.progress
    holding = {state.signature.id for state in come.steps if state.signature is not None}
    for signature in sorted(come.known.signatures, key=lambda signature: signature.id):
        if signature.id not in holding and signature.step in come.procedure:
            ground = f"：{safe(signature.ground)}" if signature.ground else ""
            label = come.procedure[signature.step].label
            yield f"第 {signature.round} 轮 {label} {signature.moment} {_signed(signature)}{ground}"


def board_view(empty: str, title: str = "办件", ledger: str = "") -> ListView[tuple[Matter, ...], Matter]:
    """One list of a board.

    Args:
        empty: what is said where there is none.
        title: on the line of views.
        ledger: whose records alone are listed; all of them where it is empty.
    """
    return ListView(
        title=title,
        headings=HEADINGS,
        rows=lambda listed: [matter for matter in listed if ledger in {"", matter.progress.procedure.ledger}],
        key=matter_key,
        cells=matter_cells,
        empty=empty,
        measure="份",
        orders={"due": lambda matter: (matter.due is None, str(matter.due))},
        beside=lambda _, matter: about_matter(matter),
    )


def is_published(come: Progress) -> bool:
    """Whether a text stands on its page."""
    if come.procedure.ledger != "release" or come.record.values["published_on"] is None:
        return False
    return not withdrawn(come.record)


def steps_at_hand(come: Progress) -> list[Step]:
    """What may be signed now, what may be left out last; the closing step once nothing else has to come before it."""
    able = sorted((state.step for state in signable(come)), key=lambda step: step.optional)
    before = [step for step in able if step.name != come.procedure.closing]
    return able if all(step.optional for step in before) else before


def steps_on_paper(come: Progress) -> list[StepState]:
    """What somebody signs and is not done: on paper it may have been done already, whether or not its turn has come."""
    return [] if come.refused else [state for state in come.steps if state.done is None and not state.step.observed]


def no_step_on_paper(come: Progress) -> str:
    """Why no step can be entered from a paper; empty where one can."""
    if come.refused is not None:
        return f"这一件{State.REFUSED}，要再办请按 + 重办"
    return "" if steps_on_paper(come) else "各步都办过了，没有要补登的"


def how_it_stands(come: Progress, state: StepState) -> str:
    """Whether it is the turn of a step that is not done, in words."""
    if state.state is State.VOID:
        return "签过，内容又改了"
    if come.closed is not None:
        return "没有用到" if state.step.optional else "办结时没有办"
    if state.begun is None:
        return "还没有轮到"
    return "需要时办" if state.step.optional else "轮到了"
