"""Another day on every screen: the program shows the same file anew, as it stood at the end of that day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from fjgov_tui.clock import beijing_day
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.store.desk import AsyncStore

TEXT = "台账、清单和报告都按那天结束时的样子；之后登记和更正的不算，只能看。画面上的“今天”“今日”就是那一天。"


@dataclass(frozen=True)
class Wanted:
    """What is to be shown instead of what is shown now."""

    day: date | None
    """The Beijing day at whose end the file is looked at; `None` for the present."""
    mode: str
    """The main screen that was in front."""


class LookingBack:
    """Asks for the day, and ends what is shown now; whoever opened it shows the other."""

    def __init__(self, app: OpenApp, desk: AsyncStore, leave: Callable[[], None]) -> None:
        """Nothing is wanted yet.

        Args:
            app: where it is asked.
            desk: the file that is shown now.
            leave: ends the session; what is being typed stays as a draft.
        """
        self._app, self._desk, self._leave = app, desk, leave
        self.wanted: Wanted | None = None

    def ask(self) -> None:
        """Have the day typed, and go there if the file can be looked at as it stood then."""
        self._app.run_worker(self._ask(), exclusive=True, group="day")

    async def _ask(self) -> None:
        from fjgov_tui.widgets.askday import AskDay

        offered = self._desk.as_of or beijing_day(self._desk.clock()) - timedelta(days=1)
        day = await self._app.push_screen_wait(AskDay("看过去某一天", TEXT, offered))
        if day is None:
            return
        try:
            await self._desk.can_look_at(day)
        except FjgovError as error:
            self._app.notify(str(error), severity="warning")
            return
        self._want(day)

    def come_back(self) -> None:
        """The file as it is."""
        if self._desk.as_of is None:
            self._app.notify("现在看的就是最新的，没有在看过去")
        else:
            self._want(None)

    def _want(self, day: date | None) -> None:
        self.wanted = Wanted(day, self._app.current_mode)
        self._leave()
