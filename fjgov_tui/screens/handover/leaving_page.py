"""Somebody leaves: choose her, see everything she holds, choose who takes each, and book it all with one summary."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Situation
from fjgov_tui.commands.handover import BookLeaving
from fjgov_tui.commands.records import PickValue
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import Record
from fjgov_tui.screens.handover.leaving_data import Leaving, LeavingPlan, Someone, read_leaving
from fjgov_tui.store import Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.handover import begin_handover, record_pledge

NOBODY = "0"
"""The picker's answer that leaves a duty open."""


@dataclass(frozen=True)
class Row:
    """One line of the page: what it is about, and what stands there."""

    kind: str
    """What Enter does: `leaver`, `day`, `pledge`, `taker`, `account`, `duty`, or nothing."""
    label: str
    value: str
    key: int = 0
    """The account's id."""
    style: str = ""


class LeavingPage(Page[int | None]):
    """Returns the id of the handover that was begun, or `None`."""

    CSS_PATH = Path(__file__).with_name("handover.tcss")
    HELP = (
        "办理离岗：在每一行按回车来选。先选移交人，下面就列出移交人手里的账户和责任人身份；"
        "“都交给”选一个人接下全部账户，也可以逐个另选。F2 看一遍总结，确认后一次写入。"
    )
    OFFERED = (BookLeaving, PickValue)

    def __init__(self, desk: AsyncStore, digit: str, leaver: int | None = None) -> None:
        """Open the page.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            leaver: who is chosen from the beginning.
        """
        super().__init__(desk, "办理离岗和工作移交", digit)
        self._today = beijing_day(desk.clock())
        self._first = leaver
        self._plan = LeavingPlan(left_on=self._today)
        self._seen = Leaving({}, None)
        self._rows: list[Row] = []

    def content(self) -> ComposeResult:
        """The lines, and what the one under the cursor means."""
        yield Menu(id="lines")
        yield Plain(id="about")

    def on_mount(self) -> None:
        """Show the lines; somebody who was chosen already is the leaver."""
        self.query_one(Menu).focus()
        self._begin()

    def situation(self) -> Situation:
        """Whether somebody was chosen."""
        return Situation(self.desk.readonly, record=self._plan.leaver is not None)

    @work(exclusive=True, group="read")
    async def _begin(self) -> None:
        if await self._read() and self._first in self._seen.people:
            await self._choose_leaver(self._first)

    async def _read(self) -> bool:
        """Read again everybody and what the leaver holds; `False` when that failed and was told."""
        leaver, on = self._plan.leaver, max(self._plan.left_on, self._today)
        try:
            self._seen = await self.desk.read(lambda reader: read_leaving(reader, leaver, on))
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("读不到台账", str(error)))
            return False
        self._show()
        return True

    # --- the lines -----------------------------------------------------------------------------------------------

    def _called(self, person_id: int | None) -> str:
        someone = self._seen.people.get(person_id or 0)
        return someone.label if someone else ""

    def _show(self) -> None:
        self._rows = list(self._all_rows())
        listed = self.query_one(Menu)
        listed.fill([Option(_prompt(row), disabled=not row.kind) for row in self._rows], listed.highlighted)
        self.refresh_bindings()

    def _all_rows(self) -> Iterator[Row]:
        plan, held = self._plan, self._seen.held
        yield Row("leaver", "移交人", self._called(plan.leaver) or "回车选择：谁离岗")
        if held is None:
            return
        yield Row("day", "离岗日期", f"{plan.left_on}{'（今天）' if plan.left_on == self._today else ''}")
        signed = f"{plan.pledge_on} 已签" if plan.pledge_on else "! 还没有签；签了再登记也可以"
        yield Row("pledge", "保密承诺", signed, style="" if plan.pledge_on else "$warning")
        yield Row("taker", "都交给", self._called(plan.taker) or "回车选择：谁接手")
        yield Row("", "", f"手里的后台账户 {len(held.accounts)} 个" if held.accounts else "手里没有后台账户")
        for account in held.accounts:
            yield self._account_row(account)
        for post in held.responsible:
            to = self._called(plan.duties)
            yield Row("duty", f"{post.label}", f"{safe(post.unit.title)} → {to or '! 暂不指定，单位会留下缺项'}")
        for handover in held.handovers:
            yield Row(
                "",
                "没办结的移交",
                f"{safe(handover.title)}（编号 {handover.id}），请先办结或另外接续",
                style="$warning",
            )

    def _account_row(self, account: Record) -> Row:
        taker = self._plan.account_taker(account.id)
        someone = self._seen.people.get(taker or 0)
        if someone is None:
            return Row("account", "", f"{safe(account.title)} → ✗ 还没有人接", account.id, "$error")
        warning = "" if someone.trained else "  ! 没有培训合格"
        style = "" if someone.trained else "$warning"
        return Row("account", "", f"{safe(account.title)} → {someone.label}{warning}", account.id, style)

    @on(Menu.OptionHighlighted)
    def _explain(self, event: Menu.OptionHighlighted) -> None:
        words = {
            "leaver": "回车选谁离岗；已经登记离岗、还没有办移交的人排在最前面。",
            "day": "从这一天起不再在岗。口令更换、备案都从这一天算起。",
            "pledge": "离岗保密承诺签署的日期（第三十六条）；没有签可以先空着，办结之前要补上。",
            "taker": "接下全部账户的人；下面可以逐个另选。应当是在岗、培训过的人（第三十九条）。",
            "account": "这个账户交给谁。一个账户只归一个人保管（第三十七条）；接手后要马上换口令。",
            "duty": "接任单位责任人的人；可以暂不指定，由单位另行登记。",
        }
        self.query_one("#about", Plain).show(words.get(self._rows[event.option_index].kind, ""))

    # --- choosing ------------------------------------------------------------------------------------------------

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        self._choose(self._rows[event.option_index])

    @on(PickValue)
    def _choose_here(self) -> None:
        """Choose what the line under the cursor is about."""
        place = self.query_one(Menu).highlighted
        if place is not None:
            self._choose(self._rows[place])

    async def _pledge_day(self, known: date | None) -> date | None:
        """When the pledge was signed; a day to come is none."""
        text = "签署离岗保密承诺的日期。"
        day = await self.app.push_screen_wait(AskDay("保密承诺", text, known or self._today))
        if day is not None and day > self._today:
            self.notify(f"{day} 还没有到：签了再登记", title="保密承诺", severity="warning")
            return None
        return day

    @work(exclusive=True, group="choose")
    async def _choose(self, row: Row) -> None:
        plan = self._plan
        if row.kind == "leaver":
            chosen = await self._pick("谁离岗", self._seen.leavers())
            if chosen is not None:
                await self._choose_leaver(chosen)
            return
        if row.kind == "day":
            day = await self.app.push_screen_wait(AskDay("离岗日期", "从这一天起不再在岗。", plan.left_on))
            if day is not None:
                plan.left_on = day
                await self._read()
            return
        if row.kind == "pledge":
            plan.pledge_on = await self._pledge_day(plan.pledge_on) or plan.pledge_on
        elif row.kind == "taker":
            plan.taker = await self._pick("都交给谁", self._seen.takers()) or plan.taker
        elif row.kind == "account":
            chosen = await self._pick(f"{row.value.partition(' → ')[0]} 交给谁", self._seen.takers())
            if chosen is not None:
                plan.takers[row.key] = chosen
        elif row.kind == "duty":
            await self._choose_duty()
        self._show()

    async def _pick(self, title: str, entries: list[Entry]) -> int | None:
        chosen = await self.app.push_screen_wait(Picker(title, entries))
        return None if chosen is None else int(chosen)

    async def _choose_duty(self) -> None:
        entries = [Entry(NOBODY, "暂不指定", "单位会留下缺项"), *self._seen.takers()]
        chosen = await self._pick("谁接任责任人", entries)
        if chosen is not None:
            self._plan.duties = chosen or None

    async def _choose_leaver(self, leaver: int | None) -> None:
        """Somebody else leaves: what was chosen for the one before no longer holds."""
        if leaver == self._plan.leaver or leaver is None:
            return
        known = self._seen.people[leaver].left_on
        self._plan = LeavingPlan(leaver, known or self._plan.left_on)
        await self._read()
        self.query_one(Menu).highlighted = next(
            (place for place, row in enumerate(self._rows) if row.kind == "taker"), 0
        )

    # --- booking -------------------------------------------------------------------------------------------------

    @on(BookLeaving)
    @work(exclusive=True, group="save")
    async def _sum_up(self) -> None:
        """Sum it up, ask once, book it."""
        plan, held = self._plan, self._seen.held
        if plan.leaver is None or held is None:
            return
        lacking = [safe(record.title) for record in held.accounts if plan.account_taker(record.id) is None]
        if lacking:
            self.notify(f"还没有人接：{'、'.join(lacking)}", title="请先选接手人", severity="warning")
            return
        untrained = [
            someone for someone in map(self._seen.people.get, plan.everybody(held)) if someone and not someone.trained
        ]
        answers = [("n", "返回"), ("y", "未培训也移交" if untrained else "办理")]
        if await self.app.push_screen_wait(Ask("办理离岗", self._summary(untrained), answers)) != "y":
            return
        try:
            begun = await self.desk.write(lambda store: _record_leaving(store, plan, untrained=bool(untrained)))
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有办理", str(error)))
            await self._read()
            return
        self.dismiss(begun)

    def _summary(self, untrained: list[Someone]) -> str:
        plan, held = self._plan, self._seen.held
        if held is None:
            return ""
        lines = [f"{self._called(plan.leaver)} {plan.left_on} 离岗。"]
        for person_id in plan.everybody(held):
            given = [safe(record.title) for record in held.accounts if plan.account_taker(record.id) == person_id]
            lines.append(f"账户 {len(given)} 个交给{self._called(person_id)}：{'、'.join(given)}。")
        if not held.accounts:
            lines.append("没有账户要移交。")
        for post in held.responsible:
            to = self._called(plan.duties) or "暂不指定"
            lines.append(f"{safe(post.unit.title)}的{post.label}：{to}。")
        lines.append(f"保密承诺：{f'{plan.pledge_on} 已签' if plan.pledge_on else '还没有签'}。")
        if untrained:
            names = "、".join(someone.label for someone in untrained)
            lines.append(f"\n! {names}没有培训合格的记录。应先培训后上岗（第三十九条），现在移交会列为违反。")
        return "\n".join(lines)

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Leave; choices are not thrown away unasked."""
        plan = self._plan
        if plan.taker or plan.takers or plan.duties or plan.pledge_on:
            answers = [("e", "接着办"), ("d", "不办了")]
            if await self.app.push_screen_wait(Ask("还没有办理", "选好的内容还没有写入。", answers)) == "e":
                return
        self.dismiss(None)


def _prompt(row: Row) -> Folded:
    indent = 15
    if not row.kind and not row.label:
        return Folded([(Content(""), 0), (plain(f" {row.value}", "bold"), 1)])
    label = plain(f" {fit(row.label, indent - 2)} ", "$text-muted")
    return Folded([(label + plain(row.value, row.style), indent)])


def _record_leaving(store: Store, plan: LeavingPlan, *, untrained: bool) -> int:
    """Everything in one transaction."""
    with store.write("办理离岗") as writer:
        begun = begin_handover(
            writer,
            plan.leaver or 0,
            plan.left_on,
            takers=plan.takers,
            taker_id=plan.taker,
            duties_to=plan.duties,
            untrained=untrained,
        )
        if plan.pledge_on is not None:
            record_pledge(writer, begun, plan.pledge_on)
        return begun
