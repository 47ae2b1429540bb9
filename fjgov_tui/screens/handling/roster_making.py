"""A roster before it is saved: period, people, parts and absences by key, and below them what would come of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets.option_list import Option

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import Command, Situation
from fjgov_tui.commands.records import PickValue
from fjgov_tui.commands.roster import SaveProposal
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import serving
from fjgov_tui.ledgers.duty import ShiftPart
from fjgov_tui.months import add_months
from fjgov_tui.paths import workdays_file
from fjgov_tui.reports.roster import day_span, day_words, preview_lines
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import fit, safe
from fjgov_tui.widgets.askday import AskDay
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.workdays import DayKind, Overrides, day_kind, read_overrides
from fjgov_tui.workflows.duty import RosterRequest, duties, propose, save_roster
from fjgov_tui.workflows.roster import Absence
from fjgov_tui.workflows.roster_month import Preview, preview

LOOK_BACK = timedelta(days=92)
"""Whoever has served so lately takes part, until somebody says otherwise."""
TWO_PARTS = (ShiftPart.DAY, ShiftPart.NIGHT)


@dataclass(frozen=True)
class Candidate:
    """A person who may take part."""

    id: int
    name: str
    own: bool
    """Of the unit whose roster it is."""


@dataclass(frozen=True)
class Begun:
    """What the page begins with."""

    unit_name: str
    people: Sequence[Candidate]
    request: RosterRequest


def begin_request(reader: Reader, unit: int, today: date) -> Begun:
    """The next month after the roster's end, with those who have served lately.

    Args:
        reader: the ledgers.
        unit: whose roster.
        today: the Beijing date.
    """
    listed = duties(reader, today - LOOK_BACK, date.max, unit)
    last = max((duty.day for duty in listed), default=today - timedelta(days=1))
    first = max(today, last + timedelta(days=1))
    records = [record for record in reader.records(LEDGERS["person"]) if serving(record, first)]
    people = sorted(
        (Candidate(record.id, record.title, record.ref("unit") == unit) for record in records),
        key=lambda candidate: not candidate.own,
    )
    there = {candidate.id for candidate in people}
    served = dict.fromkeys(duty.person for duty in listed if duty.person is not None and duty.person in there)
    led = dict.fromkeys(duty.leader for duty in listed if duty.leader is not None and duty.leader in there)
    parts = {duty.part for duty in listed}
    request = RosterRequest(
        unit=unit,
        people=tuple(served),
        leaders=tuple(led),
        first=first,
        last=add_months(first.replace(day=1), 1) - timedelta(days=1),
        parts=TWO_PARTS if ShiftPart.NIGHT in parts else (ShiftPart.WHOLE_DAY,),
    )
    return Begun(reader.record(LEDGERS["unit"], unit).title, people, request)


class RosterMakingPage(Page[date | None]):
    """Returns from which day on a roster was written; `None` where none was."""

    OFFERED: ClassVar[tuple[type[Command], ...]] = (SaveProposal, PickValue)
    HELP = (
        "排班：上面每一行按回车来改：日期、班次、谁值班、谁带班、哪天谁不能值。下面随即是排出来的样子："
        "空班、同时两班、连值、各人班数，逐日的名单。F2 再问一次，确认后写入；Esc 什么都不写。"
    )
    DEFAULT_CSS = """
    RosterMakingPage Menu { height: auto; max-height: 8; border: none; }
    RosterMakingPage VerticalScroll { height: 1fr; border-top: solid $panel; padding: 0 1; }
    RosterMakingPage Plain { height: auto; }
    """

    def __init__(self, desk: AsyncStore, digit: str, unit: int) -> None:
        """Open the page.

        Args:
            desk: the open file.
            digit: the main screen from which it was called.
            unit: whose roster.
        """
        super().__init__(desk, "排班", digit)
        self._unit = unit
        self._overrides: Overrides = read_overrides(workdays_file())
        self._begun: Begun | None = None
        self._request: RosterRequest | None = None
        self._preview: Preview | None = None
        self._why = ""
        """Why nothing can be proposed."""

    def content(self) -> ComposeResult:
        """What is asked for, and what comes of it."""
        yield Menu(id="lines")
        with VerticalScroll():
            yield Plain("正在读取…", id="outcome")

    def on_mount(self) -> None:
        """The usual period and people first."""
        self.query_one(Menu).focus()
        self._begin()

    def situation(self) -> Situation:
        """Whether there is something to write."""
        return Situation(self.desk.readonly, record=self._preview is not None, reading=self._begun is None)

    @work(exclusive=True, group="read")
    async def _begin(self) -> None:
        unit, today = self._unit, beijing_day(self.desk.clock())
        self._begun = await self.attempt(self.desk.read(lambda reader: begin_request(reader, unit, today)))
        if self._begun is not None:
            await self._propose(self._begun.request)

    async def _propose(self, request: RosterRequest) -> None:
        """Make it again and show it; what cannot be made is told in its place."""
        today, overrides = beijing_day(self.desk.clock()), self._overrides
        self._request = request
        try:
            self._preview = await self.desk.read(
                lambda reader: preview(reader, propose(reader, request, today, overrides), overrides)
            )
            self._why = ""
        except FjgovError as error:
            self._preview, self._why = None, str(error)
        if self.children:
            self._show()

    # --- what stands there ---------------------------------------------------------------------------------------

    def _show(self) -> None:
        rows = list(self._rows())
        menu = self.query_one(Menu)
        options = [Option(plain(f"{fit(label, 10)} {words}"), id=key) for key, label, words in rows]
        menu.fill(options, menu.highlighted)
        self.query_one("#outcome", Plain).show_folded(Folded([(line, 2) for line in self._outcome()]))
        name = self._begun.unit_name if self._begun else ""
        self.query_one(".title", Plain).show(f" 排班：{safe(name)}（预览，还没有写入）")
        self.refresh_bindings()

    def _rows(self) -> Iterator[tuple[str, str, str]]:
        request = self._request
        if request is None:
            return
        yield "first", "从", day_words(request.first)
        yield "last", "到", day_words(request.last)
        yield "parts", "班次", "白班、夜班" if request.parts == TWO_PARTS else "全天一班"
        yield "people", "值班人员", self._named(request.people) or "回车选择：谁值班"
        yield "leaders", "带班领导", self._named(request.leaders) or "不排；回车选择"
        away = "、".join(f"{self._named((item.person,))} {day_span(item)}" for item in request.absences)
        yield "absences", "不能值班", away or "没有；回车登记谁哪几天不能值"

    def _named(self, people: Sequence[int]) -> str:
        names = {candidate.id: candidate.name for candidate in self._begun.people} if self._begun else {}
        return "、".join(safe(names.get(person, "")) for person in people)

    def _outcome(self) -> Iterator[Content]:
        seen = self._preview
        if seen is None:
            yield plain(f"✗ {self._why}", "$error")
            return
        for line in preview_lines(seen):
            yield plain(line, "$error" if line.startswith("✗") else "")
        yield Content("")
        for shift in seen.duties:
            kind = day_kind(shift.day, self._overrides)
            mark = "休" if kind is DayKind.HOLIDAY else ""
            who = seen.names.get(shift.person or 0, "✗ 空班")
            leader = seen.names.get(shift.leader or 0, "")
            led = f"带班 {leader}" if leader else ""
            words = f"{day_words(shift.day)}{mark} {shift.part} {fit(safe(who), 10)} {led}"
            yield plain(f"{words}{'  固定' if shift.fixed else ''}", "" if shift.person else "$error")

    # --- choosing ------------------------------------------------------------------------------------------------

    @on(Menu.OptionSelected)
    def _selected(self, event: Menu.OptionSelected) -> None:
        self._choose(str(event.option_id))

    @on(PickValue)
    def _pick_here(self) -> None:
        menu = self.query_one(Menu)
        if menu.highlighted is not None:
            self._choose(str(menu.get_option_at_index(menu.highlighted).id))

    @work(exclusive=True, group="choose")
    async def _choose(self, key: str) -> None:
        request = self._request
        if request is None:
            return
        if key in {"first", "last"}:
            offered = request.first if key == "first" else request.last
            day = await self.app.push_screen_wait(
                AskDay("排班", "从哪一天起" if key == "first" else "到哪一天止", offered)
            )
            if day is not None:
                changed = replace(request, first=day) if key == "first" else replace(request, last=day)
                await self._propose(changed)
        elif key == "parts":
            other = (ShiftPart.WHOLE_DAY,) if request.parts == TWO_PARTS else TWO_PARTS
            await self._propose(replace(request, parts=other))
        elif key == "absences":
            await self._choose_absence(request)
        else:
            people = await self._choose_people(
                "谁值班" if key == "people" else "谁轮流带班",
                request.people if key == "people" else request.leaders,
            )
            changed = replace(request, people=people) if key == "people" else replace(request, leaders=people)
            await self._propose(changed)

    async def _choose_people(self, title: str, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """One after the other in or out, in the order in which they serve; Esc ends it."""
        people = list(chosen)
        everybody = self._begun.people if self._begun else ()
        place = 0
        while True:
            entries = [
                Entry(
                    str(candidate.id),
                    f"{_number(people, candidate.id)} {candidate.name}",
                    "" if candidate.own else "外单位",
                )
                for candidate in everybody
            ]
            note = "回车选入或去掉，号码是排班的先后；Esc 选好了"
            answer = await self.app.push_screen_wait(Picker(title, entries, note=note, place=place))
            if answer is None:
                return tuple(people)
            person = int(answer)
            people = [who for who in people if who != person] if person in people else [*people, person]
            place = next((at for at, candidate in enumerate(everybody) if candidate.id == person), 0)

    async def _choose_absence(self, request: RosterRequest) -> None:
        entries = [Entry("", "登记一条")]
        entries += [
            Entry(str(place), f"去掉：{self._named((item.person,))} {day_span(item)}")
            for place, item in enumerate(request.absences)
        ]
        answer = await self.app.push_screen_wait(Picker("不能值班", entries)) if request.absences else ""
        if answer is None:
            return
        if answer:
            kept = tuple(item for place, item in enumerate(request.absences) if place != int(answer))
            await self._propose(replace(request, absences=kept))
            return
        chosen = [Entry(str(person), self._named((person,))) for person in request.people]
        person = await self.app.push_screen_wait(Picker("谁不能值班", chosen))
        first = await self.app.push_screen_wait(AskDay("不能值班", "从哪一天起", request.first)) if person else None
        last = await self.app.push_screen_wait(AskDay("不能值班", "到哪一天止", first)) if first else None
        if person is not None and first is not None and last is not None:
            absence = Absence(int(person), min(first, last), max(first, last))
            await self._propose(replace(request, absences=(*request.absences, absence)))

    # --- writing -------------------------------------------------------------------------------------------------

    @on(SaveProposal)
    @work(exclusive=True, group="choose")
    async def _write(self) -> None:
        seen = self._preview
        if seen is None:
            return
        wrong = [line for line in preview_lines(seen) if line.startswith(("✗", "!"))]
        count = len(seen.proposal.shifts) - seen.kept
        text = "\n".join([f"写入 {count} 班，其中改动已有的 {seen.replaced} 班。", *wrong])
        if await self.app.push_screen_wait(Ask("写入值班表", text, [("n", "返回"), ("y", "写入")])) != "y":
            return

        def write(store: Store) -> int:
            with store.write("排班") as writer:
                return save_roster(writer, seen.proposal)

        try:
            written = await self.desk.write(write)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有写入", str(error)))
            return
        self.app.notify(f"已写入 {written} 班")
        self.dismiss(seen.proposal.shifts[0].day if seen.proposal.shifts else None)


def _number(people: Sequence[int], person: int) -> str:
    return f"✓{people.index(person) + 1:>2}" if person in people else "   "
