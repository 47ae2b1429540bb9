"""When the monitor checks what, when it must not judge, and where its alerts go: three lists of ledger records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.clock import BEIJING, instant
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.form_data import FormData
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Page
from fjgov_tui.workflows.check_plan import PlanRow, plan_rows

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class PlanItem:
    """One line of a list."""

    line: Content
    below: str
    """What is said of it below the list."""
    record: Record | None = None
    """What is changed; `None` for a default that is not registered."""
    begin: tuple[tuple[str, str], ...] = ()
    """What the form of a default begins with."""


@dataclass(frozen=True)
class PlanView:
    """One of the three lists."""

    title: str
    ledger: Ledger
    lines: Callable[[Reader, datetime], list[PlanItem]]
    empty: str


class _BegunForm(FormScreen):
    """An empty form that begins with some texts."""

    def __init__(self, desk: AsyncStore, ledger: Ledger, begin: tuple[tuple[str, str], ...]) -> None:
        super().__init__(desk, ledger)
        self._begin = dict(begin)

    def begin(self, reader: Reader) -> FormData:
        data = super().begin(reader)
        return FormData(data.texts | self._begin, data.suggestions)


def _schedule(reader: Reader, now: datetime) -> list[PlanItem]:
    records = {
        (str(record.values["kind"]), record.values["site"]): record for record in reader.records(LEDGERS["schedule"])
    }
    return [_plan_line(row, records.get((row.check, row.site))) for row in plan_rows(reader, now)]


def _plan_line(row: PlanRow, record: Record | None) -> PlanItem:
    when = row.words if row.enabled else "✗ 停用"
    next_run = row.next[0].strftime("%m-%d %H:%M") if row.next else ""
    line = f" {fit(row.check, 5)}{fit(row.site_name, 22)} {fit(when, 20)} {fit(next_run, 12)}{row.source}"
    runs = "、".join(f"{run:%m-%d}（{WEEKDAYS[run.weekday()]}）{run:%H:%M}" for run in row.next) or "不做"
    begin = (("kind", row.check), ("cron", row.cron))
    return PlanItem(plain(line, "" if row.enabled else "dim"), f"{row.cron}\n接下来五次：{runs}", record, begin)


def _maintenance(reader: Reader, now: datetime) -> list[PlanItem]:
    moment = instant(now)
    records = sorted(
        reader.records(LEDGERS["maintenance"]), key=lambda record: str(record.values["starts_at"]), reverse=True
    )
    return [_maintenance_line(record, moment) for record in records]


def _maintenance_line(record: Record, now: str) -> PlanItem:
    starts, ends, repeat = (str(record.values[name] or "") for name in ("starts_at", "ends_at", "repeat"))
    over = repeat == "一次" and ends < now
    state = "已过" if over else "未到" if starts > now else "进行" if repeat == "一次" else repeat
    shown = {field.name: cell(field, record) for field in LEDGERS["maintenance"].fields}
    line = f" {fit(state, 5)}{fit(shown['site'] or '所有站点', 22)} {shown['starts_at']} 至 {shown['ends_at']} {repeat}"
    return PlanItem(plain(line, "dim" if over else ""), f"原因：{shown['reason']}  批准人：{shown['approver']}", record)


def _channels(reader: Reader, now: datetime) -> list[PlanItem]:
    return [_channel_line(record) for record in reader.records(LEDGERS["channel"])]


def _channel_line(record: Record) -> PlanItem:
    shown = {field.name: cell(field, record) for field in LEDGERS["channel"].fields}
    on = bool(record.values["enabled"])
    line = f" {fit('✓ 启用' if on else '— 停用', 7)} {fit(shown['name'], 18)} {fit(shown['kind'], 14)} {shown['step']}"
    least = f"，只送“{shown['least']}”以上" if shown["least"] else ""
    return PlanItem(plain(line, "" if on else "dim"), f"地址：{shown['address']}（已遮盖）{least}", record)


VIEWS = (
    PlanView("计划", LEDGERS["schedule"], _schedule, ""),
    PlanView("维护时段", LEDGERS["maintenance"], _maintenance, "没有登记停机维护；F3 登记一次"),
    PlanView("告警去向", LEDGERS["channel"], _channels, "没有登记去向，告警只在程序里显示；F3 登记一个"),
)


class PlanPage(Page[None]):
    """F4 goes round the three lists; Enter changes the line at hand in its ledger's form."""

    DIGIT = "5"
    CSS_PATH = Path(__file__).with_name("plan.tcss")
    HELP = (
        "监测计划、维护时段、告警去向：F4 换一张；回车改这一条，F3 新增一条，F5 给去向试发一条。"
        "没有登记的检查按程序的默认时间，改了就登记下来；改动记入审计链，监测下一轮起照新的做。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "edit", "修改", key_display="F2"),
        Binding("f3", "add", "新增", key_display="F3"),
        Binding("f4,tab", "next", "换表", key_display="F4"),
        Binding("f5", "test", "试发", key_display="F5"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]

    def __init__(self, desk: AsyncStore) -> None:
        """Start with the schedule."""
        super().__init__(desk, "")
        self._place = 0
        self._lines: list[PlanItem] = []

    def content(self) -> ComposeResult:
        """The names of the lists, the list, what is said of the line at hand."""
        yield Menu()
        yield Plain(id="below")

    def on_mount(self) -> None:
        """Read the first list."""
        self.query_one(Menu).focus()
        self._read()

    @property
    def _view(self) -> PlanView:
        return VIEWS[self._place]

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        view, now = self._view, self.desk.clock().astimezone(BEIJING)
        names = [plain(f" {offered.title} ", "reverse bold" if offered is view else "") for offered in VIEWS]
        self.query_one(".title", Plain).show_folded(Folded([(Content("").join(names), 0)]))
        try:
            self._lines = await self.desk.read(lambda reader: view.lines(reader, now))
        except FjgovError as error:
            self.query_one("#below", Plain).show(str(error), "$error")
            return
        listed = self.query_one(Menu)
        listed.fill([Option(item.line) for item in self._lines], listed.highlighted)
        if not self._lines:
            self.query_one("#below", Plain).show(view.empty)

    @property
    def _here(self) -> PlanItem | None:
        place = self.query_one(Menu).highlighted
        return self._lines[place] if place is not None and place < len(self._lines) else None

    @on(Menu.OptionHighlighted)
    def _explain(self) -> None:
        self.query_one("#below", Plain).show(self._here.below if self._here else "")

    def action_next(self) -> None:
        """The next list."""
        self._place = (self._place + 1) % len(VIEWS)
        self.query_one(Menu).highlighted = None
        self._read()

    @on(Menu.OptionSelected)
    def action_edit(self) -> None:
        """Change the line at hand."""
        here = self._here
        if here is None:
            return
        if here.record is not None:
            self._open(FormScreen(self.desk, self._view.ledger, here.record))
        else:
            self._open(_BegunForm(self.desk, self._view.ledger, here.begin))

    def action_add(self) -> None:
        """A new record of this list's ledger."""
        self._open(FormScreen(self.desk, self._view.ledger))

    @work(exclusive=True, group="edit")
    async def _open(self, form: FormScreen) -> None:
        if self.desk.readonly:
            self.notify("文件是只读打开的，不能修改", severity="warning")
        elif await self.app.push_screen_wait(form) is not None:
            self._read()

    @work(exclusive=True, group="test")
    async def action_test(self) -> None:
        """Send a test message to the channel at hand, and say what the other side answered."""
        from fjgov_tui.monitor.alerts.channels import test_channel

        here = self._here
        if here is None or here.record is None or here.record.ledger != "channel":
            self.notify("请按 F4 换到“告警去向”，把光标移到要试的一条", severity="warning")
        elif self.desk.readonly:
            self.notify("文件是只读打开的，不从这里往外发", severity="warning")
        else:
            self.notify(f"正在向“{here.record.title}”试发…")
            reply = await test_channel(here.record)
            self.notify(reply, title="试发", severity="information" if "已送达" in reply else "error", timeout=15)

    def action_leave(self) -> None:
        """To the screen that opened it; nothing is written."""
        self.dismiss(None)
