"""An imagined later release: a ledger, a field and a choice each added, renamed and retired."""

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

from fjgov_tui.ledgers import LEDGERS, Field, Ledger
from fjgov_tui.ledgers.types import Choice, Day, Name, Reference, Text

DRILL = Ledger(
    name="rehearsal",
    title="应急演练",
    articles=(35,),
    purpose="应急预案的演练",
    key=("unit", "name"),
    fields=(
        Field(name="unit", label="单位", type=Reference("unit"), required=True),
        Field(name="name", label="名称", type=Name(), required=True),
        Field(name="held_on", label="日期", type=Day()),
    ),
)
"""The ledger that is added."""


def changed_unit() -> Ledger:
    """The units: `fax` is added, `note` is called `remark`, `phone` is not declared any more.

    Of the kinds 国有企业 is added, 部门 is spelt 县直部门, and 乡镇街道 is not declared any more.
    """
    unit = LEDGERS["unit"]
    kind = unit["kind"].type
    assert isinstance(kind, Choice)
    spelt = ["县直部门" if one == "部门" else one for one in kind.choices if one != "乡镇街道"]
    kinds = replace(kind, choices=(*spelt, "国有企业"), also=(), was=(("部门", "县直部门"),))
    fields = [
        replace(one, type=kinds)
        if one.name == "kind"
        else replace(one, name="remark", was=("note",))
        if one.name == "note"
        else one
        for one in unit.fields
        if one.name != "phone"
    ]
    return replace(unit, fields=(*fields, Field(name="fax", label="传真", type=Text(limit=20))))


def later() -> dict[str, Ledger]:
    """The declarations of the later release: `rehearsal` added, `training` called `course`, `term` retired."""
    ledgers = {ledger.name: ledger for ledger in (*LEDGERS.values(), changed_unit(), DRILL)}
    del ledgers["term"]
    course = ledgers.pop("training")
    ledgers["course"] = replace(course, name="course", was=("training",))
    attendance = ledgers["attendance"]
    fields = tuple(
        replace(one, type=replace(one.reference, ledger="course"))
        if one.reference and one.reference.ledger == "training"
        else one
        for one in attendance.fields
    )
    ledgers["attendance"] = replace(attendance, fields=fields)
    return ledgers


@contextmanager
def release(ledgers: Mapping[str, Ledger]) -> Generator[None]:
    """The program as it would be with these declarations; their order counts, too."""
    present = dict(LEDGERS)
    LEDGERS.clear()
    LEDGERS.update(ledgers)
    try:
        yield
    finally:
        LEDGERS.clear()
        LEDGERS.update(present)


def declared(ledger: Ledger) -> AbstractContextManager[None]:
    """The program as it would be with one ledger declared differently."""
    return release({**LEDGERS, ledger.name: ledger})


def later_release() -> AbstractContextManager[None]:
    """The program as it would be with the declarations of `later`."""
    return release(later())
