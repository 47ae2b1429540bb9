"""The two sheets of the inspection that a unit fills in: its self-check, and its reports of what was put right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import SheetProblem
from fjgov_tui.exchange import Grid
from fjgov_tui.exchange.sheets import Book
from fjgov_tui.indicators import indicator_book
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.asof import reference, running
from fjgov_tui.ledgers.collecting import AskedFor
from fjgov_tui.ledgers.inspecting import PointJudgement
from fjgov_tui.ledgers.sites import SiteKind
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.quarters import Period
from fjgov_tui.store import Reader
from fjgov_tui.text import safe

ASKS = "看什么"
"""The heading of the column that says what an indicator is about; for reading alone."""
_CHECKED = ("period", "site", "media", "indicator", "self_judgement", "self_evidence", "by", "on")
_ORDERED = ("title", "unit", "period", "problem", "ordered_on", "report", "reported_on")
_OWN = {"title", "unit", "period", "report", "reported_on"}
"""What is taken of an order that comes back: its key, and what the unit writes; the rest is the county's."""
_WIDE = {"self_evidence": 44, "problem": 44, "report": 44, "title": 30, "site": 28, "media": 24, "unit": 24}


@dataclass(frozen=True)
class UnitForm:
    """One of these sheets."""

    ledger: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    blank: tuple[int, ...]
    """The columns that the unit fills in."""


def self_check(period: Period, places: Sequence[Record]) -> UnitForm:
    """A line for each indicator of each site and account of a unit.

    Args:
        period: what is checked.
        places: the unit's running sites and accounts.
    """
    ledger = LEDGERS["self_check"]
    heads = (*(ledger[name].label for name in _CHECKED), ASKS)
    rows = []
    for place in places:
        portal = place.ledger == "site" and place.values["kind"] == SiteKind.PORTAL
        asked = indicator_book().of(place.ledger, portal=portal)
        asked += indicator_book().of(place.ledger, portal=portal, part="deduct") if portal else []
        site, media = (place.title, "") if place.ledger == "site" else ("", _account(place))
        rows += [
            (period.name, site, media, point.id, "", "", "", "", f"{point.title}：{point.asks}") for point in asked
        ]
    return UnitForm("self_check", heads, tuple(rows), (4, 5, 6, 7))


def _account(media: Record) -> str:
    """An account as a sheet names it, so that it is told from the others of its name."""
    return f"{media.values['platform']}/{media.title}"


def open_orders(reader: Reader, period: Period, unit: Record) -> UnitForm:
    """The orders of a period to a unit of which it has not reported.

    Args:
        reader: the ledgers.
        period: in which they were found.
        unit: whose they are.
    """
    ledger = LEDGERS["rectification"]
    rows = [
        tuple(unit.title if name == "unit" else str(order.values[name] or "") for name in _ORDERED)
        for order in reader.records(ledger)
        if reference(order, "unit") == unit.id
        and order.values["period"] == period.name
        and order.values["ordered_on"] is not None
        and order.values["reported_on"] is None
    ]
    return UnitForm("rectification", tuple(ledger[name].label for name in _ORDERED), tuple(rows), (5, 6))


def write_form(book: Book, form: UnitForm) -> None:
    """Put one of these sheets into a unit's workbook; what is to be filled in is marked."""
    ledger = LEDGERS[form.ledger]
    sheet = book.paper(ledger.title)
    sheet.freeze_panes(1, 0)
    names = {field.label: field.name for field in ledger.fields}
    for column, head in enumerate(form.heads):
        sheet.set_column(column, column, _WIDE.get(names.get(head, ""), 60 if head == ASKS else 14))
        sheet.write_string(0, column, head, book.formats["need" if column in form.blank[:1] else "head"])
    for line, row in enumerate(form.rows, 1):
        for column, value in enumerate(row):
            if column in form.blank and not value:
                sheet.write_blank(line, column, None, book.formats["odd"])
            else:
                book.put(sheet, (line, column), value, book.formats["long"])
    if form.ledger == "self_check" and form.rows:
        words = {"validate": "list", "source": list(PointJudgement)}
        sheet.data_validation(1, form.blank[0], len(form.rows), form.blank[0], words)


def taken_grids(
    reader: Reader, what: AskedFor, period: Period, unit: Record, grids: Sequence[Grid]
) -> tuple[Grid, ...]:
    """What of the sheets that came back is imported.

    Raises:
        SheetProblem: nothing is filled in, a self-check leaves something out, or a report is about no order of the
            unit's.
    """
    if grids and not any(True for grid in grids for _ in _filled(grid)):
        raise SheetProblem("表里一行内容也没有，不算交了", remedy="请用发出去的那份表填好再交，不要删掉原有的行")
    if what == AskedFor.SELF_CHECK:
        for grid in grids:
            _complete(grid)
            _whole(reader, period, unit, grid)
    if what != AskedFor.RECTIFYING:
        return tuple(grids)
    reports = tuple(_reports(reader, period, unit, grid) for grid in grids)
    if grids and all(len(grid.rows) == 1 for grid in reports):
        raise SheetProblem("没有一项写了整改情况，不算交了", remedy="请改好一项写一项，写明整改情况和报告日期再交")
    return reports


