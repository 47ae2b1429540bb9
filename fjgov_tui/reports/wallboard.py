"""The wallboard: one static page for a screen on the wall, written anew after every sweep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape
from pathlib import Path

from fjgov_tui.clock import BEIJING
from fjgov_tui.files import replacing
from fjgov_tui.reports.pulse import show_seconds
from fjgov_tui.reports.standing import GRAVITY, Standing
from fjgov_tui.reports.watch import SiteRow, WatchView, gravity, sparkline, watch_view
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

REFRESH_SECONDS = 60
SPARK = 24
MODE = 0o644
"""Shown to everybody in the room and read by whatever serves it: it holds nothing that is not public."""
COLOURS = {"dim": "none"}
"""The style of a tone, where it is not called like it."""
_STYLE = """\
:root{color-scheme:dark}
body{margin:0;padding:1.2rem 1.6rem;background:#10151c;color:#e6edf3;
font:1rem/1.45 "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif}
h1{font-size:1.5rem;margin:0 0 .3rem}
p{margin:.2rem 0}
.stopped{background:#b3261e;color:#fff;padding:.5rem .8rem;font-size:1.3rem;font-weight:bold}
.counts span{display:inline-block;margin:.4rem .8rem .6rem 0;padding:.2rem .8rem;border-radius:.3rem;font-size:1.2rem}
table{border-collapse:collapse;width:100%}
th,td{padding:.22rem .6rem;text-align:left;border-bottom:1px solid #2b3440;white-space:nowrap}
th{color:#9fb0c0;font-weight:normal}
.bad{background:#7a1712;color:#fff}.warn{background:#6b4b00;color:#fff}
.good{background:#14532d;color:#fff}.none{background:#3a4452;color:#e6edf3}
.spark{font-family:monospace;letter-spacing:-.05em}
footer{margin-top:.8rem;color:#9fb0c0}
"""
_COLUMNS = ("状态", "站点", "单位", "上次访问", "响应", "本周可用性", "更新", "证书", "疑点", "未结预警")


def write_wallboard(reader: Reader, path: Path, now: datetime) -> None:
    """Write the page beside its final place and put it there in one step, so that nobody sees half of it.

    Args:
        reader: the ledgers.
        path: the HTML file; replaced, readable by everybody (0644).
        now: the present moment.

    Raises:
        InputProblem: the file cannot be written.
    """
    page = wallboard(watch_view(reader, now))
    with replacing(path) as fresh:
        fresh.write_text(page, encoding="utf-8")
        fresh.chmod(MODE)


def wallboard(view: WatchView) -> str:
    """The whole page: no script, nothing loaded from anywhere, every text from outside escaped."""
    title = "奉节县政府网站监测"
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="zh-CN"><head><meta charset="utf-8">',
            '<meta http-equiv="Content-Security-Policy"'
            " content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">",
            f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{title}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{title}</h1>",
            *_head(view),
            f"<table><thead><tr>{''.join(f'<th>{heading}</th>' for heading in _COLUMNS)}</tr></thead><tbody>",
            *(_row(row) for row in _in_order(view)),
            "</tbody></table>",
            f"<footer>本页写于 {view.now.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}（北京时间），"
            f"每 {REFRESH_SECONDS} 秒自动刷新；时间停住就是没有新的数据。</footer>",
            "</body></html>",
            "",
        ]
    )


def _head(view: WatchView) -> Iterator[str]:
    if not view.pulse.running:
        yield f'<p class="stopped">{"…" if view.pulse.starting else "✗"} {_text(view.pulse.line)}</p>'
    yield f"<p>{_text(view.data_age)}，共 {len(view.rows)} 个站点，未结预警 {view.incidents} 件</p>"
    tallies = "".join(f'<span class="{_colour(word)}">{word} {count}</span>' for word, count in view.counts)
    yield f'<p class="counts">{tallies}</p>'


def _in_order(view: WatchView) -> list[SiteRow]:
    return sorted(view.rows, key=gravity)


def _colour(word: Standing) -> str:
    tone = GRAVITY[word][1]
    return COLOURS.get(tone, tone)


def _row(row: SiteRow) -> str:
    colour = _colour(row.standing)
    last = f"{show_seconds(row.state.last_at)} {row.outcome}" if row.state.last_at is not None else "—"
    fresh = f"{row.freshness.page} {row.freshness.text}" if row.freshness else "未测"
    cells = [
        f'<td class="{colour}" title="{_text(row.unseen)}">{_text(row.sign)}</td>',
        f"<td>{_text(row.name)}</td>",
        f"<td>{_text(row.unit)}</td>",
        f"<td>{_text(last)}</td>",
        f'<td class="spark">{_text(sparkline(row.state.recent, SPARK))}</td>',
        f"<td>{_text(row.week_text)}</td>",
        f"<td>{_text(fresh)}</td>",
        f"<td>{'—' if row.cert_days is None else f'{row.cert_days} 天'}</td>",
        f"<td>{row.suspicions or '—'}</td>",
        f"<td>{len(row.incidents) or '—'}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _text(text: str) -> str:
    """Text from outside, as characters."""
    return escape(safe(text))
