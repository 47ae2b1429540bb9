"""`docs/faults.md`, made of what the rows have counted: no figure in it is typed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fjgov_tui import __version__
from tests.faults.table.model import Facts, FaultRow


@dataclass(frozen=True)
class Ran:
    """A run of a row."""

    number: int
    day: str
    """In Beijing."""
    seconds: int
    """Of all its runs together."""
    facts: Facts
    machine: Mapping[str, str]
    runs: int = 1
    """It was stopped and went on so many times, and once more."""
    code: str = ""
    """The digest of the program with which it was run."""

    @property
    def open(self) -> list[str]:
        """What was not tried, or not as often as it is to be."""
        return [*self.facts.untried, *self.facts.lacking]

    @property
    def result(self) -> str:
        """In a word."""
        return f"不符 {len(self.facts.wrong)} 处" if self.facts.wrong else "符合"


def written(rows: Sequence[FaultRow], results: Mapping[int, Ran]) -> str:
    """The whole page."""
    return "\n".join(_lines(rows, results)) + "\n"


def _lines(rows: Sequence[FaultRow], results: Mapping[int, Ran]) -> Iterator[str]:
    yield "# 故障试验"
    yield ""
    yield (
        "台账要经得起拔电源、写满盘、被强杀、坏文件和坏网页。这一页由 `make faults` 运行程序自己的代码得出，"
        "数字都是运行时数出来的，没有一个是手写的；想在自己的机器上再做一遍，运行同一条命令"
        "（每次一小时以内；停下，或没有做够，再运行一次就接着做，次数相加；程序改过就从头来）。"
        "几行同时运行，所以各种用时比单独运行时长。每一行都有缩短了的形式在测试里。"
    )
    yield ""
    yield f"程序版本 {__version__}。“未试”是这台机器上做不了的，或还没有做的，写明原因；没有试过的不算符合。"
    yield ""
    yield "| 行 | 试什么 | 次数 | 结果 | 日期 |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows:
        ran = results.get(row.number)
        if ran is None:
            yield f"| {row.number} | {row.title} | 0 | 未试 |  |"
        else:
            part = "，另有未试" if ran.open else ""
            count = f"{ran.facts.count:,} {ran.facts.unit}"
            yield f"| {row.number} | {row.title} | {count} | {ran.result}{part} | {ran.day} |"
    for row in rows:
        yield ""
        yield from _about(row, results.get(row.number))


HEADLINE = ("<!-- 故障试验的结果，由 make faults 写 -->", "<!-- 到这里 -->")
"""What stands before and after the table in the README."""


def headline(page: str) -> str:
    """The table of the page, for the README: what was tried, how often, and what came of it."""
    rows = [line.split("|")[2:6] for line in page.splitlines() if line.startswith("| ")]
    return "\n".join("|" + "|".join(cells) + "|" for cells in rows)


def with_headline(readme: str, page: str) -> str:
    """The README with the page's table between its two marks."""
    before, _, rest = readme.partition(HEADLINE[0])
    _, mark, after = rest.partition(HEADLINE[1])
    if not mark:
        raise ValueError("the README has no place for the fault table")
    return f"{before}{HEADLINE[0]}\n\n{headline(page)}\n\n{mark}{after}"


def _about(row: FaultRow, ran: Ran | None) -> Iterator[str]:
    yield f"## {row.number}. {row.title}"
    yield ""
    yield f"- 做什么：{row.method}。"
    yield f"- 期望：{row.expected}。"
    if ran is None:
        yield "- 未试：还没有运行过。"
        return
    facts = ran.facts
    yield f"- 结果：{facts.count:,} {facts.unit}，{ran.result}；{_runs(ran)}用了 {ran.seconds:,} 秒。"
    yield from (f"- {name}：{figure}。" for name, figure in facts.figures.items())
    yield from (f"- 未试：{why}。" for why in ran.open)
    yield from (f"- **不符**：{_short(why)}" for why in facts.wrong[:10])
    machine = ran.machine
    yield f"- 机器：{machine['system']}；{machine['python']}；SQLite {machine['sqlite']}；程序代码的摘要 {ran.code}。"


def _runs(ran: Ran) -> str:
    return f"分 {ran.runs} 次做，共" if ran.runs > 1 else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 300 else f"{line[:300]}…"
