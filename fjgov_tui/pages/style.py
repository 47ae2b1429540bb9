"""Style declarations that keep an element from every visitor's eye, told by the trick."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

Style = Mapping[str, str]
"""Declarations: the property's name -> its value, both in lower case, `!important` taken off."""

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_DECIMAL = r"(?:\d+\.?\d*+|\.\d+)"
_NUMBER = re.compile(rf"([+-]?{_DECIMAL})\s*(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in|pc)?")
_PIXELS = {"pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "%": 0.16, "cm": 37.8, "mm": 3.78, "in": 96.0}
_PIXELS |= {"pc": 16.0, "vw": 12.0, "vh": 8.0, "px": 1.0, "": 1.0}
_ZERO_CLIP = re.compile(r"rect\(\s*(-?\d+)[a-z]*[\s,]+(-?\d+)[a-z]*[\s,]+(-?\d+)[a-z]*[\s,]+(-?\d+)")
_NO_PATH = re.compile(r"(?:circle|ellipse)\(\s*0(?:px|%)?\b|inset\(\s*(?:[5-9]\d|100)%|polygon\(\s*\)")
_OPACITY = re.compile(rf"opacity\s*[=(]\s*({_DECIMAL})(%?)")
_NO_SCALE = re.compile(r"scale(?:3d|x|y)?\(\s*0?\.?0*[,)\s]")
_IN_FONT = re.compile(rf"(?<![\w.])(?:{_DECIMAL}(?:px|pt|em|rem|%)|0(?=[/\s]))")
_MOVED = re.compile(rf"(?<![\d.])[+-]?{_DECIMAL}(?:px|em|rem|%|vw|vh)")
_RGB = re.compile(rf"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+({_DECIMAL})(%?))?")
_NAMED = {
    "white": "#ffffff", "black": "#000000", "red": "#ff0000", "blue": "#0000ff", "green": "#008000",
    "yellow": "#ffff00", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "transparent": "transparent",
}  # fmt: skip
_LONGEST = 500
"""Characters of a value that are looked at: a longer one is made to cost time, or too many digits for a number."""
FAR = -500
"""Pixels beyond which nothing is on any screen."""
_CLIPPING = frozenset({"hidden", "clip", "scroll", "auto"})
_PLACED = frozenset({"absolute", "fixed"})


def _plain(match: re.Match[str]) -> str:
    return chr(min(int(match[1], 16), 0x10FFFF)) if match[1] else match[2]


@lru_cache(maxsize=512)
def declarations(text: str) -> Style:
    """What a `style` attribute or the body of a rule declares; of several of one name, the last."""
    bare = _COMMENT.sub("", text)
    if "\\" in bare:
        bare = _ESCAPE.sub(_plain, bare)
    found = {}
    for part in bare.lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()[:_LONGEST]
    return found


def pixels(value: str) -> float | None:
    """A length in pixels, roughly; `None` for what is no length."""
    found = _NUMBER.match(value.strip())
    return float(found[1]) * _PIXELS[found[2] or ""] if found else None


def colour(value: str) -> str:
    """A colour as `#rrggbb`, `transparent`, or empty where it cannot be told."""
    text = value.strip().lower()
    if text.startswith("#"):
        digits = text[1:]
        if len(digits) in (3, 4):
            digits = "".join(one * 2 for one in digits)
        if len(digits) == 8 and digits[6:] == "00":
            return "transparent"
        return f"#{digits[:6]}" if re.fullmatch(r"[0-9a-f]{6}(?:[0-9a-f]{2})?", digits) else ""
    found = _RGB.match(text)
    if found is None:
        return _NAMED.get(text.split(" ", 1)[0], "")
    if found[4] is not None and float(found[4]) == 0:
        return "transparent"
    return "#" + "".join(f"{min(int(part), 255):02x}" for part in found.group(1, 2, 3))


def background(style: Style) -> str:
    """The background colour that is declared; empty where none is."""
    return colour(style.get("background-color", "")) or colour(style.get("background", ""))


def _is_small(style: Style, *names: str) -> bool:
    sizes = [pixels(style[name]) for name in names if name in style]
    return any(size is not None and 0 <= size <= 1 for size in sizes)


def font_size(style: Style) -> float | None:
    """The declared size of letters in pixels."""
    if "font-size" in style:
        return pixels(style["font-size"])
    found = _IN_FONT.search(style.get("font", ""))
    return pixels(found[0]) if found else None


def _no_display(style: Style) -> str:
    return "display:none" if style.get("display", "").startswith("none") else ""


def _no_visibility(style: Style) -> str:
    value = style.get("visibility", "")
    if value in {"hidden", "collapse"} or style.get("content-visibility") == "hidden":
        return "visibility:hidden"
    return ""


def _no_opacity(style: Style) -> str:
    given = _NUMBER.match(style.get("opacity", ""))
    if given and float(given[1]) * (0.01 if given[2] == "%" else 1) <= 0.05:
        return "完全透明"
    filtered = _OPACITY.search(style.get("filter", "") or style.get("-ms-filter", ""))
    # IE's alpha filter counts to 100, the newer function to 1.
    hundred = "alpha" in style.get("filter", "") or bool(filtered and filtered[2])
    return "完全透明" if filtered and float(filtered[1]) <= (5 if hundred else 0.05) else ""


def _no_letters(style: Style) -> str:
    size = font_size(style)
    return "字号为零" if size is not None and 0 <= size <= 1 else ""


def _indented(style: Style) -> str:
    size = pixels(style.get("text-indent", ""))
    return "缩进到屏幕外" if size is not None and size <= FAR else ""


def _off_screen(style: Style) -> str:
    if style.get("position", "") in _PLACED | {"relative"}:
        sizes = [pixels(style[side]) for side in ("left", "top", "right", "bottom") if side in style]
        if any(size is not None and size <= FAR for size in sizes):
            return "移到屏幕外"
    margins = [style.get(name, "") for name in ("margin-left", "margin-top", "margin-right")]
    margins += style.get("margin", "").split()
    moved = style.get("transform", "") or style.get("-webkit-transform", "")
    margins += _MOVED.findall(moved.partition("translate")[2])
    if any((size := pixels(one)) is not None and size <= FAR for one in margins):
        return "移到屏幕外"
    return "缩小到没有" if _NO_SCALE.search(moved) else ""


def _no_room(style: Style) -> str:
    flat, thin = _is_small(style, "height", "max-height"), _is_small(style, "width", "max-width")
    clipped = not _CLIPPING.isdisjoint(
        f"{style.get('overflow', '')} {style.get('overflow-x', '')} {style.get('overflow-y', '')}".split()
    )
    return "容器大小为零" if (flat and thin) or ((flat or thin) and clipped) else ""


def _clipped(style: Style) -> str:
    sides = _ZERO_CLIP.search(style.get("clip", ""))
    if sides and style.get("position", "") in _PLACED:
        top, right, bottom, left = map(int, sides.groups())
        if abs(bottom - top) <= 1 or abs(right - left) <= 1:
            return "裁剪成零"
    path = style.get("clip-path", "") or style.get("-webkit-clip-path", "")
    return "裁剪成零" if _NO_PATH.search(path) else ""


def _behind(style: Style) -> str:
    below = _NUMBER.match(style.get("z-index", ""))
    if below and float(below[1]) < 0 and style.get("position", "") in _PLACED | {"relative"}:
        return "压在页面下面"
    return ""


def _same_colour(style: Style) -> str:
    own = colour(style.get("color", ""))
    if own == "transparent":
        return "文字透明"
    return "文字与底色相同" if own and own == background(style) else ""


RELEVANT = frozenset(
    {"display", "visibility", "content-visibility", "opacity", "filter", "font-size", "font", "text-indent", "position"}
    | {"left", "top", "right", "bottom", "margin", "margin-left", "margin-top", "margin-right", "transform", "height"}
    | {"max-height", "width", "max-width", "overflow", "overflow-x", "overflow-y", "clip", "clip-path", "z-index"}
    | {"color", "background", "background-color"}
)
"""The properties that are judged."""
_TRICKS: tuple[Callable[[Style], str], ...] = (
    _no_display, _no_visibility, _no_opacity, _no_letters, _indented, _off_screen, _no_room, _clipped, _behind,
    _same_colour,
)  # fmt: skip
LETTERS = "字号为零"
"""The one trick that an element further in may undo."""
SWITCHED = frozenset({"display:none", "visibility:hidden", "容器大小为零", "完全透明"})
"""Tricks that menus and tabs use too, until somebody clicks."""


def hidden_by(style: Style) -> str:
    """The trick that hides an element of this style, in a few words; empty where it is visible.

    What depends on the colours or sizes around it is not judged here.
    """
    return next((told for trick in _TRICKS if (told := trick(style))), "") if style else ""
