"""Article 24: what the monitor saw of the sites, what people have judged of it, and whether it watches at all."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import INDICATORS, Observation, Rule, Violation
from fjgov_tui.audit.observations import inspected, visited_enough
from fjgov_tui.audit.watched import day_ends, looks, moment, plan, states, stood, web_site_records, weeks
from fjgov_tui.clock import day_of, day_start, show_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.settings import EARLY_DOWN
from fjgov_tui.ledgers.severity import SEVERITIES, Severity
from fjgov_tui.ledgers.watching import VISIT_SLOTS_LEAST, FindingVerdict
from fjgov_tui.observed.alike import by_site
from fjgov_tui.observed.model import CHECK_NAMES, Check, Detection
from fjgov_tui.observed.visits import Outcome
from fjgov_tui.store.watch.alerts import undelivered
from fjgov_tui.text import fit, safe, width
from fjgov_tui.workflows.availability import VETO_PERCENT, Week, week_text
from fjgov_tui.workflows.check_plan import VISIT
from fjgov_tui.workflows.settings import CountyLimit

LEAST_VETO = 7 * VISIT_SLOTS_LEAST * VETO_PERCENT // 100
"""The failures that condemn a week of as few visits as are allowed."""
NAMED = 3
"""How many things a message names before it only counts."""
TOLD = 60
"""Cells that one finding of the monitor may take in a message."""


def _availability(facts: Facts, sites: Sequence[Record]) -> Iterator[Violation]:
    """A shortage of samples that most sites share is the monitor's own, and told by `24.watching`."""
    measured = facts.of(weeks)
    shared, early = _shortage_is_shared(measured.values()), facts.limit(EARLY_DOWN)
    for site in sites:
        week = measured.get(site.id)
        severity, advice = _availability_of(week, early) if week is not None else (None, "")
        down = _down(facts, site) if severity != Severity.VIOLATION else None
        if down is not None:
            so_far = f"（{week_text(week)}）" if week is not None else ""
            message = f"{down.message}{so_far}；请排除故障"
            yield Violation(site, message, since=down.since, severity=Severity.WARNING)
        elif week is not None and severity is not None and not (severity == Severity.NOTICE and shared):
            message = f"{week_text(week)}；{advice}"
            since = week.first_bad or week.first
            yield Violation(site, message, since=since, severity=severity, judged=severity != Severity.NOTICE)


def _down(facts: Facts, site: Record) -> Violation | None:
    """An outage that is going on, as far as the monitor has got: the newest visit failed, however few there were."""
    state = facts.of(states).get(site.id)
    if state is None or state.last_at is None or not day_start(facts.as_of) <= state.last_at < day_ends(facts.as_of):
        return None
    if state.last_outcome in {None, Outcome.OPEN} or state.bad_run == 0:
        return None
    since = state.since if state.health == "故障" else state.last_at
    why = f"（{safe(state.last_why)}）" if state.last_why else ""
    return Violation(site, f"{show_unix(since)} 起打不开{why}", since=day_of(since))


def _availability_of(week: Week, early: CountyLimit) -> tuple[Severity | None, str]:
    """How grave a week is, and what to do; a week that cannot be judged warns once its failures would condemn any."""
    if week.n == 0:
        return None, ""  # 24.watching tells of sites that nobody visits
    if week.verdict == "否决":
        return Severity.VIOLATION, "请马上排除故障"
    if week.verdict == "样本不足":
        failing = week.bad >= max(week.allowed, LEAST_VETO)
        advice = "失败已经不少，请排除故障" if failing else "还不能下结论，请让监测一直运行"
        return (Severity.WARNING if failing else Severity.NOTICE), advice
    if early.document and week.bad * 100 >= early.value * week.n:
        return Severity.WARNING, f"到了预警线 {early.value}%（{early.source}），请查明原因"
    if week.bad > week.left:
        return Severity.WARNING, "一周里允许的失败已经用去一半以上，请查明原因"
    return None, ""


def _shortage_is_shared(measured: Collection[Week]) -> bool:
    return 2 * sum(week.verdict == "样本不足" for week in measured) > len(measured) > 1


