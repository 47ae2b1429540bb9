"""Days that are not written in plain figures: Chinese and English months, figures of official papers, days ago."""

from __future__ import annotations

import re
from datetime import date, timedelta

from fjgov_tui.months import add_months

_FIGURES = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
_IN_WORDS = re.compile(
    r"([一二][〇○零Ｏ九][〇○零Ｏ一二三四五六七八九]{2})年(十?[一二三四五六七八九]|十)月"
    r"((?:[二三]?十|廿|卅)?[一二三四五六七八九]|[二三]?十|廿|卅)日"
)
_MONTH_FIRST = re.compile(r"^(十[一二]?|[一二三四五六七八九])月(?:份?$|(?= ?\d))")
_DOTTED = re.compile(r"(?<=\d)[·•・‧∙](?=\d)")
_ENGLISH = {
    name: number
    for number, names in enumerate(
        (
            ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
            ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"),
            ("nov", "november"), ("dec", "december"),
        ),
        1,
    )
    for name in names
}  # fmt: skip
_NAMED = "|".join(sorted(_ENGLISH, key=len, reverse=True))
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_MONTH_DAY_YEAR = re.compile(rf"\b({_NAMED})\b\.? ?{_ORDINAL},? ?((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(rf"\b{_ORDINAL}[ -]?({_NAMED})\b\.?,?[ -]?((?:19|20)\d\d)\b", re.IGNORECASE)
_MONTH_ALONE = re.compile(rf"({_NAMED})\.?", re.IGNORECASE)
_LATIN = re.compile(r"[A-Za-z]{3}")
_LONGEST_MONTH = 10
STARTS = re.compile(rf"(?:十[一二]?|[一二三四五六七八九])月|(?:{_NAMED})\.?$|刚刚$|[昨前今]天", re.IGNORECASE)
"""The beginning of a text that is a day, or a piece of one, without any figure."""
_AGO = re.compile(
    r"[\[(]?(?:(\d{1,3}) ?(分钟|小时|天|日|周|个?星期|个?月|年)前"
    r"|(刚刚|今天|昨天|前天)(?: ?\d{1,2}:\d\d(?::\d\d)?)?)[\])]?"
)
_TODAY = re.compile(r"今天$")
_LONGEST_AGO = 16


def in_figures(text: str) -> str:
    """The text with its days in figures; what is no day stays as it is.

    Args:
        text: narrowed, with single spaces.
    """
    if "月" in text:
        if "年" in text and "日" in text:
            text = _IN_WORDS.sub(_official, text)
        text = _MONTH_FIRST.sub(lambda match: f"{_small(match[1])}月", text)
    if not text.isascii():
        text = _DOTTED.sub(".", text)
    if _LATIN.search(text):
        text = _MONTH_DAY_YEAR.sub(lambda match: f"{match[3]}-{_ENGLISH[match[1].lower()]}-{match[2]}", text)
        text = _DAY_MONTH_YEAR.sub(lambda match: f"{match[3]}-{_ENGLISH[match[2].lower()]}-{match[1]}", text)
        if len(text) <= _LONGEST_MONTH and (month := _MONTH_ALONE.fullmatch(text)):
            text = f"{_ENGLISH[month[1].lower()]}月"
    return text


def _official(match: re.Match[str]) -> str:
    """A day in Chinese figures, as official documents end with one, in the figures of lists."""
    year = match[1].translate(_FIGURES)
    return f"{year}年{_small(match[2])}月{_small(match[3])}日"


def _small(figures: str) -> int:
    """A number up to 39: 十, 十二, 二十, 廿一, 三十一, 九."""
    tens, ten, ones = figures.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    return (int(tens.translate(_FIGURES) or 1) * 10 if ten else 0) + int(ones.translate(_FIGURES) or 0)


def ago(text: str, today: date) -> date | None:
    """The day that a text gives by its distance from today, as news for telephones do; `今天` alone is a heading.

    Args:
        text: all that is written there.
        today: in Beijing.
    """
    match = _AGO.fullmatch(text) if len(text) <= _LONGEST_AGO else None
    if match is None or _TODAY.fullmatch(text):
        return None
    if match[3]:
        return today - timedelta(days={"昨天": 1, "前天": 2}.get(match[3], 0))
    number, unit = int(match[1]), match[2].removeprefix("个")
    if unit in {"月", "年"}:
        return add_months(today, -number * (12 if unit == "年" else 1))
    return today - timedelta(days=number * {"天": 1, "日": 1, "周": 7, "星期": 7}.get(unit, 0))
