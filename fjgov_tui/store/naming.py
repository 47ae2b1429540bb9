"""Names of records: how other records are shown, written in sheets, and found again from what people type."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import SeveralNamed, ValueProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.model import Ledger
from fjgov_tui.ledgers.types import Instant, RecordId, Reference, Stored, several, too_many
from fjgov_tui.patterns import pattern
from fjgov_tui.store.schema import name_sql
from fjgov_tui.store.sqlite import Handle
from fjgov_tui.text import safe, tidy_name


def label_sql(ledger: Ledger, alias: str) -> str:
    """The expression for a record's own name; a moment that names one is told in Beijing time."""
    label = _part_sql(ledger, ledger.label, alias, full=False)
    if isinstance(ledger[ledger.label].type, Instant):
        return f"coalesce(strftime('%Y-%m-%d %H:%M', {label}, '+8 hours'), {label})"
    return label


def full_name_sql(ledger: Ledger, alias: str) -> str:
    """The expression for the name with everything that makes it unique before it: `白帝镇人民政府/张三`."""
    parts = [_part_sql(ledger, name, alias, full=True) for name in ledger.key]
    return " || ".join([*(f"coalesce({part} || '/', '')" for part in parts[:-1]), f"coalesce({parts[-1]}, '')"])


def _part_sql(ledger: Ledger, name: str, alias: str, *, full: bool) -> str:
    column, reference = f"{alias}.{name_sql(name)}", ledger[name].reference
    if reference is None:
        return column
    target, inner = LEDGERS[reference.ledger], f"{alias}_{name}"
    name_of_target = full_name_sql(target, inner) if full else label_sql(target, inner)
    return f"(SELECT {name_of_target} FROM {name_sql(target.name)} {inner} WHERE {inner}.id = {column})"


