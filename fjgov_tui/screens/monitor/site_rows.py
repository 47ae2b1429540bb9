"""The lines of a watched site's page: what each says on one line, and everything about it in a window."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from fjgov_tui.clock import show_instant
from fjgov_tui.commands.deeds import GO_TO
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.model import CHECK_NAMES, Alert, BadLink, Detection, PageState
from fjgov_tui.observed.visits import OUTCOMES, Visit
from fjgov_tui.reports.pulse import show_seconds
from fjgov_tui.reports.responsible import responsible
from fjgov_tui.reports.watch import SiteRow
from fjgov_tui.reports.watchsite import DAYS, HOUR_WORDS, HOURS, HeatDay, Hour, SiteView
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.alerts import Knowing, known_by
from fjgov_tui.text import clean, clean_long, fit, safe
from fjgov_tui.widgets.plain import plain

Thing = Alert | Record | Detection | Visit | PageState | BadLink
SHOWN_EVIDENCE = 3000
"""Characters of kept evidence that a window shows."""
HOUR_STYLES = {
    Hour.UNTESTED: "dim",
    Hour.MAINTENANCE: "$text-muted",
    Hour.GOOD: "$success",
    Hour.SLOW: "$warning",
    Hour.FAILED: "bold $error",
    Hour.AHEAD: "",
}
WEEKDAYS = "一二三四五六日"
PAGES = 30
"""Pages of one finding whose addresses are listed; the rest is counted."""
LINKS = 20
"""Failing links that are listed; the rest is counted."""


@dataclass(frozen=True)
class SiteItem:
    """One line of the page."""

    line: Content
    thing: Thing | None = None
    """What it is about; `None` for a heading."""


def items(view: SiteView, now: int) -> Iterator[SiteItem]:
    """All lines, the most urgent first.

    Args:
        view: everything about the site.
        now: Unix seconds.
    """
    yield from _section("未了结的告警", (SiteItem(alert_line(row, now), row) for row in view.alerts))
    yield from _section("未办结的预警", (SiteItem(_incident_line(row), row) for row in view.incidents))
    yield from _section("疑点", (SiteItem(_finding_line(finding, view), finding) for finding in view.findings))
    yield from _section("最近的失败", (SiteItem(_visit_line(row), row) for row in view.failures))
    yield from _section("检查过的页面", (SiteItem(_page_line(row, view), row) for row in view.states))
    yield from _section("失效的链接", (SiteItem(_link_line(row), row) for row in view.links[:LINKS]))
    yield from _section("找谁", (SiteItem(plain(f"   {safe(line)}")) for line in view.people))
    if len(view.links) > LINKS:
        yield SiteItem(plain(f"   另有 {len(view.links) - LINKS} 条没有列出", "$text-muted"))


def _section(title: str, lines: Iterator[SiteItem]) -> Iterator[SiteItem]:
    shown_lines = list(lines)
    if shown_lines:
        yield SiteItem(plain(f"{title}  {len(shown_lines)}", "bold"))
        yield from shown_lines


def alert_line(
    alert: Alert, now: int, site: str = "", knows: Knowing | None = None, *, marked: bool = False
) -> Content:
    """An alert on one line: since when, whether somebody knows, what it is.

    Args:
        alert: the alert.
        now: Unix seconds.
        site: the site's name, where lines of several stand together.
        knows: who knows of it, where that is known.
        marked: it is one of those that are dealt with together.
    """
    acked = alert.acked_until is not None and alert.acked_until > now
    sign, style = ("○ 已知悉", "$text-muted") if acked else ("✗ 待知悉", "bold $error")
    members = f"（共 {len(alert.members)} 个站点）" if alert.members else ""
    place = f"{site}：" if site and site not in alert.what else ""
    known_by = f"{safe(knows.who)} 知悉，" if knows else ""
    known = f"（{known_by}到 {show_seconds(alert.acked_until)}）" if acked and alert.acked_until else ""
    text = f"{show_seconds(alert.opened_at)}  {known}{place}{alert.what}{members}"
    return plain("✓" if marked else " ") + plain(f"{sign}  ", style) + plain(text)


def _incident_line(incident: Record) -> Content:
    return plain(f" ▶ 编号 {incident.id}  {show_instant(str(incident.values['found_at']))[5:]}  {incident.title}")


def _finding_line(finding: Detection, view: SiteView) -> Content:
    signs = {
        FindingVerdict.CONFIRMED: ("✗ 确认", "bold $error"),
        FindingVerdict.PENDING: ("? 待核", "$warning"),
        FindingVerdict.FALSE_ALARM: ("— 忽略", "dim"),
    }
    sign, style = signs[finding.verdict]
    page = f"“{_page_name(finding, view)}”" if finding.page_of != "site" else ""
    return plain(f" {sign}  ", style) + plain(
        f"{CHECK_NAMES.get(finding.check, finding.check)}  {page}{finding.with_pages}",
        "dim" if finding.verdict == FindingVerdict.FALSE_ALARM else "",
    )


def _visit_line(visit: Visit) -> Content:
    counted = "" if visit.counted.value == 0 and visit.kind.value == 0 else "（不计入可用性）"
    return plain(f" × {show_seconds(visit.at)}  {OUTCOMES[visit.outcome]}  {visit.why}{counted}")


def _page_line(page: PageState, view: SiteView) -> Content:
    name = _page_name(page, view)
    if not page.opened:
        return plain(f" · {name}  没有打开：{page.note}", "$text-muted")
    state = "空白" if page.blank else f"最新 {page.newest}" if page.newest else "没有认出日期"
    return plain(f" {'✗' if page.blank else '·'} {name}  {state}")


def _page_name(page: Detection | PageState, view: SiteView) -> str:
    """`首页`, or the column's name; the address of a page that is watched no more."""
    if page.page_of == "site":
        return "首页"
    target = view.pages.get((page.page_of, page.record))
    return target.name.removeprefix(f"{view.target.name}-") if target else page.url


