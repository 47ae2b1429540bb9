"""Every unit's own workbook: what is known of it, what is missing, its findings, and by when it comes back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from xlsxwriter.worksheet import Worksheet

from fjgov_tui.audit import Answer, Facts, Finding
from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.exporting import cell
from fjgov_tui.exchange.sheets import Book
from fjgov_tui.exchange.template import drop_down
from fjgov_tui.files import replacing
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.asof import reference, running
from fjgov_tui.ledgers.collecting import AskedFor
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.quarters import Period
from fjgov_tui.reports.unit_forms import UnitForm, open_orders, self_check, write_form
from fjgov_tui.store import Reader
from fjgov_tui.store.naming import NameBook
from fjgov_tui.text import clean, safe
from fjgov_tui.workflows.collecting import sheet_code

ABOUT = "收表说明"
"""The sheet by which a workbook is recognised when it comes back."""
CODE = "收表编号"
KINDS: Mapping[str, tuple[str, ...]] = {
    "missing": ("person", "media", "column"),
    "accounts": ("media",),
    "people": ("person",),
    "all": ("person", "site", "media", "column"),
    "selfcheck": (),
    "rectify": (),
}
"""Which ledgers a workbook has, by what is asked for; sealed values go out masked."""
ASKED: Mapping[str, AskedFor] = {"selfcheck": AskedFor.SELF_CHECK, "rectify": AskedFor.RECTIFYING}
"""What else than the register may be asked for."""
_SPARE = 20
"""Blank lines below what is known, with drop-downs."""


@dataclass(frozen=True)
class UnitSheet:
    """What goes to one unit."""

    unit: Record
    code: str
    parts: tuple[tuple[Ledger, tuple[Record, ...]], ...]
    findings: tuple[Finding, ...]
    what: AskedFor = AskedFor.REGISTER
    unseen: tuple[str, ...] = ()
    """What of it nobody could judge, a line a reason: that nothing is found there says nothing."""
    form: UnitForm | None = None
    """What it fills in of the inspection; `None` where it is asked for its register."""

    @property
    def file_name(self) -> str:
        """The workbook's name: harmless whatever the unit is called."""
        kind = "" if self.what == AskedFor.REGISTER else f"-{self.what}"
        return f"{clean(self.unit.title).replace('/', '_')[:60]}{kind}-{self.code}.xlsx"

    @property
    def missing(self) -> int:
        """How many cells are marked as missing."""
        if self.form is not None:
            return len(self.form.rows)
        return sum(record.values[field.name] is None for ledger, records in self.parts for record in records
                   for field in ledger.fields if field.listed)  # fmt: skip


def unseen_by_unit(facts: Facts, asked: Sequence[Answer]) -> dict[str, tuple[str, ...]]:
    """What the rules could not judge, by the name of the unit that answers for it: how many records, and why.

    Args:
        facts: what the rules were asked of.
        asked: their answers.
    """
    by_unit: dict[str, Counter[tuple[str, str]]] = {}
    counted = set[tuple[str, int, str]]()
    for answer in asked:
        for record in answer.subjects:
            why = answer.unjudged.get(record.id)
            if why is not None and (record.ledger, record.id, why) not in counted:
                counted.add((record.ledger, record.id, why))
                by_unit.setdefault(facts.unit_of(record), Counter())[record.ledger, why] += 1
    return {
        unit: tuple(f"{LEDGERS[ledger].title} {count}：{why}" for (ledger, why), count in counts.items())
        for unit, counts in by_unit.items()
    }


