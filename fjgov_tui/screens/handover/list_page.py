"""Every handover, how far it has come and what it still lacks; it is closed only when nothing is lacking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError
from fjgov_tui.screens.handover.leaving_data import read_leaving
from fjgov_tui.screens.handover.leaving_page import LeavingPage
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Page
from fjgov_tui.workflows.handover import (
    HandoverState,
    finish_handover,
    give_account,
    handover_states,
    record_filing,
    record_pledge,
)

GLYPHS = {"已办结": "✓", "可办结": "○", "未办结": "✗"}
"""A sign for each state, besides its word."""


class HandoversPage(Page[None]):
    """Those that are not closed come first."""

    CSS_PATH = Path(__file__).with_name("handover.tcss")
    HELP = (
        "工作移交：上面是每一份，没有办结的在前；下面是它办到哪一步、还缺什么。"
        "口令更换在画面 3 登记；保密承诺、备案在这里登记日期；都齐了按 F5 办结。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "pledge", "登记承诺", key_display="F2"),
        Binding("f3", "file", "登记备案", key_display="F3"),
        Binding("f4", "give", "改接手人", key_display="F4"),
        Binding("f5", "finish", "办结", key_display="F5"),
        Binding("ctrl+l", "begin", "办理离岗", key_display="^l"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]

    def __init__(self, desk: AsyncStore, digit: str, keep: int | None = None) -> None:
        """List them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            keep: the handover on which the cursor stands first.
        """
        super().__init__(desk, "工作移交")
        self.DIGIT = digit
        self._keep = keep
        self._today = beijing_day(desk.clock())
        self._found: list[HandoverState] = []

    def content(self) -> ComposeResult:
        """The list above, the state of one below."""
        yield Menu(id="handovers", opens=False)
        with VerticalScroll(can_focus=False):
            yield Plain(id="about")

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(Menu).focus()
        self._read()

    @property
    def _here(self) -> HandoverState | None:
        place = self.query_one(Menu).highlighted if self.is_mounted else None
        return self._found[place] if place is not None and place < len(self._found) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is changed in a file that is read-only, nor in what is closed."""
        if action in {"pledge", "file", "give", "finish", "begin"} and self.desk.readonly:
            return None
        if action in {"pledge", "file", "give", "finish"}:
            return True if self._here is not None and self._here.closed_on is None else None
        return True

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        today = self._today
        try:
            found = await self.desk.read(lambda reader: handover_states(reader, today))
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("读不到工作移交", str(error)))
            return
        self._found = sorted(found, key=lambda one: one.closed_on is not None)
        self._show()

    def _show(self) -> None:
        still = sum(one.closed_on is None for one in self._found)
        words = f" 工作移交  共 {len(self._found)} 份，没有办结的 {still} 份" if self._found else " 工作移交"
        self.query_one(".title", Plain).show(words)
        listed = self.query_one(Menu)
        ids = [one.record.id for one in self._found]
        place = ids.index(self._keep) if self._keep in ids else listed.highlighted
        listed.fill([Option(plain(_line(one))) for one in self._found], place)
        self._keep = None
        if not self._found:
            self.query_one("#about", Plain).show("还没有工作移交。有人离岗时按 ^l 办理。")
        self.refresh_bindings()

    @on(Menu.OptionHighlighted)
    def _explain(self, event: Menu.OptionHighlighted) -> None:
        self.query_one("#about", Plain).show_folded(_about(self._found[event.option_index]))
        self.refresh_bindings()

    # --- actions -------------------------------------------------------------------------------------------------

    def action_pledge(self) -> None:
        """Book the pledge."""
        if self._here is not None:
            self._book_day(self._here, "保密承诺", "移交人签署离岗保密承诺的日期。", record_pledge)

    def action_file(self) -> None:
        """Book the filing."""
        if self._here is not None:
            self._book_day(self._here, "变动备案", "人员变动报县政府办公室备案的日期。", record_filing)

    @work(exclusive=True, group="change")
    async def _book_day(
        self, one: HandoverState, title: str, text: str, record: Callable[[Writer, int, date], None]
    ) -> None:
        day = await self.app.push_screen_wait(AskDay(f"{title}：{safe(one.leaver)}", text, self._today))
        if day is not None and await self._change(title, lambda writer: record(writer, one.record.id, day)):
            self.notify(f"已登记{title} {day}", timeout=3)

    async def _change(self, reason: str, change: Callable[[Writer], object]) -> bool:
        """One transaction, and the list read again; a refusal is told."""

        def write(store: Store) -> None:
            with store.write(reason) as writer:
                change(writer)

        try:
            await self.desk.write(write)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell(f"{reason}：没有写入", str(error)))
            return False
        finally:
            self._read()
        return True

    @work(exclusive=True, group="change")
    async def action_give(self) -> None:
        """Give one of the accounts to somebody else, or one that was left behind to somebody."""
        one = self._here
        if one is None:
            return
        on_day = max(one.left_on, self._today)
        seen = await self.desk.read(lambda reader: read_leaving(reader, one.leaver_id, on_day))
        entries = [Entry(str(item.account_id), item.account, f"现在：{item.taker}") for item in one.items]
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
        warning = "" if trained else f"\n! {someone}没有培训合格的记录，现在交给她会列为违反（第三十九条）。"
        answers = [("n", "返回"), ("y", "改交" if trained else "未培训也交")]
        if await self.app.push_screen_wait(Ask("改接手人", f"把{name}交给{someone}？{warning}", answers)) == "y":
            given = (one.record.id, int(account), int(taker))
            if await self._change("改接手人", lambda writer: give_account(writer, *given, untrained=not trained)):
                self.notify(f"{name}已交给{someone}；接手后要换口令")

    @work(exclusive=True, group="change")
    async def action_finish(self) -> None:
        """Close it; what is lacking is told in a sentence, and then nothing is written."""
        one = self._here
        if one is None:
            return
        if one.ready:
            answers = [("n", "返回"), ("y", "办结")]
            text = f"{safe(one.leaver)}（{safe(one.unit)}）的工作移交各项已齐，今天办结？"
            if await self.app.push_screen_wait(Ask("办结", text, answers)) != "y":
                return
        self._keep = one.record.id
        if await self._change("移交办结", lambda writer: finish_handover(writer, one.record.id)):
            self.notify(f"{safe(one.leaver)}的工作移交已办结", timeout=3)

    @work(exclusive=True, group="change")
    async def action_begin(self) -> None:
        """Somebody else leaves."""
        self._keep = await self.app.push_screen_wait(LeavingPage(self.desk, self.DIGIT))
        self._read()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)


