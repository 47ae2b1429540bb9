"""What the ledgers tell the monitor, read in one go and read again when they have changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fjgov_tui.clock import day_of
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.slots import longest
from fjgov_tui.store import Reader
from fjgov_tui.workflows.check_plan import VISIT, CheckPlan, read_plan
from fjgov_tui.workflows.maintenance import Windows, read_windows
from fjgov_tui.workflows.settings import Settings, read_settings
from fjgov_tui.workflows.targets import column_targets, site_targets


@dataclass(frozen=True, kw_only=True)
class MonitorSituation:
    """Schedule, targets and settings, as of one entry of the trail."""

    head: int = -1
    """The trail's newest entry: where it is still the newest, nothing of this has changed."""
    plan: CheckPlan = field(default_factory=CheckPlan)
    windows: Windows = field(default_factory=Windows)
    sites: Mapping[int, Target] = field(default_factory=dict)
    """The home pages by site."""
    pages: Sequence[Target] = ()
    """Home pages and columns."""
    settings: Settings = field(default_factory=Settings)
    terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The county's own words: word -> (kind, advice)."""

    def round_seconds(self, now: int) -> int:
        """Seconds within which every site is visited once: the longest slot of the general line."""
        return longest(self.plan.general[VISIT].cron, day_of(now))


def read_situation(reader: Reader) -> MonitorSituation:
    """Everything as it stands now."""
    head = reader.head().seq
    sites = site_targets(reader)
    return MonitorSituation(
        head=head,
        plan=read_plan(reader),
        windows=read_windows(reader),
        sites={one.site: one for one in sites},
        pages=(*sites, *column_targets(reader)),
        settings=read_settings(reader),
        terms={
            str(one.values["word"]): (str(one.values["kind"]), str(one.values["advice"] or ""))
            for one in reader.records(LEDGERS["term"])
        },
    )


def changed(reader: Reader, known: MonitorSituation) -> MonitorSituation | None:
    """The situation now, where the ledgers have changed since; else `None`, which costs one look-up."""
    return None if reader.head().seq == known.head else read_situation(reader)
