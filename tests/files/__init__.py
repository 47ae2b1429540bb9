"""Ledger files of every release, frozen as its program wrote them; kept for ever.

Each is `<release>-<schema>.db.xz` with a `.json` beside it that says what is in it. `make freeze` adds the present
release's; `tests/test_files.py` opens them all.
"""
