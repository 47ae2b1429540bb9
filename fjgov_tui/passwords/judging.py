"""Whether a new password will do, and how easily it is guessed (article 37)."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import lru_cache
from typing import Any

from fjgov_tui.dataclass import dataclass
from fjgov_tui.passwords.advice import advice
from fjgov_tui.passwords.context import FILLERS, Context, fold
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.resources import data_text

LEAST, MOST = 8, 256
"""Characters as people count them: what article 37 asks, and what no back end takes more of."""
WEAK = 1
"""A password of this strength or less falls to a few thousand to a million guesses, and is refused."""
STRENGTHS = ("极弱", "弱", "一般", "较强", "很强")
"""The five strengths, by score."""
_RATED = 72
"""Characters that zxcvbn looks at; more can only be stronger."""
_UNSEEN = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}
_DATE_DIGITS = 8
_AROUND = "0123456789!@#$%^&*()_+-=.,?~`'\" "
_MOST_AROUND, _LEAST_CORE, _LEAST_DIFFERENT = 8, 4, 3
"""Digits and marks that do not make a common word uncommon; the shortest such word; different characters needed."""


@dataclass(frozen=True)
class Judgement:
    """What is to be said about a password; holds nothing of the password itself."""

    ok: bool
    problems: tuple[str, ...]
    """Chinese sentences without full stop: why it cannot be taken."""
    score: int
    """0 to 4; 0 where it was not rated, at most `WEAK` where it is refused."""
    advice: tuple[str, ...]
    """Chinese sentences without full stop: how to make a better one."""
    length: int
    """Characters as people count them."""

    @property
    def strength(self) -> str:
        """The score as a word and a number."""
        return f"{STRENGTHS[self.score]}（{self.score}/4）"


def graphemes(text: str) -> int:
    """Characters as people count them: marks, joiners and skin tones belong to what they stand on."""
    count, joined, flag = 0, False, False
    for char in unicodedata.normalize("NFC", text):
        code = ord(char)
        second_flag = flag and 0x1F1E6 <= code <= 0x1F1FF
        extends = (
            char in "\u200c\u200d"
            or unicodedata.category(char) in {"Mn", "Me", "Mc"}
            or 0x1F3FB <= code <= 0x1F3FF
            or second_flag
        )
        if not (extends or joined) or not count:
            count += 1
        joined = char == "\u200d"
        flag = 0x1F1E6 <= code <= 0x1F1FF and not second_flag
    return count


def judge(secret: Secret, context: Context) -> Judgement:
    """Judge a new password by everything but the account's earlier ones.

    Args:
        secret: the password.
        context: what is known about the account.
    """
    typed = secret.reveal()
    # Before anything that takes time in proportion.
    if len(typed) > MOST:
        return Judgement(False, (f"太长，超过 {MOST} 位；一般后台也收不下",), 0, (), len(typed))
    length = graphemes(typed)
    problems = []
    if any(unicodedata.category(char) in _UNSEEN for char in typed):
        problems.append("含有控制字符或看不见的字符，后台登录时打不出来")
    if length < LEAST:
        problems.append(f"只有 {length} 位，不足 {LEAST} 位（第三十七条）")
    if problems:
        return Judgement(False, tuple(problems), 0, (), length)
    if _common(typed):
        problems.append("在常见口令之列，最先被试")
    if context.makes_up(typed):
        problems.append("由登录名、单位、平台、电话、姓名或它们的拼音拼成，知道这个账户的人就能猜到")
    score, feedback = _rate(typed, context)
    if score <= WEAK and not problems:
        problems.append(f"太容易猜中，强度只有{STRENGTHS[score]}（{score}/4）")
    score = min(score, WEAK) if problems else score
    return Judgement(not problems, tuple(problems), score, advice(feedback, bad=bool(problems)), length)


def _rate(typed: str, context: Context) -> tuple[int, dict[str, Any]]:
    """zxcvbn's score and feedback; it is given the context's words, since alone it rates pinyin as random letters."""
    from zxcvbn import zxcvbn

    rating: dict[str, Any] = zxcvbn(fold_width(typed)[:_RATED], user_inputs=sorted(context.words))
    return int(rating["score"]), dict(rating["feedback"])


def fold_width(text: str) -> str:
    """Full width as half width, capitals kept."""
    return unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=1)
def common_passwords() -> frozenset[str]:
    """The list that ships with the program, and the one that zxcvbn carries."""
    from zxcvbn.matching import RANKED_DICTIONARIES

    own = (line for line in data_text("words/common-passwords.txt").splitlines() if not line.startswith("# "))
    return frozenset(own) | frozenset(RANKED_DICTIONARIES["passwords"])


def _common(typed: str) -> bool:
    """On the list as it stands, or a word of the list with a year and marks around it."""
    text = fold(typed)
    core = text.strip(_AROUND)
    dressed = len(core) >= _LEAST_CORE and len(text) - len(core) <= _MOST_AROUND
    return (
        text in common_passwords()
        or len(set(text)) < _LEAST_DIFFERENT
        or _is_date(text)
        or (dressed and (core in common_passwords() or core in FILLERS))
    )


def _is_date(text: str) -> bool:
    """A birthday or another day, in eight digits with or without marks between."""
    digits = "".join(char for char in text if char.isdigit())
    if len(digits) != _DATE_DIGITS or any(char.isalpha() for char in text) or not digits.isascii():
        return False
    for year, month, day in ((digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2])):
        try:
            when = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if 1900 <= when.year <= 2100:
            return True
    return False
