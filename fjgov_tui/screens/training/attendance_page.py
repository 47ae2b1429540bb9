"""Who attended a session: mark people in a list that can be filtered, and book them all with one confirmation."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from fjgov_tui.clock import beijing_day
from fjgov_tui.errors import FjgovError, InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.screens.training.training_data import TrainingRow
from fjgov_tui.screens.training.workers import PersonPage
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import clean, safe
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.widgets.recordlist import Heading, RecordList
from fjgov_tui.widgets.window import Page
from fjgov_tui.workflows.training import Marked, Session, accounts_held, mark_attendance, sessions, trained_days, works

HEADINGS = (
    Heading("unit", "单位", 18),
    Heading("name", "姓名", 10),
    Heading("roles", "承担工作", 18),
    Heading("state", "这一期", 16),
)
NAMED = 8
"""How many people the question names."""


@dataclass(frozen=True)
class Roll:
    """A session and everybody who can have attended it."""

    session: Session
    people: tuple[TrainingRow, ...]
    names: dict[int, str]
    booked: frozenset[int]
    """Who is booked already."""


def read_roll(reader: Reader, session_id: int, today: date) -> Roll:
    """Read a session's roll: those who do the work and still lack training this year first.

    Raises:
        InputProblem: the session was removed meanwhile.
    """
    session = sessions(reader).get(session_id)
    if session is None:
        raise InputProblem("这期培训已被移除", remedy="请回到画面 4 重新选")
    results = {
        reference(row, "person"): row.values["passed"]
        for row in reader.records(LEDGERS["attendance"])
        if reference(row, "training") == session_id
    }
    held, days = accounts_held(reader, today), trained_days(reader, today)
    ranked: list[tuple[int, int, TrainingRow]] = []
    names = {}
    for person in reader.records(LEDGERS["person"]):
        left = person.day("left_on")
        if left is not None and left < session.held_on and person.id not in results:
            continue
        lacking = works(person, person.id in held) and all(
            day.year != session.day.year for day in days.get(person.id, ())
        )
        state = "今年未训" if lacking else ""
        if person.id in results:
            passed = results[person.id]
            state = "✗ 登记为不合格" if passed == 0 else "✓ 已登记"
        cells = (person.names.get("unit", ""), person.title, str(person.values["roles"] or ""), state)
        rank = 0 if lacking else 1 if works(person, person.id in held) else 2
        ranked.append((rank, reference(person, "unit") or 0, TrainingRow(person.id, cells)))
        names[person.id] = person.title
    people = tuple(entry for _, _, entry in sorted(ranked, key=lambda one: (one[0], one[1], one[2].id)))
    return Roll(session, people, names, frozenset(one for one in results if one is not None))


class AttendingPage(Page[bool]):
    """Returns whether somebody was booked."""

    DIGIT = "4"
    DEFAULT_CSS = "AttendingPage Line { padding: 0 1; }"
    HELP = (
        "参训名单：空格勾选，^a 全部勾选，/ 按汉字或拼音首字母找人（勾选的不会因为筛选而丢），"
        "F2 一次登记全部勾选的人。已经登记的再勾选，就改成新的结果。"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "save", "登记勾选的", key_display="F2"),
        Binding("space", "mark", "勾选", key_display="空格"),
        Binding("ctrl+a", "mark_all", "全部勾选", key_display="^a"),
        Binding("slash,ideographic_comma,fullwidth_solidus", "filter", "找人", key_display="/"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]

    def __init__(self, desk: AsyncStore, session_id: int, marked: frozenset[int] = frozenset()) -> None:
        """Open the roll.

        Args:
            desk: the open file.
            session_id: which session.
            marked: who is marked from the beginning.
        """
        super().__init__(desk, "参训名单")
        self._session_id, self._marked = session_id, marked
        self._roll: Roll | None = None
        self._words = ""

    def content(self) -> ComposeResult:
        """A line to find people, and the list."""
        yield Line(id="find", placeholder="/ 找人：汉字或拼音首字母，回车回到名单")
        yield RecordList(id="people")

    @property
    def _list(self) -> RecordList:
        return self.query_one(RecordList)

    def on_mount(self) -> None:
        """Read the roll."""
        self._list.show_headings(HEADINGS, "", descending=False)
        self._list.marks = set(self._marked)
        self._list.focus()
        self._read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is booked in a file that is read-only."""
        return None if action == "save" and self.desk.readonly else True

    @work(exclusive=True)
    async def _read(self) -> None:
        session_id, today = self._session_id, beijing_day(self.desk.clock())
        try:
            self._roll = await self.desk.read(lambda reader: read_roll(reader, session_id, today))
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("打不开参训名单", str(error)))
            self.dismiss(False)
            return
        self._list.marks &= set(self._roll.names)
        self._show()

    def _show(self) -> None:
        if self._roll is None:
            return
        words = self._words.casefold().split()
        shown = [one for one in self._roll.people if one.matches(words)]
        self._list.show_cells({one.id: one.cells for one in shown})
        self._list.show_ids(array("q", [one.id for one in shown]), self._list.record)
        self._say_title(self._roll)

    def _say_title(self, roll: Roll) -> None:
        marked = f"  勾选 {len(self._list.marks)} 人" if self._list.marks else ""
        what = f"{roll.session.held_on}  {safe(roll.session.name)}"
        words = f" 参训名单：已登记 {len(roll.booked)} 人{marked}  {what}"
        self.query_one(".title", Plain).show(words)

    def action_mark(self) -> None:
        """Mark or unmark, and go on."""
        if not self.desk.readonly and self._roll is not None:
            self._list.toggle_mark()
            self._say_title(self._roll)

    def action_mark_all(self) -> None:
        """Mark everybody who is listed, or nobody."""
        if not self.desk.readonly and self._roll is not None:
            listed = set(self._list.ids)
            self._list.marks = self._list.marks - listed if self._list.marks >= listed else self._list.marks | listed
            self._list.refresh()
            self._say_title(self._roll)

    def action_filter(self) -> None:
        """Type whom to find, from the beginning."""
        line = self.query_one("#find", Line)
        line.value = ""
        line.focus()

    @on(RecordList.Opened)
    def _opened(self, event: RecordList.Opened) -> None:
        self.app.push_screen(PersonPage(self.desk, event.record))

    @on(Line.Changed, "#find")
    def _typed(self, event: Line.Changed) -> None:
        self._words = clean(event.value).strip()
        self._show()

    @on(Line.Submitted, "#find")
    def _found(self) -> None:
        self._list.focus()

    def action_save(self) -> None:
        """Book all who are marked."""
        if self._roll is not None:
            self._save(self._roll)

    @work(exclusive=True, group="save")
    async def _save(self, roll: Roll) -> None:
        chosen = [one.id for one in roll.people if one.id in self._list.marks]
        if not chosen:
            self.notify("还没有勾选人；用空格勾选参加的人", severity="warning")
            return
        names = "、".join(roll.names[one] for one in chosen[:NAMED])
        more = f" 等 {len(chosen)} 人" if len(chosen) > NAMED else f" {len(chosen)} 人"
        again = len(roll.booked.intersection(chosen))
        known = f"\n其中 {again} 人已经登记过，会改成这次的结果。" if again else ""
        text = f"登记参加“{roll.session.name}”（{roll.session.held_on}）：{names}{more}。{known}"
        answers = [("n", "返回"), ("y", "参训"), ("f", "不合格")]
        answer = await self.app.push_screen_wait(Ask("登记参训", text, answers))
        if answer == "n":
            return
        session_id, passed = roll.session.id, answer == "y"

        def book(store: Store) -> Marked:
            with store.write("登记参训") as writer:
                return mark_attendance(writer, session_id, chosen, passed)

        try:
            done = await self.desk.write(book)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有登记", str(error)))
            return
        self.notify(_told(done))
        self.dismiss(True)

    @work(exclusive=True, group="leave")
    async def action_leave(self) -> None:
        """Out of the line, then out of the page; marks are not thrown away unasked."""
        line = self.query_one("#find", Line)
        if line.has_focus or line.value:
            line.value = ""
            self._list.focus()
            return
        if self._list.marks - self._marked and not self.desk.readonly:
            answers = [("e", "接着勾"), ("d", "不登记")]
            text = f"勾选的 {len(self._list.marks)} 人还没有登记。"
            if await self.app.push_screen_wait(Ask("还没有登记", text, answers)) == "e":
                return
        self.dismiss(False)


def _told(done: Marked) -> str:
    parts = [(done.added, "新登记"), (done.changed, "改了结果"), (done.same, "本来就是")]
    return "参训：" + "，".join(f"{words} {len(people)} 人" for people, words in parts if people)
