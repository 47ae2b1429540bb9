"""Which ledger a sheet is for, where its header stands, and which column is which field."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from fjgov_tui.exchange.grid import Grid, column_letter
from fjgov_tui.exchange.outcome import ExtraColumn
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.types import Raw, as_text
from fjgov_tui.text import clean, fit, width

HEADER_WITHIN = 20
"""The header is looked for in so many first rows."""
_SERIAL = {"序号", "编号", "序", "行号", "no", "no.", "#", "№", "id"}
_PARENTHESES = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_DROPPED = re.compile(r"[\s*＊:：\u3000]+")
_SHEET_NOISE = re.compile(r"^[\d.、\-_ ]+|[\d.\-_ ]+$")


@lru_cache(maxsize=2048)
def plain(text: str) -> str:
    """A heading as it is compared: half-width, lower case, without spaces, asterisks and colons."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", clean(text))).casefold()


def bare(text: str) -> str:
    """The same without what stands in brackets (units, hints)."""
    return plain(_PARENTHESES.sub("", text)) or plain(text)


def cell_text(row: Sequence[Raw], index: int) -> str:
    """A cell as trimmed text; empty beyond the row's end."""
    if index >= len(row):
        return ""
    raw = row[index]
    return "" if raw is None else as_text(raw).strip(" \t\r\n\u3000\xa0")


def shown_heading(row: Sequence[Raw], index: int) -> str:
    """A heading fit for a message."""
    text = clean(cell_text(row, index))
    return text if width(text) <= 40 else fit(text, 40).rstrip()


@dataclass(frozen=True)
class Binding:
    """A header row read as the fields of one ledger."""

    ledger: Ledger
    header: int
    """Index of the header row."""
    fields: Mapping[int, Field]
    """Column index to field; no field stands twice."""
    exact: int
    """How many headings are the field's own label or name."""

    @property
    def missing_key(self) -> list[Field]:
        """Required fields of the natural key that have no column."""
        bound = {field.name for field in self.fields.values()}
        return [self.ledger[name] for name in self.ledger.key if name not in bound and self.ledger[name].required]

    @property
    def columns(self) -> dict[str, int]:
        """Field name to column index."""
        return {field.name: index for index, field in self.fields.items()}


def _own(field: Field) -> set[str]:
    return {plain(word) for word in (field.label, field.name, *field.was)}


def bind(ledger: Ledger, row: Sequence[Raw], header: int) -> Binding:
    """Give each heading its field: own labels first, then synonyms, the least ambiguous first."""
    said = {index: (plain(text), bare(text)) for index in range(len(row)) if (text := cell_text(row, index))}
    fields: dict[int, Field] = {}
    free = list(ledger.fields)
    for which in (0, 1):
        for index, names in said.items():
            field = next((one for one in free if names[which] in _own(one)), None)
            if index not in fields and field is not None:
                fields[index] = field
                free.remove(field)
    exact = len(fields)
    words = {field.name: {plain(word) for word in field.synonyms} for field in ledger.fields}
    waiting = [index for index in said if index not in fields]
    while waiting:
        choices = {index: [one for one in free if words[one.name].intersection(said[index])] for index in waiting}
        possible = [index for index in waiting if choices[index]]
        if not possible:
            break
        index = next((one for one in possible if len(choices[one]) == 1), possible[0])
        fields[index] = choices[index][0]
        free.remove(fields[index])
        waiting.remove(index)
    return Binding(ledger, header, dict(sorted(fields.items())), exact)


def best_header(grid: Grid, ledger: Ledger) -> Binding | None:
    """The row among the first ones that names most fields; `None` where none names any."""
    best: Binding | None = None
    for header, row in enumerate(grid.rows[:HEADER_WITHIN]):
        found = bind(ledger, row, header)
        if found.fields and (best is None or _score(found) > _score(best)):
            best = found
    return best


