"""What the monitor's tables hold, as the program hands it about: frozen, small, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from enum import IntEnum
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.watching import CheckWord, FindingVerdict

PageOf = Literal["site", "column", "release"]
"""The ledger of a page that is inspected: a site's home page, a column's, or that of something published."""


class VisitKind(IntEnum):
    """Why a visit was made."""

    SLOT = 0
    """The one measured visit of its slot."""
    CONFIRM = 1
    """30-60 s after a failure; decides alerts, never a percentage."""
    MANUAL = 2
    """Asked for by a person."""


class Counted(IntEnum):
    """Whether a slot's visit counts for availability, and if not, why."""

    YES = 0
    MAINTENANCE = 1
    NETWORK = 2
    """Our own network was not in order, or most of the sweep failed at once."""
    LAG = 3
    """The program itself was too slow to measure."""
    SHIELD = 4
    """A shield turned us away: whether the site opens for citizens cannot be told from here (测不了)."""


NOT_COUNTED: Mapping[Counted, str] = {
    Counted.YES: "",
    Counted.MAINTENANCE: "维护",
    Counted.NETWORK: "本机网络",
    Counted.LAG: "程序卡顿",
    Counted.SHIELD: "测不了",
}
"""Why a visit does not count, in a few words; empty for one that does."""


class Outcome(IntEnum):
    """How a visit ended; every number but `OPEN` is a class of failure. Stored, so numbers never change."""

    OPEN = 0
    DNS = 1
    CONNECT = 2
    TLS = 3
    TIMEOUT = 4
    STATUS = 5
    BLOCKED = 6
    SHORT = 7
    REDIRECT = 8
    FORBIDDEN = 9
    """A redirect led to a private or loopback address, or to something that is not HTTP."""
    TOO_LARGE = 10
    """More than 2 MB after decompression: a bomb. A plain page that is merely long is cut, and open."""
    PROTOCOL = 11
    """What came is no HTTP: headers too long, wrong lengths, an encoding that was not asked for, a reset mid-way."""
    ABORTED = 12
    """The monitor was stopped meanwhile; never recorded as a visit."""
    ERROR_PAGE = 13
    """Status 200, and what it shows is an error, a default page of the server, or an empty host."""


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.OPEN: "正常",
    Outcome.DNS: "解析",
    Outcome.CONNECT: "连接",
    Outcome.TLS: "证书",
    Outcome.TIMEOUT: "超时",
    Outcome.STATUS: "状态码",
    Outcome.BLOCKED: "被防护拦截",
    Outcome.SHORT: "内容过短",
    Outcome.REDIRECT: "跳转过多",
    Outcome.FORBIDDEN: "跳转越界",
    Outcome.TOO_LARGE: "内容过大",
    Outcome.PROTOCOL: "应答有误",
    Outcome.ABORTED: "中止",
    Outcome.ERROR_PAGE: "错误页面",
}
"""Each outcome in one word."""


@dataclass(frozen=True)
class Phases:
    """Where a visit's time went, in milliseconds; `None` for what was not reached."""

    dns: int | None = None
    connect: int | None = None
    tls: int | None = None
    first: int | None = None
    """From the request sent to the first byte of the answer, redirects included."""
    body: int | None = None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit of one site's home page, as booked."""

    site: int
    due: int
    """The planned moment, in Unix seconds: with `kind` it names the visit, so that none is booked twice."""
    at: int
    """When it began, in Unix seconds."""
    kind: VisitKind = VisitKind.SLOT
    counted: Counted = Counted.YES
    outcome: Outcome = Outcome.OPEN
    status: int | None = None
    """The last HTTP status."""
    total: int = 0
    """Milliseconds from the first socket work to the last byte or the failure."""
    phases: Phases = Phases()
    size: int = 0
    """Bytes of the body after decompression."""
    redirects: int = 0
    address: str = ""
    """The address that was connected to."""
    why: str = ""
    """The failure in a Chinese sentence; empty for one that opened."""
    evidence: bytes = b""
    """For a failure: the first 4 KB of what came."""


@dataclass(frozen=True, kw_only=True)
class DayCount:
    """A site's visits of one Beijing day."""

    site: int
    day: date
    slots: int
    """Slots that the schedule had."""
    n: int = 0
    """Measured visits that count."""
    ok: int = 0
    bad: int = 0
    missed: int = 0
    """Slots that have passed without a visit that counts, maintenance apart: 未测."""
    maintenance: int = 0
    p50: int | None = None
    """Milliseconds, of visits that opened."""
    p95: int | None = None
    longest: int | None = None


Health = Literal["正常", "疑似", "故障", "恢复中", "不稳定", "测不了", "未测"]
"""A site's state as alerts see it; 未测 before its first visit, 测不了 while a shield turns the monitor away."""


@dataclass(frozen=True, kw_only=True)
class SiteState:
    """What is known of a site now: one row, rewritten with each booking, so that no screen reads history."""

    site: int
    health: Health = "未测"
    since: int = 0
    """Unix seconds at which this health began."""
    last_at: int | None = None
    last_outcome: Outcome | None = None
    last_total: int | None = None
    last_why: str = ""
    last_status: int | None = None
    address: str = ""
    bad_run: int = 0
    """Failures in a row, confirming visits included."""
    good_run: int = 0
    recent: tuple[int, ...] = ()
    """The last 30 slot visits: milliseconds, or -1 for a failure; newest last."""
    flips: tuple[int, ...] = ()
    """Unix seconds of the last changes between opening and failing, two hours at most."""
    confirm_due: int | None = None
    """When the confirming visit is to be made; `None` where none is wanted."""


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
