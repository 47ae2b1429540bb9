"""Every case of the benchmark, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import (
    bounds,
    counties,
    country,
    crawling,
    dashboard,
    inspecting,
    keys,
    others,
    quiet,
    releases,
    sheets,
    visits,
    watch_store,
    writing,
)
from benchmarks.measure import Result
from benchmarks.scale import Scale

Case = Callable[[Path, Scale], Iterator[Result]]
"""Measures in an empty folder at a scale."""

TITLES: Mapping[str, str] = {
    "paint": "第一屏和空闲",
    "ledger": "长台账",
    "keys": "按键和线路",
    "import": "表格导入",
    "paper": "写文稿和表格",
    "visits": "访问",
    "quiet": "访问和查看互不耽误",
    "inspect": "查看页面",
    "crawl": "全站爬取",
    "country": "全国的网站",
    "store": "监测数据",
    "bounds": "恶意的输入",
    "releases": "信息发布和核对",
    "counties": "核对的花费，一个县到四十个县",
}
"""What each case is about, in the order of the document."""


def _both(promised: Case, beside: Case) -> Case:
    """What was promised, and after it what stands beside for comparison."""

    def run(folder: Path, scale: Scale) -> Iterator[Result]:
        yield from promised(folder, scale)
        yield from beside(folder, scale)

    return run


CASES: Mapping[str, Case] = {
    "paint": _both(dashboard.painting, others.first_paint),
    "ledger": _both(dashboard.long_ledger, others.long_list),
    "keys": keys.keys,
    "import": sheets.importing,
    "paper": writing.writing,
    "visits": _both(visits.visiting, others.visits),
    "quiet": quiet.quietness,
    "inspect": inspecting.inspecting,
    "crawl": crawling.crawl,
    "country": country.country,
    "store": watch_store.results,
    "bounds": bounds.results,
    "releases": releases.results,
    "counties": counties.results,
}
