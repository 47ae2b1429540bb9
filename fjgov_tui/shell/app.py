"""The Textual application: modes, themes, signals. It only wires; what happens is in screens and below."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, ClassVar

from textual import constants, events, on, work
from textual.binding import Binding, BindingType
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.signal import Signal

from fjgov_tui.commands.everywhere import GoScreen, LockNow, LookBack, LookNow, NextTheme, Quit, ReportTrouble, Service
from fjgov_tui.commands.mains import OVERVIEW
from fjgov_tui.screens.base import OpenForm, OpenList, OpenMain
from fjgov_tui.screens.toosmall import cover
from fjgov_tui.shell.clocks import HourKeeper
from fjgov_tui.shell.farewell import Farewell
from fjgov_tui.shell.going import Going
from fjgov_tui.shell.keyorder import OrderedApp
from fjgov_tui.shell.locking import Locking
from fjgov_tui.shell.lookingback import LookingBack
from fjgov_tui.shell.polling import Polling
from fjgov_tui.shell.pulse import PulseKeeper
from fjgov_tui.shell.remembering import UserChoices
from fjgov_tui.shell.reminding import Reminding
from fjgov_tui.shell.services import Services
from fjgov_tui.shell.stylesheet import KeptStylesheet
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.notices import Notice, Notices

if TYPE_CHECKING:
    from fjgov_tui.shell.tour import Tour


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
        self.going = Going(self, desk)
        self.farewell = Farewell(self)
        self.reminding = Reminding(self, desk)
        self.locking = Locking(self, desk)
        self.heartbeat = PulseKeeper(self, desk, self.going.switched)
        self.hours = HourKeeper(self, desk, self.heartbeat)
        self.polling = Polling(self, desk, self.heartbeat, self.hours)
        self.services = Services(self)
        self.looking = LookingBack(self, desk, self.farewell.leave)
        self.first = OVERVIEW.mode
        """Which main screen comes to the front at the start."""
        self.guide: Tour | None = None
        """Who shows a newcomer around; nobody usually."""
        self.choices = UserChoices(self)
        self.glyphs, self.heartbeat.bell_rings = self.choices.glyphs, self.choices.bell_rings

    def get_driver_class(self) -> type[Driver]:
        """Our own reading of keys where Textual's is that of a terminal file."""
        if sys.platform == "win32" or constants.DRIVER is not None:
            return super().get_driver_class()
        from fjgov_tui.shell.driver import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        """What is written from now on is news."""
        for part in (self.polling, self.heartbeat, self.farewell, self.reminding, self.locking, self.going):
            part.watch()
        self.screen_change_signal.subscribe(self, lambda _screen: self.notices.moved(), immediate=True)
        cover(self, self.size)
        if self.first != OVERVIEW.mode:
            self.call_later(self.going.go, self.first)
        if self.desk.refusal is not None:
            self.notify(str(self.desk.refusal), severity="warning")
        if self.guide is not None:
            self.guide.watch()

    async def on_unmount(self) -> None:
        """Give the file and the terminal's title back."""
        self.heartbeat.give_title_back()
        await self.desk.close()

    def on_resize(self, event: events.Resize) -> None:
        """The new size is not the application's own yet."""
        cover(self, event.size)

    @on(GoScreen)
    async def _go(self, wanted: GoScreen) -> None:
        await self.going.go(wanted.mode)

    @on(OpenForm)
    @on(OpenList)
    @on(OpenMain)
    async def _open(self, wanted: OpenForm | OpenList | OpenMain) -> None:
        await self.going.open(wanted)

    @on(ReportTrouble)
    @work(exclusive=True, group="report")
    async def _report(self) -> None:
        from fjgov_tui.screens.handling.entry import report_trouble

        await report_trouble(self, self.desk)

    @on(Service)
    def _serve(self, wanted: Service) -> None:
        self.services.serve(wanted)

    @on(NextTheme)
    def _next_theme(self) -> None:
        self.choices.next_theme()

    @on(LookBack)
    def _look_back(self) -> None:
        self.looking.ask()

    @on(LookNow)
    def _look_now(self) -> None:
        self.looking.come_back()

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
        super().before_key(key)
        self.desk.way.claim()
        self.notices.pressed(key)
        self.locking.pressed()
