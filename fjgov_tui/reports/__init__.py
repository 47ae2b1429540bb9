"""Ledgers and findings as people read them: text, tables, documents."""

from fjgov_tui.reports.overview import Change, Count, Gap, Overview, overview, overview_text

__all__ = ["Change", "Count", "Gap", "Overview", "overview", "overview_text"]
