"""The import wizard: choose a file, see what would happen, and only then write."""

from __future__ import annotations

import threading
from dataclasses import replace
from itertools import islice
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets.option_list import Option

from fjgov_tui.commands.records import AnswerImport, CommitImport, ImportSituation, SaveMarked
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.exchange import ImportOutcome, Options, answered, import_grids, write_marked
from fjgov_tui.ledgers import Ledger
from fjgov_tui.reports.outcome import outcome_lines, summary
from fjgov_tui.screens.files import exists, is_folder, listing, start_folder, typed_path
from fjgov_tui.screens.ledgers.rehearsal import Importer, Rehearsal, Stopped, perform, rehearse
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain

SHOWN = 500
"""Lines of the preview; what is beyond is counted, and can be saved as a marked sheet."""
SUFFIXES = (".xlsx", ".csv", ".xls")
"""Files that the list offers; an old `.xls` is offered too, so that it can be told why it does not do."""


class ImportWizard(Page[bool]):
    """Returns whether anything was written."""

    CSS_PATH = Path(__file__).with_name("importing.tcss")
    OFFERED = (CommitImport, AnswerImport, SaveMarked)
    HELP = "导入：先选文件，看预演，再按 F2 写入。有一行不对就全部不写；F4 回答要您定的事；F8 另存标注。"

    @dataclass
    class Progress(Message):
        """Rows done, rows in all."""

        done: int
        total: int

    def __init__(self, desk: AsyncStore, ledger: Ledger | None = None, *, importer: Importer = import_grids) -> None:
        """Begin.

        Args:
            desk: the open file.
            ledger: the ledger from which the wizard was called; sheets may still be for others.
            importer: what takes the sheets in.
        """
        super().__init__(desk, f"导入表格（{ledger.title}）" if ledger else "导入表格")
        self._folder = start_folder()
        self._path: Path | None = None
        # What steers the program is imported only where it is named, and it is named by standing in its list.
        self._forced = ledger.name if ledger is not None and ledger.steering else ""
        self._options = Options(ledger=self._forced, dry_run=True)
        self._seen: Rehearsal | None = None
        self._stop = threading.Event()
        self._importer = importer

    @property
    def _outcome(self) -> ImportOutcome | None:
        return self._seen.outcome if self._seen else None

    def content(self) -> ComposeResult:
        """The file's path and the folder's files; then the preview in their place."""
        yield Line(placeholder="文件路径，或在下面选", id="path")
        yield Menu(id="files")
        with VerticalScroll(id="preview"):
            yield Plain(id="lines")
        yield Plain(id="state")

    def on_mount(self) -> None:
        """Show the folder in which the program was started."""
        self._list()

    def situation(self) -> ImportSituation:
        """What the preview has shown."""
        outcome = self._outcome
        return ImportSituation(
            self.desk.readonly,
            rehearsed=outcome is not None,
            blocked=outcome is not None and bool(outcome.blocked),
            asked=outcome is not None and bool(outcome.questions),
            faulty=outcome is not None and (bool(outcome.refused) or _has_extra(outcome)),
        )

    # --- choosing ------------------------------------------------------------------------------------------------

    def _list(self) -> None:
        self._seen = self._path = None
        self.remove_class("-preview")
        folder_list = listing(self._folder, SUFFIXES)
        files = self.query_one("#files", Menu)
        files.fill([Option(plain(f" {entry.shown}"), id=str(place)) for place, entry in enumerate(folder_list.listed)])
        self._found = folder_list.listed
        files.focus()
        more = f"；另有 {folder_list.more} 个没有列出，请写路径" if folder_list.more else ""
        none = "没有 .xlsx 或 .csv；" if all(entry.shown.endswith("/") for entry in folder_list.listed) else ""
        hint = folder_list.why or f"{none}回车选文件或进文件夹，Shift+Tab 到上面直接写路径{more}"
        self.query_one("#state", Plain).show(f"{self._folder}\n{hint}")
        self.refresh_bindings()

    @on(Menu.OptionSelected, "#files")
    def _chosen(self, event: Menu.OptionSelected) -> None:
        self._go(self._found[event.option_index].path)

    @on(Line.Submitted, "#path")
    async def _typed(self, event: Line.Submitted) -> None:
        if event.value.strip():
            try:
                self._go(typed_path(event.value, self._folder))
            except FjgovError as error:
                await self.app.push_screen(Tell("打不开", str(error)))

    def _go(self, path: Path) -> None:
        if is_folder(path):
            self._folder = path.resolve()
            self._list()
            return
        self._path = path
        self._options = Options(ledger=self._forced, dry_run=True)
        self._rehearse()

    # --- preview and write ---------------------------------------------------------------------------------------

    def _tell(self, done: int, total: int) -> None:
        """Called on the writing thread; the only place where a long import can be stopped."""
        if self._stop.is_set() or self.desk.closing.is_set():
            raise Stopped("已停止，全部没有写入")
        self.post_message(self.Progress(done, total))

    @work(exclusive=True, group="import")
    async def _rehearse(self, note: str = "") -> None:
        path, options = self._path, self._options
        if path is None:
            return
        self._begin()
        try:
            seen = await self.desk.write(lambda store: rehearse(store, path, options, self._tell, self._importer))
        except FjgovError as error:
            await self._failed(error)
            return
        self._show(seen, note)

    def _begin(self) -> None:
        self._stop.clear()
        self._seen = None
        self.add_class("-preview")
        self.query_one("#lines", Plain).show("正在读取…")
        self.query_one("#state", Plain).show("正在读取文件…\nEsc 停止")
        self.query_one("#preview").focus()
        self.refresh_bindings()

    async def _failed(self, error: FjgovError) -> None:
        if not isinstance(error, Stopped):
            await self.app.push_screen_wait(Tell("没有导入", str(error)))
        self._list()

    @on(Progress)
    def _progress(self, event: Progress) -> None:
        if self._seen is None and self._path is not None:
            share = event.done * 100 // event.total if event.total else 0
            bar = "█" * (share // 5) + "░" * (20 - share // 5)
            self.query_one("#state", Plain).show(f"{bar} {share}%  {event.done:,}/{event.total:,} 行\nEsc 停止")

    def _show(self, seen: Rehearsal, note: str = "") -> None:
        self._seen = seen
        outcome = seen.outcome
        lines = list(islice(outcome_lines(outcome), SHOWN + 1))
        more = [f"…… 还有更多，这里只列前 {SHOWN} 行"] if len(lines) > SHOWN else []
        self.query_one("#lines", Plain).show("\n".join(lines[:SHOWN] + more))
        self.query_one("#preview").scroll_home(animate=False)
        if outcome.blocked:
            asked = f"有 {len(outcome.questions)} 件事要您定，按 F4 回答；" if outcome.questions else ""
            hint = f"没有写入，请看上面的原因；{asked}F8 另存一份标注了问题的表"
        elif outcome.added or outcome.changed:
            hint = "这是预演，还没有写入；F2 确认写入，Esc 不写"
        else:
            hint = "表里的内容和台账一样，没有要写入的"
        self.query_one("#state", Plain).show(f"{note or (self._path.name if self._path else '')}\n{hint}")
        self.refresh_bindings()

    @on(CommitImport)
    def _write(self) -> None:
        if self._seen is not None:
            self._commit(self._seen)

    @work(exclusive=True, group="import")
    async def _commit(self, seen: Rehearsal) -> None:
        self._begin()
        try:
            outcome = await self.desk.write(lambda store: perform(store, seen, self._tell))
        except FjgovError as error:
            await self._failed(error)
            return
        if outcome is None:
            self._rehearse("文件或台账在预演之后变了，下面是重新预演的结果，请再看一遍")
        elif outcome.written or not outcome.blocked:
            self.notify(summary(outcome) if outcome.written else "表里的内容和台账一样，没有要写入的")
            self.dismiss(outcome.written)
        else:
            self._show(replace(seen, outcome=outcome))

    @on(AnswerImport)
    @work(exclusive=True, group="answer")
    async def _answer(self) -> None:
        """Ask what has to be decided, one thing after the other; the preview is run again with the answers."""
        outcome, options = self._outcome, self._options
        if outcome is None:
            return
        for question in outcome.questions:
            keys = dict(zip("abcdef", question.answers, strict=False))
            labels = [("n", "先不定"), *((key, label) for key, (_, label) in keys.items())]
            chosen = await self.app.push_screen_wait(Ask("请定一下", question.text, labels))
            if chosen not in keys:
                break
            options = answered(options, question, keys[chosen][0])
        if options != self._options:
            self._options = options
            self._rehearse()

    @on(SaveMarked)
    @work(exclusive=True, group="mark")
    async def _save_marked(self) -> None:
        """Save the sheet with the bad cells marked, beside the original."""
        path, outcome = self._path, self._outcome
        if path is None or outcome is None:
            return
        target = path.with_name(f"{path.stem}-标注.xlsx")
        if exists(target):
            answers = [("n", "不覆盖"), ("y", "覆盖")]
            if await self.app.push_screen_wait(Ask("文件已存在", f"覆盖 {target.name}？", answers)) != "y":
                return

        def save(_store: Store) -> None:
            write_marked(target, path, outcome)

        try:
            await self.desk.write(save)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有另存", str(error)))
            return
        self.notify(f"已另存 {target.name}，就在原文件旁边")

    def step_back(self) -> bool:
        """Stop what is running; from the preview back to the files."""
        if not self.has_class("-preview"):
            return False
        if self._seen is None:
            self._stop.set()
            self.query_one("#state", Plain).show("正在停止…\n什么都不会写入")
        else:
            self._list()
        return True

    def leave(self) -> None:
        """Nothing was written."""
        self.dismiss(False)


def _has_extra(outcome: ImportOutcome) -> bool:
    """Whether there are columns that belong to no field."""
    return any(sheet.extra for sheet in outcome.sheets)
