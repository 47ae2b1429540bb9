"""The newest publication date: golden pages of several publishing systems, and what must not be taken for one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.freshness import freshness
from tests.pages.cms import LISTS, SHORT, SITE, TODAY, Entry, date_first, page, plain_list, table

TITLES = (
    "关于2025年度林业工作总结的公示",
    "县委常委会召开会议研究部署秋冬季工作",
    "奉节县开展食品安全专项检查",
    "关于2026年12月1日停水的公告",
    "脐橙采摘节将于11月30日开幕",
    "第十二届运动会报名通知（截止2026年11月22日）",
    "2026年第三季度（7-9月）行政处罚情况通报",
    "奉节府发〔2026〕11号文件解读",
)
Layout = Callable[[Sequence[Entry]], str]
BLANK = "<div class='list'><ul></ul></div>"


def ask(
    content: str, of: str = "column", *, head: str = "", script: str = "", encoding: str = "utf-8"
) -> dict[str, Json]:
    html = page(content, head=head, script=script).replace('charset="utf-8"', f'charset="{encoding}"')
    about: dict[str, Json] = {"url": f"{SITE}/zwgk/", "today": TODAY.isoformat(), "page_of": of}
    return freshness(html.encode(encoding), about)


def entries(newest: date, count: int = 8, step: int = 9) -> list[Entry]:
    return [Entry(TITLES[n % 8] + "之" * (n // 8), newest - timedelta(days=step * n)) for n in range(count)]


@pytest.mark.parametrize("of", ["column", "site"])
@pytest.mark.parametrize("layout", [*LISTS.values(), *SHORT.values()], ids=[*LISTS, *SHORT])
def test_the_newest_entry_counts_in_every_layout(layout: Layout, of: str) -> None:
    found = ask(layout(entries(date(2026, 10, 20))), of)
    assert found["newest"] == "2026-10-20"
    assert found["blank"] is False
    assert found["dated"] == 8
    assert "20" in str(found["found_by"])


@pytest.mark.parametrize("layout", LISTS.values(), ids=LISTS)
def test_a_page_in_gbk_reads_the_same(layout: Layout) -> None:
    assert ask(layout(entries(date(2026, 10, 20))), encoding="gbk")["newest"] == "2026-10-20"


days = st.dates(date(1995, 1, 1), TODAY)


@given(newest=days, layout=st.sampled_from(list(LISTS.values())), count=st.integers(2, 40), step=st.integers(0, 200))
def test_any_day_with_a_year_is_found_again(newest: date, layout: Layout, count: int, step: int) -> None:
    kept = [one for one in entries(newest, count, step) if one.day >= date(1990, 1, 1)]
    found = ask(layout(kept))
    assert found["newest"] == newest.isoformat()


@given(days_ago=st.integers(0, 360), layout=st.sampled_from(list(SHORT.values())), data=st.data())
def test_a_day_without_year_is_the_latest_that_is_not_in_the_future(
    days_ago: int, layout: Layout, data: st.DataObject
) -> None:
    newest = TODAY - timedelta(days=days_ago)
    rest = sorted(data.draw(st.lists(st.integers(0, max(0, 360 - days_ago)), max_size=10)))
    items = [
        Entry(TITLES[0], newest),
        *(Entry(TITLES[n % 8], newest - timedelta(days=ago)) for n, ago in enumerate(rest)),
    ]
    assert ask(layout(items))["newest"] == newest.isoformat()


@given(
    newest=st.dates(date(2020, 1, 1), TODAY),
    order=st.randoms(use_true_random=False),
    ahead=st.lists(st.integers(1, 400), max_size=3),
)
def test_order_does_not_matter_and_the_future_never_counts(newest: date, order: Random, ahead: list[int]) -> None:
    items = entries(newest) + [Entry("提前排定的会议安排", TODAY + timedelta(days=n)) for n in ahead]
    order.shuffle(items)
    found = ask(plain_list(items))
    assert found["newest"] == newest.isoformat()
    assert bool(ahead) == ("今天之后" in str(found["notes"]))


NOISE = (
    "<p>版权所有 2011-2026</p>",
    "<p>有效期至2026-11-22</p>",
    "<div>报名截止：2026年11月22日</div>",
    "<p>公示期：2026-11-18至2026-11-22</p>",
    "<div>今天是2026年11月23日 星期一</div>",
    "<span>11-22</span>℃",
    "<p>电话：023-56552611 传真：20261122</p>",
    "<div class='pagination'><a href='?p=1'>上一页</a> 11/22 <a href='?p=2'>下一页</a></div>",
    "<p>2026年11月22日，县委召开会议，研究部署当前重点工作，强调要抓好落实。</p>",
)


@given(noise=st.lists(st.sampled_from(NOISE), max_size=6), layout=st.sampled_from(list(LISTS.values())))
def test_other_dates_on_the_page_are_not_taken(noise: list[str], layout: Layout) -> None:
    newest = date(2026, 9, 1)
    assert ask("".join(noise) + layout(entries(newest)) + "".join(noise))["newest"] == "2026-09-01"


def test_the_address_of_an_article_knows_the_year_better_than_today() -> None:
    items = [
        Entry(title, date(2024, 11, 20 - n), f"/zwgk/202411/t202411{20 - n}_{n}.html") for n, title in enumerate(TITLES)
    ]
    found = ask(date_first(items))
    assert found["newest"] == "2024-11-20"
    assert "网址" in str(found["found_by"])


@pytest.mark.parametrize(
    ("path", "newest"),
    [
        ("/zwgk/202610/t20261020_77.html", "2026-10-20"),
        ("/2026/1020/77.html", "2026-10-20"),
        ("/art/2026/10/20/art_1_77.html", "2026-10-20"),
        ("/2026-10/20/c_77.htm", "2026-10-20"),
        ("/zwgk/202610/77.html", "2026-10-31"),
        ("/zwgk/202611/77.html", "2026-11-23"),
        ("/zwgk/77.html", None),
        ("/zwgk/20270120/77.html", None),
    ],
)
def test_the_path_is_the_last_resort(path: str, newest: str | None) -> None:
    older = path.replace("77", "66")
    link = "<li><a href='{}'>关于开展秋季植树活动的通知</a></li>"
    found = ask(f"<ul>{link.format(path)}{link.format(older)}</ul>")
    assert found["newest"] == newest
    assert found["blank"] is False
    assert (newest is None) or "网址" in str(found["found_by"])


def test_what_stands_beside_a_column_does_not_freshen_it() -> None:
    stale, fresh = entries(date(2025, 1, 10), 4), entries(TODAY, 12)
    for words in ("hot", "sidebar", "fr right-hot", "recommend-list"):
        assert ask(plain_list(stale) + f"<div class='{words}'>{plain_list(fresh)}</div>")["newest"] == "2025-01-10"
    assert ask(plain_list(stale) + f"<aside>{plain_list(fresh)}</aside>")["newest"] == "2025-01-10"


def test_a_short_list_of_another_kind_behind_the_columns_own_does_not_freshen_it() -> None:
    stale, fresh = plain_list(entries(date(2025, 1, 10), 15)), date_first(entries(TODAY, 6))
    assert ask(f"<div class='left'>{stale}</div><div class='fr'>{fresh}</div>")["newest"] == "2025-01-10"


def test_a_headline_before_the_list_counts() -> None:
    headline = "<div class='top-news'><h2><a href='/a/1.html'>县委召开全会部署工作</a></h2><em>2026-11-20</em></div>"
    assert ask(headline + plain_list(entries(date(2026, 9, 9), 15)))["newest"] == "2026-11-20"


def test_a_column_of_several_lists_is_as_fresh_as_the_freshest() -> None:
    lists = [plain_list(entries(date(2026, month, 5), 5)) for month in (3, 8, 5)]
    assert ask("".join(f"<div class='box'>{one}</div>" for one in lists))["newest"] == "2026-08-05"


@pytest.mark.parametrize(
    "row",
    [
        "<a href='/a{n}.html'>关于征求意见的公告第{n}号</a><span>2026-09-01 至 2026-10-0{n}</span>",
        "<a href='/a{n}.html'>关于征求意见的公告第{n}号</a><span>2026-09-01</span>至<span>2026-10-0{n}</span>",
        "<a href='/a{n}.html'>关于征求意见的公告第{n}号</a><em>截止时间：</em><span>2026-10-0{n}</span>",
        "<a href='/a{n}.html'>关于征求意见的公告第{n}号</a><span>有效期至：2026-10-0{n}</span>",
        "<a href='/a{n}.html'>2026年10月0{n}日停水停电的公告</a>",
        "<a href='/a{n}.html'>关于2026-10-0{n}停水停电的公告</a>",
    ],
)
def test_a_term_or_an_event_is_no_publication(row: str) -> None:
    found = ask("<ul>" + "".join(f"<li>{row.format(n=n)}</li>" for n in range(1, 6)) + "</ul>")
    assert found["newest"] is None
    assert found["blank"] is False


def test_in_a_table_the_heading_says_which_date_it_is() -> None:
    rows = "".join(
        f"<tr><td><a href='/a{n}.html'>关于征求意见的公告</a></td><td>2026-09-0{n}</td><td>2026-10-0{n}</td></tr>"
        for n in range(1, 6)
    )
    heading = "<tr><th>标题</th><th>发布日期</th><th>截止日期</th></tr>"
    assert ask(f"<table>{heading}{rows}</table>")["newest"] == "2026-09-05"
    assert ask(table(entries(date(2026, 10, 20))))["newest"] == "2026-10-20"


ARTICLE = f"<h1>奉节县召开会议</h1><div>{{}}</div><p>{'会议听取了工作情况汇报。' * 20}</p>"


def test_an_article_goes_by_its_tag_then_by_its_label() -> None:
    beside = f"<div class='related'>{plain_list(entries(TODAY))}</div>"
    tags = '<meta name="ArticleTitle" content="题目"><meta name="PubDate" content="2026-10-20 10:00">'
    assert ask(ARTICLE.format("发布时间：2026-10-21") + beside, head=tags)["newest"] == "2026-10-20"
    assert ask(ARTICLE.format("发布时间：2026-10-21 来源：县政府办"))["newest"] == "2026-10-21"
    assert ask(ARTICLE.format("<span>发布日期：</span><b>2026年10月21日</b>"))["newest"] == "2026-10-21"
    assert (
        ask(ARTICLE.format("<span>日期：</span><span>2026-10-21</span><span>来源：</span>"))["newest"] == "2026-10-21"
    )
    assert ask(ARTICLE.format("会议时间：2026-10-21"))["newest"] is None
    assert ask(ARTICLE.format("<span>会议时间：</span><span>2026-10-21</span>"))["newest"] is None


def test_when_a_list_was_generated_says_nothing() -> None:
    tags = '<meta name="PubDate" content="2026-11-23 08:00"><meta name="lastmodified" content="2026-11-23">'
    assert ask(plain_list(entries(date(2025, 3, 1))), head=tags)["newest"] == "2025-03-01"


@pytest.mark.parametrize(
    "content",
    [
        BLANK,
        "<div>暂无内容</div>",
        "<div>暂无相关信息！</div>",
        "<p>栏目正在建设中，敬请期待</p>",
        f"<div>暂无数据</div><div class='sidebar'>{plain_list(entries(TODAY))}</div>",
        "<ul></ul><div class='page'><a href='?p=0'>上一页</a><span>0/0</span><a href='?p=2'>下一页</a></div>",
        "<div style='display:none'>暂无数据</div><ul class='list'></ul>",
    ],
)
def test_a_column_without_entries_is_blank(content: str) -> None:
    found = ask(content)
    assert found["blank"] is True
    assert found["newest"] is None


@pytest.mark.parametrize(
    "content",
    [
        "<ul><li><a href='/a/1234.html'>关于开展秋季植树活动的通知</a></li></ul>",
        "<ul><li><a href='/files/1.pdf'>2026年部门预算</a></li></ul>",
        "<p>" + "县政府办公室协助县政府领导处理日常工作，承担文电会务等事务。" * 8 + "</p>",
        plain_list(entries(date(2019, 1, 1), 1)),
        "<div style='display:none'>暂无数据</div>" + plain_list(entries(date(2019, 1, 1), 2)),
    ],
)
def test_a_column_with_anything_in_it_is_not(content: str) -> None:
    assert ask(content)["blank"] is False


@pytest.mark.parametrize(
    ("content", "script"),
    [
        ("<ul id='list'></ul>", "$.ajax({url: '/api/list'})"),
        ("<ul><li v-for='one in rows'>{{one.title}}</li></ul>", ""),
        ("<iframe src='/list.html'></iframe>", ""),
    ],
)
def test_what_a_script_would_load_is_unknown_not_blank(content: str, script: str) -> None:
    found = ask(content, script=script)
    assert found["blank"] is None
    assert "看不出" in str(found["notes"])


def test_the_rest_of_the_template_alone_has_no_date() -> None:
    assert ask(BLANK, "site")["newest"] is None


@given(text=st.text(max_size=400), layout=st.sampled_from([*LISTS.values(), *SHORT.values()]))
def test_whatever_stands_on_a_page_no_day_lies_in_the_future(text: str, layout: Layout) -> None:
    items = [Entry(text[:60], TODAY + timedelta(days=n)) for n in range(-3, 3)]
    about: dict[str, Json] = {"url": text, "today": TODAY.isoformat(), "page_of": "column"}
    found = freshness((text + page(layout(items))).encode("utf-8", "replace"), about)
    assert found["newest"] is None or str(found["newest"]) <= TODAY.isoformat()


def test_one_dated_address_alone_says_nothing_about_the_column() -> None:
    banner = "<a href='/zt/20261101/'><img src='/b.png' alt=''></a>"
    assert ask(f"{banner}<p>县档案馆查档须知：请携带有效身份证件。</p>")["newest"] is None


@pytest.mark.parametrize(
    ("days", "newest"),
    [
        # The years follow from the order of the list: newest first, and where the days jump up a year has passed.
        ("08-21 07-27 05-06 01-15 12-29 11-20", "2026-08-21"),
        ("11-12 11-07 11-01", "2026-11-12"),
        # The whole list lies a year back when its first day is still to come.
        ("12-20 12-05 11-30", "2025-12-20"),
        # Oldest first.
        ("11-20 12-29 01-15 02-02 03-05 04-06", "2026-04-06"),
        # One entry on top that does not fit was pinned; a few days out of order are no year.
        ("03-01 11-12 11-10 11-02 10-20", "2026-11-12"),
        ("11-12 11-15 11-10 11-18 10-20", "2026-11-18"),
    ],
)
def test_the_years_of_a_list_without_years_follow_from_its_order(days: str, newest: str) -> None:
    rows = "".join(
        f"<li><a href='/a{n}.html'>{TITLES[n]}</a><span>{day}</span></li>" for n, day in enumerate(days.split())
    )
    found = ask(f"<ul>{rows}</ul>")
    assert found["newest"] == newest
    assert found["ask"], "the article on top has to settle it"


def test_a_heading_of_one_year_counts_and_a_choice_of_years_does_not() -> None:
    rows = (
        "<ul>" + "".join(f"<li><a href='/a{n}.html'>{TITLES[n]}</a><i>09-0{9 - n}</i></li>" for n in range(5)) + "</ul>"
    )
    assert ask(f"<h3>2024年</h3>{rows}")["newest"] == "2024-09-09"
    assert ask(f"<p><b>2026年</b> <b>2025年</b> <b>2024年</b></p>{rows}")["newest"] == "2026-09-09"
    assert ask(f"<p><a href='?y=2024'>2024年</a></p>{rows}")["newest"] == "2026-09-09"


@pytest.mark.parametrize(
    ("stub", "target"),
    [
        ("<meta http-equiv='refresh' content='0; url=./zfwj/'>", f"{SITE}/zwgk/zfwj/"),
        ("<META HTTP-EQUIV=Refresh CONTENT=\"3;URL='/zwgk/gk.html'\">", f"{SITE}/zwgk/gk.html"),
        ("<script>window.location.href='list/index.html';</script>", f"{SITE}/zwgk/list/index.html"),
        ("<script>self.location='../xxgk/';</script>", f"{SITE}/xxgk/"),
        ("<body onload=\"location.replace('/a/')\">", f"{SITE}/a/"),
        ("<frameset cols='200,*'><frame src='left.html'><frame src='main.html'></frameset>", f"{SITE}/zwgk/main.html"),
        ("<iframe src='/inner/list.html'></iframe>", f"{SITE}/inner/list.html"),
        ("<meta http-equiv='refresh' content='300'>", ""),
        ("<meta http-equiv='refresh' content='0; url=http://elsewhere.example.net/'>", ""),
        ("<script>function go(){ location.href='/m/' }</script>", ""),
    ],
)
def test_a_page_that_only_leads_on_names_the_page_of_its_site(stub: str, target: str) -> None:
    about: dict[str, Json] = {"url": f"{SITE}/zwgk/", "today": TODAY.isoformat(), "page_of": "column"}
    assert freshness(f"<html><head><meta charset=utf-8></head>{stub}".encode(), about)["leads_to"] == target
