"""The form of any ledger: nothing typed is lost, nothing of somebody else's is overwritten unseen."""

from collections.abc import Hashable
from pathlib import Path

import pytest
from textual.containers import ScrollableContainer

from fjgov_tui.ledgers import LEDGERS, Ledger
from fjgov_tui.ledgers.office import SETTING
from fjgov_tui.ledgers.types import LongText
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.store import Store
from fjgov_tui.store.actor import Actor
from fjgov_tui.text import width
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.fieldrow import ROOM, FieldRow, Paragraph, in_line
from fjgov_tui.widgets.picker import Picker
from fjgov_tui.widgets.recordlist import RecordList
from tests.screens.driving import Driver, driving
from tests.screens.samples import called, cover, free, sample


def rows(drive: Driver) -> dict[str, FieldRow]:
    return {row.field.name: row for row in drive.screen.query(FieldRow)}


async def form(drive: Driver, ledger: str, key: str = "f2") -> dict[str, FieldRow]:
    """Open a form and wait for its fields."""
    await drive.open(ledger)
    await drive.press(key)
    await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
    await drive.until(lambda: drive.screen.focused is not None)
    return rows(drive)


async def closed(drive: Driver) -> None:
    await drive.until(lambda: len(drive.app.screen_stack) == 1)


@pytest.mark.parametrize("name", [name for name, ledger in LEDGERS.items() if ledger.append_only])
async def test_what_is_only_ever_added_by_its_procedure_cannot_be_typed_in(
    samples: Path, store: Store, name: str
) -> None:
    before = store.read.head()
    async with driving(samples) as drive:
        for field_name, row in (await form(drive, name, "f3")).items():
            row.put(sample(LEDGERS[name])[field_name])
        await drive.press("f2")
        await drive.see("没有存盘", LEDGERS[name].append_only[:8])
    assert store.read.head() == before


def another(ledger: Ledger) -> dict[str, str]:
    """A whole record that is not the sample which stands in the file."""
    texts = sample(ledger)
    for field in ledger.fields:
        if field.unique:
            texts[field.name] = "https://another.example/"
    if free(ledger) and texts[ledger.label] == called(ledger):
        texts[ledger.label] += "之二"
    return texts


def formed_differently(ledger: Ledger) -> set[Hashable]:
    """What of a ledger its form, which is made of its declaration, treats differently."""
    kinds = {(type(field.type), field.sealed, field.required, field.unique) for field in ledger.fields}
    return {*kinds, *map(type, ledger.rules), free(ledger), ledger is SETTING}


TYPED = cover([ledger for ledger in LEDGERS.values() if not ledger.append_only], formed_differently)
PROGRAMS = 2
"""How many dashboards their forms are opened in: to start one for each takes longer than the forms."""


@pytest.mark.parametrize("part", range(PROGRAMS))
async def test_a_form_takes_a_whole_record_and_shows_it_again(samples: Path, store: Store, part: int) -> None:
    async with driving(samples) as drive:
        for ledger in TYPED[part::PROGRAMS]:
            await taken_and_shown(drive, store, ledger)
            await drive.press("escape")
            await closed(drive)


async def taken_and_shown(drive: Driver, store: Store, ledger: Ledger) -> None:
    """Type a whole record, save it, and open it again."""
    wanted = another(ledger)
    if not free(ledger):
        with store.write() as writer:
            pointing = sorted({referrer.ledger for referrer in writer.referrers(ledger, 1)[0]})
            for freed in (*map(LEDGERS.__getitem__, pointing), ledger):
                record = writer.record(freed, 1)
                if record.removed_at is None:
                    writer.remove(freed, 1, record.revision)
    for field_name, row in (await form(drive, ledger.name, "f3")).items():
        row.put(wanted[field_name])
    await drive.press("f2")
    await closed(drive)
    await drive.until(lambda: drive.ledgers.records.record not in {None, 1}, f"{ledger.name}: the new record")
    saved = drive.ledgers.records.record
    assert saved is not None
    values = store.read.record(ledger, saved).values
    for field in ledger.fields:
        assert (values[field.name] is not None) == bool(wanted[field.name]), (ledger.name, field.name)
    await drive.press("f2")
    await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
    again = rows(drive)
    for field in ledger.fields:
        if not field.sealed:
            assert again[field.name].text == wanted[field.name], (ledger.name, field.name)
        elif wanted[field.name]:
            assert values[field.name] == wanted[field.name]
            assert "****" in again[field.name].text


async def test_all_mistakes_are_named_at_once_and_the_first_has_the_focus(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "unit", "f3")
        found["kind"].put("没有这类")
        found["phone"].put("12")
        await drive.press("down", "down", "down", "f2")
        await drive.see("有 3 项不能存", "必须填写", "不在可选项内", "不是手机号")
        assert found["name"].has_focus_within
    assert store.read.count(LEDGERS["unit"]) == 4


