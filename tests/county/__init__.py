"""A county with every rule planted at its boundaries, written from the regulation before the rules were read.

One file a chapter declares the cases; `build` makes the ledger files; the test demands recall and precision of 100 %.
"""
