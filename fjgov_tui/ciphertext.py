"""How an encrypted value stands in its column: key, tag, box and mask in one text, which anybody may read.

`{fj1:key:tag:box}mask`: the key's id, a keyed tag by which equal values of one field are found, nonce and ciphertext in
base64, and the value as anyone may see it. Nothing here knows a key; what writes and opens such texts is in `store/`.
"""

from __future__ import annotations

import re

from fjgov_tui.dataclass import dataclass
from fjgov_tui.patterns import pattern

PREFIX = "{fj1:"
"""How every encrypted value begins, and no other value of a sealed field does."""
TAG_DIGITS = 32
"""Hexadecimal digits of a tag: 128 bits."""
_FORM = pattern(r"\{fj1:([0-9a-f]{8}):([0-9a-f]{32}):([A-Za-z0-9+/]+={0,2})\}(.{0,40})", re.DOTALL)


@dataclass(frozen=True)
class Ciphertext:
    """The parts of an encrypted value."""

    key: str
    """Which data key it was encrypted with, 8 hexadecimal digits."""
    tag: str
    """Equal for equal values of one field, whatever their case; tells nothing without the key."""
    box: str
    """Nonce and ciphertext, base64."""
    mask: str
    """The value as anyone may see it."""

    def __str__(self) -> str:
        """As it stands in the column."""
        return f"{PREFIX}{self.key}:{self.tag}:{self.box}}}{self.mask}"


def is_encrypted(value: object) -> bool:
    """Whether a value is an encrypted one, damaged or not."""
    return isinstance(value, str) and value.startswith(PREFIX)


def parse_ciphertext(value: str) -> Ciphertext:
    """The parts of an encrypted value.

    Raises:
        ValueError: somebody has damaged it.
    """
    match = _FORM.fullmatch(value)
    if match is None:
        raise ValueError("no ciphertext")
    return Ciphertext(*match.groups())


def mask_of(value: str) -> str:
    """What anybody may see of an encrypted value; a plain mask where it is damaged."""
    match = _FORM.fullmatch(value)
    return match[4] if match is not None else "****"


def likeness(value: str) -> str:
    """What is equal for equal values of one field, encrypted or not, whatever their case: the tag, or the text."""
    match = _FORM.fullmatch(value)
    return match[2] if match is not None else value.casefold()
