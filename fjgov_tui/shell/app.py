"""The Textual application: modes, themes, signals. It only wires; what happens is in screens and below."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.signal import Signal

from fjgov_tui.commands.everywhere import GoScreen, LockNow, NextTheme, Quit, ReportTrouble
from fjgov_tui.commands.mains import LEDGER_LISTS, MAINS, OVERVIEW, Main
from fjgov_tui.preferences import THEMES
from fjgov_tui.screens.base import CommandScreen, OpenForm, OpenList, OpenMain
from fjgov_tui.screens.toosmall import cover
from fjgov_tui.shell.clocks import HourKeeper
from fjgov_tui.shell.farewell import Farewell
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.shell.locking import Locking
from fjgov_tui.shell.polling import Polling
from fjgov_tui.shell.pulse import PulseKeeper
from fjgov_tui.shell.remembering import UserChoices
from fjgov_tui.shell.reminding import Reminding
from fjgov_tui.shell.stylesheet import KeptStylesheet
from fjgov_tui.store import create_store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.notices import Notice, Notices
from fjgov_tui.widgets.terminal import check_terminal, drawing_on_terminal, is_interactive
from fjgov_tui.widgets.themes import OWN, following, starting_theme

if TYPE_CHECKING:
    from fjgov_tui.shell.tour import Tour

WARM_SECONDS = 0.3
"""How long after the first screen the others are loaded."""
CRASHED = 2
"""The exit code after an error that nobody foresaw."""


class DashboardApp(OrderedApp, inherit_bindings=False):
    """One open ledger file and its main screens; what happens beside them is in the parts that it holds."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", "退出", show=False, priority=True),
        Binding("ctrl+c", "hint", "怎样退出", show=False, system=True),
        Binding("ctrl+z", "stop", "挂起", show=False, system=True),
    ]

    TITLE = "fjgov"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = OVERVIEW.mode

    def __init__(self, desk: AsyncStore) -> None:
        """Show the file that the desk has open."""
        super().__init__()
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
        self.desk = desk
        self.clock = desk.clock
        self.notice_signal: Signal[Notice | None] = Signal(self, "notice")
        self.notices = Notices(lambda: self.notice_signal.publish(self.notices.shown))
        self.farewell = Farewell(self)
        self.reminding = Reminding(self, desk)
        self.locking = Locking(self, desk)
        self.heartbeat = PulseKeeper(self, desk, self._switched)
        self.hours = HourKeeper(self, desk, self.heartbeat)
        self.polling = Polling(self, desk, self.heartbeat, self.hours)
        self.guide: Tour | None = None
        """Who shows a newcomer around; nobody usually."""
        for theme in OWN:
            self.register_theme(theme)
        self.choices = UserChoices(self)
        self.glyphs, self.heartbeat.bell_rings = self.choices.glyphs, self.choices.bell_rings
        self.theme = starting_theme(self.console.color_system, self.choices.theme)
        for main in MAINS:
            self.add_mode(main.mode, partial(self._screen, main))

    def on_mount(self) -> None:
        """What is written from now on is news."""
        for part in (self.polling, self.heartbeat, self.farewell, self.reminding, self.locking):
            part.watch()
        self.screen_change_signal.subscribe(self, lambda _screen: self.notices.moved(), immediate=True)
        cover(self, self.size)
        if self.desk.refusal is not None:
            self.notify(str(self.desk.refusal), severity="warning")
        if self.guide is not None:
            self.guide.watch()
        self.set_timer(WARM_SECONDS, self._warm_up)

    def _switched(self) -> None:
        """The monitor was started or stopped: a screen that tells so reads again."""
        if isinstance(self.screen, CommandScreen):
            self.screen.reload_live()

    def _screen(self, main: Main) -> CommandScreen:
        """A main screen; its module is loaded when it is first shown, or while the user looks at the first one."""
        module, _, name = main.place.partition(":")
        screen: type[CommandScreen] = getattr(import_module(module), name)
        return screen(self.desk)

    @work(thread=True, group="warm")
    def _warm_up(self) -> None:
        """Load what the next key will need; only then is there garbage worth collecting."""
        try:
            for main in MAINS:
                import_module(main.place.partition(":")[0])
        finally:
            gc.freeze()
            gc.enable()

    async def on_unmount(self) -> None:
        """Give the file and the terminal's title back."""
        self.heartbeat.give_title_back()
        await self.desk.close()

    def on_resize(self, event: events.Resize) -> None:
        """The new size is not the application's own yet."""
        cover(self, event.size)

    @on(GoScreen)
    async def _go(self, wanted: GoScreen) -> None:
        await self.switch_mode(wanted.mode)
        if isinstance(self.screen, CommandScreen):
            self.screen.came_from = ""

    @on(OpenForm)
    @on(OpenList)
    async def _open(self, wanted: OpenForm | OpenList) -> None:
        before = self.current_mode
        await self.switch_mode(LEDGER_LISTS.mode)
        if isinstance(self.screen, CommandScreen):
            self.screen.came_from = "" if before == LEDGER_LISTS.mode else before
            self.screen.open_wanted(wanted)

    @on(OpenMain)
    async def _open_main(self, wanted: OpenMain) -> None:
        before = self.current_mode
        await self.switch_mode(wanted.mode)
        if isinstance(self.screen, CommandScreen):
            self.screen.came_from = "" if before == wanted.mode else before
            self.screen.open_wanted(wanted)

    @on(ReportTrouble)
    @work(exclusive=True, group="report")
    async def _report(self) -> None:
        from fjgov_tui.screens.handling.entry import report_trouble

        await report_trouble(self, self.desk)

    @on(NextTheme)
    def _next_theme(self) -> None:
        self.theme = following(self.theme)
        self.choices.choose_theme(self.theme)
        self.notify(f"配色：{THEMES.get(self.theme, self.theme)}")

    @on(LockNow)
    def _lock(self) -> None:
        self.locking.lock()

    @on(Quit)
    def action_leave(self) -> None:
        """End the session."""
        self.farewell.leave()

    def action_stop(self) -> None:
        """Give the terminal back to the shell for a while."""
        self.farewell.stop()

    def action_hint(self) -> None:
        """Who presses ctrl+c may want to stop the program."""
        self.notify("退出请按 ctrl+q；要复制，先用鼠标选中文字，或按 ctrl+y 复制整条记录")

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """The one way to say something in passing: above the keys and in the log; never markup, whoever sends it."""
        self.notices.say(f"{title}：{message}" if title else message, severity, self.clock(), timeout)

    def clear_notifications(self) -> None:
        """Nothing is said any more."""
        self.notices.clear()

    def meant(self, key: str) -> str:
        """What a key means that the user has chosen."""
        return self.choices.meant(key)

    def before_key(self, key: str) -> None:
        """What was said has been read; what the key asks for comes before what the rules ask."""
        self.desk.way.claim()
        self.notices.pressed(key)
        self.locking.pressed()


def run_dashboard(
    path: Path,
    *,
    readonly: bool = False,
    create: bool = False,
    telling: Callable[[str], None] | None = None,
    guided: bool = False,
) -> int:
    """Show a ledger file until the user leaves.

    Args:
        path: the file.
        readonly: nothing can be changed.
        create: make the file when it is missing.
        telling: is told before the file of an older release is upgraded; nothing is drawn yet.
        guided: a newcomer is shown around.

    Returns:
        The exit code of the command line.

    Raises:
        InputProblem: the terminal cannot show it.
        StoreProblem: the file cannot be opened; nothing was drawn yet.
    """
    check_terminal(os.environ, interactive=is_interactive())
    if create and not readonly and not path.exists():
        create_store(path).close()
    desk = AsyncStore(path, readonly=readonly)
    desk.open(telling)
    app = DashboardApp(desk)
    if guided:
        from fjgov_tui.shell.tour import Tour

        app.guide = Tour(app)
    with drawing_on_terminal():
        code = app.run()
    return CRASHED if code is None else code
