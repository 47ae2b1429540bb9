"""The content check from the wire to what is booked: a column and its newest articles."""

from collections.abc import Mapping
from dataclasses import replace

from fjgov_tui.monitor.checks.content import MAX_ARTICLES, check_content
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.model import Check, PageOf
from fjgov_tui.observed.pages import Target
from tests.monitor.checks.serving import FILLER, Web, bench
from tests.pages.test_contents import idcard

NUMBER = idcard()


def column(*articles: int) -> str:
    items = "".join(f"<li><a href='/a{n}.html'>关于第{n}批低保公示的公告</a></li>" for n in articles)
    return f"<html><head><title>公示</title></head><body><ul>{items}</ul><div>{FILLER}</div></body></html>"


def article(text: str, source: str = "县民政局") -> str:
    return (
        f"<html><title>公告</title><body><p>来源：{source} 发布时间：2026-11-20</p><p>{text}</p>{FILLER}</body></html>"
    )


def target(web: Web, page_of: PageOf = "column") -> Target:
    return Target(page_of=page_of, record=7, site=3, name="民政局-公示", url=web.url("/c/"), unit="民政局")


async def run(
    pages: Mapping[str, str], page_of: PageOf = "column", terms: Mapping[str, tuple[str, str]] | None = None
) -> tuple[Result, Web]:
    web = Web({**pages})
    async with bench(web) as ready:
        return await check_content(replace(ready, terms=terms or {}), target(web, page_of)), web


async def test_the_newest_articles_of_a_column_are_read_with_it() -> None:
    pages = {"/c/": column(*range(9))} | {f"/a{n}.html": article("一切正常。") for n in range(9)}
    pages["/a1.html"] = article(f"公示对象：样大寒，身份证号{NUMBER}。")
    pages["/a2.html"] = article("新华社北京11月19日电 会议强调。", source="")
    pages["/a8.html"] = article("这一篇较旧，县攻府。")
    result, web = await run(pages)
    assert result.ok
    assert [(one.rule, one.url) for one in result.seen] == [
        ("idcard", web.url("/a1.html")),
        ("repost", web.url("/a2.html")),
    ]
    assert NUMBER not in str(result)
    assert result.covered == (web.url("/c/"), *(web.url(f"/a{n}.html") for n in range(MAX_ARTICLES)))
    assert {(one.page_of, one.record, one.site) for one in result.seen} == {("column", 7, 3)}


async def test_a_home_page_is_read_alone() -> None:
    result, web = await run({"/c/": column(0), "/a0.html": article("县攻府")}, "site")
    assert (result.seen, result.covered) == ((), (web.url("/c/"),))


async def test_the_countys_words_are_looked_for() -> None:
    result, _ = await run({"/c/": column(0) + "白帝诚"}, terms={"白帝诚": ("错误表述", "白帝城")})
    assert [(one.rule, one.mark, one.severity) for one in result.seen] == [("misprint", "白帝诚", "warning")]


async def test_pages_with_open_findings_are_looked_at_again_until_they_are_gone() -> None:
    web = Web({"/c/": column(), "/old.html": article("县攻府"), "/broken.html": article("x")})
    asked: list[Check] = []

    async def still_open(_: Target, check: Check) -> list[str]:
        asked.append(check)
        return [web.url("/old.html"), web.url("/gone.html"), "http://elsewhere.example/x.html"]

    async with bench(web) as ready:
        with_memory = replace(ready, open_pages=still_open)
        first = await check_content(with_memory, target(web))
        web.pages["/old.html"] = article("县政府")
        second = await check_content(with_memory, target(web))
    assert asked == ["content", "content"]
    assert [one.url for one in first.seen] == [web.url("/old.html")]
    assert second.seen == ()
    # What answers 404 has been looked at: nothing stands there any more.
    assert set(second.covered or ()) == {web.url("/c/"), web.url("/old.html"), web.url("/gone.html")}


async def test_a_column_that_does_not_open_concludes_nothing() -> None:
    result, _ = await run({})
    assert (result.ok, result.seen, result.covered) == (False, (), None)
    assert result.note


async def test_a_stub_is_followed_and_both_pages_are_read() -> None:
    stub = "<html><head><meta http-equiv='refresh' content='0;url=/c/list/'></head><body>县攻府</body></html>"
    pages = {"/c/": stub, "/c/list/": column(0), "/a0.html": article(f"公示对象：样大寒，身份证号{NUMBER}。")}
    result, web = await run(pages)
    assert result.ok, result.note
    assert ("idcard", web.url("/a0.html")) in [(one.rule, one.url) for one in result.seen]
    assert result.covered == (web.url("/c/"), web.url("/c/list/"), web.url("/a0.html"))
    circle = {"/c/": stub, "/c/list/": "<meta http-equiv='refresh' content='0;url=/c/'>" + column()}
    assert (await run(circle))[0].ok
