"""Booking a change of password: by promise, for several accounts at once; typing one is in `typed`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from fjgov_tui.clock import beijing_day
from fjgov_tui.commands.base import moves
from fjgov_tui.commands.passwords import GoOn
from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import RecordProblem, ValueProblem
from fjgov_tui.ledgers import LEDGERS, Field
from fjgov_tui.ledgers.asof import reference
from fjgov_tui.ledgers.safety import LengthBasis
from fjgov_tui.ledgers.types import Day, Raw, typed_day
from fjgov_tui.ledgers.validate import normalise
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.ledgers.form_data import FormData, read_form
from fjgov_tui.store import Reader, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.text import clean, clean_long
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window
from fjgov_tui.workflows.leavers import usual_reason
from fjgov_tui.workflows.rotation import LEAST_LENGTH, Attestation, Checked, Standing, record_rotation

ROTATION = LEDGERS["rotation"]
NAMED = 5
"""How many of several accounts are named."""


class AttestForm(FormScreen):
    """The form of a change that has been made; returns the rotation's id.

    It is the ledger's own form with the account given, so that pick lists, checks and drafts are the same; the
    workflow writes it.
    """

    DIGIT = "3"
    HELP = (
        "登记更换：口令已在后台换好，这里只记谁在哪天换的、多少位。* 为必填，F4 从可选项里挑，F2 存盘，Esc 返回。"
        "千万不要把口令写进备注。"
    )
    ASKED: ClassVar[tuple[str, ...]] = ("account", "on", "length", "by", "reason", "witness", "method", "note")
    """The fields, in the order in which they are filled."""
    WHAT = "登记更换"

    def __init__(self, desk: AsyncStore, standing: Standing) -> None:
        """Open the form.

        Args:
            desk: the open file.
            standing: the account, as it stands today.
        """
        super().__init__(desk, ROTATION)
        self._standing = standing
        self._title = f"{self.WHAT}  {standing.account.title}"

    @property
    def _draft_key(self) -> int:
        """No rotation has such an id: the draft belongs to the account."""
        return -self._standing.account.id

    @property
    def fields(self) -> Sequence[Field]:
        """What is asked here; how the length was found out is known."""
        return [ROTATION[name] for name in self.ASKED]

    def begin(self, reader: Reader) -> FormData:
        """Today, by the holder, for the usual reason."""
        data, names = read_form(reader, ROTATION, None), reader.names()
        holder = reference(self._standing.account, "holder")
        texts = data.texts | {
            "account": clean(names.exact("account", self._standing.account.id)),
            "on": beijing_day(self.desk.clock()).isoformat(),
            "by": clean(names.exact("person", holder)) if holder is not None else "",
            "reason": usual_reason(reader, self._standing),
        }
        return FormData(texts, data.suggestions)

    def filled(self, rows: list[FieldRow]) -> None:
        """The account is given; the first question that has no answer yet has the focus."""
        rows[0].disabled = True
        next((row for row in rows if row.field.required and not row.text), rows[1]).enter()

    def proof(self, length: int) -> Attestation | Checked:
        """What the length rests on: here a promise."""
        return Attestation(length)

    def known(self) -> dict[str, str]:
        """Fields that are not asked but known."""
        return {"basis": LengthBasis.ATTESTED}

    def write_record(self, writer: Writer, given: Mapping[str, str], revision: int | None) -> int:
        """Every bad field at once; then the workflow writes the rotation and the account."""
        texts: dict[str, Raw] = {**given, **self.known()}
        values, problems = normalise(ROTATION, texts, writer.name_book)
        if problems:
            raise RecordProblem(self._standing.account.title, problems)
        by = values["by"]
        return record_rotation(
            writer,
            self._standing.account.id,
            self.proof(int(values["length"] or 0)),
            date.fromisoformat(str(values["on"])),
            by=int(by) if by is not None else None,
            reason=str(values["reason"]),
            witness=clean(given["witness"]),
            method=clean(given["method"]),
            note=clean_long(given["note"]),
        )


@dataclass(frozen=True)
class InCommon:
    """What several changes have in common."""

    on: date
    length: int
    witness: str


class Together(Window[InCommon | None]):
    """Asks once for what several changes have in common."""

    DEFAULT_CSS = """
    Together { align: center middle; background: transparent; }
    Together > Vertical { width: 72; max-width: 98%; height: auto; border: round $accent; background: $surface;
                          padding: 0 1; }
    Together Plain { height: auto; }
    Together .asked { color: $text-muted; margin-top: 1; }
    Together #wrong { color: $error; }
    """
    HELP = (
        "都换了：这些账户的口令都在同一天换过，不写就是今天，↑ 到上面改日期（昨天、11-20 也行）。"
        "位数和见证人对所有账户一样，更换人是各自的保管人。"
    )
    OFFERED = (GoOn,)
    BINDINGS: ClassVar[list[BindingType]] = moves(
        ("down", "app.focus_next", "下一项"),
        ("up", "app.focus_previous", "上一项"),
    )

    def __init__(self, names: Sequence[str], today: date, before: InCommon | None = None) -> None:
        """Ask.

        Args:
            names: the accounts.
            today: the present Beijing day.
            before: what was answered last and led to nothing.
        """
        super().__init__()
        self._names, self._today = tuple(names), today
        self._on = (before.on if before else today).isoformat()
        self._length, self._witness = (str(before.length), before.witness) if before else ("", "")

    def compose(self) -> ComposeResult:
        """Which accounts; two lines to type in."""
        with Vertical() as frame:
            frame.border_title = plain(f"都换了：{len(self._names)} 个账户")
            frame.border_subtitle = plain("F2 继续，Esc 返回")
            yield Plain(f"{named(self._names)}\n更换人是各账户的保管人。")
            yield Plain("更换日期", classes="asked")
            yield Line(self._on, id="on")
            yield Plain(f"每个口令的位数（承诺，不少于 {LEAST_LENGTH} 位；各不相同就写最短的）", classes="asked")
            yield Line(self._length, id="length")
            yield Plain("见证人（可以不填）", classes="asked")
            yield Line(self._witness, id="witness")
            yield Plain(id="wrong")

    def on_mount(self) -> None:
        """Ready to type."""
        self.query_one("#length").focus()

    @on(Line.Submitted, "#on")
    def _day_written(self) -> None:
        self.query_one("#length").focus()

    @on(Line.Submitted, "#length")
    def _next(self) -> None:
        self.query_one("#witness").focus()

    @on(Line.Submitted, "#witness")
    @on(GoOn)
    def _go_on(self) -> None:
        """Go on to the question, unless a line cannot be read."""
        wrong, typed = "on", self.query_one("#on", Line).value
        try:
            short = typed_day(typed, self._today)
            on = Day().parse(typed if short is None else short)
            wrong = "length"
            length = ROTATION["length"].type.parse(self.query_one("#length", Line).value)
            witness = ROTATION["witness"].type.parse(self.query_one("#witness", Line).value)
        except ValueProblem as problem:
            self._say(problem.what, wrong)
            return
        if on is None or str(on) > self._today.isoformat():
            self._say("请填更换日期" if on is None else "更换日期在今天以后", "on")
        elif length is None:
            self._say("请填位数", "length")
        else:
            self.dismiss(InCommon(date.fromisoformat(str(on)), int(length), str(witness or "")))

    @on(Line.Changed)
    def _retyped(self) -> None:
        """What was wrong with the line before is said no more."""
        self.query_one("#wrong", Plain).show("")

    def _say(self, wrong: str, place: str) -> None:
        self.query_one("#wrong", Plain).show(f"✗ {wrong}")
        self.query_one(f"#{place}").focus()


def named(names: Sequence[str]) -> str:
    """Several accounts in a sentence."""
    more = f" 等 {len(names)} 个" if len(names) > NAMED else ""
    return "、".join(f"“{name}”" for name in names[:NAMED]) + more
