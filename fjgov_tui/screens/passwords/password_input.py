"""Typing a new password: masked, twice, judged while it is typed, compared, booked, wiped."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer

from fjgov_tui.errors import FjgovError, RecordProblem, ValueProblem
from fjgov_tui.ledgers.safety import LengthBasis
from fjgov_tui.ledgers.validate import field_text
from fjgov_tui.passwords.advice import MACHINE_MADE
from fjgov_tui.passwords.context import Context
from fjgov_tui.passwords.judging import STRENGTHS, Judgement, judge
from fjgov_tui.paths import pepper_file
from fjgov_tui.screens.ledgers.form_data import FormData
from fjgov_tui.screens.passwords.rotating import ROTATION, AttestForm
from fjgov_tui.store import Reader
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.widgets.dialogs import Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.folding import Folded
from fjgov_tui.widgets.plain import Plain, plain
from fjgov_tui.widgets.secretline import SecretLine
from fjgov_tui.workflows.checking import book_recognised, context_of, examine
from fjgov_tui.workflows.rotation import LEAST_LENGTH, Attestation, Checked, Standing, rehearse

PAUSE = 0.15
"""Seconds without a keystroke after which the password is judged."""


class TypedForm(AttestForm):
    """The form of a change whose new password is typed and checked; the text lives in the two lines and nowhere else.

    It is no draft: drafts hold the fields below.
    """

    DEFAULT_CSS = """
    TypedForm #secrets { height: auto; padding: 0 1; border-bottom: solid $panel; }
    TypedForm #secrets Horizontal { height: 1; }
    TypedForm #secrets .label { width: 15; height: 1; padding: 0 1; text-style: bold; }
    TypedForm #secrets SecretLine { width: 1fr; }
    TypedForm #verdict { height: auto; min-height: 3; max-height: 7; padding: 0 1; }
    """
    HELP = (
        "输入新口令：两遍要一样，当场检查长度、强度、是否由单位姓名电话拼成；F2 再核对是否用过并登记。"
        "口令只在这两行里，离开就抹掉；程序从不保存口令。"
    )
    ASKED: ClassVar[tuple[str, ...]] = ("account", "on", "by", "reason", "witness", "method", "note")
    WHAT = "输入新口令并登记"

    def __init__(self, desk: AsyncStore, standing: Standing) -> None:
        """Open the form for one account."""
        super().__init__(desk, standing)
        self._around = Context()
        self._checked: Checked | None = None
        self._rehearsing = False
        self._pause: Timer | None = None

    def content(self) -> ComposeResult:
        """The two lines and what is to be said about them; the form below."""
        with Vertical(id="secrets"):
            for name, label in (("first", "*新口令"), ("second", "*再输一遍")):
                with Horizontal():
                    yield Plain(label, classes="label")
                    yield SecretLine(id=name)
            yield Plain("还没有输入。长比杂更重要：四个不相干的词就很好。", id="verdict")
        yield from super().content()

    def begin(self, reader: Reader) -> FormData:
        """Also what the password must not be made of."""
        self._around = context_of(reader, self._standing.account)
        return super().begin(reader)

    def filled(self, rows: list[FieldRow]) -> None:
        """The account is given; typing begins with the password."""
        rows[0].disabled = True
        self._first.focus()

    @property
    def _first(self) -> SecretLine:
        return self.query_one("#first", SecretLine)

    @property
    def _second(self) -> SecretLine:
        return self.query_one("#second", SecretLine)

    @property
    def _same(self) -> bool:
        return self._first.value == self._second.value

    def wipe(self) -> None:
        """Empty both lines."""
        for line in self.query(SecretLine):
            line.wipe()

    # --- while it is typed ---------------------------------------------------------------------------------------

    @on(SecretLine.Changed)
    def _typed_secret(self, event: SecretLine.Changed) -> None:
        """Judge after a short pause; the message itself goes no further, for it carries the text."""
        event.stop()
        if isinstance(event.input, SecretLine):
            if self._pause is not None:
                self._pause.stop()
            self._pause = self.set_timer(PAUSE, self._judge)

    @work(exclusive=True, group="judge")
    async def _judge(self) -> None:
        if not self._first.value:
            self.query_one("#verdict", Plain).show("还没有输入。")
            return
        context = self._around
        with self._first.secret() as secret:
            judged = await self.desk.read(lambda _: judge(secret, context))
        if self.is_current:
            self._show(judged)

    def _judge_no_more(self) -> None:
        """What is examined for saving says more: a judgement still under way would cover its reasons."""
        if self._pause is not None:
            self._pause.stop()
        self.workers.cancel_group(self, "judge")

    def _show(self, judged: Judgement) -> None:
        self.query_one("#verdict", Plain).show_folded(verdict(judged, self._matching()))

    def _matching(self) -> str:
        if not self._second.value:
            return ""
        return "✓ 两遍一样" if self._same else "✗ 两遍不一样"

    # --- saving --------------------------------------------------------------------------------------------------

    async def _save(self, revision: int | None) -> None:
        """Compare and examine first; only what passes is booked."""
        self._checked = None
        self._judge_no_more()
        if not self._first.value or not self._same:
            self.notify("两遍输入的口令不一样" if self._first.value else "请先输入新口令", severity="error")
            (self._second if self._first.value else self._first).focus()
            return
        if not await self._could_be_booked(revision):
            return
        by = next(row.text for row in self._rows() if row.field.name == "by")
        account, pepper = self._standing.account.id, pepper_file()
        with self._first.secret() as secret:
            try:
                examination = await self.desk.read(
                    lambda reader: examine(reader, account, secret, pepper, by=_person(reader, by))
                )
            except FjgovError as error:
                await self.app.push_screen_wait(Tell("没有登记", str(error)))
                return
        if examination.used:
            await self.desk.write(lambda store: book_recognised(store, account, examination))
        self._show(examination.judgement)
        if examination.checked is None:
            self.notify("这个口令不能用，原因写在下面；没有登记", severity="error")
            self._first.focus()
            return
        self._checked = examination.checked
        if examination.notice:
            self.notify(examination.notice, severity="warning", timeout=15)
        await super()._save(revision)

    async def _could_be_booked(self, revision: int | None) -> bool:
        """Everything else first: a day that cannot be must not tell whether a password was used."""
        given = self._typed()
        self._rehearsing = True
        try:
            await self.desk.write(
                lambda store: rehearse(store, lambda writer: self.write_record(writer, given, revision))
            )
        except RecordProblem as problem:
            self._show_problems(problem)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有登记", str(error)))
        else:
            return True
        finally:
            self._rehearsing = False
        return False

    def proof(self, length: int) -> Attestation | Checked:
        """What the program has seen for itself."""
        if self._rehearsing:
            return Attestation(LEAST_LENGTH)
        if self._checked is None:
            raise RuntimeError("nothing was checked")
        return self._checked

    def known(self) -> dict[str, str]:
        """What the check has found out."""
        if self._rehearsing:
            return {"basis": LengthBasis.ATTESTED, "length": str(LEAST_LENGTH)}
        checked = self._checked
        return {"basis": LengthBasis.CHECKED, "length": str(checked.length) if checked else ""}

    def dismiss(self, result: int | None = None) -> AwaitComplete:
        """Whichever way it ends, the lines are empty before the page goes."""
        self.wipe()
        return super().dismiss(result)


def _person(reader: Reader, name: str) -> int | None:
    """Who changes it, whose name must not be in the password; a name that is none is told when the form is saved."""
    reference = ROTATION["by"].reference
    if reference is None or not field_text(name):
        return None
    try:
        return reader.names().resolve(reference, field_text(name), None)
    except ValueProblem:
        return None


def verdict(judged: Judgement, matching: str) -> Folded:
    """What is to be said about a password: bar and word, length, reasons, advice; nothing of the password itself.

    Args:
        judged: the judgement.
        matching: whether both lines hold the same, in words.
    """
    style = "$success" if judged.ok else "$error"
    bar = "■" * judged.score + "□" * (len(STRENGTHS) - 1 - judged.score)
    state = "✓ 可以用" if judged.ok else "✗ 不能用"
    head = plain(f"强度 {bar} {judged.strength}  {judged.length} 位  ")
    lines = [(Content("").join([head, plain(state, f"bold {style}"), plain(f"  {matching}")]), 2)]
    lines += [(plain(f"✗ {problem}", style), 2) for problem in judged.problems]
    kept = [advice for advice in judged.advice if advice != MACHINE_MADE]
    lines += [(plain(f"建议：{'；'.join(kept)}", "$text-muted"), 6)] if kept else []
    return Folded(lines)
