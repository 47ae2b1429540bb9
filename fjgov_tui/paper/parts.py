"""The pieces of a WordprocessingML document as elements: runs, paragraphs, tables, the page number, the section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree import ElementTree as ET

from fjgov_tui.dataclass import dataclass
from fjgov_tui.paper import measures as m
from fjgov_tui.paper.document import Table
from fjgov_tui.paper.widths import CELL_MARGINS, column_widths, rows_of
from fjgov_tui.text import clean

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Element = ET.Element
ET.register_namespace("w", W)
ET.register_namespace("r", R)


def element(name: str, *inside: Element, **attributes: object) -> Element:
    """An element of the main namespace with attributes of the same; an underscore at the end of a name is left out."""
    made = ET.Element(f"{{{W}}}{name}", {f"{{{W}}}{key.rstrip('_')}": str(put) for key, put in attributes.items()})
    made.extend(inside)
    return made


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a run is set."""

    face: str = m.FACE_BODY
    size: int = m.BODY_SIZE
    """In half points."""
    colour: str = ""
    closer: int = m.CLOSER
    """Twips between two characters."""


@dataclass(frozen=True, kw_only=True)
class ParagraphLook:
    """How a paragraph is set; lengths in twips."""

    align: str = "both"
    first: int = 0
    """The indent of the first line."""
    left: int = 0
    right: int = 0
    before: int = 0
    line: int = m.LINE
    exact: bool = True
    """Lines of exactly that height."""
    under: str = ""
    """The colour of a line below it; none where empty."""
    keep: bool = False
    """Stays on the page of what follows."""
    breaks: bool = False
    """Begins a page."""


def run(text: str, look: Look) -> Element:
    """Characters of one look; line breaks within them are kept, everything that could act is made visible."""
    fonts = element("rFonts", eastAsia=look.face, ascii=look.face, hAnsi=look.face, hint="eastAsia")
    how = element("rPr", fonts)
    if look.colour:
        how.append(element("color", val=look.colour))
    if look.closer:
        how.append(element("spacing", val=look.closer))
    how.extend([element("sz", val=look.size), element("szCs", val=look.size)])
    made = element("r", how)
    for place, line in enumerate(text.split("\n")):
        if place:
            made.append(element("br"))
        written = element("t")
        written.text = clean(line)
        written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(written)
    return made


def paragraph(runs: Iterable[Element], setting: ParagraphLook) -> Element:
    """A paragraph of these runs; the order of its properties is the schema's."""
    how = element("pPr")
    if setting.keep:
        how.append(element("keepNext"))
    if setting.breaks:
        how.append(element("pageBreakBefore"))
    if setting.under:
        line = element("bottom", val="single", sz=12, space=m.HEAD_LINE, color=setting.under)
        how.append(element("pBdr", line))
    # Lines keep to their own height and not to the grid of the section, which some programs stretch.
    how.append(element("snapToGrid", val=0))
    rule = "exact" if setting.exact else "auto"
    how.append(element("spacing", before=setting.before, after=0, line=setting.line, lineRule=rule))
    how.append(element("ind", left=setting.left, right=setting.right, firstLine=setting.first))
    how.append(element("jc", val=setting.align))
    return element("p", how, *runs)


def blank(lines: int = 1) -> list[Element]:
    """Empty lines of the body's height."""
    return [paragraph([run("", Look())], ParagraphLook()) for _ in range(lines)]


