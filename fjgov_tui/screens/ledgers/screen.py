"""Screen 2 台账: choose a ledger, and find records in it; what is done with them is in `record_actions`."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import var
from textual.widgets import ContentSwitcher
from textual.widgets.option_list import Option

from fjgov_tui.commands import ledger as commands
from fjgov_tui.commands.base import Situation
from fjgov_tui.commands.mains import LEDGER_LISTS
from fjgov_tui.commands.records import ShowRemoved
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cells, listed_fields
from fjgov_tui.screens.base import OpenForm, OpenList, OpenMain
from fjgov_tui.screens.ledgers.detail import Detail
from fjgov_tui.screens.ledgers.directory import DirectoryLine, groups, lines, usual_folds
from fjgov_tui.screens.ledgers.record_actions import RecordActions
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader, Selection
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit
from fjgov_tui.widgets.livelines import LiveLines
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.recordlist import Heading, RecordList

FIRST_PAGE = 60
"""Records that are fetched before the whole list is known."""
ROOMY = 140
"""Columns from which the list also shows its fields of the second rank."""


def ledger_view(ledger: Ledger, *, wide: bool = False) -> ListView[Ledger, Record]:
    """The list of a ledger; its rows are read from the file as they come into view.

    Args:
        ledger: the declaration.
        wide: whether fields of the second rank have room.
    """
    fields = listed_fields(ledger, wide=wide)
    return ListView(
        title=ledger.title,
        headings=tuple(Heading(field.name, field.label, field.width) for field in fields),
        rows=lambda _: (),
        key=lambda record: record.id,
        cells=lambda record: cells(fields, record),
        empty="还没有记录",
        markable=True,
        kind=ledger.name,
    )


_AROUND = 4
"""Lines of the terminal that are not the directory's: who and which file, the keys, what a ledger is for."""


