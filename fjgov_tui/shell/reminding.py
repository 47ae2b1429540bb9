"""An open dashboard keeps the reminder's hours: where no system timer runs `fjgov password remind`, it does."""

from __future__ import annotations

from textual.worker import Worker

from fjgov_tui.errors import FjgovError
from fjgov_tui.shell.internals import OpenApp
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore

REMIND_SECONDS = 60.0
"""How often the schedule is looked at."""


class Reminding:
    """Writes the reminder that is due (article 37); of several dashboards and timers only the first one does."""

    def __init__(self, app: OpenApp, desk: AsyncStore) -> None:
        """Keep the hours of a file.

        Args:
            app: where it is said.
            desk: the open file.
        """
        self._app, self._desk = app, desk

    def watch(self) -> None:
        """Begin to look; a file that is read-only is left alone."""
        if not self._desk.readonly:
            self._app.set_interval(REMIND_SECONDS, self.remind)
            self._app.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._app.run_worker(self._after_upgrade(), group="upgrade")

    async def _after_upgrade(self) -> None:
        """What is made once of a file that an earlier release wrote."""

        def make(store: Store) -> int:
            if not store.upgraded:
                return 0
            from fjgov_tui.workflows.posts import after_upgrade

            made = after_upgrade(store)
            return made.posts if made is not None else 0

        try:
            posts = await self._desk.write(make)
        except FjgovError as error:
            self._app.notify(str(error), title="没有建立任职", severity="error")
            return
        if posts:
            words = f"升级后由人员和单位建立了任职 {posts} 条，从到岗起；请在任职台账核对"
            self._app.notify(words, title="升级", timeout=20)

    def remind(self) -> Worker[None]:
        """Write what is due now, and say so."""
        return self._app.run_worker(self._remind(), exclusive=True, group="remind")

    async def _remind(self) -> None:
        from fjgov_tui.paths import workdays_file
        from fjgov_tui.workdays import read_overrides
        from fjgov_tui.workflows import reminders

        def due(reader: Reader) -> bool:
            return reminders.is_due(reader, self._desk.clock(), read_overrides(workdays_file()))

        def make_due(store: Store) -> reminders.Reminder | None:
            return reminders.remind(store, read_overrides(workdays_file()))

        try:
            made = await self._desk.write(make_due) if await self._desk.read(due) else None
        except FjgovError as error:
            self._app.notify(str(error), title="没有提醒成", severity="error")
            return
        if made is not None and (made.overdue or made.soon):
            self._app.notify(made.text.partition("\n")[0], title="到期提醒", severity="warning", timeout=20)
