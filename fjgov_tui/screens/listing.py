"""The frame of everything that lists: declared views, from which reading, finding, order, marks and Esc follow."""

from __future__ import annotations

from array import array
from typing import Any, ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.content import Content

from fjgov_tui.commands import listing as commands
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.pinyin import matches
from fjgov_tui.screens.base import CommandScreen
from fjgov_tui.screens.firstread import ReadsAtSight
from fjgov_tui.screens.listview import Data, ListView, Row
from fjgov_tui.store import Reader
from fjgov_tui.widgets.finder import Finder
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Frame, Page
from fjgov_tui.widgets.livelines import LiveLines
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.recordlist import RecordList
from fjgov_tui.widgets.remembering import Remembering
from fjgov_tui.widgets.viewtabs import ViewTabs

R = TypeVar("R")

DECLARED = "declared"
"""The answer of the sort dialog that means the order in which the view gives its rows."""


class Listing(ReadsAtSight[R], Generic[Data, Row, R]):
    """A list that follows its declaration. A subclass reads the data, and says what may be done with a row.

    Hooks: `read` (required), `title_line`, `about`, `step_out`, `situation`, `begin`, `resume`, `resized`, `narrow`.
    """

    VIEWS: ClassVar[tuple[ListView[Any, Any], ...]] = ()
    """The views, the usual one first."""
    OFFERED: ClassVar[tuple[type[Command], ...]] = commands.LIST_COMMANDS
    FIND: ClassVar[str] = "查找：汉字或拼音首字母，空格隔开多个词"
    """What stands in the empty line of the finder."""
    MARKED: ClassVar[str] = "已标记"
    """The word for a row that is marked."""
    UNREADABLE: ClassVar[str] = "没有成功"
    """Above the reason, where the data cannot be read."""
    PANEL: ClassVar[str] = "wide"
    """Where the panel is: `wide` beside the list from 100 columns, `always`, `below` it, or empty for none."""
    OPENS: ClassVar[bool] = True
    """Whether there is something behind a row; where not, Enter is not offered."""
    DEFAULT_CSS = """
    Listing { background: $background; }
    Listing #title { height: 1; background: $boost; text-style: bold; }
    Listing #filter { height: 1; padding: 0 1; }
    Listing #both { layout: horizontal; height: 1fr; }
    Listing #beside { display: none; width: 44; height: 1fr; border-left: solid $panel; padding: 0 1; }
    Listing.-wide #beside { display: block; }
    Listing.-below #both { layout: vertical; }
    Listing.-below #beside { display: block; width: 1fr; height: 50%; border-left: none; border-top: solid $panel; }
    Listing #about { height: auto; }
    """

    def __init__(self, *args: Any) -> None:
        """Nothing is known before the first read."""
        super().__init__(*args)
        self.data: Data | None = None
        self.view: ListView[Data, Row] = self.VIEWS[0]
        self.wanted: int | None = None
        """The row on which the cursor shall stand after the next read."""
        self._shown: dict[int, Row] = {}
        self.set_class(self.PANEL == "below", "-below")

    @classmethod
    def all_commands(cls) -> tuple[type[Command], ...]:
        """No other view is offered where there is one; its key may then choose something else."""
        offered = super().all_commands()
        return tuple(command for command in offered if len(cls.VIEWS) > 1 or not issubclass(command, commands.NextView))

    # --- what a subclass says ------------------------------------------------------------------------------------

    def read(self, reader: Reader) -> Data:
        """Everything that the views need, read on the reading thread."""
        raise NotImplementedError

    def title_line(self, data: Data) -> Content:
        """What stands above the list; never empty."""
        return plain(f" {self.view.title}")

    def about(self, row: Row | None) -> Folded:
        """What the panel says of the row; by default what the view declares."""
        if row is None or self.data is None or self.view.beside is None:
            return Folded([])
        return self.view.beside(self.data, row)

    def step_out(self) -> bool:
        """One step out after finder, marks and view; whether there was one."""
        return False

    # --- the frame -----------------------------------------------------------------------------------------------

    def content(self) -> ComposeResult:
        """Title, views, finder, list, panel."""
        yield LiveLines(id="title", folds=False)
        if len(self.VIEWS) > 1:
            yield ViewTabs()
        yield Finder(self.FIND)
        with Container(id="both"):
            yield from self.list_widgets()
            yield from self.panel_widgets()

    def list_widgets(self) -> ComposeResult:
        """What lists the records; a screen with a list of its own gives that instead."""
        yield RecordList(id="records")

    def panel_widgets(self) -> ComposeResult:
        """The panel beside or below it."""
        if self.PANEL:
            with VerticalScroll(id="beside", can_focus=False):
                yield Plain(id="about")

    # Textual calls a handler of every class that has one, so that a subclass could only add to it: hence the hooks.

    def stand(self) -> None:
        """A key that moves the cursor says where it is wanted."""
        self.records.steered = self.steered

    def on_resize(self) -> None:
        """The panel may come or go."""
        self.resized()

    def begin(self) -> None:
        """An empty list, ready for keys."""
        self.query_one("#title", LiveLines).show([plain(" 正在读取…")])
        self._show_headings()
        self.records.focus()

    def resized(self) -> None:
        """More or fewer columns: the panel is drawn, where there is one."""
        self.explain()

    @property
    def records(self) -> RecordList:
        """The widget that lists the records."""
        return self.query_one(RecordList)

    @property
    def finder(self) -> Finder:
        """The line that narrows the list."""
        return self.query_one(Finder)

    @property
    def current(self) -> Row | None:
        """The row under the cursor; known, too, while the first frame still waits for the list."""
        return self._shown.get(self.records.record or 0) if self._shown and self.children else None

    @property
    def listed(self) -> list[Row]:
        """What is listed, in order."""
        return [self._shown[number] for number in self.records.ids]

    @property
    def picked(self) -> list[Row]:
        """The marked rows, those too that finder and view hide; the listed ones where none is marked."""
        marks = self.records.marks
        if not marks or self.data is None:
            return self.listed
        return [row for number, row in self._of_kind(self.data).items() if number in marks]

    def _of_kind(self, data: Data) -> dict[int, Row]:
        """The rows of all views of this kind: those that marks may stand on."""
        return {view.key(row): row for view in self.VIEWS if view.kind == self.view.kind for row in view.rows(data)}

    def situation(self) -> Situation:
        """What lists know: a row under the cursor, marks, views."""
        return Situation(self.desk.readonly, **self.list_facts())

    def list_facts(self) -> dict[str, Any]:
        """The same as arguments, for a situation that knows more."""
        return {
            "record": self.current is not None,
            "reading": self.data is None,
            "marked": len(self.records.marks) if self._shown and self.children else 0,
            "views": len(self.VIEWS),
            "opens": self.OPENS,
            "line": self.view.line_of(self.current),
            "unmarkable": "" if self.view.markable else self.view.unmarkable,
        }

    # --- reading and showing -------------------------------------------------------------------------------------

    def reload(self) -> object:
        """Read everything again; the cursor stays on its row, unless it is wanted elsewhere."""
        return self._read()

    @work(exclusive=True, group="reload")
    async def _read(self) -> None:
        data = await self.attempt(self.desk.read(self.read), self.UNREADABLE)
        self.unreadable() if data is None else self.take(data)

    def take(self, data: Data) -> None:
        """Show what was read; nothing where the screen was closed meanwhile."""
        if not self.children:
            return
        self.data, wanted, self.wanted = data, self.wanted, None
        self.relist(wanted)

    def steered(self) -> None:
        """The operator has gone to a row while the list may be read: that row is wanted, and no earlier one."""
        if self.wanted is not None:
            self.wanted = self.records.record

    def unreadable(self) -> None:
        """The failure has been told; a page that has nothing to show without an answer leaves."""

    def relist(self, keep: int | None = None) -> None:
        """List what view, finder and order say; the cursor stays on its row, unless `keep` names another."""
        if self.data is None:
            return
        rows = list(self.view.rows(self.data))
        if self.records.marks:
            self.records.marks &= self._of_kind(self.data).keys()
        words = [] if self.view.searched(self.data) else self.finder.words.casefold().split()
        listed = [row for row in rows if matches(self.view.text(row), words)] if words else rows
        listed, keep = self.view.named_first(self._ordered(listed), words, keep)
        self._shown = {self.view.key(row): row for row in listed}
        self.answered()
        self.show_rows(listed, keep or self.records.record)
        self.say(len(rows))
        self.explain()
        self.refresh_bindings()

    def show_rows(self, rows: list[Row], keep: int | None) -> None:
        """Put the rows into the list."""
        ids = [self.view.key(row) for row in rows]
        self.records.show_cells({number: self.view.cells(row) for number, row in zip(ids, rows, strict=True)})
        self.records.show_ids(array("q", ids), keep)

    def say(self, total: int | None = None) -> None:
        """Draw title and views anew.

        Args:
            total: how many rows the view has without the finder; what it was before where not given.
        """
        if self.data is None:
            return
        total = len(self.view.rows(self.data)) if total is None else total
        note, title = self._note(total), self.title_line(self.data)
        if len(self.VIEWS) > 1:
            labels = [view.label(self.data) for view in self.VIEWS]
            self.query_one(ViewTabs).show(labels, self.VIEWS.index(self.view), note)
        elif note:
            # What the operator has chosen stands first, for it must not be cut off.
            title = plain(f" {note} │") + title
        self.query_one("#title", LiveLines).show([title])

    def _note(self, total: int) -> str:
        """What the operator has chosen: words, marks; that there is nothing."""
        parts = [] if total or self.data is None else [self.view.nothing(self.data)]
        if self.finder.words:
            parts.append(f"查找“{self.finder.words}” {len(self._shown)}/{total}")
        if self.records.marks:
            parts.append(f"{self.MARKED} {len(self.records.marks)} {self.view.measure}")
        return "  ".join(parts)

    def _show_headings(self) -> None:
        column, descending = self.order
        self.records.show_headings(self.view.headings, column, descending=descending)

    @on(RecordList.Moved)
    def _moved(self) -> None:
        self.refresh_bindings()
        self.explain()

    def explain(self) -> None:
        """Show the row under the cursor in the panel, where there is one."""
        if self.PANEL in {"always", "below"} or (self.PANEL and self.has_class("-wide")):
            self.query_one("#about", Plain).show_folded(self.about(self.current))

    # --- which rows ----------------------------------------------------------------------------------------------

    @on(commands.NextView)
    def _next_view(self) -> None:
        self.show_view(self.VIEWS[(self.VIEWS.index(self.view) + 1) % len(self.VIEWS)])

    @on(ViewTabs.Chosen)
    def _view_clicked(self, event: ViewTabs.Chosen) -> None:
        self.show_view(self.VIEWS[event.place])

    def show_view(self, view: ListView[Data, Row]) -> None:
        """Show another list; one of another kind begins anew, without marks and words."""
        if view.kind != self.view.kind:
            self.records.marks.clear()
            self.finder.reset()
            self.records.show_ids(array("q"))
        self.view = view
        self._show_headings()
        self.records.focus()
        self.relist()

    @on(commands.FindInList)
    def _find(self) -> None:
        self.begin_finding()

    def begin_finding(self) -> object:
        """Narrow the list."""
        self.finder.begin()
        return None

    @on(Finder.Found)
    def _narrow(self, event: Finder.Found) -> None:
        self.narrow(event.words, event.before)

    def narrow(self, words: str, before: str) -> None:
        """Other words hold.

        Args:
            words: what is looked for now.
            before: what was looked for until now.
        """
        self.relist()

    @on(Finder.Done)
    def _narrowed(self) -> None:
        self.records.focus()

    def step_back(self) -> bool:
        """One step out: words, marks, view, and what a subclass knows; at last out of a page."""
        if self.finder.leave():
            self.records.focus()
        elif self.records.marks:
            self.mark(set())
        elif self.view is not self.VIEWS[0] and len(self.VIEWS) > 1:
            self.show_view(self.VIEWS[0])
        else:
            return self.step_out()
        return True

    # --- marks ---------------------------------------------------------------------------------------------------

    def mark(self, marks: set[int]) -> None:
        """Mark exactly these rows."""
        self.records.marks = marks
        self.records.refresh()
        self.say()
        self.refresh_bindings()

    @on(commands.MarkRow)
    def _mark(self) -> None:
        self.records.toggle_mark()
        self.mark(self.records.marks)

    @on(commands.MarkAllRows)
    def _mark_all(self) -> None:
        self.mark_all()

    def mark_all(self) -> None:
        """Mark what is listed, or nothing of it where all of it is marked."""
        listed = set(self.records.ids)
        self.mark(self.records.marks - listed if self.records.marks >= listed else self.records.marks | listed)

    # --- order ---------------------------------------------------------------------------------------------------

    @property
    def sort_name(self) -> str:
        """Under which name the order of the list is remembered."""
        return f"{self.DIGIT}.{self.view.kind or self.view.title}"

    @property
    def order(self) -> tuple[str, bool]:
        """By which column the list is sorted, empty for the usual order; and whether the other way round."""
        app = self.app
        column, descending = app.choices.order(self.sort_name) if isinstance(app, Remembering) else ("", False)
        # What another release remembered may be no column here.
        return (column, descending) if any(column == name for name, _ in self.columns()) else ("", False)

    def _ordered(self, rows: list[Row]) -> list[Row]:
        column, descending = self.order
        return sorted(rows, key=self.view.order(column), reverse=descending) if column else rows

    def columns(self) -> list[tuple[str, str]]:
        """By what the list can be sorted: name and words."""
        return [(heading.name, heading.label) for heading in self.view.headings if heading.label]

    @on(commands.SortList)
    @work
    async def _choose_order(self) -> None:
        column, descending = self.order
        hint = f"现在{'反着' if descending else '按它'}排，再选就{'正过来' if descending else '反过来'}"
        entries = [Entry(name, label, hint if name == column else "") for name, label in self.columns()]
        entries.append(Entry(DECLARED, "原来的顺序", "" if column else "现在就是"))
        chosen = await self.app.push_screen_wait(Picker("按哪一栏排序", entries))
        if chosen is not None and isinstance(self.app, Remembering):
            order = ("", False) if chosen == DECLARED else (chosen, chosen == column and not descending)
            self.app.choices.choose_order(self.sort_name, order)
            self._show_headings()
            self.reorder()

    def reorder(self) -> None:
        """The order has changed: list anew."""
        self.relist()

    # --- opening -------------------------------------------------------------------------------------------------

    @on(RecordList.Opened)
    def _opened(self) -> None:
        self.post_command(commands.OpenRow)

    @on(commands.Reread)
    def _reread(self) -> None:
        self.reload()


class ListScreen(Listing[Data, Row, None], CommandScreen):
    """A main screen that lists."""

    def step_out(self) -> bool:
        """Back to where something sent the user from."""
        return self.go_back()


class ListPage(Listing[Data, Row, R], Page[R]):
    """A page that lists; Esc leaves it after everything else."""

    def compose(self) -> ComposeResult:
        """The list's own title takes the place of the page's."""
        return Frame.compose(self)
