"""The headless commands: they print and exit, and decide nothing themselves."""

from fjgov_tui.cli.run import run

__all__ = ["run"]
