"""The workers of a unit with their last training, and the training of one person."""

from __future__ import annotations

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets.option_list import Option

from fjgov_tui.audit import findings
from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.everywhere import CloseText
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.screens.training.training_data import BEFORE_DUTY, NO_UNIT, history_lines
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workflows.training import Attended, StaffMember, coverage, history


class UnitPage(Page[None]):
    """Who works on sites or media in a unit; Enter shows one person's training."""

    DIGIT = "4"
    HELP = "单位的工作人员：今年没有参训的在前；回车看一个人参加过的培训。"

    def __init__(self, desk: AsyncStore, unit_id: int, year: int) -> None:
        """Show a unit.

        Args:
            desk: the open file.
            unit_id: which; 0 for the people without a unit.
            year: of which it is told who was trained.
        """
        super().__init__(desk, f"{year} 年参训情况")
        self._unit, self._year = unit_id, year
        self._workers: list[StaffMember] = []

    def content(self) -> ComposeResult:
        """Everybody who does the work, with the day of the last session."""
        yield Menu()

    def on_mount(self) -> None:
        """Read the workers."""
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        year, today = self._year, beijing_day(self.desk.clock())
        seen = await self.desk.read(lambda reader: coverage(reader, year, today))
        unit = next((unit for unit in seen.units if (unit.id or 0) == self._unit), None)
        self._workers = sorted(unit.workers, key=lambda worker: worker.covered) if unit else []
        if unit is not None:
            words = f" {unit.unit or NO_UNIT}  {year} 年参训 {unit.covered}/{unit.total}（{unit.percent}%）"
            self.query_one(".title", Plain).show(words)
        listed = self.query_one(Menu)
        listed.fill([Option(plain(_worker(worker))) for worker in self._workers])
        listed.focus()

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        self.app.push_screen(PersonPage(self.desk, self._workers[event.option_index].id))


def _worker(worker: StaffMember) -> str:
    state = "✓ 已参训" if worker.covered else "✗ 未参训"
    accounts = f"保管账户 {len(worker.accounts)} 个" if worker.accounts else ""
    last = f"上次 {worker.last}" if worker.last else "从未培训"
    return f" {state}  {fit(worker.name, 10)} {fit(last, 16)} {fit(worker.roles, 24)} {accounts}"


class PersonPage(Page[None]):
    """Every session that a person attended, and whether she was trained before she began to work."""

    DIGIT = "4"
    HELP = "一个人的培训经历，最近的在前；先上岗后培训的，最上面写明两个日期。"
    OFFERED = (CloseText,)

    def __init__(self, desk: AsyncStore, person_id: int) -> None:
        """Show a person."""
        super().__init__(desk, "培训经历")
        self._person = person_id

    def content(self) -> ComposeResult:
        """Facts above, sessions below."""
        with VerticalScroll():
            yield Plain(id="wrong")
            yield Plain(id="facts")

    def on_mount(self) -> None:
        """Read the sessions."""
        self.query_one(VerticalScroll).focus()
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        person_id, today = self._person, beijing_day(self.desk.clock())

        def question(reader: Reader) -> tuple[Record, tuple[Attended, ...], list[str]]:
            wrong = [finding.message for finding in findings(reader, today, [BEFORE_DUTY]) if finding.id == person_id]
            return reader.record(LEDGERS["person"], person_id), history(reader, person_id), wrong

        try:
            person, attended, wrong = await self.desk.read(question)
        except FjgovError as error:
            self.query_one("#facts", Plain).show(str(error), "$error")
            return
        unit = safe(person.names.get("unit", "")) or "没有登记单位"
        self.query_one(".title", Plain).show(f" {safe(person.title)}（{unit}）的培训经历")
        self.query_one("#wrong", Plain).show("\n".join(f"✗ {reason}\n" for reason in wrong), "$error")
        facts = [
            f"承担工作：{safe(str(person.values['roles'] or '')) or '没有登记'}",
            f"到岗日期：{person.day('on_duty') or '没有登记'}",
            "",
            f"参加过的培训（{len(attended)} 期）" if attended else "",
            *history_lines(attended),
        ]
        self.query_one("#facts", Plain).show("\n".join(facts))
