"""Alerts of what inspections found: grouped by site and kind, so that one cause is one alert. Pure but for reading.

- Warnings of a check are one alert a site.
- Violations of `freshness`, `links` and `standing` are one alert a site, which names its pages.
- What several pages of a site show alike (a script of the template) counts once and names its pages.
- Violations of `integrity`, `content` and `published` are one alert a page, each with its own clock (article 25); the
  same thing on further pages of the site (a template that was tampered with) belongs to the page on which it was found
  first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import field
from typing import cast

from fjgov_tui.clock import show_unix, unix_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.incidents import IncidentKind
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.monitor.alerts.effects import Annotated, Closed, Dismissed, Effect, Opened, Worsened
from fjgov_tui.observed.alike import by_site
from fjgov_tui.observed.model import Alert, Check, Detection, PageOf
from fjgov_tui.store import Reader
from fjgov_tui.store.reading import Selection
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.workflows.incident import Trouble

FINDING = "finding:"
"""How the causes of these alerts begin: `finding:links:4` for the warnings of a site, `finding:freshness:violation:4`
for its violations, `finding:integrity:column:17` for those of one page."""
KINDS: Mapping[Check, str] = {
    "freshness": IncidentKind.STALE,
    "integrity": IncidentKind.TAMPERING,
    "content": IncidentKind.CONTENT,
    "links": IncidentKind.LINKS,
    "standing": IncidentKind.STANDING,
    "published": IncidentKind.TAMPERING,
}
"""What kind of incident a check opens."""
BY_PAGE: Collection[Check] = ("integrity", "content", "published")
"""Checks whose violations are one alert a page, and whose warnings are told at once; others' wait for the digest."""
_HEADLINE = 40
"""Characters of a finding that the title of its alert bears at most."""
_NAMED = 20
"""Findings that an incident names as its evidence; the others are counted."""

Page = tuple[PageOf, int]


@dataclass(frozen=True)
class AlertGroup:
    """The findings that one alert is about."""

    cause: str
    findings: tuple[Detection, ...]
    """Those that stand and were not judged to be nothing; the first one gives the title."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One check on one site: what is decided from."""

    site: int
    check: Check
    standing: Sequence[Detection]
    """The findings that stand, 误报 among them."""
    alerts: Mapping[str, Alert]
    """The open alerts of this check on this site, by cause."""
    names: Mapping[Page, str]
    """How the pages are called, for every page of `standing` and `alerts`, and for the home page."""
    units: Mapping[Page, int | None]
    """Who answers for them."""
    now: int
    """Unix seconds."""
    new: Collection[int] = ()
    """The ids of findings that were not there before."""
    history: Sequence[Detection] = ()
    """Findings that are gone, too; needed where an alert has nothing left."""
    accepted: Collection[Page] = field(default_factory=tuple)
    """Pages that were accepted as they are since their alert opened."""


def groups(standing: Sequence[Detection]) -> list[AlertGroup]:
    """The findings of one check on one site by the alert that they belong to; notices belong to none."""
    kept = [detection for detection in standing if detection.verdict != FindingVerdict.FALSE_ALARM]
    owner: dict[tuple[str, str], Page] = {}
    for finding in sorted(kept, key=lambda detection: detection.id):
        owner.setdefault((finding.rule, finding.mark), (finding.page_of, finding.record))
    by_cause: dict[str, list[Detection]] = {}
    for finding in kept:
        cause = _cause(finding, owner[finding.rule, finding.mark])
        if cause:
            by_cause.setdefault(cause, []).append(finding)
    return [AlertGroup(cause, tuple(some)) for cause, some in sorted(by_cause.items(), key=_severest)]


def _severest(entry: tuple[str, Sequence[Detection]]) -> tuple[bool, int]:
    return entry[1][0].severity != Severity.VIOLATION, min(detection.id for detection in entry[1])


def _cause(finding: Detection, owner: Page) -> str:
    if finding.severity == Severity.WARNING:
        return f"{FINDING}{finding.check}:{finding.site}"
    if finding.severity != Severity.VIOLATION:
        return ""
    if finding.check in BY_PAGE:
        return f"{FINDING}{finding.check}:{owner[0]}:{owner[1]}"
    return f"{FINDING}{finding.check}:violation:{finding.site}"


