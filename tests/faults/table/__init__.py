"""The fault table: what the program survives, tried by the program's own code and written to `docs/faults.md`.

`make faults` runs the long form, row by row, within an hour; it may be stopped and goes on where it was. The short form
of every row runs in the tests.
"""
