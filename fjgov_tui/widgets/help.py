"""F1: what can be done here, taken from the bindings that are really in force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen

from fjgov_tui.commands.everywhere import CloseText, ShowHelp
from fjgov_tui.text import fit, width
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.offering import Offering
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.remembering import key_of
from fjgov_tui.widgets.window import Window

KEYS = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "enter": "回车",
    "escape": "Esc",
    "space": "空格",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "delete": "Del",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
}
"""Key names as keyboards bear them."""
TEXTUAL = {
    "Focus Next": "下一处",
    "Focus Previous": "上一处",
    "Copy selected text": "复制选中的文字",
    "Press button": "按下按钮",
    "Select": "选定",
    "Cursor up": "上移",
    "Cursor down": "下移",
    "Scroll Up": "上翻",
    "Scroll Down": "下翻",
    "Page Up": "上一页",
    "Page Down": "下一页",
    "Scroll Home": "到开头",
    "Scroll End": "到结尾",
    "Move cursor left": "左移",
    "Move cursor right or accept the completion suggestion": "右移，或接受灰色的建议",
    "Submit": "确定",
    "Up": "上移",
    "Down": "下移",
    "First": "第一条",
    "Last": "最后一条",
}
"""What Textual's own bindings are called here; those without a name here are not worth a line."""


def key_rows(
    active: Sequence[ActiveBinding], chosen: Callable[[str], str] = lambda key: key
) -> list[tuple[str, str, bool]]:
    """One row an action: its keys, what it does, and whether it may be used now; named commands come first.

    Args:
        active: what is bound.
        chosen: how a key is written where the user has chosen one.
    """
    rows: dict[str, tuple[list[str], str, bool]] = {}
    for _, binding, enabled, tooltip in sorted(
        active, key=lambda active_binding: not active_binding.binding.show and not active_binding.binding.id
    ):
        words = tooltip or binding.description
        words = TEXTUAL.get(words, "" if words.isascii() else words)
        if not words or any(part in binding.key for part in ("fullwidth", "ideographic", "super+")):
            continue
        keys = rows.setdefault(binding.action, ([], words, enabled))[0]
        key = binding.key_display or KEYS.get(binding.key, binding.key.replace("ctrl+", "^"))
        keys += [chosen(key), key]
    return [(" ".join(dict.fromkeys(keys)), words, enabled) for keys, words, enabled in rows.values()]


def _rank(screen: Screen[Any]) -> Callable[[ActiveBinding], int]:
    """What has the focus first, then the commands in the order in which the screen offers them."""
    offered = screen.all_commands() if isinstance(screen, Offering) else ()
    order = {command.__name__: place for place, command in enumerate(offered)}
    return lambda active: order.get(active.binding.id or "", -1)


def help_text(screen: Screen[Any]) -> Folded:
    """What can be done on a screen as it stands now, with the words of what has the focus, or else its own."""
    about = (screen.focused.HELP if screen.focused else None) or screen.HELP or ""
    active = sorted(screen.active_bindings.values(), key=_rank(screen))
    rows = key_rows(active, partial(key_of, screen.app))
    wide = max((width(keys) for keys, _, _ in rows), default=0)
    lines = [
        (plain(f"{fit(keys, wide)}  {words}{'' if enabled else '（现在不能用）'}"), wide + 2)
        for keys, words, enabled in rows
    ]
    return Folded([(plain(about), 0), (plain(""), 0), *lines] if about else lines)


class CloseHelp(ShowHelp):
    """F1 closes the help that F1 has opened."""

    title = "关上帮助"
    help = "和 Esc 一样"


class Help(Window[None]):
    """The help of the screen in front of which it stands."""

    DEFAULT_CSS = """
    Help { align: center middle; background: transparent; }
    Help > Vertical { width: 76; max-width: 98%; height: auto; max-height: 95%; border: round $accent;
                      background: $surface; padding: 0 1; }
    Help VerticalScroll { height: auto; max-height: 18; }
    """
    OFFERED = (CloseHelp, CloseText)

    def __init__(self, title: str, text: Folded) -> None:
        """Show the text."""
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """The text, scrollable."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("↑↓ 翻看，Esc 关闭")
            with VerticalScroll():
                yield Plain()

    def on_mount(self) -> None:
        """Fold it to the window."""
        self.query_one(Plain).show_folded(self._text)

    @on(CloseHelp)
    def _close(self, event: CloseHelp) -> None:
        """Not the help of the help."""
        event.stop()
        self.go_away()
