"""Python as offices have it: without pysqlite3 and every other compiled wheel that only makes things faster.

As a plugin, `pytest -p tests.plain`, it hides them from the tests and from every Python that these start; as a program
it runs `fjgov` without them, or the module that its first argument names.
"""

import os
import runpy
import sys
from pathlib import Path

COMPILED = ("pysqlite3", "selectolax", "ahocorasick_rs", "cryptography")
_HOOK = Path(__file__).parent / "hiding"
"""Holds a `sitecustomize` that does the same in each Python that has the folder on its path."""


def hide() -> None:
    """Make every import of a compiled wheel fail as if it were not installed, here and in what is started from here."""
    modules: dict[str, object] = vars(sys)["modules"]
    for name in COMPILED:
        modules[name] = None
    others = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part not in {"", str(_HOOK)}]
    os.environ["PYTHONPATH"] = os.pathsep.join([str(_HOOK), *others])


hide()

if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1].startswith("tests."):
        module = sys.argv.pop(1)
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    else:
        from fjgov_tui.__main__ import main

        sys.exit(main())
