"""What screen 8 shows as a file: exactly what is listed, with what was chosen and the trail's head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.screen import Screen

from fjgov_tui.reports.audit import ArticleState, AuditReport
from fjgov_tui.reports.auditfiles import ENDINGS, form_of_name, write_audit
from fjgov_tui.reports.inspection import SubjectResult
from fjgov_tui.reports.inspectionfiles import write_results
from fjgov_tui.reports.listed import write_tables
from fjgov_tui.reports.trail import write_trail
from fjgov_tui.screens.audit.audit_data import FINDINGS, AuditData, FindingRow
from fjgov_tui.screens.audit.inspection_view import INSPECTED, ORDERS
from fjgov_tui.screens.audit.trail_view import TRAIL, TrailRow
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.saving import SaveAs
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.workflows.anchoring import keep_anchor


async def save_shown(
    screen: Screen[None],
    desk: AsyncStore,
    data: AuditData,
    view: ListView[Any, Any],
    listed: Sequence[object],
    words: str,
) -> None:
    """Ask for a path and write what is listed there.

    Args:
        screen: over which it is asked.
        desk: the open file.
        data: what the screen has read.
        view: which list is shown.
        listed: its rows, as they are listed.
        words: what is looked for; empty where nothing is.
    """
    if view in (INSPECTED, ORDERS, TRAIL):
        await _save_list(screen, desk, data, view, listed)
        return
    rows = [row for row in listed if isinstance(row, FindingRow)] if view is FINDINGS else None
    articles = [row.article for row in listed if isinstance(row, ArticleState)] if rows is None else None
    report = shown_report(data, str(desk.path), rows, words, articles)
    part = f"核对报告-第{data.filters.article}条" if data.filters.article is not None else "核对报告"

    async def write(path: Path) -> None:
        form, now = form_of_name(path), desk.clock()
        await desk.study(lambda _: write_audit(report, path, form))
        for trouble in await desk.study(lambda reader: keep_anchor(reader, now, f"核对报告 {path.name}")):
            screen.notify(trouble, severity="warning")

    text = f"{report.as_of} 的核对报告：{report.scope or '全部条款和问题'}。结尾可以是 {'、'.join(ENDINGS)}。"
    await screen.app.push_screen_wait(SaveAs("存核对报告", text, f"{part}-{report.as_of}.docx", write, suffix=""))


def shown_report(
    data: AuditData,
    database: str,
    rows: Sequence[FindingRow] | None,
    words: str,
    articles: Sequence[int] | None = None,
) -> AuditReport:
    """The report of exactly what is shown.

    Args:
        data: what the screen has read.
        database: the path of the file.
        rows: the findings as they are listed; all of them where the articles are listed.
        words: what is looked for among them.
        articles: the articles as they are listed; where words were looked for, they alone and what they found.
    """
    report = replace(data.report, database=database)
    if data.young:
        report = replace(report, scope=f"{data.young}，按现在登记的日期核对")
    if rows is None and words and articles is not None:
        return replace(
            report,
            articles=tuple(article for article in report.articles if article.article in articles),
            findings=tuple(finding for finding in report.findings if finding.article in articles),
            scope="，".join(filter(None, (report.scope, f"查找“{words}”"))),
            panels=None,
            late=None,
        )
    if rows is None or (not data.filters and not words):
        return report
    filters = data.filters
    chosen = [f"只看{filters.words}"] if filters else []
    chosen += [f"查找“{words}”"] if words else []
    if filters != replace(filters, unit="", severity="", pack="") or words:
        chosen.append("条款的状态按全县")
    listed = tuple(row.finding for row in rows)
    named = {finding.article for finding in listed} | {filters.article}
    return replace(
        report,
        articles=tuple(article for article in report.articles if article.article in named),
        findings=listed,
        scope="，".join(filter(None, (report.scope, *chosen))),
        panels=None,
        late=None,
    )


async def _save_list(
    screen: Screen[None], desk: AsyncStore, data: AuditData, view: ListView[Any, Any], listed: Sequence[object]
) -> None:
    """The inspection, the orders or the trail, exactly as they are listed."""
    today = data.today
    if view is TRAIL:
        lines = [row.line for row in listed if isinstance(row, TrailRow)]
        name, text = f"审计链-{today}.xlsx", f"列出的 {len(lines)} 次变更，写明审计链锚。"

        async def write(path: Path) -> None:
            await desk.study(lambda _: write_trail(lines, data.report.anchor, path, desk.as_of))

    elif view is ORDERS:
        heads = tuple(heading.label for heading in view.headings)
        table = [view.cells(row) for row in listed]
        about = [("列出", f"{len(table)} 份"), ("日期", f"{today}"), ("审计链锚", data.report.anchor)]
        name, text = f"整改问责-{today}.xlsx", f"列出的 {len(table)} 份整改和问责。"
        widths = [2 * heading.width + 2 for heading in view.headings]

        async def write(path: Path) -> None:
            sheets = (("整改问责", heads, table, widths), ("说明", ("项目", "内容"), about, (12, 100)))
            await desk.study(lambda _: write_tables(sheets, path, desk.as_of))

    elif data.inspection is not None:
        shown = replace(data.inspection, results=tuple(row for row in listed if isinstance(row, SubjectResult)))
        name, text = f"检查-{shown.period.name}.xlsx", f"列出的 {len(shown.results)} 个对象，各项指标和依据。"

        async def write(path: Path) -> None:
            await desk.study(lambda _: write_results(shown, path))

    else:
        return
    await screen.app.push_screen_wait(SaveAs("存成表格", text, name, write))
