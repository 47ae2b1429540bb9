"""Empty workbooks to fill in: headers, notes, drop-downs and formats, all from the declarations."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from fjgov_tui.exchange.sheets import Book, widths, writable
from fjgov_tui.files import replacing
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.store import Store

ROWS = 5000
"""Rows that the drop-downs cover."""
_INLINE = 255
"""Characters that a drop-down can list in itself."""
_LISTS = "_列表"


def write_template(path: Path, ledgers: Sequence[Ledger], store: Store | None = None) -> None:
    """Write a workbook with one empty sheet for each ledger.

    Args:
        path: the file; an existing one is replaced.
        ledgers: which, in this order.
        store: where the names for references come from; without it they have no drop-downs.

    Raises:
        InputProblem: the place cannot be written.
    """
    as_of = store.db.as_of if store is not None else None
    with replacing(path) as fresh, Book(fresh, streaming=False, as_of=as_of) as book:
        sheets = [(ledger, book.sheet(ledger.title)) for ledger in ledgers]
        lists = _write_lists(book, ledgers, store)
        for ledger, sheet in sheets:
            _write_sheet(book, sheet, ledger, lists)


def _write_sheet(book: Book, sheet: Worksheet, ledger: Ledger, lists: Mapping[str, str]) -> None:
    widths(sheet, ledger.fields)
    sheet.freeze_panes(1, 0)
    for column, field in enumerate(ledger.fields):
        sheet.set_column(column, column, max(field.width, 2 * len(field.label)) + 3, book.format_of(field))
        sheet.write_string(0, column, field.label, book.formats["need" if field.required else "head"])
        sheet.write_comment(0, column, writable(note(field)), {"x_scale": 2, "y_scale": 1.2})
        options = drop_down(field, lists)
        if options:
            sheet.data_validation(1, column, ROWS, column, options)


def note(field: Field) -> str:
    """What a field means, how it is written, and whether it must be."""
    parts = [f"{field.label}（{'必填' if field.required else '可以不填'}）", field.help, f"填法：{field.type.hint}"]
    if field.required and field.default is not None:
        parts.append(f"不填则为“{field.default}”")
    if field.unique:
        parts.append("不能与别的记录重复")
    if field.sealed:
        parts.append("属于保密内容，导出时遮盖")
    return "\n".join(part for part in parts if part)


def drop_down(field: Field, lists: Mapping[str, str]) -> dict[str, Any]:
    """The drop-down of a field; a reference may name a record of the same file, so that its list only suggests.

    Args:
        field: the field.
        lists: for each ledger, where the names of its records stand in the workbook.

    Returns:
        What XlsxWriter's `data_validation` takes; empty where the field has none.
    """
    if field.reference is not None:
        source = lists.get(field.reference.ledger)
        return {"validate": "list", "source": source, "show_error": False} if source else {}
    options = list(field.type.options)
    if not options or len(",".join(options)) > _INLINE or any("," in option for option in options):
        return {}
    return {
        "validate": "list",
        "source": options,
        "error_title": field.label,
        "error_message": f"请从列表中选：{field.type.hint}"[:_INLINE],
        "error_type": "warning",
    }


def _write_lists(book: Book, ledgers: Sequence[Ledger], store: Store | None) -> dict[str, str]:
    """A hidden sheet with the names that references may use, and where each ledger's stand."""
    wanted = sorted({reference.ledger for ledger in ledgers for _, reference in ledger.references})
    if store is None or not wanted:
        return {}
    sheet = book.sheet(_LISTS)
    sheet.very_hidden()
    names, names_found = store.read.names(), dict[str, str]()
    for column, name in enumerate(wanted):
        labels = sorted(names.labels(name))
        for row, label in enumerate(labels):
            sheet.write_string(row, column, writable(label), book.formats["text"])
        if labels:
            letter = chr(65 + column)
            names_found[name] = f"='{_LISTS}'!${letter}$1:${letter}${len(labels)}"
    return names_found
