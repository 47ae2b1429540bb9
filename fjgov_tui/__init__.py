"""Terminal dashboard over one SQLite file for a county government office."""

__version__ = "1.0.0"