@dataclass(frozen=True)
class _Inspected:
    """What an inspection found and nobody has judged 误报: one finding a page, with counts.

    What several pages of a site show alike is counted once: the page on which it was found first stands for it.
    """

    check: Check

    def __call__(self, facts: Facts, sites: Sequence[Record]) -> Iterator[Violation]:
        """The pages of the sites with findings: home pages first, then columns."""
        by_page: dict[tuple[str, int], list[Detection]] = defaultdict(list)
        for finding in by_site(facts.of(stood).get(self.check, ())):
            if finding.verdict != FindingVerdict.FALSE_ALARM:
                by_page[finding.page_of, finding.record].append(finding)
        known = {site.id: site for site in sites}
        wanted = [record for page_of, record in by_page if page_of == "column"]
        columns = {column.id: column for column in facts.reader.records(LEDGERS["column"], wanted)} if wanted else {}
        for page, several in sorted(by_page.items(), key=lambda item: (item[0][0] != "site", item[0][1])):
            site = known.get(several[0].site)
            record = columns.get(page[1]) if page[0] == "column" else site
            if site is not None and record is not None:
                yield self._page(facts, record, site, several)

    def _page(self, facts: Facts, record: Record, site: Record, several: Sequence[Detection]) -> Violation:
        sure = sum(finding.verdict == FindingVerdict.CONFIRMED for finding in several)
        order = list(SEVERITIES)
        severity: Severity = (
            Severity.VIOLATION if sure else min((detection.severity for detection in several), key=order.index)
        )
        ranked = sorted(
            several,
            key=lambda detection: (
                detection.verdict != FindingVerdict.CONFIRMED,
                order.index(detection.severity),
                detection.id,
            ),
        )
        named = "；".join(_named(finding) for finding in ranked[:NAMED])
        rest = f"；等 {len(several)} 处" if len(several) > NAMED else ""
        counts = "、".join(
            f"{word} {count} 处" for word, count in (("已确认", sure), ("待核", len(several) - sure)) if count
        )
        first = day_of(min(finding.first_seen for finding in several))
        message = f"{CHECK_NAMES[self.check]}检查有{counts}：{named}{rest}；请核实，属实的马上处置，不属实的判为误报"
        unit = facts.unit_of(record) or facts.unit_of(site)
        return Violation(record, message, unit, first, severity=severity)


def _named(finding: Detection) -> str:
    pages = f"（同站另有 {len(finding.also)} 页）" if finding.also else ""
    return f"{_short(finding.what)}{pages}"


def _short(text: str) -> str:
    text = safe(text)
    return text if width(text) <= TOLD else fit(text, TOLD).rstrip()


def _watching(facts: Facts, sites: Sequence[Record]) -> Iterator[Violation]:
    as_of, subject = facts.as_of, facts.office or sites[0]
    last_looks = facts.of(looks)
    if not last_looks:
        message = "没有监测记录；请用 fjgov monitor run 启动监测并让它一直运行，另有监测手段的请说明"
        yield Violation(subject, message)
        return
    last = max(last_looks.values())
    if last < as_of and facts.of(moment) <= day_start(as_of):
        gone = (as_of - last).days
        message = f"监测这一天没有运行，最近一次访问是 {last}，已停 {gone} 天；请启动监测并让它一直运行"
        yield Violation(subject, message, since=last + timedelta(days=1))
    yield from _never(facts, sites, last_looks)
    yield from _short_days(facts, subject)
    yield from _undelivered(facts, subject)


def _never(facts: Facts, sites: Sequence[Record], last_looks: dict[int, date]) -> Iterator[Violation]:
    """Sites that are on line and were not visited: each by its name, because each is blind."""
    for site in sites:
        opened = site.day("opened_on")
        if facts.of(plan).line(VISIT, site.id) is None:
            message = "访问计划已停用，站点没有人监测；请在监测计划里启用"
        elif site.id not in last_looks and (opened is None or opened < facts.as_of):
            message = "监测还没有访问过这个站点；请核对网址和监测计划"
        else:
            continue
        yield Violation(site, message)


def _short_days(facts: Facts, subject: Record) -> Iterator[Violation]:
    """Days of the last week that are over and on which most sites were not measured often enough."""
    measured = facts.of(weeks).values()
    if not _shortage_is_shared(measured):
        return
    message = (
        f"最近 7 天里，{sum(week.verdict == '样本不足' for week in measured)} 个站点（共 {len(measured)} 个）有一天"
        f"测到的不足 {VISIT_SLOTS_LEAST} 次，可用性不能下结论；请让监测一直运行"
    )
    yield Violation(subject, message, since=min(week.first for week in measured), severity=Severity.NOTICE)


def _undelivered(facts: Facts, subject: Record) -> Iterator[Violation]:
    waiting = [
        parcel for parcel in undelivered(facts.reader) if parcel.tries and parcel.made_at < day_ends(facts.as_of)
    ]
    if waiting:
        since = day_of(min(parcel.made_at for parcel in waiting))
        message = (
            f"有 {len(waiting)} 条告警没有送达，最早的是 {since}；请用 fjgov monitor outbox 查看原因，检查告警去向"
        )
        yield Violation(subject, message, since=since)


def _by_inspection(check: Check, question: str) -> Rule:
    return Rule(
        f"24.{check}",
        Severity.VIOLATION,
        "site",
        question,
        _Inspected(check),
        web_site_records,
        rests_on=(inspected(check, columns=check != "links"),),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "24.availability", Severity.VIOLATION, "site", "各站点一周里打不开的不到百分之五吗？", _availability,
        web_site_records, rests_on=(Observation("访问", visited_enough),), pack=INDICATORS,
    ),
    _by_inspection("integrity", "没有疑似篡改、暗链和植入脚本吗？"),
    _by_inspection("content", "没有疑似错误表述、不良信息和个人信息泄露吗？"),
    _by_inspection("links", "页面上的链接都打得开、没有失效的外链吗？"),
    _by_inspection("standing", "证书、标识、标签和找错入口都没有问题吗？"),
    Rule(
        "24.watching", Severity.WARNING, "site", "监测每天都在运行，没有漏看的站点和没送达的告警吗？", _watching,
        web_site_records,
    ),
)  # fmt: skip
