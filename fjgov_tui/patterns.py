"""Regular expressions that are compiled when they are first asked, for modules that every start loads."""

from __future__ import annotations

import re
from typing import cast


class _Later:
    """In the place of a compiled expression; once one of its methods was asked for, that is the compiled one's own."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        method = getattr(re.compile(self._text, self._flags), name)
        vars(self)[name] = method
        return method


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is first used.

    The forty that every start loads were a fiftieth of the time to the first screen, which uses four.

    Args:
        text: the regular expression.
        flags: those of `re`.
    """
    return cast("re.Pattern[str]", _Later(text, flags))
