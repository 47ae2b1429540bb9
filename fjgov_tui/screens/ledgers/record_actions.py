"""What is done with the records of a list: show, add, change, remove, copy, take in and take out."""

from __future__ import annotations

from textual import on, work

from fjgov_tui.commands import ledger as commands
from fjgov_tui.commands.records import ShowRemoved
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.ledgers.exporting import ExportDialog
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.history import HistoryScreen
from fjgov_tui.screens.ledgers.importing import ImportWizard
from fjgov_tui.screens.ledgers.removed import RemovedPage
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.store import Store
from fjgov_tui.text import safe
from fjgov_tui.widgets.dialogs import Ask

NAMED = 5
"""How many of the records to be removed are named in the question."""
CLIPBOARD = 50_000
"""Characters that terminals are sure to take into their clipboard."""


class RecordActions(ListScreen[Ledger, Record]):
    """A list of records, and what is done with them; how it is read is the subclass's business."""

    ledger: Ledger | None

    @property
    def complete(self) -> bool:
        """Whether the list holds everything that it should."""
        return True

    def choose(self, keep: int | None = None) -> object:
        """Read the list again.

        Args:
            keep: the record on which the cursor shall stand; where it stands now, if not given.
        """

    async def record_at_hand(self) -> Record | None:
        """The record under the cursor, as it is now."""
        ledger, record_id = self.ledger, self.records.record
        if ledger is None or record_id is None:
            return None
        return await self.attempt(self.desk.read(lambda reader: reader.record(ledger, record_id)))

    def person_at_hand(self) -> int | None:
        """The person under the cursor, where people are listed."""
        return self.records.record if self.ledger is not None and self.ledger.name == "person" else None

    @on(commands.ShowRecord)
    def _show_record(self) -> None:
        if self.ledger is not None and self.records.record is not None:
            show_detail(self, self.ledger.name, self.records.record)

    @on(ShowRemoved)
    @work
    async def _show_removed(self) -> None:
        await self.app.push_screen_wait(RemovedPage(self.desk, self.ledger))

    @on(commands.AddRecord)
    @work
    async def _add(self) -> None:
        if self.ledger is not None:
            await self._edit(FormScreen(self.desk, self.ledger))

    @on(commands.EditRecord)
    @work
    async def _change(self) -> None:
        record = await self.record_at_hand()
        if record is not None:
            await self._edit(FormScreen(self.desk, LEDGERS[record.ledger], record))

    @on(commands.DuplicateRecord)
    @work
    async def _duplicate(self) -> None:
        record = await self.record_at_hand()
        if record is not None:
            await self._edit(FormScreen(self.desk, LEDGERS[record.ledger], record, duplicate=True))

    async def _edit(self, form: FormScreen) -> None:
        saved = await self.app.push_screen_wait(form)
        if saved is not None:
            self.choose(saved)

    @on(commands.RemoveRecord)
    @work
    async def _remove(self) -> None:
        here = await self.record_at_hand()
        if here is None or self.ledger is None:
            return
        ledger, marks = self.ledger, sorted(self.records.marks)
        doomed: list[Record] | None = [here]
        if marks:
            doomed = await self.attempt(self.desk.read(lambda reader: list(reader.records(ledger, marks))))
        doomed = [record for record in doomed or [] if record.removed_at is None]
        if not doomed:
            self.records.marks.clear()
            self.choose()
            return
        text = f"{_named(ledger, doomed)}\n只作移除标记，旧值和经过留在审计链里。"
        answers = [("n", "不移除"), ("y", "移除")]
        if await self.app.push_screen_wait(Ask("移除记录", text, answers)) != "y":
            return
        if await self.attempt(self.desk.write(lambda store: remove_records(store, ledger, doomed)), "没有移除"):
            neighbour = self.records.neighbour({record.id for record in doomed})
            self.records.marks.clear()
            subject = f"“{doomed[0].title}”" if len(doomed) == 1 else f" {len(doomed)} 条"
            self.notify(f"已移除{ledger.title}{subject}")
            self.choose(neighbour)

    @on(commands.ShowHistory)
    @work
    async def _history(self) -> None:
        record = await self.record_at_hand()
        if record is not None:
            await self.app.push_screen_wait(HistoryScreen(self.desk, record))

    @on(commands.ImportSheet)
    @work
    async def _import(self) -> None:
        await self.app.push_screen_wait(ImportWizard(self.desk, self.ledger))

    @on(commands.ExportList)
    @work
    async def _export(self) -> None:
        if self.ledger is None:
            return
        if not self.complete:
            self.notify("清单还没有数完，请稍候再导出", severity="warning")
            return
        listed, marks = self.records.ids.tolist(), self.records.marks
        ids = [record for record in listed if record in marks] + sorted(marks.difference(listed)) if marks else listed
        await self.app.push_screen_wait(ExportDialog(self.desk, self.ledger, ids, marked=bool(marks)))

    @on(commands.CopyRecord)
    @work
    async def _copy(self) -> None:
        record = await self.record_at_hand()
        if record is None:
            return
        text = record_text(LEDGERS[record.ledger], record)
        if len(text) > CLIPBOARD:
            self.notify("这条记录太长，终端的剪贴板放不下；请用 F8 导出", severity="warning")
            return
        self.app.copy_to_clipboard(text)
        self.notify("已送往终端的剪贴板；粘贴不出来的话，终端不支持，请用 F8 导出")


def record_text(ledger: Ledger, record: Record) -> str:
    """A record as harmless lines to paste elsewhere; sealed values stay masked."""
    shown = ((field.label, cell(field, record)) for field in ledger.fields)
    return "\n".join(f"{label}：{safe(value)}" for label, value in shown if value)


def _named(ledger: Ledger, doomed: list[Record]) -> str:
    """The question: which records."""
    names = "、".join(f"“{record.title}”" for record in doomed[:NAMED])
    if len(doomed) == 1:
        return f"移除{ledger.title}{names}？"
    more = "等" if len(doomed) > NAMED else ""
    return f"移除标记的 {len(doomed)} 条{ledger.title}记录：{names}{more}？"


def remove_records(store: Store, ledger: Ledger, doomed: list[Record]) -> bool:
    """Mark several records as removed, as they were shown: all of them or none.

    Returns:
        True; a failure is an exception.

    Raises:
        ConflictProblem: one of them was changed meanwhile; nothing was removed.
        InputProblem: one of them cannot be removed; nothing was.
    """
    with store.write() as writer:
        for record in doomed:
            writer.remove(ledger, record.id, record.revision)
    return True
