"""The audit report as text, JSON, Markdown, HTML, workbook and paper: each carries the trail's head."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from fjgov_tui import __version__
from fjgov_tui.audit import Finding
from fjgov_tui.audit.articles import rulebook
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.paper.document import Block, Document, Level, Passage, Table
from fjgov_tui.pastday import as_of_title
from fjgov_tui.reports.audit import BASES, AuditReport, audit_json
from fjgov_tui.reports.audithtml import html_page
from fjgov_tui.reports.comparing import Comparison
from fjgov_tui.reports.listed import SheetTable, fill_workbook, write_tables
from fjgov_tui.text import clean_long, fit, safe, width

TITLE = "网站和政务新媒体管理办法落实情况"
ARTICLE_HEADS = ("条", "状态", "内容", "说明")
FINDING_HEADS = ("程度", "规则", "对象", "单位", "问题和办法", "起", "期限", "依据", "说明")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~&@]|:(?=//)|(?<=www)\.)")


def _heading(report: AuditReport) -> list[tuple[str, str]]:
    """Label and text of everything that stands above the tables."""
    packs = "；".join(f"{pack.title}（{pack.name}，{pack.issued}）" for pack in report.rulepacks)
    facts = [("核对日期", f"{report.as_of}"), ("依照", _basis(report))]
    facts += [("台账文件", safe(report.database)), ("依据", packs)]
    off = "；".join(f"{pack.title}（{pack.name}）" for pack in report.packs_off)
    facts += [("本县不核对", off), ("程序版本", __version__), ("范围", safe(report.scope))]
    return [(label, text) for label, text in facts if text]


def _basis(report: AuditReport) -> str:
    """As what the ledgers of a past day were judged; empty for the present."""
    if report.basis == "stood":
        return f"{as_of_title(report.as_of)}，{BASES[report.basis]}"
    return BASES[report.basis] if report.past else ""


def _totals(report: AuditReport) -> str:
    states = "，".join(f"{state} {count} 条" for state, count in report.states.items() if count)
    counts = "，".join(f"{word} {report.count(severity)} 项" for severity, word in SEVERITIES.items())
    counts += f"，已说明 {report.explained} 项" if report.explained else ""
    return f"条款：{states}。问题：{counts}。"


def _article_rows(report: AuditReport) -> Iterator[tuple[str, ...]]:
    for article in report.articles:
        judged = f"判定 {article.judged}" if article.checked and not article.unjudged else ""
        reason = "；".join(filter(None, (judged, article.reason)))
        yield f"第{article.article}条", f"{article.glyph} {article.in_words}", article.title, safe(reason)


def _finding_row(finding: Finding) -> tuple[str, ...]:
    texts: tuple[str, ...] = (
        SEVERITIES[finding.severity],
        finding.rule,
        finding.subject,
        finding.unit,
        finding.message,
        finding.since or "",
        finding.due or "",
    )
    texts += (finding.source, finding.explained.words if finding.explained else "")
    return tuple(map(safe, texts))


def audit_text(report: AuditReport, cells: int | None = None) -> str:
    """The report as plain lines.

    Args:
        report: what `audit` found.
        cells: cells that a line of the table of articles may take; the messages and the anchor are never cut.
    """
    lines = [TITLE, *(f"{label}：{text}" for label, text in _heading(report)), ""]
    rows = list(_article_rows(report))
    sizes = [max((width(row[place]) for row in rows), default=0) for place in range(3)]
    for row in rows:
        line = "  ".join([*(fit(text, size) for text, size in zip(row[:3], sizes, strict=True)), row[3]])
        lines.append((fit(line, cells) if cells is not None and width(line) > cells else line).rstrip())
    lines += ["", f"问题共 {len(report.findings)} 项" if report.findings else "没有列出问题"]
    for finding in report.findings:
        severity, rule, subject, unit, message, since, due, source, explained = _finding_row(finding)
        where = f"（{unit}）" if unit and unit != subject else ""
        days = [f"{since} 起" if since else "", f"期限 {due}" if due else "", f"依据 {source}"]
        lines += [f"{severity}  {rule}  {subject}{where}", f"      {message}（{'，'.join(filter(None, days))}）"]
        lines += [f"      {explained}"] if explained else []
    lines += _late_lines(report)
    return "\n".join([*lines, "", _totals(report), f"审计链锚：{report.anchor}", ""])


def _late(report: AuditReport) -> Iterator[tuple[str, str, Sequence[Finding]]]:
    """What the ledgers did not show that day, and what they showed and was put right later; with a sheet's name."""
    if report.late is not None:
        for name, title, findings in (
            ("后来才看出", "后来登记的内容显示，当天还有的问题", report.late.new),
            ("后来补登更正", "后来补登或更正，当天其实没有的问题", report.late.gone),
        ):
            if findings:
                yield name, f"{title} {len(findings)} 项", findings


