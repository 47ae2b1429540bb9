"""What the county has set for itself, read in one place and typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.office import (
    ADMINS,
    AGENT,
    ANCHORS,
    CHANNEL,
    CHECKER,
    CONTACTS,
    CYCLE,
    DEFAULTS,
    DIGEST_AT,
    ESCALATE_HOURS,
    NAG_HOURS,
    QUIET,
    REMIND_AT,
    UNUSED,
    WALLBOARD,
)
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

REGULAR_CYCLE = int(DEFAULTS[CYCLE])
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
            return CountyLimit(int(record.values["value"] or 0), str(record.values["note"] or ""))
    return CountyLimit(int(DEFAULTS[setting]), "")


@dataclass(frozen=True)
class Settings:
    """Every setting, with its default where the county has set nothing."""

    cycle_months: int = REGULAR_CYCLE
    """Calendar months between two changes of a password; more than `REGULAR_CYCLE` is a finding."""
    checker: bool = DEFAULTS[CHECKER] == "是"
    """Whether a new password may be typed and is then checked; otherwise changes are attested."""
    admins_per_site: int = int(DEFAULTS[ADMINS])
    """Accounts with administrator's rights that one site or media account may have."""
    unused_days: int = int(DEFAULTS[UNUSED])
    """Days after which an account that nobody has used is a finding."""
    remind_at: str = DEFAULTS[REMIND_AT]
    """Five cron fields, in Beijing time; reminders go out on working days only."""
    channel: str = DEFAULTS[CHANNEL]
    """`文件夹:path`, `命令:path`, or empty where reminders only stand in the ledger."""
    agent: str = DEFAULTS[AGENT]
    """The name by which the monitor introduces itself to web servers."""
    anchors: tuple[str, ...] = ()
    """`host:port` that answer whenever our own network is in order; where none, the resolver alone is asked."""
    quiet: str = DEFAULTS[QUIET]
    """`HH:MM-HH:MM` in Beijing, in which warnings wait; violations never do."""
    digest_at: str = DEFAULTS[DIGEST_AT]
    """Five cron fields for the digest of alerts, on working days."""
    nag_hours: int = int(DEFAULTS[NAG_HOURS])
    """Hours after which an alert that nobody has acknowledged is told again."""
    escalate_hours: int = int(DEFAULTS[ESCALATE_HOURS])
    """Hours after which it goes to the leader's channels too."""
    wallboard: str = DEFAULTS[WALLBOARD]
    """The HTML file that the monitor writes at every sweep; empty where none."""
    contacts: bool = DEFAULTS[CONTACTS] == "是"
    """Whether mobiles in an office's own contact lines are told, as notices."""


def read_settings(reader: Reader) -> Settings:
    """The settings as they stand in the ledger now."""
    said = dict(DEFAULTS)
    said |= {str(one.values["name"]): str(one.values["value"]) for one in reader.records(LEDGERS["setting"])}
    return Settings(
        cycle_months=int(said[CYCLE]),
        checker=said[CHECKER] == "是",
        admins_per_site=int(said[ADMINS]),
        unused_days=int(said[UNUSED]),
        remind_at=said[REMIND_AT],
        channel=said[CHANNEL],
        agent=said[AGENT],
        anchors=tuple(said[ANCHORS].split()),
        quiet=said[QUIET],
        digest_at=said[DIGEST_AT],
        nag_hours=int(said[NAG_HOURS]),
        escalate_hours=int(said[ESCALATE_HOURS]),
        wallboard=said[WALLBOARD],
        contacts=said[CONTACTS] == "是",
    )
