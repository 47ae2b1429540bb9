"""What passes between the monitor's parts: targets, fetched pages, what a check hands to be booked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from fjgov_tui.store.watch.model import (
    BadLink,
    Check,
    Outcome,
    PageOf,
    PageState,
    Phases,
    Seen,
    SiteFacts,
    Snapshot,
    SnapshotKind,
)
from fjgov_tui.workflows.settings import Settings

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""What crosses the pipe to the worker process."""

DEADLINE = 15.0
"""Seconds within which a page has to be open, everything included (国办秘函〔2019〕19号)."""
MAX_REDIRECTS = 5
MAX_BODY = 2 * 1024 * 1024
"""Bytes read from the wire, and bytes after decompression."""
EVIDENCE = 4096
"""Bytes of an answer kept as evidence of a failure."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A page that is watched: a site's home page, or a column."""

    page_of: PageOf
    record: int
    """The id of the site or column."""
    site: int
    name: str
    """The site's name, or `site-column`."""
    url: str
    unit: str
    """The unit that answers for it."""
    column_kind: str = ""
    """One of `COLUMN_KINDS`; empty for a home page."""
    level: int = 1
    id_code: str = ""
    icp: str = ""
    police: str = ""


Agent = Literal["monitor", "desktop", "mobile", "spider", "baidu"]
"""As whom a page is asked for: ourselves, a desktop browser, a telephone, Baiduspider, a visitor from Baidu."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """What one GET brought, redirects followed; a failure is an outcome, never an exception."""

    asked: str
    """The URL that was asked for."""
    url: str
    """The URL that answered."""
    outcome: Outcome
    why: str = ""
    """The failure in a Chinese sentence."""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Lower-case names; of a header that came twice, the first."""
    body: bytes = b""
    """Decompressed, cut at the limit."""
    cut: bool = False
    """Whether the page was longer than the limit."""
    chain: tuple[str, ...] = ()
    """The URLs that redirected, in order."""
    address: str = ""
    at: int = 0
    """Unix seconds at the beginning."""
    total: int = 0
    """Milliseconds."""
    phases: Phases = field(default_factory=Phases)
    raw: bytes = b""
    """The first `EVIDENCE` bytes of what came (status line, headers, body), for a failure."""

    @property
    def opened(self) -> bool:
        """Whether it opened."""
        return self.outcome is Outcome.OPEN


class Fetch(Protocol):
    """GET a page under one total deadline, all limits kept."""

    def __call__(
        self,
        url: str,
        *,
        agent: Agent = "monitor",
        deadline: float = DEADLINE,
        max_body: int = MAX_BODY,
    ) -> Awaitable[Page]:
        """Fetch."""


class Inspect(Protocol):
    """Have a page analysed in the worker process."""

    def __call__(self, task: str, body: bytes, about: Mapping[str, Json]) -> Awaitable[dict[str, Json]]:
        """Ask for a task by name.

        Raises:
            InspectionProblem: the analysis took too long, too much memory, or failed.
        """


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a check works with."""

    fetch: Fetch
    inspect: Inspect
    settings: Settings
    now: Callable[[], int]
    """Unix seconds."""
    snapshot: Callable[[Target, SnapshotKind], Awaitable[Snapshot | None]]
    """A kept snapshot of a page."""
    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The county's own words: word -> (kind, advice)."""
    bad_links: Callable[[int], Awaitable[Sequence[BadLink]]] | None = None
    """The links of a site that failed last time; `None` where nothing is remembered."""
    own_hosts: frozenset[str] = frozenset()
    """The hosts of all the county's sites (`targets.own_hosts`): links between them are no foreign ones."""
    open_pages: Callable[[Target, Check], Awaitable[Sequence[str]]] | None = None
    """The URLs on which findings of a check of this target still stand, so that they are looked at again."""
    fetch_from: Callable[[str], Fetch] | None = None
    """A `Fetch` for what stands on a page: it keeps out of our own network unless the page itself is there."""
    fetch6_from: Callable[[str], Fetch] | None = None
    """As `fetch_from`, over IPv6 only: a redirect, too, was written by anybody; `None` where that cannot be tried."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """What a check found on one target, to be booked in one transaction."""

    check: Check
    target: Target
    ok: bool
    """Whether the check could be carried out; if not, nothing is concluded from what it did not see."""
    note: str = ""
    page: PageState | None = None
    facts: SiteFacts | None = None
    seen: tuple[Seen, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    covered: tuple[str, ...] | None = None
    """The URLs that were looked at: only findings on these may be gone; `None`: everything of this check and page."""
    rules: tuple[str, ...] = ()
    """Rules that were looked at although the rest of the check could not be: their findings may be gone."""
    bad_links: tuple[BadLink, ...] | None = None
    """The site's failing links from now on; `None` where links were not checked."""
    also: tuple[Result, ...] = ()
    """What was found on the way by another check."""
