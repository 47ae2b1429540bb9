"""The history of one record: each change, field by field, before and after; an old value can be put back."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.clock import show_instant
from fjgov_tui.commands.base import Situation
from fjgov_tui.commands.records import RestoreOld
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.store import Reader, Store, TrailEntry
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.diff import Change, changes, restorable
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.menu import Lines
from fjgov_tui.widgets.plain import Plain, plain


class HistoryScreen(Page[bool]):
    """Returns whether an old value was put back."""

    CSS_PATH = Path(__file__).with_name("history.tcss")
    HELP = "历史：上面每行是一次变更，下面是它改了哪些字段；F2 把这次变更之前的值恢复回来。"
    OFFERED = (RestoreOld,)

    def __init__(self, desk: AsyncStore, record: Record) -> None:
        """Show the record's history."""
        self._record, self._ledger = record, LEDGERS[record.ledger]
        super().__init__(desk, f"{self._ledger.title}  {record.title}  的变更历史")
        self._entries: list[TrailEntry] = []
        self._changes: list[list[Change]] = []
        self._restored = False

    def content(self) -> ComposeResult:
        """The entries above, the fields of the chosen one below."""
        yield Lines()
        with VerticalScroll(can_focus=False):
            yield Plain(id="fields")

    def on_mount(self) -> None:
        """Read the entries."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        ledger, record_id = self._ledger, self._record.id

        def question(reader: Reader) -> tuple[Record, list[TrailEntry], list[list[Change]]]:
            entries = reader.history(ledger, record_id)
            return (
                reader.record(ledger, record_id),
                entries,
                [changes(reader, ledger, entry) for entry in entries],
            )

        self._record, self._entries, self._changes = await self.desk.read(question)
        listed = self.query_one(Lines)
        listed.fill([Option(self._prompt(entry)) for entry in self._entries])
        listed.focus()

    def _prompt(self, entry: TrailEntry) -> Content:
        reason = f"  {safe(entry.reason)}" if entry.reason else ""
        what = f"第 {entry.revision} 版  {entry.action}"
        return plain(f" {show_instant(entry.at)}  {fit(entry.who, 10)}  {what}{reason}")

    @on(Lines.OptionHighlighted)
    def _show(self, event: Lines.OptionHighlighted) -> None:
        lines = [
            (
                plain(f"{fit(change.label, 13)} ", "$text-muted")
                + plain(change.before or "（空）", "$error")
                + plain(" → ")
                + plain(change.after or "（空）", "$success"),
                14,
            )
            for change in self._changes[event.option_index]
        ]
        entry = self._entries[event.option_index]
        if entry.both != entry.who:
            lines.append((plain(f"{fit('谁', 13)} ", "$text-muted") + plain(safe(entry.both)), 14))
        self.query_one("#fields", Plain).show_folded(Folded(lines or [(plain("没有字段变化", "dim"), 0)]))
        self.refresh_bindings()

    def situation(self) -> Situation:
        """Whether there is a change under the cursor."""
        return Situation(self.desk.readonly, record=self.is_mounted and self.query_one(Lines).highlighted is not None)

    @on(RestoreOld)
    @work
    async def _restore(self) -> None:
        place = self.query_one(Lines).highlighted
        if place is None:
            return
        entry, differences = self._entries[place], self._changes[place]
        values = restorable(self._ledger, entry)
        if not values:
            self.notify("这一次没有可以恢复的旧值（新增和遮盖的字段不能恢复）", severity="warning")
            return
        labels = "、".join(difference.label for difference in differences if difference.name in values)
        text = f"把{labels}恢复为这次修改之前的值？\n这本身也是一次修改，会写入审计链。"
        if await self.app.push_screen_wait(Ask("恢复旧值", text, [("n", "不恢复"), ("y", "恢复")])) != "y":
            return
        record = self._record

        def change(store: Store) -> None:
            with store.write(f"恢复第 {entry.revision - 1} 版的旧值") as writer:
                writer.put_back(self._ledger, record.id, values, record.revision)

        try:
            await self.desk.write(change)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有恢复", str(error)))
            return
        self._restored = True
        self.notify(f"已恢复{labels}")
        self._read()

    def leave(self) -> None:
        """Back, saying whether the record has changed."""
        self.dismiss(self._restored)
