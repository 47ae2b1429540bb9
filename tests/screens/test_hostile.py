"""Text that is out to do something: markup, escapes, direction marks. It is shown as characters and does nothing."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Day, LongText
from fjgov_tui.screens.ledgers.detail import detail_lines
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.store import open_store
from fjgov_tui.widgets.dialogs import Ask, Tell
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.folding import Folded, cuts
from fjgov_tui.widgets.line import Line
from fjgov_tui.widgets.menu import Menu
from fjgov_tui.widgets.picker import Entry, Picker
from fjgov_tui.widgets.plain import plain_lines
from tests.screens.driving import Driver, driving
from tests.screens.samples import covering

MARKUP = "a[/]b[@click=app.leave]x[/][red]y[/foo]"
ESCAPES = "甲\x1b]52;c;aGk=\x07\x1b]0;t\x07\x1b[2J\x9b31m\u202e\u200b\x00乙"
BEGINNING = "甲␛]52;c;"
"""How the escapes look once they are harmless."""
ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]")


def plant(path: Path, text: str) -> None:
    """Write the text into every text field of every record and of the trail, behind the program's back."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f'DROP TRIGGER "{trigger}"')
        for ledger in LEDGERS.values():
            for field in ledger.fields:
                if field.reference is None and field.type.sql == "TEXT" and not isinstance(field.type, Day):
                    db.execute(f'UPDATE "{ledger.name}" SET "{field.name}" = ?', [text])
            db.execute(f'UPDATE "{ledger.name}" SET created_by = ?1, updated_by = ?1', [text])
        db.execute("UPDATE trail SET reason = ?1, action = ?1, actor = json_object('user', ?1)", [text])


def harmless(drive: Driver) -> str:
    """The screen's text, which must not hold anything that acts."""
    found = drive.text
    assert not ACTING.search(found.replace("\n", ""))
    assert drive.app.is_running
    return found


PLACES = ("enter", "f6", "f9", "f2")
"""What opens a window over a record: its detail, its history, the question before it goes, its form."""


async def visit(drive: Driver, ledger: str, word: str, keys: Sequence[str], picked: set[str]) -> None:
    """Places that show a record of the ledger; the word stands in each. `picked`: whose pick lists were seen."""
    await drive.open(ledger)
    await drive.see(word)
    harmless(drive)
    for key in keys:
        await drive.press(key)
        await drive.until(lambda: len(drive.app.screen_stack) == 2)
        if key == "f2":
            await drive.until(lambda: drive.screen.query(FieldRow) and drive.screen.focused)
        await drive.see(word)
        harmless(drive)
        if key == "f2":
            await pick_lists(drive, picked)
        await drive.leave_windows()


async def pick_lists(drive: Driver, picked: set[str]) -> None:
    """F4 at a form's references, once for each ledger to which one leads."""
    assert isinstance(drive.screen, FormScreen)
    for row in list(drive.screen.query(FieldRow)):
        if row.field.reference is None or row.field.reference.ledger in picked:
            continue
        picked.add(row.field.reference.ledger)
        row.enter()
        await drive.press("f4")
        await drive.until(lambda: isinstance(drive.screen, Picker))
        harmless(drive)
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))


WORD = "a[/]甲␛"


def test_every_field_of_every_ledger_is_shown_as_characters(samples: Path) -> None:
    """The lines of the detail hold each field that is filled, and here each is; how they are drawn is shown below."""
    plant(samples, f"a[/]{ESCAPES}{MARKUP}")
    with open_store(samples, readonly=True) as store:
        for ledger in LEDGERS.values():
            lines = list(detail_lines(ledger, store.read.record(ledger, 1), signs=True))
            text = "\n".join(line.text.at(100).plain for line in lines)
            assert not ACTING.search(text.replace("\n", "")), ledger.name
            assert WORD in text, ledger.name
            assert MARKUP in text or not any(isinstance(field.type, LongText) for field in ledger.fields), ledger.name


async def test_every_place_that_shows_a_record_shows_characters(samples: Path) -> None:
    plant(samples, f"a[/]{ESCAPES}{MARKUP}")
    async with driving(samples, size=(120, 40)) as drive:
        picked: set[str] = set()
        for ledger in covering():
            await visit(drive, ledger.name, WORD, PLACES, picked)
        everywhere = {field.reference.ledger for each in LEDGERS.values() for field in each.fields if field.reference}
        assert picked == everywhere


