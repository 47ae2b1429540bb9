"""Where to save a report: a path, and a question before anything is overwritten."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from fjgov_tui.commands.records import SaveHere
from fjgov_tui.errors import FjgovError, InputProblem
from fjgov_tui.screens.files import exists, start_folder, typed_path
from fjgov_tui.text import clean
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window


class SaveAs(Window[Path | None]):
    """Returns the file that was written, or `None`."""

    DEFAULT_CSS = """
    SaveAs { align: center middle; background: transparent; }
    SaveAs > Vertical { width: 72; max-width: 98%; height: auto; border: round $accent; background: $surface;
                        padding: 0 1; }
    SaveAs Plain { height: auto; color: $text-muted; }
    SaveAs Line { margin: 1 0; }
    """
    HELP = "写上文件的路径，回车或 F2 存；已有同名文件会先问。"
    OFFERED = (SaveHere,)

    def __init__(
        self, title: str, text: str, name: str, write: Callable[[Path], Awaitable[object]], suffix: str = ".xlsx"
    ) -> None:
        """Offer to save.

        Args:
            title: at the top of the frame.
            text: what will be in the file.
            name: the file's name to begin with; it stands in the folder in which the program was started.
            write: writes the file and may return a sentence about it; an `FjgovError` is told, and the path can be
                changed.
            suffix: how the name must end; empty where `write` judges that itself.
        """
        super().__init__()
        self._title, self._text, self._file, self._write, self._suffix = title, text, name, write, suffix

    def compose(self) -> ComposeResult:
        """What will be in the file, and its path."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("F2 或回车保存，Esc 返回")
            yield Plain(self._text)
            yield Line(str(start_folder() / self._file))
            yield Plain(id="state")

    def on_mount(self) -> None:
        """Ready to type."""
        line = self.query_one(Line)
        line.focus()
        line.cursor_position = len(line.value)

    @on(Line.Submitted)
    @on(SaveHere)
    def _write_there(self) -> None:
        if not self.query_one(Line).disabled:
            self._save(self.query_one(Line).value)

    @work(exclusive=True)
    async def _save(self, typed: str) -> None:
        line = self.query_one(Line)
        try:
            path = typed_path(typed, start_folder())
            if self._suffix and path.suffix.lower() != self._suffix:
                raise InputProblem(f"文件名要以 {self._suffix} 结尾", where=clean(typed), remedy="请补上后缀")
            if exists(path):
                answers = [("n", "不覆盖"), ("y", "覆盖")]
                if await self.app.push_screen_wait(Ask("文件已存在", f"覆盖 {path.name}？", answers)) != "y":
                    return
            line.disabled = True
            self.query_one("#state", Plain).show("正在写…")
            written = await self._write(path)
        except FjgovError as error:
            self.query_one("#state", Plain).show("")
            line.disabled = False
            line.focus()
            await self.app.push_screen_wait(Tell("没有存成", str(error)))
            return
        self.notify(written if isinstance(written, str) else f"已存到 {path}")
        self.dismiss(path)

    def leave(self) -> None:
        """Nothing is written; what is being written is waited for."""
        if self.query_one(Line).disabled:
            self.notify("正在写，请稍候")
        else:
            self.dismiss(None)
