"""What the program can say of the national indicators by itself: of each site and account, from rules and visits.

What nobody has observed is 未检查; only what was looked at is 符合.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from fjgov_tui.audit import RULES, Answer, Facts
from fjgov_tui.audit.facts import running_media, running_sites
from fjgov_tui.audit.whole_site import BLANK, NEWS, STALE, ColumnCount
from fjgov_tui.clock import beijing_day
from fjgov_tui.dataclass import dataclass
from fjgov_tui.indicators import Indicator
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import begun, running
from fjgov_tui.ledgers.duty import PatrolResult
from fjgov_tui.ledgers.incidents import CONTENT_KINDS, IncidentVerdict
from fjgov_tui.ledgers.inspecting import InspectionResult, PointJudgement
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.sites import PlaceState
from fjgov_tui.months import add_months
from fjgov_tui.observed.visits import DayCount
from fjgov_tui.quarters import Period
from fjgov_tui.store.watch.days import day_counts, tally_day
from fjgov_tui.text import safe
from fjgov_tui.workflows.availability import DAYS, days_between, judge_week, percent

POST_DAYS = 14
"""Days without a post at which an account fails the national check; the regulation's own limit is ten."""
REPLY_MONTHS = 3
MEETS, BREAKS, UNCHECKED = PointJudgement.MEETS, PointJudgement.BREAKS, InspectionResult.UNCHECKED
NAMED = 5
"""How many columns an evidence names before the rest is counted."""
_RECENT = 7
"""Days of which visits are counted anew where they are not rolled up yet."""


@dataclass(frozen=True)
class ItemResult:
    """One indicator of one subject."""

    indicator: Indicator
    verdict: str
    """One of 符合, 不符合, 不适用 and 未检查."""
    evidence: str
    """In Chinese: what was seen, or why nobody can say."""
    by: str = "程序"
    """程序 or 人工."""


@dataclass(frozen=True)
class Evidence:
    """Everything that the indicators are judged by, worked out once."""

    facts: Facts
    period: Period
    answers: Mapping[str, Answer]
    """The rules' answers on the day of the inspection, by rule."""
    counts: Mapping[int, Mapping[date, DayCount]]
    """Visits by site and day of the period."""

    def against(self, rule: str, record: int) -> list[str]:
        """What a rule says against a record, without what it merely cannot judge."""
        answer = self.answers[rule]
        return [
            finding.message
            for finding in answer.findings
            if finding.id == record and finding.severity != Severity.NOTICE and record not in answer.unjudged
        ]

    def unjudged(self, rule: str, record: int) -> str:
        """Why a rule cannot judge a record; empty where it can."""
        return self.answers[rule].unjudged.get(record, "")


_ASKED = ("21.home-age", "21.column-age", "21.blank", "21.media-age", "23.channel", "24.content", "24.integrity")


def gather(facts: Facts, period: Period) -> Evidence:
    """Ask the rules and count the visits once for all subjects."""
    last = min(period.last, facts.as_of)
    stored = day_counts(facts.reader, period.first, last)
    known = {count.day for count in stored}
    for day in days_between(max(period.first, last - timedelta(days=_RECENT)), last):
        stored += [] if day in known else tally_day(facts.reader, day, {})
    counts: dict[int, dict[date, DayCount]] = defaultdict(dict)
    for count in stored:
        counts[count.site][count.day] = count
    answers = {rule.id: rule.ask(facts) for rule in RULES if rule.id in _ASKED}
    return Evidence(facts, period, answers, counts)


def subjects(facts: Facts) -> list[Record]:
    """Every site and account that is open on the day."""
    return [*running_sites(facts), *running_media(facts)]


def offline(facts: Facts, unit: str = "") -> list[Record]:
    """What is offline for a time: nobody can inspect it, and it has not passed; all of it, or one unit's."""
    places = (record for ledger in ("site", "media") for record in facts.records(ledger))
    return [
        place
        for place in places
        if place.values["state"] == PlaceState.OFFLINE
        and not running(place, facts.as_of)
        and begun(place, "opened_on", facts.as_of)
        and unit in {"", facts.unit_of(place)}
    ]


def judge(evidence: Evidence, indicator: Indicator, record: Record) -> ItemResult:
    """What the program says of one indicator by itself; 未检查 where only a person can."""
    way = _WAYS.get(indicator.judged)
    if way is None:
        return ItemResult(indicator, UNCHECKED, "要由人看过，还没有填检查项", "人工")
    verdict, words = way(evidence, record)
    return ItemResult(indicator, verdict, words)


Verdict = tuple[str, str]


def _availability(evidence: Evidence, site: Record) -> Verdict:
    """Every seven days of the period with at least twenty visits on each of them."""
    by_day = evidence.counts.get(site.id, {})
    last = min(evidence.period.last, evidence.facts.as_of - timedelta(days=1))
    whole, worst = 0, None
    for first in days_between(evidence.period.first, last - timedelta(days=DAYS - 1)):
        end = first + timedelta(days=DAYS - 1)
        week = judge_week(site.id, first, end, [by_day[day] for day in days_between(first, end) if day in by_day])
        short = week.days_short or by_day.get(end) is None or by_day[end].n < 20
        if week.n == 0 or short:
            continue
        whole += 1
        if worst is None or week.bad * worst.n > worst.bad * week.n:
            worst = week
    if worst is None:
        measured = sum(count.n > 0 for count in by_day.values())
        return UNCHECKED, f"这一期没有连续 {DAYS} 天每天测满 20 次（有数据的 {measured} 天），监测数据不够"
    share = f"{worst.first} 至 {worst.last} 失败 {worst.bad}/{worst.n}（{percent(worst.bad, worst.n)}）"
    if worst.verdict == "否决":
        return BREAKS, f"{share}，达到 5%"
    measured, days = sum(count.n > 0 for count in by_day.values()), (last - evidence.period.first).days + 1
    return MEETS, f"{whole} 个完整的一周（{days} 天里有数据的 {measured} 天），失败最多的 {share}"


