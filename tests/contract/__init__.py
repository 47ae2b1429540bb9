"""What other programs and offices rely on, as the first release had it: `contract.json`.

Later releases may add; nothing in it may go or change its meaning. `.venv/bin/python -m tests.contract.gather` adds
what is new to the file and leaves what was there.
"""
