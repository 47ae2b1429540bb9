"""In a fresh clone each file is compiled by one worker, not by all: each takes its share before a test is read."""

from __future__ import annotations

import py_compile
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

ROOT = Path(__file__).parents[1]
FOLDERS = ("tests", "fjgov_tui", "benchmarks", "release")


def compile_share(config: pytest.Config) -> None:
    """Compile what this worker's number falls upon and nobody has compiled yet; pytest does the rest as ever.

    Args:
        config: of a worker; the others know no share.
    """
    given: dict[str, str | int] = getattr(config, "workerinput", {})
    if not given:
        return
    number, count = int(str(given["workerid"]).removeprefix("gw")), int(given["workercount"])
    files = sorted(file for folder in FOLDERS for file in (ROOT / folder).rglob("*.py"))
    for file in files[number::count]:
        if file.name.startswith("test_") or file.name == "conftest.py":
            compile_test(file, config)
        elif not Path(cache_from_source(str(file))).exists():
            py_compile.compile(str(file), doraise=True)


def compile_test(file: Path, config: pytest.Config) -> None:
    """As pytest's hook would at the import: with assertions that tell what they compared.

    Args:
        file: a test or a conftest.
        config: of a run that rewrites assertions.
    """
    compiled = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
    if not compiled.exists() and rewrite.try_makedirs(compiled.parent):
        source, code = rewrite._rewrite_test(file, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, source, compiled)
