"""The board of one or several procedures: who must act, what is late first; every step is signed from here."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.procedure import (
    BOARD_COMMANDS,
    EnterPaper,
    FinishMatter,
    GiveBackStep,
    MatterSituation,
    OpenMatter,
    PrintForm,
    RefuseMatter,
    ReopenMatter,
    SignStep,
    WithdrawText,
)
from fjgov_tui.errors import DoubtProblem, FjgovError, InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.procedures import Decision, Procedure, Step
from fjgov_tui.screens.listing import Listing, ListPage
from fjgov_tui.screens.listview import Data, ListView
from fjgov_tui.screens.procedure.about import (
    board_view,
    how_it_stands,
    is_published,
    matter_key,
    matter_key_of,
    no_step_on_paper,
    steps_at_hand,
    steps_on_paper,
    titled,
)
from fjgov_tui.screens.procedure.choosing import choose_signer, choose_who_signed
from fjgov_tui.screens.procedure.matter_page import MatterPage
from fjgov_tui.screens.procedure.sign_window import AskedField, SignWindow, read_asked
from fjgov_tui.screens.saving import SaveAs
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.asktext import AskText
from fjgov_tui.widgets.dialogs import Ask, Tell, ask_if_sure
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import plain
from fjgov_tui.workflows.board import Matter, matters, signable
from fjgov_tui.workflows.matters import content_digest
from fjgov_tui.workflows.procedure import Signing, asked_of, sign
from fjgov_tui.workflows.releasing import withdraw

R = TypeVar("R")


class Board(Listing[Data, Matter, R]):
    """What can be done with the record under the cursor, whatever lists it."""

    def situation(self) -> MatterSituation:
        """How the record under the cursor stands."""
        come = self.current.progress if self.current is not None else None
        return MatterSituation(
            self.desk.readonly,
            **self.list_facts(),
            ended=str(come.state) if come is not None and come.ended else "",
            returnable=come is not None and any(state.step.returns_to for state in signable(come)),
            text=come is not None and come.procedure.ledger == "release",
            published=come is not None and is_published(come),
            refusable=come is not None and any(state.step.decides for state in signable(come)),
            paperless=no_step_on_paper(come) if come is not None else "",
        )

    # --- signing -------------------------------------------------------------------------------------------------

    @on(SignStep)
    @work(exclusive=True, group="change")
    async def _sign_next(self) -> None:
        """Take the next step, or one of several that may be taken."""
        matter = self.current
        if matter is None:
            return
        step = await self._choose_step(matter, steps_at_hand(matter.progress))
        if step is not None:
            await self._sign(matter, step)

    @on(GiveBackStep)
    @work(exclusive=True, group="change")
    async def _give_back(self) -> None:
        """Return it from a step that may be taken now."""
        matter = self.current
        if matter is None:
            return
        step = await self._choose_step(
            matter, [state.step for state in signable(matter.progress) if state.step.returns_to]
        )
        if step is not None:
            await self._sign(matter, step, Decision.RETURNED)

    @on(RefuseMatter)
    @work(exclusive=True, group="change")
    async def _refuse(self) -> None:
        """Refuse it at a step that may be taken now."""
        matter = self.current
        if matter is None:
            return
        step = await self._choose_step(
            matter, [state.step for state in signable(matter.progress) if state.step.decides]
        )
        if step is not None:
            await self._sign(matter, step, Decision.REFUSED)

    @on(EnterPaper)
    @work(exclusive=True, group="change")
    async def _enter_paper(self) -> None:
        """A step that was taken on paper already, whether or not its turn has come."""
        matter = self.current
        if matter is None:
            return
        come = matter.progress
        steps = {state.step.name: state for state in steps_on_paper(come)}
        entries = [Entry(name, state.step.label, how_it_stands(come, state)) for name, state in steps.items()]
        chosen = await self.app.push_screen_wait(Picker(titled("补登哪一步的纸质件", matter), entries))
        if chosen is not None:
            await self._sign(matter, steps[chosen].step, on_paper=True)

    @on(FinishMatter)
    @work(exclusive=True, group="change")
    async def _finish(self) -> None:
        """Take the closing step today; what is lacking is told in a sentence, and then nothing is written."""
        matter = self.current
        if matter is None:
            return
        procedure = matter.progress.procedure
        step = procedure[procedure.closing]
        if matter.progress.ready and asked_of(procedure, step):
            await self._sign(matter, step)
            return
        if matter.progress.ready:
            answers = [("n", "返回"), ("y", step.label[:4])]
            text = f"{safe(matter.title)}（{safe(matter.unit)}）的{procedure.title}各项已齐，今天{step.label}？"
            if await self.app.push_screen_wait(Ask(step.label, text, answers)) != "y":
                return
        signer, known = await choose_signer(self.app, self.desk, matter, step)
        if known:
            person = signer.person if signer else None
            behalf = signer.behalf if signer else None
            await self._write(matter, Signing(step=step.name, person=person, behalf=behalf), f"{step.label}")

    async def _choose_step(self, matter: Matter, steps: Sequence[Step]) -> Step | None:
        if len(steps) < 2:
            return steps[0] if steps else None
        entries = [Entry(step.name, step.label, step.todo) for step in steps]
        chosen = await self.app.push_screen_wait(Picker(titled("办哪一步", matter), entries))
        return next((step for step in steps if step.name == chosen), None)

    async def _fields(self, matter: Matter, step: Step, *, on_paper: bool) -> list[AskedField]:
        """What is filled in with the step; of a paper nothing has to be."""
        come, needed = matter.progress, () if on_paper else step.needs
        return await self.desk.read(lambda reader: read_asked(reader, come.procedure, step, come.record, needed))

    async def _choose_ground(self, matter: Matter, decision: Decision | None) -> str | None:
        """On which ground it is refused or returned, where the procedure knows grounds; `None` when left with Esc."""
        grounds = matter.progress.procedure.grounds
        if decision is None or not grounds:
            return ""
        entries = [Entry(ground, f"{number} {ground}") for number, ground in enumerate(grounds, 1)]
        if decision is Decision.RETURNED:
            entries.append(Entry("", "其他，写在意见里"))
        return await self.app.push_screen_wait(Picker(f"{decision}：第十六条的哪一种情形", entries))

    async def _sign(
        self, matter: Matter, step: Step, decision: Decision | None = None, *, on_paper: bool = False
    ) -> None:
        """Ask for what is signed until it was written, or given up; what was typed stays."""
        choose = choose_who_signed if on_paper else choose_signer
        signer, known = await choose(self.app, self.desk, matter, step)
        ground = await self._choose_ground(matter, decision) if known else None
        if ground is None:
            return
        how = "补登" if on_paper else f"{decision}，" if decision else ""
        title = f"{how}{step.label}：{safe(matter.title)}"
        asked, typed = Signing(step=step.name, decision=decision, ground=ground), None
        fields, now = await self._fields(matter, step, on_paper=on_paper), self.desk.clock()
        while True:
            window = SignWindow(title, step, signer, asked, typed, now, fields, on_paper=on_paper)
            typed = await self.app.push_screen_wait(window)
            if typed is None or await self._write(matter, typed, step.label):
                return

    async def _write(self, matter: Matter, signing: Signing, title: str) -> bool:
        """One transaction, and the board read again; a refusal is told.

        Returns:
            Whether it was written.
        """
        come = matter.progress
        seen = replace(signing, seen=content_digest(come.procedure, come.record))

        def write(store: Store) -> None:
            with store.write(f"{come.procedure.title}：{title}") as writer:
                sign(writer, come.procedure.ledger, matter.id, seen)

        try:
            with self.following(matter_key(matter)):
                await self.desk.write(write)
        except DoubtProblem as doubt:
            return await ask_if_sure(self.app, doubt) and await self._write(matter, replace(signing, sure=True), title)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell(f"{title}：没有写入", str(error)))
            return False
        else:
            deed = f"已{signing.decision}" if signing.decision is Decision.RETURNED else "已登记"
            self.notify(f"{safe(matter.title)}：{title}{deed}", timeout=3)
            return True

    @contextmanager
    def following(self, row: int) -> Iterator[None]:
        """While a row is changed: then everything is read again, with the cursor on it unless the operator has gone on.

        Args:
            row: its key.
        """
        self.wanted, places = row, {row, self.records.record}
        try:
            yield
        finally:
            self._want_again(row, places)
            self.reload()

    def _want_again(self, row: int, places: Collection[int | None]) -> None:
        """A reading that began before the change, as the one behind a window that closes, has taken the wish along."""
        if self.wanted is None and self.children and self.records.record in places:
            self.wanted = row

    # --- the rest ------------------------------------------------------------------------------------------------

    @on(ReopenMatter)
    @work(exclusive=True, group="change")
    async def _reopen(self) -> None:
        """What has ended begins again, in a round of its own."""
        matter = self.current
        if matter is None:
            return
        procedure = matter.progress.procedure
        signer, known = await choose_signer(self.app, self.desk, matter, procedure[procedure.closing])
        if not known:
            return
        title, words = f"重办：{safe(matter.title)}", "另起一轮，从第一步起；期限重新起算，以前的签署都留着。"
        reason = await self.app.push_screen_wait(AskText(title, words, "为什么重办"))
        if reason is not None:
            person = signer.person if signer else None
            signing = Signing(step="", decision=Decision.REOPENED, person=person, opinion=reason)
            if await self._write(matter, signing, "重办"):
                self.reopened()

    def reopened(self) -> None:
        """What has ended goes on: where the list shows only what has ended, the cursor follows it to another."""

    @on(WithdrawText)
    @work(exclusive=True, group="change")
    async def _withdraw(self) -> None:
        """A published text was taken down today."""
        matter = self.current
        if matter is None:
            return
        words = "今天从网站或账号撤下了；改好后要再发布的，按 + 重办。"
        reason = await self.app.push_screen_wait(AskText(f"撤稿：{safe(matter.title)}", words, "撤稿原因"))
        if reason is None:
            return

        def write(store: Store) -> bool:
            with store.write("撤稿") as writer:
                record = writer.record(LEDGERS[matter.progress.procedure.ledger], matter.id)
                withdraw(writer, record, beijing_day(store.clock()), reason)
            return True

        with self.following(matter_key(matter)):
            written = await self.attempt(self.desk.write(write), "没有写入")
        if written:
            self.notify(f"{safe(matter.title)}：撤稿已登记", timeout=3)

    @on(PrintForm)
    @work(exclusive=True, group="print")
    async def _print(self) -> None:
        """The form, or another paper where the record has several."""
        from fjgov_tui.reports.forms import form_document, form_text, write_paper
        from fjgov_tui.reports.letters import letter_document, letter_text, letters_of

        matter = self.current
        if matter is None:
            return
        come, now, as_of = matter.progress, self.desk.present(), self.desk.as_of
        kinds = [letter.title for letter in letters_of(come)]
        form = come.procedure.form or f"{come.procedure.title}办件单"
        kind: str | None = ""
        if kinds:
            entries = [Entry("", form), *(Entry(title, title) for title in kinds)]
            kind = await self.app.push_screen_wait(Picker("打印哪一种", entries))
        if kind is None:
            return
        paper = letter_document(come, kind, now, as_of) if kind else form_document(come, now, as_of)
        text = letter_text(paper) if kind else form_text(come, now, as_of)

        async def write(path: Path) -> None:
            if path.suffix.lower() not in {".docx", ".txt"}:
                raise InputProblem("文件名要以 .docx 或 .txt 结尾", where=path.name, remedy="请补上后缀")
            write_paper(paper, text, path)

        words = "登记的内容和签过的环节都填好，没签的留空，可以打印签字。文件名以 .txt 结尾就存成纯文本。"
        name = f"{kind or form}-{matter.id}.docx"
        await self.app.push_screen_wait(SaveAs(f"打印{kind or form}", words, name, write, suffix=""))

    @on(OpenMatter)
    def _open_matter(self) -> None:
        if (matter := self.current) is not None:
            self.app.push_screen(MatterPage(self.desk, self.DIGIT, matter))


class BoardPage(Board[tuple[Matter, ...], None], ListPage[tuple[Matter, ...], Matter, None]):
    """Those under way first; below the list how the one under the cursor stands."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = BOARD_COMMANDS
    VIEWS: ClassVar[tuple[ListView[Any, Any], ...]] = (board_view("还没有办件。"),)
    PANEL = "below"
    UNREADABLE = "读不到办件"
    HELP = (
        "办件：上面是每一份，超期的在前，办结的在后；下面是它办到哪一步、谁签的、还缺什么。"
        "F2 签下一步，在纸上办过的按 * 补登，^x 退回，- 不同意，都齐了按 = 办结，F8 打印办件单。"
    )

    def __init__(
        self,
        desk: AsyncStore,
        digit: str,
        title: str,
        procedures: Sequence[Procedure],
        keep: int | None = None,
        first: type[Command] | None = None,
    ) -> None:
        """List them.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            title: what is listed.
            procedures: whose records.
            keep: the record on which the cursor stands first, of the first procedure's ledger.
            first: what is done with it as soon as it is listed; nothing where none is named.
        """
        super().__init__(desk, title, digit)
        self.procedures = tuple(procedures)
        self._first = first
        self.want(keep)

    def want(self, record: int | None) -> None:
        """Have the cursor on a record of the first procedure's ledger after the next read."""
        if record is not None:
            self.wanted = matter_key_of(self.procedures[0].ledger, record)

    def read(self, reader: Reader) -> tuple[Matter, ...]:
        """All of them, the closed ones too."""
        return tuple(matters(reader, self.desk.clock(), self.procedures, closed=True))

    def take(self, data: tuple[Matter, ...]) -> None:
        """Listed: what was asked for before the page stood is asked for now."""
        super().take(data)
        first, self._first = self._first, None
        if first is not None:
            self.post_command(first)

    def title_line(self, data: tuple[Matter, ...]) -> Content:
        """How many, and how many are under way."""
        still = sum(not matter.progress.ended for matter in data)
        counted = f"  共 {len(data)} 份，没有办结的 {still} 份" if data else ""
        return plain(f" {self._title}{counted}")
