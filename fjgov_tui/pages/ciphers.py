"""Addresses that stand in a script in cipher: what is known to be in them betrays the key, and nothing is run."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_LITERAL = re.compile(r"(['\"`])((?:(?!\1)[^\\\n]|\\.){0,4000}+)\1")
_CLOSE = re.compile(r"[!-_a-~]{10,4000}")
"""A text without blanks, in which no person says anything."""
_NUMBERS = re.compile(r"(?<![\w$])((?:0x[0-9a-fA-F]{1,4}|\d{1,5})(?:\s*,\s*(?:0x[0-9a-fA-F]{1,4}|\d{1,5})){9,2000})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_HEXES = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_PERCENT = re.compile(r"(?:[%$_.,;:|~-]?[0-9a-fA-F]{2}){8,}")
_ADDRESS = re.compile(r"(?:(?:https?|wss?):)?//[\w.-]+\.[a-zA-Z0-9]{1,24}(?::\d+)?(?=[/'\"`?#\s)\\>]|$)")
_KNOWN = ("http", "<scr", "<ifr", "//")
_COUNTS = re.compile(r"char(?:Code|Point)?At|fromChar|fromCodePoint|codePointAt|TextDecoder")
"""What a script needs to move letters."""
_LONG = re.compile(r"['\"]([A-Za-z0-9+/]{200,}={0,2})['\"]")
_KEY = ("MII", "MIG", "MFk", "MFw")
"""How a public key begins that a log-in form encrypts with."""
_MOST = 60
_MOST_LETTERS = 20_000
_USES = re.compile(
    r"createElement|\beval\b|\bFunction\b|\blocation\b|\bwrite|\.\s*src\b|innerHTML|\bopen\s*\(|\bfetch\b|\bimport\b|Socket|append|getScript|\.\s*href\b|\bajax\b"
)
"""What a script does with an address; a name in cipher in mere data is none."""


def ciphered(text: str) -> Iterator[str]:
    """The addresses that stand in a script in some cipher."""
    if not _USES.search(text):
        return
    shifts = _COUNTS.search(text) is not None
    for number, match in enumerate(_LITERAL.finditer(text)):
        if number >= _MOST * 4:
            break
        for plain in _readings(match[2], shifts=shifts) if _CLOSE.fullmatch(match[2]) else ():
            yield from _addresses(plain)
    for number, match in enumerate(_NUMBERS.finditer(text) if shifts else ()):
        if number >= _MOST:
            break
        codes = [int(code, 0) if code[:2].lower() == "0x" else int(code) for code in re.split(r"\s*,\s*", match[1])]
        for plain in _shifted(codes):
            yield from _addresses(plain)


def _addresses(text: str) -> Iterator[str]:
    yield from (match[0] for match in _ADDRESS.finditer(text[:_MOST_LETTERS]))


def _readings(text: str, *, shifts: bool) -> Iterator[str]:
    """What a text may say: in base 64, in figures, backwards, shifted by so many letters."""
    backwards = text[::-1]
    for word in (text, backwards):
        if _BASE64.fullmatch(word):
            yield _of_base64(word)
    if _HEXES.fullmatch(text):
        yield bytes.fromhex(text).decode("latin-1")
    elif _PERCENT.fullmatch(text):
        yield bytes.fromhex("".join(re.findall(r"[0-9a-fA-F]{2}", text))).decode("latin-1")
    if "ptth" in text or "//:" in text:
        yield backwards
    if "uggc" in text:
        yield codecs.encode(text, "rot13")
    if shifts and " " not in text and "http" not in text:
        yield from _shifted([ord(letter) for letter in text])


def _of_base64(word: str) -> str:
    word = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        plain = base64.b64decode(word + "=" * (-len(word) % 4), validate=True)
    except (binascii.Error, ValueError):
        return ""
    text = plain.decode("latin-1")
    # Encoded twice is what people do who want it not to be read.
    return (
        text
        if not _BASE64.fullmatch(text) or len(text) < len("//a.bc")
        else f"{text} {_of_base64(text[:_MOST_LETTERS])}"
    )


def _shifted(codes: Sequence[int]) -> Iterator[str]:
    """The text of codes that are each moved by one figure, or crossed with one."""
    known = [ord(letter) for letter in "http"]
    steps = [after - before for before, after in pairwise(known)]
    for start in range(min(len(codes) - 3, _MOST)):
        four = codes[start : start + 4]
        if [after - before for before, after in pairwise(four)] == steps and four[0] != known[0]:
            yield "".join(chr(code) for each in codes if 0 < (code := each - four[0] + known[0]) < 0xD800)
        keys = {code ^ letter for code, letter in zip(four, known, strict=True)}
        if len(keys) == 1 and keys != {0}:
            key = keys.pop()
            yield "".join(chr(code) for each in codes if 0 < (code := each ^ key) < 0xD800)
        if four == known:
            yield "".join(chr(code) for code in codes if 0 < code < 0xD800)


def long_base64(text: str) -> re.Match[str] | None:
    """The first long text in Base64 that a browser could run once it is decoded; none where there is none."""
    for match in _LONG.finditer(text):
        if match[1].startswith(_KEY) or match[1].isalpha() or match[1].isdigit():
            continue
        if _reads_as_code(match[1]):
            return match
    return None


def _reads_as_code(encoded: str) -> bool:
    """Whether what is encoded is text that a browser could run; keys, hashes and pictures are not."""
    try:
        plain = base64.b64decode(encoded + "=" * (-len(encoded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    sample = plain[:400]
    return sum(byte in b"\t\r\n" or 32 <= byte < 127 for byte in sample) >= 0.95 * len(sample)
