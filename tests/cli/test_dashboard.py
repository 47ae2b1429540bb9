"""`fjgov` without a command: its few words are read without the parser of the commands, and mean the same."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fjgov_tui.cli.dashboard import asked_for
from fjgov_tui.cli.root import root

WORDS = (
    (), ("--readonly",), ("--db", "a.db"), ("--db=a.db",), ("--readonly", "--db", "甲.db"), ("--db", "a", "--db", "b"),
)  # fmt: skip
OTHERS = (
    ("ledger", "list"), ("--db",), ("--db", ""), ("--db=",), ("--db", "--readonly"), ("--help",), ("--unseal",),
    ("--",), ("--as-of", "2026-11-01"), ("--read",), ("--readonly=1",), ("--db", "a", "demo"), ("-h",), ("--version",),
)  # fmt: skip


@pytest.mark.parametrize("words", WORDS)
def test_the_few_words_mean_what_they_mean_to_the_parser(words: tuple[str, ...]) -> None:
    context = root.make_context("fjgov", list(words))
    assert asked_for(words) == (context.params["db"], context.params["readonly"])
    assert context.invoked_subcommand is None


@pytest.mark.parametrize("words", OTHERS)
def test_everything_else_is_for_the_parser(words: tuple[str, ...]) -> None:
    assert asked_for(words) is None


def test_what_the_first_screen_does_not_need_is_not_loaded_for_it() -> None:
    """Two thirds of the time to the first screen are loading."""
    code = (
        "import sys, fjgov_tui.cli.run, fjgov_tui.shell.starting, fjgov_tui.screens.overview.screen;"
        "print(*(name for name in sys.argv[1:] if name in sys.modules))"
    )
    needless = (
        "click", "fjgov_tui.store.records", "fjgov_tui.store.verifying", "fjgov_tui.store.seals",
        "fjgov_tui.widgets.dialogs", "fjgov_tui.passwords.lockphrase", "fjgov_tui.audit", "openpyxl", "holidays",
    )  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, *needless], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
