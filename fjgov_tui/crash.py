"""What is left of an error that nobody foresaw: a sentence for the user, and a private report without any values."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from fjgov_tui import __version__
from fjgov_tui.errors import FjgovError

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop


class Caught:
    """Keeps an error that nobody foresaw, so that one part that fails does not end the others."""

    error: Exception | None = None

    def __enter__(self) -> Self:
        """Nothing is caught yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """Keep it, unless it is a sentence for the user, or the order to end."""
        if not isinstance(error, Exception) or isinstance(error, FjgovError):
            return False
        self.error = error
        return True


def guard(loop: AbstractEventLoop, say: Callable[[str], None], folder: Path) -> None:
    """Have said as a sentence what the loop would print with a traceback: errors that nobody waits for.

    Args:
        loop: running.
        say: takes a line for people.
        folder: where reports are kept.
    """

    def handle(_: AbstractEventLoop, context: dict[str, object]) -> None:
        error = context.get("exception")
        say(report(error if isinstance(error, BaseException) else RuntimeError(), folder))

    loop.set_exception_handler(handle)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those that it came from."""
    seen: BaseException | None = error
    for _ in range(8):
        if seen is None:
            return
        yield seen
        seen = seen.__cause__ or seen.__context__


def report(error: BaseException, folder: Path) -> str:
    """Write where it happened, and say so.

    The report names the error's class and the lines of code passed through. It holds neither the message nor any
    local variable, because either may contain what must not be written down.

    Args:
        error: what was raised.
        folder: where reports are kept; made when missing.

    Returns:
        The sentence for the user.
    """
    lines = [f"fjgov {__version__}"]
    for cause in _chain(error):
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(cause.__traceback__)
        ]
    what = f"程序内部出错（{type(error).__name__}），已存盘的数据不受影响。"
    path = folder / f"crash-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as file:
            file.write("\n".join(lines) + "\n")
    except OSError:
        return f"{what}报告没有写成，请记下刚才的操作，告诉维护人员。"
    return f"{what}请把报告交给维护人员：{path}"
