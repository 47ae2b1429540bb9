"""Everything that is on record about one account's password: every change, and what was changed in the account."""

from __future__ import annotations

from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from fjgov_tui.clock import show_instant
from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.commands.passwords import ShowTrail
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.screens.ledgers.history import HistoryScreen
from fjgov_tui.store import Reader, Selection, TrailEntry
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.diff import Change, changes
from fjgov_tui.text import fit
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.rotation import Standing

ACCOUNT, ROTATION = LEDGERS["account"], LEDGERS["rotation"]
ENTRIES = 100
"""Changes of the account that are read here; all of them are one key further."""


class AccountHistoryPage(Page[None]):
    """The account's rotations, newest first, and below them what was changed in the account itself."""

    CSS_PATH = Path(__file__).with_name("account_history.tcss")
    DIGIT = "3"
    HELP = "更换历史：这个账户历次更换口令的登记，和账户本身的变更，新的在前。F6 看逐项变更，可以恢复旧值。"
    OFFERED = (ShowTrail, CloseText)

    def __init__(self, desk: AsyncStore, standing: Standing) -> None:
        """Show one account."""
        super().__init__(desk, f"更换历史  {standing.account.title}")
        self._account = standing.account

    def content(self) -> ComposeResult:
        """The account's changes of password, scrolled as a whole."""
        with VerticalScroll():
            yield Plain("正在读取…", id="told")

    def on_mount(self) -> None:
        """What the page shows comes after its frame, from the thread that reads."""
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        account = self._account.id

        def question(reader: Reader) -> tuple[list[Record], list[tuple[TrailEntry, list[Change]]]]:
            wanted = Selection("rotation", sort="on", descending=True, where=(("account", account),))
            entries = reader.history(ACCOUNT, account)[:ENTRIES]
            rotations = list(reader.records(ROTATION, reader.ids(wanted).tolist()))
            return rotations, [(entry, changes(reader, ACCOUNT, entry)) for entry in entries]

        rotations, entries = await self.desk.read(question)
        lines: list[tuple[Content, int | None]] = [(plain(f"更换登记 {len(rotations)} 次", "bold"), 0)]
        lines += [(plain(_rotation(record)), 12) for record in rotations]
        lines += [(Content(""), 0), (plain("账户的变更", "bold"), 0)]
        for entry, changed in entries:
            lines.append((plain(f"{show_instant(entry.at)}  {fit(entry.who, 10)}  {entry.action}"), 12))
            lines += [
                (
                    plain(
                        f"    {change.label}：{change.before or '（空）'} → {change.after or '（空）'}", "$text-muted"
                    ),
                    6,
                )
                for change in changed
            ]
        self.query_one("#told", Plain).show_folded(Folded(lines))

    @on(ShowTrail)
    @work
    async def _show_trail(self) -> None:
        """Field by field, with the way to put old values back."""
        await self.app.push_screen_wait(HistoryScreen(self.desk, self._account))
        self._read()


def _rotation(record: Record) -> str:
    """A change on one line: day, who, how long, how that is known, why, how, who watched."""
    values = {name: cell(ROTATION[name], record) for name in ("on", "by", "length", "basis", "strength", "reason")}
    strength = f"，强度 {values['strength']}/4" if values["strength"] else ""
    rest = [cell(ROTATION[name], record).replace("\n", " ") for name in ("method", "note")]
    witness = cell(ROTATION["witness"], record)
    tail = [*(part for part in rest if part), *([f"见证 {witness}"] if witness else [])]
    proof = f"{values['length']:>3} 位 {values['basis']}{strength}"
    head = f"{values['on']}  {fit(values['by'] or '—', 8)} {proof}  {values['reason']}"
    return "  ".join([head, *tail])
