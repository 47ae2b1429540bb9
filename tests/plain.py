"""Python as offices have it: without pysqlite3 and every other compiled wheel that only makes things faster.

As a plugin, `pytest -p tests.plain`, it hides them from the tests; as a program it runs `fjgov` without them.
"""

import sys

COMPILED = ("pysqlite3", "selectolax", "ahocorasick_rs", "cryptography")


def hide() -> None:
    """Make every import of a compiled wheel fail as if it were not installed."""
    modules: dict[str, object] = vars(sys)["modules"]
    for name in COMPILED:
        modules[name] = None


hide()

if __name__ == "__main__":
    from fjgov_tui.__main__ import main

    sys.exit(main())
