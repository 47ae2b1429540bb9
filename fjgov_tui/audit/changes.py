"""Articles 7 to 9 and 12 to 15 as their procedures tell: in order, by whom, in time, before anything is published."""

from collections.abc import Iterator, Sequence

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.forms import Each, Missing
from fjgov_tui.audit.model import GUIDELINE, Observation, Rule, Violation
from fjgov_tui.audit.procedures import breaches, progress_in
from fjgov_tui.audit.releases import PROOFS, REVIEWS, proofed, reviewed
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.asof import done
from fjgov_tui.ledgers.changes import CHANGING, ENDING, GOING_OFFLINE, OPEN_MEDIA, OPEN_SITE, ChangeKind
from fjgov_tui.ledgers.release import PUBLISHING, SecrecyResult
from fjgov_tui.ledgers.settings import OFFLINE_DAYS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.text import safe
from fjgov_tui.workflows.matters import LapseKind, Progress

_ORDER = {LapseKind.MISSING, LapseKind.ORDER, LapseKind.SIGNER}


def _executed(come: Progress) -> bool:
    """What has not been executed can still be put in order."""
    return come["executed"].done is not None


def _to_publish(come: Progress) -> bool:
    """What the secrecy review keeps back is not published, and has no time in which it must be."""
    kept_back = come.record.values["secrecy_result"] == SecrecyResult.CLOSED
    return not kept_back or come.closed is not None


def _formed(_facts: Facts, release: Record) -> str:
    return "" if release.values["formed_on"] else "没有登记形成日期，期限无从算起"


def _opened(facts: Facts) -> list[Record]:
    opening = (change for change in facts.records("change") if OPEN_SITE.covers(change.values))
    return [change for change in opening if done(change, "opened_on", facts.as_of)]


SITE_DAYS = 30
"""Days for which the guideline wants the closing of a site announced."""


def _sites_closed(facts: Facts) -> list[Record]:
    """The sites that were closed for good after an announcement."""
    return [
        change
        for change in facts.records("change")
        if change.values["kind"] in ENDING
        and change.values["site"] is not None
        and change.values["announced_on"] is not None
        and done(change, "executed_on", facts.as_of)
    ]


def _announced_briefly(facts: Facts, change: Record) -> Violation | None:
    announced, executed = change.day("announced_on"), change.day("executed_on")
    if announced is None or executed is None or (executed - announced).days >= SITE_DAYS:
        return None
    days = (executed - announced).days
    message = (
        f"{announced} 公告，{executed} 关停，公告 {days} 天，不满指引的 {SITE_DAYS} 天；请补公告并写明新站名称和链接"
    )
    return Violation(change, message, since=executed)


def _closed_down(facts: Facts) -> list[Record]:
    return [come.record for come in facts.of(progress_in("changing")) if _executed(come)]


