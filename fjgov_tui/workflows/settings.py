"""What the county has set for itself, read in one place and typed."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TypeVar

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.settings import CYCLE, SETTINGS, Setting
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

Value = TypeVar("Value")

REGULAR_CYCLE = CYCLE.parse(CYCLE.default)
"""Months after which article 37 wants a password changed; a county may be stricter, and laxer only visibly."""


@dataclass(frozen=True)
class CountyLimit:
    """A limit that the regulation leaves to the county."""

    value: int
    document: str
    """The document by which the county has set it; empty where it has not: then it is this program's proposal."""

    @property
    def source(self) -> str:
        """Whose limit it is, for a message."""
        return f"本县规定，{safe(self.document)}" if self.document else "程序默认，本县未定"


def county_limit(records: Iterable[Record], setting: str) -> CountyLimit:
    """A limit by the name of its setting; without the document on which it rests it binds nobody.

    Args:
        records: the ledger of settings.
        setting: the name.
    """
    for record in records:
        if record.values["name"] == setting:
            return CountyLimit(int(record.values["value"] or 0), record.text("note"))
    return CountyLimit(int(SETTINGS[setting].default), "")


def county_list(records: Iterable[Record], setting: str) -> frozenset[str]:
    """The values that a setting lists; none without the document on which it rests.

    Args:
        records: the ledger of settings.
        setting: the name.
    """
    listed = (record.text("value") for record in records if _binds(record, setting))
    return frozenset(next(listed, "").split("、")) - {""}


def _binds(record: Record, setting: str) -> bool:
    return record.values["name"] == setting and bool(record.values["note"])


@dataclass(frozen=True)
class Settings:
    """What holds: `settings[CYCLE]` is typed, and the default where the county has set nothing."""

    given: Mapping[str, str] = field(default_factory=dict)
    """What the county has set, by name, as it stands in the ledger."""

    def __getitem__(self, setting: Setting[Value]) -> Value:
        """The value of one setting."""
        return setting.parse(self.given.get(setting.name, setting.default))


def read_settings(reader: Reader) -> Settings:
    """The settings as they stand in the ledger now."""
    records = reader.records(LEDGERS["setting"])
    return Settings({record.text("name"): record.text("value") for record in records})
