"""The window in which a step is signed: the day, the number of the paper where it was signed on one, the opinion."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from fjgov_tui.clock import BEIJING, beijing_day, parse_instant
from fjgov_tui.commands.base import moves
from fjgov_tui.commands.procedure import SignNow, TickPoint
from fjgov_tui.commands.records import PickValue
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers import LEDGERS, Field, Procedure, Record
from fjgov_tui.ledgers.procedures import Decision, Step
from fjgov_tui.ledgers.times import Instant, read_day
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.screens.ledgers.form_data import read_form
from fjgov_tui.screens.ledgers.picking import pick_value
from fjgov_tui.screens.procedure.ticks import Ticks
from fjgov_tui.store import Reader
from fjgov_tui.text import clean
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window
from fjgov_tui.workflows.procedure import Signing, asked_of
from fjgov_tui.workflows.signers import Signer


@dataclass(frozen=True)
class AskedField:
    """A field that is filled in with the step."""

    field: Field
    value: str
    """What stands in it, as people read it."""
    known: list[str]
    """What may be completed or picked."""


def read_asked(
    reader: Reader, procedure: Procedure, step: Step, record: Record, needed: Collection[str]
) -> list[AskedField]:
    """The fields that a step wants filled in, with what stands in them now.

    Args:
        reader: the ledgers.
        procedure: the procedure.
        step: its step.
        record: the record.
        needed: those that must not be blank.
    """
    ledger, names = LEDGERS[procedure.ledger], asked_of(procedure, step)
    if not names:
        return []
    form = read_form(reader, ledger, record)
    fields = [replace(ledger[name], required=True) if name in needed else ledger[name] for name in names]
    return [AskedField(field, form.texts[field.name], form.suggestions[field.name]) for field in fields]


class SignWindow(Window[Signing | None]):
    """Returns what is signed, or `None` when left with Esc."""

    DEFAULT_CSS = """
    SignWindow { align: center middle; background: transparent; }
    SignWindow > Vertical { width: 74; max-width: 98%; height: auto; border: round $accent; background: $surface;
                            padding: 0 1; }
    SignWindow Plain { height: auto; color: $text-muted; }
    SignWindow Horizontal { height: 1; }
    SignWindow Horizontal Plain { width: 14; }
    SignWindow Line { width: 1fr; }
    SignWindow FieldRow .label { width: 14; padding: 0; }
    SignWindow FieldRow .wrong { padding-left: 14; }
    SignWindow #wrong { color: $error; }
    """
    HELP = (
        "签一步：要点逐项核对，空格或回车打勾；日期写 2026-11-23，知道钟点的写 2026-11-23 10:30；"
        "在纸上签的写纸质件的文号，已经发生的照实登记；补登纸质件的，文号必填，要点按纸上勾的打勾；"
        "这一步要填的（如保密审查结论）按 F4 挑。"
        "回车到下一行，在最后一行回车或按 F2 签。"
    )
    OFFERED = (SignNow, TickPoint, PickValue)
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("up", "app.focus_previous", "上一项"),
        ("down", "app.focus_next", "下一项"),
    )

    def __init__(
        self,
        title: str,
        step: Step,
        signer: Signer | None,
        asked: Signing,
        typed: Signing | None,
        now: datetime,
        fields: Sequence[AskedField] = (),
        *,
        on_paper: bool = False,
    ) -> None:
        """Ask.

        Args:
            title: the record and the step, at the top of the frame.
            step: the step.
            signer: who signs; `None` where nobody has to be named.
            asked: the step, the decision and its ground, as they were chosen.
            typed: what was typed before, where it could not be written.
            now: the present moment; its day is offered.
            fields: what is to be filled in with it.
            on_paper: it was signed on paper already: the number of that is asked first and must not be blank.
        """
        super().__init__()
        self._title, self._step, self._signer, self._asked, self._typed = title, step, signer, asked, typed
        self._now, self._fields, self._on_paper = now, fields, on_paper
        self._agrees = asked.decision not in {Decision.RETURNED, Decision.REFUSED}

    def compose(self) -> ComposeResult:
        """Who signs, what was gone through, three lines, what is wrong."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("F2 签，Esc 返回")
            who = f"签署人：{self._signer.label}" if self._signer else "不用写签署人"
            yield Plain(f"{self._step.todo or self._step.label}。{who}")
            if self._asked.ground:
                yield Plain(f"情形：{self._asked.ground}（第十六条）")
            if self._on_paper:
                yield Plain("在纸上已经这样办了的照实登记；不合规定的，写入后列为问题。")
                yield from self._paper_and_day()
            if self._step.checks and self._agrees:
                yield Ticks(self._step.checks, self._typed.checked if self._typed else ())
            if self._agrees:
                given = self._typed.given if self._typed else {}
                for asked in self._fields:
                    yield FieldRow(asked.field, str(given.get(asked.field.name, asked.value)), asked.known)
            if not self._on_paper:
                yield from self._paper_and_day()
            opinion = self._typed.opinion if self._typed else ""
            yield from self._line("opinion", "意见" if self._agrees else f"{self._asked.decision}的理由", opinion, "")
            yield Plain(id="wrong")

    def _paper_and_day(self) -> ComposeResult:
        """Day and number of the paper; of what is entered from a paper its number stands first."""
        paper = self._typed.paper if self._typed else ""
        day = self._line("day", "日期", self._day(), "年-月-日，或再加 时:分")
        if self._on_paper:
            yield from self._line("paper", "*纸质文号", paper, "那张纸上的文号")
            yield from day
        else:
            yield from day
            yield from self._line("paper", "纸质文号", paper, "在纸上签的才写")

    def _line(self, name: str, label: str, value: str, placeholder: str) -> ComposeResult:
        with Horizontal():
            yield Plain(label)
            yield Line(value, id=name, placeholder=placeholder)

    def _day(self) -> str:
        typed = self._typed
        if typed is None or typed.on is None:
            return beijing_day(self._now).isoformat()
        return typed.at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if typed.at else typed.on.isoformat()

    def on_mount(self) -> None:
        """Ready where a point is not gone through yet, else where something is blank, else at the day.

        What is entered from a paper begins with its number.
        """
        if self._on_paper:
            self._go_to("paper")
            return
        if self._agrees and any(ticks.to_open() for ticks in self.query(Ticks)):
            self.query_one(Ticks).focus()
            return
        blank = next((row for row in self.query(FieldRow) if not row.text), None)
        if blank is not None:
            blank.enter()
            return
        self._go_to("day" if self._agrees else "opinion")

    def _go_to(self, name: str) -> None:
        line = self.query_one(f"#{name}", Line)
        line.focus()
        line.cursor_position = len(line.value)

    @on(TickPoint)
    def _tick(self) -> None:
        for ticks in self.query(Ticks):
            if ticks.has_focus:
                ticks.tick()

    @on(Ticks.Done)
    def _ticked(self) -> None:
        self.focus_next()

    @on(PickValue)
    def _pick_here(self) -> None:
        row = next((row for row in self.query(FieldRow) if row.has_focus_within), None)
        if row is None:
            self.notify("这一项直接填写")
        else:
            self._pick(row)

    @work
    async def _pick(self, row: FieldRow) -> None:
        known = next(asked.known for asked in self._fields if asked.field is row.field)
        await pick_value(self.app, row, known, self._now)

    @on(Line.Changed)
    def _retyped(self) -> None:
        """What was wrong with the day before is said no more."""
        self.query_one("#wrong", Plain).show("")

    @on(Line.Submitted)
    def _next(self, event: Line.Submitted) -> None:
        if event.control.id == "opinion":
            self._sign()
        else:
            self.focus_next()

    @on(SignNow)
    def _sign(self) -> None:
        if self._on_paper and not self._text("paper"):
            self.query_one("#wrong", Plain).show("请写纸质件的文号；没有纸质件的，轮到了再按 F2 签办")
            self._go_to("paper")
            return
        typed = self._text("day")
        try:
            at = parse_instant(Instant().read(typed)) if ":" in typed or "：" in typed else None
            on = at.astimezone(BEIJING).date() if at else read_day(typed)
        except ValueProblem as problem:
            self.query_one("#wrong", Plain).show(problem.what)
            self.query_one("#day", Line).focus()
            return
        self.dismiss(
            replace(
                self._asked,
                person=self._signer.person if self._signer else None,
                behalf=self._signer.behalf if self._signer else None,
                on=on,
                at=at,
                paper=self._text("paper"),
                opinion=self._text("opinion"),
                given=self._given(),
                checked=self.query_one(Ticks).ticked if self.query(Ticks) else (),
            )
        )

    def _given(self) -> dict[str, Raw]:
        """What was changed in the fields: a value that stays as it was is not written again."""
        before = {asked.field.name: asked.value for asked in self._fields}
        return {row.field.name: row.text for row in self.query(FieldRow) if row.text != before[row.field.name]}

    def _text(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", Line).value).strip()