def _late_lines(report: AuditReport) -> Iterator[str]:
    for _, title, findings in _late(report):
        yield from ("", title)
        for finding in findings:
            severity, rule, subject, unit, message, *_ = _finding_row(finding)
            yield f"{severity}  {rule}  {subject}{f'（{unit}）' if unit and unit != subject else ''}：{message}"


def comparison_text(comparison: Comparison, first: date, last: date) -> str:
    """Two days side by side, as plain lines."""
    lines = [f"{TITLE}：{first} 与 {last} 对比"]
    for title, findings in (("新出现", comparison.new), ("已消除", comparison.gone), ("仍然存在", comparison.still)):
        lines += ["", f"{title} {len(findings)} 项"]
        for finding in findings:
            severity, rule, subject, unit, message, since, *_ = _finding_row(finding)
            days = f"（{since} 起）" if since else ""
            where = f"（{unit}）" if unit and unit != subject else ""
            lines += [f"{severity}  {rule}  {subject}{where}", f"      {message}{days}"]
    return "\n".join([*lines, ""])


def audit_json_text(report: AuditReport) -> str:
    """The report's document; a file of it is looked at in terminals, too."""
    return clean_long(json.dumps(audit_json(report), ensure_ascii=False, indent=2)) + "\n"


def _plain(text: str) -> str:
    """Text in which Markdown sees no markup, no link and no table border."""
    return _MARKUP.sub(r"\\\1", text)


def audit_markdown(report: AuditReport) -> str:
    """The report as Markdown with two tables."""
    lines = [f"# {TITLE}", "", *(f"- {label}：{_plain(text)}" for label, text in _heading(report)), ""]
    lines += ["## 条款", "", *_markdown_table(ARTICLE_HEADS, list(_article_rows(report))), ""]
    if report.findings:
        lines += [
            "## 问题",
            "",
            *_markdown_table(FINDING_HEADS, [_finding_row(finding) for finding in report.findings]),
            "",
        ]
    for _, title, late in _late(report):
        lines += [f"## {title}", "", *_markdown_table(FINDING_HEADS, list(map(_finding_row, late))), ""]
    return "\n".join([*lines, _plain(_totals(report)), "", f"审计链锚：`{report.anchor}`", ""])


def _markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(map(_plain, row))} |"


def audit_html(report: AuditReport) -> str:
    """The report as one page that loads nothing and runs nothing."""
    articles = list(_article_rows(report))
    listed = [("问题", report.findings), *((title, late) for _, title, late in _late(report))]
    tables = [(title, (FINDING_HEADS, list(map(_finding_row, findings)))) for title, findings in listed if findings]
    return html_page(report, TITLE, [("条款", (ARTICLE_HEADS, articles)), *tables], _heading(report), _totals(report))


TEXTS: Mapping[str, Callable[[AuditReport], str]] = {
    "text": audit_text,
    "json": audit_json_text,
    "md": audit_markdown,
    "html": audit_html,
}
"""The forms that can be printed."""
ENDINGS: Mapping[str, str] = {
    ".txt": "text",
    ".json": "json",
    ".md": "md",
    ".html": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
}
"""The form that a file's name asks for."""


def form_of_name(path: Path) -> str:
    """The form that a file's name asks for.

    Raises:
        InputProblem: its ending names none.
    """
    form = ENDINGS.get(path.suffix.lower())
    if form is None:
        raise InputProblem("从文件名看不出是什么格式", where=safe(str(path)), remedy=f"请以 {'、'.join(ENDINGS)} 结尾")
    return form


