"""Which modules the first screen needs, and which are loaded behind it: kept as a list, so that builds are equal.

`python -m release.first_screen` starts the dashboard on the demo county in a terminal and writes the list anew. A
module that is missing from it is found all the same, in a block that unpacks more slowly; the check of a release says
when the list has grown old.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.dashboard import county
from benchmarks.terminal import Terminal

LIST = Path(__file__).with_suffix(".txt")
BEHIND = "# behind the first screen"
SETTLED = 6.0
"""Seconds after which whatever is loaded behind the first screen has been."""
COUNTED = "2,005"
"""What stands on the first screen when the county has been counted."""
RECORDER = """
import sys, time
class Recorder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        log.write(f"{time.monotonic()} {name}\\n")
with open(sys.argv.pop(1), "w", buffering=1) as log:
    sys.meta_path.insert(0, Recorder)
    from fjgov_tui.__main__ import main
    sys.exit(main())
"""


def loaded() -> tuple[frozenset[str], frozenset[str]]:
    """The modules of the list: what the first screen needs, and what is loaded behind it."""
    first, _, behind = LIST.read_text().partition(BEHIND)
    return frozenset(first.split()), frozenset(behind.split())


def recorded() -> tuple[frozenset[str], frozenset[str]]:
    """The same of a dashboard that is started now, modules of Python itself left out."""
    with tempfile.TemporaryDirectory() as folder:
        path, log = Path(folder, "county.db"), Path(folder, "log")
        county(path)
        with Terminal([sys.executable, "-c", RECORDER, str(log), "--db", str(path)], wide=True) as terminal:
            terminal.wait_for(COUNTED)
            painted = time.monotonic()
            terminal.drain(SETTLED)
        lines = [line.split() for line in log.read_text().splitlines()]
    named = [(float(at), name) for at, name in lines if name.partition(".")[0] not in sys.stdlib_module_names]
    first = frozenset(name for at, name in named if at <= painted)
    return first, frozenset(name for _, name in named) - first


if __name__ == "__main__":
    needed, later = recorded()
    LIST.write_text("\n".join([*sorted(needed), BEHIND, *sorted(later), ""]))
