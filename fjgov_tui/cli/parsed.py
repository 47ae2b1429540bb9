"""A command line as click reads it, and every way in which that can end."""

from __future__ import annotations

from collections.abc import Sequence

import click
from click.shell_completion import shell_complete

from fjgov_tui.cli.output import say
from fjgov_tui.cli.root import root
from fjgov_tui.cli.usage import usage_sentence
from fjgov_tui.cli.variables import COMPLETING
from fjgov_tui.errors import USAGE


def run_parsed(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name, and return its exit code.

    Raises:
        KeyboardInterrupt: somebody has stopped it.
        FjgovError: the command failed in a way that was to be expected.
        OSError: a file that is not the ledger's could not be read or written.
    """
    try:
        with root.make_context("fjgov", list(arguments)) as context:
            root.invoke(context)
        return 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return USAGE
    except click.UsageError as error:
        say(usage_sentence(error))
        return USAGE
    except click.Abort as stopped:
        raise KeyboardInterrupt from stopped


def completed(asked: str) -> int:
    """Tell a shell which words may follow, such as `bash_complete` asks for."""
    return shell_complete(root, {}, "fjgov", COMPLETING, asked)
