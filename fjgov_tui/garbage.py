"""When Python looks for garbage: not while tens of thousands of objects are made that are all kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_meanwhile() -> Iterator[None]:
    """Within it nobody looks for cycles; what is garbage goes by its counts as ever.

    An audit reads every record of the county and lets none go before its end: a fifth of its time went into looking
    through them again and again. Of several threads the first that is done lets the search begin again.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()
