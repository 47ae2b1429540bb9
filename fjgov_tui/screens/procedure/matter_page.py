"""Everything about one record in its procedure: steps, what is suspected in its text, how the text changed by round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.commands.procedure import AnswerFaults, MatterSituation, ReadFileIn
from fjgov_tui.dataclass import dataclass
from fjgov_tui.exchange.articles import read_article
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.cells import cell
from fjgov_tui.screens.choose_file import ChooseFile
from fjgov_tui.screens.procedure.about import matter_lines
from fjgov_tui.screens.procedure.faults_page import FaultsPage
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import clean, safe
from fjgov_tui.widgets.folding import Folded, Pair
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.attaching import attach, looked_through
from fjgov_tui.workflows.board import Matter
from fjgov_tui.workflows.publications import Verification, verification
from fjgov_tui.workflows.reading import progress_of
from fjgov_tui.workflows.release_text import TextFault
from fjgov_tui.workflows.releasing import unanswered
from fjgov_tui.workflows.rounds import Round, beside, rounds_of
from fjgov_tui.workflows.saving import save_record

RELEASE = LEDGERS["release"]
Line = tuple[Content, int | None]
_PAGE_GLYPHS = {Verification.SAME: "✓", Verification.DIFFERS: "✗", Verification.UNKNOWN: "·"}
_PAGE_COLORS = {Verification.SAME: "$success", Verification.DIFFERS: "$error", Verification.UNKNOWN: "$warning"}


@dataclass(frozen=True)
class _Read:
    """What was read for the page."""

    faults: tuple[TextFault, ...] = ()
    rounds: tuple[Round, ...] = ()
    page: tuple[Verification, str] | None = None
    """What is known of the page on which it was published."""


class MatterPage(Page[None]):
    """One text, scrolled."""

    CSS_PATH = Path(__file__).with_name("matter_page.tcss")
    HELP = (
        "一件的全部：登记的内容，每一步谁签的、还缺什么；信息还有没有答复的疑点（第几行、是什么）"
        "和退回前后正文的差别（- 前一轮，+ 后一轮）。按 F2 逐处答复：改正文，或写明保留的理由；"
        "F7 从文件读入正文，或登记附件的名称和 SHA-256。"
    )
    OFFERED = (AnswerFaults, ReadFileIn, CloseText)

    def __init__(self, desk: AsyncStore, digit: str, matter: Matter) -> None:
        """Show it as it was read.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            matter: the record.
        """
        super().__init__(desk, f"{matter.progress.procedure.title}  {safe(matter.title)}", digit)
        self._matter = matter

    def situation(self) -> MatterSituation:
        """Whether there is a text that is looked at."""
        return MatterSituation(
            self.desk.readonly, record=True, text=self._matter.progress.procedure.ledger == "release"
        )

    @on(AnswerFaults)
    @work
    async def _answer(self) -> None:
        await self.app.push_screen_wait(FaultsPage(self.desk, self.DIGIT, self._matter.id))
        self._read()

    @on(ReadFileIn)
    @work(exclusive=True, group="change")
    async def _read_file(self) -> None:
        """A text takes the place of the one that stands there; an attachment is named with its digest."""
        entries = [
            Entry("text", "正文", "换下现在的正文"),
            Entry("attachment", "附件", "记名称和 SHA-256"),
        ]
        kind = await self.app.push_screen_wait(Picker("从文件读入什么", entries))
        if kind is None:
            return
        words = "换下正文；已签的审校对新正文不再有效。" if kind == "text" else "登记附件；已签的审校不再有效。"
        suffixes = (".txt", ".md", ".docx") if kind == "text" else ()
        path = await self.app.push_screen_wait(ChooseFile("选文件", words, suffixes))
        if path is None:
            return

        def write(store: Store) -> str:
            if kind == "text":
                text = read_article(path)
                with store.write("换正文") as writer:
                    save_record(writer, RELEASE, {"text": text}, writer.record(RELEASE, self._matter.id))
                return f"正文已换成 {clean(path.name)}"
            added = looked_through(path, store.path)
            with store.write("登记附件") as writer:
                attach(writer, writer.record(RELEASE, self._matter.id), [added])
            return f"已登记附件 {added.name}，SHA-256 {added.digest[:12]}…"

        done = await self.attempt(self.desk.write(write), "没有读入")
        if done is not None:
            self.notify(done, timeout=5)
        self._read()

    def content(self) -> ComposeResult:
        """The matter's steps and papers, scrolled as a whole."""
        with VerticalScroll():
            yield Plain("正在读取…", id="whole")

    def on_mount(self) -> None:
        """What the page shows comes from the thread that reads."""
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        ledger, now = LEDGERS[self._matter.progress.procedure.ledger], self.desk.clock()

        def question(reader: Reader) -> _Read:
            come = progress_of(reader, reader.record(ledger, self._matter.id), now)
            self._matter = replace(self._matter, progress=come)
            if ledger.name != "release":
                return _Read()
            return _Read(
                tuple(unanswered(reader, come.record)),
                tuple(rounds_of(reader, come)),
                verification(reader, come.record),
            )

        seen = await self.attempt(self.desk.read(question))
        lines = [*matter_lines(self._matter), *_text_lines(seen or _Read()), *self._fields()]
        self.query_one("#whole", Plain).show_folded(Folded(lines))

    def _fields(self) -> Iterator[Line]:
        """What the record says, without the days that stand with the steps."""
        come = self._matter.progress
        dated = {name for step in come.procedure.steps for name in (step.field, step.by)}
        yield Content(""), 0
        yield plain("登记的内容", "bold"), 0
        for field in LEDGERS[come.procedure.ledger].fields:
            if field.name not in dated and come.record.values[field.name] is not None:
                for number, line in enumerate(cell(field, come.record).split("\n")):
                    yield plain(f"{field.label}：{safe(line)}" if number == 0 else safe(line)), 2


def _text_lines(seen: _Read) -> Iterator[Line | Pair]:
    """The published page, faults at their lines, and the rounds."""
    if seen.page is not None:
        state, words = seen.page
        yield plain(f"{_PAGE_GLYPHS[state]} 网页{state}：{safe(words)}", _PAGE_COLORS[state]), 2
    if seen.faults:
        yield Content(""), 0
        yield plain(f"没有答复的疑点 {len(seen.faults)} 处", "bold"), 0
    for fault in seen.faults:
        yield plain(f"! 第 {fault.line} 行  {safe(fault.alarm.what)}（{safe(fault.key)}）", "$warning"), 2
        yield plain(f"  {safe(fault.alarm.around)}", "$text-muted"), 2
    for before, after in pairwise(seen.rounds):
        yield Content(""), 0
        yield plain(f"第 {before.number} 轮到第 {after.number} 轮  {safe(before.ended)}", "bold"), 0
        yield from _changes(before, after)


def _changes(before: Round, after: Round) -> Iterator[Line | Pair]:
    """What became of each line from one round to the next; both texts stand beside each other where there is room."""
    rows = beside(before, after)
    if not rows:
        yield plain("（正文没有改）", "$text-muted"), 2
    for row in rows:
        if row is None:
            yield plain("……", "$text-muted"), 2
        elif row[0] == row[1]:
            same = plain(f"  {safe(row[0])}", "$text-muted")
            yield Pair(same, same)
        else:
            earlier, later = (f"{sign} {safe(text)}" if text else "" for sign, text in zip("-+", row, strict=True))
            yield Pair(plain(earlier, "$error"), plain(later, "$success"))
