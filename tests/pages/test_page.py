"""A page read once: its parts, its limits."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.pages.hosts import Neighbours
from fjgov_tui.pages.links import links
from fjgov_tui.pages.page import MAX_DEPTH, MAX_TAGS, Joiner, ParsedPage, read_page
from fjgov_tui.pages.standing import standing
from fjgov_tui.pages.unasked import unasked
from tests.hostile.pages import deep, escapes, many_links, nuls

URL = "http://www.fengjie.example/zwgk/tzgg/index.html"


def read(html: str, url: str = URL) -> ParsedPage:
    return ParsedPage(html.encode(), {"url": url, "content_type": "text/html; charset=utf-8"})


def test_title_metas_and_text() -> None:
    page = read(
        "<title> 通知\n公告 </title><meta name='SiteName' content=' 奉节 '><meta name=sitename content=second>"
        "<meta property='article:published_time' content='2026-11-20'><style>p{}</style><script>var a='脚本'</script>"
        "<p>政<b>府</b>网</p><div>站</div>点<noscript>无</noscript>"
    )
    assert page.title == "通知 公告"
    assert page.metas == {"sitename": "奉节", "article:published_time": "2026-11-20"}
    assert page.visible.split() == ["政府网", "站", "点"]


def test_links_are_absolute_and_lead_somewhere() -> None:
    page = read(
        "<a href='../a.html#top'>甲</a><a href='b.html' title='乙乙'><img></a><a href='//c.example/'>丙</a>"
        "<a href='javascript:go()'>x</a><a href='#x'>x</a><a href=' MAILTO:a@b '>x</a><a>x</a><a href='http://[bad'>x</a>"
    )
    assert [(one.url, one.text) for one in page.links] == [
        ("http://www.fengjie.example/zwgk/a.html", "甲"),
        ("http://www.fengjie.example/zwgk/tzgg/b.html", "乙乙"),
        ("http://c.example/", "丙"),
    ]


def test_a_base_address_is_respected() -> None:
    page = read("<base href='/other/'><a href='a.html'>甲</a>")
    assert [one.url for one in page.links] == ["http://www.fengjie.example/other/a.html"]


hrefs = st.lists(
    st.sampled_from(["a", "..", ".", "/", "//", "?q=1", "b.html", "#f", "http://x.example/", " ", "甲"])
).map("".join)


@given(href=hrefs)
def test_the_short_way_to_an_absolute_address_agrees_with_the_general_one(href: str) -> None:
    found = Joiner(URL)(href)
    plain = href.strip().partition("#")[0]
    if found:
        assert found == urljoin(URL, plain)
    else:
        assert not plain


def test_one_parse_serves_several_tasks() -> None:
    body, about = b"<title>x</title>", {"url": URL}
    first = read_page(body, about)
    assert read_page(body, about) is first
    assert read_page(bytes(bytearray(body)), about) is not first
    assert read_page(body, {"url": "http://other.example/"}).url == "http://other.example/"


def test_deep_nesting_is_cut_before_it_is_parsed_and_told() -> None:
    page = ParsedPage(deep(), {"url": URL})
    assert page.title == "deep"
    assert any("嵌套过深" in note for note in page.notes)
    assert len(page.flat.tags) < MAX_DEPTH * 3
    mixed = read("<p>" + "<b><div>" * 100_000)
    assert len(mixed.flat.tags) < MAX_DEPTH * 3


def test_nesting_that_only_lacks_end_tags_is_left_alone() -> None:
    page = read("<ul>" + "<li><p>条目" * 6000 + "</ul>")
    assert not page.notes
    assert page.visible.count("条目") == 6000


def test_too_many_links_are_counted_not_followed() -> None:
    found = links(many_links(), {"url": URL})
    assert isinstance(found["links"], list)
    assert len(found["links"]) == 2000
    assert isinstance(found["more"], int)
    assert found["more"] >= MAX_TAGS // 2 - 5000
    assert "标签过多" in str(found["notes"])
    assert "链接过多" in str(found["notes"])


def test_links_come_once_with_the_first_text() -> None:
    html = "<title>题</title><a href='/a'></a><a href='/a'>甲</a><a href='/b'>乙</a><a href='/a#x'>丙</a>"
    found = links(html.encode(), {"url": "http://x.example/"})
    assert found["links"] == [["http://x.example/a", "甲"], ["http://x.example/b", "乙"]]
    assert found["more"] == 0
    assert links(html.encode(), {"url": "http://x.example/", "most": 1})["more"] == 1


@pytest.mark.parametrize("body", [escapes(), nuls(), b"", b"\xff" * 5000, b"<" * 70_000, b"<a " * 30_000])
def test_hostile_bytes_make_a_page(body: bytes) -> None:
    page = ParsedPage(body, {"url": URL})
    assert isinstance(page.visible, str)
    assert all(one.url for one in page.links)
    assert "\0" not in page.source


@given(html=st.text(st.sampled_from("<>/abdivulp ='\"&;x1年"), max_size=300))
def test_any_markup_is_laid_flat_consistently(html: str) -> None:
    flat = read(html).flat
    for index, (up, end) in enumerate(zip(flat.parents, flat.ends, strict=True)):
        assert up < index < end <= (flat.ends[up] if up >= 0 else len(flat.tags))
    assert flat.anchors == [index for index, tag in enumerate(flat.tags) if tag == "a"]


@pytest.mark.parametrize(
    ("written", "icp"),
    [
        ("蜀ICP备：19007388号", "蜀ICP备19007388号"),
        ("京ICP备05032222-1号", "京ICP备05032222号-1"),
        ("京ICP备05032222号-1", "京ICP备05032222号-1"),
        ("渝ICP备 05001234", "渝ICP备05001234号"),
        ("渝 icp 备 05001234 号", "渝ICP备05001234号"),
    ],
)
def test_a_filing_is_one_however_it_is_written(written: str, icp: str) -> None:
    page = f"<p>{written}</p><p>京公网安备: 11010202000001</p>".encode()
    found = standing(page, {"url": "http://www.fengjie.example/"})
    assert found["icp"] == [icp]
    assert found["police"] == ["京公网安备11010202000001号"]


@given(st.lists(st.sampled_from(("<p>", "<a>", "<img>", "<svg>", "</svg>", "<title>", "</title>", "<template>", "字"))))
def test_elements_are_what_a_selector_finds(parts: list[str]) -> None:
    page = read("".join(parts))
    found = [node.mem_id for node in page.elements("title", "a", "img")]
    assert found == [node.mem_id for node in page.tree.css("title,a,img")]
    assert page.chosen("svg a", "svg") == page.tree.css("svg a")


@pytest.mark.parametrize(
    "said", ["on\0load='eval(a)'", "style='x:expr\0ession(eval(a))'", "style='x:expr&#101;ssion(eval(a))'"]
)
def test_what_is_looked_for_in_the_bytes_is_found_as_in_the_text(said: str) -> None:
    page = read(f"<body {said}>政府")
    assert page.scripts or any(unasked(page, Neighbours(URL), page.scripts))
