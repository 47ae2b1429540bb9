"""Pinyin initials and sorting keys, so that `bdz` finds 白帝镇 and lists sort as a Chinese reader expects."""

import re
from functools import lru_cache

_CHINESE = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")


@lru_cache(maxsize=65536)
def _initials(run: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return "".join(part[:1] for part in lazy_pinyin(run, style=Style.FIRST_LETTER, errors="ignore"))


@lru_cache(maxsize=65536)
def _syllables(run: str) -> str:
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(run, errors="ignore"))


def initials(text: str) -> str:
    """The first letters of every Chinese character, other characters kept, all in lower case.

    The dictionary is loaded on the first Chinese run only; it is no part of start-up.
    """
    return _CHINESE.sub(lambda run: _initials(run.group()), text).lower()


def sort_key(text: str) -> str:
    """Pinyin without tones in lower case: what a Chinese reader expects lists to be sorted by."""
    return _CHINESE.sub(lambda run: _syllables(run.group()), text).lower()
