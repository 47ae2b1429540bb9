"""The audit report as one page of HTML: read in a minute at the top, whole below, printed as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from fjgov_tui.charts import Chart, svg
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.reports.audit import AuditReport, State
from fjgov_tui.reports.pictures import charts
from fjgov_tui.text import safe, width

TableText = tuple[Sequence[str], Sequence[Sequence[str]]]
"""Headings and rows."""
_SHORT = 10
"""Cells of a text that is not broken: a day is as long."""
_LONG = 48
"""Cells of a text that is a sentence."""
_UNITS = 5
"""How many units the summary names."""
_PAGE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ font-family: sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }}
table {{ border-collapse: collapse; width: 100%; margin: 1em 0; }}
th, td {{ border: 1px solid #999; padding: 0.3em 0.5em; text-align: left; vertical-align: top; }}
th {{ background: #eee; }}
th, .s {{ white-space: nowrap; }}
.l {{ min-width: 15em; }}
code {{ overflow-wrap: anywhere; }}
figure {{ margin: 1em 0; }}
@page {{ size: A4; margin: 15mm; }}
@media print {{
  body {{ margin: 0; max-width: none; font-size: 8.5pt; }}
  h2, figure, tr {{ break-inside: avoid; }}
  thead {{ display: table-header-group; }}
  .l {{ min-width: 11em; }}
  th, td {{ padding: 0.2em 0.3em; }}
}}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def html_page(
    report: AuditReport,
    title: str,
    tables: Sequence[tuple[str, TableText]],
    heading: Sequence[tuple[str, str]],
    totals: str,
) -> str:
    """The page.

    Args:
        report: what `audit` answered.
        title: what stands at the top.
        tables: each with its heading.
        heading: label and text of what the report carries.
        totals: the sentence that counts all.
    """
    facts = "".join(f"<li>{escape(label)}：{escape(text)}</li>" for label, text in heading)
    body = [f"<h1>{escape(title)}</h1>", f"<ul>{facts}</ul>", "<h2>摘要</h2>"]
    body += [f"<p>{escape(sentence)}</p>" for sentence in (totals, *_summary(report))]
    for number, chart in enumerate(_charts(report)):
        body += [f"<h2>{escape(chart.title)}</h2>", f"<figure>{svg(chart, number)}"]
        body += [f"<figcaption>{escape(chart.about)}</figcaption></figure>", _table((chart.heads, chart.table))]
    for name, table in tables:
        body += [f"<h2>{escape(name)}</h2>", _table(table)]
    body.append(f"<p>审计链锚：<code>{escape(report.anchor)}</code></p>")
    return _PAGE.format(title=escape(title), body="\n".join(body))


LEGEND: tuple[State, ...] = ("违规", "预警", "合规", "已记录", "未检查", "无义务")
"""The states in the order of the charts' colours: vermilion for what is broken, green for what is in order."""


def _charts(report: AuditReport) -> Sequence[Chart]:
    states = [(article.chapter, article.state) for article in report.articles]
    return charts(states, LEGEND, report.findings, report.as_of, report.panels)


def _summary(report: AuditReport) -> Iterator[str]:
    """What a leader reads in a minute: where it is worst, whose it is, what nobody has looked at."""
    broken = [article for article in report.articles if article.state == "违规"]
    if broken:
        worst = sorted(broken, key=lambda article: (-article.violations, article.article))[:_UNITS]
        named = "、".join(f"第{article.article}条（{article.title}，{article.violations} 项）" for article in worst)
        yield f"违规的 {len(broken)} 条里问题最多的是：{named}。"
    units = Counter(
        finding.unit
        for finding in report.findings
        if finding.severity == Severity.VIOLATION and finding.unit and not finding.explained
    )
    if units:
        ranked = sorted(units.items(), key=lambda item: (-item[1], item[0]))[:_UNITS]
        yield f"违反最多的单位：{'、'.join(f'{safe(unit)} {count} 项' for unit, count in ranked)}。"
    unseen = report.states["未检查"]
    if unseen:
        yield f"有 {unseen} 条未检查：不是合规，是没有可以依据的登记或监测，原因见下面的条款表。"


def _cell(text: str) -> str:
    """A day, a number or a short word stands on one line; a sentence has room for a line that can be read."""
    size = width(text)
    look = ' class="s"' if 0 < size <= _SHORT else ' class="l"' if size > _LONG else ""
    return f"<td{look}>{escape(text)}</td>"


def _table(text: TableText) -> str:
    heads, rows = text
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    lines = ["<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows]
    return "\n".join([f"<table><thead><tr>{head}</tr></thead><tbody>", *lines, "</tbody></table>"])
