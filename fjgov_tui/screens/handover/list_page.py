"""The board of handovers, with what is special to them: somebody leaves, and an account goes to somebody else."""

from __future__ import annotations

from textual import on, work

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.everywhere import BeginHandover
from fjgov_tui.commands.handover import GiveAccount
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.rotation import HANDING_OVER
from fjgov_tui.screens.handover.leaving_data import read_leaving
from fjgov_tui.screens.handover.leaving_page import LeavingPage
from fjgov_tui.screens.procedure.about import board_view
from fjgov_tui.screens.procedure.board import BoardPage
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.workflows.handover import give_account
from fjgov_tui.workflows.leavers import accounts_of


class HandoversPage(BoardPage):
    """Passwords are changed on screen 3 and seen here; everything else is a step."""

    HELP = (
        "工作移交：上面是每一份，没有办结的在前；下面是它办到哪一步、还缺什么。"
        "口令更换在画面 3 登记；保密承诺、备案按 F2 登记，在纸上先办过的按 * 补登；"
        "都齐了按 = 办结，F4 改接手人，F8 打印移交单。"
    )
    VIEWS = (board_view("还没有工作移交。有人离岗时按 ^l 办理。"),)
    OFFERED = (GiveAccount, BeginHandover)

    def __init__(self, desk: AsyncStore, digit: str, keep: int | None = None) -> None:
        """List them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            keep: the handover on which the cursor stands first.
        """
        super().__init__(desk, digit, "工作移交", (HANDING_OVER,), keep)

    @on(GiveAccount)
    @work(exclusive=True, group="change")
    async def _choose_account(self) -> None:
        """Give one of the accounts to somebody else, or one that was left behind to somebody."""
        matter = self.current
        if matter is None:
            return
        today, record = beijing_day(self.desk.clock()), matter.progress.record
        leaver, on_day = reference(record, "leaver"), max(record.day("left_on") or today, today)
        seen = await self.desk.read(lambda reader: read_leaving(reader, leaver, on_day))
        items = accounts_of(matter.progress).items
        entries = [Entry(str(item.account_id), item.account, f"现在：{item.taker}") for item in items]
        accounts = seen.held.accounts if seen.held else ()
        entries += [Entry(str(account.id), account.title, "✗ 还在移交人名下") for account in accounts]
        if not entries:
            self.notify("这份移交没有账户")
            return
        account = await self.app.push_screen_wait(Picker("哪个账户", entries))
        taker = await self.app.push_screen_wait(Picker("交给谁", seen.takers())) if account else None
        if account is None or taker is None:
            return
        someone, trained = seen.people[int(taker)].label, seen.people[int(taker)].trained
        name = next(entry.label for entry in entries if entry.value == account)
        warning = "" if trained else f"\n! {someone}没有培训合格的记录，现在交给本人会列为违反（第三十九条）。"
        answers = [("n", "返回"), ("y", "改交" if trained else "未培训也交")]
        if await self.app.push_screen_wait(Ask("改接手人", f"把{name}交给{someone}？{warning}", answers)) == "y":
            await self._give(matter.id, int(account), int(taker), name, someone, trained=trained)

    async def _give(self, handover: int, account: int, taker: int, name: str, someone: str, *, trained: bool) -> None:
        self.want(handover)

        def write(store: Store) -> None:
            with store.write("改接手人") as writer:
                give_account(writer, handover, account, taker, untrained=not trained)

        try:
            await self.desk.write(write)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("改接手人：没有写入", str(error)))
        else:
            self.notify(f"{name}已交给{someone}；接手后要换口令")
        finally:
            self.reload()

    @on(BeginHandover)
    @work(exclusive=True, group="change")
    async def _begin_another(self) -> None:
        """Somebody else leaves; this list shows it, so that no other is opened."""
        self.want(await self.app.push_screen_wait(LeavingPage(self.desk, self.DIGIT)))
        self.reload()
