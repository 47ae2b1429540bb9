"""The form of any ledger: made from its declaration, checked field by field, kept as a draft while it is open."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from fjgov_tui.clock import beijing_day, show_instant
from fjgov_tui.commands.records import PickValue, SaveForm
from fjgov_tui.errors import ConflictProblem, FjgovError, RecordProblem
from fjgov_tui.ledgers import Field, Ledger, Record
from fjgov_tui.ledgers.validate import as_typed
from fjgov_tui.screens.ledgers.conflict import conflict_text
from fjgov_tui.screens.ledgers.form_data import (
    CAUTIOUS,
    FormData,
    caution,
    check_field,
    explain,
    is_time,
    read_form,
    times_ahead,
)
from fjgov_tui.screens.ledgers.picking import pick_value
from fjgov_tui.screens.unsealing import unsealed
from fjgov_tui.store import Reader, Store, Writer
from fjgov_tui.store.desk import AsyncStore
from fjgov_tui.store.drafts import Draft
from fjgov_tui.store.encryption import KeyNeeded
from fjgov_tui.store.keys import has_library
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.fieldrow import FieldRow, in_line
from fjgov_tui.widgets.frame import Page
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.workflows.saving import save_record

KEEP_SECONDS = 2.0
"""How often what is typed is kept as a draft."""


class _Fields(VerticalScroll):
    """The fields, scrolled: the one in which somebody types stays in view, with what is said of it."""

    def on_resize(self) -> None:
        """A message or a longer explanation below has taken a line."""
        self.keep_in_view()

    def keep_in_view(self) -> None:
        """Scroll to the field that has the focus, where it is not in view as a whole."""
        for row in self.query(FieldRow):
            if row.has_focus_within:
                row.scroll_visible(animate=False)


class FormScreen(Page[int | None]):
    """Returns the id of the record that was saved, or `None`."""

    CSS_PATH = Path(__file__).with_name("form.tcss")
    OFFERED = (SaveForm, PickValue)
    HELP = (
        "表单：逐项填写，* 为必填；回车、Tab 或 ↓ 到下一项，F4 从可选项里挑，F2 存盘，Esc 返回。"
        "填到一半断线，下次打开会问是否接着填。"
    )

    def __init__(
        self, desk: AsyncStore, ledger: Ledger, record: Record | None = None, *, duplicate: bool = False, at: str = ""
    ) -> None:
        """Open a form.

        Args:
            desk: the open file.
            ledger: whose form.
            record: the record to change; `None` for a new one.
            duplicate: begin a new record with this one's values.
            at: the field in which one begins to type; the first where none is named.
        """
        name = (
            ""
            if record is None
            else f"照“{record.title}”填写，遮盖和不能重复的字段要另填"
            if duplicate
            else record.title
        )
        super().__init__(desk, f"{'修改' if record and not duplicate else '新增'}{ledger.title}  {name}")
        self._ledger, self._at = ledger, at
        self._record = None if duplicate else record
        self._pattern = record if duplicate else None
        self._data = FormData({}, {})
        self._kept: Mapping[str, str] = {}
        self._saved = False
        self._operation = uuid.uuid4().hex

    @property
    def _draft_key(self) -> int:
        return self._record.id if self._record else 0

    def content(self) -> ComposeResult:
        """The fields, and what the field at hand means."""
        yield _Fields(id="fields", can_focus=False)
        yield Plain(id="about")

    def on_mount(self) -> None:
        """Fill the form."""
        self._fill()

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        self._data = await self.desk.read(self.begin)
        rows = [
            FieldRow(field, self._data.texts[field.name], self._data.suggestions[field.name]) for field in self.fields
        ]
        in_line(rows)
        await self.query_one("#fields").mount_all(rows)
        self.filled(rows)
        if not self.desk.readonly:
            await self._offer_draft()
            self.set_interval(KEEP_SECONDS, self._keep)

    @property
    def fields(self) -> Sequence[Field]:
        """What is asked."""
        return self._ledger.fields

    def begin(self, reader: Reader) -> FormData:
        """What the form begins with."""
        return read_form(reader, self._ledger, self._record or self._pattern, fresh=self._pattern is not None)

    def filled(self, rows: list[FieldRow]) -> None:
        """The fields stand: ready to type."""
        next((row for row in rows if row.field.name == self._at), rows[0]).enter()

    def write_record(self, writer: Writer, given: Mapping[str, str], revision: int | None) -> int:
        """Write what was typed; returns the record's id.

        Raises:
            InputProblem: it cannot be saved.
        """
        return save_record(writer, self._ledger, given, self._record, revision)

    def _rows(self) -> list[FieldRow]:
        return list(self.query(FieldRow))

    def _typed(self) -> dict[str, str]:
        """What stands in the fields, short days written out."""
        typed = {row.field.name: row.text for row in self._rows()}
        return as_typed(self._ledger, typed, beijing_day(self.desk.clock()))

    def _changed(self) -> dict[str, str]:
        """What differs from what the form began with."""
        return {name: text for name, text in self._typed().items() if text != self._data.texts[name]}

    # --- drafts --------------------------------------------------------------------------------------------------

    async def _offer_draft(self) -> None:
        name, key = self._ledger.name, self._draft_key

        def find(store: Store) -> Draft | None:
            with store.drafts() as drafts:
                return drafts.find(name, key)

        draft = await self.desk.write(find)
        if draft is None:
            return
        text = f"{show_instant(draft.saved_at)} 留下一份没有存盘的内容，接着填吗？"
        if await self.app.push_screen_wait(Ask("草稿", text, [("y", "接着填"), ("n", "丢弃")])) == "y":
            if draft.shut and await unsealed(self):
                draft = await self.desk.write(find) or draft
            self._kept = dict(draft.typed)
            for row in self._rows():
                row.put(draft.typed.get(row.field.name, row.text))
        else:
            await self._drop_draft()

    @work(exclusive=True, group="keep")
    async def _keep(self) -> None:
        await self.before_leaving()

    async def before_leaving(self) -> None:
        """Keep as a draft what differs; whatever else the record says may be changed by others meanwhile."""
        changed, name, key = self._changed(), self._ledger.name, self._draft_key
        if changed == self._kept or self.desk.readonly or self._saved:
            return

        def keep(store: Store) -> tuple[str, ...]:
            with store.drafts() as drafts:
                if changed:
                    return drafts.keep(name, key, changed)
                drafts.drop(name, key)
                return ()

        try:
            lost = await self.desk.write(keep)
            self._kept = changed
            if lost:
                labels = "、".join(lost)
                self.query_one("#about", Plain).show(
                    f"{labels}加了密，没有输入密封口令，不进草稿；按 F2 存盘时会问口令", "$warning"
                )
        except FjgovError as error:
            self.query_one("#about", Plain).show(f"草稿没有留住：{error}", "$error")

    async def _drop_draft(self) -> None:
        """The form was saved, or what is in it is thrown away on purpose."""
        name, key = self._ledger.name, self._draft_key

        def drop(store: Store) -> None:
            with store.drafts() as drafts:
                drafts.drop(name, key)

        self._kept = {}
        try:
            await self.desk.write(drop)
        except FjgovError as error:
            self.notify(f"草稿没有清掉，下次打开还会问：{error}", severity="warning")

    # --- fields --------------------------------------------------------------------------------------------------

    @on(FieldRow.Entered)
    def _entered_field(self, event: FieldRow.Entered) -> None:
        self._explain(event.row)

    @on(FieldRow.Typed)
    def _typed_in(self, event: FieldRow.Typed) -> None:
        if event.row.has_focus_within and self._holds_time(event.row.field):
            self._explain(event.row)

    def _holds_time(self, field: Field) -> bool:
        return is_time(self._ledger, field, {row.field.name: row.text for row in self._rows()})

    def _explain(self, row: FieldRow) -> None:
        """What the field means; of a time also what it comes to, with each character."""
        field = row.field
        masked = field.sealed and bool(self._data.texts.get(field.name))
        lines = [explain(field, sealed=masked)]
        if self._holds_time(field):
            lines.append(times_ahead(row.text, self.desk.clock()))
        self.query_one("#about", Plain).show("\n".join(lines))

    @on(FieldRow.Left)
    @work(group="check")
    async def _check(self, event: FieldRow.Left) -> None:
        """Look at one field as soon as it is left; nothing is refused yet."""
        field, text = event.row.field, event.row.text
        written = self._typed().get(field.name, text)
        if written != text:
            text = written
            event.row.put(text)
        if text == self._data.texts.get(field.name):
            event.row.say("")
            return
        current = self._record.values.get(field.name) if self._record else None
        wrong = await self.desk.read(lambda reader: check_field(reader, field, text, current))
        if event.row.is_attached and event.row.text == text:
            event.row.say(wrong)

    @on(FieldRow.Left)
    @work(exclusive=True, group="caution")
    async def _warn(self) -> None:
        """An untrained holder is told on the spot; she can be saved all the same."""
        ledger, person, texts = self._ledger, self._record.id if self._record else None, self._typed()
        today = beijing_day(self.desk.clock())
        if ledger.name not in CAUTIOUS:
            return
        warning = await self.desk.read(lambda reader: caution(reader, ledger, person, texts, today))
        for row in self._rows():
            if row.field.name == warning.field:
                row.warn(warning.text)

    @on(Line.Submitted)
    def _entered(self) -> None:
        self.screen.focus_next()

    @on(PickValue)
    def _pick_here(self) -> None:
        row = next((row for row in self._rows() if row.has_focus_within), None)
        if row is not None:
            self._pick(row, row.field)

    @work
    async def _pick(self, row: FieldRow, field: Field) -> None:
        await pick_value(self.app, row, self._data.suggestions[field.name], self.desk.clock())

    # --- saving --------------------------------------------------------------------------------------------------

    @on(SaveForm)
    @work(exclusive=True, group="save")
    async def _try_to_save(self) -> None:
        """Every bad field is named at once, and the first one gets the focus."""
        for row in self._rows():
            row.say("")
        await self._save(self._record.revision if self._record else None)

    async def _save(self, revision: int | None) -> None:
        given = self._changed() if self._record else self._typed()
        operation = self._operation

        def save(store: Store) -> int:
            with store.write(operation=operation) as writer:
                return self.write_record(writer, given, revision)

        try:
            saved = await self.desk.write(save)
        except RecordProblem as problem:
            self._show_problems(problem)
        except ConflictProblem as conflict:
            await self._settle(conflict)
        except FjgovError as error:
            if isinstance(error, KeyNeeded) and has_library() and await unsealed(self):
                await self._save(revision)
                return
            await self.app.push_screen_wait(Tell("没有存盘", str(error)))
        else:
            self._saved = True
            await self._drop_draft()
            self.notify("已存盘")
            self.dismiss(saved)

    def _show_problems(self, problem: RecordProblem) -> None:
        reasons = {wrong_field.field: wrong_field.reason for wrong_field in problem.problems}
        wrong = [row for row in self._rows() if row.field.name in reasons]
        for row in wrong:
            row.say(reasons[row.field.name])
        if wrong:
            wrong[0].enter()
            # The reason has come below the line, and what is told below takes a line of the fields.
            self.call_after_refresh(self._keep_in_view)
        others = [
            wrong_field.reason
            for wrong_field in problem.problems
            if wrong_field.field not in {row.field.name for row in wrong}
        ]
        self.notify("；".join([f"有 {len(reasons)} 项不能存，原因写在各项下面", *others]), severity="error")

    def _keep_in_view(self) -> None:
        for fields in self.query(_Fields):
            fields.keep_in_view()

    async def _settle(self, conflict: ConflictProblem) -> None:
        """Somebody saved first: show both versions and let the user decide."""
        ledger, mine = self._ledger, self._record
        if mine is None:
            return
        theirs = await self.desk.read(lambda reader: reader.record(ledger, mine.id))
        answers = [("e", "回到表单"), ("t", "放弃我填的")]
        if theirs.removed_at is None:
            answers.insert(1, ("m", "以我填的为准"))
        text = conflict_text(ledger, mine, theirs, self._changed(), str(conflict))
        answer = await self.app.push_screen_wait(Ask("两个版本", text, answers))
        if answer == "m":
            self._operation = uuid.uuid4().hex
            self._record = theirs
            await self._save(theirs.revision)
        elif answer == "t":
            await self._drop_draft()
            self.dismiss(theirs.id)

    @work(exclusive=True, group="leave")
    async def leave(self) -> None:
        """Leave; what was typed is never lost without being asked for."""
        if self._changed():
            answers = [("e", "接着填"), ("k", "留作草稿退出"), ("d", "丢弃")]
            answer = await self.app.push_screen_wait(Ask("还没有存盘", "填写的内容还没有存盘。", answers))
            if answer == "e":
                return
            if answer == "k":
                await self.before_leaving()
            else:
                self._saved = True
                await self._drop_draft()
        self.dismiss(None)
