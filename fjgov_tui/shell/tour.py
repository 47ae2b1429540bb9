"""The first five minutes, shown in the demo: one line above the keys says what to press, and sees that it happened."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from textual.widgets import Input

from fjgov_tui.commands.mains import AUDIT, LEDGER_LISTS, MONITOR, OVERVIEW
from fjgov_tui.dataclass import dataclass
from fjgov_tui.screens.ledgers.screen import LedgersScreen
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.widgets.help import Help
from fjgov_tui.widgets.notices import Speaking
from fjgov_tui.widgets.picker import Picker

LOOK_SECONDS = 0.3
STAY_SECONDS = 3600.0
"""What is asked for stands until it has been done."""

OTHER_SECONDS = 6.0
"""What else is said, as an alert of the demo's monitor, stands so long before the tour goes on."""


@dataclass(frozen=True)
class TourStep:
    """One thing to do."""

    asks: str
    """What to press and what for; short enough for one line of 80 columns."""
    done: Callable[[OrderedApp], bool]
    """Whether it has happened."""


def _in(mode: str) -> Callable[[OrderedApp], bool]:
    return lambda app: app.current_mode == mode and not app.screen.is_modal


def _list_open(app: OrderedApp) -> bool:
    return isinstance(app.screen, LedgersScreen) and app.screen.ledger is not None


def _filtered(app: OrderedApp) -> bool:
    """Also out of the line that is typed into, where the next step's digit would be one more character."""
    if isinstance(app.focused, Input):
        return False
    return isinstance(app.screen, LedgersScreen) and app.screen.ledger is not None and bool(app.screen.finder.words)


STEPS = (
    TourStep("最下面一行是此处能按的键。按 2 看有哪些台账", _in(LEDGER_LISTS.mode)),
    TourStep("↑↓ 移动光标，按回车打开“单位”这一本", _list_open),
    TourStep("按 / 再输 bdz：拼音首字母就能找到白帝镇；按回车", _filtered),
    TourStep("按 F1：此处的全部按键和说明", lambda app: isinstance(app.screen, Help)),
    TourStep("按 Esc 关上。Esc 总是退一步，写好的不会丢", lambda app: not app.screen.is_modal),
    TourStep("按 8：41 条各是什么状态，有哪些问题、该怎么办", _in(AUDIT.mode)),
    TourStep("按 5：各站点能不能打开，正在监测", _in(MONITOR.mode)),
    TourStep("按 Ctrl+P：命令都在这里，按名称或拼音首字母找", lambda app: isinstance(app.screen, Picker)),
    TourStep("按 Esc 返回，再按 1 回到总览", _in(OVERVIEW.mode)),
)
"""In order; each looks at the screen alone, so that whoever does it another way has done it too."""
LAST_WORDS = "导览完了：随便看、随便改，演示县是临时的。按 Ctrl+Q 退出"


class Tour:
    """Asks for one step after the other."""

    def __init__(self, app: OrderedApp) -> None:
        """Begin with the first.

        Args:
            app: whose screens are looked at.
        """
        self._app = app
        self.at = 0
        """Which step is asked for."""
        self._since = monotonic()

    @property
    def line(self) -> str:
        """What stands above the keys."""
        return f"导览 {self.at + 1}/{len(STEPS)}：{STEPS[self.at].asks}" if self.at < len(STEPS) else LAST_WORDS

    def watch(self) -> None:
        """Look from now on."""
        self._say()
        self._app.set_interval(LOOK_SECONDS, self.look)

    def look(self) -> None:
        """Go on where what was asked for has been done; say it again where something else was said since."""
        if self.at >= len(STEPS) or not self._app.screen_stack:
            return
        before = self.at
        while self.at < len(STEPS) and STEPS[self.at].done(self._app):
            self.at += 1
        if self.at != before or self._is_covered():
            self._say()

    def _is_covered(self) -> bool:
        """Whether something else that was said since has stood long enough to be read, or nothing stands there."""
        shown = self._app.notices.shown if isinstance(self._app, Speaking) else None
        if shown is not None and shown.text == self.line:
            self._since = monotonic()
            return False
        return shown is None or monotonic() - self._since > OTHER_SECONDS

    def _say(self) -> None:
        self._since = monotonic()
        log = self._app.notices.log if isinstance(self._app, Speaking) else None
        if log and log[-1].text == self.line:
            log.pop()  # Asked for again, it is not to be counted.
        self._app.notify(self.line, timeout=STAY_SECONDS)