def _cleaned_up(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    asked = {record.id for record in subjects}
    for come in facts.of(progress_in("changing")):
        left = come["cleaned"].missing
        if come.record.id in asked and left:
            on, words = come.record.day("executed_on"), "；".join(safe(word) for word in left)
            message = f"{on} {safe(str(come.record.values['kind']))}，还没有清理完：{words}；请逐项清理"
            yield Violation(come.record, message, come.known.unit_name, since=on)


def _offline(facts: Facts) -> list[Record]:
    """What was taken offline until a certain day."""
    return [
        change
        for change in facts.records("change")
        if change.values["kind"] == ChangeKind.OFFLINE
        and change.values["until_on"]
        and done(change, "executed_on", facts.as_of)
    ]


def _long_offline(facts: Facts, change: Record) -> Violation | None:
    executed, until, limit = change.day("executed_on"), change.day("until_on"), facts.limit(OFFLINE_DAYS)
    if executed is None or until is None or (until - executed).days <= limit.value:
        return None
    days = (until - executed).days
    message = (
        f"{executed} 下线，批准到 {until}，共 {days} 天，超过 {limit.value} 天（{limit.source}）；请缩短或另行报批"
    )
    return Violation(change, message, since=executed)


OPENINGS: tuple[Rule, ...] = (
    Rule(
        "7.announcement",
        Severity.VIOLATION,
        "change",
        "新开通的网站都在县政府网发布了开通公告吗？",
        Missing(
            fields=("announced_on",),
            since="opened_on",
            grace=1,
            message="{start} 开通，还没有在奉节县人民政府网发布开通公告；请发布并登记公告日期",
        ),
        _opened,
        optional=True,
    ),
    Rule(
        "9.announcement-site",
        Severity.WARNING,
        "change",
        "关停网站都公告满 30 天吗？",
        Each(_announced_briefly),
        _sites_closed,
        optional=True,
        pack=GUIDELINE,
    ),
    Rule(
        "9.cleanup",
        Severity.WARNING,
        "change",
        "关停、注销之后账户、栏目、备案都清理完了吗？",
        _cleaned_up,
        _closed_down,
        optional=True,
    ),
    breaches(
        "7.order",
        OPEN_SITE,
        _ORDER,
        "网站是先同意、申请、批准，后备案、上线的吗？",
        steps=("consent", "applied", "reviewed", "approved", "police"),
        optional=True,
    ),
    breaches("7.test", OPEN_SITE, _ORDER, "网站通过安全检测之后才上线吗？", steps=("tested", "online"), optional=True),
    breaches(
        "8.order",
        OPEN_MEDIA,
        _ORDER,
        "新媒体是先同意、申请、批准，后开设的吗？",
        steps=("consent", "applied", "approved", "opened"),
        optional=True,
    ),
    breaches(
        "9.decision",
        CHANGING,
        _ORDER,
        "变更、关停和注销都先由单位集体研究或主要领导同意吗？",
        steps=("decided",),
        optional=True,
    ),
    breaches(
        "9.offline",
        GOING_OFFLINE,
        {*_ORDER, LapseKind.LATE},
        "临时下线都经过同意、备案，到期就恢复了吗？",
        severity=Severity.WARNING,
        when=_executed,
        optional=True,
    ),
    Rule(
        "9.offline-long",
        Severity.NOTICE,
        "change",
        "临时下线批准的天数都在上限之内吗？",
        Each(_long_offline),
        _offline,
        optional=True,
        pack=GUIDELINE,
    ),
    breaches("9.filing", CHANGING, _ORDER, "变更、关停和注销都报县政府办公室备案吗？", steps=("filed",), optional=True),
    breaches(
        "9.announcement",
        CHANGING,
        {LapseKind.EARLY, LapseKind.MISSING, LapseKind.ORDER},
        "执行之前都向社会公告满 15 个工作日吗？",
        steps=("announced", "executed"),
        when=_executed,
        optional=True,
    ),
)
RELEASES: tuple[Rule, ...] = (
    breaches(
        "12.deadline",
        PUBLISHING,
        {LapseKind.LATE},
        "属于主动公开的信息，形成或变更之后 20 个工作日内公开了吗？",
        steps=("publish",),
        when=_to_publish,
        rests_on=(Observation("形成日期", _formed),),
    ),
    breaches("13.secrecy", PUBLISHING, _ORDER, "信息公开前都做了保密审查吗？", steps=("secrecy",)),
    breaches(
        "15.reviews", PUBLISHING, _ORDER, "发布前都按次序经过三审、由应审的人审吗？", steps=REVIEWS, when=reviewed
    ),
    breaches("15.proofs", PUBLISHING, _ORDER, "发布前都按次序经过三校、由应校的人校吗？", steps=PROOFS, when=proofed),
    breaches("15.same-person", PUBLISHING, {LapseKind.SAME}, "三审由三个人审、三校由三个人校吗？"),
    breaches("15.before-publish", PUBLISHING, {LapseKind.ORDER}, "都在审完、校完之后才发布吗？", steps=("publish",)),
    breaches("15.changed-after", PUBLISHING, {LapseKind.CHANGED}, "审签之后改动的内容都重新审签了吗？"),
)
