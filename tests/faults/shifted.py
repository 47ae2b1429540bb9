"""`python -m tests.faults.shifted SECONDS WORD…`: the program on a machine whose clock is wrong by so many seconds."""

from __future__ import annotations

import datetime as real
import sys
import time


def shift(seconds: float) -> None:
    """From now on this process's clock is wrong; call it before anything of the program is loaded."""
    now, nanoseconds = time.time, time.time_ns

    class Alike(type):
        """What C code makes of the real kind is of this kind, too: libraries ask for it."""

        def __instancecheck__(cls, instance: object) -> bool:
            return isinstance(instance, cls.__mro__[1])

    class Shifted(real.datetime, metaclass=Alike):
        @classmethod
        def now(cls, tz: real.tzinfo | None = None) -> Shifted:
            return cls.fromtimestamp(now() + seconds, tz)

    class ShiftedDay(real.date, metaclass=Alike):
        @classmethod
        def today(cls) -> ShiftedDay:
            return cls.fromtimestamp(now() + seconds)

    for module, name, value in (
        (real, "datetime", Shifted), (real, "date", ShiftedDay), (time, "time", lambda: now() + seconds),
        (time, "time_ns", lambda: nanoseconds() + int(seconds * 1e9)),
    ):  # fmt: skip
        setattr(module, name, value)


if __name__ == "__main__":
    shift(float(sys.argv[1]))
    from fjgov_tui.__main__ import main

    sys.exit(main(sys.argv[2:]))