def _score(binding: Binding) -> tuple[bool, int, int]:
    return (not binding.missing_key, len(binding.fields), binding.exact)


def _named(name: str, ledger: Ledger) -> int:
    """How well a sheet's name names the ledger: 2 exactly, 1 among other words, 0 not."""
    word = plain(name)
    known = {plain(one) for one in (ledger.title, ledger.name, *ledger.was, *ledger.synonyms)}
    if word in known or bare(_SHEET_NOISE.sub("", name)) in known:
        return 2
    return int(any(len(one) > 1 and one in word for one in known))


def recognise(grid: Grid, forced: str = "") -> tuple[Binding | None, str]:
    """The ledger and the header of a sheet.

    Args:
        grid: the sheet.
        forced: the English name of the ledger it must be; empty to find out.

    Returns:
        The binding, or `None` and the reason in Chinese.
    """
    if not any(cell_text(row, index) for row in grid.rows for index in range(len(row))):
        return None, "空工作表"
    candidates = [LEDGERS[forced]] if forced else list(LEDGERS.values())
    found = [binding for ledger in candidates if (binding := best_header(grid, ledger))]
    fitting = [binding for binding in found if not binding.missing_key]
    if not fitting:
        return None, _unrecognised(grid, found, forced)
    ranked = sorted(fitting, key=lambda one: _rank(grid, one), reverse=True)
    if len(ranked) > 1 and _rank(grid, ranked[0]) == _rank(grid, ranked[1]):
        names = "、".join(f"“{one.ledger.title}”" for one in ranked[:2])
        return None, f"表头同时像 {names} 台账；请把工作表改成台账的名字，或指定台账"
    return ranked[0], ""


def _rank(grid: Grid, binding: Binding) -> tuple[bool, int, int, int]:
    named = _named(grid.name, binding.ledger)
    return (named == 2, len(binding.fields) + named, binding.exact, named)


def _unrecognised(grid: Grid, found: Sequence[Binding], forced: str) -> str:
    near = max(found, key=lambda one: _rank(grid, one), default=None)
    if near is None or (len(near.fields) < 2 and not forced and not _named(grid.name, near.ledger)):
        title = f"台账“{LEDGERS[forced].title}”的" if forced else ""
        return f"前 {HEADER_WITHIN} 行里没有找到{title}表头"
    labels = "、".join(f"“{field.label}”" for field in near.missing_key)
    return f"像是台账“{near.ledger.title}”（第 {near.header + 1} 行），但缺少必需的列 {labels}"


def extra_columns(grid: Grid, binding: Binding) -> tuple[ExtraColumn, ...]:
    """The columns that hold something and belong to no field; serial numbers and repetitions are no loss."""
    header = grid.rows[binding.header]
    body = grid.rows[binding.header + 1 :]
    known = {plain(field.label): field.label for field in binding.ledger.fields}
    for field in binding.ledger.fields:
        for word in field.synonyms:
            known.setdefault(plain(word), field.label)
    found = []
    for index in range(max(map(len, grid.rows[binding.header :]), default=0)):
        if index in binding.fields or bare(cell_text(header, index)) in _SERIAL:
            continue
        if any(cell_text(row, index) for row in body) and not _repeats(grid, binding, index):
            near = get_close_matches(bare(cell_text(header, index)), known, n=1, cutoff=0.5)
            found.append(
                ExtraColumn(column_letter(index), shown_heading(header, index), known[near[0]] if near else "")
            )
    return tuple(found)


def _repeats(grid: Grid, binding: Binding, index: int) -> bool:
    """A heading merged over two columns gives a second one that says the same or nothing."""
    header = grid.rows[binding.header]
    before = index - 1
    while before >= 0 and before not in binding.fields:
        before -= 1
    if before < 0 or plain(cell_text(header, index)) != plain(cell_text(header, before)):
        return False
    return all(cell_text(row, index) in {"", cell_text(row, before)} for row in grid.rows[binding.header + 1 :])
