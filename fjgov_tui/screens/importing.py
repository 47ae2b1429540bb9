"""The import wizard: choose a file, see what would happen, and only then write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from fjgov_tui.errors import FjgovError
from fjgov_tui.exchange import Options, Outcome, import_file, write_marked
from fjgov_tui.ledgers import Ledger
from fjgov_tui.reports.outcome import outcome_lines, summary
from fjgov_tui.screens.files import listing, typed_path
from fjgov_tui.store.desk import Desk
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Page

SHOWN = 500
"""Lines of the preview; what is beyond is counted, and can be saved as a marked sheet."""
SUFFIXES = (".xlsx", ".csv", ".xls")
"""Files that the list offers; an old `.xls` is offered too, so that it can be told why it does not do."""


class ImportWizard(Page[bool]):
    """Returns whether anything was written."""

    CSS_PATH = "importing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "commit", "确认写入", key_display="F2"),
        Binding("f4", "ignore", "忽略多余列", key_display="F4"),
        Binding("f8", "mark", "另存标注", key_display="F8"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]
    HELP = "导入：先选文件，看预演结果，再按 F2 写入。有一行不对就全部不写；F8 把出错的格子标红、批注后另存。"

    @dataclass
    class Progress(Message):
        """Rows done, rows in all."""

        done: int
        total: int

    def __init__(self, desk: Desk, ledger: Ledger | None = None) -> None:
        """Begin.

        Args:
            desk: the open file.
            ledger: the ledger from which the wizard was called; sheets may still be for others.
        """
        super().__init__(desk, f"导入表格（{ledger.title}）" if ledger else "导入表格")
        self._folder = Path.cwd()
        self._path: Path | None = None
        self._options = Options(dry_run=True)
        self._outcome: Outcome | None = None

    def content(self) -> ComposeResult:
        """The file's path and the folder's files; then the preview in their place."""
        yield Line(placeholder="文件路径，或在下面选", id="path")
        yield OptionList(id="files", markup=False)
        with VerticalScroll(id="preview"):
            yield Plain(id="lines")
        yield Plain(id="state")

    def on_mount(self) -> None:
        """Show the folder in which the program was started."""
        self._list()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys follow the step."""
        outcome = self._outcome
        if action == "commit":
            return True if outcome and not outcome.blocked and not outcome.written else None
        if action == "ignore":
            return True if outcome and any(sheet.extra for sheet in outcome.sheets) else None
        if action == "mark":
            return True if outcome and outcome.refused else None
        return True

    # --- choosing ------------------------------------------------------------------------------------------------

    def _list(self) -> None:
        self._outcome = self._path = None
        self.remove_class("-preview")
        found = listing(self._folder, SUFFIXES)
        files = self.query_one("#files", OptionList)
        files.clear_options()
        files.add_options([Option(plain(f" {one.shown}"), id=str(place)) for place, one in enumerate(found)])
        self._found = found
        files.highlighted = 0 if found else None
        files.focus()
        self.query_one("#state", Plain).show(f"{self._folder}：回车选文件或进文件夹，也可以在上面直接写路径")
        self.refresh_bindings()

    @on(OptionList.OptionSelected, "#files")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self._go(self._found[event.option_index].path)

    @on(Line.Submitted, "#path")
    def _typed(self, event: Line.Submitted) -> None:
        if event.value.strip():
            self._go(typed_path(event.value, self._folder))

    def _go(self, path: Path) -> None:
        if path.is_dir():
            self._folder = path
            self._list()
            return
        self._path = path
        self._options = Options(dry_run=True)
        self._run()

    # --- preview and write ---------------------------------------------------------------------------------------

    @work(exclusive=True, group="import")
    async def _run(self) -> None:
        path, options = self._path, self._options
        if path is None:
            return
        self.add_class("-preview")
        self.query_one("#lines", Plain).show("正在读取…")
        self.query_one("#preview").focus()

        def tell(done: int, total: int) -> None:
            self.post_message(self.Progress(done, total))

        try:
            outcome = await self.desk.write(lambda store: import_file(store, path, options, tell))
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("读不了这个文件", str(error)))
            self._list()
            return
        if outcome.written:
            self.notify(summary(outcome), markup=False)
            self.dismiss(True)
            return
        self._show(outcome)

    @on(Progress)
    def _progress(self, event: Progress) -> None:
        share = event.done * 100 // event.total if event.total else 0
        bar = "█" * (share // 5) + "░" * (20 - share // 5)
        self.query_one("#state", Plain).show(f"{bar} {share}%  {event.done:,}/{event.total:,} 行")

    def _show(self, outcome: Outcome) -> None:
        self._outcome = outcome
        lines = list(islice(outcome_lines(outcome), SHOWN + 1))
        more = ["…… 还有更多，这里只列前 500 行；F8 可另存标注过的表"] if len(lines) > SHOWN else []
        self.query_one("#lines", Plain).show("\n".join(lines[:SHOWN] + more))
        self.query_one("#preview").scroll_home(animate=False)
        self.query_one("#state", Plain).show(
            "没有写入，请看上面的原因" if outcome.blocked else "这是预演，还没有写入；F2 确认写入"
        )
        self.refresh_bindings()

    def action_commit(self) -> None:
        """Write what the preview has shown."""
        self._options = replace(self._options, dry_run=False)
        self._outcome = None
        self._run()

    def action_ignore(self) -> None:
        """Go on without the columns that belong to no field; the preview is run again."""
        self._options = replace(self._options, ignore_extra=not self._options.ignore_extra)
        self._run()

    @work(exclusive=True, group="mark")
    async def action_mark(self) -> None:
        """Save the sheet with the bad cells marked, beside the original."""
        path, outcome = self._path, self._outcome
        if path is None or outcome is None:
            return
        target = path.with_name(f"{path.stem}-标注.xlsx")
        try:
            await self.desk.write(lambda _store: write_marked(target, path, outcome))
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有另存", str(error)))
            return
        self.notify(f"已另存 {target.name}", markup=False)

    def action_leave(self) -> None:
        """From the preview back to the files, from the files back to the screen."""
        if self.has_class("-preview"):
            self._list()
        else:
            self.dismiss(False)
