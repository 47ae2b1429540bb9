"""From arguments to an exit code: every way in which a command can end is told here, in Chinese, on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import TextIO

from fjgov_tui.cli.dashboard import asked_for, open_dashboard, say
from fjgov_tui.cli.variables import COMPLETING
from fjgov_tui.errors import INTERRUPTED, USAGE, FjgovError, system_reason

_INTERRUPTED_TEXT = "已中断。"


class _LastResort:
    """Turns an error that nobody foresaw into a sentence and a private report: no traceback reaches the user."""

    code = 0

    def __enter__(self) -> _LastResort:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        if isinstance(error.__cause__, KeyboardInterrupt):
            # Python before 3.12 makes a RuntimeError of a Ctrl+C that strikes while a class is being made.
            say(_INTERRUPTED_TEXT)
            self.code = INTERRUPTED
            return True
        from fjgov_tui.crash import report
        from fjgov_tui.paths import log_folder

        say(report(error, log_folder()))
        self.code = USAGE
        return True


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name, and return its exit code."""
    with _LastResort() as last:
        asked = os.environ.get(COMPLETING, "")
        code = _run_and_explain(arguments, asked)
        return _flushed(code)
    return last.code


def _run_and_explain(arguments: Sequence[str], asked: str) -> int:
    """Run it; expected failures become sentences."""
    try:
        return _completed(asked) if asked else _run_asked(arguments)
    except (KeyboardInterrupt, EOFError):
        say(_INTERRUPTED_TEXT)
        return INTERRUPTED
    except FjgovError as error:
        say(str(error))
        return error.exit_code
    except BrokenPipeError:
        return _deaf()
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}：" if isinstance(error.filename, (str, bytes)) else ""
        say(f"{where}{system_reason(error)}。")
        return USAGE


def _completed(asked: str) -> int:
    """A shell asks which words may follow, such as `bash_complete`; nothing else is done."""
    from fjgov_tui.cli.parsed import completed

    return completed(asked)


def _run_asked(arguments: Sequence[str]) -> int:
    """The dashboard without the parser of the commands, which would be a twentieth of the time until it is seen."""
    dashboard = asked_for(arguments)
    if dashboard is not None:
        named, readonly = dashboard
        return open_dashboard(named, readonly=readonly)
    from fjgov_tui.cli.parsed import run_parsed

    return run_parsed(arguments)


def _flushed(code: int) -> int:
    """What is still in the buffers may meet a reader that has gone, a full disk, or a line that was cut."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        # The terminal has gone: nobody is left to be told, and Python would end with 120 over what it cannot write.
        _silence(sys.stderr)
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        return _deaf()
    except OSError as error:
        _silence(sys.stdout)
        say(f"输出没有写完：{system_reason(error)}。")
        return USAGE
    return code


def _deaf() -> int:
    """The reader of our output has gone (`| head`): nothing to say, and nothing more to write at exit."""
    _silence(sys.stdout)
    return INTERRUPTED


def _silence(stream: TextIO) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
