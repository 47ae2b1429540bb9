"""What is watched and what a request brought: targets, fetched pages, and how one is fetched."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from dataclasses import field
from datetime import date
from typing import Literal, Protocol

from fjgov_tui.dataclass import dataclass
from fjgov_tui.observed.model import PageOf
from fjgov_tui.observed.visits import Outcome, Phases

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
"""What crosses the pipe to the worker process."""

DEADLINE = 15.0
"""Seconds within which a page has to be open, everything included (国办秘函〔2019〕19号)."""
MAX_REDIRECTS = 20
"""As browsers have it; the total deadline bounds them."""
MAX_BODY = 2 * 1024 * 1024
"""Bytes read from the wire, and bytes after decompression."""
EVIDENCE = 4096
"""Bytes of an answer kept as evidence of a failure."""


OFTEN_DAYS = 31
"""Days after publication for which a page is looked at each time; later once in as many days."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """A page that is watched: a site's home page, a column, or the page of something published."""

    page_of: PageOf
    record: int
    """The id of the site, column or release."""
    site: int
    name: str
    """The site's name, `site-column`, or the title of what was published."""
    url: str
    unit: str
    """The unit that answers for it."""
    column_kind: str = ""
    """One of `ColumnKind`; empty for a home page."""
    level: int = 1
    published: date | None = None
    """For something published: on which day."""
    id_code: str = ""
    icp: str = ""
    police: str = ""

    def turn(self, day: date) -> bool:
        """Whether it is looked at on a day on which its line comes round.

        What was published is looked at daily for a month; after that each day takes a 31st of all older pages.
        """
        if self.published is None or (day - self.published).days <= OFTEN_DAYS:
            return True
        return (day.toordinal() + self.record) % OFTEN_DAYS == 0


Agent = Literal[
    "monitor", "desktop", "mobile", "spider", "baidu", "mobile-baidu", "sogou", "so360", "bytedance", "google"
]
"""As whom a page is asked for: ourselves, a desktop browser, a telephone, Baiduspider, a visitor from a result of
Baidu (on a desktop, on a telephone), the spiders of Sogou, 360, ByteDance and Google."""


Remark = Literal["chain", "browser", "encoding", "http2"]
"""`chain`: the server sends no intermediate certificate; `browser`: it refuses our name and opens for a browser's;
`encoding`: it compresses in a way that was not asked for; `http2`: it speaks nothing older."""


@dataclass(frozen=True, kw_only=True)
class FetchedPage:
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
    remarks: tuple[Remark, ...] = ()
    """What browsers put up with and a site had better mend."""
    raw: bytes = b""
    """The first `EVIDENCE` bytes of what came (status line, headers, body), for a failure."""

    @property
    def opened(self) -> bool:
        """Whether the page came with an answer that counts as open."""
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
    ) -> Awaitable[FetchedPage]:
        """The page, or why it did not open; what the other side does is never an error."""