async def test_findings_and_their_titles_are_shown_as_characters(samples: Path) -> None:
    plant(samples, ESCAPES)
    async with driving(samples) as drive:
        await drive.see("登记缺项", "✗ 违反")
        drive.screen.query_one("#asked", Menu).focus()
        await drive.press("enter")
        await drive.until(lambda: len(drive.app.screen_stack) == 2)
        harmless(drive)


async def test_a_value_that_cannot_be_is_told_and_does_not_end_the_program(samples: Path) -> None:
    with closing(sqlite3.connect(samples, isolation_level=None)) as db:
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("UPDATE media SET opened_on = '昨天'")
    async with driving(samples) as drive:
        await drive.see("没有成功")
        # Where the lines break depends on how long the file's path is.
        whole = "".join(line.replace("│", "").strip() for line in drive.lines()).replace(" ", "")
        assert "文件里有不该有的值" in whole
        assert "fjgovverify" in whole
        await drive.press("escape", "2")
        await drive.see("政务新媒体")
        assert drive.app.is_running


@pytest.mark.parametrize("text", [MARKUP, ESCAPES, "[", "\\[", "a]b[[", "$error[bold]"])
async def test_messages_questions_and_pickers_take_any_text(towns: Path, text: str) -> None:
    async with driving(towns) as drive:
        drive.app.notify(text, title=text)
        drive.app.push_screen(Tell(text, text))
        await drive.pilot.pause()
        harmless(drive)
        drive.app.push_screen(Ask(text, text, [("n", text), ("y", text)]))
        await drive.pilot.pause()
        harmless(drive)
        drive.app.push_screen(Picker(text, [Entry("v", text, text, text), Entry("w", text)], note=text))
        await drive.pilot.pause()
        harmless(drive)


async def test_markup_in_data_is_no_link(samples: Path) -> None:
    plant(samples, "[@click=app.leave]离开[/]")
    async with driving(samples) as drive:
        await drive.open("unit")
        await drive.press("enter")
        await drive.until(lambda: len(drive.app.screen_stack) == 2)
        for line, text in enumerate(drive.lines()):
            if "离开" in text:
                await drive.pilot.click(offset=(cell_len(text[: text.index("离开")]) + 1, line))
        await drive.pilot.pause()
        assert drive.app.is_running
        assert drive.app.return_value is None


async def test_file_names_and_sheets_are_shown_as_characters(
    towns: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    monkeypatch.chdir(folder)
    hostile = folder / "[@click=app.leave]a\x1b]0;t\x07\u202e.csv"
    hostile.write_text(f"单位名称,类别,{MARKUP}\n{MARKUP},{MARKUP}\x1b[2J,1\n", encoding="utf-8")
    (folder / "[red]文件夹[").mkdir()
    async with driving(towns) as drive:
        await drive.press("f7")
        await drive.see("[@click=app.leave]a␛]0;t␇", "[red]文件夹[/")
        harmless(drive)
        await drive.press("enter")
        await drive.see("没有写入", "[@click=app.leave]")
        harmless(drive)


async def test_a_line_holds_only_harmless_text_however_it_arrives(towns: Path) -> None:
    async with driving(towns) as drive:
        await drive.open("unit")
        await drive.press("slash")
        await drive.paste(ESCAPES)
        line = drive.screen.query_one("#filter", Line)
        assert line.value
        assert "␛" not in line.value
        assert not ACTING.search(line.value)


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(10, 40))
def test_folding_loses_nothing_and_keeps_to_the_room(text: str, cells: int) -> None:
    shown = plain_lines(text)
    folded = Folded.of(shown).at(cells)
    assert folded.plain.replace(" ", "").replace("\n", "") == shown.plain.replace(" ", "").replace("\n", "")
    for line in folded.plain.split("\n"):
        assert cell_len(line.rstrip()) <= cells


@pytest.mark.parametrize(
    ("text", "cells", "parts"),
    [
        ("请向公安机关备案，并登记", 16, ["请向公安机关备", "案，并登记"]),
        ("核对 https://a.example/ 再填", 24, ["核对 https://a.example/ ", "再填"]),
        ("核对 https://a.example/ 再填", 20, ["核对 ", "https://a.example/ ", "再填"]),
        ("他说：“好的”，就走", 8, ["他说：", "“好的”，", "就走"]),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
    ],
)
def test_lines_break_as_chinese_breaks(text: str, cells: int, parts: list[str]) -> None:
    places = [0, *cuts(text, cells), len(text)]
    assert [text[start:end] for start, end in pairwise(places)] == parts


def test_styles_survive_folding() -> None:
    folded = Folded.of(Content.styled("红" * 30, "bold")).at(20)
    assert all(span.style == "bold" for span in folded.spans)
    assert len(folded.spans) == 3
