"""The export dialog: exactly what is listed, into a file whose name says the format."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.exchange import export_file
from fjgov_tui.ledgers import Ledger
from fjgov_tui.screens.files import exists, start_folder, typed_path
from fjgov_tui.store.desk import Desk
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window


class ExportDialog(Window[bool]):
    """Returns whether a file was written."""

    DEFAULT_CSS = """
    ExportDialog { align: center middle; background: $background 30%; }
    ExportDialog > Vertical { width: 72; height: auto; border: round $accent; background: $surface; padding: 0 1; }
    ExportDialog Plain { height: auto; color: $text-muted; }
    ExportDialog Line { margin: 1 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "导出", key_display="F2"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]

    def __init__(self, desk: Desk, ledger: Ledger, ids: Sequence[int], *, marked: bool) -> None:
        """Offer to export.

        Args:
            desk: the open file.
            ledger: the ledger that is listed.
            ids: the records, in the order of the list.
            marked: whether they are the marked ones only.
        """
        super().__init__()
        self._desk, self._ledger, self._ids, self._marked = desk, ledger, list(ids), marked

    def compose(self) -> ComposeResult:
        """The path, and what will be in the file."""
        day = beijing_day(self._desk.clock()).strftime("%Y%m%d")
        which = "标记的" if self._marked else "列出的"
        with Vertical() as frame:
            frame.border_title = plain(f"导出{self._ledger.title}")
            frame.border_subtitle = plain("F2 或回车导出，Esc 返回")
            yield Plain(
                f"将导出{which} {len(self._ids):,} 条；遮盖的字段导出后仍然遮盖。\n后缀决定格式：.xlsx、.csv、.json"
            )
            yield Line(str(start_folder() / f"{self._ledger.title}-{day}.xlsx"))
            yield Plain(id="state")

    def on_mount(self) -> None:
        """Ready to type."""
        line = self.query_one(Line)
        line.focus()
        line.cursor_position = len(line.value)

    @on(Line.Submitted)
    def action_save(self) -> None:
        """Write the file."""
        if not self.query_one(Line).disabled:
            self._save(self.query_one(Line).value)

    @work(exclusive=True)
    async def _save(self, typed: str) -> None:
        path = typed_path(typed, start_folder())
        if exists(path):
            answers = [("n", "不覆盖"), ("y", "覆盖")]
            if await self.app.push_screen_wait(Ask("文件已存在", f"覆盖 {path.name}？", answers)) != "y":
                return
        self.query_one("#state", Plain).show("正在导出…")
        picked = [(self._ledger, self._ids)]
        self.query_one(Line).disabled = True
        try:
            count = await self._desk.read(lambda reader: export_file(reader, path, picked))
        except FjgovError as error:
            self.query_one("#state", Plain).show("")
            self.query_one(Line).disabled = False
            self.query_one(Line).focus()
            await self.app.push_screen_wait(Tell("没有导出", str(error)))
            return
        self.notify(f"已导出 {count:,} 条到 {path}")
        self.dismiss(True)

    def action_leave(self) -> None:
        """Nothing is written; what is being written is waited for."""
        if self.query_one(Line).disabled:
            self.notify("正在导出，请稍候")
        else:
            self.dismiss(False)
