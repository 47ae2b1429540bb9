"""What keeps an element from every visitor's eye, told by the trick: declarations, and scripts as the page loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from fjgov_tui.pages.placed import at_top
from fjgov_tui.pages.scripts import Script
from fjgov_tui.pages.styles import Style

_DECIMAL = r"(?:(?:\d+\.?\d*+|\.\d+)(?:e[+-]?\d{1,3})?)"
_NUMBER = re.compile(rf"([+-]?{_DECIMAL})\s*(px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in|pc)?")
_PIXELS = {"pt": 4 / 3, "em": 16.0, "rem": 16.0, "ex": 8.0, "ch": 8.0, "%": 0.16, "cm": 37.8, "mm": 3.78, "in": 96.0}
_PIXELS |= {"pc": 16.0, "vw": 12.0, "vh": 8.0, "px": 1.0, "": 1.0}
_ZERO_CLIP = re.compile(r"rect\(\s*(-?\d+)[a-z]*[\s,]+(-?\d+)[a-z]*[\s,]+(-?\d+)[a-z]*[\s,]+(-?\d+)")
_NO_PATH = re.compile(r"(?:circle|ellipse)\(\s*0(?:px|%)?\b|inset\(\s*(?:[5-9]\d|100)%|polygon\(\s*\)")
_OPACITY = re.compile(rf"opacity\s*[=(]\s*({_DECIMAL})(%?)")
_NO_SCALE = re.compile(
    r"scale(?:3d|x|y)?\(\s*(?:0?\.?0*|0?\.0[0-4]\d*|[0-4](?:\.\d+)?%)[,)\s]|matrix(?:3d)?\(\s*0(?:\.0\d*)?\s*,\s*0\s*,\s*0\s*,\s*0(?:\.0\d*)?\s*,"
)
_EDGE_ON = re.compile(r"rotate[xy]\(\s*-?(?:90|270)deg")
_POLYGON = re.compile(r"polygon\(([^()]{1,300})\)")
_IN_FONT = re.compile(rf"(?<![\w.])(?:{_DECIMAL}(?:px|pt|em|rem|%)|0(?=[/\s]))")
_MOVED = re.compile(rf"(?<![\d.])[+-]?{_DECIMAL}(?:px|em|rem|%|vw|vh)")
_RGB = re.compile(rf"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+({_DECIMAL})(%?))?")
_CLEAR_HSL = re.compile(r"hsla?\([^()]{1,40}[,/]\s*0(?:\.0+)?%?\s*\)$")
_WHITE_HSL = re.compile(r"hsla?\(\s*[\d.]+(?:deg)?\s*[, ]\s*[\d.]+%\s*[, ]\s*(?:100|99(?:\.\d+)?)%\s*\)$")
_NAMED = {
    "white": "#ffffff", "black": "#000000", "red": "#ff0000", "blue": "#0000ff", "green": "#008000",
    "yellow": "#ffff00", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "transparent": "transparent",
}  # fmt: skip
_CALC = re.compile(r"calc\(\s*([^()]*)\)")
_TERM = re.compile(rf"(?:^|\s)([+-]?)\s*([+-]?{_DECIMAL}\s*(?:px|pt|em|rem|ex|ch|%|vw|vh|cm|mm|in|pc)?)(?=\s|$)")
SMALL = 5
"""Pixels: no Chinese character can be read on a line of this height (the smallest that browsers print has 6)."""
_READABLE = 4
"""Pixels of a letter below which nobody reads anything; layouts use 0 and 1 to close gaps."""
_ALIKE = 6
"""Steps of 255 of each colour of light that make no difference to an eye."""
FAR = -500
"""Pixels beyond which nothing is on any screen."""
_TOGETHER = -12
"""Pixels between letters at which all lie on one another."""
_SMEARED = 16
_BLUR = re.compile(r"blur\(\s*([^()]{1,12})\)")
_ALL_MASKED = re.compile(
    r"gradient\(\s*(?:transparent|rgba\([^()]*,\s*0\)|#0000)\s*(?:0%)?\s*,\s*(?:transparent|rgba\([^()]*,\s*0\)|#0000)"
)
_FAR_RIGHT = 3000
"""Pixels to the right beyond which nobody scrolls."""
_CLIPPING = frozenset({"hidden", "clip", "scroll", "auto"})
_PLACED = frozenset({"absolute", "fixed"})


def pixels(value: str) -> float | None:
    """A length in pixels, roughly; `None` for what is no length."""
    value = value.strip()
    if sum_of := _CALC.match(value):
        terms = [(sign, pixels(length)) for sign, length in _TERM.findall(sum_of[1])]
        return sum((-1 if sign == "-" else 1) * (size or 0.0) for sign, size in terms) if terms else None
    match = _NUMBER.match(value)
    return float(match[1]) * _PIXELS[match[2] or ""] if match else None


def colour(value: str) -> str:
    """A colour as `#rrggbb`, `transparent`, or empty where it cannot be told."""
    text = value.strip().lower()
    if text.startswith("#"):
        digits = text[1:]
        if len(digits) in (3, 4):
            digits = "".join(digit * 2 for digit in digits)
        if len(digits) == 8 and digits[6:] == "00":
            return "transparent"
        return f"#{digits[:6]}" if re.fullmatch(r"[0-9a-f]{6}(?:[0-9a-f]{2})?", digits) else ""
    if text.startswith("hsl"):
        return "transparent" if _CLEAR_HSL.match(text) else "#ffffff" if _WHITE_HSL.match(text) else ""
    match = _RGB.match(text)
    if match is None:
        return _NAMED.get(text.split(" ", 1)[0], "")
    if match[4] is not None and float(match[4]) == 0:
        return "transparent"
    return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.group(1, 2, 3))


def nearly(shade: str, other: str) -> bool:
    """Whether no eye tells two colours apart; those that cannot be told are none."""
    if not (shade.startswith("#") and other.startswith("#")):
        return bool(shade) and shade == other
    return all(abs(int(shade[at : at + 2], 16) - int(other[at : at + 2], 16)) <= _ALIKE for at in (1, 3, 5))


def background(style: Style) -> str:
    """The background colour that is declared; empty where none is."""
    return colour(style.get("background-color", "")) or colour(style.get("background", ""))


def _is_small(style: Style, *names: str, most: float = 1) -> bool:
    sizes = [pixels(style[name]) for name in names if name in style]
    return any(size is not None and 0 <= size <= most for size in sizes)


def font_size(style: Style) -> float | None:
    """The declared size of letters in pixels."""
    if "font-size" in style:
        return pixels(style["font-size"])
    match = _IN_FONT.search(style.get("font", ""))
    return pixels(match[0]) if match else None


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
    return "字号为零" if size is not None and 0 <= size < _READABLE else ""


def _pressed_together(style: Style) -> str:
    size = pixels(style.get("letter-spacing", ""))
    return "字挤在一起" if size is not None and size <= _TOGETHER else ""


def _smeared(style: Style) -> str:
    blur = _BLUR.search(style.get("filter", ""))
    masked = " ".join(style.get(name, "") for name in ("mask", "-webkit-mask", "mask-image", "-webkit-mask-image"))
    if blur and (pixels(blur[1]) or 0) >= _SMEARED:
        return "模糊到看不清"
    return "遮住不显示" if _ALL_MASKED.search(masked) else ""


def _indented(style: Style) -> str:
    size = pixels(style.get("text-indent", ""))
    return "缩进到屏幕外" if size is not None and size <= FAR else ""


def _off_screen(style: Style) -> str:
    if any(style.get(side, "").startswith("expression(") for side in ("left", "top", "right", "bottom", "display")):
        return "用表达式算出位置"
    if style.get("position", "") in _PLACED | {"relative"}:
        sizes = [pixels(style[side]) for side in ("left", "top", "right", "bottom") if side in style]
        sizes += map(pixels, style.get("inset", "").split())
        if any(size is not None and size <= FAR for size in sizes):
            return "移到屏幕外"
        right = pixels(style.get("left", ""))
        if right is not None and right >= _FAR_RIGHT:
            return "移到屏幕外"
    margins = [style.get(name, "") for name in ("margin-left", "margin-top", "margin-right")]
    margins += style.get("margin", "").split()
    moved = style.get("transform", "") or style.get("-webkit-transform", "")
    margins += _MOVED.findall(moved.partition("translate")[2]) + style.get("translate", "").split()
    if any((size := pixels(length)) is not None and size <= FAR for length in margins):
        return "移到屏幕外"
    if _EDGE_ON.search(moved):
        return "转到看不见"
    sizes = [pixels(style.get(name, "").partition(" ")[0]) for name in ("scale", "zoom")]
    small = any(size is not None and 0 <= size <= 0.01 for size in sizes)
    return "缩小到没有" if small or _NO_SCALE.search(moved) else ""


def _no_room(style: Style) -> str:
    flat, thin = _is_small(style, "height", "max-height"), _is_small(style, "width", "max-width")
    low = _is_small(style, "height", "max-height", most=SMALL) or (
        _is_small(style, "line-height") and "height" not in style
    )
    clipped = not _CLIPPING.isdisjoint(
        f"{style.get('overflow', '')} {style.get('overflow-x', '')} {style.get('overflow-y', '')}".split()
    )
    return "容器大小为零" if (flat and thin) or ((low or thin) and clipped) else ""


def _clipped(style: Style) -> str:
    sides = _ZERO_CLIP.search(style.get("clip", ""))
    if sides and style.get("position", "") in _PLACED:
        top, right, bottom, left = map(int, sides.groups())
        if abs(bottom - top) <= 1 or abs(right - left) <= 1:
            return "裁剪成零"
    path = style.get("clip-path", "") or style.get("-webkit-clip-path", "")
    return "裁剪成零" if _NO_PATH.search(path) or _has_no_area(path) else ""


def _has_no_area(path: str) -> bool:
    """Whether all corners of a polygon lie on one upright or level line."""
    match = _POLYGON.search(path)
    corners = [corner.split() for corner in match[1].split(",")] if match else []
    pairs = [corner for corner in corners if len(corner) == 2]
    return len(pairs) > 1 and any(len({corner[side] for corner in pairs}) == 1 for side in (0, 1))


def _behind(style: Style) -> str:
    below = _NUMBER.match(style.get("z-index", ""))
    if below and float(below[1]) < 0 and style.get("position", "") in _PLACED | {"relative"}:
        return "压在页面下面"
    return ""


def _same_colour(style: Style) -> str:
    own = colour(style.get("-webkit-text-fill-color", "")) or colour(style.get("color", ""))
    if own == "transparent":
        return "文字透明"
    return "文字与底色相同" if own and nearly(own, background(style)) else ""


_TRICKS: tuple[Callable[[Style], str], ...] = (
    _no_display, _no_visibility, _no_opacity, _no_letters, _pressed_together,
    _smeared, _indented, _off_screen, _no_room,
    _clipped, _behind,
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
    return next((trick_name for trick in _TRICKS if (trick_name := trick(style))), "") if style else ""


_CHOICE = (
    r"(?:getElementById\(\s*['\"](?P<{0}id>[\w-]{{1,80}})['\"]\s*\)"
    r"|getElementsByClassName\(\s*['\"](?P<{0}class>[\w-]{{1,80}})['\"]\s*\)(?:\s*\[\s*\d+\s*\])?"
    r"|getElementsByName\(\s*['\"](?P<{0}named>[\w-]{{1,80}})['\"]\s*\)(?:\s*\[\s*\d+\s*\])?"
    r"|document\s*\.\s*all\s*\.\s*(?P<{0}all>[\w-]{{1,80}})"
    r"|querySelector(?:All)?\(\s*['\"](?P<{0}query>[^'\"{{}}]{{1,200}})['\"]\s*\)(?:\s*\[\s*\d+\s*\])?"
    r"|(?:\$|jQuery)\(\s*['\"](?P<{0}jquery>[^'\"<>{{}}]{{1,200}})['\"]\s*\))"
)
_ASSIGNED = re.compile(rf"\b(?P<name>[A-Za-z_$][\w$]{{0,30}})\s*=\s*[\w$.]{{0,40}}?{_CHOICE.format('')}")
_GONE = (
    r"remove\(\s*\)|detach\(\s*\)|empty\(\s*\)|hide\(\s*(?:\d{1,3}|['\"]fast['\"])?\s*\)|(?:fadeOut|slideUp)\(\s*0\s*\)|(?:outer|inner)HTML\s*=\s*(?:''|\"\")"
    r"|hidden\s*=\s*(?:true|!0|1|['\"]hidden)|(?:setAttribute|toggleAttribute|attr|prop)\(\s*['\"]hidden['\"]\s*[,)]"
    r"|replaceWith\(\s*(?:''|\"\")?\s*\)|parent(?:Node|Element)\s*\.\s*removeChild\("
)
_ACTS = re.compile(
    rf"(?:{_CHOICE.format('')}|\b(?P<name>[A-Za-z_$][\w$]{{0,30}}))"
    r"(?:\s*\.\s*forEach\s*\(\s*(?:function\s*\([^()]{1,40}\)\s*\{|\(?[\w$, ]{1,40}\)?\s*=>\s*\{?)\s*[\w$]{1,30})?"
    rf"\s*\.\s*(?:(?P<gone>{_GONE})"
    r"|style\s*\.\s*cssText\s*\+?=\s*['\"](?P<text>[^'\"{}]{1,300})"
    r"|style\s*\.\s*(?P<property>[a-zA-Z]{3,20})\s*=\s*['\"](?P<value>[^'\"{}]{1,100})"
    r"|style\s*\.\s*setProperty\(\s*['\"](?P<set>[a-zA-Z-]{3,20})['\"]\s*,\s*['\"](?P<to>[^'\"{}]{1,100})"
    r"|(?:setAttribute|attr)\(\s*['\"]style['\"]\s*,\s*['\"](?P<attribute>[^'\"{}]{1,300})"
    r"|css\(\s*['\"](?P<one>[a-zA-Z-]{3,20})['\"]\s*,\s*['\"]?(?P<of>[^'\",){}]{1,60})"
    r"|css\(\s*\{(?P<several>[^{}]{1,300})\})"
)
_LATER = re.compile(r"[^{}]{0,120}\}\s*,\s*(\d{4,})\s*\)")
"""The end of a timer of a second or more: what is gone then has been seen."""
_MAKES_SHEET = re.compile(r"createElement\(\s*['\"]style|insertRule\(|<style")
_RULE = re.compile(r"['\"`](?:<style[^<>]{0,60}>)?\s*([.#\[\w*][^'\"`{}<>]{0,200}\{[^'\"`{}<>]{1,300}\})")
_PAIR = re.compile(r"['\"]?([a-zA-Z-]{3,20})['\"]?\s*:\s*['\"]?([^'\",}]{1,60})")
_UPPER = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TELLS = re.compile(r"style|hid[de]|fadeOut|slideUp|remove|css|HTML|empty|detach")


def rules_of_scripts(scripts: Sequence[Script]) -> Iterator[str]:
    """Rules of a style sheet that stand for what scripts do as the page loads; nothing is run."""
    for script in scripts:
        text = script.plain
        if _TELLS.search(text) is None:
            continue
        if _MAKES_SHEET.search(text):
            yield from (match[1] for match in _RULE.finditer(text))
        names = {match["name"]: selector for match in _ASSIGNED.finditer(text) if (selector := _selector(match))}
        for match in at_top(text, _ACTS.finditer(text)):
            selector = _selector(match) or names.get(match["name"] or "", "") or _by_its_id(match["name"], text)
            if selector and not (match["gone"] and _LATER.match(text, match.end())):
                yield f"{selector}{{{_important(_declarations(match))}}}"


def _selector(match: re.Match[str]) -> str:
    """What a call chooses, as a selector; empty where nothing is chosen."""
    if name := match["id"] or match["all"]:
        return f'[id="{name}"]'
    if match["named"]:
        return f'[name="{match["named"]}"]'
    return f".{match['class']}" if match["class"] else match["query"] or match["jquery"] or ""


def _by_its_id(name: str | None, text: str) -> str:
    """What a name stands for that is given to nothing: browsers take the element with that id."""
    given = name is None or re.search(rf"(?<![\w$.]){re.escape(name)}\s*(?:=(?!=)|=>|,|\))", text)
    return "" if given else f'[id="{name}"]'


def _declarations(match: re.Match[str]) -> str:
    """What is declared for it."""
    if match["gone"]:
        return "display:none"
    if match["several"]:
        return ";".join(f"{_dashed(name)}:{value.strip()}" for name, value in _PAIR.findall(match["several"]))
    name, value = match["property"] or match["one"] or match["set"], match["value"] or match["of"] or match["to"]
    return f"{_dashed(name)}:{value}" if name else match["text"] or match["attribute"] or ""


def _dashed(name: str) -> str:
    return _UPPER.sub("-", name).lower()


def _important(declarations: str) -> str:
    """The same so that no other rule is stronger: what a script does is done last."""
    parts = (part.replace("!important", "").strip() for part in declarations.split(";"))
    return ";".join(f"{part}!important" for part in parts if part)
