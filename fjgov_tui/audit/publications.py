"""Article 20: what the monitor saw of the pages of what was published, against what was reviewed (also 22 and 25)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import timedelta

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import Observation, Rule, Violation
from fjgov_tui.audit.releases import standing
from fjgov_tui.audit.watched import day_ends, last_runs, moment, plan, stood
from fjgov_tui.clock import DAY_SECONDS, day_of
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.cron import oldest
from fjgov_tui.observed.model import Detection, PageOf, Run
from fjgov_tui.observed.pages import OFTEN_DAYS
from fjgov_tui.text import safe
from fjgov_tui.workflows.publications import by_release, differences, release_targets, unverified
from fjgov_tui.workflows.registering import Unregistered, columns_of, registering_units, unregistered

LATE = 2
"""Turns of an older page that may be missed before what was seen of it is too old to judge by."""


def seen(facts: Facts) -> Mapping[int, Sequence[Detection]]:
    """What stood on the pages of releases that day, by release."""
    return by_release(facts.of(stood).get("published", ()))


def sites(facts: Facts) -> Mapping[int, int]:
    """On which watched site each release stands; those that nobody watches are left out."""
    return {target.record: target.site for target in release_targets(facts.reader)}


@dataclass(frozen=True)
class _Looking:
    """What is the same for thousands of releases of which is asked whether anybody has looked at their pages."""

    facts: Facts
    sites: Mapping[int, int]
    runs: Mapping[tuple[str, PageOf | str, int], Run]
    now: int
    ends: int
    """The first Unix second after the day."""
    often: str
    """The last day of publication that is not looked at often any more."""
    lines: dict[int | None, str | None] = field(default_factory=dict)
    """By site, when its pages are looked at."""

    def line(self, site: int | None) -> str | None:
        """When the pages of a site are looked at; `None` where that is switched off."""
        if site not in self.lines:
            self.lines[site] = self.facts.of(plan).line("published", site or 0)
        return self.lines[site]


def _looking(facts: Facts) -> _Looking:
    often = (facts.as_of - timedelta(days=OFTEN_DAYS)).isoformat()
    ends = day_ends(facts.as_of)
    return _Looking(facts, facts.of(sites), facts.of(last_runs), facts.of(moment), ends, often)


def _unverified(facts: Facts, release: Record) -> str:
    looking = facts.of(_looking)
    site = looking.sites.get(release.id)
    if release.values["url"] and site is None:
        return "发布网址不在监测的站点上，网页上写的是什么无从核对"
    line = looking.line(site)
    fresh = oldest(line, looking.now) if line else 0
    if str(release.values["published_on"] or "9999") < looking.often:
        fresh = looking.now - LATE * OFTEN_DAYS * DAY_SECONDS
    return unverified(release, looking.runs.get(("published", "release", release.id)), line, looking.ends, fresh)


def _differing(facts: Facts, releases: Sequence[Record]) -> Iterator[Violation]:
    by_id = facts.of(seen)
    for release in releases:
        detections = by_id.get(release.id)
        if detections:
            since = day_of(min(detection.first_seen for detection in detections))
            lesser = all(detection.severity == Severity.WARNING for detection in detections)
            yield Violation(
                release, differences(detections), since=since, severity=Severity.WARNING if lesser else None
            )


def missing(facts: Facts) -> Mapping[int, Sequence[Unregistered]]:
    """What no release covers, by the unit that published it."""
    by_unit: dict[int, list[Unregistered]] = {}
    for publication in unregistered(facts.reader, facts.as_of):
        by_unit.setdefault(publication.unit, []).append(publication)
    return by_unit


def _registering(facts: Facts) -> list[Record]:
    units = registering_units(facts.reader)
    return [unit for unit in facts.records("unit") if unit.id in units]


def _registered(facts: Facts, unit: Record) -> Violation | None:
    publications = facts.of(missing).get(unit.id, ())
    if not publications:
        return None
    named = "、".join(f"“{safe(each.entry.title)}”（{each.entry.day}）" for each in publications[:NAMED])
    more = f"等 {len(publications)} 条" if len(publications) > NAMED else ""
    first = min(each.entry.day for each in publications)
    message = f"网站上发布了、没有登记：{named}{more}；请用 fjgov release unregistered 查看，补登记审校情况"
    return Violation(unit, message, since=first)


def _lists_seen(facts: Facts, unit: Record) -> str:
    columns = columns_of(facts.reader, {unit.id: unit.title})
    if not columns:
        return "没有登记栏目，发布了什么无从看到"
    known = facts.of(last_runs)
    looks = (known.get(("freshness", "column", column)) for column in columns)
    return "" if any(run is not None and run.ok for run in looks) else "它的栏目更新检查都还没有做成"


NAMED = 3
"""Publications that are named; the others are counted."""
RULES: tuple[Rule, ...] = (
    Rule(
        "20.changed", Severity.VIOLATION, "release", "发布的网页都还在，说的就是审校通过的，带着来源和日期吗？",
        _differing, standing, rests_on=(Observation("发布核对", _unverified),), optional=True,
    ),
    Rule(
        "21.register", Severity.WARNING, "unit", "网站上发布的都在发布登记里吗？", Each(_registered), _registering,
        rests_on=(Observation("更新检查", _lists_seen),), optional=True,
    ),
)  # fmt: skip
