"""How many columns of a whole site are late or blank: the veto of the national check, and the county's margin before.

The national figures are for a whole site: the portal with every sub-site under its domain. For a sub-site by itself the
county sets its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from fjgov_tui.audit.facts import Facts, running_sites
from fjgov_tui.audit.freshness import blank_columns, dated, late_columns
from fjgov_tui.audit.model import INDICATORS, Observation, Rule, Violation
from fjgov_tui.audit.openings import beneath
from fjgov_tui.audit.watched import running_columns
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.settings import EARLY_BLANK, EARLY_STALE, SUB_BLANK, SUB_NEWS, SUB_STALE, Setting
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.sites import ColumnKind, SiteKind
from fjgov_tui.text import safe
from fjgov_tui.workflows.settings import CountyLimit

NAMED = 5
"""How many columns are named before the rest is counted."""
_NEWS = frozenset({ColumnKind.NEWS, ColumnKind.NOTICES, ColumnKind.POLICY})


def columns_of_sites(facts: Facts) -> Mapping[int, Sequence[Record]]:
    """The columns of each running site, by its id; of the portal with those of the sub-sites under its domain."""
    known, over = defaultdict[int, list[Record]](list), facts.of(beneath)
    for column in running_columns(facts):
        site = reference(column, "site") or 0
        known[site].append(column)
        if site in over:
            known[over[site]].append(column)
    return known


@dataclass(frozen=True)
class ColumnsAgainst:
    """The columns of one site that count against it."""

    columns: int
    """How many there are of the kind."""
    bad: tuple[Violation, ...]
    unknown: int
    """How many nobody can judge."""

    @property
    def named(self) -> str:
        """The first of them by name."""
        names = "、".join(safe(violation.record.title) for violation in self.bad[:NAMED])
        return f"{names}等" if len(self.bad) > NAMED else names

    def since(self, limit: int) -> date | None:
        """The day on which there were so many for the first time; `None` where one of them has no day."""
        days = [violation.since for violation in self.bad if violation.since is not None]
        return sorted(days)[limit - 1] if len(days) == len(self.bad) >= limit else None


def _known(_facts: Facts) -> dict[tuple[str, int], ColumnsAgainst | None]:
    """What was counted already, by count and site: a finding and what is unknown ask for the same."""
    return {}


def _any(_column: Record) -> bool:
    return True


def _news(column: Record) -> bool:
    """News, and notices and policy papers of the first level."""
    kind = column.text("kind")
    return kind in _NEWS and (kind == ColumnKind.NEWS or int(column.values["level"] or 1) == 1)


@dataclass(frozen=True)
class ColumnCount:
    """One of the counts by which a site fails."""

    what: str
    """In Chinese."""
    veto: int
    """Columns at which a whole site fails (国办秘函〔2019〕19号)."""
    own: Setting[int]
    """The county's figure for a sub-site by itself."""
    counts: Callable[[Record], bool] = _any
    """Whether a column is of the kind."""
    late: bool = True
    """Whether those count that are late."""
    blank: bool = True
    """Whether those count that list nothing."""
    early: Setting[int] | None = None
    """The county's margin before the veto."""

    def of(self, facts: Facts, site: Record) -> ColumnsAgainst | None:
        """What counts against a site; `None` where no columns of it are registered."""
        known, key = facts.of(_known), (self.what, site.id)
        if key not in known:
            known[key] = self._count(facts, site)
        return known[key]

    def _count(self, facts: Facts, site: Record) -> ColumnsAgainst | None:
        registered = facts.of(columns_of_sites).get(site.id)
        if not registered:
            return None
        columns = [column for column in registered if self.counts(column)]
        late, blank = facts.of(late_columns), facts.of(blank_columns)
        bad, unknown = [], 0
        for column in columns:
            violation = (late.get(column.id) if self.late else None) or (blank.get(column.id) if self.blank else None)
            if violation is not None and violation.judged:
                bad.append(violation)
            elif violation is not None or dated(facts, column):
                unknown += 1
        return ColumnsAgainst(len(columns), tuple(bad), unknown)

    def limit(self, facts: Facts, site: Record) -> CountyLimit:
        """At how many a site fails: the national figure, for a sub-site the county's."""
        if site.values["kind"] == SiteKind.SUBSITE and site.id in facts.of(beneath):
            return facts.limit(self.own)
        return CountyLimit(self.veto, INDICATORS)


NEWS = ColumnCount("到期没有更新的动态、通知和政策文件栏目", 5, SUB_NEWS, _news, blank=False)
STALE = ColumnCount("应更新未更新的栏目（空白的算在内）", 10, SUB_STALE, early=EARLY_STALE)
BLANK = ColumnCount("空白栏目", 5, SUB_BLANK, late=False, early=EARLY_BLANK)
COUNTS = (NEWS, STALE, BLANK)


def _with_columns(facts: Facts) -> list[Record]:
    known = facts.of(columns_of_sites)
    return [site for site in running_sites(facts) if site.id in known]


def _columns(facts: Facts, sites: Sequence[Record]) -> Iterator[Violation]:
    """One finding a site: each count that has come to its veto, or else to the county's margin before it."""
    for site in sites:
        reached = [(count, counted) for count in COUNTS if (counted := count.of(facts, site)) is not None]
        failed = [pair for pair in reached if len(pair[1].bad) >= pair[0].limit(facts, site).value]
        if failed:
            yield _failed(facts, site, failed)
            continue
        near = [
            f"{count.what}有 {len(counted.bad)} 个（{counted.named}），到了预警线 {early.value} 个（{early.source}）"
            for count, counted in reached
            if count.early is not None
            and (early := facts.limit(count.early)).document
            and len(counted.bad) >= early.value
        ]
        if near:
            yield Violation(site, f"{'；'.join(near)}；请在到否决线之前更新", severity=Severity.WARNING)


def _failed(facts: Facts, site: Record, failed: Sequence[tuple[ColumnCount, ColumnsAgainst]]) -> Violation:
    words, since, binding = [], list[date](), False
    for count, counted in failed:
        limit = count.limit(facts, site)
        binding = binding or bool(limit.document)
        source = "单项否决" if limit.document == INDICATORS else limit.source
        words.append(f"{count.what}有 {len(counted.bad)} 个（{counted.named}），达到 {limit.value} 个（{source}）")
        day = counted.since(limit.value)
        since += [day] if day is not None else []
    message = f"{'；'.join(words)}；请逐个更新，没有内容的撤下"
    return Violation(site, message, since=min(since, default=None), severity=None if binding else Severity.WARNING)


def _certain(facts: Facts, site: Record) -> str:
    """Why nobody can say that a site is below its vetoes: columns without a date could tip it."""
    for count in COUNTS:
        counted = count.of(facts, site)
        if counted is not None and len(counted.bad) + counted.unknown >= count.limit(facts, site).value:
            return f"{counted.unknown} 个栏目没有日期"
    return ""


RULES: tuple[Rule, ...] = (
    Rule(
        "21.columns", Severity.VIOLATION, "site", "各网站不更新和空白的栏目都没有到单项否决的个数吗？",
        _columns, _with_columns, rests_on=(Observation("栏目更新日期", _certain),), optional=True, pack=INDICATORS,
    ),
)  # fmt: skip
