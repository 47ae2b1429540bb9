"""What is done with the accounts of screen 3: book, type, make, look up, print, import."""

from __future__ import annotations

import uuid
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work

from fjgov_tui.commands import passwords as commands
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.screens.listing import ListScreen
from fjgov_tui.screens.passwords.password_data import PasswordsView
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.workflows.rotation import Attestation, Standing, record_many

if TYPE_CHECKING:
    from fjgov_tui.screens.passwords.rotating import InCommon

ACCOUNT, ROTATION = LEDGERS["account"], LEDGERS["rotation"]


class AccountActions(ListScreen[PasswordsView, Standing]):
    """A list of accounts, and what is done with them."""

    def __init__(self, desk: AsyncStore) -> None:
        """Nothing has been handed to the clipboard."""
        super().__init__(desk)
        self._handed: Secret | None = None
        self._answered: InCommon | None = None
        """What was answered for several accounts and led to nothing: it stands there again next time."""

    # --- booking -------------------------------------------------------------------------------------------------

    @on(commands.RecordAttested)
    @work
    async def _attest(self) -> None:
        from fjgov_tui.screens.passwords.rotating import AttestForm

        if (current := self.current) is not None:
            self._booked(current, await self.app.push_screen_wait(AttestForm(self.desk, current)))

    @on(commands.TypePassword)
    @work
    async def _type(self) -> None:
        from fjgov_tui.screens.passwords.password_input import TypedForm

        if (current := self.current) is not None:
            self._booked(current, await self.app.push_screen_wait(TypedForm(self.desk, current)))

    def _booked(self, standing: Standing, rotation: int | None) -> None:
        """Go on with the next account: the one that was changed has gone to the end of the list."""
        if rotation is not None:
            self.records.marks.discard(standing.account.id)
            self.wanted = self.records.neighbour({standing.account.id})
            self.reload()

    @on(commands.ChangedToday)
    @work
    async def _changed_today(self) -> None:
        from fjgov_tui.screens.passwords.rotating import Together, named

        picked, seen = self.picked, self.data
        if not self.records.marks or seen is None:
            return
        names = [standing.account.title for standing in picked]
        given = await self.app.push_screen_wait(Together(names, seen.today, self._answered))
        if given is None:
            return
        self._answered = given
        day = f"今天（{given.on}）" if given.on == seen.today else f"在 {given.on} "
        text = (
            f"登记 {len(picked)} 个账户{day}换了口令，承诺 {given.length} 位：\n{named(names)}？\n"
            "全部登记，或有一个不行就全部不登记。登记错了可以在命令面板（^p）里撤销。"
        )
        if await self.app.push_screen_wait(Ask("都换了", text, [("n", "不登记"), ("y", "登记")])) != "y":
            return
        ids, operation = [standing.account.id for standing in picked], uuid.uuid4().hex

        def write(store: Store) -> list[int]:
            promised = Attestation(given.length)
            return record_many(store, ids, promised, given.on, witness=given.witness, operation=operation)

        made = await self.attempt(self.desk.write(write), "没有登记")
        if made is not None:
            self._answered = None
            self.notify(f"已登记 {len(made)} 个账户{day}更换了口令")
            self.wanted = self.records.neighbour(set(ids))
            self.mark(set())
            self.reload()

    # --- making --------------------------------------------------------------------------------------------------

    @on(commands.GeneratePassword)
    @work
    async def _generate(self) -> None:
        from fjgov_tui.screens.passwords.generated import Generated
        from fjgov_tui.workflows.checking import context_of

        if (current := self.current) is not None:
            context = await self.attempt(self.desk.read(lambda reader: context_of(reader, current.account)))
            if context is not None:
                await self.app.push_screen_wait(Generated(self.desk, current.account.title, context, self.hand_over))

    def hand_over(self, text: str) -> None:
        """To the terminal's clipboard, for a while."""
        from fjgov_tui.screens.passwords.generated import SHOWN_SECONDS

        self._handed = Secret(text)
        self.app.copy_to_clipboard(text)
        self.set_timer(SHOWN_SECONDS, partial(self.take_back, self._handed))

    def take_back(self, handed: Secret) -> None:
        """Empty the clipboard, unless something else has been copied since."""
        if handed is not self._handed:
            handed.wipe()
            return
        with handed:
            if self.app.clipboard == handed.reveal():
                self.app.copy_to_clipboard("")
        self._handed = None

    def on_unmount(self) -> None:
        """The program ends: nothing stays behind in the clipboard."""
        if self._handed is not None:
            self.take_back(self._handed)

    # --- looking up ----------------------------------------------------------------------------------------------

    @on(commands.ShowAccount)
    def _show_account(self) -> None:
        from fjgov_tui.screens.ledgers.detail import show_detail

        if (rotation := self.current) is not None:
            show_detail(self, "account", rotation.account.id)

    @on(commands.AccountHistory)
    @work
    async def _history(self) -> None:
        from fjgov_tui.screens.passwords.account_history import AccountHistoryPage

        if (current := self.current) is not None:
            await self.app.push_screen_wait(AccountHistoryPage(self.desk, current))

    @on(commands.ShowCalendar)
    def _calendar(self) -> None:
        from fjgov_tui.screens.passwords.month import CalendarPage

        self.app.push_screen(CalendarPage(self.desk))

    # --- paper ---------------------------------------------------------------------------------------------------

    @on(commands.WriteDaySheet)
    @work
    async def _day_sheet(self) -> None:
        from fjgov_tui.screens.saving import SaveAs

        picked = self.picked
        if self.data is None or not picked:
            self.notify("没有列出账户，没有可写的", severity="warning")
            return
        which, today = "标记的" if self.records.marks else "列出的", self.data.today
        text = (
            f"{which} {len(picked)} 个账户，每个一行；更换日期、位数、见证人、签名留空手填。\n"
            "填好后删去没换的行，再用 F7 导回来。"
        )
        name = f"口令更换登记表-{today:%Y%m%d}.xlsx"

        def put(reader: Reader, path: Path) -> None:
            from fjgov_tui.clock import beijing_day
            from fjgov_tui.reports.daysheet import write_day_sheet

            write_day_sheet(path, reader, picked, beijing_day(self.desk.present()))

        async def write(path: Path) -> None:
            await self.desk.read(lambda reader: put(reader, path))

        await self.app.push_screen_wait(SaveAs("口令更换登记表", text, name, write))

    @on(commands.ImportDaySheet)
    def _import(self) -> None:
        from fjgov_tui.screens.ledgers.importing import ImportWizard

        self.app.push_screen(ImportWizard(self.desk, ROTATION))
