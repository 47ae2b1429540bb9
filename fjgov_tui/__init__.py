"""Terminal dashboard over one SQLite file for a county government office."""

__version__ = "0.1.0"