def page_of_cause(cause: str) -> Page | None:
    """The page that an alert is about; `None` for one that is about a site."""
    parts = cause.split(":")
    if len(parts) == 4 and parts[2] in {"site", "column", "release"}:
        return cast("PageOf", parts[2]), int(parts[3])
    return None


def decide_findings(case: Case) -> Iterator[Effect]:
    """Which alerts open, go on and close."""
    wanted = groups(case.standing)
    for group in wanted:
        alert = case.alerts.get(group.cause)
        yield from _go_on(case, group, alert) if alert is not None else (_open(case, group),)
    left = {group.cause for group in wanted}
    for cause, alert in case.alerts.items():
        if cause not in left:
            yield _end(case, alert)


def _open(case: Case, group: AlertGroup) -> Effect:
    severity = group.findings[0].severity
    aloud = severity == Severity.VIOLATION or case.check in BY_PAGE
    trouble = Trouble(
        cause=group.cause,
        kind=KINDS[case.check],
        severity=severity,
        title=_title(case, group),
        at=case.now,
        site=case.site,
        unit=case.units.get(_place(case, group)),
        url=group.findings[0].url,
        evidence=_evidence(case, group.findings),
    )
    return Opened(trouble=trouble, told_as="告警" if aloud else None)


def _go_on(case: Case, group: AlertGroup, alert: Alert) -> Iterator[Effect]:
    """It is still there; what is new is written down, and told where it is a violation."""
    kinds = by_site(group.findings)
    added = [finding for finding in kinds if all(member.id in case.new for member in finding.members)]
    wider = [finding for finding in kinds if finding not in added and _fresh(finding, case)]
    if wider:
        pages = sum(_fresh(finding, case) for finding in wider)
        yield Annotated(alert=alert, line=f"同样的问题又在 {pages} 页看到：{_list(wider)}")
    if not added:
        return
    yield Annotated(alert=alert, line=f"又发现 {len(added)} 处：{_list(added)}")
    if group.findings[0].severity == Severity.VIOLATION:
        yield Worsened(alert=alert, severity=Severity.VIOLATION, title=_title(case, group))


def _fresh(finding: Detection, case: Case) -> int:
    """On how many pages a finding was not known before."""
    return sum(member.id in case.new for member in finding.members)


def _end(case: Case, alert: Alert) -> Effect:
    """Nothing is left of it: judged to be nothing, accepted as it is, grouped otherwise, or gone from the page."""
    page = page_of_cause(alert.cause)
    about = [
        finding
        for finding in case.history
        if (page is None or (finding.page_of, finding.record) == page)
        and finding.severity == alert.severity
        and (finding.gone_at is None or finding.gone_at >= alert.opened_at)
    ]
    if about and all(finding.verdict == FindingVerdict.FALSE_ALARM for finding in about):
        return Dismissed(alert=alert, line="经判定为误报", false_alarm=True)
    if any(finding.gone_at is None and finding.verdict != FindingVerdict.FALSE_ALARM for finding in about):
        return Dismissed(alert=alert, line="并入同一站点的另一项处置", silent=True)
    if case.check == "integrity" and (page or ("site", case.site)) in case.accepted:
        return Dismissed(alert=alert, line="页面已被认可为新的基线")
    return Closed(alert=alert, at=case.now, line=f"{show_unix(case.now)} 复查，已看不到")


def read_case(reader: Reader, site: int, check: Check, now: int, new: Collection[int] = ()) -> Case:
    """What `decide_findings` needs to know of one check on one site, as it stands in the file.

    Args:
        reader: the transaction.
        site: the site.
        check: the check.
        now: Unix seconds.
        new: the ids of findings that were not there before.
    """
    standing = findings(reader, site=site, check=check)
    alerts = {
        alert.cause: alert
        for alert in open_alerts(reader)
        if alert.site == site and alert.cause.startswith(f"{FINDING}{check}:")
    }
    ending = [alert for cause, alert in alerts.items() if cause not in {group.cause for group in groups(standing)}]
    pages = {("site", site), *((detection.page_of, detection.record) for detection in standing)}
    names, units = _pages(reader, site, pages)
    return Case(
        site=site,
        check=check,
        standing=standing,
        alerts=alerts,
        names=names,
        units=units,
        now=now,
        new=new,
        history=findings(reader, site=site, check=check, open_only=False) if ending else (),
        accepted=_accepted(reader, site, ending) if check == "integrity" else (),
    )


