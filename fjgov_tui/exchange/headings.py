"""Which ledger a sheet is for, where its header stands, and which column is which field."""

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.grid import Grid, column_letter
from fjgov_tui.exchange.outcome import ExtraColumn
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Field, Ledger
from fjgov_tui.ledgers.types import Day, Raw, as_text
from fjgov_tui.text import clean, fit, width

HEADER_WITHIN = 20
"""The header is looked for in so many first rows."""
_SERIAL = {"序号", "编号", "序", "行号", "no", "no.", "#", "№", "id"}
_PARENTHESES = re.compile(r"[(（\[【〔].*?[)）\]】〕]")
_DROPPED = re.compile(r"[\s*＊:：\u3000]+")
_PARTED = re.compile(r"[|｜/／\n]+")
_NEAR, _LIKE = 0.5, 0.8
"""From which likeness a heading is named as the nearest one, and from which it is taken for a misspelt field.

Measured on the headings of all ledgers: one character more or fewer in a heading of four gives 0.86 to 0.89, two
unrelated headings that share their last two characters (应换日期, 更换日期) give 0.75.
"""


@lru_cache(maxsize=4096)
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
    """A header read as the fields of one ledger."""

    ledger: Ledger
    header: int
    """Index of the header row; of the lower one where there are two."""
    fields: Mapping[int, Field]
    """Column index to field; no field stands twice."""
    exact: int
    """How many headings are the field's own label or name."""
    rows: int = 1
    """How many rows the header has."""
    helpers: Mapping[int, Field] = dataclasses.field(default_factory=dict)
    """Column index to a column that is no field and tells what the row's references mean."""

    @property
    def missing_key(self) -> list[Field]:
        """Required fields of the natural key that have no column, no default, and cannot be made from others."""
        bound = {field.name for field in self.fields.values()}
        places, persons = self.ledger.named_from[:3], self.ledger.named_from[2:]
        made = self.ledger.label if bound.intersection(places) and bound.intersection(persons) else ""
        keys = (self.ledger[name] for name in self.ledger.key if name not in bound and name != made)
        return [field for field in keys if field.required and field.default is None]

    @property
    def columns(self) -> dict[str, int]:
        """Field name to column index."""
        return {field.name: index for index, field in (*self.helpers.items(), *self.fields.items())}


