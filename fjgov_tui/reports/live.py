"""The monitor on one line: whether it runs, how many sites stand how, what is open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from fjgov_tui.observed.model import Health
from fjgov_tui.reports.pulse import Pulse, read_pulse
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.glance import open_incident_sites
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.targets import site_targets

FAILING: tuple[Health, ...] = ("故障", "不稳定")
"""States that count as 故障 where there is no room for more."""


@dataclass(frozen=True)
class Live:
    """What the overview says of the monitor."""

    pulse: Pulse
    sites: int
    """Watched sites."""
    good: int
    failing: int
    uncertain: int
    """Suspected or recovering."""
    untested: int
    incidents: int
    """Open incidents, whoever found them."""

    @property
    def counts(self) -> tuple[tuple[str, str, int], ...]:
        """Glyph, word and number of each group, the gravest first."""
        return (
            ("✗", "故障", self.failing),
            ("!", "疑似", self.uncertain),
            ("·", "未测", self.untested),
            ("✓", "正常", self.good),
        )

    @property
    def text(self) -> str:
        """As plain text for one line."""
        running = "运行中" if self.pulse.running else "没有运行"
        running = "运行中，写不进" if self.pulse.stuck else running
        if not self.sites:
            return f"监测{running}，没有登记运行中的站点"
        counts = "  ".join(f"{sign} {word} {count}" for sign, word, count in self.counts if count)
        return f"监测{running}  {counts}  未结预警 {self.incidents} 件"


def read_live(reader: Reader, now: datetime) -> Live:
    """Read it: one row a site.

    Args:
        reader: the ledgers.
        now: the present moment.
    """
    states = site_states(reader)
    targets = site_targets(reader)
    healths: Counter[Health] = Counter(states[one.record].health if one.record in states else "未测" for one in targets)
    failing = sum(healths[health] for health in FAILING)
    good, untested = healths["正常"], healths["未测"] + healths["测不了"]
    return Live(
        pulse=read_pulse(reader, now),
        sites=len(targets),
        good=good,
        failing=failing,
        uncertain=len(targets) - failing - good - untested,
        untested=untested,
        incidents=len(open_incident_sites(reader)),
    )
