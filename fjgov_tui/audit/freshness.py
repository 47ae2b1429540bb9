"""Article 21: how old columns and media accounts may become, by what the monitor saw or else by what was entered."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from fjgov_tui.audit.facts import Facts, running_media
from fjgov_tui.audit.forms import Each
from fjgov_tui.audit.model import INDICATORS, Observation, Rule, Violation
from fjgov_tui.audit.observations import inspected
from fjgov_tui.audit.watched import Place, columns, pages, running_columns, web_site_records
from fjgov_tui.clock import day_of
from fjgov_tui.ledgers import Record
from fjgov_tui.ledgers.settings import EARLY_HOME
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.freshness import HOME, MEDIA_DAYS, MEDIA_WARN_DAYS, Limit, limit_of
from fjgov_tui.observed.model import PageState
from fjgov_tui.text import safe

MEDIA = Limit(days=MEDIA_DAYS)


def _where(updated: date, seen: PageState | None, entered: date | None) -> str:
    """Where the date comes from, and what else is known."""
    if seen is None:
        return "人工登记"
    how = f"监测 {day_of(seen.checked_at)} 所见：{safe(seen.found_by)}" if seen.found_by else "监测所见"
    return how if entered is None or entered == updated else f"{how}；台账人工登记的是 {entered}"


def _late(updated: date, limit: Limit, as_of: date) -> str:
    return f"最近更新是 {updated}，已 {(as_of - updated).days} 天，超过 {limit.in_words}"


def _entered(column: Record, as_of: date) -> date | None:
    """The day that was entered; one that lies ahead was not known then."""
    day = column.day("updated_on")
    return day if day is not None and day <= as_of else None


def late_columns(facts: Facts) -> Mapping[int, Violation]:
    """The columns that are late on the day, by id; blank ones are told by themselves."""
    return {violation.record.id: violation for violation in _ages(facts)}


def blank_columns(facts: Facts) -> Mapping[int, Violation]:
    """The columns that were seen to be blank, and those of which nobody can say it, by id."""
    judged = (_blank(facts, column) for column in facts.of(columns))
    return {violation.record.id: violation for violation in judged if violation is not None}


def _column_age(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    late = facts.of(late_columns)
    return (late[column.id] for column in subjects if column.id in late)


def _column_blank(facts: Facts, subjects: Sequence[Record]) -> Iterator[Violation]:
    blank = facts.of(blank_columns)
    return (blank[column.id] for column in subjects if column.id in blank)


def _ages(facts: Facts) -> Iterator[Violation]:
    known, as_of = facts.of(pages), facts.as_of
    for column in facts.of(columns):
        place: Place = ("column", column.id)
        if known.blank(place):
            continue  # 21.blank tells it
        entered, newest = _entered(column, as_of), known.newest(place)
        updated = newest[0] if newest else entered
        limit = limit_of(column.text("kind"), int(column.values["level"] or 1))
        if updated is None or as_of <= (due := limit.after(updated)):
            continue
        source = _where(updated, newest[1] if newest else None, entered)
        message = f"{_late(updated, limit, as_of)}（{source}）；请保障单位更新，确已更新的核对登记"
        yield Violation(column, message, since=due + timedelta(days=1), due=due)


def dated(facts: Facts, column: Record) -> str:
    """A column is judged by a date that somebody saw or entered, or because it was seen to be blank."""
    known = facts.of(pages)
    place: Place = ("column", column.id)
    if _entered(column, facts.as_of) or known.newest(place) or known.blank(place):
        return ""
    return "没有登记最近更新日期，监测也没有看到日期"


def _blank(facts: Facts, column: Record) -> Violation | None:
    """Seen to list nothing is a violation; where nobody has looked, it cannot be said."""
    known = facts.of(pages)
    place: Place = ("column", column.id)
    seen = known.blank(place)
    if seen is not None:
        since = known.first_blank.get(place) or day_of(seen.checked_at)
        message = f"监测 {day_of(seen.checked_at)} 看到栏目里没有内容；空白栏目按没有更新论，请补充内容或撤下栏目"
        return Violation(column, message, since=since)
    if column.day("updated_on") is None and not known.newest(place):
        looked = "监测也没有看到日期" if place in known.states else "监测也没有看过"
        message = f"没有登记最近更新日期，{looked}，是否空白无法核对；空白栏目按没有更新论，请核对栏目内容并登记日期"
        return Violation(column, message, judged=False)
    return None


def _home_age(facts: Facts, site: Record) -> Violation | None:
    newest = facts.of(pages).newest(("site", site.id))
    if newest is None:
        return None
    due = HOME.after(newest[0])
    if facts.as_of <= due:
        early, days = facts.limit(EARLY_HOME), (facts.as_of - newest[0]).days
        if not early.document or days < early.value:
            return None
        message = (
            f"首页 {newest[0]} 以后没有更新，已 {days} 天（预警线 {early.value} 天，{early.source}）；请在 {due} 前更新"
        )
        return Violation(site, message, due=due, severity=Severity.NOTICE)
    source = _where(newest[0], newest[1], None)
    message = f"首页{_late(newest[0], HOME, facts.as_of)}（{source}）；全国检查按单项否决论，请更新首页信息"
    return Violation(site, message, since=due + timedelta(days=1), due=due)


def _home_dated(facts: Facts, site: Record) -> str:
    return "" if facts.of(pages).newest(("site", site.id)) else "首页上没有看到日期"


def _media_age(facts: Facts, media: Record) -> Violation | None:
    posted, opened = media.day("posted_on"), media.day("opened_on")
    if posted is not None and posted > facts.as_of:
        message = f"只留有最近一次发布（{posted}），{facts.as_of} 之前的发布无法核对"
        return Violation(media, message, judged=False)
    if posted is None:
        if opened is not None and facts.as_of <= MEDIA.after(opened):
            return None
        message = "没有登记最近发布日期，是否更新无法核对；请登记，或用 fjgov media import-posts 导入平台的发布清单"
        return Violation(media, message, judged=False)
    due, age = MEDIA.after(posted), (facts.as_of - posted).days
    if facts.as_of > due:
        message = f"最近发布是 {posted}，已 {age} 天，超过 {MEDIA_DAYS} 天；请尽快发布，确已发布的登记日期"
        return Violation(media, message, since=due + timedelta(days=1), due=due)
    if age >= MEDIA_WARN_DAYS:
        message = f"最近发布是 {posted}，已 {age} 天；最迟 {due} 发布，请安排"
        return Violation(media, message, since=posted, due=due, severity=Severity.NOTICE)
    return None


_DATED = Observation("更新日期", dated)
_HOME_DATED = Observation("首页日期", _home_dated)
RULES: tuple[Rule, ...] = (
    Rule(
        "21.column-age", Severity.VIOLATION, "column", "各栏目都在各自的期限内更新吗？", _column_age, running_columns,
        rests_on=(_DATED,),
    ),
    Rule(
        "21.blank", Severity.VIOLATION, "column", "没有空白栏目吗？", _column_blank, running_columns,
        rests_on=(_DATED,),
    ),
    Rule(
        "21.home-age", Severity.VIOLATION, "site", "各站点的首页两周之内都有新信息吗？", Each(_home_age),
        web_site_records, rests_on=(inspected("freshness"), _HOME_DATED), pack=INDICATORS,
    ),
    Rule(
        "21.media-age", Severity.VIOLATION, "media", "运行中的新媒体十天之内都发布过信息吗？", Each(_media_age),
        running_media,
    ),
)  # fmt: skip
