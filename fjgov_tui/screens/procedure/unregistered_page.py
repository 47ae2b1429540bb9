"""零登记: what the monitor saw on the list pages of the county's chosen units, and no release covers (article 21)."""

from __future__ import annotations

from typing import Any, ClassVar

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.procedure import EnterRelease
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers.settings import REGISTERING
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.registering import LOOK_BACK, Unregistered, enter, registering_units, unregistered

NOBODY = f"还没有单位核对发布登记：请在设置台账里登记“{REGISTERING.name}”，写上单位名称。"


@dataclass(frozen=True)
class Numbered:
    """One of them, with its place in the list."""

    number: int
    missing: Unregistered


@dataclass(frozen=True)
class Register:
    """What the page shows."""

    units: tuple[str, ...]
    """For which units it is looked at."""
    rows: tuple[Numbered, ...]


def _beside(_: Register, row: Numbered) -> Folded:
    entry = row.missing.entry
    lines: list[tuple[Content, int | None]] = [
        (plain(safe(entry.title), "bold"), 0),
        (plain(f"{safe(row.missing.unit_name)}  栏目：{safe(row.missing.column)}  发布日期 {entry.day}"), 0),
        (plain(safe(entry.url), "$text-muted"), 0),
    ]
    return Folded(lines)


VIEW: ListView[Register, Numbered] = ListView(
    title="没有登记的发布",
    headings=(Heading("day", "发布日期", 10), Heading("unit", "单位", 18), Heading("title", "标题", 30)),
    rows=lambda data: data.rows,
    key=lambda row: row.number,
    cells=lambda row: (row.missing.entry.day.isoformat(), row.missing.unit_name, row.missing.entry.title),
    empty=f"近 {LOOK_BACK} 天没有看到。",
    measure="条",
    kind="unregistered",
    beside=_beside,
)


class UnregisteredPage(ListPage[Register, Numbered, None]):
    """A list of publications without a release; F2 makes one of the line under the cursor."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (EnterRelease,)
    VIEWS: ClassVar[tuple[ListView[Any, Any], ...]] = (VIEW,)
    PANEL = "below"
    OPENS = False
    UNREADABLE = "读不到没有登记的发布"
    HELP = (
        "零登记：监测在列表页上看到、发布登记里没有的（第二十一条），近的在前；只核对设置"
        f"“{REGISTERING.name}”里写明的单位。F2 把光标所在的一条登记下来，审校情况再照实补。"
    )

    def __init__(self, desk: AsyncStore, digit: str) -> None:
        """List them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
        """
        super().__init__(desk, "零登记", digit)

    def read(self, reader: Reader) -> Register:
        """As the monitor has seen it until today."""
        missing = unregistered(reader, beijing_day(self.desk.clock()))
        units = tuple(registering_units(reader).values())
        return Register(units, tuple(Numbered(number, each) for number, each in enumerate(missing, 1)))

    def title_line(self, data: Register) -> Content:
        """For how many units, and how many are missing; for none of them nothing is said to be in order."""
        if not data.units:
            return plain(f" 零登记  ? 未检查：{NOBODY}", "$warning")
        count = plain(f"  没有登记的 {len(data.rows)} 条", "$error" if data.rows else "")
        return plain(f" 零登记  核对 {len(data.units)} 个单位") + count

    @on(EnterRelease)
    @work(exclusive=True, group="change")
    async def _enter(self) -> None:
        row = self.current
        if row is None:
            return

        def write(store: Store) -> int:
            with store.write("补登记发布") as writer:
                return enter(writer, row.missing.entry.url, beijing_day(store.clock()))

        made = await self.attempt(self.desk.write(write), "没有登记")
        if made is not None:
            self.notify(f"已登记“{safe(row.missing.entry.title)}”；审校情况请照实补登记", timeout=5)
        self.reload()
