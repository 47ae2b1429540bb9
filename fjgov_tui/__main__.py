"""The entry of `fjgov` and `python -m fjgov_tui`: the environment is made right before anything else is loaded."""

import gc
import io
import os
import sys
from collections.abc import Sequence


def guard_environment() -> None:
    """Private files, UTF-8 streams, and no terminal features that office consoles and SSH lines trip over."""
    os.umask(0o077)
    # Kitty's key protocol swallows what an input method commits; frames of animations pile up on a slow line.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    # An empty NO_COLOR means that it is not set (no-color.org); Textual takes it for a wish.
    if not os.environ.get("NO_COLOR", "unset"):
        del os.environ["NO_COLOR"]
    # Textual's own debugging writes every key and every text that is typed to a file or a socket, passwords too.
    # Its way of drawing is ours to choose.
    for name in ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG", "TEXTUAL_DRIVER"):
        os.environ.pop(name, None)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace"), (sys.stderr, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)


def quiet_about_files(unraisable: "sys.UnraisableHookArgs") -> None:
    """A file that could not be closed where nobody can catch it, on a full disk, has been told already."""
    if not isinstance(unraisable.exc_value, OSError):
        sys.__unraisablehook__(unraisable)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process where not given.

    Returns:
        The exit code: 0 fine, 1 findings, 2 usage or bad input, 3 the database is not usable, 4 interrupted.
    """
    guard_environment()
    if sys.unraisablehook is sys.__unraisablehook__:
        sys.unraisablehook = quiet_about_files
    # Loading makes next to no garbage; looking for it would take a tenth of the time to the first screen.
    gc.disable()
    from fjgov_tui.cli import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())