def _whole(reader: Reader, period: Period, unit: Record, grid: Grid) -> None:
    """Every line that was sent is there: what was deleted was not checked."""
    site, media, code = (_column(grid, "self_check", name) for name in ("site", "media", "indicator"))
    given = {tuple(_text(row, column) for column in (site, media, code)) for _, row in _filled(grid)}
    sent = next((r for r in reader.records(LEDGERS["collection"]) if _sent_as(r, period, unit)), None)
    on = sent.day("made_on") if sent is not None else None
    if on is None:
        return
    places = [
        place
        for name in ("site", "media")
        for place in reader.records(LEDGERS[name])
        if reference(place, "unit") == unit.id and running(place, on)
    ]
    gone = [row for row in self_check(period, places).rows if (row[1], row[2], row[3]) not in given]
    if gone:
        named = "、".join(dict.fromkeys(f"{row[1] or row[2]} {row[3]}" for row in gone[:3]))
        raise SheetProblem(
            f"少了 {len(gone)} 项自查（{named}{'等' if len(gone) > 3 else ''}）", where=safe(grid.name),
            remedy="请用发出去的那份表填，不要删行",
        )  # fmt: skip


def _sent_as(record: Record, period: Period, unit: Record) -> bool:
    values = record.values
    return (reference(record, "unit"), values["period"], values["what"]) == (unit.id, period.name, AskedFor.SELF_CHECK)


def _text(row: Sequence[Raw], column: int) -> str:
    return str(row[column] or "").strip() if len(row) > column else ""


def _complete(grid: Grid) -> None:
    column = _column(grid, "self_check", "self_judgement")
    missing = [line for line, row in _filled(grid) if len(row) <= column or not str(row[column] or "").strip()]
    if missing:
        named = "、".join(map(str, missing[:5])) + ("等" if len(missing) > 5 else "")
        raise SheetProblem(
            f"还有 {len(missing)} 项没有自查判断（第 {named} 行）", where=safe(grid.name), remedy="请逐项填完再交"
        )


def _reports(reader: Reader, period: Period, unit: Record, grid: Grid) -> Grid:
    """The lines of which the unit has reported, with its own columns alone: the county's words are the county's."""
    ledger = LEDGERS["rectification"]
    title, report, on = (_column(grid, "rectification", name) for name in ("title", "report", "reported_on"))
    known = {row[0] for row in open_orders(reader, period, unit).rows}
    own = [place for place, head in enumerate(grid.rows[0]) if _names(ledger.name).get(str(head or "").strip()) in _OWN]
    rows = [[grid.rows[0][place] for place in own]]
    for line, row in _filled(grid):
        cells = [*row, *[None] * (len(grid.rows[0]) - len(row))]
        if str(cells[title] or "").strip() not in known:
            raise SheetProblem(
                f"第 {line} 行“{safe(str(cells[title] or ''))}”不是这一期下达给本单位、还没有报告的事项",
                where=safe(grid.name), remedy="请用发给本单位的表填，不要增加行或改事项名称",
            )  # fmt: skip
        written = [bool(str(cells[place] or "").strip()) for place in (report, on)]
        if any(written) and not all(written):
            raise SheetProblem(f"第 {line} 行整改情况和报告日期只填了一样", where=safe(grid.name), remedy="请两样都填")
        if all(written):
            rows.append([cells[place] for place in own])
    return replace(grid, rows=rows)


def _filled(grid: Grid) -> Iterator[tuple[int, Sequence[Raw]]]:
    """The rows below the headings that hold anything, with the spreadsheet's numbers."""
    return ((line, row) for line, row in enumerate(grid.rows[1:], 2) if any(str(cell or "").strip() for cell in row))


def _names(ledger: str) -> Mapping[str, str]:
    return {field.label: field.name for field in LEDGERS[ledger].fields}


def _column(grid: Grid, ledger: str, name: str) -> int:
    label = LEDGERS[ledger][name].label
    heads = [str(cell or "").strip() for cell in (grid.rows[0] if grid.rows else ())]
    if label not in heads:
        raise SheetProblem(f"没有“{label}”这一列", where=safe(grid.name), remedy="请用发出去的那份表填，不要改表头")
    return heads.index(label)
