"""What screen 5 lists: columns, cells, filters, the panel beside the list; no widget in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from textual.content import Content

from fjgov_tui.clock import BEIJING, beijing_day, from_unix
from fjgov_tui.observed.model import CHECK_NAMES
from fjgov_tui.reports.pulse import show_seconds
from fjgov_tui.reports.standing import GRAVITY
from fjgov_tui.reports.watch import SiteRow, WatchView, gravity, sparkline
from fjgov_tui.screens.listview import ListView
from fjgov_tui.text import fit_right
from fjgov_tui.widgets.livelist import LiveRow
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading

SPARK = 10
"""Visits in the line of response times."""
HEADINGS = (
    Heading("state", "状态", 8),
    Heading("site", "站点", 14),
    Heading("last", "上次", 5),
    Heading("spark", "响应", SPARK),
    Heading("week", "本周失败", 10),
    Heading("fresh", "更新", 7),
    Heading("cert", "证书", 5),
    Heading("suspicions", "疑点", 4),
    Heading("incidents", "预警", 4),
)
RANGES: tuple[tuple[str, Callable[[SiteRow], bool]], ...] = (
    ("全部", lambda _: True),
    ("异常", lambda row: row.state.health in {"故障", "疑似", "恢复中", "不稳定"}),
    ("超期", lambda row: row.stale > 0),
    ("疑似篡改", lambda row: row.findings.get("integrity", 0) > 0),
    ("疑点", lambda row: row.suspicions > 0),
    ("未测未查", lambda row: row.standing in {"未测", "未检查", "测不了"}),
)
"""Which sites can be listed: the words for it, and whether a site belongs."""


def _range(title: str, belongs: Callable[[SiteRow], bool]) -> ListView[WatchView, SiteRow]:
    return ListView(
        title=title,
        headings=HEADINGS,
        rows=lambda seen: sorted(filter(belongs, seen.rows), key=gravity),
        key=lambda row: row.site,
        cells=cells,
        empty="还没有登记运行中的站点" if title == "全部" else "没有这样的站点",
        unmarkable="站点不用标记",
        kind="站点",
        words=lambda row: f"{row.name} {row.unit}",
        orders={
            "state": gravity,
            "last": lambda row: row.state.last_at or 0,
            "spark": lambda row: row.state.last_total or 0,
            "fresh": lambda row: row.stale,
            "cert": lambda row: row.cert_days if row.cert_days is not None else 10**6,
            "suspicions": lambda row: -row.suspicions,
            "incidents": lambda row: -len(row.incidents),
        },
    )


def cells(row: SiteRow, now: datetime | None = None) -> tuple[str, ...]:
    """A site's line in the list.

    Args:
        row: the site.
        now: the present moment; what is not from today bears its date.
    """
    fresh = row.freshness
    return (
        row.sign,
        row.name,
        _clock(row.state.last_at, now),
        sparkline(row.state.recent, SPARK),
        row.week_short,
        fresh.short if fresh else "",
        f"{row.cert_days}天" if row.cert_days is not None else "",
        fit_right(str(row.suspicions or ""), 4),
        fit_right(str(len(row.incidents) or ""), 4),
    )


VIEWS = tuple(_range(*declared) for declared in RANGES)
"""The lists of screen 5, in the order in which F4 goes round."""


def live_row(row: SiteRow, now: datetime) -> LiveRow:
    """The same with its tone."""
    return LiveRow(row.site, cells(row, now), GRAVITY[row.standing][1])


def _clock(at: int | None, now: datetime | None) -> str:
    """The time of day, which does not change while nothing happens; the date of what is older."""
    if at is None:
        return ""
    moment = from_unix(at).astimezone(BEIJING)
    return moment.strftime("%H:%M" if now is not None and moment.date() == beijing_day(now) else "%m-%d")


def totals(view: WatchView) -> str:
    """How many sites are in each state, and what else is open."""
    stale = sum(row.stale > 0 for row in view.rows)
    tampered = sum(row.findings.get("integrity", 0) > 0 for row in view.rows)
    # What needs somebody stands first: a narrow terminal cuts off the end.
    parts = [f"未结预警 {view.incidents} 件"] if view.incidents else []
    parts += [f"疑似篡改 {tampered} 站"] if tampered else []
    parts += [f"超期 {stale} 站"] if stale else []
    parts += [f"{GRAVITY[word][0]}{word} {count}" for word, count in view.counts]
    return "  ".join(parts)


def about(row: SiteRow) -> Iterator[Content]:
    """The panel beside the list: what is known of one site without reading anything more."""
    state = row.state
    since = f"（{show_seconds(state.since)} 起）" if state.since else ""
    yield plain(row.name, "bold")
    yield plain(row.unit, "$text-muted")
    yield plain(row.url, "$text-muted")
    yield Content("")
    yield plain(f"状态  {row.sign}{since}")
    yield from (plain(f"未查  {why}", "$warning") for why in (row.unseen,) if why)
    if state.last_at is not None:
        took = f"，{state.last_total} 毫秒" if state.last_total is not None else ""
        yield plain(f"上次  {show_seconds(state.last_at)} {row.outcome}{took}")
    if state.last_why:
        yield plain(f"原因  {state.last_why}", "$warning")
    if state.address:
        yield plain(f"地址  {state.address}")
    yield plain(f"响应  {sparkline(state.recent, 30)}")
    yield plain(f"可用  {row.week_text}")
    if row.freshness is not None:
        newest = row.freshness.newest or "没有认出日期"
        yield plain(f"更新  {row.freshness.page} {newest} {row.freshness.text}")
        if row.stale:
            yield plain(f"      超期或空白的页面共 {row.stale} 个", "$warning")
    if row.cert_days is not None:
        yield plain(f"证书  还有 {row.cert_days} 天 {row.cert_note}".rstrip())
    yield plain(f"IPv6  {'未测' if row.ipv6 is None else '可以访问' if row.ipv6 else '不能访问'}")
    for check, count in row.findings.items():
        yield plain(f"疑点  {CHECK_NAMES.get(check, check)} {count} 条", "$warning")
    if row.ignored:
        yield plain(f"      已忽略的误报 {row.ignored} 条", "$text-muted")
    if row.incidents:
        yield plain(f"预警  未结 {len(row.incidents)} 件（编号 {'、'.join(map(str, row.incidents))}）", "$error")


def monitor_line(view: WatchView, *, paused: bool, readonly: bool) -> Content:
    """The first line: whether the monitor runs, what starts it, how old the data is.

    Args:
        view: everything.
        paused: the operator holds the screen still.
        readonly: nothing can be started from here.
    """
    held = plain(" 画面已暂停，F5 继续 │", "bold $warning") if paused else Content("")
    if view.pulse.running:
        tone = "bold $warning" if view.pulse.stuck else ""
        return held + plain(f" {view.data_age} │ {view.pulse.line}", tone)
    if view.pulse.elsewhere:
        return held + plain(f" {view.pulse.line} │ {view.data_age}")
    if view.pulse.starting:
        return held + plain(f" {view.pulse.line} │ {view.data_age}", "bold $warning")
    start = "" if readonly else "：按 F12 启动"
    since = f" │ {view.pulse.detail}" if view.pulse.detail else ""
    return held + plain(f" ✗ 监测没有运行{start} │ {view.data_age}{since}", "bold $error")
