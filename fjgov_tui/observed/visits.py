"""What is seen of a site by visiting it: one visit, a day of visits, and how the site stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import IntEnum
from typing import Literal

from fjgov_tui.dataclass import dataclass


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
