"""Findings, ledgers and imports as text for screens, commands and files."""
