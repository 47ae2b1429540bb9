"""Pinyin initials and sorting keys, so that `bdz` finds 白帝镇 and lists sort as a Chinese reader expects."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from fjgov_tui.garbage import kept_meanwhile
from fjgov_tui.patterns import pattern

_CHINESE = pattern(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]+")
_LONGEST_PHRASE = 10


def _plain(syllable: str) -> str:
    """A syllable without its tone: `lǜ` is `lv`, as it is typed."""
    parts = unicodedata.normalize("NFD", syllable).replace("u\u0308", "v")
    return "".join(letter for letter in parts if "a" <= letter <= "z")


@cache
def _dictionaries() -> tuple[Mapping[int, str], Mapping[str, Sequence[Sequence[str]]]]:
    """The library's readings of characters and of phrases; nobody looks for garbage while it loads what it keeps."""
    with kept_meanwhile():
        from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    return PINYIN_DICT, PHRASES_DICT


@cache
def _character(char: str) -> tuple[str, bool]:
    """The usual reading of one character, and whether a phrase could ask for another."""
    readings = [_plain(reading) for reading in _dictionaries()[0].get(ord(char), "").split(",")]
    return readings[0], len(set(readings)) > 1


@lru_cache(maxsize=16384)
def _phrase(words: str) -> tuple[str, ...]:
    """The readings that the dictionary gives a phrase; empty where it has none of it."""
    return tuple(_plain(readings[0]) for readings in _dictionaries()[1].get(words, ()))


@lru_cache(maxsize=65536)
def _syllables(run: str) -> tuple[str, ...]:
    """The readings of a run of characters: the longest phrases from the left, else character by character.

    The library's own conversion gives the same, but takes some forty times as long for each new name.
    """
    known = [_character(char) for char in run]
    if not any(several for _, several in known):
        return tuple(syllable for syllable, _ in known)
    syllables: list[str] = []
    start = 0
    while start < len(run):
        for end in range(min(len(run), start + _LONGEST_PHRASE), start + 1, -1):
            readings = _phrase(run[start:end])
            if readings:
                syllables += readings
                start = end
                break
        else:
            syllables.append(known[start][0])
            start += 1
    return tuple(syllables)


def initials(text: str) -> str:
    """The first letters of every Chinese character, other characters kept, all in lower case.

    The dictionary is loaded on the first Chinese run only; it is no part of start-up.
    """
    return _CHINESE.sub(lambda run: "".join(syllable[:1] for syllable in _syllables(run.group())), text).lower()


def sort_key(text: str) -> str:
    """Pinyin without tones in lower case: what a Chinese reader expects lists to be sorted by."""
    return _CHINESE.sub(lambda run: "".join(_syllables(run.group())), text).lower()


def matches(text: str, words: Sequence[str]) -> bool:
    """Whether every word occurs in the text as it is, or in its initials with or without the punctuation between.

    Args:
        text: what is searched.
        words: in lower case, as `str.casefold` and `str.split` make them.
    """
    if not words:
        return True
    plain = text.casefold()
    missing = [word for word in words if word not in plain]
    # Initials are letters: a Chinese word that is not in the text is not among them either.
    return not missing or (all(map(str.isascii, missing)) and _in_initials(text, missing))


def _in_initials(text: str, words: Sequence[str]) -> bool:
    short = initials(text)
    if all(word in short for word in words):
        return True
    # Nobody types the colon between two words of which they know the initials.
    letters = "".join(filter(str.isalnum, short))
    return all(word in short or word in letters for word in words)