def table(shown: Table, across: int) -> Element:
    """A ruled table over the width `across`; its headings come again on every page, no row is torn apart."""
    widths = column_widths(shown, across)
    sides = [
        element(side, val="single", sz=4, space=0, color="auto")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = element("tblCellMar", *(element(side, w=CELL_MARGINS // 2, type="dxa") for side in ("left", "right")))
    made = element(
        "tbl",
        element("tblPr", element("tblW", w=sum(widths), type="dxa"), element("tblBorders", *sides), _fixed(), margins),
        element("tblGrid", *(element("gridCol", w=wide) for wide in widths)),
    )
    if shown.headings:
        look = Look(face=m.FACE_FIRST, size=rows_of(shown).size, closer=0)
        made.append(_row(shown.headings, widths, look, shown, heading=True))
    look = Look(size=rows_of(shown).size, closer=0)
    for row in shown.rows:
        made.append(_row(row, widths, look, shown, heading=False))
    return made


def _fixed() -> Element:
    return element("tblLayout", type="fixed")


def _row(texts: Sequence[str], widths: Sequence[int], look: Look, shown: Table, *, heading: bool) -> Element:
    how = element("trPr", element("cantSplit"))
    if shown.tall and not heading:
        how.append(element("trHeight", val=rows_of(shown).tall, hRule="atLeast"))
    if heading:
        how.append(element("tblHeader"))
    row = element("tr", how)
    setting = ParagraphLook(align="center" if heading else "left", line=rows_of(shown).line)
    for text, wide in zip(texts, widths, strict=True):
        inside = element("tcPr", element("tcW", w=wide, type="dxa"), element("vAlign", val="center"))
        row.append(element("tc", inside, paragraph([run(text, look)], setting)))
    return row


def imprint_table(rows: Sequence[tuple[str, str]], across: int, *, afloat: bool) -> Element:
    """The imprint: lines over the whole width, thick outside and thin between.

    Args:
        rows: what stands left and right.
        across: the width, in twips.
        afloat: at the foot of the page, whatever stands above it; else where the text has come to.
    """
    place = element("tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="left", tblpYSpec="bottom")
    lines = [
        element(side, val="single", sz=size, space=0, color="auto")
        for side, size in (("top", m.THICK), ("bottom", m.THICK), ("insideH", m.THIN))
    ]
    widths = [across - m.IMPRINT_DAY, m.IMPRINT_DAY]
    how = element("tblPr", element("tblW", w=across, type="dxa"), element("tblBorders", *lines), _fixed())
    if afloat:
        how.insert(0, place)
    made = element("tbl", how, element("tblGrid", *(element("gridCol", w=wide) for wide in widths)))
    look = Look(size=m.SMALL_SIZE, closer=0)
    margin = m.SMALL_SIZE * 10
    for left, right in rows:
        row = element("tr", element("trPr", element("cantSplit")))
        # What has no partner at the right, as a long list of copies, takes the whole line.
        cells = [(left, widths[0], "left"), (right, widths[1], "right")] if right else [(left, across, "left")]
        for text, wide, align in cells:
            inside = element("tcPr", element("tcW", w=wide, type="dxa"))
            if len(cells) == 1:
                inside.append(element("gridSpan", val=2))
            indent = ParagraphLook(
                align=align,
                left=margin if align == "left" else 0,
                right=margin if align == "right" or len(cells) == 1 else 0,
                line=m.IMPRINT_LINE,
            )
            row.append(element("tc", inside, paragraph([run(text, look)], indent)))
        made.append(row)
    return made


def page_number(*, odd: bool) -> Element:
    """The footer `— 1 —` in 四号 宋体, one character from the outer edge: right on odd pages, left on even ones."""
    look = Look(face=m.FACE_NUMBER, size=m.SMALL_SIZE, closer=0)
    field = element("fldSimple", run("1", look), instr=" PAGE ")
    indent = m.SMALL_SIZE * 10
    setting = ParagraphLook(align="right", right=indent, line=240, exact=False)
    if not odd:
        setting = ParagraphLook(align="left", left=indent, line=240, exact=False)
    return element("ftr", paragraph([run("— ", look), field, run(" —", look)], setting))


@dataclass(frozen=True, kw_only=True)
class PageSetting:
    """A page's size and what is left free on it, in twips."""

    wide: int
    high: int
    top: int
    right: int
    bottom: int
    left: int
    footer: int
    """From the lower edge to the page's number."""

    @property
    def across(self) -> int:
        """The width of the text."""
        return self.wide - self.left - self.right

    @property
    def down(self) -> int:
        """The height of the text."""
        return self.high - self.top - self.bottom


LETTER = PageSetting(
    wide=m.PAGE[0], high=m.PAGE[1], top=m.TOP, right=m.RIGHT, bottom=m.BOTTOM, left=m.LEFT, footer=m.FOOTER
)
_FREE = {"top": m.PLAIN, "right": m.PLAIN, "bottom": m.PLAIN, "left": m.PLAIN, "footer": m.PLAIN_FOOTER}
PLAIN = PageSetting(wide=m.PAGE[0], high=m.PAGE[1], **_FREE)
"""For forms and lists."""
WIDE = PageSetting(wide=m.PAGE[1], high=m.PAGE[0], **_FREE)
"""The same across."""


def section(page: PageSetting, *, even: bool = False) -> Element:
    """The page's size and margins, footers for odd and even pages, and lines as high as the body's.

    With `even` the section begins on the next even page, whatever has come before.
    """
    turned = {"orient": "landscape"} if page.wide > page.high else {}
    size = element("pgSz", w=page.wide, h=page.high, **turned)
    sides = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    margins = element("pgMar", **sides, header=851, footer=page.footer, gutter=0)
    grid = element("docGrid", type="lines", linePitch=m.LINE)
    begins = [element("type", val="evenPage")] if even else []
    return element("sectPr", _footer("default", "rId1"), _footer("even", "rId2"), *begins, size, margins, grid)


def section_end(ended: Element) -> Element:
    """The line, hardly high, on which a section ends."""
    made = paragraph([], ParagraphLook(line=20))
    how = made.find(f"{{{W}}}pPr")
    if how is not None:
        how.append(ended)
    return made


def _footer(kind: str, relation: str) -> Element:
    made = element("footerReference", type=kind)
    made.set(f"{{{R}}}id", relation)
    return made
