"""What stands on every column of a site is its frame: neither a list of the column, nor anything that fills it."""

from collections.abc import Sequence
from datetime import date

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import part
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.shot import shot_of
from fjgov_tui.pages.tampering import integrity

URL = "http://www.fengjie.example/c/index.html"
TODAY = "2026-11-23"
SIDE = "".join(
    f"<li><a href='/news/{n}.html'>县城区供水管网改造工程公告{n}</a><span>11-{20 - n}</span></li>" for n in range(4)
)


def page(name: str, content: str, side: str = SIDE, *, side_below: bool = True, heading: str = "<h4>要讯</h4>") -> str:
    around = f"<div class='r'>{heading}<ul>{side}</ul></div>"
    return (
        f"<html><head><meta charset='utf-8'><title>{name}</title></head><body><div><a href='/'>首页</a>"
        f"<a href='/gk/'>公开</a></div>{'' if side_below else around}<h3>{name}</h3><div class='l'>{content}</div>"
        f"{around if side_below else ''}<div>奉节县林业局主办</div></body></html>"
    )


def column(name: str, day: str, count: int = 8) -> str:
    rows = "".join(
        f"<li><a href='/{name}/{n}.html'>{name}方面的第{n}件工作情况</a><span>{day}</span></li>" for n in range(count)
    )
    return f"<ul>{rows}</ul>"


OTHERS = [page(name, column(name, "2026-11-10")) for name in ("动态", "法规", "造林", "防火")]


def kept(html: str) -> str:
    about: dict[str, Json] = {"url": URL, "content_type": "text/html", "site": URL, "allowed": []}
    return shot_of(part(integrity(html.encode(), about), "shot")).body().decode()


def ask(html: str, others: Sequence[str], name: str = "") -> dict[str, Json]:
    about: dict[str, Json] = {
        "url": URL,
        "today": TODAY,
        "page_of": "column",
        "name": name,
        "beside": [kept(other) for other in others],
    }
    return freshness(html.encode(), about)


def test_a_stale_column_is_not_made_fresh_by_what_every_page_of_the_site_lists() -> None:
    for below in (True, False):
        stale = page("科普", column("科普", "2025-03-04"), side_below=below)
        others = [page(name, column(name, "2026-11-10"), side_below=below) for name in ("动态", "法规", "造林")]
        assert ask(stale, others)["newest"] == "2025-03-04"


def test_an_empty_column_is_seen_to_be_empty_among_the_frame_of_its_site() -> None:
    found = ask(page("科普", "<ul></ul>"), OTHERS)
    assert (found["newest"], found["blank"]) == (None, True)
    assert ask(page("科普", "<p>本县现有林地二百万亩。</p>"), OTHERS)["blank"] is False
    for content in ("<img src='/map.png'>", "<form><textarea></textarea></form>", "<input name='number'>"):
        assert ask(page("查询", content), OTHERS)["blank"] is False


def test_the_heading_that_the_ledger_names_fills_no_column() -> None:
    html = page("奉节县林业局", "<h4>科普园地</h4><ul></ul>")
    assert ask(html, OTHERS, "科普园地")["blank"] is True
    assert ask(html, OTHERS)["blank"] is False


def test_a_column_that_lists_what_the_side_bars_list_too_is_neither_empty_nor_stale() -> None:
    """Where its short list stands in the side bar of every other column, nobody can tell the two apart: it counts."""
    notices = page("公告", f"<ul>{SIDE}</ul>", "", heading="")
    found = ask(notices, OTHERS)
    assert found["newest"] == date(2026, 11, 20).isoformat()
    assert found["blank"] is False
    longer = page("公告", f"<ul>{SIDE}{column('公告', '2026-10-01')}</ul>")
    assert ask(longer, OTHERS)["newest"] == date(2026, 11, 20).isoformat()


def test_a_site_that_answers_every_address_with_one_page_says_nothing_about_any() -> None:
    """Its visitors' counter alone differs; the list that it shows is still a list."""
    same = page("动态", column("动态", "2026-10-08"))
    others = [same.replace("主办", f"主办 访问量 {n}") for n in (1182, 1183, 1190, 1204)]
    found = ask(same, others)
    assert (found["newest"], found["blank"]) == ("2026-11-20", False)
    bare = [page("动态", column("动态", "2026-10-08"), "") for _ in range(4)]
    assert ask(bare[0], bare)["newest"] == "2026-10-08"


def test_a_list_that_several_columns_of_the_site_have_in_common_is_a_list_of_each() -> None:
    """Some systems show the same articles in related columns: none of these is empty, nor older than what it shows."""
    common = column("要闻", "2026-11-16", 5)
    related = [page(name, f"<ul>{common}</ul>", "") for name in ("要闻", "图片新闻", "头条", "综合")]
    found = ask(related[0], [*related[1:], *(page(name, column(name, "2026-10-01"), "") for name in ("造林", "防火"))])
    assert (found["newest"], found["blank"]) == ("2026-11-16", False)


def test_one_other_column_is_no_pattern_and_a_snapshot_of_another_release_is_passed_over() -> None:
    stale = page("科普", column("科普", "2025-03-04"))
    assert ask(stale, OTHERS[:1])["newest"] == "2026-11-20"
    about: dict[str, Json] = {"url": URL, "today": TODAY, "page_of": "column", "beside": ["{}", "no json", 7]}
    assert freshness(stale.encode(), about)["newest"] == "2026-11-20"


def test_of_a_home_page_everything_counts() -> None:
    about: dict[str, Json] = {"url": URL, "today": TODAY, "page_of": "site", "beside": [kept(each) for each in OTHERS]}
    assert freshness(page("首页", "").encode(), about)["newest"] == "2026-11-20"