@dataclass
class _Names:
    """The live records of one ledger by every name they answer to."""

    labels: dict[str, list[int]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    full: dict[str, list[int]] = dataclasses.field(default_factory=lambda: defaultdict(list))
    by_id: dict[int, tuple[str, str]] = dataclasses.field(default_factory=dict)
    same: dict[str, dict[int, Stored]] = dataclasses.field(default_factory=dict)
    exact: dict[tuple[str, Stored], int] = dataclasses.field(default_factory=dict)
    announced: dict[int, Mapping[str, Stored]] = dataclasses.field(default_factory=dict)

    def add(self, record: int, label: str, full: str) -> None:
        self.labels[label].append(record)
        self.full[full].append(record)
        self.by_id[record] = (label, full)
        self.exact.clear()


class NameBook:
    """Resolves names to ids and back; loads a ledger's names on first use and keeps them while it lives.

    Lives as long as one transaction or one export, so that it cannot go stale.
    """

    def __init__(self, db: Handle, today: date | None = None, now: datetime | None = None) -> None:
        """Bind the book to a connection.

        Args:
            db: the connection.
            today: the Beijing date of the write that it serves; `None` for a reader's book.
            now: the moment of that write, where it is known.
        """
        self._db = db
        self.today, self.now = today, now
        self._books: dict[str, _Names] = {}

    def look(self, ledger: str, field: str, record: int) -> tuple[str, dict[str, Stored]]:
        """The record to which a row points: its ledger's name and its values; none while it is not yet written."""
        reference = LEDGERS[ledger][field].reference
        if reference is None:
            raise KeyError(field)
        target = LEDGERS[reference.ledger]
        names = [field.name for field in target.fields]
        columns = ", ".join(map(name_sql, names))
        row = self._db.execute(f"SELECT {columns} FROM {name_sql(target.name)} WHERE id = ?", [record]).fetchone()
        return target.name, dict(zip(names, row, strict=True)) if row else {}

    def _names_in(self, name: str) -> _Names:
        book = self._books.get(name)
        if book is None:
            book = self._books[name] = _Names()
            ledger = LEDGERS[name]
            rows = self._db.execute(
                f"SELECT id, {label_sql(ledger, 't')}, {full_name_sql(ledger, 't')}"
                f" FROM {name_sql(name)} t WHERE removed_at IS NULL ORDER BY id"
            )
            for record, label, full in rows:
                book.add(int(record), str(label), str(full))
        return book

    def forget(self, name: str) -> None:
        """The ledger's records have changed: read its names again at the next question."""
        self._books.pop(name, None)

    def announce(self, ledger: Ledger, record: int, values: Mapping[str, Stored]) -> None:
        """A record that the running import will write: other rows may name it already.

        Args:
            ledger: its ledger.
            record: the id it will get.
            values: the stored values of its key fields.
        """
        book = self._names_in(ledger.name)
        if record in book.by_id:
            return
        parts = [self._shown(ledger, name, values.get(name)) for name in ledger.key]
        book.add(record, parts[-1], "/".join(part for part in parts if part))
        book.announced[record] = values
        for name, known in book.same.items():
            known[record] = values.get(name)

    def _shown(self, ledger: Ledger, name: str, value: Stored) -> str:
        reference = ledger[name].reference
        if value is None:
            return ""
        return str(value) if reference is None else self._names_in(reference.ledger).by_id[int(value)][1]

    def exact(self, name: str, record: int) -> str:
        """The shortest name under which an import finds exactly this record again."""
        book = self._names_in(name)
        label, full = book.by_id.get(record, ("", ""))
        alone = len(book.labels.get(label, ())) == 1 and book.full.get(label, [record]) == [record]
        return label if alone else full

    def labels(self, name: str) -> list[str]:
        """The shortest exact name of every live record, for suggestions and drop-downs."""
        return [self.exact(name, record) for record in self._names_in(name).by_id]

    def resolve(self, reference: Reference, text: str, hint: Stored) -> int:
        """The id of the one record that the text names.

        Raises:
            ValueProblem: none, or several; the message names some of them.
        """
        book = self._names_in(reference.ledger)
        known = book.exact.get((text, hint))
        if known is None:
            known = book.exact[(text, hint)] = self._resolve(book, reference, text, hint)
        return known

    def live(self, reference: Reference, record: int) -> int:
        """The id of a live record, or one that the running import will write.

        Raises:
            ValueProblem: there is none.
        """
        if record not in self._names_in(reference.ledger).by_id:
            raise ValueProblem(f"在台账“{LEDGERS[reference.ledger].title}”里没有编号 {record}，或已被移除")
        return record

    def reference(self, name: str, record: int) -> RecordId | None:
        """A reference to a record of that ledger; `None` where it has been removed."""
        return RecordId(record) if record in self._names_in(name).by_id else None

    def _resolve(self, book: _Names, reference: Reference, typed: str, hint: Stored) -> int:
        text = tidy_name(typed)
        candidates = (
            book.full.get(text)
            or book.labels.get(text)
            or [record for record, (label, full) in book.by_id.items() if text in label or full.endswith("/" + text)]
        )
        if len(candidates) > 1 and reference.same and hint is not None:
            same = self._same(book, reference)
            candidates = [record for record in candidates if same.get(record) == hint] or candidates
        if len(candidates) == 1:
            return candidates[0]
        title = LEDGERS[reference.ledger].title
        if not candidates:
            _refuse_several(book, reference.ledger, typed)
            raise ValueProblem(f"在台账“{title}”里没有；请先登记，或核对写法")
        raise _several_named(book, title, candidates)

    def _same(self, book: _Names, reference: Reference) -> dict[int, Stored]:
        known = book.same.get(reference.same)
        if known is None:
            rows = self._db.execute(
                f"SELECT id, {name_sql(reference.same)} FROM {name_sql(reference.ledger)} WHERE removed_at IS NULL"
            )
            known = book.same[reference.same] = {int(record): value for record, value in rows}
            known |= {record: values.get(reference.same) for record, values in book.announced.items()}
        return known


def _several_named(book: _Names, title: str, candidates: Sequence[int]) -> SeveralNamed:
    """Which records a name may mean."""
    full = {record: safe(book.by_id[record][1]) for record in candidates[:_NAMED]}
    more = f" 等 {len(candidates)} 条" if len(candidates) > _NAMED else ""
    example = next((record for record in full if len(book.full[book.by_id[record][1]]) == 1), None)
    alike = "它们的名称写出来一样，请先在台账里把其中一条改得认得出"
    return SeveralNamed(
        f"在台账“{title}”里不止一条：{'、'.join(full.values())}{more}",
        numbered="、".join(f"{name}（编号 {record}）" for record, name in full.items()) + more,
        remedy=alike if example is None else f"请写全，如“{full[example]}”",
    )


_NAMED = 4
"""Records that are named where a name fits several."""
_BETWEEN = pattern(r"[、,，;；/／|｜和与及\s]+")


def _refuse_several(book: _Names, ledger: str, typed: str) -> None:
    """Say so where a name that is not known is really two or more.

    Raises:
        ValueProblem: it is.
    """
    parts = [part for part in map(tidy_name, _BETWEEN.split(typed)) if part]
    known = len(parts) > 1 and all(part in book.labels for part in parts)
    if not known and ledger == "person":
        parts = several(typed)
    if known or len(parts) > 1:
        raise ValueProblem(too_many(len(parts), "人" if ledger == "person" else "名称"))
