"""What passes between the monitor's parts: the bench a check works at, and what it hands to be recorded."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import field
from typing import Protocol

from fjgov_tui.dataclass import dataclass
from fjgov_tui.observed.model import BadLink, Check, Listed, PageState, Sighting, SiteFacts, Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Fetch, Json, Target
from fjgov_tui.workflows.publications import Publication
from fjgov_tui.workflows.settings import Settings


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
    beside: Callable[[Target], Awaitable[Sequence[Snapshot]]] | None = None
    """Some other columns of the same site as they were last seen; `None` where nothing is remembered."""
    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The county's own words: word -> (kind, advice)."""
    bad_links: Callable[[int], Awaitable[Sequence[BadLink]]] | None = None
    """The links of a site that failed last time; `None` where nothing is remembered."""
    own_hosts: frozenset[str] = frozenset()
    """The hosts of all the county's sites (`targets.own_hosts`): links between them are no foreign ones."""
    publication: Callable[[Target], Awaitable[Publication | None]] | None = None
    """What a release says that stands on a page; `None` where nothing is registered."""
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
    seen: tuple[Sighting, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    covered: tuple[str, ...] | None = None
    """The URLs that were looked at: only findings on these may be gone; `None`: everything of this check and page."""
    rules: tuple[str, ...] = ()
    """Rules that were looked at although the rest of the check could not be: their findings may be gone."""
    listed: tuple[Listed, ...] = ()
    """What a column's list shows, the newest entries."""
    bad_links: tuple[BadLink, ...] | None = None
    """The site's failing links from now on; `None` where links were not checked."""
    also: tuple[Result, ...] = ()
    """What was found on the way by another check."""
