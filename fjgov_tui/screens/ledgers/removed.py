"""What was removed: looked at, and restored."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import show_instant
from fjgov_tui.commands.records import OpenRemoved, RestoreRemoved
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Ledger, Record
from fjgov_tui.screens.ledgers.detail import show_detail
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading

NAMED = 5
"""How many records the question names."""


@dataclass(frozen=True)
class RemovedRow:
    """A removed record in the list of them."""

    number: int
    """Its place: ids of several ledgers are not unique."""
    record: Record

    @property
    def ledger(self) -> Ledger:
        """The ledger from which the record was removed."""
        return LEDGERS[self.record.ledger]


Rows = tuple[RemovedRow, ...]

VIEW: ListView[Rows, RemovedRow] = ListView(
    title="移除的记录",
    headings=(
        Heading("ledger", "台账", 8),
        Heading("name", "名称", 16),
        Heading("at", "移除于", 16),
        Heading("by", "谁移除", 8),
        Heading("id", "编号", 4),
    ),
    rows=lambda rows: rows,
    key=lambda row: row.number,
    cells=lambda row: (
        row.ledger.title,
        row.record.title,
        show_instant(str(row.record.removed_at)),
        row.record.updated_by,
        str(row.record.id),
    ),
    empty="没有移除的记录",
    markable=True,
    kind="移除",
)


def restore_records(store: Store, records: Sequence[Record]) -> int:
    """Restore several records, all of them or none.

    Returns:
        How many.

    Raises:
        InputProblem: one of them cannot be restored, because another has taken its place; none was.
    """
    with store.write("恢复移除的记录") as writer:
        # What is pointed to comes back first.
        for record in sorted(records, key=lambda record: list(LEDGERS).index(record.ledger)):
            writer.restore(LEDGERS[record.ledger], record.id)
    return len(records)


class RemovedPage(ListPage[Rows, RemovedRow, None]):
    """Of one ledger, or of all."""

    OFFERED = (RestoreRemoved, OpenRemoved)
    VIEWS = (VIEW,)
    PANEL = ""
    FIND = "查找：名称、台账的汉字或拼音首字母"
    HELP = "移除的记录：新移除的在前；回车看全部内容，F2 恢复光标所在的或标记的各条，恢复记入审计链。"

    def __init__(self, desk: AsyncStore, ledger: Ledger | None) -> None:
        """Show them.

        Args:
            desk: the open file.
            ledger: whose; `None` for every ledger's.
        """
        super().__init__(desk, "移除的记录")
        self._ledger = ledger

    def read(self, reader: Reader) -> Rows:
        """What was removed, the last first."""
        ledgers = [self._ledger] if self._ledger else [every for every in LEDGERS.values() if not every.append_only]
        records = [record for ledger in ledgers for record in reader.removed(ledger)]
        records.sort(key=lambda record: str(record.removed_at), reverse=True)
        return tuple(RemovedRow(number, record) for number, record in enumerate(records, 1))

    def title_line(self, data: Rows) -> Content:
        """Whose, and how many."""
        whose = self._ledger.title if self._ledger else "所有台账"
        return plain(f" {whose}移除的记录  {len(data):,} 条")

    @on(OpenRemoved)
    def _open(self) -> None:
        if (row := self.current) is not None:
            show_detail(self, row.record.ledger, row.record.id)

    @on(RestoreRemoved)
    @work
    async def _restore(self) -> None:
        marked = [row.record for row in self.picked] if self.records.marks else []
        here = self.current
        records = marked or ([here.record] if here is not None else [])
        if not records:
            return
        names = "、".join(f"“{record.title}”" for record in records[:NAMED])
        many = f"这 {len(records)} 条：" if len(records) > 1 else ""
        text = f"恢复{many}{names}{'等' if len(records) > NAMED else ''}？\n恢复记入审计链。"
        if await self.app.push_screen_wait(Ask("恢复移除的记录", text, [("n", "不恢复"), ("y", "恢复")])) != "y":
            return
        if await self.attempt(self.desk.write(lambda store: restore_records(store, records)), "没有恢复"):
            self.notify(f"已恢复 {names if len(records) == 1 else f'{len(records)} 条'}")
            self.records.marks.clear()
            self.reload()
