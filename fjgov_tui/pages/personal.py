"""Numbers of persons that stand on a page unmasked: identity numbers, mobiles, bank cards; evidence without them."""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections.abc import Iterator
from datetime import date
from typing import Literal

from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import clean

NumberKind = Literal["idcard", "mobile", "bankcard"]
NAMES: dict[NumberKind, str] = {"idcard": "居民身份证号", "mobile": "手机号", "bankcard": "银行卡号"}

_ID = re.compile(r"(?<![0-9A-Za-z.*])[1-9]\d{5}[ -]?(?:18|19|20)\d{2}[ -]?\d{4}[ -]?\d{3}[\dXx](?![0-9A-Za-z*])")
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.*_/=-])(?:\+?86[ -]?)?1[3-9]\d(?:\d{8}|[ -]\d{4}[ -]\d{4})(?![0-9A-Za-z*]|[-.]\d)"
)
_CARD = re.compile(r"(?<![0-9A-Za-z.*-])[3-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z*]|-\d)")
_CARD_WORDS = re.compile(r"卡号|账号|帐号|账户|帐户|银行|开户|信用社|农商行|储蓄|收款|汇款|打款|转账")
_LONG = re.compile(r"[0-9][0-9 -]{10,}")
"""What may be a number of a person: nothing else is looked at closely."""
_PROVINCES = frozenset(
    map(
        str,
        (*range(11, 16), 21, 22, 23, *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83),
    )
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_NEAR = 30
"""Characters around a card number in which a word must say that it is one, where the number alone does not."""


@dataclass(frozen=True)
class Number:
    """A number of a person."""

    kind: NumberKind
    start: int
    end: int
    masked: str
    """Enough to find it on the page, not enough to use."""


def is_idcard(digits: str) -> bool:
    """Whether eighteen characters are an identity number: province, a date of birth, the check character (GB 11643)."""
    if digits[:2] not in _PROVINCES or not digits[:17].isdigit():
        return False
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11
    return _CHECKS[rest] == digits[17].upper()


def passes_luhn(digits: str) -> bool:
    """Whether the last digit of a card number checks (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("-", "")


def _is_card(digits: str, around: str) -> bool:
    if not 16 <= len(digits) <= 19 or len(set(digits)) < 4 or not passes_luhn(digits):
        return False
    if digits.startswith("62"):
        return True
    issued = len(digits) == 16 and (digits[0] == "4" or digits[:2] in {"51", "52", "53", "54", "55", "35", "60"})
    return issued and _CARD_WORDS.search(around) is not None


def personal_numbers(text: str) -> Iterator[Number]:
    """The unmasked numbers in a text; one stretch of digits is told once.

    Full-width digits have to be normalised before.
    """
    for match in _LONG.finditer(text):
        yield from _numbers(text, max(0, match.start() - 4), match.end() + 2)


def _numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """The numbers in one stretch of digits."""
    taken = list[tuple[int, int]]()
    for match in _ID.finditer(text, start, end):
        digits = _bare(match[0])
        if len(digits) == 18 and is_idcard(digits):
            taken.append(match.span())
            yield Number("idcard", *match.span(), digits[:3] + "*" * 11 + digits[-4:])
    for match in _CARD.finditer(text, start, end):
        digits, around = _bare(match[0]), text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if not _overlap(match.span(), taken) and _is_card(digits, around):
            insort(taken, match.span())
            yield Number("bankcard", *match.span(), digits[:4] + "*" * (len(digits) - 8) + digits[-4:])
    for match in _MOBILE.finditer(text, start, end):
        digits = _bare(match[0])[-11:]
        if not _overlap(match.span(), taken):
            yield Number("mobile", *match.span(), f"{digits[:3]}****{digits[-4:]}")


def _overlap(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a stretch meets one of those taken, which are sorted and do not meet each other."""
    at = bisect(taken, span)
    return any(start < span[1] and span[0] < end for start, end in taken[max(0, at - 1) : at + 1])


def without_numbers(text: str) -> str:
    """The text with every unmasked number in it masked."""
    numbers = sorted(personal_numbers(text), key=lambda number: number.start, reverse=True)
    for number in numbers:
        text = text[: number.start] + number.masked + text[number.end :]
    return text


_BREAK = re.compile(r"[。！？；!?;\n]")
_SPACE = re.compile(r"\s+")
SIDE = 60
"""Characters kept on either side of what was found."""


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence in which a stretch stands, cut to `SIDE` characters on either side, its numbers masked.

    Args:
        text: digits already half-width.
        start: where the stretch begins.
        end: where it ends.
    """
    # Numbers are masked before the cut: half a number would no longer be recognised.
    first, last = max(0, start - 3 * SIDE), min(len(text), end + 3 * SIDE)
    before, middle, after = text[first:start], text[start:end], text[end:last]
    begin = max((match.end() for match in _BREAK.finditer(before)), default=0)
    stop = _BREAK.search(after)
    after = (
        after[: stop.end()] if stop and text[end + stop.start()] != "\n" else after[: stop.start() if stop else None]
    )
    whole = f"{before[begin:]}\0{middle}\0{after}"
    kept = _masked(whole)
    head, middle, tail = kept.split("\0", 2) if kept.count("\0") == 2 else ("", kept.replace("\0", ""), "")
    head, tail = _SPACE.sub(" ", head).lstrip(), _SPACE.sub(" ", tail).rstrip()
    head = f"…{head[-SIDE:]}" if len(head) > SIDE else head
    tail = f"{tail[:SIDE]}…" if len(tail) > SIDE else tail
    return clean(f"{head}{_SPACE.sub(' ', middle)}{tail}")


def _masked(whole: str) -> str:
    """The stretch itself may be a number, or lie beside one."""
    joined = whole.replace("\0", "")
    if joined == without_numbers(joined):
        return whole
    parts = whole.split("\0")
    return "\0".join(without_numbers(part) for part in parts) if _apart(parts) else without_numbers(joined)


def _apart(parts: list[str]) -> bool:
    """Whether masking part by part masks as much as masking the whole."""
    return without_numbers("".join(parts)) == "".join(map(without_numbers, parts))
