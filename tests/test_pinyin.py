import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from fjgov_tui.pinyin import initials, sort_key

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("白帝镇", "bdz"),
        ("重庆", "cq"),
        ("县政府办公室", "xzfbgs"),
        ("APP 云上奉节", "app ysfj"),
        ("", ""),
        ("〇七", "lq"),
    ],
)
def test_initials_are_what_people_type(text: str, letters: str) -> None:
    assert initials(text) == letters


@given(CHINESE)
def test_readings_are_those_of_the_library(text: str) -> None:
    assert sort_key(text) == "".join(lazy_pinyin(text, errors="ignore"))


@pytest.mark.parametrize(
    "phrase", ["银行行长", "长安区区长", "重要", "音乐", "会计", "绿色女士", "参差不齐", "调查调整"]
)
def test_a_character_with_two_readings_takes_its_phrases(phrase: str) -> None:
    assert sort_key(phrase) == "".join(lazy_pinyin(phrase))


def test_names_sort_as_a_chinese_reader_expects() -> None:
    names = ["永安街道", "白帝镇", "重庆市", "安坪镇"]
    assert sorted(names, key=sort_key) == ["安坪镇", "白帝镇", "重庆市", "永安街道"]


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert sort_key(text) == sort_key(text).lower()
    initials(text)


def test_the_dictionary_is_no_part_of_start_up() -> None:
    code = "import sys, fjgov_tui.store, fjgov_tui.pinyin as p; p.initials('abc'); sys.exit('pypinyin' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
