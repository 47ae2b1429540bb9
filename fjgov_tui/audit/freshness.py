"""Article 21: how old columns and media accounts may become, by what the monitor saw or else by what was entered."""

from collections.abc import Iterator
from datetime import date

from fjgov_tui.audit.model import INDICATORS, Flaw, Rule
from fjgov_tui.audit.reading import records, running
from fjgov_tui.audit.watched import Place, columns, read_pages, web_sites
from fjgov_tui.clock import day_of
from fjgov_tui.ledgers import Record
from fjgov_tui.observed.freshness import HOME, MEDIA_DAYS, MEDIA_WARN_DAYS, Limit, limit_of
from fjgov_tui.observed.model import PageState
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

MEDIA = Limit(days=MEDIA_DAYS)


def _where(updated: date, seen: PageState | None, entered: date | None) -> str:
    """Where the date comes from, and what else is known."""
    if seen is None:
        return "人工登记"
    how = f"监测 {day_of(seen.checked_at)} 所见：{safe(seen.found_by)}" if seen.found_by else "监测所见"
    return how if entered is None or entered == updated else f"{how}；台账人工登记的是 {entered}"


def _late(updated: date, limit: Limit, as_of: date) -> str:
    return f"最近更新是 {updated}，已 {(as_of - updated).days} 天，超过 {limit.said}"


def _entered(column: Record, as_of: date) -> date | None:
    """The day that was entered; one that lies ahead was not known then."""
    day = column.day("updated_on")
    return day if day is not None and day <= as_of else None


def _column_age(reader: Reader, as_of: date) -> Iterator[Flaw]:
    pages = read_pages(reader, as_of)
    for column, unit in columns(reader, as_of):
        place: Place = ("column", column.id)
        if pages.blank(place):
            continue  # 21.blank tells it
        entered, found = _entered(column, as_of), pages.newest(place)
        updated = found[0] if found else entered
        limit = limit_of(str(column.values["kind"]), int(column.values["level"] or 1))
        if updated is None or as_of <= (due := limit.after(updated)):
            continue
        source = _where(updated, found[1] if found else None, entered)
        message = f"{_late(updated, limit, as_of)}（{source}）；请保障单位更新，确已更新的核对登记"
        yield Flaw(column, message, unit, since=updated, due=due)


def _blank(reader: Reader, as_of: date) -> Iterator[Flaw]:
    """Seen to list nothing is a violation; that nobody knows when it was updated is a warning."""
    pages = read_pages(reader, as_of)
    for column, unit in columns(reader, as_of):
        place: Place = ("column", column.id)
        seen = pages.blank(place)
        if seen is not None:
            message = f"监测 {day_of(seen.checked_at)} 看到栏目里没有内容；空白栏目按没有更新论，请补充内容或撤下栏目"
            yield Flaw(column, message, unit, since=day_of(seen.checked_at))
        elif column.day("updated_on") is None and not pages.newest(place):
            looked = "监测也没有看到日期" if place in pages.states else "监测也没有看过"
            message = f"没有登记最近更新日期，{looked}；空白栏目按没有更新论，请核对栏目内容并登记日期"
            yield Flaw(column, message, unit, severity="warning")


def _home_age(reader: Reader, as_of: date) -> Iterator[Flaw]:
    pages = read_pages(reader, as_of)
    for site in web_sites(reader, as_of).values():
        found = pages.newest(("site", site.id))
        if found is not None and as_of > (due := HOME.after(found[0])):
            source = _where(found[0], found[1], None)
            message = f"首页{_late(found[0], HOME, as_of)}（{source}）；全国检查按单项否决论，请更新首页信息"
            yield Flaw(site, message, site.names.get("unit", ""), since=found[0], due=due)


def _media_age(reader: Reader, as_of: date) -> Iterator[Flaw]:
    for media in records(reader, "media"):
        if not running(media, as_of):
            continue
        unit, posted = media.names.get("unit", ""), media.day("posted_on")
        if posted is None:
            message = "没有登记最近发布日期，看不出是否更新；请登记，或用 fjgov media import-posts 导入平台的发布清单"
            yield Flaw(media, message, unit, severity="warning")
            continue
        due, age = MEDIA.after(posted), (as_of - posted).days
        if as_of > due:
            message = f"最近发布是 {posted}，已 {age} 天，超过 {MEDIA_DAYS} 天；请尽快发布，确已发布的登记日期"
            yield Flaw(media, message, unit, since=posted, due=due)
        elif age >= MEDIA_WARN_DAYS:
            message = f"最近发布是 {posted}，已 {age} 天；请在 {due} 前发布"
            yield Flaw(media, message, unit, since=posted, due=due, severity="notice")


RULES: tuple[Rule, ...] = (
    Rule("21.column-age", 21, "violation", "column", "各栏目都在各自的期限内更新吗？", _column_age),
    Rule("21.blank", 21, "violation", "column", "没有空白栏目吗？", _blank),
    Rule("21.home-age", 21, "violation", "site", "各站点的首页两周之内都有新信息吗？", _home_age, INDICATORS),
    Rule("21.media-age", 21, "violation", "media", "运行中的新媒体十天之内都发布过信息吗？", _media_age),
)
