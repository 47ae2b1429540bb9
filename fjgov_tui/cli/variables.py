"""Variables by which a shell speaks to the program."""

COMPLETING = "_FJGOV_COMPLETE"
"""Set where the shell asks which words may follow."""