def judged_away(reader: Reader) -> list[tuple[int, Check]]:
    """Sites and checks with an open alert of which nothing is left: people have judged or accepted it meanwhile.

    Asked outside of a transaction: it reads every finding that stands.
    """
    by_case: dict[tuple[int, Check], list[Detection]] = {}
    for finding in findings(reader):
        by_case.setdefault((finding.site, finding.check), []).append(finding)
    left = {group.cause for standing in by_case.values() for group in groups(standing)}
    over = {
        (alert.site, cast("Check", alert.cause.split(":")[1]))
        for alert in open_alerts(reader)
        if alert.cause.startswith(FINDING) and alert.site is not None and alert.cause not in left
    }
    return sorted(over)


def _accepted(reader: Reader, site: int, ending: Sequence[Alert]) -> set[Page]:
    """The pages that somebody has accepted as they are since their alert opened."""
    if not ending:
        return set()
    where: list[tuple[str, Stored]] = [("site", site)]
    ids = list(reader.ids(Selection("acceptance", where=tuple(where))))
    accepted = set[Page]()
    for record in reader.records(LEDGERS["acceptance"], ids):
        column = record.values["column"]
        page: Page = ("site", site) if column is None else ("column", int(column))
        for alert in ending:
            since = unix_instant(alert.opened_at)
            about = page_of_cause(alert.cause)
            if (about is None or about == page) and str(record.values["accepted_at"]) >= since:
                accepted.add(about or ("site", site))
    return accepted


def _pages(reader: Reader, site: int, pages: Collection[Page]) -> tuple[dict[Page, str], dict[Page, int | None]]:
    """How pages are called, and the ids of the units that answer for them."""
    home = reader.record(LEDGERS["site"], site)
    unit = home.values["unit"]
    names: dict[Page, str] = {("site", site): home.title}
    units: dict[Page, int | None] = {("site", site): None if unit is None else int(unit)}
    columns = [record for page_of, record in pages if page_of == "column"]
    for column in reader.records(LEDGERS["column"], columns) if columns else ():
        own = column.values["unit"] or unit
        names["column", column.id] = f"{home.title}“{column.title}”"
        units["column", column.id] = None if own is None else int(own)
    releases = [record for page_of, record in pages if page_of == "release"]
    for release in reader.records(LEDGERS["release"], releases) if releases else ():
        own = release.values["unit"]
        names["release", release.id] = f"{home.title}“{release.title}”"
        units["release", release.id] = None if own is None else int(own)
    return names, units


def _place(case: Case, group: AlertGroup) -> Page:
    """The page that a group is about; the home page where it is about several."""
    pages = {(finding.page_of, finding.record) for finding in group.findings}
    return page_of_cause(group.cause) or (pages.pop() if len(pages) == 1 else ("site", case.site))


def headline(what: str) -> str:
    """The few words by which a finding is called: what stands before its first colon outside of quotation marks."""
    depth = 0
    for place, char in enumerate(what):
        depth += (char == "“") - (char == "”" and depth > 0)
        if char == "：" and not depth:
            what = what[:place]
            break
    return what if len(what) <= _HEADLINE else f"{what[: _HEADLINE - 1]}…"


def _title(case: Case, group: AlertGroup) -> str:
    name = case.names.get(_place(case, group), case.names["site", case.site])
    pages = len({(finding.page_of, finding.record) for finding in group.findings})
    if pages > 1 and case.check not in BY_PAGE:
        return f"{name}：{KINDS[case.check]} {pages} 页"
    kinds = len(by_site(group.findings))
    count = f"等 {kinds} 处" if kinds > 1 else ""
    return f"{name}：{headline(group.findings[0].what)}{count}"


def _evidence(case: Case, standing: Sequence[Detection]) -> str:
    several = case.check not in BY_PAGE or len({(detection.page_of, detection.record) for detection in standing}) > 1
    lines, kinds = [], by_site(standing)
    for finding in kinds[:_NAMED]:
        where = f"{case.names.get((finding.page_of, finding.record), '')} " if several else ""
        around = f"：{finding.around}" if finding.around else ""
        lines.append(f"{where}{finding.with_pages}（{finding.url}）{around}"[:300])
    more = len(kinds) - len(lines)
    return "\n".join([*lines, *([f"另有 {more} 处，见监测疑点"] if more else [])])


def _list(some: Sequence[Detection]) -> str:
    return "；".join(headline(finding.what) for finding in some[:5]) + ("等" if len(some) > 5 else "")