async def test_why_a_field_at_the_lower_edge_was_not_taken_comes_into_view(towns: Path) -> None:
    """Its reason stands below the line in which one has typed."""
    async with driving(towns) as drive:
        there = await form(drive, "release", "f3")
        there["title"].put("补贴通知")
        there["unit"].put("白帝镇人民政府")
        row = there["withdrawn_on"]
        row.enter()
        await drive.paste("2026-11-20")
        await drive.see("2026-11-20")
        body = row.parent
        assert isinstance(body, ScrollableContainer)
        body.scroll_to(y=row.virtual_region.bottom - body.size.height, animate=False)
        await drive.until(lambda: row.region.bottom == body.region.bottom, "the field is the last in view")
        await drive.press("f2")
        await drive.see("有 1 项不能存", "没有登记发布，没有什么可撤")


async def test_a_field_is_checked_as_soon_as_it_is_left(towns: Path) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "unit")
        found["phone"].enter()
        found["phone"].put("12")
        await drive.press("tab")
        await drive.see("不是手机号")


async def test_sealed_fields_stay_masked_and_kept_when_untouched(samples: Path, store: Store) -> None:
    async with driving(samples) as drive:
        found = await form(drive, "person")
        assert found["mobile"].text == "199****5678"
        found["post"].put("主任")
        await drive.press("f2")
        await drive.see("已存盘")
    assert store.read.record(LEDGERS["person"], 1).values["mobile"] == "19912345678"


async def test_pick_lists_for_references_choices_and_days(samples: Path) -> None:
    async with driving(samples) as drive:
        found = await form(drive, "person")
        found["unit"].enter()
        await drive.press("f4")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("y", "b")
        await drive.see("样本单位")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert found["unit"].text == "样本单位"

        found["roles"].put("")
        found["roles"].enter()
        await drive.press("f4")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        for key in ("enter", "down", "enter"):
            await drive.press(key)
            await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert found["roles"].text == "第一责任人、直接责任人"

        found["on_duty"].put("")
        found["on_duty"].enter()
        await drive.press("f4")
        await drive.see("今天", "2026-11-23")
        await drive.press("enter")
        await drive.until(lambda: found["on_duty"].text == "2026-11-23")


async def test_what_was_wrong_with_a_text_is_said_no_more_once_another_was_picked(samples: Path) -> None:
    async with driving(samples) as drive:
        found = await form(drive, "person")
        found["on_duty"].put("前天下午")
        found["on_duty"].enter()
        await drive.press("tab")
        await drive.until(lambda: found["on_duty"].has_class("-wrong"))
        found["on_duty"].enter()
        await drive.press("f4")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.press("enter")
        await drive.until(lambda: found["on_duty"].text == "2026-11-23")
        await drive.until(lambda: not found["on_duty"].has_class("-wrong"))


async def test_enter_breaks_the_line_in_a_long_text_and_arrows_leave_at_its_ends(samples: Path) -> None:
    async with driving(samples) as drive:
        found = await form(drive, "unit")
        note = next(row for row in found.values() if isinstance(row.field.type, LongText))
        note.enter()
        await drive.press("a", "enter", "b")
        assert note.text == "a\nb第一行\n第二行"
        await drive.press("up")
        assert note.has_focus_within
        await drive.press("up")
        await drive.until(lambda: found["phone"].has_focus_within)
        await drive.press("down", "down", "down", "down")
        await drive.until(lambda: not note.has_focus_within)


async def test_enter_and_arrows_go_from_field_to_field(towns: Path) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "unit")
        await drive.press("enter")
        assert found["kind"].has_focus_within
        await drive.press("up")
        assert found["name"].has_focus_within


async def test_what_is_pasted_into_a_long_text_is_harmless(towns: Path) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "unit")
        found["note"].enter()
        await drive.paste("甲\x1b]52;c;eA==\x07\r\n\x1b[31m乙\u202e\x01")
        assert found["note"].text == "甲\n乙\ufffd␁"
        assert isinstance(drive.screen.focused, Paragraph)


async def test_escape_asks_before_typed_text_is_dropped(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "unit")
        found["phone"].put("023-56551234")
        await drive.press("escape")
        await drive.see("还没有存盘")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert found["phone"].text == "023-56551234"
        await drive.press("escape", "d")
        await closed(drive)
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        assert rows(drive)["phone"].text == "023-56550001"
        await drive.press("escape")
        await closed(drive)


