"""Other programs of a terminal beside ours, for whoever asks “against what?”: nothing is promised against them."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.dashboard import county, open_ledger, units
from benchmarks.measure import CPU, Result, beside_result, pairs
from benchmarks.scale import Scale
from benchmarks.terminal import Terminal

PEERS = Path(__file__).parents[1] / ".venv-peers/bin"
COME = "make bench-peers"


def peer(name: str) -> str | None:
    """The path of a program that `make bench-peers` installs; None where it is not there."""
    path = PEERS / name
    return str(path) if path.exists() else None


def absent(title: str, name: str) -> Result:
    """The line of a peer that is not installed."""
    return Result(title, "没有装", "", None, missing=f"{name}（{COME}）")


def _until(command: Sequence[str], text: str, environment: dict[str, str] | None = None) -> Callable[[], float]:
    """Seconds from the start of a program until it has painted a text."""

    def measured() -> float:
        with Terminal(command, environment, wide=True) as terminal:
            return terminal.wait_for(text, 60)

    return measured


def _beside(title: str, ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> Result:
    try:
        return beside_result(title, pairs(ours, theirs, rounds))
    except TimeoutError:
        return Result(title, "对照的程序一分钟没有画出来", "", None)


def _ours(path: Path, text: str) -> Callable[[], float]:
    return _until([sys.executable, "-m", "fjgov_tui", "--db", str(path)], text)


def first_paint(folder: Path, scale: Scale) -> Iterator[Result]:
    """The demo county on screen, against the same file in visidata and in harlequin."""
    path = folder / "others.db"
    county(path)
    plain = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    for name, options, text in (
        ("vd", ["-N"], "unit"),
        ("harlequin", ["-a", "sqlite", "--no-download-tzdata"], "main"),
    ):
        title = f"演示县第一屏 / 同一个文件在 {'visidata' if name == 'vd' else name}"
        program = peer(name)
        if program is None:
            yield absent(title, name)
            continue
        words = [program, *options, str(path)]
        yield _beside(title, _ours(path, "2,005"), _until(words, text, plain), scale.few)


def long_list(folder: Path, scale: Scale) -> Iterator[Result]:
    """A long table opened by visidata from the same file, and whole in a DataTable of Textual."""
    path = folder / "long.db"
    units(path, scale.records)
    sheet = folder / "long.csv"
    with sqlite3.connect(path) as db, sheet.open("w", encoding="utf-8") as out:
        out.write("name,kind\n")
        out.writelines(f"{name},{kind}\n" for name, kind in db.execute("SELECT name, kind FROM unit ORDER BY id"))
    total = f"{scale.records:,}"

    ours = partial(open_ledger, path, total)
    table = _until([sys.executable, "-m", "benchmarks.whole_table", str(sheet)], "第000009号")
    yield _beside(f"打开 {total} 条的台账 / 全装进 DataTable", ours, table, scale.few)
    program, title = peer("vd"), f"打开 {total} 条的台账 / visidata 打开同样的 CSV"
    if program is None:
        yield absent(title, "visidata")
        return
    plain = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    yield _beside(title, ours, _until([program, "-N", str(sheet)], "第000009号", plain), scale.few)


def visits(folder: Path, scale: Scale) -> Iterator[Result]:
    """The same visits by aiohttp and by curl; the CPU of whole processes."""
    from benchmarks.farm import addresses, farm, plain_url
    from benchmarks.visits import cpu_of_child

    places = addresses(scale.targets)
    urls = [plain_url(place) for place in places]
    with farm(folder / "others", places, scale.targets) as server:
        ours = [sys.executable, "-m", "benchmarks.visitor", "ours", "plain", str(scale.targets), str(scale.visits)]
        ours += [str(scale.at_once), str(folder / "others/ca.pem")]
        for name, command in (("aiohttp", _aiohttp(urls, scale)), ("curl --parallel", _curl(folder, urls, scale))):
            title = f"访问 {server} 上 {scale.targets} 个目标 {scale.visits:,} 次，整个进程 / {name}"
            if command is None:
                yield absent(title, name)
                continue
            medians = pairs(partial(cpu_of_child, ours), partial(cpu_of_child, command), scale.few)
            yield beside_result(title, medians, CPU)


def _aiohttp(urls: Sequence[str], scale: Scale) -> list[str] | None:
    python = peer("python")
    if python is None:
        return None
    tools = Path(__file__).with_name("peer_tools.py")
    return [python, str(tools), "visit", ",".join(urls), str(scale.visits), str(scale.at_once)]


def _curl(folder: Path, urls: Sequence[str], scale: Scale) -> list[str] | None:
    program = shutil.which("curl")
    if program is None:
        return None
    listed = folder / "urls"
    wanted = (urls[number % len(urls)] for number in range(scale.visits))
    listed.write_text("".join(f'url = "{url}"\noutput = "/dev/null"\n' for url in wanted))
    return [
        program,
        "-s",
        "--no-keepalive",
        "--parallel",
        "--parallel-max",
        str(scale.at_once),
        "--config",
        str(listed),
    ]
