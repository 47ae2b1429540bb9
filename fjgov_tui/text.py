"""Text from outside: made harmless once where it enters, and once more where it is drawn.

Control characters, escape sequences, bidirectional overrides, zero-width characters and lone surrogates
become *visible* replacements, so that nothing can act on a terminal, a spreadsheet or a reader's eye, and
nobody wonders where a character went.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

from fjgov_tui.ciphertext import is_encrypted, mask_of
from fjgov_tui.patterns import pattern

REPLACEMENT = "\ufffd"

_INVISIBLE = (
    range(0x7F, 0xA0),  # DEL and the C1 controls
    (0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0),
    range(0x200B, 0x2010),  # zero-width space and joiners, direction marks
    range(0x2028, 0x202F),  # line and paragraph separators, bidi embeddings and overrides
    range(0x2060, 0x2070),  # word joiner, invisible operators, bidi isolates
    range(0x180B, 0x180F),  # Mongolian variation selectors and vowel separator
    range(0xFFF0, 0xFFFC),  # unassigned specials and interlinear annotation
    (0xFFFE, 0xFFFF),  # no characters at all: a spreadsheet that holds them is broken XML
    range(0x1BCA0, 0x1BCA4),  # shorthand format controls
    range(0x1D173, 0x1D17B),  # musical format controls
    range(0xE0000, 0xE0080),  # tag characters
    range(0xD800, 0xE000),  # lone surrogates
)
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)}
_TABLE: dict[int, str] = _PICTURES | dict.fromkeys(chain.from_iterable(_INVISIBLE), REPLACEMENT)
_LINE_TABLE = _TABLE | {0x09: " ", 0x0A: " ", 0x0D: " "}
_LONG_TABLE = _TABLE | {0x09: " ", 0x0A: "\n"}
_SUSPECTS = frozenset(map(chr, _TABLE))
_UNSEEN = re.compile(f"[{''.join(sorted(char for char in _SUSPECTS if char.isprintable()))}]")
"""The suspects that Unicode takes for printable; all others are told by `isprintable`."""

_FULL_WIDTH = (
    {0xFF10 + n: chr(0x30 + n) for n in range(10)}
    | {0xFF21 + n: chr(0x41 + n) for n in range(26)}
    | {0xFF41 + n: chr(0x61 + n) for n in range(26)}
    | {0x3000: " ", 0xA0: " ", 0x202F: " ", 0x2007: " "}
)
_SEQUENCES = pattern(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b[\]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b(?:[ -/]*[0-~])?")
"""What begins with Esc: colours, titles, character sets; its end may be missing."""
_SPACES = pattern(r"[ \t]+")
_CJK = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_DOTS = "·•・･‧∙⋅●．.｡"
"""How the dot inside a name of another nation is typed; one of them is stored (GB/T 28039: U+00B7)."""
_HAS_DOT = frozenset(_DOTS)
_DOT = rf"(?<=[{_CJK}]) ?[{_DOTS}] ?(?=[{_CJK}])"
_BETWEEN_CJK = rf"(?<=[{_CJK}]) +(?=[{_CJK}])"
"""Compiled when a name has blanks at all: with so wide ranges that takes longer than all else here."""


def clean(text: str) -> str:
    """One line of harmless text: breaks and tabs become spaces, everything that could act becomes visible.

    Idempotent: `clean(clean(x)) == clean(x)`.
    """
    # Most text is cleaned as it enters and again as it is drawn, so what is harmless has to be told at once.
    printable = text.isprintable()
    harmless = text.isascii() or _UNSEEN.search(text) is None if printable else _SUSPECTS.isdisjoint(text)
    return text if harmless else text.translate(_LINE_TABLE)


def clean_long(text: str) -> str:
    """Harmless text that keeps its line breaks, each as one line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LONG_TABLE)


def without_sequences(text: str) -> str:
    """Text that came from a terminal without its escape sequences, none of which is anything that somebody wrote."""
    return _SEQUENCES.sub("", text).replace("\x00", "")


def safe(text: str) -> str:
    """What may be drawn or printed on one line; asserted again at the edge, whatever the store holds."""
    return clean(text)


def narrow(text: str) -> str:
    """Full-width digits, letters and spaces as their ASCII twins; Chinese punctuation stays as it is."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def tidy(text: str) -> str:
    """A cleaned, narrowed line without stray spaces at the ends or doubled inside."""
    line = narrow(clean(text)).strip()
    return _SPACES.sub(" ", line) if "  " in line else line


def tidy_name(text: str) -> str:
    """A tidied name: spaces that pad two characters (`张 三`) go, and the name's dot has one spelling."""
    line = tidy(text)
    if not _HAS_DOT.isdisjoint(line):
        line = re.sub(_DOT, "·", line)
    return re.sub(_BETWEEN_CJK, "", line) if " " in line else line


def tidy_code(text: str) -> str:
    """Machine-read text (numbers, addresses, codes) with every full-width form narrowed and no spaces."""
    code = narrow(clean(text)).replace(" ", "")
    while not code.isascii():
        # Taking a space out may bring a letter and its accent together, which compose only in another round.
        folded = unicodedata.normalize("NFKC", code).replace(" ", "")
        if folded == code:
            break
        code = folded
    return code


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Terminal cells that the text takes."""
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


def fit(text: str, cells: int) -> str:
    """The text cut or padded to exactly so many cells; a cut is shown by `…`."""
    size = width(text)
    if size <= cells:
        return text + " " * (cells - size)
    kept, used = [], 0
    for char in text:
        step = _char_width(char)
        if used + step > cells - 1:
            break
        kept.append(char)
        used += step
    return "".join(kept) + "…" + " " * (cells - 1 - used) if cells > 0 else ""


def fit_right(text: str, cells: int) -> str:
    """The text at the right end of so many cells; one that is too long is cut."""
    size = width(text)
    return " " * (cells - size) + text if size <= cells else fit(text, cells)


def mask(value: str) -> str:
    """A sealed value as anyone may see it: enough to recognise, not enough to use; the same where it is encrypted."""
    if not value:
        return ""
    if is_encrypted(value):
        return mask_of(value)
    if re.fullmatch(r"1\d{10}", value):
        return f"{value[:3]}****{value[-4:]}"
    if re.fullmatch(r"[0-9-]{7,20}", value):
        return f"****{value[-4:]}"
    return f"{value[:2]}****" if len(value) > 4 else "****"


def looks_masked(value: str) -> bool:
    """Whether the text is what `mask` leaves behind, and so is no value of its own."""
    return "****" in value


_FORMULA = pattern(r"'*[=+\-@\t\r＝＋－＠|]")
_ESCAPED = pattern(r"'+[=+\-@\t\r＝＋－＠|]")


def guard_formula(text: str) -> str:
    """Text that a spreadsheet program will not run as a formula when it stands in a CSV cell.

    `unguard_formula` takes exactly this back, so that export and import are inverse.
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_formula(text: str) -> str:
    """The text that `guard_formula` was given."""
    return text[1:] if _ESCAPED.match(text) else text
