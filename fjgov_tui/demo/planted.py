"""The breaches planted in the demo county, read from the one file that tests read too."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime, timedelta

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.resources import data_text

Row = dict[str, Raw]
"""One line of an office sheet, by field name; references by name."""


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One thing that is made wrong on purpose."""

    rule: str
    """The rule that has to find it."""
    ledger: str
    """The ledger whose row is spoiled."""
    subject: str
    """The name of the record that the finding names."""
    on: str = ""
    """The ledger of the record that the finding names, where that is not the spoiled row's."""
    what: str
    """In Chinese: what is wrong."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Further cells that tell the row from others of that name."""
    aged: Mapping[str, int] = field(default_factory=dict)
    """Date cells that tell the row, as days before today."""
    set: Mapping[str, Raw] = field(default_factory=dict)
    """Cells that are overwritten; empty text clears."""
    days: Mapping[str, int] = field(default_factory=dict)
    """Date cells, as days before today; negative lies ahead."""
    down: int = 0
    """For a site: the hours for which its home page has not opened, in the history of visits."""
    unseen: bool = False
    """For a site: the history has no visit of it."""
    supervised: bool = True
    """For a vendor: whether anybody has looked after it."""
    inspected: bool = True
    """For a site or media account: whether it was inspected in the quarter that was over last."""
    issued: bool = True
    """For the office: whether the bulletin of the quarter before that was issued."""
    after: Mapping[str, int] = field(default_factory=dict)
    """Moment cells, as seconds after the row was found."""
    duty: str = ""
    """In the roster of the unit that is named: `ends` it ends in three days, `unread` nobody reads on one day, `seldom`
    only once, `holiday` not on the newest public holiday (only where years are kept); or `double`, of a shift: somebody
    of the county's roster is down for it as well."""
    ago: int = 0
    """How many days ago that was."""
    edited: str = ""
    """For a release: its steps were signed one by one on paper, and after that its text was made this."""
    page: str = ""
    """For a release: what its page says now besides what was reviewed."""
    listed: str = ""
    """For a unit: the title of something that its site lists and no release covers."""
    attended: Sequence[int] | None = None
    """For a person: the only training sessions attended, as days before today."""

    @property
    def told_of(self) -> str:
        """The ledger of the record that the finding names."""
        return self.on or self.ledger

    def meets(self, row: Row, today: date) -> bool:
        """Whether this is the row to spoil."""
        label = LEDGERS[self.ledger].label
        same_name = self.on or label in self.set or row[label] == self.subject
        aged = all(_day(row[name]) == today - timedelta(days=days) for name, days in self.aged.items())
        return bool(same_name) and aged and all(row[name] == value for name, value in self.where.items())

    def spoil(self, row: Row, today: date) -> None:
        """Overwrite the row's cells."""
        row.update(self.set)
        row.update({name: today - timedelta(days=days) for name, days in self.days.items()})
        found_at = row.get("found_at")
        if isinstance(found_at, datetime):
            row.update({name: found_at + timedelta(seconds=seconds) for name, seconds in self.after.items()})

    def named(self, today: date) -> str:
        """The name of the record that the finding names: where its own day is part of that, `{field}` stands for it."""
        return self.subject.format(**{name: today - timedelta(days=days) for name, days in self.aged.items()})


def _day(value: Raw) -> Raw:
    return value.date() if isinstance(value, datetime) else value


def planted() -> tuple[Breach, ...]:
    """Every planted breach, in the order of the file."""
    return tuple(Breach(**entry) for entry in tomllib.loads(data_text("demo/planted.toml"))["breach"])