def _link_line(link: BadLink) -> Content:
    return plain(f" × 试过 {link.times} 次  {link.url}  {link.why}")


# --- everything about one line ------------------------------------------------------------------------------------


def thing_text(thing: Thing, evidence: bytes = b"", explained: str = "") -> str:
    """Everything about it, as harmless lines.

    Args:
        thing: what the line is about.
        evidence: what the server sent, where it was kept.
        explained: what shows that it is so, several lines.
    """
    lines = [(label, text) for label, text in _facts(thing) if text]
    text_shown = "\n".join(f"{label}：{clean(text)}" for label, text in lines)
    if explained:
        text_shown += f"\n\n{clean_long(explained)}"
    if not evidence:
        return text_shown
    shown = clean_long(evidence.decode("utf-8", errors="replace"))[:SHOWN_EVIDENCE]
    return f"{text_shown}\n\n证据（对方返回的开头）：\n{shown}"


def _facts(thing: Thing) -> list[tuple[str, str]]:
    if isinstance(thing, Detection):
        return _finding_facts(thing)
    if isinstance(thing, Visit):
        return _visit_facts(thing)
    if isinstance(thing, PageState):
        return [
            ("网址", thing.url),
            ("标题", thing.title),
            ("检查于", show_seconds(thing.checked_at)),
            ("最新日期", str(thing.newest or "没有认出")),
            ("怎样认出的", thing.found_by),
            ("说明", thing.note),
        ]
    if isinstance(thing, BadLink):
        return [
            ("链接", thing.url),
            ("所在页面", thing.page),
            ("原因", thing.why),
            ("第一次失败", show_seconds(thing.first_bad)),
            ("最近一次", f"{show_seconds(thing.last_bad)}，连续 {thing.times} 次"),
        ]
    if isinstance(thing, Alert):
        return alert_facts(thing)
    return [("预警", thing.title), ("处置情况", thing.text("note"))]


def explained(reader: Reader, alert: Alert) -> str:
    """Who knows of an alert and why, whom to call, and what it was raised on, as its incident keeps it."""
    parts = [f"知悉：{knows.who}：{knows.why}" for knows in known_by(reader, [alert]).values()]
    if alert.incident is not None:
        values = reader.record(LEDGERS["incident"], alert.incident).values
        if values["evidence"]:
            parts.append(f"依据：\n{values['evidence']}")
    if alert.site is not None:
        parts.insert(0, "找谁：\n" + "\n".join(responsible(reader, alert.site)))
    return "\n\n".join(parts)


