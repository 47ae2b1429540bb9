"""When the monitor checks what, when it must not judge, and where its alerts go: three lists of ledger records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import BEIJING, instant
from fjgov_tui.commands.monitor import PLAN_COMMANDS, AddPlan, EditPlan, OpenPlanLine, PlanSituation, TryChannel
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.ledgers.watching import Repeat
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.form_data import FormData
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.check_plan import PlanRow, plan_rows

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class PlanItem:
    """One line of a list."""

    place: int
    """Where it stands, from 0; defaults have no id."""
    cells: tuple[str, ...]
    below: str
    """What is said of it below the list."""
    record: Record | None = None
    """What is changed; `None` for a default that is not registered."""
    begin: tuple[tuple[str, str], ...] = ()
    """What the form of a default begins with."""


PlanLists = Mapping[str, Sequence[PlanItem]]
"""The lines of the three lists by their ledger."""


class _BegunForm(FormScreen):
    """An empty form that begins with some texts."""

    def __init__(self, desk: AsyncStore, ledger: Ledger, begin: tuple[tuple[str, str], ...]) -> None:
        super().__init__(desk, ledger)
        self._begin = dict(begin)

    def begin(self, reader: Reader) -> FormData:
        data = super().begin(reader)
        return FormData(data.texts | self._begin, data.suggestions)


def _schedule(reader: Reader, now: datetime) -> list[PlanItem]:
    records = {(record.text("kind"), record.values["site"]): record for record in reader.records(LEDGERS["schedule"])}
    rows = enumerate(plan_rows(reader, now))
    return [_plan_line(place, row, records.get((row.check, row.site))) for place, row in rows]


def _plan_line(place: int, row: PlanRow, record: Record | None) -> PlanItem:
    when = row.words if row.enabled else "✗ 停用"
    next_run = row.next[0].strftime("%m-%d %H:%M") if row.next else ""
    runs = "、".join(f"{moment:%m-%d}（{WEEKDAYS[moment.weekday()]}）{moment:%H:%M}" for moment in row.next) or "不做"
    begin = (("kind", row.check), ("cron", row.cron))
    cells = (row.check, row.site_name, when, next_run, row.source)
    return PlanItem(place, cells, f"{row.cron}\n接下来五次：{runs}", record, begin)


def _maintenance(reader: Reader, now: datetime) -> list[PlanItem]:
    moment = instant(now)
    records = sorted(
        reader.records(LEDGERS["maintenance"]), key=lambda record: str(record.values["starts_at"]), reverse=True
    )
    return [_maintenance_line(place, record, moment) for place, record in enumerate(records)]


def _maintenance_line(place: int, record: Record, now: str) -> PlanItem:
    starts, ends, repeat = (str(record.values[name] or "") for name in ("starts_at", "ends_at", "repeat"))
    over = repeat == Repeat.ONCE and ends < now
    state = "已过" if over else "未到" if starts > now else "进行" if repeat == Repeat.ONCE else repeat
    shown = {field.name: cell(field, record) for field in LEDGERS["maintenance"].fields}
    cells = (state, shown["site"] or "所有站点", shown["starts_at"], shown["ends_at"], repeat)
    return PlanItem(place, cells, f"原因：{shown['reason']}  批准人：{shown['approver']}", record)


def _channels(reader: Reader, now: datetime) -> list[PlanItem]:
    return [_channel_line(place, record) for place, record in enumerate(reader.records(LEDGERS["channel"]))]


def _channel_line(place: int, record: Record) -> PlanItem:
    shown = {field.name: cell(field, record) for field in LEDGERS["channel"].fields}
    cells = ("✓ 启用" if record.values["enabled"] else "— 停用", shown["name"], shown["kind"], shown["step"])
    least = f"，只送“{shown['least']}”以上" if shown["least"] else ""
    return PlanItem(place, cells, f"地址：{shown['address']}（已遮盖）{least}", record)


_READ: Mapping[str, Callable[[Reader, datetime], list[PlanItem]]] = {
    "schedule": _schedule,
    "maintenance": _maintenance,
    "channel": _channels,
}


def _view(ledger: str, title: str, headings: tuple[Heading, ...], empty: str) -> ListView[PlanLists, PlanItem]:
    return ListView(
        title=title,
        headings=headings,
        rows=lambda lists: lists[ledger],
        key=lambda item: item.place,
        cells=lambda item: item.cells,
        empty=empty,
        kind=ledger,
        beside=lambda _, item: Folded([(plain(line, "$text-muted"), 2) for line in item.below.splitlines()]),
    )


VIEWS = (
    _view(
        "schedule",
        "计划",
        (
            Heading("check", "检查", 6),
            Heading("site", "站点", 18),
            Heading("when", "时间", 18),
            Heading("next", "下次", 11),
            Heading("source", "依据", 10),
        ),
        "没有计划",
    ),
    _view(
        "maintenance",
        "维护时段",
        (
            Heading("state", "状态", 6),
            Heading("site", "站点", 16),
            Heading("starts", "开始", 16),
            Heading("ends", "结束", 16),
            Heading("repeat", "重复", 6),
        ),
        "没有登记停机维护；F3 登记一次",
    ),
    _view(
        "channel",
        "告警去向",
        (
            Heading("enabled", "状态", 7),
            Heading("name", "名称", 18),
            Heading("kind", "方式", 12),
            Heading("step", LEDGERS["channel"]["step"].label, 10),
        ),
        "没有登记去向，告警只在程序里显示；F3 登记一个",
    ),
)


class PlanPage(ListPage[PlanLists, PlanItem, None]):
    """Enter changes the line at hand in its ledger's form."""

    DIGIT = "5"
    CSS_PATH = Path(__file__).with_name("plan.tcss")
    OFFERED = PLAN_COMMANDS
    VIEWS = VIEWS
    PANEL = "below"
    HELP = (
        "监测计划、维护时段、告警去向：F4 换一张；回车改这一条，F3 新增一条；给去向试发一条在命令面板（^p）里。"
        "没有登记的检查按程序的默认时间，改了就登记下来；改动记入审计链，监测下一轮起照新的做。"
    )

    def __init__(self, desk: AsyncStore) -> None:
        """Start with the schedule."""
        super().__init__(desk, "监测计划、维护时段、告警去向")

    def read(self, reader: Reader) -> PlanLists:
        """All three lists."""
        now = self.desk.clock().astimezone(BEIJING)
        return {ledger: lines(reader, now) for ledger, lines in _READ.items()}

    def title_line(self, data: PlanLists) -> Content:
        """What the three lists are."""
        return plain(f" {self._title}")

    def situation(self) -> PlanSituation:
        """Whether a channel is under the cursor."""
        here = self.current
        channel = here is not None and here.record is not None and here.record.ledger == "channel"
        return PlanSituation(self.desk.readonly, **self.list_facts(), channel=channel)

    @on(EditPlan)
    @on(OpenPlanLine)
    def _change(self) -> None:
        here = self.current
        if here is None:
            return
        ledger = LEDGERS[self.view.kind]
        if here.record is not None:
            self._open(FormScreen(self.desk, ledger, here.record))
        else:
            self._open(_BegunForm(self.desk, ledger, here.begin))

    @on(AddPlan)
    def _add(self) -> None:
        self._open(FormScreen(self.desk, LEDGERS[self.view.kind]))

    @work(exclusive=True, group="edit")
    async def _open(self, form: FormScreen) -> None:
        if await self.app.push_screen_wait(form) is not None:
            self.reload()

    @on(TryChannel)
    @work(exclusive=True, group="test")
    async def _try(self) -> None:
        """Send a test message to the channel at hand, and say what the other side answered."""
        from fjgov_tui.monitor.alerts.channels import test_channel

        here = self.current
        if here is not None and here.record is not None:
            self.notify(f"正在向“{here.record.title}”试发…")
            answer = await test_channel(here.record)
            self.notify(answer, title="试发", severity="information" if "已送达" in answer else "error", timeout=15)
