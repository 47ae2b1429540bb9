"""Article 24: what the monitor saw of the sites, what people have judged of it, and whether it watches at all."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date

from fjgov_tui.audit.model import INDICATORS, SEVERITIES, Flaw, Rule, Severity
from fjgov_tui.audit.reading import records
from fjgov_tui.audit.watched import day_ends, last_looks, moment_of, stood, web_sites
from fjgov_tui.clock import day_of, day_start
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.watching import VISIT_SLOTS_LEAST
from fjgov_tui.observed.model import CHECK_NAMES, Check, Detection
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import undelivered
from fjgov_tui.text import fit, safe, width
from fjgov_tui.workflows.availability import VETO_PERCENT, Week, week, week_text
from fjgov_tui.workflows.check_plan import VISIT, read_plan

LEAST_VETO = 7 * VISIT_SLOTS_LEAST * VETO_PERCENT // 100
"""The failures that condemn a week of as few visits as are allowed."""
NAMED = 3
"""How many things a message names before it only counts."""
TOLD = 60
"""Cells that one finding of the monitor may take in a message."""


def week_of(reader: Reader, as_of: date) -> dict[int, Week]:
    """Each site's availability of the seven days that end with this one."""
    now, sites = moment_of(reader, as_of), web_sites(reader, as_of)
    found = week(reader, now, read_plan(reader).slots(sites, as_of, now))
    return {site: one for site, one in found.items() if site in sites}


