"""A new password that is typed: checked, booked, and found nowhere afterwards."""

from __future__ import annotations

import asyncio
import gc
import io
import logging
import os
from pathlib import Path

import pytest
from textual.worker import Worker, WorkerFailed

from fjgov_tui.__main__ import guard_environment
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.screens.passwords import password_input
from fjgov_tui.screens.passwords.password_input import TypedForm
from fjgov_tui.screens.passwords.screen import PasswordsScreen
from fjgov_tui.store import Store
from fjgov_tui.widgets.fieldrow import FieldRow
from fjgov_tui.widgets.secretline import SecretLine
from tests.passwords.office import open_office, switch_checker_on
from tests.screens.driving import Driver, driving
from tests.screens.test_snapshots import compare

CANARY = "Kanari-7绿豆汤-Vogel"
ROTATION = LEDGERS["rotation"]


@pytest.fixture
def county(store: Store) -> Path:
    """One account, and the checker switched on."""
    open_office(store)
    switch_checker_on(store)
    return store.path


async def typed_form(drive: Driver) -> TypedForm:
    await drive.press("3")
    await drive.see("1 个账户")
    await drive.press("ctrl+e")
    await drive.until(lambda: isinstance(drive.screen, TypedForm) and drive.screen.query(FieldRow))
    await drive.until(lambda: isinstance(drive.screen.focused, SecretLine))
    assert isinstance(drive.screen, TypedForm)
    return drive.screen


async def type_both(drive: Driver, first: str, second: str) -> None:
    await drive.paste(first)
    await drive.press("tab")
    await drive.paste(second)


def traces(folder: Path, text: str = CANARY) -> list[str]:
    """The files in which the text, or a part of it, can be found."""
    parts = [text.encode(), text.encode("utf-16-le"), text.encode()[:10]]
    return [
        str(path) for path in folder.rglob("*") if path.is_file() and any(part in path.read_bytes() for part in parts)
    ]


def held(text: str) -> list[object]:
    """Objects of the screens that still hold the text in one of their attributes."""
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, SecretLine | Worker) and text in repr(vars(one))]


async def test_typed_checked_booked_and_found_nowhere_afterwards(
    county: Path, store: Store, tmp_path: Path, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    descriptions: list[str] = []
    async with driving(county) as drive:
        page = await typed_form(drive)
        await type_both(drive, CANARY, CANARY)
        await drive.see("✓ 可以用", "✓ 两遍一样", "强度 ■■■■")
        assert CANARY not in drive.text
        descriptions += [worker.description for worker in drive.app.workers]
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, PasswordsScreen))
        await drive.see("✓ 正常 1", "检查")
        assert CANARY not in drive.text
        await drive.until(lambda: not page.is_attached)
        assert held(CANARY) == []
        assert drive.app.clipboard == ""
        assert CANARY not in str(drive.app.notices.log)
        assert CANARY not in "".join(descriptions)
        assert CANARY not in drive.app.title + drive.app.sub_title
        assert traces(tmp_path) == []
    booked = store.read.record(ROTATION, 1).values
    assert (booked["basis"], booked["length"], booked["strength"]) == ("检查", len(CANARY), 4)
    assert store.db.execute("SELECT count(*) FROM draft").fetchone()[0] == 0
    assert traces(tmp_path) == []
    assert traces(home) == []
    assert CANARY not in caplog.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("短1aB", "不足 8 位"),
        ("password1", "常见口令"),
        ("baidizhen2026", "拼音拼成"),
        ("绿豆汤" * 100, "太长"),
        ("Vogel\u200b-绿豆-77x", "看不见的字符"),
    ],
)
async def test_a_bad_one_is_refused_in_words_while_it_is_typed(
    county: Path, store: Store, text: str, told: str
) -> None:
    before = store.read.head()
    async with driving(county) as drive:
        await typed_form(drive)
        await type_both(drive, text, text)
        await drive.see("✗ 不能用", told)
        await drive.press("f2")
        await drive.see("没有登记")
        assert isinstance(drive.screen, TypedForm)
    assert store.read.head() == before


async def test_two_that_differ_are_not_booked(county: Path, store: Store) -> None:
    before = store.read.head()
    async with driving(county) as drive:
        await typed_form(drive)
        await type_both(drive, CANARY, CANARY + "x")
        await drive.see("✗ 两遍不一样")
        await drive.press("f2")
        await drive.see("两遍输入的口令不一样")
    assert store.read.head() == before


async def test_the_last_one_is_recognised(county: Path, store: Store) -> None:
    async with driving(county) as drive:
        for told in ("✓ 正常 1", "最近 6 次登记的口令之一相同"):
            await typed_form(drive)
            await type_both(drive, CANARY, CANARY)
            await drive.see("✓ 两遍一样")
            await drive.press("f2")
            await drive.see(told)
    assert store.read.count(ROTATION) == 1


async def test_what_is_still_being_judged_does_not_cover_why_it_was_not_booked(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password_input, "PAUSE", 0.5)
    reason, judged = "最近 6 次登记的口令之一相同", asyncio.Event()
    async with driving(county) as drive:
        for told in ("✓ 正常 1", reason):
            await typed_form(drive)
            await type_both(drive, CANARY, CANARY)
            await drive.press("f2")
            await drive.see(told)
        drive.app.set_timer(2 * password_input.PAUSE, judged.set)
        await judged.wait()
        await drive.pilot.pause()
        assert reason in drive.text


async def test_it_is_neither_copied_nor_cut_nor_shown_nor_kept(county: Path, store: Store) -> None:
    async with driving(county) as drive:
        page = await typed_form(drive)
        await drive.paste(CANARY)
        line = page.query_one("#first", SecretLine)
        line.action_select_all()
        line.action_copy()
        await drive.see("不能复制")
        line.action_cut()
        assert line.value == CANARY
        assert drive.app.clipboard == ""
        rows = {row.field.name: row for row in page.query(FieldRow)}
        rows["witness"].put("王五")
        await page.before_leaving()
        (draft,) = store.db.execute("SELECT typed FROM draft").fetchone()
        assert draft == '{"witness": "\\u738b\\u4e94"}'
        await drive.press("escape")
        await drive.see("还没有存盘")
        await drive.press("d")
        await drive.until(lambda: isinstance(drive.screen, PasswordsScreen))
        assert line.value == ""
        assert held(CANARY) == []


async def test_a_crash_while_it_stands_there_tells_nothing(
    county: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    async def crash() -> None:
        async with driving(county) as drive:
            await typed_form(drive)
            monkeypatch.setattr("fjgov_tui.screens.passwords.password_input.judge", broken)
            await drive.paste(CANARY)
            await drive.until(lambda: not drive.app.is_running)

    with pytest.raises(WorkerFailed):
        await crash()
    said = capsys.readouterr()
    assert CANARY not in said.out + said.err
    assert traces(home) == []
    assert traces(tmp_path) == []


def test_textuals_own_debugging_which_writes_down_what_is_typed_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG"):
        monkeypatch.setenv(name, "devtools")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    guard_environment()
    assert not {"TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEBUG"} & set(os.environ)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_page_looks_as_it_did(county: Path, size: tuple[int, int]) -> None:
    async with driving(county, size=size) as drive:
        await typed_form(drive)
        await type_both(drive, "bdz_gly2026", "bdz_gly2026")
        await drive.see("✗ 不能用", "✓ 两遍一样")
        await compare(drive, f"passwords-typed-{size[0]}x{size[1]}")