async def test_a_draft_comes_back_but_overwrites_nothing_else(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "unit")
        found["phone"].put("023-56551234")
        await drive.press("escape", "k")
        await closed(drive)
        record = drive.ledgers.records.record or 0
    with store.write() as writer:
        unit = LEDGERS["unit"]
        writer.save(unit, {"note": "别人写的"}, writer.record(unit, record))
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("f2")
        await drive.see("留下一份没有存盘的内容")
        await drive.press("y")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert rows(drive)["phone"].text == "023-56551234"
        assert rows(drive)["note"].text == "别人写的"
        await drive.press("f2")
        await drive.see("已存盘")
        await closed(drive)
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
    values = store.read.record(LEDGERS["unit"], record).values
    assert (values["phone"], values["note"]) == ("023-56551234", "别人写的")


async def conflicted(drive: Driver, store: Store) -> int:
    """Change a record in the form while somebody else saves it."""
    found = await form(drive, "unit")
    record = drive.app.screen_stack[0].query_one(RecordList).record or 0
    found["note"].put("我写的")
    store.actor = Actor(user="liming", host="office2")
    with store.write() as writer:
        unit = LEDGERS["unit"]
        writer.save(unit, {"phone": "023-56557777"}, writer.record(unit, record))
    await drive.press("f2")
    await drive.until(lambda: isinstance(drive.screen, Ask))
    await drive.see("023-56557777", "我写的", "liming")
    return record


@pytest.mark.parametrize(
    ("key", "note", "phone"),
    [("m", "我写的", "023-56557777"), ("t", None, "023-56557777"), ("e", None, "023-56557777")],
)
async def test_a_conflict_shows_both_versions_and_each_answer_works(
    towns: Path, store: Store, key: str, note: str | None, phone: str
) -> None:
    async with driving(towns) as drive:
        record = await conflicted(drive, store)
        await drive.press(key)
        if key == "e":
            await drive.until(lambda: isinstance(drive.screen, FormScreen))
            assert rows(drive)["note"].text == "我写的"
        else:
            await closed(drive)
    values = store.read.record(LEDGERS["unit"], record).values
    assert (values["note"], values["phone"]) == (note, phone)


@pytest.mark.parametrize(("ledger", "field", "first"), [("schedule", "cron", {}), ("setting", "value", "提醒时间")])
async def test_a_time_is_explained_while_it_is_typed(towns: Path, ledger: str, field: str, first: object) -> None:
    async with driving(towns) as drive:
        found = await form(drive, ledger, "f3")
        if first:
            found["name"].put(str(first))
        found[field].put("")
        found[field].enter()
        await drive.press(*"0 25 * * ")
        await drive.see("还不能执行", "写了 4 段")
        await drive.press("*")
        await drive.see("第 2 段“时”", "0 至 23")
        found[field].put("30 8 ＊ ＊ 1-5")
        await drive.see("每周一至周五 08:30", "11-24（周二）08:30", "11-30（周一）08:30")


async def test_a_time_with_full_width_stars_is_saved_and_a_wrong_one_named(towns: Path, store: Store) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "schedule", "f3")
        found["kind"].put("更新")
        found["cron"].put("0 8 32 * *")
        await drive.press("f2")
        await drive.see("第 3 段“日”")
        found["cron"].put("０ ８　＊　＊ ＊")
        await drive.press("f2")
        await drive.see("已存盘")
    assert [record.values["cron"] for record in store.read.records(LEDGERS["schedule"])] == ["0 8 * * *"]


async def test_f4_in_a_reference_starts_from_what_was_typed(towns: Path) -> None:
    async with driving(towns) as drive:
        found = await form(drive, "person", "f3")
        found["unit"].put("")
        found["unit"].enter()
        await drive.press(*"apz", "f4")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.see("安坪镇人民政府", "1/4")
        assert "白帝镇人民政府" not in drive.text
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and found["unit"].text == "安坪镇人民政府")
        # What was chosen already is no search: all are offered, with the cursor on it.
        await drive.press("f4")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        await drive.see("白帝镇人民政府", "草堂镇人民政府")
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert found["unit"].text == "安坪镇人民政府"
        # What nothing has hides nothing.
        found["unit"].put("没有这个")
        await drive.press("f4")
        await drive.see("白帝镇人民政府", "安坪镇人民政府")


@pytest.mark.parametrize("name", list(LEDGERS))
def test_no_label_is_cut_off(name: str) -> None:
    """A form with a long label gives all of its labels the room."""
    made = [FieldRow(field, "", []) for field in LEDGERS[name].fields]
    in_line(made)
    assert all(width(row.label) <= (17 if row.has_class("-long") else ROOM) for row in made)
    assert len({row.has_class("-long") for row in made}) == 1


async def test_a_long_label_is_drawn_whole(samples: Path) -> None:
    async with driving(samples) as drive:
        await form(drive, "change", "f3")
        await drive.see("*网站或账号名称", "安全检测通过日期")