def unit_sheets(
    reader: Reader,
    period: Period,
    today: date,
    what: str,
    findings: Sequence[Finding],
    unit: str = "",
    unseen: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[UnitSheet]:
    """What each unit with a running site or account is sent.

    Args:
        reader: the ledgers.
        period: the period for which it is collected.
        today: the present Beijing day.
        what: one of `KINDS`.
        findings: what the rulebook says; each unit is told its own.
        unit: only the unit of this name.
        unseen: what nobody could judge, by the name of the unit.
    """
    records = {name: list(reader.records(LEDGERS[name])) for name in ("unit", "person", "site", "media", "column")}
    places = [place for name in ("site", "media") for place in records[name] if running(place, today)]
    sponsors = {reference(place, "unit") for place in places}
    site_unit = {site.id: reference(site, "unit") for site in records["site"]}

    def owner(record: Record) -> int | None:
        return site_unit.get(reference(record, "site") or 0) if record.ledger == "column" else reference(record, "unit")

    asked, listed = ASKED.get(what, AskedFor.REGISTER), []
    for sponsor in records["unit"]:
        if unit not in {"", sponsor.title}:
            continue
        form: UnitForm | None = None
        if asked == AskedFor.RECTIFYING:
            form = open_orders(reader, period, sponsor)
        elif asked == AskedFor.SELF_CHECK:
            form = self_check(period, [place for place in places if reference(place, "unit") == sponsor.id])
        if (form is None and sponsor.id not in sponsors) or (form is not None and not form.rows):
            continue
        parts = tuple(
            (LEDGERS[name], tuple(r for r in records[name] if owner(r) == sponsor.id)) for name in KINDS[what]
        )
        own = tuple(finding for finding in findings if finding.unit == sponsor.title and finding.explained is None)
        code, open_questions = sheet_code(period, sponsor, asked), tuple(unseen.get(sponsor.title, ()))
        listed.append(UnitSheet(sponsor, code, parts, own, asked, open_questions, form))
    return listed


def write_unit_sheet(sheet: UnitSheet, names: NameBook, period: Period, due: date, contact: str, path: Path) -> None:
    """Write one unit's workbook.

    Args:
        sheet: what it holds.
        names: finds the names of what records point to.
        period: for which it is collected.
        due: the day by which it has to be back.
        contact: whom to ask, and where it goes back to.
        path: the file; an existing one is replaced.

    Raises:
        InputProblem: the place cannot be written.
    """
    with replacing(path) as fresh, Book(fresh, streaming=False) as book:
        about = book.paper(ABOUT)
        about.set_column(0, 0, 12)
        about.set_column(1, 1, 100)
        for line, (label, text) in enumerate(_about(sheet, period, due, contact)):
            book.put(about, (line, 0), label, book.formats["head"])
            book.put(about, (line, 1), text, book.formats["long"])
        if sheet.form is not None:
            write_form(book, sheet.form)
        for ledger, records in sheet.parts:
            _ledger_sheet(book, ledger, records, names)


_HOW: Mapping[AskedFor, str] = {
    AskedFor.REGISTER: (
        "黄色的格子没有登记，请补上；已有的请核对，不对的直接改；新增的写在下面空行。不要改这张表和各表的表头。"
    ),
    AskedFor.SELF_CHECK: (
        "对照每一项自己查，黄色的“自查判断”都要选；不符合的写明哪一页、什么问题、改好没有。不要改其他格子。"
    ),
    AskedFor.RECTIFYING: (
        "每一项写明整改情况和报告日期（黄色），还没有改好的两格都空着。"
        "报告由分管领导或主要领导签字后留存。不要改其他格子。"
    ),
}


def _about(sheet: UnitSheet, period: Period, due: date, contact: str) -> Iterator[tuple[str, str]]:
    yield CODE, sheet.code
    yield "单位", safe(sheet.unit.title)
    yield "检查期", period.name
    yield "交回日期", f"{due} 前"
    yield "联系", contact or "县政府办公室"
    yield "怎样填", _HOW[sheet.what]
    yield "", ""
    yield "现有问题", f"{len(sheet.findings)} 项" + ("；下面“未检查”的还不知道，不算没有问题" if sheet.unseen else "")
    for finding in sheet.findings:
        yield SEVERITIES[finding.severity], f"{safe(finding.subject)}：{safe(finding.message)}"
    yield from (("未检查", safe(line)) for line in sheet.unseen)


def _ledger_sheet(book: Book, ledger: Ledger, records: Sequence[Record], names: NameBook) -> None:
    sheet: Worksheet = book.paper(ledger.title)
    sheet.freeze_panes(1, 0)
    last = len(records) + _SPARE
    for column, field in enumerate(ledger.fields):
        sheet.set_column(column, column, max(field.width, 2 * len(field.label)) + 3)
        sheet.write_string(0, column, field.label, book.formats["need" if field.required else "head"])
        options = drop_down(field, {})
        if options:
            sheet.data_validation(1, column, last, column, options)
    for line, record in enumerate(records, 1):
        for column, field in enumerate(ledger.fields):
            value = cell(field, record, names)
            if value is None and field.listed:
                sheet.write_blank(line, column, None, book.formats["odd"])
            elif value is not None:
                book.put(sheet, (line, column), value, book.format_of(field))
