"""What the program says in passing: one place above the keys, which covers nothing, and a log of the last ones."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from time import monotonic
from typing import Protocol, runtime_checkable

from textual.content import Content
from textual.geometry import Size
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.signal import Signal
from textual.widget import Widget

from fjgov_tui.clock import BEIJING
from fjgov_tui.dataclass import dataclass
from fjgov_tui.text import clean
from fjgov_tui.widgets.folding import fold
from fjgov_tui.widgets.plain import plain

KEPT = 50
"""How many the log holds."""
SECONDS = 5.0
"""How long one stays at least; then the next key takes it away, so that nothing moves while somebody reads."""
LINES = 5
"""The most lines that one takes; what is longer is in the log."""
_SIGNS = {"information": ("·", "$text-muted"), "warning": ("!", "bold $warning"), "error": ("✗", "bold $error")}
_WORDS = {"information": "告知", "warning": "注意", "error": "出错"}


@dataclass(frozen=True)
class Notice:
    """A message in passing, as it is shown above the keys and kept in the log."""

    text: str
    severity: SeverityLevel
    at: datetime
    times: int = 1
    """How often it was said in a row."""

    @property
    def line(self) -> str:
        """As it stands above the keys."""
        return f"{self.text}（{self.times} 次）" if self.times > 1 else self.text

    @property
    def logged(self) -> str:
        """As it stands in the log."""
        return f"{self.at.astimezone(BEIJING):%H:%M:%S} {_WORDS[self.severity]} {self.line}"


class Notices:
    """The last messages, and the one that is shown."""

    def __init__(self, changed: Callable[[], object]) -> None:
        """Nothing was said.

        Args:
            changed: called when another one is shown, or none.
        """
        self._changed = changed
        self.log: deque[Notice] = deque(maxlen=KEPT)
        self.shown: Notice | None = None
        self._until = 0.0
        self._answered = False
        """Whether a key was pressed since it was said."""

    def say(self, text: str, severity: SeverityLevel, now: datetime, seconds: float | None = None) -> None:
        """Show a message; the same one again is counted, not repeated.

        Args:
            text: anything; shown as one line of harmless characters.
            severity: how grave it is.
            now: the present moment.
            seconds: how long it stays at least.
        """
        notice = Notice(clean(text), severity, now)
        last = self.log[-1] if self.log else None
        if last is not None and (last.text, last.severity) == (notice.text, severity):
            notice = replace(notice, times=last.times + 1)
            self.log.pop()
        self.log.append(notice)
        self.shown, self._until = notice, monotonic() + (SECONDS if seconds is None else seconds)
        self._answered = False
        self._changed()

    def clear(self) -> None:
        """Show none; the log keeps them."""
        if self.shown is not None:
            self.shown = None
            self._changed()

    def pressed(self, key: str) -> None:
        """A key was pressed: Esc takes the message away, any other key does when it has stood for its time."""
        self._answered = True
        if key == "escape" or monotonic() > self._until:
            self.clear()

    def moved(self) -> None:
        """Another screen or window is in front: where a key led there, what was merely told belongs to the one before.

        What warns stays for its time, and so does what was said by the way out of a window itself.
        """
        if self._answered and self.shown is not None and self.shown.severity == "information":
            self.clear()


@runtime_checkable
class Speaking(Protocol):
    """An application that says something in passing."""

    notices: Notices
    notice_signal: Signal[Notice | None]
    """Published when another message is shown, or none."""


class NoticeLines(Widget):
    """At the bottom of a window, where the keys of what lies behind it stand, or above the keys of a screen."""

    DEFAULT_CSS = """
    NoticeLines { dock: bottom; height: auto; width: 1fr; background: $panel; color: $foreground; }
    NoticeLines.-silent { display: none; }
    """

    def __init__(self) -> None:
        """Say what is being said, if anything is."""
        super().__init__(classes="-silent")
        self._notice: Notice | None = None

    def on_mount(self) -> None:
        """Follow what is said, and what stands in front."""
        if isinstance(self.app, Speaking):
            self.app.notice_signal.subscribe(self, self._changed)
            self.app.screen_change_signal.subscribe(self, self._moved)
            self._show()

    def _changed(self, _notice: Notice | None) -> None:
        self._show()

    def _moved(self, _screen: Screen[object]) -> None:
        self._show()

    def _show(self) -> None:
        """Only the screen in front says anything; behind it nothing moves, but what is over goes."""
        app = self.app
        if not isinstance(app, Speaking) or (app.screen is not self.screen and app.notices.shown is not None):
            return
        notice = app.notices.shown
        if notice is not None and self._stands_behind(notice):
            notice = None
        if notice == self._notice:
            return
        self._notice = notice
        self.set_class(self._notice is None, "-silent")
        self.refresh(layout=True)

    def _stands_behind(self, notice: Notice) -> bool:
        """Whether the screen behind a window shows it already."""
        if not self.screen.is_modal or len(self.app.screen_stack) < 2:
            return False
        return any(lines._notice == notice for lines in self.app.screen_stack[-2].query(NoticeLines))

    def _lines(self, cells: int) -> list[Content]:
        """The message, folded to the room."""
        if self._notice is None or cells < 1:
            return []
        sign, style = _SIGNS[self._notice.severity]
        lines = list(fold(plain(self._notice.line), max(cells - 3, 2), 0))
        if len(lines) > LINES:
            lines = [*lines[: LINES - 1], plain("…全文在“消息记录”里，按 ^p 查找", "$text-muted")]
        heads = [plain(f" {sign} ", style), *(Content("   ") for _ in lines[1:])]
        return [head + line for head, line in zip(heads, lines, strict=True)]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the message takes."""
        return len(self._lines(width))

    def render(self) -> Content:
        """The message in as many lines as the width takes."""
        return Content("\n").join(self._lines(self.size.width))
