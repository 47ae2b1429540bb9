"""Make one wrong after the other in a copy of the program, run the tests that ought to notice, list what survived.

`make mutants` tries a sample of every target; `ARGS="--all rules"` every wrong of one, `--seed 7` another sample.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.changes import Mutant, mutants

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Target:
    """What is made wrong, and the tests that ought to notice."""

    code: tuple[str, ...]
    tests: tuple[str, ...]


TARGETS: Mapping[str, Target] = {
    "rules": Target(("fjgov_tui/audit/*.py",), ("tests/audit", "tests/cli/test_audit.py")),
    "validators": Target(
        ("fjgov_tui/ledgers/validate.py", "fjgov_tui/ledgers/types.py", "fjgov_tui/ledgers/times.py",
         "fjgov_tui/ledgers/contacts.py", "fjgov_tui/ledgers/links.py", "fjgov_tui/passwords/judging.py"),
        ("tests/ledgers", "tests/passwords", "tests/store/test_records.py"),
    ),
    "procedures": Target(
        ("fjgov_tui/ledgers/procedures.py", "fjgov_tui/ledgers/signing.py", "fjgov_tui/workflows/procedure*.py",
         "fjgov_tui/workflows/progress.py", "fjgov_tui/workflows/deadlines.py", "fjgov_tui/workflows/clocks.py",
         "fjgov_tui/workflows/offices.py", "fjgov_tui/workflows/signers.py",
         "fjgov_tui/workflows/handover.py", "fjgov_tui/workflows/rotation.py", "fjgov_tui/workflows/incident.py"),
        ("tests/workflows", "tests/passwords", "tests/cli/test_handover.py"),
    ),
    "trail": Target(
        ("fjgov_tui/store/trail.py", "fjgov_tui/store/trail_reading.py", "fjgov_tui/store/verifying.py",
         "fjgov_tui/store/naming.py"),
        ("tests/store/test_trail.py", "tests/store/test_records.py", "tests/store/test_naming.py",
         "tests/store/test_schema.py", "tests/store/test_encryption.py", "tests/store/test_since.py",
         "tests/store/test_backup.py", "tests/test_files.py"),
    ),
    "months": Target(
        ("fjgov_tui/months.py", "fjgov_tui/workdays.py", "fjgov_tui/quarters.py", "fjgov_tui/periods.py"),
        ("tests/test_months.py", "tests/test_workdays.py", "tests/test_quarters.py", "tests/test_periods.py"),
    ),
}  # fmt: skip


def files(target: Target) -> list[Path]:
    """The files of a target, as paths from the root."""
    return sorted(path.relative_to(ROOT) for pattern in target.code for path in ROOT.glob(pattern))


def noticed(copy: Path, tests: tuple[str, ...]) -> bool:
    """Whether a test fails, or never ends, on the copy."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--no-header"]
    there = [test for test in tests if (copy / test).exists()]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, *there], cwd=copy, env=environment, capture_output=True, check=False, timeout=300
        )
    except subprocess.TimeoutExpired:
        return True
    return done.returncode != 0


def tried(target: Target, sample: int | None, chance: random.Random) -> Iterator[tuple[Path, Mutant]]:
    """The wrongs to try: all of them, or a sample."""
    every = [(path, mutant) for path in files(target) for mutant in mutants((ROOT / path).read_text(encoding="utf-8"))]
    yield from every if sample is None else chance.sample(every, min(sample, len(every)))


def main() -> int:
    """List the survivors; 1 where there are any."""
    parser = argparse.ArgumentParser(prog="mutants")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"only these: {', '.join(TARGETS)}")
    parser.add_argument("--sample", type=int, default=20, help="how many wrongs of each target")
    parser.add_argument("--all", action="store_true", help="every wrong; takes hours")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    survivors = 0
    with tempfile.TemporaryDirectory(prefix="fjgov-mutants-") as name:
        copy = Path(name)
        for part in ("fjgov_tui", "tests", "benchmarks", "data", "docs"):
            shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        for part in ("pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "Makefile"):
            shutil.copy(ROOT / part, copy / part)
        for title in asked.targets or TARGETS:
            target = TARGETS[title]
            if noticed(copy, target.tests):
                print(f"{title}: the tests fail on the program as it is", file=sys.stderr)
                return 2
            count = 0
            for path, mutant in tried(target, None if asked.all else asked.sample, random.Random(asked.seed)):
                count += 1
                (copy / path).write_text(mutant.source, encoding="utf-8")
                if not noticed(copy, target.tests):
                    survivors += 1
                    print(f"{path}:{mutant.line}: {mutant.before}  ->  {mutant.after}", flush=True)
                shutil.copy(ROOT / path, copy / path)
            print(f"{title}: {count} tried, {survivors} survived so far", flush=True)
    return int(survivors > 0)


if __name__ == "__main__":
    sys.exit(main())