class LedgersScreen(RecordActions):
    """A directory of ledgers; inside one its list and filter, and the record's detail beside it where there is room."""

    CSS_PATH = Path(__file__).with_name("screen.tcss")
    MAIN = LEDGER_LISTS
    OFFERED = (*commands.LEDGER_COMMANDS, ShowRemoved)
    VIEWS = (ledger_view(LEDGERS["unit"]),)
    FIND = "筛选：汉字或拼音首字母，空格隔开多个词"
    FRAME_SECONDS = 0
    HELP = "台账：在目录里选一本，回车打开；不知道在哪一章的按 / 找；打开后按 / 筛选，回车看详情，Esc 一步步退回。"

    ledger: var[Ledger | None] = var(None, bindings=True)

    def __init__(self, desk: AsyncStore) -> None:
        """Start in the directory."""
        super().__init__(desk)
        self._total: int | None = None
        self._whole = 0
        self._keep: int | None = None
        self._groups = groups()
        self._counts: Mapping[str, int] = {}
        self._folded: frozenset[str] | None = None
        self._lines: list[DirectoryLine] = []

    def content(self) -> ComposeResult:
        """The directory, and the list that takes its place."""
        with ContentSwitcher(initial="directory"):
            with Vertical(id="directory"):
                yield Menu(id="ledgers")
                yield Plain(id="purpose")
            with Vertical(id="inside"):
                yield from super().content()

    def panel_widgets(self) -> ComposeResult:
        """The record in full."""
        with VerticalScroll(id="beside", can_focus=False):
            yield Detail()

    def begin(self) -> None:
        """List the ledgers."""
        self.query_one("#ledgers").focus()

    def situation(self) -> Situation:
        """Whether a ledger is open, and a record under the cursor."""
        return Situation(self.desk.readonly, **self.list_facts(), ledger=self.ledger is not None)

    def list_facts(self) -> dict[str, Any]:
        """The record under the cursor may not have been read yet."""
        here = self._record_id is not None
        return super().list_facts() | {"record": here, "reading": not here and not self.complete}

    @property
    def complete(self) -> bool:
        """Whether the whole list has been read."""
        return self._total is not None

    @property
    def _record_id(self) -> int | None:
        return self.records.record if self.ledger is not None and self.is_mounted else None

    @property
    def _selection(self) -> Selection:
        name, (column, descending) = self.ledger.name if self.ledger else "", self.order
        return Selection(name, self.finder.words, column, descending)

    def reload(self) -> None:
        """Read again what is shown."""
        if self.ledger is None:
            self._list_ledgers()
        else:
            self.choose()

    def choose(self, keep: int | None = None) -> None:
        """Read the list again, with the cursor on a record; where it stands now, if none is named."""
        if not self.children:  # The program ended while a window was answered.
            return
        self._keep = keep or self._keep or self._record_id
        self.records.forget_cells()
        self._select()

    def steered(self) -> None:
        """The operator has gone to a record while the list may be read: the cursor stays there."""
        if self._keep is not None:
            self._keep = self._record_id

    def relist(self, keep: int | None = None) -> None:
        """Finder, order or marks have changed."""
        self.choose(keep)

    # --- the directory -------------------------------------------------------------------------------------------

    @work(exclusive=True, group="select")
    async def _list_ledgers(self) -> None:
        counts = await self.attempt(self.desk.read(lambda reader: reader.counts()))
        if counts is None:
            return
        self._counts = counts
        if self._folded is None:
            # The file may have answered before anything was laid out: then the directory itself has no height yet.
            room = self.app.size.height - _AROUND
            self._folded = usual_folds(self._groups, counts, room)
        self._show_directory()

    def _show_directory(self, keep: str = "") -> None:
        """Draw it.

        Args:
            keep: the heading on which the cursor goes.
        """
        listed, before = self.query_one("#ledgers", Menu), self._lines
        self._lines = lines(self._groups, self._folded or frozenset())
        place = next((at for at, line in enumerate(self._lines) if not line.ledger and line.group.title == keep), None)
        if place is None:
            place = (
                listed.highlighted if before else next((at for at, line in enumerate(self._lines) if line.ledger), 0)
            )
        listed.fill([Option(self._line(line)) for line in self._lines], place)

    def _line(self, line: DirectoryLine) -> Content:
        if line.ledger is None:
            sign = "▸" if line.folded else "▾"
            held = sum(self._counts.get(ledger.name, 0) for ledger in line.group.ledgers)
            inside = f"  {len(line.group.ledgers)} 本，{held:,} 条，回车展开" if line.folded else ""
            return plain(f" {sign} {line.group.title}", "bold") + plain(inside, "$text-muted")
        count = self._counts.get(line.ledger.name, 0)
        articles = "、".join(map(str, line.ledger.articles))
        return plain(
            f"   {fit(line.ledger.title, 14)}{f'{count:>8,} 条' if count else '     未登记'}   第 {articles} 条"
        )

    def begin_finding(self) -> object:
        """In the directory a ledger is looked for, folded away or not."""
        return self._find_ledger() if self.ledger is None else super().begin_finding()

    @work(exclusive=True, group="find")
    async def _find_ledger(self) -> None:
        counts = self._counts
        entries = [
            Entry(name, ledger.title, f"{counts.get(name, 0):,} 条，第 {'、'.join(map(str, ledger.articles))} 条")
            for group in self._groups
            for name, ledger in ((ledger.name, ledger) for ledger in group.ledgers)
        ]
        chosen = await self.app.push_screen_wait(Picker("打开哪一本台账", entries))
        if chosen is not None:
            self.open_ledger(chosen)

    @on(Menu.OptionHighlighted, "#ledgers")
    def _describe(self, event: Menu.OptionHighlighted) -> None:
        line = self._lines[event.option_index]
        names = "、".join(ledger.title for ledger in line.group.ledgers)
        self.query_one("#purpose", Plain).show(line.ledger.purpose if line.ledger else names)

    @on(Menu.OptionSelected, "#ledgers")
    def _chosen(self, event: Menu.OptionSelected) -> None:
        line = self._lines[event.option_index]
        if line.ledger is not None:
            self.open_ledger(line.ledger.name)
            return
        self._folded = (self._folded or frozenset()) ^ {line.group.title}
        self._show_directory(line.group.title)

    def open_ledger(self, name: str, record: int | None = None) -> None:
        """Show a ledger's list, with the cursor on a record if one is named."""
        self.ledger = LEDGERS[name]
        self._total, self._keep = None, record
        self.records.marks.clear()
        self.records.show_ids(array("q"))
        self.query_one(ContentSwitcher).current = "inside"
        self.finder.reset()
        self._show_headings()
        self.records.focus()
        self.say()
        self._select()

    def open_wanted(self, wanted: OpenForm | OpenList | OpenMain) -> None:
        """Show a ledger's list, or an empty form of it."""
        if isinstance(wanted, OpenMain):
            return
        self.open_ledger(wanted.ledger)
        if isinstance(wanted, OpenForm):
            self.post_message(commands.AddRecord())

    # --- the list ------------------------------------------------------------------------------------------------

    @property
    def _roomy(self) -> bool:
        return self.size.width >= ROOMY

    def _show_headings(self) -> None:
        if self.ledger is not None:
            self.view = ledger_view(self.ledger, wide=self._roomy)
            super()._show_headings()

    @work(exclusive=True, group="select")
    async def _select(self) -> None:
        """The first page at once, then the whole list: a long ledger opens as quickly as a short one."""
        selection = self._selection
        ledger = LEDGERS[selection.ledger]
        if self._keep is None:
            answer = await self.attempt(self.desk.read(lambda reader: _first_page(reader, ledger, selection)))
            if answer is None:
                return
            first, self._whole = answer
            await self._fetch(ledger, first.tolist())
            if not self.children:
                return
            self._total = None if len(first) == FIRST_PAGE else len(first)
            self.records.show_ids(first)
            self.say()
            if self._total is not None:
                return
        answer = await self.attempt(self.desk.read(lambda reader: (reader.ids(selection), reader.count(ledger))))
        if answer is not None and self.children:
            ids, self._whole = answer
            self._total = len(ids)
            self.records.show_ids(ids, self._keep or self._record_id)
            self._keep = None
            self.say()

    async def _fetch(self, ledger: Ledger, ids: list[int]) -> None:
        view = self.view

        def question(reader: Reader) -> dict[int, tuple[str, ...]]:
            return {record.id: view.cells(record) for record in reader.records(ledger, ids)}

        rows = await self.attempt(self.desk.read(question))
        if rows is not None and ledger is self.ledger and self.children:
            self.records.show_cells(rows)

    @on(RecordList.Wanted)
    @work(group="fetch")
    async def _wanted(self, event: RecordList.Wanted) -> None:
        if self.ledger is not None:
            await self._fetch(self.ledger, event.ids)

    def _counted(self) -> str:
        """How many there are, as far as that is known by now."""
        if self._total is None:
            return f"{len(self.records.ids)}+ 条，正在数…" if len(self.records.ids) else "正在读取…"
        return f"{self._total:,}/{self._whole:,} 条" if self.finder.words else f"{self._total:,} 条"

    def say(self, total: int | None = None) -> None:
        """Title, how many, words, marks."""
        if self.ledger is None:
            return
        parts = [f" {self.ledger.title}  {self._counted()}"]
        if self.finder.words:
            parts.append(f"筛选“{self.finder.words}”")
        if self.records.marks:
            parts.append(f"已标记 {len(self.records.marks)} 条")
        if self._total == 0:
            add = "" if self.desk.readonly else "，F3 新增，F7 导入"
            parts.append("没有符合的记录，Esc 清除筛选" if self.finder.words else f"还没有记录{add}")
        self.query_one("#title", LiveLines).show([plain("  ".join(parts))])

    def explain(self) -> None:
        """The record under the cursor, read anew."""
        if self.has_class("-wide") and self.ledger is not None:
            self._show_beside(self.ledger, self._record_id)

    @work(exclusive=True, group="beside")
    async def _show_beside(self, ledger: Ledger, record_id: int | None) -> None:
        record = None
        if record_id is not None:
            record = await self.attempt(self.desk.read(lambda reader: reader.record(ledger, record_id)))
        if self.children:
            self.query_one(Detail).show_record(ledger, record)

    def resized(self) -> None:
        """More or fewer columns fit."""
        self._show_headings()
        self.refresh_bindings()
        self.explain()

    # --- filter, marks, order ------------------------------------------------------------------------------------

    def narrow(self, words: str, before: str) -> None:
        """A wider list keeps the record under the cursor, a narrower one begins at its first."""
        if self.ledger is None:
            return
        wider = before.startswith(words)
        self._keep = self._record_id if wider else None
        if not wider:
            self.records.cursor = 0
        self._select()

    def step_out(self) -> bool:
        """Back to where the list was asked for, else to the directory."""
        if self.ledger is None:
            return False
        if self.go_back():
            return True
        self.ledger = None
        self.query_one(ContentSwitcher).current = "directory"
        self.query_one("#ledgers").focus()
        self._list_ledgers()
        return True

    def mark_all(self) -> None:
        """All that are listed, once it is known which they are."""
        if self.complete:
            super().mark_all()
        else:
            self.notify("清单还没有数完，请稍候再标记", severity="warning")

    def columns(self) -> list[tuple[str, str]]:
        """Every field that is not sealed."""
        return [(field.name, field.label) for field in self.ledger.fields if not field.sealed] if self.ledger else []


def _first_page(reader: Reader, ledger: Ledger, selection: Selection) -> tuple[array[int], int]:
    """The first ids; where they are all, and words were looked for, how many records there are without them, too."""
    ids = reader.ids(selection, FIRST_PAGE)
    return ids, reader.count(ledger) if selection.words and len(ids) < FIRST_PAGE else len(ids)
