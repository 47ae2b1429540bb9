"""All that is known of one record: beside the list where there is room, in a window of its own elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.timer import Timer
from textual.widgets.option_list import Option

from fjgov_tui.clock import show_instant
from fjgov_tui.commands.ledger import EditRecord, ShowHistory
from fjgov_tui.commands.records import OpenReference, RecordSituation, RevealSealed
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.types import Day, Instant
from fjgov_tui.screens.unsealing import unsealed
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.reading import Referrer
from fjgov_tui.text import fit, safe, width
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Frame, Page
from fjgov_tui.widgets.menu import Lines
from fjgov_tui.widgets.plain import Plain, plain, plain_lines

LABEL = 13
"""Cells for a field's label."""
REVEAL_SECONDS = 15.0
"""How long a sealed value stays readable."""


REFERRERS = 100
"""Records that point here which are listed; all are counted."""


@dataclass(frozen=True)
class DetailLine:
    """One line of a record."""

    text: Folded
    ledger: str = ""
    record: int = 0
    """The record to which the line points; 0 for none."""


def _line(*lines: tuple[Content, int | None], ledger: str = "", record: int = 0) -> DetailLine:
    return DetailLine(Folded(lines), ledger, record)


def detail_lines(
    ledger: Ledger, record: Record, *, revealed: bool = False, signs: bool = False
) -> Iterator[DetailLine]:
    """A record, a line a field.

    Args:
        ledger: its declaration.
        record: the record.
        revealed: show sealed values instead of their masks.
        signs: tell by a sign which lines point to another record.
    """
    yield _line((plain(record.title, "bold"), 0))
    yield _line((plain(f"编号 {record.id}  第 {record.revision} 版", "$text-muted"), 0))
    if record.removed_at is not None:
        yield _line((plain(f"✗ 已于 {show_instant(record.removed_at)} 移除", "bold $error"), 0))
    yield _line((Content(""), 0))
    for field in ledger.fields:
        value = record.values.get(field.name)
        shown = field.type.show(value) if revealed and field.sealed else cell(field, record)
        parts = plain_lines(shown or "—", "" if shown else "dim").split("\n", allow_blank=True)
        points = field.reference if value is not None else None
        if points is not None and signs:
            parts = [parts[0] + plain(" →", "$accent"), *parts[1:]]
        label = fit(field.label, max(LABEL, width(field.label)))
        lines = [(plain(f"{label} ", "$text-muted") + parts[0], LABEL + 1)]
        lines += [(Content(" " * (LABEL + 1)) + part, LABEL + 1) for part in parts[1:]]
        yield _line(*lines, ledger=points.ledger if points else "", record=int(value or 0) if points else 0)
    yield _line((Content(""), 0))
    for what, at, who in (
        ("登记", record.created_at, record.created_by),
        ("修改", record.updated_at, record.updated_by),
    ):
        yield _line((plain(f"{what} {show_instant(at)} {who}", "$text-muted"), 0))


class Detail(Plain):
    """The fields of a record, one a line."""

    DEFAULT_CSS = "Detail { height: auto; }"

    def show_record(self, ledger: Ledger, record: Record | None) -> None:
        """Show a record, or nothing.

        Args:
            ledger: its declaration.
            record: the record; `None` empties the panel.
        """
        if record is None:
            self.show("")
            return
        self.show_folded(Folded.joined([line.text for line in detail_lines(ledger, record)]))


