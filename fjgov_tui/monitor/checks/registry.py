"""The inspections: which pages each one looks at, how long it may take, and where its code is.

The code is loaded on first use, because it stands on libraries that are extras.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib import import_module
from typing import cast

from fjgov_tui.dataclass import dataclass
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.model import Check, PageOf
from fjgov_tui.observed.pages import Target

CheckFunction = Callable[[Bench, Target], Awaitable[Result]]


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """One kind of check."""

    check: Check
    pages: Sequence[PageOf]
    module: str
    function: str
    seconds: float
    """An inspection of one page that takes longer is given up."""

    def load(self) -> CheckFunction:
        """The function itself.

        Raises:
            MissingExtra: a library that it stands on is not installed.
        """
        return cast(CheckFunction, getattr(import_module(self.module), self.function))


def _inspection(check: Check, pages: Sequence[PageOf], seconds: float) -> Inspection:
    return Inspection(
        check=check,
        pages=pages,
        module=f"fjgov_tui.monitor.checks.{check}",
        function=f"check_{check}",
        seconds=seconds,
    )


INSPECTIONS: Mapping[Check, Inspection] = {
    inspection.check: inspection
    for inspection in (
        # First, because what it keeps of a site's columns tells what stands on all of them.
        _inspection("integrity", ("site", "column"), 180),
        _inspection("freshness", ("site", "column"), 60),
        _inspection("content", ("site", "column"), 300),
        _inspection("standing", ("site", "column"), 120),
        _inspection("published", ("release",), 60),
        _inspection("links", ("site",), 3 * 3600),
    )
}
"""In the order in which they are run when several are due at once."""


def pages_of(inspection: Inspection, targets: Sequence[Target]) -> list[Target]:
    """Those of the targets that the inspection looks at."""
    return [target for target in targets if target.page_of in inspection.pages]