@lru_cache(maxsize=64)
def _words(name: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each field and helper of a ledger: its own headings, and the other ones that offices write."""
    return {
        field.name: (
            frozenset(map(plain, (field.label, field.name, *field.was))),
            frozenset(plain(each) for word in (field.label, *field.synonyms) for each in _variants(field, word)),
        )
        for field in (*LEDGERS[name].fields, *LEDGERS[name].helpers)
    }


@lru_cache(maxsize=64)
def _known_words(name: str) -> frozenset[str]:
    """Every heading that a ledger takes."""
    return frozenset(word for own, others in _words(name).values() for word in (*own, *others))


def _variants(field: Field, word: str) -> tuple[str, ...]:
    """Offices write 日期 and 时间 for the same thing, or neither of them."""
    if not isinstance(field.type, Day):
        return (word,)
    for ending in ("日期", "时间"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            return (word, f"{stem}日期", f"{stem}时间")
    return (word, f"{word}日期", f"{word}时间")


Spellings = Mapping[int, tuple[str, ...]]
"""For each column with a heading: how it may be compared, the surest first."""


def _spellings(rows: Sequence[Sequence[Raw]], header: int, count: int) -> Spellings:
    """The headings of one row, or of two rows one below the other."""
    lower, upper = rows[header], rows[header - 1] if count == 2 else ()
    spellings: dict[int, tuple[str, ...]] = {}
    for index in range(max(len(lower), len(upper))):
        below, above = cell_text(lower, index), cell_text(upper, index)
        text = below or above
        if text:
            both = (f"{above}{below}",) if above and below and above != below else ()
            spellings[index] = (plain(text), bare(text), *map(plain, both), plain(_PARTED.split(text)[-1]))
    return spellings


@dataclass(frozen=True)
class PossibleHeading:
    """A row, or two rows one below the other, that may be a sheet's header."""

    header: int
    """Index of the row; of the lower one where there are two."""
    count: int
    spellings: Spellings


def possible_headings(grid: Grid) -> tuple[PossibleHeading, ...]:
    """What may be the header of a sheet, read once: each of half a hundred ledgers is tried on them."""
    return tuple(
        PossibleHeading(header, count, _spellings(grid.rows, header, count))
        for count in (1, 2)
        for header in range(count - 1, min(len(grid.rows), HEADER_WITHIN))
    )


def bind(ledger: Ledger, heading: PossibleHeading) -> Binding:
    """Give each heading its field: own labels first, then synonyms, the least ambiguous first; helpers last."""
    words, known = _words(ledger.name), _known_words(ledger.name)
    # Most cells of most rows are no heading of this ledger; they are passed over before anything is compared.
    spellings = {index: names for index, names in heading.spellings.items() if not known.isdisjoint(names)}
    if not spellings:
        return Binding(ledger, heading.header, {}, 0, heading.count)
    fields: dict[int, Field] = {}
    free = list(ledger.fields)
    for which in range(4):
        for index, names in spellings.items():
            own = next((field for field in free if which < len(names) and names[which] in words[field.name][0]), None)
            if index not in fields and own is not None:
                fields[index] = own
                free.remove(own)
    exact = len(fields)
    waiting = [index for index in spellings if index not in fields]
    while waiting:
        choices = {
            index: [field for field in free if words[field.name][1].intersection(spellings[index])] for index in waiting
        }
        possible = [index for index in waiting if choices[index]]
        if not possible:
            break
        index = next((place for place in possible if len(choices[place]) == 1), possible[0])
        fields[index] = choices[index][0]
        free.remove(fields[index])
        waiting.remove(index)
    helpers = {
        index: helper
        for helper in ledger.helpers
        for index in waiting[:]
        if {*words[helper.name][0], *words[helper.name][1]}.intersection(spellings[index])
    }
    return Binding(ledger, heading.header, dict(sorted(fields.items())), exact, heading.count, helpers)


def best_header(headings: Iterable[PossibleHeading], ledger: Ledger) -> Binding | None:
    """The header among the possible ones that names most fields; `None` where none names any.

    Two rows are taken for a header only where they name more than one of them does.
    """
    best: Binding | None = None
    for heading in headings:
        binding = bind(ledger, heading)
        if binding.fields and (best is None or _score(binding) > _score(best)):
            best = binding
    return best


def _score(binding: Binding) -> tuple[bool, int]:
    return (not binding.missing_key, len(binding.fields) * 100 + (binding.exact if binding.rows == 1 else 0))


def extra_columns(grid: Grid, binding: Binding) -> tuple[ExtraColumn, ...]:
    """The columns that hold something and belong to no field; serial numbers and repetitions are no loss."""
    spellings = _spellings(grid.rows, binding.header, binding.rows)
    body = grid.rows[binding.header + 1 :]
    words = _words(binding.ledger.name)
    paper = set(map(plain, binding.ledger.paper))
    columns = []
    for index in range(max(map(len, grid.rows[binding.header :]), default=0)):
        names = spellings.get(index, ("",))
        if index in binding.fields or index in binding.helpers or {*names} & (_SERIAL | paper):
            continue
        if not any(cell_text(row, index) for row in body) or _repeats(grid, binding, index):
            continue
        heading = heading_of(grid, binding, index)
        twin = next((place for place, field in binding.fields.items() if words[field.name][0] & {*names}), None)
        twin = twin if twin is not None else _synonym_twin(binding, names)
        if twin is not None:
            label = heading_of(grid, binding, twin)
            columns.append(ExtraColumn(column_letter(index), heading, label, twin=column_letter(twin), known=True))
        else:
            label, likeness = _nearest(binding.ledger, names)
            columns.append(ExtraColumn(column_letter(index), heading, label, known=likeness >= _LIKE))
    return tuple(columns)


def _synonym_twin(binding: Binding, names: Sequence[str]) -> int | None:
    """The column that already holds the only field that such a heading can mean."""
    words = _words(binding.ledger.name)
    meant = [place for place, field in binding.fields.items() if words[field.name][1].intersection(names)]
    return meant[0] if len(meant) == 1 else None


def _nearest(ledger: Ledger, names: Sequence[str]) -> tuple[str, float]:
    """The label of the field whose heading is most like one of these, and how like it is."""
    best, most = "", _NEAR
    for field in ledger.fields:
        for word in {*_words(ledger.name)[field.name][0], *_words(ledger.name)[field.name][1]}:
            for name in names[:2]:
                likeness = SequenceMatcher(None, name, word).ratio()
                if likeness > most or (likeness == most and not best):
                    best, most = field.label, likeness
    return best, most if best else 0.0


def heading_of(grid: Grid, binding: Binding, index: int) -> str:
    """The heading of a column as messages show it; of two rows the one that says more."""
    heading = shown_heading(grid.rows[binding.header], index)
    return heading or (shown_heading(grid.rows[binding.header - 1], index) if binding.rows == 2 else "")


def _repeats(grid: Grid, binding: Binding, index: int) -> bool:
    """A heading merged over two columns gives a second one that says the same or nothing."""
    header = grid.rows[binding.header]
    before = index - 1
    while before >= 0 and before not in binding.fields:
        before -= 1
    if before < 0 or plain(cell_text(header, index)) != plain(cell_text(header, before)):
        return False
    return all(cell_text(row, index) in {"", cell_text(row, before)} for row in grid.rows[binding.header + 1 :])
