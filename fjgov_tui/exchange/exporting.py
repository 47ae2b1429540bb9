"""Ledgers as files: .xlsx, .csv and .json. Importing an exported file changes nothing."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.exchange.sheets import Book, widths
from fjgov_tui.files import replacing
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Field, Ledger, Record
from fjgov_tui.ledgers.types import Day, Integer, Raw
from fjgov_tui.pastday import as_of_words
from fjgov_tui.store import Reader, Selection
from fjgov_tui.store.naming import NameBook
from fjgov_tui.text import clean, clean_long, guard_formula, mask

Progress = Callable[[int, int], None]
STEP = 500
_MOST_ROWS = 1_048_575
"""Rows that an .xlsx sheet has below its header."""


@dataclass(frozen=True)
class _Part:
    """The records of one ledger that go out."""

    ledger: Ledger
    ids: Sequence[int]


def export_file(
    reader: Reader,
    path: Path,
    selections: Sequence[Selection | tuple[Ledger, Sequence[int]]],
    progress: Progress | None = None,
) -> int:
    """Write records to a file whose ending tells the form; an existing file is replaced at the very end.

    Args:
        reader: where from.
        path: ends in .xlsx, .csv or .json.
        selections: one for each sheet; .csv takes exactly one.
        progress: told every 500 rows how far it is.

    Returns:
        How many records were written.

    Raises:
        InputProblem: another ending, several ledgers for .csv, too many rows, or a place that cannot be written.
    """
    parts = [
        _Part(LEDGERS[wanted.ledger], reader.ids(wanted)) if isinstance(wanted, Selection) else _Part(*wanted)
        for wanted in selections
    ]
    forms = {".xlsx": _xlsx, ".csv": _csv, ".json": _json}
    form = forms.get(path.suffix.lower())
    where = clean(path.name)
    if form is None:
        raise InputProblem("认不出要导出成什么格式", where=where, remedy="文件名请以 .xlsx、.csv 或 .json 结尾")
    if not parts or (form is _csv and len(parts) > 1):
        what = "没有选定台账" if not parts else f"一个 .csv 只能放一本台账，这里有 {len(parts)} 本"
        raise InputProblem(what, where=where, remedy="请只选一本，或导出成 .xlsx")
    if form is _xlsx and max(len(part.ids) for part in parts) > _MOST_ROWS:
        raise InputProblem(f"一张工作表最多放 {_MOST_ROWS} 行", where=where, remedy="请先筛选，或导出成 .csv")
    source = _Source(reader, parts, progress or (lambda done, total: None))
    with replacing(path) as fresh:
        form(source, fresh)
    return source.done


class _Source:
    """Hands out records in order and keeps count."""

    def __init__(self, reader: Reader, parts: Sequence[_Part], progress: Progress) -> None:
        self._reader, self.parts, self._progress = reader, parts, progress
        self.as_of = reader.db.as_of
        self._total = sum(len(part.ids) for part in parts)
        self.names = reader.names()
        self.done = 0
        progress(0, self._total)

    def records(self, part: _Part) -> Iterator[Record]:
        for record in self._reader.records(part.ledger, part.ids):
            yield record
            self.done += 1
            if self.done % STEP == 0:
                self._progress(self.done, self._total)
        self._progress(self.done, self._total)


def cell(field: Field, record: Record, names: NameBook) -> Raw:
    """A field as it goes out: masked if sealed, a reference by the name that finds it again."""
    value = record.values[field.name]
    if value is None:
        return None
    if field.reference is not None:
        return clean(names.exact(field.reference.ledger, int(value)) or record.names.get(field.name, ""))
    if isinstance(field.type, Integer):
        return value
    if isinstance(field.type, Day):
        return date.fromisoformat(str(value))
    # What came in behind the program's back leaves it as harmless as everything else.
    text = clean_long(field.type.show(value))
    return mask(text) if field.sealed else text


def _xlsx(source: _Source, path: Path) -> None:
    with Book(path, streaming=True, as_of=source.as_of) as book:
        for part in source.parts:
            _sheet(source, part, book)


def _sheet(source: _Source, part: _Part, book: Book) -> None:
    fields = part.ledger.fields
    sheet = book.sheet(part.ledger.title)
    widths(sheet, fields)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(part.ids), 1), len(fields) - 1)
    for column, field in enumerate(fields):
        sheet.write_string(0, column, field.label, book.formats["need" if field.required else "head"])
    formats = [book.format_of(field) for field in fields]
    for row, record in enumerate(source.records(part), 1):
        for column, field in enumerate(fields):
            book.put(sheet, (row, column), cell(field, record, source.names), formats[column])


def _csv(source: _Source, path: Path) -> None:
    (part,) = source.parts
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        if source.as_of is not None:
            writer.writerow([as_of_words(source.as_of)])
        writer.writerow([field.label for field in part.ledger.fields])
        for record in source.records(part):
            cells = [cell(field, record, source.names) for field in part.ledger.fields]
            writer.writerow(
                ["" if raw is None else guard_formula(raw) if isinstance(raw, str) else raw for raw in cells]
            )


def json_row(ledger: Ledger, record: Record, names: NameBook) -> dict[str, Raw]:
    """A record for programs: id, revision, fields by their English names, references with `<field>_id`."""
    row: dict[str, Raw] = {"id": record.id, "revision": record.revision}
    for field in ledger.fields:
        raw = cell(field, record, names)
        row[field.name] = raw.isoformat() if isinstance(raw, date) else raw
        if field.reference is not None:
            row[f"{field.name}_id"] = record.values[field.name]
    return row


def _json(source: _Source, path: Path) -> None:
    """One document: `{"rows": […], "total": n}`, or one such for each ledger under `ledgers`; `as_of` of a past day."""
    day = f'"as_of": "{source.as_of}", ' if source.as_of is not None else ""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        if len(source.parts) == 1:
            _json_part(source, source.parts[0], file, day)
        else:
            file.write(f'{{{day}"ledgers": {{')
            for place, part in enumerate(source.parts):
                file.write(f"{', ' if place else ''}{json.dumps(part.ledger.name)}: ")
                _json_part(source, part, file)
            file.write("}}")
        file.write("\n")


def _json_part(source: _Source, part: _Part, file: TextIO, day: str = "") -> None:
    file.write(f'{{{day}"rows": [')
    count = 0
    for record in source.records(part):
        text = clean_long(json.dumps(json_row(part.ledger, record, source.names), ensure_ascii=False))
        file.write(f"{',' if count else ''}\n{text}")
        count += 1
    file.write(f'], "total": {count}}}')
