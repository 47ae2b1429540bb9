"""The record of odd servers in the manual is that of the examples that there are."""

import json
import subprocess
import sys

from tests.net.record import KINDS, ROOT, recorded


def test_the_record_holds_every_example_and_no_other() -> None:
    """What was added after the last run would stand in the manual as tried."""
    code = "import sys, json; from tests.net.record import run; sys.stdout.flush()\n"
    code += "print('\\n' + json.dumps(run('--collect-only').collected))"
    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(json.loads(printed.strip().splitlines()[-1])) == set(recorded()), "run python -m tests.net.record"


def test_each_kind_has_examples() -> None:
    assert all(any(kind.holds(test) for test in recorded()) for kind in KINDS)
