"""Who attended a session: mark people in a list that can be filtered, and book them all with one confirmation."""

from __future__ import annotations

from datetime import date

from textual import on, work
from textual.content import Content

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.training import ATTENDING_COMMANDS, BookAttendance, ShowPerson
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import FjgovError, InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.screens.listing import ListPage
from fjgov_tui.screens.listview import ListView
from fjgov_tui.screens.training.training_data import TrainingRow
from fjgov_tui.screens.training.workers import PersonPage
from fjgov_tui.store import Reader, Store
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import safe
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.plain import plain
from fjgov_tui.widgets.recordlist import Heading
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
        cells = (person.names.get("unit", ""), person.title, person.text("roles"), state)
        rank = 0 if lacking else 1 if works(person, person.id in held) else 2
        ranked.append((rank, reference(person, "unit") or 0, TrainingRow(person.id, cells)))
        names[person.id] = person.title
    people = tuple(entry for _, _, entry in sorted(ranked, key=lambda place: (place[0], place[1], place[2].id)))
    return Roll(session, people, names, frozenset(result for result in results if result is not None))


VIEW: ListView[Roll, TrainingRow] = ListView(
    title="参训名单",
    headings=HEADINGS,
    rows=lambda roll: roll.people,
    key=lambda row: row.id,
    cells=lambda row: row.cells,
    empty="还没有登记人员",
    markable=True,
    measure="人",
    kind="人",
)


class AttendingPage(ListPage[Roll, TrainingRow, bool]):
    """Returns whether somebody was booked."""

    DIGIT = "4"
    OFFERED = ATTENDING_COMMANDS
    VIEWS = (VIEW,)
    PANEL = ""
    FIND = "找人：汉字或拼音首字母，回车回到名单"
    MARKED = "勾选"
    UNREADABLE = "打不开参训名单"
    HELP = (
        "参训名单：空格勾选，^a 全部勾选，/ 按汉字或拼音首字母找人（勾选的不会因为筛选而丢），"
        "F2 一次登记全部勾选的人。已经登记的再勾选，就改成新的结果。"
    )

    def __init__(self, desk: AsyncStore, session_id: int, marked: frozenset[int] = frozenset()) -> None:
        """Open the roll.

        Args:
            desk: the open file.
            session_id: which session.
            marked: who is marked from the beginning.
        """
        super().__init__(desk, "参训名单")
        self._session_id, self._marked = session_id, marked

    def begin(self) -> None:
        """Who was marked before the page was opened is marked here."""
        super().begin()
        self.records.marks = set(self._marked)

    def read(self, reader: Reader) -> Roll:
        """The roll of the session."""
        return read_roll(reader, self._session_id, beijing_day(self.desk.clock()))

    def unreadable(self) -> None:
        """A session that was removed has no roll."""
        self.dismiss(False)

    def title_line(self, data: Roll) -> Content:
        """Which session, and how many are booked."""
        what = f"{data.session.held_on}  {safe(data.session.name)}"
        return plain(f" 参训名单：已登记 {len(data.booked)} 人  {what}")

    @on(ShowPerson)
    def _show_person(self) -> None:
        if (row := self.current) is not None:
            self.app.push_screen(PersonPage(self.desk, row.id))

    @on(BookAttendance)
    @work(exclusive=True, group="save")
    async def _save(self) -> None:
        roll = self.data
        if roll is None:
            return
        chosen = [person.id for person in roll.people if person.id in self.records.marks]
        if not chosen:
            self.notify("还没有勾选人；用空格勾选参加的人", severity="warning")
            return
        names = "、".join(roll.names[person] for person in chosen[:NAMED])
        more = f" 等 {len(chosen)} 人" if len(chosen) > NAMED else f" {len(chosen)} 人"
        again = len(roll.booked.intersection(chosen))
        known = f"\n其中 {again} 人已经登记过，会改成这次的结果。" if again else ""
        text = f"登记参加“{roll.session.name}”（{roll.session.held_on}）：{names}{more}。{known}"
        answers = [("n", "返回"), ("y", "参训"), ("f", "不合格")]
        answer = await self.app.push_screen_wait(Ask("登记参训", text, answers))
        if answer == "n":
            return
        session_id, passed = roll.session.id, answer == "y"

        def write(store: Store) -> Marked:
            with store.write("登记参训") as writer:
                return mark_attendance(writer, session_id, chosen, passed)

        try:
            done = await self.desk.write(write)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有登记", str(error)))
            return
        self.notify(_summary(done))
        self.dismiss(True)

    def step_back(self) -> bool:
        """Marks are not taken away by Esc: they are asked about when the page is left."""
        if self.finder.leave():
            self.records.focus()
            return True
        return False

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Marks are not thrown away unasked."""
        if self.records.marks - self._marked and not self.desk.readonly:
            answers = [("e", "接着勾"), ("d", "不登记")]
            text = f"勾选的 {len(self.records.marks)} 人还没有登记。"
            if await self.app.push_screen_wait(Ask("还没有登记", text, answers)) == "e":
                return
        self.dismiss(False)


def _summary(done: Marked) -> str:
    parts = [(done.added, "新登记"), (done.changed, "改了结果"), (done.same, "本来就是")]
    return "参训：" + "，".join(f"{words} {len(people)} 人" for people, words in parts if people)
