"""The window in which a step is signed: the day, the number of the paper where it was signed on one, the opinion."""

from __future__ import annotations

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from fjgov_tui.clock import BEIJING, parse_instant
from fjgov_tui.commands.procedure import SignNow
from fjgov_tui.errors import ValueProblem
from fjgov_tui.ledgers.procedures import Decision, Step
from fjgov_tui.ledgers.times import Instant, read_day
from fjgov_tui.text import clean
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.window import Window
from fjgov_tui.workflows.procedure import Signing
from fjgov_tui.workflows.signers import Signer


class SignWindow(Window[Signing | None]):
    """Returns what is signed, or `None` when left with Esc."""

    DEFAULT_CSS = """
    SignWindow { align: center middle; background: $background 30%; }
    SignWindow > Vertical { width: 70; max-width: 98%; height: auto; border: round $accent; background: $surface;
                            padding: 0 1; }
    SignWindow Plain { height: auto; color: $text-muted; }
    SignWindow #wrong { color: $error; }
    """
    HELP = (
        "签一步：日期写 2026-11-23，知道钟点的写 2026-11-23 10:30；在纸上签的写纸质件的文号，已经发生的照实登记。"
        "回车到下一行，在最后一行回车或按 F2 签。"
    )
    OFFERED = (SignNow,)

    def __init__(self, title: str, step: Step, decision: Decision | None, signer: Signer | None, today: date) -> None:
        """Ask.

        Args:
            title: the record and the step, at the top of the frame.
            step: the step.
            decision: what is decided; agreed or done where not given.
            signer: who signs; `None` where nobody has to be named.
            today: offered as the day.
        """
        super().__init__()
        self._title, self._step, self._decision, self._signer, self._today = title, step, decision, signer, today

    def compose(self) -> ComposeResult:
        """Who signs, three lines, what is wrong."""
        with Vertical() as frame:
            frame.border_title = plain(self._title)
            frame.border_subtitle = plain("F2 签，Esc 返回")
            who = f"签署人：{self._signer.label}" if self._signer else "不用写签署人"
            yield Plain(f"{self._step.todo or self._step.label}。{who}")
            yield Plain("日期")
            yield Line(self._today.isoformat(), id="day", placeholder="年-月-日，或再加 时:分")
            yield Plain("纸质文号（在纸上签的才写）")
            yield Line(id="paper")
            yield Plain("退回的理由" if self._decision is Decision.RETURNED else "意见")
            yield Line(id="opinion")
            yield Plain(id="wrong")

    def on_mount(self) -> None:
        """Ready to type; a reason that is wanted comes first."""
        wanted = "#opinion" if self._decision in {Decision.RETURNED, Decision.REFUSED} else "#day"
        line = self.query_one(wanted, Line)
        line.focus()
        line.cursor_position = len(line.value)

    @on(Line.Submitted)
    def _next(self, event: Line.Submitted) -> None:
        if event.control.id == "opinion":
            self._sign()
        else:
            self.focus_next()

    @on(SignNow)
    def _sign(self) -> None:
        typed = self._text("day")
        try:
            at = parse_instant(Instant().read(typed)) if ":" in typed or "：" in typed else None
            on = at.astimezone(BEIJING).date() if at else read_day(typed)
        except ValueProblem as problem:
            self.query_one("#wrong", Plain).show(problem.what)
            return
        self.dismiss(
            Signing(
                step=self._step.name,
                person=self._signer.person if self._signer else None,
                behalf=self._signer.behalf if self._signer else None,
                decision=self._decision,
                on=on,
                at=at,
                paper=self._text("paper"),
                opinion=self._text("opinion"),
            )
        )

    def _text(self, name: str) -> str:
        return clean(self.query_one(f"#{name}", Line).value).strip()
