"""The words around an account that its password must not be made of, in characters and in pinyin."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property

from fjgov_tui.dataclass import dataclass
from fjgov_tui.pinyin import initials, sort_key

_LOCAL = (
    "奉节", "奉节县", "重庆", "夔州", "白帝城", "三峡", "瞿塘峡", "fj", "fjx", "cqfj", "cq", "zf", "rmzf", "gov",
)  # fmt: skip
"""The county's own names: they stand on every page and are the first thing anyone would try."""
FILLERS = (
    "abc", "qwe", "asd", "zxc", "qaz", "wsx", "xyz", "aaa", "admin", "root", "user", "pass", "password", "mima",
    "guanliyuan", "wangzhan", "zhengfu", "love", "woaini", "hello",
)  # fmt: skip
"""What people put around a name."""
_ENDINGS = re.compile(
    r"^(重庆市|奉节县|县)|(人民政府|委员会|办公室|办事处|管理局|子网站|门户网|网站|演示号|管理员|编辑|审核|只读)+$"
)
_KIND = re.compile(r"(?<=..)(土家族乡|民族乡|街道|镇|乡|局|委|办|网|中心|号)$")
_PARTS = re.compile(r"[\s\-_/.@（）()·—]+")
_LEET: dict[str, str] = {
    "@": "a", "4": "a", "3": "e", "1": "il", "!": "il", "|": "il", "0": "o", "$": "s", "5": "s", "7": "t", "9": "g",
    "6": "b", "8": "b", "2": "z",
}  # fmt: skip
_MOST_AROUND = 10
"""Digits and marks around the words that do not make a password of its own."""


@dataclass(frozen=True)
class Context:
    """What anyone may know or guess about an account; secret parts are not shown in its `repr`."""

    account: str = ""
    login: str = field(default="", repr=False)
    unit: str = ""
    platforms: tuple[str, ...] = ()
    """The site's name and address, or the platform and the name of the media account."""
    phones: tuple[str, ...] = field(default=(), repr=False)
    names: tuple[str, ...] = ()
    """The holder, and whoever else changes the password."""

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that may not make up the password, folded, two characters and more."""
        texts = (self.account, self.login, self.unit, *self.platforms)
        words = {word for text in texts for word in _forms(text)}
        words |= {word for name in self.names for word in _name_forms(name)}
        words |= {word for phone in self.phones for word in _phone_forms(phone)}
        words |= {word for text in _LOCAL for word in _forms(text)}
        words = {fold(word) for word in words}
        return frozenset(word for word in words | {word[::-1] for word in words} if len(word) > 1)

    def makes_up(self, typed: str) -> bool:
        """Whether the text is one or more of the words with nothing but fillers, digits and marks around them."""
        text = fold(typed)
        # For each place: the fewest characters around words on a way there, without and with a word of ours on it.
        reached: list[list[int | None]] = [[None, None] for _ in range(len(text) + 1)]
        reached[0][0] = 0
        for place in range(len(text)):
            for ours, around in enumerate(reached[place]):
                if around is not None:
                    for end, cost, own in self._steps(text, place):
                        best = reached[end][max(ours, own)]
                        total = around + cost
                        reached[end][max(ours, own)] = total if best is None else min(best, total)
        around = reached[len(text)][1]
        return around is not None and around <= _MOST_AROUND

    def _steps(self, text: str, place: int) -> Iterable[tuple[int, int, int]]:
        """Where one can go from a place: the end of a word or filler, or past one digit or mark."""
        if not text[place].isalpha():
            yield place + 1, 1, 0
        for words, own in ((self.words, 1), (FILLERS, 0)):
            for word in words:
                if _stands(word, text, place):
                    yield place + len(word), 0, own


def fold(text: str) -> str:
    """Full width as half width, capitals as small letters: what a guesser tries alike."""
    return unicodedata.normalize("NFKC", text).casefold()


def _stands(word: str, text: str, place: int) -> bool:
    """Whether the word stands there, a look-alike character allowed for a letter."""
    part = text[place : place + len(word)]
    if part == word:
        return True
    return len(part) == len(word) and all(
        char == wanted or wanted in _LEET.get(char, "") for char, wanted in zip(part, word, strict=True)
    )


def _forms(text: str) -> set[str]:
    """A text, its parts, and their short forms; each in characters, in pinyin and in initials."""
    parts = {text.strip(), _PARTS.sub("", text), *_PARTS.split(text)}
    parts |= {_ENDINGS.sub("", part) for part in parts}
    parts |= {_KIND.sub("", part) for part in parts}
    return {form for part in parts for form in _spelled(part)}


def _spelled(text: str) -> set[str]:
    return {text, sort_key(text), initials(text)} if text else set()


def _name_forms(name: str) -> set[str]:
    """A name whole, the given name alone, and both orders in pinyin."""
    whole = name.strip()
    family, given = whole[:1], whole[1:]
    mixed = {sort_key(given) + sort_key(family), sort_key(family) + initials(given), initials(family) + sort_key(given)}
    return (
        _spelled(whole)
        | (_spelled(given) if len(given) > 1 or not given.isalpha() else {given, sort_key(given)})
        | mixed
    )


def _phone_forms(phone: str) -> set[str]:
    digits = re.sub(r"\D", "", phone)
    return {digits, digits[-8:], digits[-6:], digits[-4:]} if len(digits) >= 7 else set()
