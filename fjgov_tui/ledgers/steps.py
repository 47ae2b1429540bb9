"""Fields that several ledgers declare alike: the day of a step, who took it, and which step it is."""

from fjgov_tui.ledgers.model import Field
from fjgov_tui.ledgers.types import Day, Integer, Reference, Text


def step_day(name: str, label: str, *synonyms: str, meaning: str = "", listed: int = 0) -> Field:
    """The day on which a step was taken, as the columns of a register have it.

    Args:
        name: the field's.
        label: the field's; the column is as wide as it, from 10 cells to 12.
        synonyms: other headings.
        meaning: one sentence for forms and help.
        listed: where lists show it.
    """
    wide = min(12, max(10, 2 * len(label)))
    return Field(name=name, label=label, type=Day(), help=meaning, synonyms=synonyms, listed=listed, width=wide)


def who_and_when(name: str, label: str, *synonyms: str) -> tuple[Field, Field]:
    """The two columns of a register: who took a step, and on which day.

    Args:
        name: the step's.
        label: the step's.
        synonyms: other headings of the column of people.
    """
    person = Reference("person", same="unit")
    by = Field(name=f"{name}_by", label=f"{label}人", type=person, synonyms=synonyms, width=10)
    return by, step_day(f"{name}_on", f"{label}日期")


def which_step(title_help: str = "") -> tuple[Field, ...]:
    """What an entry about one step says of it: whose, in which version and round of its procedure.

    Args:
        title_help: what is said of the record's title.
    """
    return (
        Field(name="procedure", label="办件代码", type=Text(limit=40), required=True, width=12),
        Field(name="record", label="办件编号", type=Integer(least=1), required=True, listed=1, width=8),
        Field(name="number", label="序号", type=Integer(least=1), required=True, width=6),
        Field(name="title", label="办件", type=Text(limit=200), required=True, help=title_help, listed=1, width=20),
        Field(name="version", label="流程版本", type=Integer(least=1), required=True, width=8),
        Field(name="round", label="轮次", type=Integer(least=1), required=True, listed=2, width=6),
        Field(name="step", label="环节代码", type=Text(limit=40), required=True, width=12),
        Field(name="label", label="环节", type=Text(limit=40), required=True, listed=1, width=12),
    )