def alert_facts(alert: Alert) -> list[tuple[str, str]]:
    """Everything about an alert."""
    return [
        ("告警", alert.what),
        ("类型", alert.kind),
        ("发现于", show_seconds(alert.opened_at)),
        ("知悉至", show_seconds(alert.acked_until) if alert.acked_until else "还没有人知悉"),
        ("上次告知", show_seconds(alert.told_at) if alert.told_at else "还没有"),
        ("升级", show_seconds(alert.escalated_at) if alert.escalated_at else ""),
        ("涉及站点", f"{len(alert.members)} 个" if alert.members else ""),
        ("预警单", f"编号 {alert.incident}，{GO_TO.shown} 看这一单" if alert.incident else ""),
    ]


def _finding_facts(finding: Detection) -> list[tuple[str, str]]:
    return [
        ("疑点", finding.what),
        ("检查", CHECK_NAMES.get(finding.check, finding.check)),
        ("网址", finding.url),
        ("上下文", finding.around),
        ("首次看到", show_seconds(finding.first_seen)),
        ("最近看到", show_seconds(finding.last_seen)),
        ("判定", finding.verdict),
        ("另有几页", _other_pages(finding)),
    ]


def _other_pages(finding: Detection) -> str:
    """The addresses of the other pages on which it stands."""
    listed = "、".join(detection.url for detection in finding.also[:PAGES])
    more = f" 等 {len(finding.also)} 页" if len(finding.also) > PAGES else ""
    return f"{listed}{more}"


def _visit_facts(visit: Visit) -> list[tuple[str, str]]:
    phases = {
        "解析": visit.phases.dns,
        "连接": visit.phases.connect,
        "TLS": visit.phases.tls,
        "首字节": visit.phases.first,
    }
    spent = "，".join(f"{name} {value} 毫秒" for name, value in phases.items() if value is not None)
    return [
        ("时间", show_seconds(visit.at)),
        ("结果", OUTCOMES[visit.outcome]),
        ("原因", visit.why),
        ("状态码", str(visit.status or "")),
        ("用时", f"{visit.total} 毫秒{f'（{spent}）' if spent else ''}"),
        ("地址", visit.address),
        ("读到", f"{visit.size} 字节" if visit.size else ""),
    ]


# --- above the lines ----------------------------------------------------------------------------------------------


def facts_lines(row: SiteRow, view: SiteView) -> Iterator[Content]:
    """What is known in a few lines: state, times of the week, availability, certificate."""
    state = row.state
    since = f"（{show_seconds(state.since)} 起）" if state.since else ""
    last = f"  上次 {show_seconds(state.last_at)} {row.outcome}" if state.last_at is not None else ""
    yield plain(f" {row.sign}{since}{last}  {safe(view.target.url)}")
    times = (
        f"响应 中位 {view.p50}、95% 在 {view.p95} 内、最长 {view.longest} 毫秒" if view.measured else "响应 没有测到"
    )
    yield plain(f" {row.week_text}  {times}（{view.measured} 次打开）")
    certificate = "" if row.cert_days is None else f"证书还有 {row.cert_days} 天 {row.cert_note}  "
    ipv6 = "未测" if row.ipv6 is None else "可以访问" if row.ipv6 else "不能访问"
    fresh = f"更新 {row.freshness.page} {row.freshness.text}" if row.freshness else "更新 未测"
    yield plain(f" {certificate}IPv6 {ipv6}  {fresh}")
    if row.unseen:
        yield plain(f" ? 不能算正常：{safe(row.unseen)}", "$warning")


def heat_lines(days: tuple[HeatDay, ...], wide: int) -> Iterator[Content]:
    """The strip: a line a day, a glyph an hour, and what the glyphs mean.

    Args:
        days: the oldest first.
        wide: cells for each hour.
    """
    ticks = "".join(f"{hour:<{wide * 3}}" for hour in range(0, HOURS, 3))
    yield plain(f" {fit('时', 9)}{ticks}", "$text-muted")
    for row in days:
        hours = (plain(hour.value.ljust(wide), HOUR_STYLES[hour]) for hour in row.hours)
        count = f" 测到 {row.n} 失败 {row.bad}" if row.n else " 未测"
        yield plain(f" {row.day:%m-%d} {WEEKDAYS[row.day.weekday()]} ") + Content("").join(hours) + plain(count)
    legend = "  ".join(f"{hour.value} {word}" for hour, word in HOUR_WORDS.items())
    yield plain(f" {legend}（近 {DAYS} 天逐时）", "$text-muted")
