"""What the monitor knows now: the one source of screen 5, `fjgov monitor status` and the wallboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from fjgov_tui.clock import BEIJING
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.model import OUTCOMES, Beat, Health, SiteState

if TYPE_CHECKING:
    from fjgov_tui.monitor.availability import Week

ALIVE_SECONDS = 60
"""A monitor whose last sign of life is older than this is not running."""
SIGNS: Mapping[Health, str] = {"正常": "✓", "疑似": "!", "故障": "✗", "恢复中": "+", "不稳定": "~", "未测": "·"}
"""A glyph of one cell for each state, besides its word."""
LEVELS = "▁▂▃▄▅▆▇█"
"""Response times from quick to slow."""
STEPS = (100, 200, 400, 800, 1600, 3200, 6400)
"""Milliseconds at which the next level begins; the same for every site, so that lines can be compared."""
FAILED = "×"
"""A failed visit in a line of response times."""


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """Whether the monitor lives."""

    running: bool = False
    beat: Beat | None = None
    """The last sign of life; `None` where it was never started, or was stopped in order."""
    age: int | None = None
    """Seconds since then."""

    @property
    def short(self) -> str:
        """For the status line."""
        return f"监测 {self.age} 秒前" if self.running else "监测停了"

    @property
    def line(self) -> str:
        """What the first line of screen 5 says, without the key that starts it."""
        if self.beat is None:
            return "监测没有运行"
        since = show_seconds(self.beat.since)
        if not self.running:
            return f"监测没有运行：{self.beat.host} 上的进程 {show_seconds(self.beat.last)} 之后没有动静"
        doing = f"，{self.beat.note}" if self.beat.note else ""
        return f"监测运行中（{self.beat.host} 进程 {self.beat.pid}，{since} 起{doing}）"


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """How old one page may still become."""

    page: str
    """`首页`, or the column's name."""
    newest: date | None
    days: int | None
    """Days until it is too old, negative when it is; `None` where no date is known."""
    blank: bool = False

    @property
    def text(self) -> str:
        """In a few cells."""
        if self.blank:
            return "✗ 空白"
        if self.days is None:
            return "· 未测"
        return f"✗ 超 {-self.days} 天" if self.days < 0 else f"✓ 余 {self.days} 天"


@dataclass(frozen=True, kw_only=True)
class SiteRow:
    """One site as it stands now."""

    site: int
    name: str
    unit: str
    url: str
    state: SiteState
    week: Week | None = None
    """The seven days until today; `None` where nothing was ever measured."""
    week_text: str = "未测"
    """Its availability and what is left of the budget, with denominators."""
    freshness: Freshness | None = None
    """The page that is or will be too old first; `None` where no page was inspected."""
    stale: int = 0
    """Pages that are too old or blank."""
    cert_days: int | None = None
    """Days until the certificate, or one of its chain, ends; `None` where there is none or it was not looked at."""
    cert_note: str = ""
    ipv6: bool | None = None
    findings: Mapping[str, int] = field(default_factory=dict)
    """Open findings by check, 误报 left out."""
    ignored: int = 0
    """Findings that stand but were judged 误报."""
    incidents: tuple[int, ...] = ()
    """The ids of the open incidents."""

    @property
    def sign(self) -> str:
        """Glyph and word of its state."""
        return f"{SIGNS[self.state.health]} {self.state.health}"

    @property
    def outcome(self) -> str:
        """The last visit's end in one word; empty before the first."""
        return OUTCOMES[self.state.last_outcome] if self.state.last_outcome is not None else ""

    @property
    def suspicions(self) -> int:
        """Open findings of all checks."""
        return sum(self.findings.values())


@dataclass(frozen=True, kw_only=True)
class WatchView:
    """The whole picture."""

    now: datetime
    pulse: Pulse
    rows: tuple[SiteRow, ...]
    """In the order of the sites' ids."""
    as_of: int | None = None
    """Unix seconds of the newest visit of all; `None` before the first."""

    def count(self, *healths: Health) -> int:
        """How many sites are in one of these states."""
        return sum(row.state.health in healths for row in self.rows)

    @property
    def incidents(self) -> int:
        """Open incidents of all sites, each counted once."""
        return len({one for row in self.rows for one in row.incidents})

    @property
    def data_age(self) -> str:
        """How old the newest visit is, as `数据截至 12 秒前`."""
        if self.as_of is None:
            return "还没有访问过"
        return f"数据截至 {show_age(int(self.now.timestamp()) - self.as_of)}"


def watch_view(reader: Reader, now: datetime) -> WatchView:
    """Read what the monitor knows: aggregates and last states only, never history.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    from fjgov_tui.monitor.targets import site_targets
    from fjgov_tui.store.watch.states import site_states

    states = site_states(reader)
    rows = tuple(
        SiteRow(
            site=one.record,
            name=one.name,
            unit=one.unit,
            url=one.url,
            state=states.get(one.record) or SiteState(site=one.record),
        )
        for one in site_targets(reader)
    )
    seen = [row.state.last_at for row in rows if row.state.last_at is not None]
    return WatchView(now=now, pulse=read_pulse(reader, now), rows=rows, as_of=max(seen, default=None))


def read_pulse(reader: Reader, now: datetime) -> Pulse:
    """Whether the monitor lives: one row."""
    from fjgov_tui.store.watch.process import beat

    last = beat(reader)
    if last is None:
        return Pulse()
    age = max(int(now.timestamp()) - last.last, 0)
    return Pulse(running=age <= ALIVE_SECONDS, beat=last, age=age)


def sparkline(recent: Sequence[int], cells: int) -> str:
    """The newest response times at the right end, failures as `×`.

    Args:
        recent: milliseconds, or -1 for a failure; newest last.
        cells: how many at most.
    """
    return "".join(FAILED if one < 0 else LEVELS[sum(one >= step for step in STEPS)] for one in recent[-cells:])


def show_seconds(at: int) -> str:
    """Unix seconds as Beijing month, day and minute."""
    return datetime.fromtimestamp(at, BEIJING).strftime("%m-%d %H:%M")


def show_age(seconds: int) -> str:
    """How long ago, in the largest unit that says something."""
    for size, unit in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= size:
            return f"{seconds // size} {unit}前"
    return f"{max(seconds, 0)} 秒前"
