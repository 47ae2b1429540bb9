"""Loaded by every Python that is started while the compiled wheels are hidden, see `tests/plain.py`."""

import sys

for name in ("pysqlite3", "selectolax", "ahocorasick_rs", "cryptography"):
    vars(sys)["modules"][name] = None
