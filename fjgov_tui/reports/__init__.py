"""Ledgers and findings as people read them: text, tables, documents."""

from fjgov_tui.reports.audit import ArticleState, AuditReport, audit
from fjgov_tui.reports.overview import Change, Count, Gap, Overview, overview, overview_text

__all__ = ["ArticleState", "AuditReport", "Change", "Count", "Gap", "Overview", "audit", "overview", "overview_text"]
