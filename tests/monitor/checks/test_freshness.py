"""The check of a column's age, from the wire to what is booked."""

from dataclasses import replace
from datetime import date

import pytest

from fjgov_tui.monitor.checks.freshness import check_freshness
from fjgov_tui.monitor.checks.integrity import check_integrity
from fjgov_tui.monitor.model import Result
from fjgov_tui.observed.model import Snapshot
from fjgov_tui.observed.pages import Target
from tests.monitor.checks.serving import FILLER, Web, bench

ITEM = "<li><a href='/a{0}.html'>关于开展第{0}次检查的通知</a><span>{1}</span></li>"


def listing(*days: str) -> str:
    items = "".join(ITEM.format(n, day) for n, day in enumerate(days))
    return f"<title>通知公告</title><ul>{items}</ul><div class='footer'>{FILLER}</div>"


async def check(
    page: str | bytes,
    kind: str = "动态要闻",
    level: int = 1,
    *,
    header: str = "text/html",
    more: dict[str, bytes | str] | None = None,
) -> Result:
    web = Web({"/c/": page, **(more or {})}, content_type=header)
    async with bench(web) as ready:
        return await check_freshness(
            ready,
            Target(
                page_of="column" if kind else "site",
                record=7,
                site=3,
                name="门户-栏目",
                url=web.url("/c/"),
                unit="县政府办",
                column_kind=kind,
                level=level,
            ),
        )


async def test_what_a_column_lists_is_noted_down_by_title_address_and_day() -> None:
    result = await check(listing("2026-11-20", "2026-11-18", "2026-11-16"))
    assert [(entry.column, entry.title, entry.day.isoformat()) for entry in result.listed] == [
        (7, "关于开展第0次检查的通知", "2026-11-20"),
        (7, "关于开展第1次检查的通知", "2026-11-18"),
        (7, "关于开展第2次检查的通知", "2026-11-16"),
    ]
    assert all(entry.url.endswith(f"/a{number}.html") for number, entry in enumerate(result.listed))
    assert (await check(listing("2026-11-20", "2026-11-18"), kind="")).listed == (), "a home page is no register's"


async def test_what_stands_on_every_column_of_a_site_makes_none_of_them_fresh_or_full() -> None:
    """Judged with what the check for tampering kept of the other columns, as in the running monitor."""
    side = (
        "<div><h4>要讯</h4><ul>" + "".join(ITEM.format(f"s{n}", f"2026-11-{21 - n}") for n in range(3)) + "</ul></div>"
    )
    fresh = [
        f"<ul>{''.join(ITEM.format(f'{name}{n}', '2026-10-0' + str(n + 1)) for n in range(4))}</ul>" for name in "abc"
    ]
    own = {"/c/": "", **{f"/{number}/": content for number, content in enumerate(fresh)}}
    web = Web({path: f"<title>栏目</title><ul>{content}</ul><div>{side}</div>" for path, content in own.items()})
    async with bench(web) as ready:
        columns = [
            Target(
                page_of="column",
                record=record,
                site=3,
                name="门户-栏目",
                url=web.url(path),
                unit="县政府办",
                column_kind="动态要闻",
            )
            for record, path in enumerate(own, 7)
        ]
        kept = [(await check_integrity(ready, column)).snapshots[0] for column in columns]

        async def beside(column: Target) -> list[Snapshot]:
            return [shot for shot in kept if shot.record != column.record]

        results = [await check_freshness(replace(ready, beside=beside), column) for column in columns]
        assert rules(results[0]) == ["blank"]
        assert {result.page.newest for result in results[1:] if result.page} == {date(2026, 10, 4)}
        alone = await check_freshness(ready, columns[0])
        assert alone.page is not None
        assert alone.page.newest == date(2026, 11, 21)


def rules(result: Result) -> list[str]:
    return [one.rule for one in result.seen]


@pytest.mark.parametrize(
    ("kind", "level", "last_fresh", "first_stale"),
    [
        ("", 1, "2026-11-09", "2026-11-08"),
        ("动态要闻", 1, "2026-11-09", "2026-11-08"),
        ("通知公告", 1, "2026-05-23", "2026-05-22"),
        ("通知公告", 2, "2025-11-23", "2025-11-22"),
        ("月度更新", 1, "2026-10-23", "2026-10-22"),
        ("其他", 3, "2025-11-23", "2025-11-22"),
    ],
)
async def test_a_page_is_stale_the_day_after_its_last_day(
    kind: str, level: int, last_fresh: str, first_stale: str
) -> None:
    fresh = await check(listing("2019-01-01", last_fresh), kind, level)
    assert (fresh.ok, rules(fresh)) == (True, [])
    stale = await check(listing("2019-01-01", first_stale), kind, level)
    (seen,) = stale.seen
    assert (seen.rule, seen.severity, seen.mark) == ("stale", "violation", "stale")
    assert (seen.page_of, seen.record, seen.site) == ("column" if kind else "site", 7, 3)
    assert first_stale in seen.what
    assert "最迟应在 2026-11-22 更新" in seen.what
    assert first_stale in seen.around
    assert stale.page
    assert stale.page.newest == date.fromisoformat(first_stale)
    assert stale.page.opened
    assert stale.page.blank is False
    assert stale.page.title == "通知公告"


