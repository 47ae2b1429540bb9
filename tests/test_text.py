import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.text import (
    clean,
    clean_long,
    fit,
    guard_formula,
    looks_masked,
    mask,
    safe,
    tidy,
    tidy_code,
    tidy_name,
    unguard_formula,
    width,
)

ANY_TEXT = st.text(st.characters())
"""Any code points, lone surrogates included."""
HOSTILE = "\x1b]52;c;QQ==\x07\x9b2J\x00\u202e\u200b\u2066\ufeff\u2028\ud800\U000e0041\u061c\u00ad"


def _acts(char: str) -> bool:
    """Whether a character could act on a terminal, a reader's eye or an encoder."""
    visible_marks = set("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
    format_control = unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return format_control and char not in visible_marks and not 0x13430 <= ord(char) < 0x13460


def test_every_character_that_could_act_is_replaced_by_a_visible_one() -> None:
    left = [hex(code) for code in range(0x110000) if any(map(_acts, clean(chr(code))))]
    assert left == []


def test_hostile_text_stays_readable_and_loses_its_teeth() -> None:
    said = clean(f"白帝镇{HOSTILE}公告")
    assert said.startswith("白帝镇␛]52")
    assert said.endswith("公告")
    assert not any(map(_acts, said))
    said.encode("utf-8")


@given(ANY_TEXT)
def test_the_sanitisers_are_idempotent(text: str) -> None:
    for sanitise in (clean, clean_long, safe, tidy, tidy_name, tidy_code):
        once = sanitise(text)
        assert sanitise(once) == once


@given(ANY_TEXT)
def test_nothing_that_acts_survives(text: str) -> None:
    assert not any(map(_acts, clean(text)))
    assert not any(map(_acts, clean_long(text).replace("\n", "")))
    assert "\n" not in clean(text)


def test_long_text_keeps_its_lines() -> None:
    assert clean_long("一\r\n二\r三\n四\t五") == "一\n二\n三\n四 五"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("张 三", "张三"),
        ("  张　三 ", "张三"),
        ("Ａ Ｂ 张", "A B 张"),
        ("\U00020bb7 野", "\U00020bb7野"),
        ("〇 一", "〇一"),
    ],
)
def test_names_lose_the_spaces_that_pad_them(given: str, name: str) -> None:
    assert tidy_name(given) == name


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 60))
def test_fit_gives_exactly_the_width(text: str, cells: int) -> None:
    assert width(fit(clean(text), cells)) == cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("白帝镇", 6, "白帝镇"),
        ("白帝镇", 5, "白帝…"),
        ("白帝镇", 4, "白… "),
        ("白", 1, "…"),
        ("白", 0, ""),
        ("a", 3, "a  "),
    ],
)
def test_a_cut_is_shown(text: str, cells: int, shown: str) -> None:
    assert fit(text, cells) == shown


@given(st.text(st.characters(exclude_characters="*"), min_size=1))
def test_a_mask_never_holds_the_whole_value(value: str) -> None:
    assert value not in mask(value)
    assert looks_masked(mask(value))


def test_a_masked_mobile_is_recognised_but_not_usable() -> None:
    assert mask("13800138000") == "138****8000"
    assert mask("023-56557000") == "****7000"
    assert mask("admin") == "ad****"
    assert mask("abc") == "****"


@given(ANY_TEXT)
def test_guarding_against_formulas_is_taken_back_exactly(text: str) -> None:
    assert unguard_formula(guard_formula(text)) == text


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "|"]), ANY_TEXT)
def test_no_guarded_cell_begins_a_formula(begin: str, rest: str) -> None:
    assert guard_formula(begin + rest).startswith("'")