def _availability(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """A shortage of samples that most sites share is the monitor's own, and told by `24.watching`."""
    sites, weeks = web_sites(reader, as_of), week_of(reader, as_of)
    shared = _shortage_is_shared(weeks.values())
    for site, told in weeks.items():
        severity, advice = _availability_of(told)
        if severity is None or (severity == "notice" and shared):
            continue
        message = f"{week_text(told)}；{advice}"
        yield Flaw(sites[site], message, sites[site].names.get("unit", ""), since=told.first, severity=severity)


def _availability_of(told: Week) -> tuple[Severity | None, str]:
    """How grave a week is, and what to do; a week that cannot be judged warns once its failures would condemn any."""
    if told.n == 0:
        return None, ""  # 24.watching tells of sites that nobody visits
    if told.verdict == "否决":
        return "violation", "请马上排除故障"
    if told.verdict == "样本不足":
        failing = told.bad >= max(told.allowed, LEAST_VETO)
        advice = "失败已经不少，请排除故障" if failing else "还不能下结论，请让监测一直运行"
        return ("warning" if failing else "notice"), advice
    if told.bad > told.left:
        return "warning", "一周里允许的失败已经用去一半以上，请查明原因"
    return None, ""


def _shortage_is_shared(told: Collection[Week]) -> bool:
    return 2 * sum(one.verdict == "样本不足" for one in told) > len(told) > 1


def _inspected(check: Check) -> Callable[[Reader, date], Iterator[Flaw]]:
    """What an inspection found and nobody has judged 误报: one finding a page, with counts."""

    def question(reader: Reader, as_of: date) -> Iterator[Flaw]:
        found: dict[tuple[str, int], list[Detection]] = defaultdict(list)
        for one in stood(reader, check, as_of):
            if one.verdict != "误报":
                found[one.page_of, one.record].append(one)
        sites = web_sites(reader, as_of) if found else {}
        wanted = [record for page_of, record in found if page_of == "column"]
        columns = {one.id: one for one in reader.records(LEDGERS["column"], wanted)}
        for page, several in sorted(found.items(), key=lambda item: (item[0][0] != "site", item[0][1])):
            site = sites.get(several[0].site)
            record = columns.get(page[1]) if page[0] == "column" else site
            if site is not None and record is not None:
                yield _page_flaw(record, site, check, several)

    return question


def _page_flaw(record: Record, site: Record, check: Check, several: Sequence[Detection]) -> Flaw:
    sure = sum(one.verdict == "确认" for one in several)
    order = list(SEVERITIES)
    severity: Severity = "violation" if sure else min((one.severity for one in several), key=order.index)
    ranked = sorted(several, key=lambda one: (one.verdict != "确认", order.index(one.severity), one.id))
    told = "；".join(_short(one.what) for one in ranked[:NAMED])
    rest = f"；等 {len(several)} 处" if len(several) > NAMED else ""
    counts = "、".join(
        f"{word} {count} 处" for word, count in (("已确认", sure), ("待核", len(several) - sure)) if count
    )
    first = day_of(min(one.first_seen for one in several))
    message = f"{CHECK_NAMES[check]}检查有{counts}：{told}{rest}；请核实，属实的马上处置，不属实的判为误报"
    return Flaw(record, message, record.names.get("unit") or site.names.get("unit", ""), first, severity=severity)


def _short(text: str) -> str:
    text = safe(text)
    return text if width(text) <= TOLD else fit(text, TOLD).rstrip()


def _watching(reader: Reader, as_of: date) -> Iterator[Flaw]:
    sites = web_sites(reader, as_of)
    if not sites:
        return
    office = next((unit for unit in records(reader, "unit") if unit.values["kind"] == "县政府办公室"), None)
    subject = office or next(iter(sites.values()))
    unit = office.title if office else subject.names.get("unit", "")
    looks = last_looks(reader, sites, as_of)
    if not looks:
        message = "没有监测记录；请用 fjgov monitor run 启动监测并让它一直运行，另有监测手段的请说明"
        yield Flaw(subject, message, unit)
        return
    last = max(looks.values())
    if last < as_of and moment_of(reader, as_of) <= day_start(as_of):
        gone = (as_of - last).days
        message = f"监测这一天没有运行，最近一次访问是 {last}，已停 {gone} 天；请启动监测并让它一直运行"
        yield Flaw(subject, message, unit, since=last)
    yield from _never(reader, sites, looks, as_of)
    yield from _short_days(reader, subject, unit, as_of)
    yield from _undelivered(reader, subject, unit, as_of)


def _never(reader: Reader, sites: dict[int, Record], looks: dict[int, date], as_of: date) -> Iterator[Flaw]:
    """Sites that are on line and were not visited: each by its name, because each is blind."""
    plan = read_plan(reader)
    for site_id, site in sites.items():
        opened = site.day("opened_on")
        if plan.line(VISIT, site_id) is None:
            message = "访问计划已停用，站点没有人监测；请在监测计划里启用"
        elif site_id not in looks and (opened is None or opened < as_of):
            message = "监测还没有访问过这个站点；请核对网址和监测计划"
        else:
            continue
        yield Flaw(site, message, site.names.get("unit", ""))


def _short_days(reader: Reader, subject: Record, unit: str, as_of: date) -> Iterator[Flaw]:
    """Days of the last week that are over and on which most sites were not measured often enough."""
    weeks = week_of(reader, as_of).values()
    if not _shortage_is_shared(weeks):
        return
    message = (
        f"最近 7 天里，{sum(one.verdict == '样本不足' for one in weeks)} 个站点（共 {len(weeks)} 个）有一天"
        f"测到的不足 {VISIT_SLOTS_LEAST} 次，可用性不能下结论；请让监测一直运行"
    )
    yield Flaw(subject, message, unit, since=min(one.first for one in weeks), severity="notice")


def _undelivered(reader: Reader, subject: Record, unit: str, as_of: date) -> Iterator[Flaw]:
    waiting = [one for one in undelivered(reader) if one.tries and one.made_at < day_ends(as_of)]
    if waiting:
        since = day_of(min(one.made_at for one in waiting))
        message = (
            f"有 {len(waiting)} 条告警没有送达，最早的是 {since}；请用 fjgov monitor outbox 查看原因，检查告警去向"
        )
        yield Flaw(subject, message, unit, since=since)


RULES: tuple[Rule, ...] = (
    Rule("24.availability", 24, "violation", "site", "各站点一周里打不开的不到百分之五吗？", _availability, INDICATORS),
    Rule("24.integrity", 24, "violation", "site", "没有疑似篡改、暗链和植入脚本吗？", _inspected("integrity")),
    Rule("24.content", 24, "violation", "site", "没有疑似错误表述、不良信息和个人信息泄露吗？", _inspected("content")),
    Rule("24.links", 24, "violation", "site", "页面上的链接都打得开、没有失效的外链吗？", _inspected("links")),
    Rule("24.standing", 24, "violation", "site", "证书、标识、标签和找错入口都没有问题吗？", _inspected("standing")),
    Rule("24.watching", 24, "warning", "site", "监测每天都在运行，没有漏看的站点和没送达的告警吗？", _watching),
)
