"""Hostile input: what is made to cost time costs in proportion to its size, and what hangs holds nothing up."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from benchmarks.measure import Result, cpu, shown
from benchmarks.scale import Scale
from fjgov_tui.net.verdict import judge
from fjgov_tui.observed.pages import DEADLINE
from fjgov_tui.pages.contents import content
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.page import forget_page
from fjgov_tui.pages.tampering import integrity
from fjgov_tui.passwords.judging import judge as judge_password
from fjgov_tui.passwords.secret import Secret
from tests.hostile import Hostile
from tests.net.test_hostile import CALM, EXPECTED
from tests.net.test_verdict import OPEN_ENDS
from tests.pages.test_bounds import PAGES as COSTLY
from tests.pages.test_malformed import ABOUT, SCRIPTS
from tests.pages.test_malformed import PAGES as MALFORMED
from tests.passwords.test_judging import OFFICE

LIMIT = 3.0
"""Twice the input may cost so many times as much: 2 where the cost is in proportion, 4 where it is its square."""
FLOOR = 0.002
"""Processor seconds below which a ratio is noise."""


def _inspect(html: str) -> None:
    """All that is asked of one page."""
    forget_page()
    for task in (integrity, content, freshness):
        task(html.encode(), ABOUT)


def _script(text: str) -> None:
    _inspect(f"<html><script>{text}</script></html>")


def _answer(text: str) -> None:
    judge(200, {}, text.encode())


def _inputs() -> Mapping[str, tuple[Callable[[str], None], str]]:
    pages = {f"page of {name}": (_inspect, html) for name, html in {**COSTLY, **MALFORMED}.items()}
    scripts = {f"script of {name}": (_script, text) for name, text in SCRIPTS.items()}
    answers = {f"answer of {piece!r}": (_answer, piece * 200_000) for piece in OPEN_ENDS}
    return {**pages, **scripts, **answers}


HOSTILE = {"page": "网页", "script": "脚本", "answer": "应答"}
"""The kinds of hostile input, by how the names of the inputs begin."""


def _growth(task: Callable[[str], None], text: str) -> tuple[float, float]:
    """The cost of the whole text, and how many times that of half of it, which begins and ends as the whole does."""
    quarter = len(text) // 4
    half = cpu(partial(task, text[:quarter] + text[len(text) - quarter :]))
    whole = cpu(partial(task, text))
    return whole, whole / max(half, FLOOR)


def results(folder: Path, scale: Scale) -> Iterator[Result]:
    """The worst of each kind."""
    for kind in HOSTILE:
        inputs = {name: pair for name, pair in _inputs().items() if name.startswith(kind)}
        grown = {name: _growth(task, text[: scale.bulk]) for name, (task, text) in inputs.items()}
        worst = max(grown, key=lambda name: grown[name][1])
        cost, ratio = grown[worst]
        measured = f"{ratio:.1f} 倍（{worst}：{shown(cost)}）"
        title = f"两倍长的恶意{HOSTILE[kind]} / 一倍，{len(grown)} 种里最差的"
        yield Result(title, measured, f"不超过 {LIMIT:g} 倍", ratio <= LIMIT)
    ratio = _growth(_rated, "石榴kR7-" * scale.bulk)[1]
    title = "判断两倍长的口令 / 一倍"
    yield Result(title, f"{ratio:.1f} 倍", f"不超过 {LIMIT:g} 倍", ratio <= LIMIT)
    yield asyncio.run(_calm(folder))


def _rated(typed: str) -> None:
    judge_password(Secret(typed), OFFICE)


async def _calm(folder: Path) -> Result:
    """The longest piece of work that the loop does in one go while every misbehaviour is visited at once."""
    async with Hostile(folder) as server:
        urls = [server.url(name) for name in ("healthy", *(name for name in EXPECTED if name != "healthy"))]
        command = [sys.executable, "-c", CALM, str(server.ca_file), *urls]
        child = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
        out, _ = await child.communicate()
    lag = float(json.loads(out)["lag"])
    title = "访问恶意服务器时最长的停顿 / 一次访问的时限"
    share = lag / DEADLINE
    return Result(title, f"1 : {1 / max(share, 1e-6):.0f} ({shown(lag)})", "不超过 1 : 60", share <= 1 / 60)
