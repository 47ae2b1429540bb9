"""A window in which a file is chosen: a path typed, or taken from the list of a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets.option_list import Option

from fjgov_tui.errors import FjgovError
from fjgov_tui.screens.files import FolderLine, is_folder, listing, start_folder, typed_path
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window


class ChooseFile(Window[Path | None]):
    """Returns the path of a file, or `None` when left with Esc."""

    DEFAULT_CSS = """
    ChooseFile { align: center middle; background: transparent; }
    ChooseFile > Vertical { width: 74; max-width: 98%; height: auto; max-height: 95%; border: round $accent;
                            background: $surface; padding: 0 1; }
    ChooseFile Menu { height: auto; max-height: 12; border: none; background: $surface; }
    ChooseFile Plain { height: auto; color: $text-muted; }
    """
    HELP = "选文件：列表里回车选中文件或进文件夹，Tab 到上面一行直接写路径；Esc 返回。"

    def __init__(self, title: str, text: str, suffixes: Sequence[str] = ()) -> None:
        """Begin in the folder in which the program was started.

        Args:
            title: at the top of the frame.
            text: what becomes of the file.
            suffixes: the kinds of file that are listed, in small letters with their dot; all of them where none is
                named.
        """
        super().__init__()
        self._title, self._text, self._suffixes = title, text, suffixes
        self._folder = start_folder()
        self._listed: tuple[FolderLine, ...] = ()

    def compose(self) -> ComposeResult:
        """What becomes of it, a path, the folder's files."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("回车选，Esc 返回")
            yield Plain(self._text)
            yield Line(placeholder="文件路径，或在下面选", id="path")
            yield Menu(id="files")
            yield Plain(id="state")

    def on_mount(self) -> None:
        """List the folder."""
        self._list()

    def _list(self) -> None:
        inside = listing(self._folder, self._suffixes)
        self._listed = inside.listed
        files = self.query_one("#files", Menu)
        files.fill([Option(plain(f" {line.shown}")) for line in inside.listed])
        files.focus()
        more = f"；另有 {inside.more} 个没有列出，请写路径" if inside.more else ""
        self.query_one("#state", Plain).show(f"{self._folder}{more}{f'  {inside.why}' if inside.why else ''}")

    @on(Menu.OptionSelected, "#files")
    def _chosen(self, event: Menu.OptionSelected) -> None:
        self._go(self._listed[event.option_index].path)

    @on(Line.Submitted, "#path")
    def _typed(self, event: Line.Submitted) -> None:
        if not event.value.strip():
            return
        try:
            self._go(typed_path(event.value, self._folder))
        except FjgovError as error:
            self.query_one("#state", Plain).show(str(error))

    def _go(self, path: Path) -> None:
        if is_folder(path):
            self._folder = path
            self._list()
        else:
            self.dismiss(path)
