"""Words, numbers of persons and reposts: found where they stand, told with their sentence, masked."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import Alarm, alarms_of
from fjgov_tui.pages.contents import content
from fjgov_tui.pages.normal import normal
from fjgov_tui.pages.personal import is_idcard, passes_luhn, personal_numbers, sentence_around, without_numbers
from fjgov_tui.pages.words import ALLOW, HIJACK, LAWFUL, MISPRINT, county_words, finder, own_words, unsourced
from fjgov_tui.text import clean
from tests.pages.tampered import entries, sound

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def idcard(first: str = "500236", born: date = date(1900, 1, 1), number: int = 0) -> str:
    body = f"{first}{born:%Y%m%d}{number:03d}"
    rest = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11
    return body + "10X98765432"[rest]


def card(head: str) -> str:
    """A card number whose last digit checks."""
    return next(head + str(last) for last in range(10) if passes_luhn(head + str(last)))


def read(html: str, *, detail: bool = False, terms: Mapping[str, tuple[str, str]] | None = None) -> list[Alarm]:
    rows: list[Json] = [[word, *rest] for word, rest in (terms or {}).items()]
    about: dict[str, Json] = {
        "url": "http://www.fengjie.example/x/", "content_type": "text/html; charset=utf-8", "detail": detail,
        "terms": rows,
    }  # fmt: skip
    return list(alarms_of(content(html.encode(), about), "faults"))


def marks(html: str, **about: Mapping[str, tuple[str, str]]) -> list[tuple[str, str]]:
    return [(one.rule, one.mark) for one in read(html, terms=about.get("terms"))]


def test_a_sound_page_has_nothing() -> None:
    assert read(sound()) == []
    assert read(sound(news=entries(60))) == []


@pytest.mark.parametrize(
    "said",
    [
        "贯彻落实中央八项归定精神",
        "贯彻落实中央八项<b>归</b>定精神",
        "贯彻中央八 项　归 定精神",
        "中央八项\u200b归定",
        "八项归&#23450;",
    ],
)
def test_a_misprint_is_found_however_it_is_broken_up(said: str) -> None:
    (one,) = read(sound(f"<p>前一句话。全体干部要{said}，抓好落实。后一句话。</p>"))
    assert (one.rule, one.mark, one.severity) == ("misprint", "八项归定", "violation")
    assert "八项规定" in one.what
    assert "前一句" not in one.around
    assert "后一句" not in one.around
    assert "抓好落实" in one.around


def test_misprints_are_graver_where_they_name_the_state() -> None:
    assert {one.mark: one.severity for one in read(sound("<p>按排县攻府值班</p>"))} == {
        "按排": "warning",
        "攻府": "violation",
    }


@pytest.mark.parametrize(
    "said",
    [
        "按排名先后公布", "进攻府城的战斗", "他自己经营一家农家乐", "颁布署名文章", "过渡假期安排", "究竟选哪一个",
        "视频临时中断", "推广范围不断扩大", "投资询问电话", "积极待命", "承担误工补贴",
        "各乡镇人民政府、县政府各部门", "情不自已",
    ],
)  # fmt: skip
def test_words_that_meet_by_chance_are_no_misprints(said: str) -> None:
    assert read(sound(f"<p>{said}</p>")) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("澳门新葡京娱乐城，注册送彩金", True),
        ("香港六 合 彩开奖结果", True),
        ("ＰＫ１０ 计划", True),
        ("警方提醒：网络投注、六合彩、百家乐都是违法犯罪行为", False),
        ("我县开展打击跨境赌博宣传，百家乐骗局要当心", False),
        ("公布彩票平台。严禁赌博。", True),
        ("走访m88国道沿线", False),
        ("型号 mm88x", False),
    ],
)
def test_hijackers_terms_count_unless_the_sentence_is_against_them(said: str, found: bool) -> None:
    assert {rule for rule, _ in marks(sound(f"<p>{said}</p>"))} == ({"hijack"} if found else set())


def test_what_pictures_and_links_are_called_is_read_too() -> None:
    html = sound('<img src="/a.png" alt="真人百家乐"><a href="/b.html" title="县攻府通告">通告</a>')
    assert sorted(marks(html)) == [("hijack", "真人百家乐"), ("misprint", "攻府")]
    assert marks(sound(head="<meta name='description' content='网上赌场'>")) == [("hijack", "网上赌场")]


def test_what_only_hidden_links_say_is_left_to_the_integrity_check() -> None:
    link = '<a href="http://www.bc888.example.top/">在线博彩</a>'
    hidden = f'<div style="display:none">{link}{link}</div>'
    assert marks(sound(hidden)) == []
    assert marks(sound(link)) == [("hijack", "在线博彩")]
    assert marks(sound(f"{hidden}<p>在线博彩</p>")) == [("hijack", "在线博彩")]


def test_the_countys_own_words_stand_beside_the_lists() -> None:
    terms = {
        "白帝诚": ("错误表述", "白帝城"),
        "内部试用": ("敏感用语", ""),
        "攻府拳": ("放行", ""),
        "无此类": ("别的", ""),
    }
    html = sound("<p>白帝诚景区，内部试用，攻府拳表演，无此类</p>")
    assert sorted(marks(html, terms=terms)) == [("misprint", "白帝诚"), ("sensitive", "内部试用")]
    (first, *_) = read(html, terms=terms)
    assert "白帝城" in first.what
    assert sorted(marks(html)) == [("misprint", "攻府")]


def test_a_word_is_told_once_with_how_often_it_stands() -> None:
    (one,) = read(sound("<p>县攻府</p>" * 7))
    assert "共 7 处" in one.what


def test_the_lists_are_in_order() -> None:
    words = own_words()
    counted = Counter(one.rule for one in words)
    assert counted[MISPRINT] > 700
    assert counted[HIJACK] > 400
    assert counted[LAWFUL] > 30
    assert len({(one.text, one.rule) for one in words}) == len(words)
    searched = [one.text for one in words if one.rule in {MISPRINT, HIJACK}]
    for one in words:
        if one.rule == MISPRINT:
            assert one.right, one
            assert one.right != one.text
            assert finder().find(one.right) == [], one
        if one.rule == ALLOW:
            assert any(word in one.text and word != one.text for word in searched), one
        assert clean(one.text) == one.text


def test_identity_numbers_are_told_masked() -> None:
    number = idcard()
    (one,) = read(sound(f"<p>公示对象：样大寒，身份证号 {number}，电话未登记。</p>"))
    assert (one.rule, one.mark, one.severity) == ("idcard", f"500***********{number[-4:]}", "violation")
    assert number not in f"{one}"
    assert "样大寒" in one.around
    assert one.mark in one.around


@given(
    st.sampled_from(["11", "50", "51", "65", "82"]), st.integers(0, 9999), st.dates(date(1900, 1, 1), date(2026, 1, 1)),
    st.integers(0, 999), st.integers(1, 10),
)  # fmt: skip
def test_only_the_right_check_digit_makes_an_identity_number(
    province: str, district: int, born: date, number: int, shift: int
) -> None:
    right = idcard(f"{province}{district:04d}", born, number)
    assert is_idcard(right)
    assert is_idcard(right.lower())
    (found,) = personal_numbers(f"证号：{right}。")
    assert found.kind == "idcard"
    other = "0123456789X"[("0123456789X".index(right[-1]) + shift) % 11]
    assert not is_idcard(right[:-1] + other)
    assert without_numbers(without_numbers(right)) == without_numbers(right)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("电话13812345678。", ["mobile"]),
        ("电话：138 1234 5678", ["mobile"]),
        ("+86 13812345678", ["mobile"]),
        ("１３８１２３４５６７８", ["mobile"]),
        ("138****5678", []),
        ("座机 023-56557999，传真56557999", []),
        ("编号2026138123456789", []),
        ("文号 113812345678", []),
        ("金额1381234567.8", []),
        ("订单 13812345678901234", []),
        ("型号A13812345678", []),
        ("12812345678", []),
        (f"卡号：{card('622848000000123456')}", ["bankcard"]),
        (f"{card('621700123400005678')[:4]} {card('621700123400005678')[4:8]} {card('621700123400005678')[8:12]}"
         f" {card('621700123400005678')[12:16]} {card('621700123400005678')[16:]}", ["bankcard"]),
        (f"开户银行账号 {card('421700123400567')}", ["bankcard"]),
        (f"流水 {card('421700123400567')}", []),
        ("卡号：6228480000001234567" if not passes_luhn("6228480000001234567") else "无", []),
        ("6228************4567", []),
        ("5002***********1234", []),
        ("500236199913011234", []),
        (idcard("990236"), []),
        (f"<{idcard()}>", ["idcard"]),
        (f"0.{idcard()}", []),
        (f"统一社会信用代码 11500236{idcard()[:10]}", []),
    ],
)  # fmt: skip
def test_which_numbers_are_persons(text: str, kinds: list[str]) -> None:
    assert [one.kind for one in personal_numbers(normal(text).text)] == kinds


@given(
    st.text(alphabet="。！\n，县政府办公室0123456789 -", max_size=150), st.text(alphabet="。\n，公示名单", max_size=150)
)
def test_no_sentence_keeps_a_number(before: str, after: str) -> None:
    number = idcard()
    text = f"{before}号{number}人，另一人13812345678{after}"
    start = text.index(number)
    around = sentence_around(text, start, start + 18)
    assert number not in around
    assert "13812345678" not in around
    assert "号500***********" in around
    assert clean(around) == around


def test_a_sentence_is_cut_at_its_ends_and_when_it_is_too_long() -> None:
    text = "甲" * 300 + "县攻府" + "乙" * 300
    around = sentence_around(text, 300, 303)
    assert around == "…" + "甲" * 60 + "县攻府" + "乙" * 60 + "…"
    assert sentence_around("上句。下句有县攻府！再句", 5, 8) == "下句有县攻府！"


@pytest.mark.parametrize(
    ("visible", "metas", "found"),
    [
        # A template prints the field under every article; only what was written elsewhere needs a name in it.
        ("标题\n来源： 发布时间：2026-11-20\n正文", {}, False),
        ("标题\n来源： 发布时间：2026-11-20\n新华社北京11月19日电 会议强调", {}, True),
        ("标题\n来源：\n原标题：某地召开会议\n正文", {"contentsource": ""}, True),
        ("标题\n来源：\n本报讯（记者 甲乙）近日", {}, True),
        ("标题\n来源：\n正文", {"contentsource": "县水利局"}, False),
        ("标题\n来源：县水利局 发布时间：2026-11-20", {}, False),
        ("标题\n信息来源：\n本文转载自新华社", {}, False),
        ("（转载）正文", {}, True),
        ("正文没有提来源", {}, False),
    ],
)
def test_reposts_without_a_source(visible: str, metas: dict[str, str], found: bool) -> None:
    assert (unsourced(visible, metas) is not None) is found


def test_a_repost_is_told_of_an_article_only() -> None:
    html = sound("<div>来源：</div><div>发布时间：2026-11-20</div><p>新华社北京11月19日电</p>")
    assert [one.rule for one in read(html, detail=True)] == ["repost"]
    assert read(html) == []


def test_the_articles_of_a_list_are_its_own_first_ones() -> None:
    html = sound('<a href="http://other.example/2026/1.html">别处的一篇很长很长的文章</a>', news=entries(30))
    answer = content(html.encode(), {"url": "http://www.fengjie.example/", "content_type": ""})
    assert answer["articles"] == [f"http://www.fengjie.example{one.href}" for one in entries(20)]


@given(st.text(max_size=60), st.text(alphabet="县攻府\u200b\u3000 ＡＢ１２①㈠\n", max_size=60))
def test_the_way_back_from_normal_text_fits(before: str, middle: str) -> None:
    text = before + middle
    plain = normal(text)
    for place, char in enumerate(plain.text):
        origin = plain.origin(place)
        assert 0 <= origin < max(1, len(text)) + 1
        if "\u4e00" <= char <= "\u9fff" and text.count(char) == plain.text.count(char):
            assert text[origin] == char


def test_an_unknown_kind_of_term_is_left_out() -> None:
    assert county_words([("词", "奇怪", "")]) == ()


def test_a_day_of_publication_that_was_altered_is_told() -> None:
    """The tag for machines and the day that is shown must agree: to alter it is a ground of veto."""
    page = (
        "<html><head><meta charset=utf-8><meta name='ArticleTitle' content='通知'>"
        "<meta name='ContentSource' content='县府办'>"
        "<meta name='PubDate' content='{}'></head><body><h1>关于防汛工作的通知</h1><p>发布时间：{}</p><p>正文。</p>"
        "</body></html>"
    )
    assert read(page.format("2026-11-20 09:00", "2026-11-20"), detail=True) == []
    assert read(page.format("2026-11-20 23:59", "2026-11-21 00:10"), detail=True) == []
    (fault,) = read(page.format("2026-11-20 09:00", "2025-03-02"), detail=True)
    assert (fault.rule, fault.severity) == ("pubdate", "warning")
    assert "2026-11-20" in fault.what
    assert "2025-03-02" in fault.what
