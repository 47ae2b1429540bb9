"""Where two editions of a text differ is quoted as it is written in each, with the clause in which it stands."""

from __future__ import annotations

import re

import pytest

from fjgov_tui.pages.normal import squeeze
from fjgov_tui.pages.wording import Spelled, altered, differing


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("明日八时至十二时，停水。", "明日八时至十八时，停水。", ("明日八时至十二时", "明日八时至十八时")),
        ("请提前蓄水。", "请务必提前蓄水。", ("请提前蓄水", "请务必提前蓄水")),
        ("先看。请附近居民蓄水。", "先看。请加微信。请附近居民蓄水。", ("", "请加微信。")),
        ("先看。请加微信。请附近居民蓄水。", "先看。请附近居民蓄水。", ("请加微信。", "")),
        ("电话：０２３－５６５５（白天）", "电话: ０２３－５６５６ (白天)", ("０２３－５６５５", "０２３－５６５６")),
        ("共12,000元", "共 13,000 元", ("共12,000元", "共 13,000 元")),
        ("时间：８：００……", "时间：９：００……", ("８：００", "９：００")),
        ("附近 abc", "附近 abc 请加微信 ABC123", ("", "请加微信 ABC123")),
        ("面积 20㎡。", "面积 30㎡。", ("20㎡", "30㎡")),
        ("一\u200b样", "一 样\u3000", ("", "")),
        ("e\u0301tat", "\u00e9tats", ("\u00e9tat", "\u00e9tats")),
        ("一" * 60, "二" * 60, ("一" * 40 + "…", "二" * 40 + "…")),
    ],
)
def test_a_difference_is_quoted_as_it_is_written_before_and_after(
    before: str, after: str, wanted: tuple[str, str]
) -> None:
    assert differing(before, after) == wanted


def test_a_difference_in_words() -> None:
    assert altered("甲，乙", "甲，丙") == "“乙”改成了“丙”"
    assert altered("甲。", "甲。乙。") == "多了“乙。”"
    assert altered("甲。乙。", "甲。") == "少了“乙。”"


@pytest.mark.parametrize(
    "text", ["阅读 次数：１２ 次，正文（试行）㎡……", "浏览：", "", "正文", "　　浏览量 5 e\u0301 点击"]
)
def test_what_is_left_out_of_a_text_is_left_out_of_its_squeezed_form(text: str) -> None:
    """Baselines of earlier releases keep the squeezed form: what is kept now has to say the same."""
    counter = re.compile(r"(?:浏览|点击|阅读)(?:次数|量)?[:：]?\d*次?")
    assert squeeze(Spelled.of(text).without(counter, most=1000)) == counter.sub("", squeeze(text))
