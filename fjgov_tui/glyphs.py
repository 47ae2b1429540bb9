"""Signs that a terminal cannot draw, or draws two cells wide, as signs of a keyboard; a cell stays a cell.

Only what is drawn changes, never what is kept. East Asian ambiguous characters are what Unicode's UAX #11 calls those
that fonts of the West draw narrow and fonts of the East wide; the program counts each as one cell.
"""

from collections.abc import Mapping

_LINES = {
    "─━┄┅┈┉╌╍═‐‑‒–—―▔▁": "-",
    "│┃┆┇┊┋╎╏║▏▕": "|",
    "┌┐└┘╭╮╰╯├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬": "+",
    "╱": "/",
    "╲": "\\",
    "╳×": "x",
}
_SIGNS = {
    "✓✔√": "v",
    "✗✘": "x",
    "○◯◇□☐△▽": "o",
    "●◆■▲▼★※☑": "*",
    "←◀◂◁": "<",
    "→▶▸▷": ">",
    "↑▴": "^",
    "↓▾": "v",
    "█▇▆▉▊▓": "#",
    "▅▄▌▋▀▐▒": "=",
    "▃▂▍▎░": ".",
    "⚠": "!",
}
_PUNCTUATION = {
    "“”„": '"',
    "‘’": "'",
    "…·•∙⋅": ".",
    "°": "o",
    "±": "+",
    "÷": "/",
    "≥": ">",
    "≤": "<",
    "∞": "8",
}
"""Ambiguous in width, and found in texts of the county."""


def _table(*groups: Mapping[str, str]) -> dict[int, str]:
    return {ord(sign): put for group in groups for signs, put in group.items() for sign in signs}


def table(*, ascii_only: bool, wide: bool) -> Mapping[int, str]:
    """What is drawn in place of what, for `str.translate`; empty where everything is drawn as it is.

    Args:
        ascii_only: no lines and signs but those of a keyboard.
        wide: the terminal draws ambiguous characters two cells wide, the punctuation of texts too.
    """
    if wide:
        return _table(_LINES, _SIGNS, _PUNCTUATION)
    return _table(_LINES, _SIGNS) if ascii_only else {}
