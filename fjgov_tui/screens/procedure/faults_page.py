"""What is suspected in a text, one after the other at its place: it is changed, or kept with a reason (article 15)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on, work
from textual.content import Content

from fjgov_tui.commands.base import Command
from fjgov_tui.commands.procedure import EditText, KeepFault
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
from fjgov_tui.workflows.board import signable
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.offices import offices_of
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.release_text import TextFault
from fjgov_tui.workflows.releasing import KeptReason, answers_of, keep, release_faults, release_lines
from fjgov_tui.workflows.signers import Signer, names_apart, signers

RELEASE = LEDGERS["release"]
_AROUND = 3
"""Lines of the text above and below the one on which something is suspected."""


@dataclass(frozen=True)
class FaultRow:
    """One thing that is suspected."""

    number: int
    fault: TextFault
    answer: KeptReason | None
    """Why it stays; `None` while nobody has said so."""

    @property
    def open(self) -> bool:
        """Whether it has to be answered before the third proof."""
        return self.fault.pressing and self.answer is None

    @property
    def state(self) -> str:
        """Its sign and word."""
        if self.answer is not None:
            return "✓ 保留"
        return "✗ 未答复" if self.open else "· 提示"


@dataclass(frozen=True)
class TextRead:
    """The text and what is suspected in it."""

    record: Record
    lines: tuple[str, ...]
    rows: tuple[FaultRow, ...]


def _beside(data: TextRead, row: FaultRow) -> Folded:
    """The text around the place, and the answer."""
    lines: list[tuple[Content, int | None]] = [(plain(safe(row.fault.alarm.what), "bold"), 0)]
    if row.answer is not None:
        who = f"{safe(row.answer.by)}，" if row.answer.by else ""
        lines.append((plain(f"保留：{safe(row.answer.reason)}（{who}{row.answer.on}）", "$success"), 0))
    here = row.fault.line
    for number in range(max(1, here - _AROUND), min(len(data.lines), here + _AROUND) + 1):
        style = "$warning" if number == here else "$text-muted"
        lines.append((plain(f"{'▶' if number == here else ' '}{number:>4} {safe(data.lines[number - 1])}", style), 6))
    return Folded(lines)


def _view(title: str, empty: str, rows: Callable[[TextRead], Sequence[FaultRow]]) -> ListView[TextRead, FaultRow]:
    return ListView(
        title=title,
        headings=(Heading("state", "状态", 10), Heading("line", "行", 4), Heading("what", "疑点", 30)),
        rows=rows,
        key=lambda row: row.number,
        cells=lambda row: (row.state, str(row.fault.line), row.fault.alarm.what),
        empty=empty,
        measure="处",
        kind="fault",
        beside=_beside,
    )


VIEWS = (
    _view("没有答复的", "没有要答复的疑点。", lambda data: [row for row in data.rows if row.answer is None]),
    _view("全部", "没有查出疑点。", lambda data: data.rows),
)


class FaultsPage(ListPage[TextRead, FaultRow, None]):
    """A list of places; below it the text around the one under the cursor."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (KeepFault, EditText)
    VIEWS = VIEWS
    PANEL = "below"
    OPENS = False
    UNREADABLE = "读不到这条信息"
    HELP = (
        "疑点：上面每行一处，下面是正文里的那几行，▶ 是它所在的行（第 1 行是标题）。"
        "^g 改正文；改不了的按 F2 写明保留的理由。三校之前每一处都要答复（第十五条）；“提示”的不用答复。"
    )

    def __init__(self, desk: AsyncStore, digit: str, record: int) -> None:
        """List what is suspected.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            record: the release.
        """
        super().__init__(desk, "正文疑点", digit)
        self._record = record

    def read(self, reader: Reader) -> TextRead:
        """The text as it is now, looked at again."""
        record = reader.record(RELEASE, self._record)
        answers = answers_of(reader, record)
        faults = release_faults(reader, record)
        rows = (FaultRow(number, fault, answers.get(fault.key)) for number, fault in enumerate(faults, 1))
        return TextRead(record, tuple(release_lines(record)), tuple(rows))

    def title_line(self, data: TextRead) -> Content:
        """Whose text, and how many are left."""
        left = sum(row.open for row in data.rows)
        words = plain("  没有正文，没有查", "$warning") if not data.record.values["text"] else plain("  没有查出疑点")
        if data.rows:
            words = plain(f"  还有 {left} 处没有答复", "$error") if left else plain("  ✓ 都答复了", "$success")
        return plain(f" {safe(data.record.title)}  疑点 {len(data.rows)} 处") + words

    @on(EditText)
    @work(exclusive=True, group="change")
    async def _edit(self) -> None:
        record = await self.attempt(self.desk.read(lambda reader: reader.record(RELEASE, self._record)))
        if record is not None:
            form = FormScreen(self.desk, RELEASE, record, at="text")
            form.DIGIT = self.DIGIT
            await self.app.push_screen_wait(form)
            self.reload()

    @on(KeepFault)
    @work(exclusive=True, group="change")
    async def _keep(self) -> None:
        row = self.current
        if row is None:
            return
        if not row.open:
            self.notify("这一处已经写明保留的理由" if row.answer else "这一处只是提示，不用答复", severity="warning")
            return
        signer, known = await self._who()
        if not known:
            return
        text = f"第 {row.fault.line} 行：{safe(row.fault.alarm.what)}"
        reason = await self.app.push_screen_wait(AskText("保留的理由", text))
        if reason is None:
            return

        def write(store: Store) -> int:
            with store.write("疑点答复") as writer:
                record = writer.record(RELEASE, self._record)
                return keep(writer, record, row.fault.key, reason, signer.person if signer else None)

        if await self.attempt(self.desk.write(write), "没有写入"):
            self.notify("已写明保留的理由", timeout=3)
        self.reload()

    async def _who(self) -> tuple[Signer | None, bool]:
        """Who says so: whoever may take a step now; and whether that was answered."""
        now = self.desk.clock()

        def able(reader: Reader) -> list[Signer]:
            come = progress_of(reader, reader.record(RELEASE, self._record), now)
            names, offices = names_apart(reader), offices_of(reader)
            fitting = (
                signer
                for state in signable(come)
                for signer in signers(come, state.step, names, Moment.at_instant(now).on, offices)
            )
            return list({signer.person: signer for signer in fitting}.values())

        known = await self.attempt(self.desk.read(able))
        if known is None:
            return None, False
        if len(known) < 2:
            return next(iter(known), None), True
        entries = [Entry(str(place), signer.label, signer.office) for place, signer in enumerate(known)]
        chosen = await self.app.push_screen_wait(Picker("谁说明的", entries))
        return (None, False) if chosen is None else (known[int(chosen)], True)