def write_audit(report: AuditReport, path: Path, form: str) -> None:
    """Write the report to a file that only its owner can read; an existing one is replaced at the very end.

    Args:
        report: what `audit` found.
        path: where.
        form: one of the values of `ENDINGS`.

    Raises:
        InputProblem: the place cannot be written.
    """
    from fjgov_tui.files import replacing

    if form == "docx":
        from fjgov_tui.paper.docx import write_docx

        write_docx(audit_document(report), path)
        return
    with replacing(path) as fresh:
        if form == "xlsx":
            _workbook(report, fresh)
        else:
            fresh.write_text(TEXTS[form](report), encoding="utf-8", newline="\n")


def audit_document(report: AuditReport) -> Document:
    """The report as a paper across A4: the articles, then every finding; it ends with the trail's head."""
    findings = [_finding_row(finding) for finding in report.findings]
    blocks: list[Block] = [Passage(f"{label}：{text}", Level.NOTE) for label, text in _heading(report)]
    blocks += [Passage("一、条款", Level.FIRST), Table(ARTICLE_HEADS, tuple(_article_rows(report)), (11, 14, 31, 60))]
    if findings:
        blocks += [Passage("二、问题", Level.FIRST), Table(FINDING_HEADS, tuple(findings), _SHARES)]
    for _, title, late in _late(report):
        blocks += [Passage(title, Level.FIRST), Table(FINDING_HEADS, tuple(map(_finding_row, late)), _SHARES)]
    blocks += [Passage(_totals(report), Level.NOTE), Passage(f"审计链锚：{report.anchor}", Level.NOTE)]
    as_of = report.as_of if report.basis == "stood" else None
    return Document(title=TITLE, blocks=tuple(blocks), landscape=True, as_of=as_of)


_SHARES = (10, 24, 20, 16, 46, 15, 15, 22, 10)
"""The widths of a table of findings, on paper and in cells of a sheet."""
_WIDTHS = (6, 18, 28, 24, 70, 12, 12, 28, 40)


def _chapter_tables(report: AuditReport) -> Iterator[SheetTable]:
    """A sheet a chapter: its articles, and under each what was found."""
    for chapter in rulebook().chapters:
        rows: list[Sequence[str]] = []
        for article, cells in zip(report.articles, _article_rows(report), strict=True):
            if article.chapter == chapter.number:
                rows.append((*cells, "", ""))
                findings = (finding for finding in report.findings if finding.article == article.article)
                for finding in findings:
                    severity, rule, subject, unit, message, *_ = _finding_row(finding)
                    rows.append(("", severity, subject, message, unit, rule))
        if rows:
            heads = ("条", "状态或程度", "内容或对象", "说明或问题", "单位", "规则")
            yield f"第{chapter.number}章 {chapter.title}", heads, rows, (8, 14, 30, 70, 24, 18)


def _workbook(report: AuditReport, path: Path) -> None:
    about = [*_heading(report), ("合计", _totals(report)), ("审计链锚", report.anchor)]
    listed = [("问题", report.findings), *((name, late) for name, _, late in _late(report))]
    tables: tuple[SheetTable, ...] = (
        ("条款", ARTICLE_HEADS, list(_article_rows(report)), (8, 12, 26, 60)),
        *((name, FINDING_HEADS, list(map(_finding_row, findings)), _WIDTHS) for name, findings in listed),
        ("说明", ("项目", "内容"), about, (12, 100)),
    )
    as_of = report.as_of if report.basis == "stood" else None
    fill_workbook((*tables, *_chapter_tables(report)), path, as_of)


def write_comparison(comparison: Comparison, first: date, last: date, path: Path, as_of: date | None = None) -> None:
    """Two days side by side as a workbook: what came, what went, what is still there.

    Raises:
        InputProblem: the place cannot be written.
    """
    parts = (("新出现", comparison.new), ("已消除", comparison.gone), ("仍然存在", comparison.still))
    tables: list[SheetTable] = [
        (title, FINDING_HEADS, [_finding_row(finding) for finding in findings], _WIDTHS) for title, findings in parts
    ]
    about = [("对比", f"{first} 到 {last}"), *((title, f"{len(findings)} 项") for title, findings in parts)]
    write_tables([*tables, ("说明", ("项目", "内容"), about, (12, 60))], path, as_of)
