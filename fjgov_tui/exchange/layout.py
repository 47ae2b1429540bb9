"""The rows of a recognised sheet: which hold records, and what the others are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.grid import Grid
from fjgov_tui.exchange.headings import Binding, cell_text, extra_columns
from fjgov_tui.exchange.outcome import ExtraColumn, Options
from fjgov_tui.exchange.recognising import recognise
from fjgov_tui.ledgers.types import Raw

_SPACES = re.compile(r"\s+")
_TOTAL = re.compile(r"(?:本页|本表)?(?:合计|总计|小计|共计|累计)(?:[:(\d].*)?")
_NOTE = re.compile(
    r"(?:备?注|说明|填表说明|填报说明|填表人|填报人|制表人?|审核人?|经办人|负责人|填报单位|填表单位|填报日期|填表日期|"
    r"制表日期|联系人|联系电话|单位盖章|\(盖章\))\s*(?:\(.*?\))?\s*[:\d].*|注\d*[:、.].*|制表.*\d{4}.*",
    re.DOTALL,
)
_SECTION = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)、.].*", re.DOTALL)
_NOTE_CELLS = 3
"""A line under the table has at most so many different texts."""


@dataclass(frozen=True)
class SheetLayout:
    """What a sheet holds, before anything is parsed."""

    grid: Grid
    binding: Binding | None
    why: str
    skipped: tuple[tuple[int, str], ...] = ()
    extra: tuple[ExtraColumn, ...] = ()
    records: Sequence[int] = ()
    """Indexes of the rows that hold records."""
    either: tuple[str, ...] = ()
    """The ledgers between which a person has to choose."""
    unseen: tuple[int, ...] = ()
    """Indexes of rows that hold records and that the reader of the sheet does not see, or sees crossed out."""


LEFT_OUT = "按您的选择没有导入"
"""Why a sheet or a row that a person has left out is not imported."""


def lay_out(grid: Grid, options: Options | None = None) -> SheetLayout:
    """Recognise a sheet and sort its rows.

    Args:
        grid: the sheet.
        options: what was said about this import.
    """
    options = options or Options()
    named = options.sheets.get(grid.name)
    if named == "" or (grid.hidden and options.hidden == "跳过"):
        return SheetLayout(grid, None, f"{grid.hidden and f'{grid.hidden}的工作表，'}{LEFT_OUT}")
    recognised = recognise(grid, named or options.ledger, sure=named is not None)
    binding = recognised.binding
    if binding is None:
        return SheetLayout(grid, None, recognised.why, either=recognised.either)
    records: list[int] = []
    unseen: list[int] = []
    skipped: list[tuple[int, str]] = []
    header = list(_bound_texts(grid.rows[binding.header], binding))
    for index in range(binding.header + 1, len(grid.rows)):
        kind = _kind(grid.rows[index], binding, header)
        if kind:
            skipped.append((index + 1, kind))
        elif index in grid.unseen and options.hidden != "导入":
            unseen.append(index)
            skipped.append((index + 1, f"{grid.unseen[index]}的行"))
        else:
            records.append(index)
    extra = extra_columns(grid, binding)
    return SheetLayout(grid, binding, "", tuple(skipped), extra, records, unseen=tuple(unseen))


def _bound_texts(row: Sequence[Raw], binding: Binding) -> Iterator[str]:
    return (cell_text(row, index) for index in binding.fields)


def _kind(row: Sequence[Raw], binding: Binding, header: Sequence[str]) -> str:
    """What a row is that holds no record; empty for one that does."""
    first = next(_texts(row), "")
    if not first:
        return "空行"
    if first.isdecimal() and not any(_bound_texts(row, binding)):
        return "空行"
    word = _SPACES.sub("", unicodedata.normalize("NFKC", first))
    if _TOTAL.fullmatch(word):
        return "合计行"
    if all(text == own for text, own in zip(_bound_texts(row, binding), header, strict=True)):
        return "重复的表头"
    return _aside(row, binding, first, word)


def _aside(row: Sequence[Raw], binding: Binding, first: str, word: str) -> str:
    """Notes, signatures and section titles: few texts, and none where a record must have one."""
    note, section = _NOTE.fullmatch(word), _SECTION.fullmatch(word)
    if not note and not section:
        return ""
    needed = [index for index, field in binding.fields.items() if field.required and field.default is None]
    others = [text for index in needed if (text := cell_text(row, index)) != first or index != needed[0]]
    different = set(_texts(row))
    if others and all(text not in {"", first} for text in others):
        return ""
    if note and len(different) <= _NOTE_CELLS:
        return "说明行"
    return "小标题行" if section and len(different) == 1 else ""


def _texts(row: Sequence[Raw]) -> Iterator[str]:
    """The texts of the cells that hold any, from the left."""
    return (text for index in range(len(row)) if (text := cell_text(row, index)))