async def test_an_empty_column_is_a_violation_and_says_what_it_saw() -> None:
    result = await check("<title>应急预案</title><div>暂无内容</div><div class='footer'>" + FILLER + "</div>")
    (seen,) = result.seen
    assert (seen.rule, seen.severity) == ("blank", "violation")
    assert "暂无内容" in seen.around
    assert result.page
    assert result.page.blank is True


async def test_a_page_without_dates_is_told_and_blames_nobody() -> None:
    result = await check("<title>概况</title><h1>机构职能</h1>" + FILLER)
    assert [(one.rule, one.severity) for one in result.seen] == [("undated", "notice")]


async def test_what_a_script_loads_is_left_open() -> None:
    result = await check("<script>$.ajax('/list')</script><ul></ul><div class='foot'>" + FILLER + "</div>")
    assert result.ok
    assert result.seen == ()
    assert result.page
    assert result.page.blank is None
    assert "看不出" in result.note


async def test_a_page_that_does_not_open_concludes_nothing() -> None:
    web = Web()
    async with bench(web) as ready:
        target = Target(
            page_of="column", record=7, site=3, name="x", url=web.url("/gone/"), unit="", column_kind="其他"
        )
        result = await check_freshness(ready, target)
    assert (result.ok, result.seen) == (False, ())
    assert "没有打开" in result.note
    assert result.page
    assert (result.page.opened, result.page.blank, result.page.newest) == (False, None, None)


async def test_a_page_in_gbk_that_claims_utf_8() -> None:
    result = await check(listing("2026-11-20").encode("gbk"), header="text/html; charset=utf-8")
    assert result.page
    assert result.page.title == "通知公告"
    assert result.page.newest == date(2026, 11, 20)
    assert "实际是 gb18030" in result.note


async def test_escapes_from_the_page_reach_nobody() -> None:
    act = "\x1b]0;x\x07\u202e"
    result = await check(f"<title>{act}标题</title>" + listing("2026-01-01").replace("检查", f"检{act}查"))
    assert result.page
    said = (
        result.page.title + result.page.found_by + result.note + "".join(one.what + one.around for one in result.seen)
    )
    assert "\x1b" not in said
    assert "\u202e" not in said
    assert "2026-01-01" in said


@pytest.mark.parametrize(
    "stub",
    [
        "<meta http-equiv='refresh' content='0;url=/c/list/'>",
        "<script>window.location.href='/c/list/'</script>",
        "<frameset><frame src='/c/list/'></frameset>",
    ],
)
async def test_a_stub_is_followed_like_a_redirect_on_its_own_site(stub: str) -> None:
    header = "text/html; charset=utf-8"
    result = await check(f"<html>{stub}</html>", header=header, more={"/c/list/": listing("2026-11-20")})
    assert result.page
    assert result.page.newest == date(2026, 11, 20)
    assert "/c/list/" in result.note
    circle = await check(f"<html>{stub}{FILLER}</html>", header=header, more={"/c/list/": f"{stub}{FILLER}"})
    assert circle.page
    assert circle.page.newest is None


async def test_the_article_on_top_settles_the_year_of_a_list_without_years() -> None:
    """Last year's November must not look like this one's: the list shows month and day alone."""
    article = "<h1>关于开展检查的通知</h1><p>发布时间：{}</p>" + FILLER
    header = "text/html; charset=utf-8"
    listed = listing("11-20", "11-12", "10-30")
    stale = await check(listed, header=header, more={"/a0.html": article.format("2025-11-20")})
    assert stale.page
    assert stale.page.newest == date(2025, 11, 20)
    assert rules(stale) == ["stale"]
    fresh = await check(listed, header=header, more={"/a0.html": article.format("2026-11-20")})
    assert rules(fresh) == []
    unreadable = await check(listed, header=header)
    assert rules(unreadable) == []
    pinned = listing("03-01", "11-12", "11-02")
    more: dict[str, bytes | str] = {"/a0.html": article.format("2021-03-01"), "/a1.html": article.format("2026-11-12")}
    top = await check(pinned, header=header, more=more)
    assert top.page
    assert top.page.newest == date(2026, 11, 12)