def _by_rule(rule: str) -> Callable[[Evidence, Record], Verdict]:
    def way(evidence: Evidence, record: Record) -> Verdict:
        against = evidence.against(rule, record.id)
        if against:
            return BREAKS, safe(against[0])
        why = evidence.unjudged(rule, record.id)
        known = any(subject.id == record.id for subject in evidence.answers[rule].subjects)
        return (MEETS, "") if known and not why else (UNCHECKED, safe(why) or "没有可以依据的记录")

    return way


def _columns(count: ColumnCount) -> Callable[[Evidence, Record], Verdict]:
    """So many columns of a site in breach: certain only where those that nobody judged could not tip it."""

    def way(evidence: Evidence, site: Record) -> Verdict:
        counted, limit = count.of(evidence.facts, site), count.limit(evidence.facts, site).value
        if counted is None:
            return UNCHECKED, "没有登记栏目"
        seen = f"{counted.columns} 个里有 {len(counted.bad)} 个" + (f"：{counted.named}" if counted.bad else "")
        if len(counted.bad) >= limit:
            return BREAKS, f"{seen}，达到 {limit} 个"
        if len(counted.bad) + counted.unknown >= limit:
            return UNCHECKED, f"{seen}，还有 {counted.unknown} 个没有日期，不能下结论"
        return MEETS, seen

    return way


def _messages(evidence: Evidence, site: Record) -> Verdict:
    facts = evidence.facts
    registered = facts.referring("message", "site").get(site.id, ())
    if not registered:
        return UNCHECKED, "没有登记过这个站点的网民留言"
    oldest, newest = add_months(facts.as_of, -12), add_months(facts.as_of, -REPLY_MONTHS)
    waiting = [
        message
        for message in registered
        if (came := message.day("received_on")) is not None
        and oldest <= came < newest
        and ((replied := message.day("replied_on")) is None or replied > facts.as_of)
    ]
    if waiting:
        return BREAKS, f"{len(waiting)} 条留言超过三个月没有答复，最早的是 {waiting[0].day('received_on')}"
    return MEETS, f"登记的 {len(registered)} 条里没有"


def _incidents(evidence: Evidence, field: str, record: Record) -> list[Record]:
    """What was found of it in the period and was not dismissed."""
    listed = evidence.facts.referring("incident", field).get(record.id, ())
    return [
        incident
        for incident in listed
        if incident.values["kind"] in CONTENT_KINDS
        and incident.values["verdict"] in {IncidentVerdict.REAL, None}
        and evidence.period.first
        <= beijing_day(incident.at("found_at"))
        <= min(evidence.period.last, evidence.facts.as_of)
    ]


def _content(evidence: Evidence, site: Record) -> Verdict:
    """Nothing was found by inspections that were made; how grave something is, a person says."""
    incidents = _incidents(evidence, "site", site)
    if incidents:
        named = "、".join(safe(incident.title) for incident in incidents[:NAMED])
        return UNCHECKED, f"这一期有 {len(incidents)} 件内容或篡改的处置单（{named}），是否严重由人判断"
    for rule in ("24.content", "24.integrity"):
        why = evidence.unjudged(rule, site.id)
        against = evidence.against(rule, site.id)
        if against or why:
            return UNCHECKED, f"监测有疑点，是否严重由人判断：{safe(against[0])}" if against else safe(why)
    inspected = any(subject.id == site.id for subject in evidence.answers["24.content"].subjects)
    return (MEETS, "内容和篡改检查没有查出") if inspected else (UNCHECKED, "没有做过内容检查")


def _patrolled(evidence: Evidence, media: Record) -> Verdict:
    """An account has no page that the monitor could read: people read it, and enter that they did."""
    incidents = _incidents(evidence, "media", media)
    if incidents:
        return UNCHECKED, f"这一期有 {len(incidents)} 件处置单，是否严重由人判断"
    readings = [
        patrol
        for patrol in evidence.facts.referring("patrol", "media").get(media.id, ())
        if evidence.period.first <= beijing_day(patrol.at("read_at")) <= min(evidence.period.last, evidence.facts.as_of)
    ]
    troubled = sum(patrol.values["result"] == PatrolResult.PROBLEM for patrol in readings)
    if troubled:
        return UNCHECKED, f"这一期读网 {troubled} 次有问题，是否严重由人判断"
    read = [patrol for patrol in readings if patrol.values["result"] == PatrolResult.FINE]
    return (MEETS, f"读网 {len(read)} 次没有发现") if read else (UNCHECKED, "这一期没有读网记录，要由人看过")


def _posts(evidence: Evidence, media: Record) -> Verdict:
    posted, as_of = media.day("posted_on"), evidence.facts.as_of
    if posted is None or posted > as_of:
        return UNCHECKED, safe(evidence.unjudged("21.media-age", media.id)) or "没有登记最近发布日期"
    age = (as_of - posted).days
    return (BREAKS if age > POST_DAYS else MEETS), f"最近发布 {posted}，已 {age} 天"


_WAYS: Mapping[str, Callable[[Evidence, Record], Verdict]] = {
    "content": _content,
    "availability": _availability,
    "home": _by_rule("21.home-age"),
    "news": _columns(NEWS),
    "stale": _columns(STALE),
    "blank": _columns(BLANK),
    "messages": _messages,
    "patrolled": _patrolled,
    "posts": _posts,
    "channel": _by_rule("23.channel"),
}
"""By the word of `data/indicators.toml`."""
