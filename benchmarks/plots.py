"""How a cost grows, as an SVG made of a run's numbers: on logarithmic scales, where a straight line is a power."""

from __future__ import annotations

import math
from collections.abc import Sequence
from html import escape

from benchmarks.measure import Result, shown

WIDTH, HEIGHT = 560, 300
LEFT, RIGHT, TOP, BOTTOM = 90, 30, 40, 50


def plot(result: Result) -> str:
    """The plot of a result that has a curve: what was measured, and beside it what straight growth would cost."""
    sizes, costs = [size for size, _ in result.curve], [cost for _, cost in result.curve]
    straight = [costs[0] * size / sizes[0] for size in sizes]
    across = _scale(sizes, LEFT, WIDTH - RIGHT)
    up = _scale([*costs, *straight], HEIGHT - BOTTOM, TOP)
    measured = [(across(size), up(cost)) for size, cost in result.curve]
    dashed = [(across(size), up(cost)) for size, cost in zip(sizes, straight, strict=True)]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        ' font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 22, result.title),
        f'<path d="M{LEFT} {TOP}V{HEIGHT - BOTTOM}H{WIDTH - RIGHT}" fill="none" stroke="#666666"/>',
        f'<path d="{_path(dashed)}" fill="none" stroke="#999999" stroke-dasharray="5 4"/>',
        f'<path d="{_path(measured)}" fill="none" stroke="#0b5fa5" stroke-width="2"/>',
    ]
    for (x, y), (size, cost) in zip(measured, result.curve, strict=True):
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#0b5fa5"/>')
        parts.append(_text(x, HEIGHT - BOTTOM + 20, f"{size:g}", "middle"))
        parts.append(_text(LEFT - 8, y + 4, shown(cost), "end"))
    parts.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, f"{result.sizes}（虚线：与大小成正比）", "middle"))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _scale(values: Sequence[float], begin: float, end: float) -> _Scale:
    return _Scale(math.log(min(values)), math.log(max(values)), begin, end)


class _Scale:
    """From a value to its place, by its logarithm."""

    def __init__(self, low: float, high: float, begin: float, end: float) -> None:
        self._low, self._span = low, (high - low) or 1.0
        self._begin, self._length = begin, end - begin

    def __call__(self, value: float) -> float:
        return self._begin + (math.log(value) - self._low) / self._span * self._length


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _text(x: float, y: float, text: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#222222">{escape(text)}</text>'