class DetailScreen(Page[None]):
    """A record in full, with what points to it; what its lines point to opens in front of it."""

    CSS_PATH = Path(__file__).with_name("detail.tcss")
    HELP = (
        "详情：↑↓ 翻看。带 → 的行指向别的记录，回车打开，Esc 回来。F2 修改，F6 看谁在何时改过；"
        "遮盖的值按 F4 显示一会儿，并记入审计链。"
    )
    OFFERED = (EditRecord, ShowHistory, RevealSealed, OpenReference)

    def __init__(self, desk: AsyncStore, ledger: Ledger, record: Record, digit: str = "2") -> None:
        """Show the record.

        Args:
            desk: the open file.
            ledger: the record's declaration.
            record: as it was read.
            digit: the main screen from which it was opened.
        """
        super().__init__(desk, f"{ledger.title}  {record.title}", digit)
        self._ledger, self._record = ledger, record
        self._referrers: tuple[list[Referrer], int] = ([], 0)
        self._lines: list[DetailLine] = []
        self._hide: Timer | None = None

    def content(self) -> ComposeResult:
        """The fields, and who points here."""
        yield Lines(id="lines")

    def on_mount(self) -> None:
        """Show what is there, and ask who points here."""
        self.query_one(Lines).focus()
        self._draw()
        self.reload()

    def situation(self) -> RecordSituation:
        """There is a record, it may hold what is masked, and the line may point to another."""
        sealed = any(self._record.values.get(name) for name in self._ledger.sealed)
        line, removed = self._here, self._record.removed_at is not None
        points = line is not None and bool(line.record)
        return RecordSituation(
            self.desk.readonly, record=True, ledger=True, sealed=sealed, points=points, removed=removed
        )

    @property
    def _here(self) -> DetailLine | None:
        place = self.query_one(Lines).highlighted if self.is_mounted else None
        return self._lines[place] if place is not None and place < len(self._lines) else None

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Read again: here, or by somebody else, it may have been changed."""
        ledger, record_id = self._ledger, self._record.id

        def question(reader: Reader) -> tuple[Record, tuple[list[Referrer], int]]:
            listed_here, total = reader.referrers(ledger, record_id, limit=REFERRERS)
            return reader.record(ledger, record_id), ([_dated(reader, each, ledger) for each in listed_here], total)

        answer = await self.attempt(self.desk.read(question))
        if answer is not None and answer != (self._record, self._referrers):
            self._record, self._referrers = answer
            self.query_one(".title", Plain).show(f" {ledger.title}  {self._record.title}")
            self._draw()

    def _draw(self, clear: Record | None = None) -> None:
        listed_here, total = self._referrers
        revealed = clear is not None
        self._lines = list(detail_lines(self._ledger, clear or self._record, revealed=revealed, signs=True))
        if total:
            more = f"，只列前 {len(listed_here)} 处" if total > len(listed_here) else ""
            self._lines.append(_line((Content(""), 0)))
            self._lines.append(_line((plain(f"用到它的记录（共 {total} 处{more}）", "bold"), 0)))
            self._lines += [
                _line(
                    (plain(_referrer_line(referrer)) + plain(" →", "$accent"), 4),
                    ledger=referrer.ledger,
                    record=referrer.id,
                )
                for referrer in listed_here
            ]
        listed = self.query_one(Lines)
        listed.fill([Option(line.text) for line in self._lines], listed.highlighted)

    @on(Lines.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(OpenReference)
    def _follow(self) -> None:
        if (line := self._here) is not None and line.record:
            show_detail(self, line.ledger, line.record)

    @on(RevealSealed)
    @work
    async def _reveal(self) -> None:
        """The trail says that they were shown, and to whom."""
        ledger, record_id = self._ledger, self._record.id
        if not await unsealed(self):
            return

        def book(store: Store) -> Record:
            with store.write("查看遮盖值") as writer:
                clear = writer.clear(writer.record(ledger, record_id))
                writer.reveal(ledger, record_id)
            return clear

        clear = await self.attempt(self.desk.write(book))
        if clear is None:
            return
        self._draw(clear)
        self.notify(f"{REVEAL_SECONDS:.0f} 秒后自动遮盖；已记入审计链")
        if self._hide is not None:
            self._hide.stop()
        self._hide = self.set_timer(REVEAL_SECONDS, self._draw)

    @on(EditRecord)
    @work
    async def _edit(self) -> None:
        """In front of this page, which shows afterwards what was saved."""
        from fjgov_tui.screens.ledgers.form import FormScreen

        await self.app.push_screen_wait(FormScreen(self.desk, self._ledger, self._record))
        self.reload()

    @on(ShowHistory)
    @work
    async def _history(self) -> None:
        from fjgov_tui.screens.ledgers.history import HistoryScreen

        await self.app.push_screen_wait(HistoryScreen(self.desk, self._record))
        self.reload()


def show_detail(frame: Frame[Any], ledger: str, record: int) -> None:
    """Open a record in front of a screen or page; Esc comes back to it.

    Args:
        frame: in front of which.
        ledger: the ledger's name.
        record: its id.
    """

    async def show() -> None:
        declared = LEDGERS[ledger]
        fresh = await frame.attempt(frame.desk.read(lambda reader: reader.record(declared, record)))
        if fresh is not None:
            await frame.app.push_screen_wait(DetailScreen(frame.desk, declared, fresh, frame.DIGIT))

    frame.run_worker(show(), group="detail", exclusive=True)


def _dated(reader: Reader, referrer: Referrer, to: Ledger) -> Referrer:
    """With day and person of the record, where many have its name: all changes of one password look alike.

    Args:
        reader: the ledgers.
        referrer: what points.
        to: the ledger of what it points to; among a person's own records his name says nothing.
    """
    ledger = LEDGERS[referrer.ledger]
    days = [field for field in ledger.fields if field.name in ledger.key and isinstance(field.type, Day | Instant)]
    if not days:
        return referrer
    record = reader.record(ledger, referrer.id)
    people = (
        field.name for field in ledger.fields if field.reference and field.reference.ledger == "person" != to.name
    )
    who = next((safe(record.names[name]) for name in people if record.values[name] is not None), "")
    more = [text for text in (cell(days[0], record), who) if text and text not in referrer.title]
    return replace(referrer, title="  ".join([referrer.title, *more]))


def _referrer_line(referrer: Referrer) -> str:
    return f"  {LEDGERS[referrer.ledger].title}  {referrer.title}  的{referrer.field}"
