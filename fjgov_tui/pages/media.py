"""Media queries: on which sizes of screen a part of a style sheet holds."""

from __future__ import annotations

import re

_FEATURE = re.compile(r"^(min|max)?-?(?:device-)?(width|height)\s*(?::|([<>]=?|=))\s*([\d.]+)\s*(px|em|rem)?$")
_TURNED = re.compile(r"^(min|max)?-?()([\d.]+)\s*(px|em|rem)?\s*([<>]=?)\s*(width|height)$")
_MEDIA = re.compile(r"\b(?:print|speech|aural|braille|embossed|tty|tv|projection|handheld)\b")


def screens_of(query: str, outer: tuple[bool, ...], screens: tuple[tuple[int, int], ...]) -> tuple[bool, ...]:
    """On which screens a list of media queries holds, inside a block that holds on some.

    Args:
        query: as it stands behind `@media` or in the attribute; empty holds everywhere.
        outer: on which of the screens what is around it holds.
        screens: width and height in pixels of each.
    """
    text = " ".join(query.lower().split())
    if not text:
        return outer
    parts = [part.strip() for part in text.split(",")]
    return tuple(
        held and any(_query_holds(part, *screen) for part in parts) for held, screen in zip(outer, screens, strict=True)
    )


def _query_holds(query: str, width: int, height: int) -> bool:
    turned = query.startswith("not ")
    query = query.removeprefix("not ").removeprefix("only ")
    holds = _MEDIA.search(re.sub(r"\([^)]*\)", "", query)) is None and all(
        _feature_holds(feature.strip(), width, height) for feature in re.findall(r"\(([^()]*)\)", query)
    )
    return holds != turned


def _feature_holds(feature: str, width: int, height: int) -> bool:
    """One condition in brackets; what is not about the size of the screen is taken to hold."""
    match = _FEATURE.match(feature)
    if match is None:
        back = _TURNED.match(feature)
        if back is None:
            wide = "landscape" if width > height else "portrait"
            return "orientation" not in feature or wide in feature
        sign = back[5].translate(str.maketrans("<>", "><"))
        return _compares(width if back[6] == "width" else height, sign, back[3], back[4])
    bound, side, sign, number, unit = match.groups()
    sign = sign or {"min": ">=", "max": "<=", None: "="}[bound]
    return _compares(width if side == "width" else height, sign, number, unit)


def _compares(size: int, sign: str, number: str, unit: str | None) -> bool:
    limit = float(number) * (16 if unit in {"em", "rem"} else 1)
    return {"<": size < limit, "<=": size <= limit, ">": size > limit, ">=": size >= limit, "=": size == limit}[sign]
