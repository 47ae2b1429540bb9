"""Every case of the benchmark still runs: once, tiny, without judgement. How quick it is, `make bench` says."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.cases import CASES
from benchmarks.farm import PORTS
from benchmarks.measure import Result, table
from benchmarks.scale import SHORT

ROOT = Path(__file__).parents[1]


@pytest.fixture
def own_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ports that no benchmark of this machine uses meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as plain, socket.create_server(("127.0.0.1", 0)) as secure:
        monkeypatch.setenv(PORTS, f"{plain.getsockname()[1]},{secure.getsockname()[1]}")


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_gone_through(name: str, tmp_path: Path, own_ports: None) -> None:
    results = list(CASES[name](tmp_path, SHORT))
    assert results
    assert all(result.measured for result in results)


def test_it_ends_with_a_table_that_names_what_is_missing() -> None:
    results = [
        Result("opening / opening", "1.20 x", "at most 1.3 x", True),
        Result("visits / 某程序", "not installed", "at most 1 x", None, missing="某程序 (make bench-peers)"),
        Result("idle", "3 bytes", "0 bytes", False),
    ]
    assert table(results, judged=True) == [
        "      what               measured       promised",
        "ok    opening / opening  1.20 x         at most 1.3 x",
        "----  visits / 某程序    not installed  at most 1 x",
        "MISS  idle               3 bytes        0 bytes",
        "not compared, because it is missing: 某程序 (make bench-peers)",
    ]
    assert not any("MISS" in line for line in table(results, judged=False))


def test_it_can_be_asked_for_one_case() -> None:
    command = [sys.executable, "-m", "benchmarks", "--short", "import"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("ran")
