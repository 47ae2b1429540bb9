"""The text for the telephone or the group, and the unit's people beside it; numbers are shown when asked for."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer

from fjgov_tui.commands.base import Command
from fjgov_tui.commands.handling import BookNotice, CopyShownNotice, NoticeSituation, RevealPhones
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.reports.notice import UnitNotice
from fjgov_tui.screens.handling.handling_data import incident_notice, untold
from fjgov_tui.screens.handling.steps import take_step
from fjgov_tui.screens.unsealing import unsealed
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.board import Matter

SHOWN_SECONDS = 15.0
"""How long numbers stand on screen, as sealed values do everywhere."""


class NoticePage(Page[None]):
    """Read, called, booked: that the unit was told, and that numbers were looked at."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (BookNotice, RevealPhones, CopyShownNotice)
    HELP = (
        "通知：上面的文字可以念，^y 复制到终端的剪贴板；下面是责任单位的人，F4 写出完整的号码，15 秒后遮上。"
        "通知到了按 F2 登记，一小时从那一秒起算。"
    )
    DEFAULT_CSS = "NoticePage Plain { height: auto; padding: 0 1; } NoticePage VerticalScroll { height: 1fr; }"

    def __init__(self, desk: AsyncStore, digit: str, incident: int, serving: int | None = None) -> None:
        """Show one incident's.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            incident: the incident.
            serving: who is on duty, and so tells the unit.
        """
        super().__init__(desk, f"通知责任单位：处置编号 {incident}", digit)
        self._incident, self._serving = incident, serving
        self._untold: Matter | None = None
        self._notice: UnitNotice | None = None
        self._hide: Timer | None = None

    def content(self) -> ComposeResult:
        """Text and people."""
        with VerticalScroll():
            yield Plain(id="notice")
            yield Plain(id="people")

    def on_mount(self) -> None:
        """Ready to be read at once."""
        self.reload()

    def situation(self) -> NoticeSituation:
        """A unit that was told is not told again."""
        return NoticeSituation(self.desk.readonly, untold=self._untold is not None)

    @on(BookNotice)
    @work
    async def _record_notice(self) -> None:
        matter = self._untold
        if matter is not None and await take_step(self.app, self.desk, matter, "notified", self._serving):
            self.notify("已登记通知，一小时从现在起")
            self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read it again."""
        incident, now = self._incident, self.desk.clock()
        self._notice = await self.attempt(self.desk.read(lambda reader: incident_notice(reader, incident, now)))
        self._untold = await self.attempt(self.desk.read(lambda reader: untold(reader, incident, now)))
        self.refresh_bindings()
        self._show(revealed=False)

    def _show(self, *, revealed: bool) -> None:
        if self._notice is None or not self.query("#notice"):
            return
        self.query_one("#notice", Plain).show_folded(
            Folded([(plain(line), 0) for line in self._notice.text.split("\n")])
        )
        lines: list[tuple[Content, int | None]] = [(plain(""), None), (plain("联系人", "bold"), None)]
        for contact in self._notice.contacts:
            phone = contact.phone if revealed else contact.masked
            words = f"{fit(safe(contact.name), 20)} {fit(phone or '没有登记', 14)} {safe(contact.office)}"
            lines.append((plain(words), 2))
        if not self._notice.contacts:
            lines.append((plain("✗ 这一件没有写明责任单位", "$error"), None))
        self.query_one("#people", Plain).show_folded(Folded(lines))

    def copied(self) -> str:
        """What is handed to the clipboard."""
        return self._notice.text if self._notice is not None else ""

    @on(CopyShownNotice)
    def _copy(self) -> None:
        self.app.copy_to_clipboard(self.copied())
        self.notify("通知的文字已交给终端的剪贴板")

    @on(RevealPhones)
    @work
    async def _reveal(self) -> None:
        if not await unsealed(self):
            return
        incident, now = self._incident, self.desk.clock()
        self._notice = await self.attempt(self.desk.read(lambda reader: incident_notice(reader, incident, now)))
        people = [item.person for item in self._notice.contacts if item.person is not None] if self._notice else []

        def book(store: Store) -> None:
            with store.write("通知责任单位，查看电话") as writer:
                for person in people:
                    writer.reveal(LEDGERS["person"], person)

        await self.desk.write(book)
        self._show(revealed=True)
        self.notify(f"{SHOWN_SECONDS:.0f} 秒后自动遮盖；已记入审计链")
        if self._hide is not None:
            self._hide.stop()
        self._hide = self.set_timer(SHOWN_SECONDS, lambda: self._show(revealed=False))
