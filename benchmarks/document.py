"""`docs/benchmarks.md`, made of what the cases have measured: no figure in it is typed by hand."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.measure import Result
from benchmarks.plots import plot
from fjgov_tui import __version__

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/benchmarks.md"
KEPT = ROOT / "benchmarks/results.json"
"""What the cases have measured so far, kept with the sources, so that a run of one case leaves the others' figures."""
PLOTS = PAGE.parent / "pictures"
README = ROOT / "README.md"
BEGIN, END = "<!-- 测速的要点，由 make bench 写 -->", "<!-- 测速到这里 -->"
HEADLINES = (
    ("paint", 0), ("ledger", 0), ("import", 0), ("visits", 0), ("inspect", 0), ("store", 0), ("counties", 0),
)  # fmt: skip
"""What the README says of each case: which of its results."""
LIBRARIES = ("textual", "httpx", "openpyxl", "sqlite-utils")
MARKS = {None: "未比", True: "达到", False: "**没达到**"}


@dataclass(frozen=True)
class Measured:
    """One case as it last ran."""

    name: str
    day: str
    """In Beijing."""
    machine: str
    results: tuple[Result, ...]


def machine() -> str:
    """What a figure was measured on, in one line."""
    from fjgov_tui.store.sqlite import sqlite3

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = "，".join(f"{name} {metadata.version(name)}" for name in LIBRARIES)
    return (
        f"{platform.system()} {platform.machine()}，{os.cpu_count()} 个核，{memory:.0f} GB 内存；"
        f"CPython {platform.python_version()}，SQLite {sqlite3.sqlite_version}，{libraries}"
    )


def remember(measured: Measured) -> None:
    """Keep what a case measured in the place of what it measured before."""
    kept = _stored()
    kept[measured.name] = asdict(measured)
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _stored() -> dict[str, Any]:
    if not KEPT.exists():
        return {}
    stored: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return stored


def remembered() -> dict[str, Measured]:
    """What the cases measured when each last ran, by name."""
    return {
        name: Measured(name, case["day"], case["machine"], tuple(map(_result, case["results"])))
        for name, case in _stored().items()
    }


def _result(stored: Mapping[str, Any]) -> Result:
    curve = tuple((size, cost) for size, cost in stored.get("curve", ()))
    return Result(**{**stored, "curve": curve})


def plots(measured: Mapping[str, Measured]) -> dict[str, str]:
    """The plots of what grows, by the names of their files."""
    return {
        _plot_name(case.name, number): plot(result)
        for case in measured.values()
        for number, result in enumerate(case.results, 1)
        if result.curve
    }


def _plot_name(case: str, number: int) -> str:
    return f"bench-{case}-{number}.svg"


def headlines(measured: Mapping[str, Measured]) -> str:
    """The table of the README, between its marks; what was not measured says so."""
    lines = [BEGIN, "", "| 测什么 | 测得 | 要求 | |", "| --- | --- | --- | --- |"]
    for name, place in HEADLINES:
        case = measured.get(name)
        if case is not None and place < len(case.results):
            result = case.results[place]
            cells = (result.title, result.measured, result.promised or "只供参考", MARKS[result.kept])
            lines.append(f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |")
    return "\n".join([*lines, "", END])


def with_headlines(readme: str, measured: Mapping[str, Measured]) -> str:
    """The README with these figures in the place of those before."""
    before, _, rest = readme.partition(BEGIN)
    return before + headlines(measured) + rest.partition(END)[2]


def write(titles: Mapping[str, str]) -> None:
    """Write the page, its plots and the README's figures from what is remembered."""
    measured = remembered()
    PAGE.write_text(page(titles, measured), encoding="utf-8")
    for name, drawn in plots(measured).items():
        PLOTS.joinpath(name).write_text(drawn, encoding="utf-8")
    README.write_text(with_headlines(README.read_text(encoding="utf-8"), measured), encoding="utf-8")


def page(titles: Mapping[str, str], measured: Mapping[str, Measured]) -> str:
    """The whole page.

    Args:
        titles: the title of each case, in the page's order.
        measured: the cases that have run.
    """
    return "\n".join(_lines(titles, measured)) + "\n"


def _lines(titles: Mapping[str, str], measured: Mapping[str, Measured]) -> Iterator[str]:
    yield "# 测速"
    yield ""
    yield (
        "这一页由 `make bench` 写成：数字都是那一次量出来的，没有一个是手写的。能比的都与同类程序在同一台机器、"
        "同一次运行里轮流做，取各对比值的中位（五到七对）；“未比”是对照的程序没有装"
        "（`make bench-peers`），或者只供参考、没有许诺。"
        "绝对的快慢因机器而异，比值才搬得走。"
    )
    yield ""
    yield f"程序版本 {__version__}。"
    missed = [result.title for case in measured.values() for result in case.results if result.kept is False]
    yield ""
    promised = sum(result.kept is not None for case in measured.values() for result in case.results)
    listed = f"：{'；'.join(missed)}" if missed else ""
    yield f"有要求的 {promised} 项，没达到 {len(missed)} 项{listed}。"
    for name, title in titles.items():
        yield ""
        yield f"## {title}"
        yield ""
        yield from _case(measured.get(name))


def _case(case: Measured | None) -> Iterator[str]:
    if case is None:
        yield "还没有量过。"
        return
    yield "| 测什么 | 测得 | 要求 | |"
    yield "| --- | --- | --- | --- |"
    for result in case.results:
        cells = (result.title, result.measured, result.promised or "只供参考", MARKS[result.kept])
        yield f"| {' | '.join(cell.replace('|', '／') for cell in cells)} |"
    for number, result in enumerate(case.results, 1):
        if result.curve:
            yield ""
            yield f"![{result.title}](pictures/{_plot_name(case.name, number)})"
    absent = sorted({result.missing for result in case.results if result.missing})
    yield ""
    yield from (f"没有装，没有比：{peer}。" for peer in absent)
    yield f"{case.day}，{case.machine}。"
