"""Screen 2 台账: choose a ledger, find records in it, and go on to form, history, import and export."""

from __future__ import annotations

from array import array
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.reactive import var
from textual.timer import Timer
from textual.widgets import ContentSwitcher, OptionList
from textual.widgets.option_list import Option

from fjgov_tui.commands import ledger as commands
from fjgov_tui.commands.base import Situation, bindings
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cells, listed_fields
from fjgov_tui.screens.base import CommandScreen
from fjgov_tui.screens.detail import Detail, DetailScreen
from fjgov_tui.screens.exporting import ExportDialog
from fjgov_tui.screens.form import FormScreen
from fjgov_tui.screens.history import HistoryScreen
from fjgov_tui.screens.importing import ImportWizard
from fjgov_tui.store import Reader, Selection, Store
from fjgov_tui.store.desk import Desk
from fjgov_tui.text import clean, fit
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.recordlist import Heading, RecordList

FIRST_PAGE = 60
"""Records that are fetched before the whole list is known."""
PAUSE = 0.15
"""Seconds without a keystroke after which the filter is applied."""


class LedgersScreen(CommandScreen):
    """A directory of ledgers; inside one its list and filter, and the record's detail beside it where there is room."""

    CSS_PATH = "ledgers.tcss"
    DIGIT = "2"
    OFFERED = commands.LEDGER_COMMANDS
    BINDINGS: ClassVar = bindings(commands.LEDGER_COMMANDS)
    HELP = "台账：在目录里选一本，回车打开；打开后按 / 筛选，回车看详情，Esc 一步步退回。"

    ledger: var[Ledger | None] = var(None, bindings=True)

    def __init__(self, desk: Desk) -> None:
        """Start in the directory."""
        super().__init__(desk)
        self._words = ""
        self._sort, self._descending = "", False
        self._total: int | None = None
        self._timer: Timer | None = None

    def content(self) -> ComposeResult:
        """The directory, and the list that takes its place."""
        with ContentSwitcher(initial="directory"):
            with Vertical(id="directory"):
                yield OptionList(id="ledgers", markup=False)
                yield Plain(id="purpose")
            with Vertical(id="inside"):
                yield Plain(id="title")
                yield Line(id="filter", placeholder="筛选：汉字或拼音首字母，空格隔开多个词")
                with Horizontal():
                    yield RecordList(id="records")
                    with VerticalScroll(id="beside", can_focus=False):
                        yield Detail()

    def on_mount(self) -> None:
        """List the ledgers."""
        self.query_one("#filter").display = False
        self.query_one("#ledgers").focus()
        self.reload()

    def on_screen_resume(self) -> None:
        """Coming back from elsewhere, where something may have been changed."""
        self.reload()

    def situation(self) -> Situation:
        """Whether a ledger is open, and a record under the cursor."""
        return Situation(self.desk.readonly, record=self._record_id is not None, ledger=self.ledger is not None)

    @property
    def _records(self) -> RecordList:
        return self.query_one(RecordList)

    @property
    def _record_id(self) -> int | None:
        return self._records.record if self.ledger is not None and self.is_mounted else None

    @property
    def _selection(self) -> Selection:
        name = self.ledger.name if self.ledger else ""
        return Selection(name, self._words, self._sort, self._descending)

    def reload(self) -> None:
        """Read again what is shown."""
        if self.ledger is None:
            self._list_ledgers()
        else:
            self._records.forget_cells()
            self._select(keep=self._record_id)

    # --- the directory -------------------------------------------------------------------------------------------

    @work(exclusive=True, group="select")
    async def _list_ledgers(self) -> None:
        counts = await self.attempt(self.desk.read(lambda reader: reader.counts()))
        if counts is None:
            return
        listed = self.query_one("#ledgers", OptionList)
        place = listed.highlighted or 0
        listed.clear_options()
        for ledger in LEDGERS.values():
            count = f"{counts[ledger.name]:>8,} 条" if counts[ledger.name] else "  未登记  "
            articles = "、".join(map(str, ledger.articles))
            listed.add_option(Option(plain(f" {fit(ledger.title, 14)}{count}   第 {articles} 条"), id=ledger.name))
        listed.highlighted = place

    @on(OptionList.OptionHighlighted, "#ledgers")
    def _describe(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one("#purpose", Plain).show(LEDGERS[str(event.option_id)].purpose)

    @on(OptionList.OptionSelected, "#ledgers")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.open_ledger(str(event.option_id))

    def open_ledger(self, name: str, record: int | None = None) -> None:
        """Show a ledger's list, with the cursor on a record if one is named."""
        self.ledger = LEDGERS[name]
        self._words, self._sort, self._descending = "", "", False
        self._records.marks.clear()
        self._records.show_ids(array("q"))
        self.query_one(ContentSwitcher).current = "inside"
        self.query_one("#filter", Line).value = ""
        self.query_one("#filter").display = False
        self._show_headings()
        self._records.focus()
        self._select(keep=record)

    def open_record(self, name: str, record: int) -> None:
        """Show a record in its ledger."""
        self.open_ledger(name, record)

    def open_form(self, name: str) -> None:
        """Open an empty form of a ledger."""
        self.open_ledger(name)
        self.post_message(commands.AddRecord())

    # --- the list ------------------------------------------------------------------------------------------------

    def _show_headings(self) -> None:
        if self.ledger is not None:
            fields = listed_fields(self.ledger, wide=self.size.width >= 140)
            headings = [Heading(field.name, field.label, field.width) for field in fields]
            self._records.show_headings(headings, self._sort, descending=self._descending)

    @work(exclusive=True, group="select")
    async def _select(self, keep: int | None = None) -> None:
        """The first page at once, then the whole list: a long ledger opens as quickly as a short one."""
        selection = self._selection
        ledger = LEDGERS[selection.ledger]
        if keep is None:
            first = await self.attempt(self.desk.read(lambda reader: reader.ids(selection, FIRST_PAGE)))
            if first is None:
                return
            await self._fetch(ledger, first.tolist())
            self._total = None if len(first) == FIRST_PAGE else len(first)
            self._records.show_ids(first)
            self._say_title()
            if self._total is not None:
                return
        ids = await self.attempt(self.desk.read(lambda reader: reader.ids(selection)))
        if ids is not None:
            self._total = len(ids)
            self._records.show_ids(ids, keep if keep is not None else self._record_id)
            self._say_title()

    async def _fetch(self, ledger: Ledger, ids: list[int]) -> None:
        shown = listed_fields(ledger, wide=self.size.width >= 140)

        def question(reader: Reader) -> dict[int, tuple[str, ...]]:
            return {record.id: cells(shown, record) for record in reader.records(ledger, ids)}

        found = await self.attempt(self.desk.read(question))
        if found is not None and ledger is self.ledger:
            self._records.show_cells(found)

    @on(RecordList.Wanted)
    @work(group="fetch")
    async def _wanted(self, event: RecordList.Wanted) -> None:
        if self.ledger is not None:
            await self._fetch(self.ledger, event.ids)

    def _say_title(self) -> None:
        if self.ledger is None:
            return
        total = f"{FIRST_PAGE}+ 条，正在数…" if self._total is None else f"{self._total:,} 条"
        parts = [f" {self.ledger.title}  {total}"]
        if self._words:
            parts.append(f"筛选“{self._words}”")
        if self._records.marks:
            parts.append(f"已标记 {len(self._records.marks)} 条")
        if self._total == 0:
            parts.append("没有符合的记录，Esc 清除筛选" if self._words else "还没有记录，F3 新增，F7 导入")
        self.query_one("#title", Plain).show("  ".join(parts))

    @on(RecordList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()
        if self.has_class("-wide") and self.ledger is not None:
            self._show_beside(self.ledger, self._record_id)

    @work(exclusive=True, group="beside")
    async def _show_beside(self, ledger: Ledger, record_id: int | None) -> None:
        record = None
        if record_id is not None:
            record = await self.attempt(self.desk.read(lambda reader: reader.record(ledger, record_id)))
        self.query_one(Detail).show_record(ledger, record)

    def on_resize(self) -> None:
        """More or fewer columns fit."""
        self._show_headings()
        self._moved()

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.post_message(commands.ShowRecord())

    # --- the filter ----------------------------------------------------------------------------------------------

    @on(commands.FilterRecords)
    def _start_filter(self) -> None:
        self.query_one("#filter").display = True
        self.query_one("#filter").focus()

    @on(Line.Changed, "#filter")
    def _typed(self, event: Line.Changed) -> None:
        if self._timer is not None:
            self._timer.stop()
        words = clean(event.value).strip()
        self._timer = self.set_timer(PAUSE, lambda: self._apply(words))

    def _apply(self, words: str) -> None:
        if words != self._words and self.ledger is not None:
            self._words = words
            self._records.cursor = 0
            self._select()

    @on(Line.Submitted, "#filter")
    def _filtered(self, event: Line.Submitted) -> None:
        self._apply(clean(event.value).strip())
        self._records.focus()

    @on(commands.GoBack)
    def _back(self) -> None:
        """One step out: filter, marks, ledger."""
        line = self.query_one("#filter", Line)
        if self.ledger is not None and (line.display or self._words):
            line.value = ""
            line.display = False
            self._apply("")
            self._records.focus()
        elif self._records.marks:
            self._records.marks.clear()
            self._records.refresh()
            self._say_title()
        elif self.ledger is not None:
            self.ledger = None
            self.query_one(ContentSwitcher).current = "directory"
            self.query_one("#ledgers").focus()
            self._list_ledgers()

    # --- what is done with records -------------------------------------------------------------------------------

    @on(commands.MarkRecord)
    def _mark(self) -> None:
        self._records.toggle_mark()
        self._say_title()

    @on(commands.MarkAll)
    def _mark_all(self) -> None:
        everything = set(self._records.ids)
        self._records.marks = set() if self._records.marks >= everything else everything
        self._records.refresh()
        self._say_title()

    @on(commands.SortList)
    @work
    async def _choose_sort(self) -> None:
        if self.ledger is None:
            return
        entries = [
            Entry(field.name, field.label, "现在按它排序，再选反序" if field.name == self._sort else "")
            for field in self.ledger.fields
            if not field.sealed
        ]
        chosen = await self.app.push_screen_wait(Picker(f"{self.ledger.title}：按哪个字段排序", entries))
        if chosen is not None:
            self._descending = not self._descending if chosen == self._sort else False
            self._sort = chosen
            self._show_headings()
            self._select(keep=self._record_id)

    async def _current(self) -> Record | None:
        ledger, record_id = self.ledger, self._record_id
        if ledger is None or record_id is None:
            return None
        return await self.attempt(self.desk.read(lambda reader: reader.record(ledger, record_id)))

    @on(commands.ShowRecord)
    @work
    async def _show_record(self) -> None:
        record = await self._current()
        if record is not None:
            wanted = await self.app.push_screen_wait(DetailScreen(self.desk, LEDGERS[record.ledger], record))
            if wanted is not None:
                self.post_message(wanted())

    @on(commands.AddRecord)
    @work
    async def _add(self) -> None:
        if self.ledger is not None:
            await self._edit(FormScreen(self.desk, self.ledger))

    @on(commands.EditRecord)
    @work
    async def _change(self) -> None:
        record = await self._current()
        if record is not None:
            await self._edit(FormScreen(self.desk, LEDGERS[record.ledger], record))

    @on(commands.DuplicateRecord)
    @work
    async def _duplicate(self) -> None:
        record = await self._current()
        if record is not None:
            await self._edit(FormScreen(self.desk, LEDGERS[record.ledger], record, duplicate=True))

    async def _edit(self, form: FormScreen) -> None:
        saved = await self.app.push_screen_wait(form)
        if saved is not None:
            self._records.forget_cells()
            self._select(keep=saved)

    @on(commands.RemoveRecord)
    @work
    async def _remove(self) -> None:
        record = await self._current()
        if record is None:
            return
        ledger = LEDGERS[record.ledger]
        doomed = sorted(self._records.marks) or [record.id]
        what = f"{ledger.title}“{record.title}”" if len(doomed) == 1 else f"标记的 {len(doomed)} 条{ledger.title}记录"
        answer = await self.app.push_screen_wait(
            Ask(
                "移除记录",
                f"移除{what}？\n只作移除标记，旧值和经过留在审计链里。",
                [("n", "不移除"), ("y", "移除")],
            )
        )
        if answer == "y" and await self.attempt(self.desk.write(lambda store: remove_records(store, ledger, doomed))):
            neighbour = self._records.neighbour(set(doomed))
            self._records.marks.clear()
            self.notify(f"已移除{what}", markup=False)
            self._select(keep=neighbour)

    @on(commands.ShowHistory)
    @work
    async def _history(self) -> None:
        record = await self._current()
        if record is not None and await self.app.push_screen_wait(HistoryScreen(self.desk, record)):
            self.reload()

    @on(commands.ImportSheet)
    @work
    async def _import(self) -> None:
        if await self.app.push_screen_wait(ImportWizard(self.desk, self.ledger)):
            self.reload()

    @on(commands.ExportList)
    @work
    async def _export(self) -> None:
        if self.ledger is not None:
            marks = self._records.marks
            ids = [one for one in self._records.ids if one in marks] if marks else self._records.ids.tolist()
            if self._total is None:
                self.notify("清单还没有数完，请稍候再导出", severity="warning", markup=False)
            else:
                await self.app.push_screen_wait(ExportDialog(self.desk, self.ledger, ids, marked=bool(marks)))


def remove_records(store: Store, ledger: Ledger, ids: list[int]) -> bool:
    """Mark several records as removed: all of them or none.

    Returns:
        True; a failure is an exception.

    Raises:
        InputProblem: one of them cannot be removed; nothing was.
    """
    with store.write() as writer:
        for record_id in ids:
            writer.remove(ledger, record_id, writer.record(ledger, record_id).revision)
    return True