def _line(one: HandoverState) -> str:
    rotated = f"口令 {one.rotated}/{len(one.items)}"
    days = "" if one.closed_on else f"离岗 {one.days} 天" if one.days >= 0 else f"还有 {-one.days} 天离岗"
    who = f"{fit(one.leaver, 10)} {fit(one.unit, 20)} {one.left_on}"
    return f" {GLYPHS[one.state]} {one.state}  {who}  {fit(rotated, 9)} {days}"


def _about(one: HandoverState) -> Folded:
    """Step by step; what is lacking says what to do."""
    to = safe(one.taker) or "分别移交"
    lines = [(plain(f"{safe(one.leaver)}（{safe(one.unit)}）{one.left_on} 离岗，接手人：{to}", "bold"), 0)]
    lines.append(_step(one.done_on("pledge"), "保密承诺", "还没有签，签了按 F2 登记"))
    lines.append(_step(one.done_on("filed"), "变动备案", "还没有报县政府办公室备案，报了按 F3 登记"))
    for item in one.items:
        done = f"上次换口令 {item.rotated_on}" if item.rotated_on else "没有换过口令"
        what = f"账户 {safe(item.account)} → {safe(item.taker)}：{'已停用' if item.state == '已停用' else done}"
        if item.settled:
            lines.append((plain(f"✓ {what}", "$success"), 2))
        else:
            lines.append((plain(f"✗ {what}，离岗之后还要换；换了到画面 3 登记", "$error"), 2))
    lines += [(plain(f"✗ 账户 {safe(name)} 还在移交人名下，按 F4 交给别人", "$error"), 2) for name in one.held]
    if one.closed_on:
        lines.append((plain(f"✓ {one.closed_on} 办结", "$success"), 2))
    elif one.ready:
        lines.append((plain("○ 各项已齐，按 F5 办结"), 2))
    return Folded(lines)


def _step(day: date | None, title: str, otherwise: str) -> tuple[Content, int]:
    return (plain(f"✓ {title}：{day}", "$success"), 2) if day else (plain(f"✗ {title}：{otherwise}", "$error"), 2)
