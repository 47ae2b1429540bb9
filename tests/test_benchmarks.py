"""Every case of the benchmark still runs: once, tiny, without judgement. How quick it is, `make bench` says."""

from __future__ import annotations

import socket
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from benchmarks import counties, dashboard, others, releases
from benchmarks.cases import CASES, TITLES
from benchmarks.document import PAGE, PLOTS, README, Measured, page, plots, remember, remembered, with_headlines
from benchmarks.farm import PORTS
from benchmarks.measure import Result, table
from benchmarks.scale import SHORT
from tests.demos import copy_of

ROOT = Path(__file__).parents[1]


@pytest.fixture
def own_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ports that no benchmark of this machine uses meanwhile."""
    with socket.create_server(("127.0.0.1", 0)) as plain, socket.create_server(("127.0.0.1", 0)) as secure:
        monkeypatch.setenv(PORTS, f"{plain.getsockname()[1]},{secure.getsockname()[1]}")


@pytest.fixture
def known_county(demo_county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo county is there already."""
    for module in (dashboard, others, counties, releases):
        monkeypatch.setattr(module, "county", partial(copy_of, demo_county))


@pytest.mark.parametrize("name", CASES)
def test_a_case_is_gone_through(name: str, tmp_path: Path, own_ports: None, known_county: None) -> None:
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
        "        测什么             测得           要求",
        "达到    opening / opening  1.20 x         at most 1.3 x",
        "未比    visits / 某程序    not installed  at most 1 x",
        "没达到  idle               3 bytes        0 bytes",
        "没有装，没有比：某程序 (make bench-peers)",
    ]
    assert not any("没达到" in line for line in table(results, judged=False))


def test_it_can_be_asked_for_one_case() -> None:
    command = [sys.executable, "-m", "benchmarks", "--short", "import"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("跑过")


def test_the_document_is_what_the_run_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.document.KEPT", tmp_path / "results.json")
    slow = Result("第一屏 / 空的程序", "2.20 倍", "不超过 1.6 倍", False)
    remember(Measured("paint", "2026-11-26", "两个核", (Result("空闲", "9 字节", "0 字节", False),)))
    remember(Measured("paint", "2026-11-27", "两个核", (slow, Result("某程序", "没有装", "", None, missing="某程序"))))
    text = page({"paint": "第一屏", "crawl": "爬取"}, remembered())
    assert "| 第一屏 / 空的程序 | 2.20 倍 | 不超过 1.6 倍 | **没达到** |" in text
    assert "有要求的 1 项，没达到 1 项：第一屏 / 空的程序。" in text
    assert "没有装，没有比：某程序。" in text
    assert "空闲" not in text
    assert "## 爬取\n\n还没有量过。" in text


def test_what_grows_is_drawn_from_the_numbers_of_the_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("benchmarks.document.KEPT", tmp_path / "results.json")
    grown = Result("随县数增长", "1.0", "", None, curve=((1, 0.2), (5, 1.0), (40, 8.0)), sizes="县")
    remember(Measured("counties", "2026-11-27", "两个核", (Result("别的", "1", "", None), grown)))
    ((name, drawn),) = plots(remembered()).items()
    assert f"![随县数增长](pictures/{name})" in page({"counties": "核对"}, remembered())
    lines = {line for line in drawn.splitlines() if line.startswith("<path") and "stroke-width" in line}
    straight = {line for line in drawn.splitlines() if "dasharray" in line}
    # What grows in proportion lies on the dashed line.
    assert [line.split('"')[1] for line in lines] == [line.split('"')[1] for line in straight]
    assert all(f">{text}<" in drawn for text in ("1", "5", "40", "200 毫秒", "1000 毫秒", "8000 毫秒"))


def test_the_figures_of_the_readme_are_those_of_the_run() -> None:
    readme = README.read_text(encoding="utf-8")
    assert readme == with_headlines(readme, remembered())
    assert "演示县第一屏 / 空的 Textual 程序" in readme
    for name, drawn in plots(remembered()).items():
        assert PLOTS.joinpath(name).read_text(encoding="utf-8") == drawn


def test_every_case_has_its_place_in_the_document() -> None:
    assert TITLES.keys() == CASES.keys()


def test_the_document_of_the_project_is_what_its_results_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(TITLES, remembered())
