"""What the monitor's tables hold, as the program hands it about: frozen, small, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import CheckWord, FindingVerdict

PageOf = Literal["site", "column", "release"]
"""The ledger of a page that is inspected: a site's home page, a column's, or that of something published."""

Check = Literal["freshness", "integrity", "content", "links", "standing", "published"]
"""The inspections; `visit` is apart."""

CHECK_NAMES: Mapping[str, str] = {
    "visit": CheckWord.VISIT,
    "freshness": CheckWord.FRESHNESS,
    "integrity": CheckWord.INTEGRITY,
    "content": CheckWord.CONTENT,
    "links": CheckWord.LINKS,
    "standing": CheckWord.STANDING,
    "published": CheckWord.PUBLISHED,
}
"""Every kind of check in the word that schedules and screens use."""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """Something that an inspection found on a page just now."""

    check: Check
    rule: str
    """Which rule of the check, such as `hidden-link`, `idcard`, `dead-link`."""
    page_of: PageOf
    record: int
    """The id of the site or column whose page it is."""
    site: int
    url: str
    """The page on which it stands."""
    mark: str
    """What makes it the same thing next time: with check, rule and url it gives the fingerprint."""
    what: str
    """In Chinese: what it is in a few words; what explains it follows a colon. Alerts are titled by the few words."""
    around: str = ""
    """The sentence around it, cleaned; personal numbers masked."""
    severity: Severity = Severity.WARNING
    evidence: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Detection:
    """A finding as kept, with its history and judgement."""

    id: int
    fingerprint: str
    check: Check
    rule: str
    page_of: PageOf
    record: int
    site: int
    url: str
    what: str
    around: str
    severity: Severity
    first_seen: int
    last_seen: int
    gone_at: int | None
    """When a later inspection no longer saw it; `None` while it stands."""
    verdict: FindingVerdict = FindingVerdict.PENDING
    """As the ledger `judgement` has it at the moment of reading; a wider 误报 of the same mark counts too."""
    evidence: int | None = None
    """The id of the kept evidence."""
    mark: str = ""
    """What makes it the same thing on another page: with `rule`."""
    also: tuple[Detection, ...] = ()
    """The same thing on further pages of the site, where findings are told by site (`alike.by_site`)."""

    @property
    def with_pages(self) -> str:
        """What it is, its further pages counted."""
        return f"{self.what}（同站另有 {len(self.also)} 页）" if self.also else self.what

    @property
    def members(self) -> tuple[Detection, ...]:
        """It on each page on which it stands, each by itself."""
        return (replace(self, also=()), *self.also)


@dataclass(frozen=True, kw_only=True)
class PageState:
    """What inspections last knew of one page."""

    page_of: PageOf
    record: int
    site: int
    url: str
    checked_at: int
    """Unix seconds of the last inspection, whether or not the page opened."""
    opened: bool
    newest: date | None = None
    """The newest publication date on it."""
    found_by: str = ""
    """How that date was found, in Chinese, with the text it was read from."""
    blank: bool | None = None
    """Whether it lists nothing; `None` where it did not open."""
    title: str = ""
    note: str = ""
    """Why it could not be inspected."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """An entry of a column's list, as the monitor saw it: something that was published."""

    column: int
    url: str
    title: str
    day: date
    """The day that stands beside it."""


@dataclass(frozen=True, kw_only=True)
class SiteFacts:
    """What the standing check last knew of a site; `None` is 未测."""

    site: int
    checked_at: int
    cert_until: date | None = None
    """The last day of the leaf certificate."""
    chain_until: date | None = None
    """The earliest last day in the whole chain."""
    cert_note: str = ""
    ipv6: bool | None = None
    ipv6_note: str = ""


SnapshotKind = Literal["baseline", "latest", "looked"]


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A page's block set and what else integrity compares; `kind` tells baseline, latest and last looked at."""

    page_of: PageOf
    record: int
    kind: SnapshotKind
    at: int
    digest: str
    body: bytes
    """JSON of the integrity check, compressed by the store."""


@dataclass(frozen=True, kw_only=True)
class BadLink:
    """A link that did not answer as it should, until it answers again; dead once it has failed twice, hours apart."""

    site: int
    url: str
    page: str
    """The page on which it stands."""
    first_bad: int
    """Unix seconds of the first failure of this row of failures."""
    last_bad: int
    times: int
    why: str
    """In Chinese."""


@dataclass(frozen=True, kw_only=True)
class Beat:
    """The monitor's sign of life."""

    pid: int
    host: str
    since: int
    last: int
    version: str
    note: str = ""
    """What it is doing, in a few Chinese words."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """The last run of a job."""

    check: str
    page_of: str
    record: int
    started: int
    ended: int | None
    ok: bool | None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that befell the monitor itself: start, stop, clock jump, own network, database trouble."""

    at: int
    kind: str
    what: str


@dataclass(frozen=True, kw_only=True)
class Alert:
    """One trouble that somebody has to hear of; one row a cause while it is open."""

    id: int
    cause: str
    """Names the cause, such as `visit:12`, `address:10.1.2.3`, `finding:ab12…`."""
    severity: Severity
    kind: str
    """One of `ledgers.incidents.IncidentKind`."""
    site: int | None
    what: str
    opened_at: int
    closed_at: int | None = None
    incident: int | None = None
    """The incident that it opened."""
    acked_until: int | None = None
    told_at: int | None = None
    """When it was last told."""
    escalated_at: int | None = None
    members: tuple[int, ...] = ()
    """Sites that share this cause."""


@dataclass(frozen=True, kw_only=True)
class Parcel:
    """One message to one channel, kept until it is delivered."""

    id: int
    channel: int
    """The id of the channel record."""
    alert: int | None
    event: Mapping[str, str | int | None] = field(default_factory=dict)
    made_at: int = 0
    tries: int = 0
    next_at: int = 0
    delivered_at: int | None = None
    note: str = ""
    """What the channel answered last."""
