"""All that is known of one record: beside the list where there is room, in a window of its own elsewhere."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer

from fjgov_tui.clock import show_instant
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.commands.ledger import EditRecord, ShowHistory
from fjgov_tui.commands.records import RecordSituation, RevealSealed
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.reading import Referrer
from fjgov_tui.text import fit
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import Plain, plain, plain_lines
from fjgov_tui.widgets.window import Page

LABEL = 13
"""Cells for a field's label."""
REVEAL_SECONDS = 15.0
"""How long a sealed value stays readable."""


class Detail(Plain):
    """The fields of a record, one a line."""

    DEFAULT_CSS = "Detail { height: auto; }"

    def show_record(self, ledger: Ledger, record: Record | None, revealed: bool = False) -> None:
        """Show a record, or nothing.

        Args:
            ledger: its declaration.
            record: the record; `None` empties the panel.
            revealed: show sealed values instead of their masks.
        """
        if record is None:
            self.show("")
            return
        lines: list[tuple[Content, int | None]] = [
            (plain(record.title, "bold"), 0),
            (plain(f"编号 {record.id}  第 {record.revision} 版", "$text-muted"), 0),
            (Content(""), 0),
        ]
        for field in ledger.fields:
            shown = field.type.show(record.values.get(field.name)) if revealed and field.sealed else cell(field, record)
            parts = plain_lines(shown or "—", "" if shown else "dim").split("\n", allow_blank=True)
            lines.append((plain(f"{fit(field.label, LABEL)} ", "$text-muted") + parts[0], LABEL + 1))
            lines += [(Content(" " * (LABEL + 1)) + part, LABEL + 1) for part in parts[1:]]
        booked = (("登记", record.created_at, record.created_by), ("修改", record.updated_at, record.updated_by))
        lines.append((Content(""), 0))
        lines += [(plain(f"{what} {show_instant(at)} {who}", "$text-muted"), 0) for what, at, who in booked]
        self.show_folded(Folded(lines))


class DetailScreen(Page[type[Command] | None]):
    """A record in full, with what points to it; returns the command that is wanted next."""

    CSS_PATH = Path(__file__).with_name("detail.tcss")
    HELP = "详情：↑↓ 翻看。F2 修改，F6 看谁在何时改过；遮盖的值按 F4 显示一会儿，并记入审计链。"
    OFFERED = (EditRecord, ShowHistory, RevealSealed, CloseText)

    def __init__(self, desk: AsyncStore, ledger: Ledger, record: Record) -> None:
        """Show the record.

        Args:
            desk: the open file.
            ledger: the record's declaration.
            record: as it was read.
        """
        super().__init__(desk, f"{ledger.title}  {record.title}")
        self._ledger, self._record = ledger, record
        self._hide: Timer | None = None

    def content(self) -> ComposeResult:
        """The fields, and who points here."""
        with VerticalScroll():
            yield Detail()
            yield Plain(id="referrers")

    def on_mount(self) -> None:
        """Show what is there, and ask who points here."""
        self.query_one(Detail).show_record(self._ledger, self._record)
        self.query_one(VerticalScroll).focus()
        self._list_referrers()

    def situation(self) -> RecordSituation:
        """There is a record, and it may hold what is masked."""
        sealed = any(self._record.values.get(name) for name in self._ledger.sealed)
        return RecordSituation(self.desk.readonly, record=True, ledger=True, sealed=sealed)

    @work
    async def _list_referrers(self) -> None:
        ledger, record_id = self._ledger, self._record.id
        referrers, total = await self.desk.read(lambda reader: reader.referrers(ledger, record_id, limit=20))
        if total:
            lines = [
                f"用到它的记录（共 {total} 处{'，只列前 20 处' if total > len(referrers) else ''}）",
                *map(_referrer_line, referrers),
            ]
            self.query_one("#referrers", Plain).show("\n".join(lines))

    @on(RevealSealed)
    @work
    async def _reveal(self) -> None:
        """The trail says that they were shown, and to whom."""
        ledger, record_id = self._ledger, self._record.id

        def write(store: Store) -> None:
            with store.write("查看遮盖值") as writer:
                writer.reveal(ledger, record_id)

        await self.desk.write(write)
        self.query_one(Detail).show_record(ledger, self._record, revealed=True)
        self.notify(f"{REVEAL_SECONDS:.0f} 秒后自动遮盖；已记入审计链")
        if self._hide is not None:
            self._hide.stop()
        self._hide = self.set_timer(REVEAL_SECONDS, self._mask_again)

    def _mask_again(self) -> None:
        self.query_one(Detail).show_record(self._ledger, self._record)

    @on(EditRecord)
    @on(ShowHistory)
    def _go_on(self, wanted: Command) -> None:
        """To the form, or to the history."""
        self.dismiss(type(wanted))


def _referrer_line(referrer: Referrer) -> str:
    return f"  {LEDGERS[referrer.ledger].title}  {referrer.title}  的{referrer.field}"
