"""Who takes a step: whoever may, and of a paper that is entered whoever did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import App

from fjgov_tui.ledgers.procedures import Step
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.board import Matter
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.offices import offices_of
from fjgov_tui.workflows.signers import Signer, barred, names_apart, serving_people, signers, wanted_later

Chosen = tuple[Signer | None, bool]
"""Who signs, and whether that was answered; nobody has to be named where anybody may."""
_AS_SIGNED = "照实选在纸上签的人；那天不任此职的也能登记，列为问题"


async def choose_signer(app: App[object], desk: AsyncStore, matter: Matter, step: Step) -> Chosen:
    """Ask who signs, unless nobody has to be named or there is one person who may.

    Args:
        app: where it is asked.
        desk: the open file.
        matter: the record.
        step: the step.
    """
    if step.signer is None and not step.by:
        return None, True
    moment = Moment.at_instant(desk.clock())
    if step.signer is None:
        unit = matter.progress.known.unit
        people = await desk.read(lambda reader: serving_people(reader, unit, moment.on))
        entries = [Entry(str(place), signer.name, signer.office) for place, signer in enumerate(people)]
        return await _choose(app, Picker(f"{step.label}：谁办的", entries), people)

    def able(reader: Reader) -> tuple[list[Signer], dict[int, str], Mapping[int, str]]:
        names, offices = names_apart(reader), offices_of(reader)
        asked = (matter.progress, step, names, moment.on, offices)
        return signers(*asked), names, wanted_later(*asked)

    known, names, wanted = await desk.read(able)
    signed = barred(matter.progress, step)
    if len(known) == 1 and known[0].person not in signed:
        return known[0], True
    # Whoever may sign stands first; then who alone can take a later step, and who has signed what others must sign.
    known.sort(key=lambda signer: (signer.person in signed, signer.person in wanted))
    holding = {signer.person for signer in known}
    others = [Signer(person, name, "") for person, name in names.items() if person not in holding]
    hints = [_hint(signer, signed, wanted) for signer in known] + ["无此职责，只能补登纸质件"] * len(others)
    able_now = any(signer.person not in signed for signer in known)
    note = "" if able_now else f"当天没有能{step.label}的人：请先登记任职，或按纸质件补登"
    people = [*known, *others]
    return await _choose(app, Picker(f"{step.label}：谁签的", _entries(people, hints), note=note), people)


async def choose_who_signed(app: App[object], desk: AsyncStore, matter: Matter, step: Step) -> Chosen:
    """Ask who took a step on a paper that is entered: it may have been anybody, those first whose it is now.

    Args:
        app: where it is asked.
        desk: the open file.
        matter: the record.
        step: the step.
    """
    if step.signer is None and not step.by:
        return None, True
    come, on = matter.progress, Moment.at_instant(desk.clock()).on

    def asked(reader: Reader) -> tuple[list[Signer], list[Signer], dict[int, str]]:
        names = names_apart(reader)
        able = signers(come, step, names, on, offices_of(reader))
        return able, serving_people(reader, come.known.unit, on), names

    known, serving, names = await desk.read(asked)
    able = {signer.person for signer in known}
    others = [signer for signer in serving if signer.person not in able]
    there = able | {signer.person for signer in serving}
    left = [Signer(person, name, "现在不在岗") for person, name in names.items() if person not in there]
    people, signed = [*known, *others, *left], barred(come, step)
    hints = [f"签过{signed[signer.person]}" if signer.person in signed else signer.office for signer in people]
    words, note = ("谁签的", _AS_SIGNED) if step.signer else ("谁办的", "")
    return await _choose(app, Picker(f"{step.label}：{words}", _entries(people, hints), note=note), people)


def _entries(people: Sequence[Signer], hints: Sequence[str]) -> list[Entry]:
    return [
        Entry(str(place), signer.label, hint) for place, (signer, hint) in enumerate(zip(people, hints, strict=True))
    ]


async def _choose(app: App[object], question: Picker, people: Sequence[Signer]) -> Chosen:
    chosen = await app.push_screen_wait(question)
    return (None, False) if chosen is None else (people[int(chosen)], True)


def _hint(signer: Signer, signed: Mapping[int, str], wanted: Mapping[int, str]) -> str:
    """The office, or why somebody who holds it must not sign, or had better not."""
    if signer.person in signed:
        return f"签过{signed[signer.person]}，不能再签"
    return f"{signer.office}，{wanted[signer.person]}要留给此人" if signer.person in wanted else signer.office
