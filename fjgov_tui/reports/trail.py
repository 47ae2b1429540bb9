"""The trail for people: who, when, what, why; as lines of a screen, and as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path

from fjgov_tui.clock import show_instant
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.pinyin import matches
from fjgov_tui.store import Reader, TrailEntry
from fjgov_tui.text import safe

LATEST = 2000
"""Changes that are listed; older ones are read record by record, or from an export of the file."""
MOST_FOUND = 2000
"""Changes that a search lists; who finds so many writes another word."""
AT_ONCE = 500
"""Entries whose records' names are looked up together."""
HEADS = ("序号", "时间", "谁", "做了什么", "台账", "编号", "哪一条", "同样的", "改动", "原因")


@dataclass(frozen=True)
class TrailLine:
    """One change, or several alike of one transaction."""

    seq: int
    at: str
    """Beijing date and minute."""
    who: str
    both: str
    """Who it was, and under which account where that is another."""
    action: str
    ledger: str
    """The ledger's English name; empty for the file itself."""
    record: int
    """The record's id; 0 for the file itself."""
    ledger_title: str
    title: str
    """The record's name; empty for the file itself."""
    count: int
    """How many records the same transaction changed alike; the title is the last one's."""
    fields: tuple[str, ...]
    """The labels of the fields that a single correction changed, as the form has them; empty for all else."""
    changes: tuple[tuple[str, str, str], ...]
    """Label, before and after of each field; sealed values are masked as in the trail."""
    reason: str

    @property
    def what(self) -> str:
        """The record, and which fields, in a line."""
        more = f" 等 {self.count} 条" if self.count > 1 else ""
        return f"{self.title or '台账文件'}{more}{self._corrected}"

    @property
    def sentence(self) -> str:
        """The same where no column beside it names the ledger."""
        named = f"{self.ledger_title}“{self.title}”" if self.title else self.ledger_title
        more = f"等 {self.count:,} 条" if self.count > 1 else ""
        return f"{named}{more}{self._corrected}"

    @property
    def _corrected(self) -> str:
        return f"：{'、'.join(self.fields)}" if self.fields else ""


def trail_lines(reader: Reader, limit: int = LATEST) -> list[TrailLine]:
    """The newest changes, what one transaction did alike told once."""
    entries = reader.latest_alike(limit)
    titles = reader.titles((entry.ledger, entry.record) for entry, _ in entries if entry.ledger)
    return [_line(entry, count, titles.get((entry.ledger, entry.record), "")) for entry, count in entries]


def group_lines(reader: Reader, seq: int) -> list[TrailLine]:
    """Every entry that one transaction made alike to one ledger, the newest first.

    Args:
        reader: the file.
        seq: the number of one of them.
    """
    return _lines(reader, reader.alike(seq))


def search_trail(reader: Reader, words: str, limit: int = MOST_FOUND) -> list[TrailLine]:
    """The newest entries of the whole trail in which all words stand: whom, when, which ledger, record, what, why.

    Args:
        reader: the file.
        words: Chinese or pinyin initials, divided by spaces.
        limit: how many are returned at most.
    """
    wanted = words.casefold().split()
    listed: list[TrailLine] = []
    changes = reader.all_changes()
    while part := list(islice(changes, AT_ONCE)):
        titles = reader.titles((entry.ledger, entry.record) for entry in part if entry.ledger)
        for entry in part:
            title = titles.get((entry.ledger, entry.record), "")
            if matches(_searched(entry, title), wanted):
                listed.append(_line(entry, 1, title))
                if len(listed) >= limit:
                    return listed
    return listed


def _searched(entry: TrailEntry, title: str) -> str:
    """What an entry is found by; values as they stand in the trail, which is quicker than as they are shown."""
    names = dict.fromkeys((*entry.before, *entry.after))
    values = (str(value) for side in (entry.before, entry.after) for value in side.values() if value is not None)
    ledger = LEDGERS.get(entry.ledger)
    called = f"{ledger.title} {ledger.name}" if ledger is not None else "台账文件"
    labels = (_label(entry, name) for name in names)
    return " ".join((show_instant(entry.at), entry.who, entry.action, called, title, entry.reason, *labels, *values))


def _lines(reader: Reader, entries: Sequence[TrailEntry]) -> list[TrailLine]:
    titles = reader.titles((entry.ledger, entry.record) for entry in entries if entry.ledger)
    return [_line(entry, 1, titles.get((entry.ledger, entry.record), "")) for entry in entries]


def _line(entry: TrailEntry, count: int, title: str) -> TrailLine:
    ledger = LEDGERS.get(entry.ledger)
    names = dict.fromkeys((*entry.before, *entry.after))
    single = ledger is not None and entry.action == "修改" and count == 1
    changes = tuple(
        (_label(entry, name), _text(entry.before.get(name)), _text(entry.after.get(name))) for name in names
    )
    return TrailLine(
        seq=entry.seq,
        at=show_instant(entry.at),
        who=safe(entry.who),
        both=safe(entry.both),
        action=entry.action,
        ledger=entry.ledger,
        record=entry.record,
        ledger_title=ledger.title if ledger is not None else entry.ledger or "台账文件",
        title=safe(title),
        count=count,
        fields=tuple(field.label for field in ledger.fields if field.name in entry.after) if ledger and single else (),
        changes=changes,
        reason=safe(entry.reason),
    )


def _label(entry: TrailEntry, name: str) -> str:
    ledger = LEDGERS.get(entry.ledger)
    return ledger[name].label if ledger is not None and name in ledger else name


def _text(value: Stored) -> str:
    return "" if value is None else safe(str(value))


def write_trail(lines: Sequence[TrailLine], anchor: str, path: Path, as_of: date | None = None) -> None:
    """What is listed, as a sheet, with the trail's head.

    Raises:
        InputProblem: the place cannot be written.
    """
    from fjgov_tui.exchange.sheets import Book
    from fjgov_tui.files import replacing

    with replacing(path) as fresh, Book(fresh, streaming=False, as_of=as_of) as book:
        sheet = book.paper("审计链")
        sheet.freeze_panes(1, 0)
        for column, (head, size) in enumerate(zip(HEADS, (8, 18, 14, 10, 16, 8, 30, 8, 60, 30), strict=True)):
            sheet.set_column(column, column, size)
            sheet.write_string(0, column, head, book.formats["head"])
        for place, line in enumerate(lines, 1):
            changes = "\n".join(f"{label}：{before} → {after}" for label, before, after in line.changes)
            row: tuple[str | int, ...] = (line.seq, line.at, line.who, line.action, line.ledger_title, line.record)
            for column, value in enumerate((*row, line.title, line.count, changes, line.reason)):
                book.put(sheet, (place, column), value, book.formats["long"])
        book.put(sheet, (len(lines) + 2, 0), f"审计链锚：{anchor}")
