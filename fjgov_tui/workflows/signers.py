"""Who may take a step on a day: those who hold the office, and those who may sign for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, serving
from fjgov_tui.ledgers.procedures import Named, Role, Step
from fjgov_tui.store import Reader
from fjgov_tui.workflows.matters import Progress
from fjgov_tui.workflows.offices import Offices

PERSON = LEDGERS["person"]


@dataclass(frozen=True)
class Signer:
    """Somebody who may take a step."""

    person: int
    name: str
    office: str
    behalf: int | None = None
    behalf_name: str = ""

    @property
    def label(self) -> str:
        """The name, and for whom: `李四（代 张三）`."""
        return f"{self.name}（代 {self.behalf_name}）" if self.behalf else self.name


def signers(come: Progress, step: Step, names: Mapping[int, str], on: date, offices: Offices) -> list[Signer]:
    """Everybody who may take a step on a day: who holds the office, and who may sign for them.

    Args:
        come: how far the record has come.
        step: the step.
        names: everybody's name, by id.
        on: the day.
        offices: who holds which office.
    """
    if isinstance(step.signer, Named):
        named = come.record.values.get(step.signer.field)
        held = {} if named is None else {int(named): ""}
    elif isinstance(step.signer, Role):
        places = offices.county if step.signer.of == "county" else None
        if step.signer.of == "unit" and come.known.unit is not None:
            places = frozenset({come.known.unit})
        held = {}
        for office in step.signer.offices:
            held |= {person: office for person in offices.holders(office, on, places) if person not in held}
    else:
        return []
    signers_found = [Signer(person, names.get(person, ""), office) for person, office in held.items()]
    for person, office in held.items():
        signers_found += [
            Signer(deputy.deputy, names.get(deputy.deputy, ""), office, person, names.get(person, ""))
            for deputy in offices.deputies_of(person, step.label, on)
        ]
    return signers_found


def barred(come: Progress, step: Step) -> Mapping[int, str]:
    """Who has taken a step that somebody else must take than this one (article 15): persons, and that step's label."""
    other = {name for group in come.procedure.apart if step.name in group for name in group if name != step.name}
    signed = (state for state in come.steps if state.step.name in other and state.done is not None)
    return {
        state.signature.person: state.step.label
        for state in signed
        if state.signature is not None and state.signature.person is not None
    }


def wanted_later(come: Progress, step: Step, names: Mapping[int, str], on: date, offices: Offices) -> Mapping[int, str]:
    """Who had better leave a step to others: without them nobody is left for one that somebody else must take.

    Returns:
        Those who may take this step, where another may, too; and the label of the step that has nobody else.
    """
    wanted: dict[int, str] = {}
    for group in come.procedure.apart:
        if step.name not in group:
            continue
        gone = set(barred(come, step))
        left = [state.step for state in come.steps if state.step.name in group and state.done is None]
        able = {each.name: _people(come, each, names, on, offices) - gone for each in left}
        later = [each for each in left if each.name != step.name]
        for person in able.get(step.name, set()):
            short = next((each.label for each in later if not able[each.name] - {person} and able[each.name]), "")
            if short or not _enough([able[each.name] - {person} for each in later]):
                wanted[person] = short or later[0].label
        if wanted.keys() >= able.get(step.name, set()):
            return {}
    return wanted


def _people(come: Progress, step: Step, names: Mapping[int, str], on: date, offices: Offices) -> set[int]:
    return {signer.person for signer in signers(come, step, names, on, offices)}


def _enough(able: Sequence[set[int]]) -> bool:
    """Whether each step can have a person of its own."""
    if not able:
        return True
    return any(_enough([others - {person} for others in able[1:]]) for person in able[0])


def serving_people(reader: Reader, unit: int | None, on: date) -> list[Signer]:
    """Everybody who serves on a day, a unit's own people first, with what they do."""
    people = [person for person in reader.records(PERSON) if serving(person, on)]
    people.sort(key=lambda person: (reference(person, "unit") != unit, person.id))
    names = names_apart(reader, {person.id for person in people})
    return [Signer(person.id, names[person.id], _place(person, unit)) for person in people]


def _place(person: Record, unit: int | None) -> str:
    """The roles of one of the unit's own people, the unit of anybody else."""
    own = reference(person, "unit") == unit
    return person.text("roles") if own else person.names.get("unit", "")


def names_of(reader: Reader) -> dict[int, str]:
    """Everybody's name, by id."""
    return {person.id: person.title for person in reader.records(PERSON)}


def names_apart(reader: Reader, among: Collection[int] | None = None) -> dict[int, str]:
    """The same for who has to choose: of those who are called alike with what tells them apart, unit and number.

    Args:
        reader: the ledgers.
        among: those who are chosen from; everybody where not given.
    """
    people = [person for person in reader.records(PERSON) if among is None or person.id in among]
    called = Counter(person.title for person in people)
    return {person.id: person.title if called[person.title] == 1 else _told_apart(person) for person in people}


def _told_apart(person: Record) -> str:
    unit = person.names.get("unit", "")
    return f"{person.title}（{f'{unit}，' if unit else ''}编号 {person.id}）"
