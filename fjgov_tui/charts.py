"""Charts: one series of numbers as SVG for papers; pure.

Every value is printed, patterns stand beside colours, what was not measured is a gap and never nought.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from fjgov_tui.dataclass import dataclass

COLOURS = ("#D55E00", "#E69F00", "#009E73", "#0072B2", "#999999", "#56B4E9", "#CC79A7")
"""Okabe and Ito's, which people who mistake colours tell apart."""
HATCHES = ("M0 6L6 0", "M0 3L6 3", "", "M0 0L6 6", "M3 0L3 6", "M0 6L6 0M0 0L6 6", "M1 1L2 2")
"""A pattern beside each colour, for grey print; the empty one is plain."""
_BAR, _LEFT, _WIDE, _GAP = 18, 170, 480, 8
_TEXT = 'font-family="sans-serif" font-size="12"'


@dataclass(frozen=True)
class ChartRow:
    """One line of a chart: its label, and a value for each series; `None` where nothing was measured."""

    label: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Chart:
    """Numbers, and how they are drawn."""

    title: str
    about: str
    """One sentence that says what is counted, for those who do not see the picture."""
    series: tuple[str, ...]
    """One name a value; of a heat map, the headings of its columns."""
    rows: tuple[ChartRow, ...]
    heat: bool = False
    """Whether each value is a cell of its own, shaded by its size in `top`, instead of a part of a bar."""
    top: int = 100
    """The value at which a cell of a heat map is darkest."""
    unit: str = ""
    """What stands behind a value: `%`."""

    @property
    def heads(self) -> tuple[str, ...]:
        """The headings of its table."""
        return ("", *self.series)

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """The same numbers in lines; what was not measured says so."""
        return tuple(
            (row.label, *("未测" if value is None else f"{value}{self.unit}" for value in row.values))
            for row in self.rows
        )


def svg(chart: Chart, number: int = 0) -> str:
    """The chart as one SVG element that loads nothing and runs nothing.

    Args:
        chart: what is drawn.
        number: tells the patterns of several charts of one page apart.
    """
    body = list(_heat(chart)) if chart.heat else list(_bars(chart, number))
    height = _height(chart)
    width = _LEFT + _WIDE + 60
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="100%" viewBox="0 0 {width} {height}">',
            f"<title>{escape(chart.title)}</title>",
            f"<desc>{escape(chart.about)}</desc>",
            *([] if chart.heat else _patterns(chart, number)),
            *body,
            "</svg>",
        )
    )


def _height(chart: Chart) -> int:
    legend = 0 if chart.heat or len(chart.series) < 2 else 24
    return len(chart.rows) * (_BAR + _GAP) + 30 + legend


def _patterns(chart: Chart, number: int) -> Iterator[str]:
    yield "<defs>"
    for place in range(len(chart.series)):
        colour, hatch = COLOURS[place % len(COLOURS)], HATCHES[place % len(HATCHES)]
        lines = f'<path d="{hatch}" stroke="#ffffff" stroke-width="1"/>' if hatch else ""
        yield (
            f'<pattern id="p{number}-{place}" width="6" height="6" patternUnits="userSpaceOnUse">'
            f'<rect width="6" height="6" fill="{colour}"/>{lines}</pattern>'
        )
    yield "</defs>"


def _bars(chart: Chart, number: int) -> Iterator[str]:
    most = max((sum(value or 0 for value in row.values) for row in chart.rows), default=0) or 1
    top = 6
    if len(chart.series) > 1:
        yield from _legend(chart, number)
        top += 24
    for place, row in enumerate(chart.rows):
        y, x = top + place * (_BAR + _GAP), _LEFT
        yield _label(row.label, y)
        if all(value is None for value in row.values):
            yield f'<text x="{x + 4}" y="{y + 14}" {_TEXT} fill="#666666">未测</text>'
            continue
        for part, value in enumerate(row.values):
            if not value:
                continue
            across = max(1, value * _WIDE // most)
            yield (
                f'<rect x="{x}" y="{y}" width="{across}" height="{_BAR}" fill="url(#p{number}-{part})" '
                f'stroke="#ffffff"/>'
            )
            x += across
        total = "+".join(f"{value}" for value in row.values if value) or "0"
        yield f'<text x="{x + 4}" y="{y + 14}" {_TEXT}>{total}{escape(chart.unit)}</text>'


def _legend(chart: Chart, number: int) -> Iterator[str]:
    x = _LEFT
    for place, name in enumerate(chart.series):
        yield f'<rect x="{x}" y="4" width="12" height="12" fill="url(#p{number}-{place})"/>'
        yield f'<text x="{x + 16}" y="14" {_TEXT}>{escape(name)}</text>'
        x += 30 + 13 * len(name)


def _label(text: str, y: int) -> str:
    return f'<text x="{_LEFT - 6}" y="{y + 14}" text-anchor="end" {_TEXT}>{escape(text)}</text>'


def _heat(chart: Chart) -> Iterator[str]:
    wide = _WIDE // max(1, len(chart.series))
    for column, name in enumerate(chart.series):
        x = _LEFT + column * wide + wide // 2
        yield f'<text x="{x}" y="14" text-anchor="middle" {_TEXT}>{escape(name)}</text>'
    for place, row in enumerate(chart.rows):
        y = 22 + place * (_BAR + _GAP)
        yield _label(row.label, y)
        for column, value in enumerate(row.values):
            x = _LEFT + column * wide
            fill = "none" if value is None else _shade(min(value, chart.top) * 100 // chart.top)
            yield f'<rect x="{x}" y="{y}" width="{wide - 2}" height="{_BAR}" fill="{fill}" stroke="#999999"/>'
            text = "·" if value is None else f"{value}"
            yield f'<text x="{x + wide // 2}" y="{y + 14}" text-anchor="middle" {_TEXT}>{text}</text>'


def _shade(share: int) -> str:
    """White at nought, the first colour at a hundred."""
    return f"rgb({255 - share * 42 // 100},{255 - share * 161 // 100},{255 - share * 255 // 100})"
