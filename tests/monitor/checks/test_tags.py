"""The tags of lists and articles: seven and ten, all of them filled in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fjgov_tui.monitor.checks.registry import INSPECTIONS
from fjgov_tui.monitor.checks.standing import check_standing
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.pages import Target
from fjgov_tui.pages.standing import DETAIL, HOME, LIST
from tests.monitor.checks.serving import FILLER, Web, bench

NEWS = "<ul><li><a href='/2026/t1.html'>奉节县召开防汛工作会议</a> 2026-11-20</li></ul>"
COLUMN = Target(page_of="column", record=7, site=3, name="门户-动态", url="", unit="", column_kind="动态要闻")


def page(*names: str, inner: str = "") -> str:
    tags = "".join(f"<meta name='{name}' content='有'>" for name in names)
    return f"<title>动态</title>{tags}{FILLER}{inner}"


async def look(pages: dict[str, bytes | str], content_type: str = "text/html; charset=utf-8") -> Result:
    web = Web(pages, content_type=content_type)
    async with bench(web) as ready:
        return await check_standing(ready, replace(COLUMN, url=web.url()))


def test_there_are_three_seven_and_ten_and_columns_are_looked_at() -> None:
    assert (len(HOME), len(LIST), len(DETAIL)) == (3, 7, 10)
    assert INSPECTIONS["standing"].pages == ("site", "column")


async def test_a_list_and_an_article_with_all_their_tags_have_no_fault() -> None:
    result = await look({"/": page(*LIST, inner=NEWS), "/2026/t1.html": page(*DETAIL)})
    assert (result.ok, result.seen, result.facts) == (True, (), None)


@pytest.mark.parametrize(
    ("first", "article", "marks", "says"),
    [
        (LIST[:-1], DETAIL, ["list"], "栏目页缺少必填的页面标签：ColumnType"),
        (LIST, DETAIL[:-1], ["detail"], "最新一篇文章缺少必填的页面标签：ContentSource"),
        (HOME, LIST, ["list", "detail"], "ColumnName、ColumnDescription、ColumnKeywords、ColumnType"),
    ],
)
async def test_missing_ones_are_named_by_kind_of_page(
    first: tuple[str, ...], article: tuple[str, ...], marks: list[str], says: str
) -> None:
    result = await look({"/": page(*first, inner=NEWS), "/2026/t1.html": page(*article)})
    assert [one.mark for one in result.seen] == marks
    assert {(one.rule, one.severity, one.page_of, one.record) for one in result.seen} == {
        ("meta", "notice", "column", 7)
    }
    assert says in result.seen[0].what
    assert all(one.around.endswith("/2026/t1.html") is (one.mark == "detail") for one in result.seen)


async def test_of_an_article_that_does_not_open_nothing_is_said() -> None:
    assert (await look({"/": page(*LIST, inner=NEWS)})).seen == ()


async def test_a_column_that_does_not_open_was_not_looked_at() -> None:
    result = await look({})
    assert (result.ok, result.seen) == (False, ())
    assert "没有打开" in result.note
