"""The form of any ledger: made from its declaration, checked field by field, kept as a draft while it is open."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from fjgov_tui.clock import show_instant
from fjgov_tui.errors import ConflictProblem, FjgovError, RecordProblem
from fjgov_tui.ledgers import Field, Ledger, Record
from fjgov_tui.screens.conflict import conflict_text
from fjgov_tui.screens.formdata import FormData, check_field, options, read_form
from fjgov_tui.store import Store
from fjgov_tui.store.desk import Desk
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.plain import Plain
from fjgov_tui.widgets.window import Page

KEEP_SECONDS = 2.0
"""How often what is typed is kept as a draft."""


class FormScreen(Page[int | None]):
    """Returns the id of the record that was saved, or `None`."""

    CSS_PATH = "form.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", "存盘", key_display="F2"),
        Binding("f4", "pick", "选择", key_display="F4"),
        Binding("up", "app.focus_previous", "上一项", show=False),
        Binding("down", "app.focus_next", "下一项", show=False),
        Binding("enter", "app.focus_next", "下一项", key_display="回车"),
        Binding("escape", "leave", "返回", key_display="Esc"),
    ]
    HELP = "表单：逐项填写，* 为必填；F4 从可选项里挑，F2 存盘，Esc 返回。填到一半断线，下次打开会问是否接着填。"

    def __init__(self, desk: Desk, ledger: Ledger, record: Record | None = None, *, duplicate: bool = False) -> None:
        """Open a form.

        Args:
            desk: the open file.
            ledger: whose form.
            record: the record to change; `None` for a new one.
            duplicate: begin a new record with this one's values.
        """
        name = record.title if record and not duplicate else "新记录"
        super().__init__(desk, f"{ledger.title}  {name}")
        self._ledger = ledger
        self._record = None if duplicate else record
        self._pattern = record if duplicate else None
        self._data = FormData({}, {})
        self._kept: Mapping[str, str] = {}
        self._operation = uuid.uuid4().hex

    @property
    def _draft_key(self) -> int:
        return self._record.id if self._record else 0

    def content(self) -> ComposeResult:
        """The fields, and what the field at hand means."""
        yield VerticalScroll(id="fields", can_focus=False)
        yield Plain(id="about")

    def on_mount(self) -> None:
        """Fill the form."""
        self._fill()

    @work(exclusive=True, group="fill")
    async def _fill(self) -> None:
        base = self._record or self._pattern
        self._data = await self.desk.read(lambda reader: read_form(reader, self._ledger, base))
        rows = [
            FieldRow(field, self._data.texts[field.name], self._data.suggestions[field.name])
            for field in self._ledger.fields
        ]
        await self.query_one("#fields").mount_all(rows)
        rows[0].enter()
        self._kept = self._typed()
        if not self.desk.readonly:
            await self._offer_draft()
            self.set_interval(KEEP_SECONDS, self._keep)

    def _rows(self) -> list[FieldRow]:
        return list(self.query(FieldRow))

    def _typed(self) -> dict[str, str]:
        return {row.field.name: row.text for row in self._rows()}

    @property
    def _dirty(self) -> bool:
        """Whether anything differs from what the form began with."""
        typed = self._typed()
        return bool(typed) and (typed != self._data.texts or self._pattern is not None)

    # --- drafts --------------------------------------------------------------------------------------------------

    async def _offer_draft(self) -> None:
        name, key = self._ledger.name, self._draft_key

        def find(store: Store) -> tuple[str, Mapping[str, str]] | None:
            with store.drafts() as drafts:
                draft = drafts.find(name, key)
            return (draft.saved_at, draft.typed) if draft else None

        found = await self.desk.write(find)
        if found is None or found[1] == self._data.texts:
            return
        text = f"{show_instant(found[0])} 留下一份没有存盘的内容，接着填吗？"
        if await self.app.push_screen_wait(Ask("草稿", text, [("y", "接着填"), ("n", "丢弃")])) == "y":
            for row in self._rows():
                row.put(found[1].get(row.field.name, row.text))
        else:
            await self._drop_draft()

    @work(exclusive=True, group="keep")
    async def _keep(self) -> None:
        typed, name, key = self._typed(), self._ledger.name, self._draft_key
        if typed == self._kept:
            return

        def keep(store: Store) -> None:
            with store.drafts() as drafts:
                drafts.keep(name, key, typed)

        try:
            await self.desk.write(keep)
            self._kept = typed
        except FjgovError as error:
            self.query_one("#about", Plain).show(f"草稿没有留住：{error}", "$error")

    async def _drop_draft(self) -> None:
        name, key = self._ledger.name, self._draft_key

        def drop(store: Store) -> None:
            with store.drafts() as drafts:
                drafts.drop(name, key)

        await self.desk.write(drop)

    # --- fields --------------------------------------------------------------------------------------------------

    @on(FieldRow.Entered)
    def _explain(self, event: FieldRow.Entered) -> None:
        field = event.row.field
        sealed = "已遮盖；不改就保持原值。" if field.sealed and self._data.texts.get(field.name) else ""
        pick = "F4 选择。" if field.reference or field.type.options or hasattr(field.type, "choices") else ""
        self.query_one("#about", Plain).show(
            f"{field.label}：{field.help or field.type.noun}。{field.type.hint}。{sealed}{pick}"
        )

    @on(FieldRow.Left)
    @work(group="check")
    async def _check(self, event: FieldRow.Left) -> None:
        """Look at one field as soon as it is left; nothing is refused yet."""
        field, text = event.row.field, event.row.text
        if text == self._data.texts.get(field.name):
            event.row.say("")
            return
        current = self._record.values.get(field.name) if self._record else None
        wrong = await self.desk.read(lambda reader: check_field(reader, field, text, current))
        event.row.say(wrong)

    async def action_pick(self) -> None:
        """Offer what the field may hold."""
        row = next((row for row in self._rows() if row.has_focus_within), None)
        if row is not None:
            self._pick(row, row.field)

    @work
    async def _pick(self, row: FieldRow, field: Field) -> None:
        entries = options(field, self._data.suggestions[field.name], row.text, self.desk.clock())
        if not entries:
            self.notify("这一项直接填写", markup=False)
            return
        chosen = await self.app.push_screen_wait(Picker(field.label, entries))
        if chosen is not None:
            row.put(chosen)

    # --- saving --------------------------------------------------------------------------------------------------

    @work(exclusive=True, group="save")
    async def action_save(self) -> None:
        """Save; every bad field is named at once, and the first one gets the focus."""
        for row in self._rows():
            row.say("")
        await self._save(self._record.revision if self._record else None)

    async def _save(self, revision: int | None) -> None:
        given = {name: text for name, text in self._typed().items() if self._differs(name, text)}
        ledger, record, operation = self._ledger, self._record, self._operation

        def save(store: Store) -> int:
            with store.write(operation=operation) as writer:
                return writer.save(ledger, given, record, revision)

        try:
            saved = await self.desk.write(save)
        except RecordProblem as problem:
            self._show_problems(problem)
        except ConflictProblem as conflict:
            await self._settle(conflict)
        except FjgovError as error:
            await self.app.push_screen_wait(Tell("没有存盘", str(error)))
        else:
            await self._drop_draft()
            self.notify("已存盘", markup=False)
            self.dismiss(saved)

    def _differs(self, name: str, text: str) -> bool:
        return bool(text.strip()) if self._record is None else text != self._data.texts[name]

    def _show_problems(self, problem: RecordProblem) -> None:
        reasons = {one.field: one.reason for one in problem.problems}
        wrong = [row for row in self._rows() if row.field.name in reasons]
        for row in wrong:
            row.say(reasons[row.field.name])
        if wrong:
            wrong[0].enter()
        self.notify(f"有 {len(reasons)} 项不能存，见红字", severity="error", markup=False)

    async def _settle(self, conflict: ConflictProblem) -> None:
        """Somebody saved first: show both versions and let the user decide."""
        ledger, mine = self._ledger, self._record
        if mine is None:
            return
        theirs = await self.desk.read(lambda reader: reader.record(ledger, mine.id))
        typed = {name: text for name, text in self._typed().items() if self._differs(name, text)}
        answers = [("e", "回到表单"), ("m", "以我填的为准"), ("t", "放弃我填的")]
        answer = await self.app.push_screen_wait(
            Ask("两个版本", conflict_text(ledger, mine, theirs, typed, str(conflict)), answers)
        )
        if answer == "m" and theirs.removed_at is None:
            self._operation = uuid.uuid4().hex
            self._record = theirs
            await self._save(theirs.revision)
        elif answer == "t":
            await self._drop_draft()
            self.dismiss(theirs.id)

    @work
    async def action_leave(self) -> None:
        """Leave; what was typed is never lost without being asked for."""
        if not self._dirty:
            self.dismiss(None)
            return
        answers = [("e", "接着填"), ("k", "留作草稿退出"), ("d", "丢弃")]
        answer = await self.app.push_screen_wait(Ask("还没有存盘", "填写的内容还没有存盘。", answers))
        if answer == "d":
            await self._drop_draft()
        elif answer == "k":
            await self._keep().wait()
        if answer != "e":
            self.dismiss(None)
