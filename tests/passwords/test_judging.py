"""What a new password must not be (article 37)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.passwords.advice import translated
from fjgov_tui.passwords.context import Context
from fjgov_tui.passwords.judging import Judgement, common_passwords, graphemes, judge
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.resources import data_text

OFFICE = Context(
    account="白帝镇人民政府子网站-管理员",
    login="bdz_gly",
    unit="白帝镇人民政府",
    platforms=("白帝镇人民政府子网站", "bdz.example"),
    phones=("19900001234",),
    names=("张三丰",),
)


def said(typed: str, context: Context = OFFICE) -> Judgement:
    return judge(Secret(typed), context)


def why(typed: str) -> str:
    return "；".join(said(typed).problems)


@pytest.mark.parametrize("typed", ["kR7-mm2qW", "correct horse battery staple", "石榴-冰川-算盘-雨靴", "Wq7#mmpT"])
def test_a_good_one_passes(typed: str) -> None:
    judged = said(typed)
    assert judged.ok
    assert judged.problems == ()
    assert judged.score >= 2
    assert judged.length == len(typed)


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("Wq7#mmp", 7),
        ("石榴冰川算盘雨", 7),
        ("", 0),
        ("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 7),
        ("👍🏽" * 7, 7),
    ],
)
def test_eight_characters_are_counted_as_people_count_not_in_bytes(typed: str, length: int) -> None:
    assert f"只有 {length} 位" in why(typed)


@given(st.text(st.characters(categories=["L", "Nd"], max_codepoint=0x2FF), max_size=40))
def test_plain_letters_and_digits_count_one_each(text: str) -> None:
    assert graphemes(text) == len(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("👨‍👩‍👧", 1),
        ("🇨🇳🇨🇳", 2),
        ("🇦🇿🇿🇦", 2),
        ("❤️", 1),
        ("\u0301", 1),
        ("a\u0301b", 2),
        ("", 0),
        ("👍🏻", 1),
        ("👍🏿", 1),
        ("👍🏺", 2),
        ("👍🐀", 2),
        ("🇦🈀", 2),
        ("🈀🇦", 2),
    ],
)
def test_marks_joiners_and_flags_belong_to_their_character(text: str, count: int) -> None:
    assert graphemes(text) == count


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\n", "\t", "\x7f", "\x9b", "\u202e", "\u200b", "\ud800", "\u2028"])
def test_control_and_unseen_characters_are_refused(bad: str) -> None:
    assert "控制字符" in why(f"kR7-mm2q{bad}Wx")


def test_ten_thousand_characters_are_refused_before_they_are_rated() -> None:
    assert "超过 256 位" in why("k" * 10_000)
    assert "超过 256 位" in why("石榴" * 5_000_00)
    assert said("kR7-mm2q" * 32).ok
    assert not said("kR7-mm2q" * 32 + "x").ok


@pytest.mark.parametrize(
    "typed",
    [
        "12345678", "qwertyuiop", "Password123", "admin@123", "Fengjie2026", "奉节县人民政府2026", "cqfj@2026",
        "aaaaaaaa", "abababab", "１２３４５６７８", "Zhengfu2026!", "19881212", "1988-12-12", "12121988", "woaini1314",
    ],
)  # fmt: skip
def test_common_ones_are_refused(typed: str) -> None:
    assert "常见口令" in why(typed)
    assert said(typed).score <= 1


@pytest.mark.parametrize(
    "typed",
    [
        "bdz_gly2026", "BDZ_GLY!!", "baidizhen88", "Baidi@2026!", "B@idizhen1", "bdzrmzf123", "白帝镇888888",
        "zhangsanfeng1", "sanfengzhang", "zsf19900001234", "19900001234", "01234zsf", "张三丰20261", "ylg_zdb2026",
        "gnefnasgnahz1", "zsf@bdz2026", "guanliyuanbdz1", "ＢＤＺ＿ＧＬＹ２０２６",
    ],
)  # fmt: skip
def test_what_is_made_of_the_accounts_own_words_is_refused(typed: str) -> None:
    assert "知道这个账户的人就能猜到" in why(typed)
    assert said(typed).score <= 1


def test_the_same_words_are_nobodys_business_elsewhere() -> None:
    assert Context().makes_up("zhangsanfeng1") is False
    assert OFFICE.makes_up("zhangsanfeng1") is True


@given(st.sampled_from(sorted(OFFICE.words)), st.integers(1990, 2035), st.sampled_from(["", "!", "@", "#1"]))
def test_any_word_with_a_year_around_it_is_made_of_it(word: str, year: int, mark: str) -> None:
    for typed in (f"{word}{year}{mark}", f"{year}{word}{mark}", f"{mark}{word.upper()}{year}"):
        assert OFFICE.makes_up(typed)
        assert not said(typed).ok


@given(st.text(max_size=300))
def test_whatever_is_typed_is_judged_and_never_quoted(text: str) -> None:
    judged = said(text)
    assert judged.ok == (not judged.problems)
    assert 0 <= judged.score <= 4
    if len(text) >= 8:
        assert text not in repr(judged)


def test_advice_is_chinese_and_every_sentence_of_the_library_is_known() -> None:
    for typed in (
        "12345678",
        "qwertyui",
        "abcdefgh1",
        "aaaaaaaa",
        "abcabcabcabc",
        "jessica99",
        "drowssap",
        "P@ssw0rd",
        "20261123",
    ):
        for one in said(typed).advice:
            assert any("\u4e00" <= char <= "\u9fff" for char in one)
    from zxcvbn import feedback

    source = feedback.__loader__.get_source("zxcvbn.feedback")
    import ast

    sentences = [
        ast.literal_eval(node.args[0])
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    assert len(sentences) > 20
    assert [one for one in sentences if not translated(one)] == []


def test_the_list_is_of_thousands_each_of_a_length_that_counts() -> None:
    own = [line for line in data_text("words/common-passwords.txt").splitlines() if not line.startswith("# ")]
    assert len(own) > 3000
    assert all(len(line) >= 8 and line == line.casefold().strip() for line in own)
    assert len(set(own)) == len(own)
    assert common_passwords().issuperset(own)


def test_a_context_does_not_show_what_is_sealed() -> None:
    assert "bdz_gly" not in repr(OFFICE)
    assert "19900001234" not in repr(OFFICE)


@pytest.mark.parametrize("typed", ["Tb7Tb7Tb7Tb7", "kitten88x"])
def test_what_only_its_strength_speaks_against_is_refused(typed: str) -> None:
    verdict = said(typed)
    assert (verdict.ok, verdict.score) == (False, 1)
    assert verdict.problems == ("太容易猜中，强度只有弱（1/4）",)
