"""What travels between two machines by a bundle (数据包), and whose word stands where both have changed a field."""

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.incidents import IncidentSource


class Side(StrEnum):
    """The two machines: the one that keeps the ledgers, and the one that watches the sites."""

    LEDGERS = "台账机"
    MONITOR = "监测机"


class Aim(StrEnum):
    """For which machine a bundle is made."""

    MONITOR = "monitor"
    LEDGERS = "ledgers"
    ALL = "all"


AIMS: Mapping[Aim, str] = {Aim.MONITOR: "给监测机", Aim.LEDGERS: "给台账机", Aim.ALL: "两样都有"}
"""Each aim in Chinese."""


@dataclass(frozen=True)
class Carried:
    """One ledger that travels."""

    ledger: str
    sender: Side
    """The side whose records these are: the other one only adds to them."""
    fields: tuple[str, ...]
    """What travels; never a sealed field, a file of this machine, or what points to a ledger that stays."""
    others: tuple[str, ...] = ()
    """Of these fields the other side is the keeper."""
    only: Mapping[str, str] = field(default_factory=dict)
    """Only records with these values travel."""

    def keeper(self, name: str) -> Side:
        """Whose value of a field stands where both sides have changed it."""
        other = Side.MONITOR if self.sender is Side.LEDGERS else Side.LEDGERS
        return other if name in self.others else self.sender


CARRIED = (
    Carried("unit", Side.LEDGERS, ("name", "kind", "phone")),
    Carried(
        "site",
        Side.LEDGERS,
        ("name", "unit", "kind", "url", "id_code", "icp", "police", "opened_on", "state", "closed_on"),
    ),
    Carried("column", Side.LEDGERS, ("site", "name", "kind", "level", "url", "unit", "source")),
    Carried("schedule", Side.LEDGERS, ("kind", "site", "cron", "enabled", "note")),
    Carried("maintenance", Side.LEDGERS, ("site", "starts_at", "ends_at", "repeat", "reason", "approver")),
    Carried("term", Side.LEDGERS, ("word", "kind", "advice", "note")),
    Carried("judgement", Side.LEDGERS, ("fingerprint", "subject", "site", "verdict", "scope", "reason")),
    Carried(
        "incident",
        Side.MONITOR,
        ("found_at", "title", "kind", "severity", "source", "site", "column", "unit", "url", "evidence", "snapshot",
         "recovered_at", "handled_at", "closed_at", "verdict", "verified_at", "note"),
        others=("handled_at", "closed_at", "verdict", "verified_at", "note"),
        only={"source": IncidentSource.MONITOR},
    ),
)  # fmt: skip
"""In the order in which they are written: what is pointed to comes first."""
NAMED = ("unit", "site", "column")
"""Ledgers of which every bundle names the records, so that what it tells of them finds their own on the other side."""


def travelling(aim: Aim) -> tuple[Carried, ...]:
    """The ledgers whose records a bundle holds."""
    wanted = {Aim.MONITOR: (Side.LEDGERS,), Aim.LEDGERS: (Side.MONITOR,), Aim.ALL: tuple(Side)}[aim]
    return tuple(carried for carried in CARRIED if carried.sender in wanted)
