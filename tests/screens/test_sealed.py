"""A file with a passphrase on screen: asked for once, where a sealed value is seen or written, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("cryptography")

from fjgov_tui.ciphertext import is_encrypted
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.passwords.lockphrase import lock_path, set_phrase
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.paths import settings_folder
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.screens.unsealing import PhraseWindow
from fjgov_tui.shell.lockscreen import LockScreen
from fjgov_tui.store import Store, keys
from fjgov_tui.store.cleartext import wipe
from fjgov_tui.store.encrypting import switch_on
from fjgov_tui.store.recovery import new_code
from fjgov_tui.widgets.dialogs import Ask
from fjgov_tui.widgets.fieldrow import FieldRow
from tests.screens.driving import Driver, driving

PHRASE = "kuimen baidicheng 1106"


@pytest.fixture
def sealed(samples: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keys, "SCRYPT_N", 2)
    switch_on(store, PHRASE, new_code())
    store.db.keys.key = None
    wipe(store)
    return samples


def kept_in(path: Path) -> list[bytes]:
    """The bytes of the file and of what lies beside it."""
    return [file.read_bytes() for file in path.parent.iterdir() if file.name.startswith(path.name)]


async def give(drive: Driver, phrase: str) -> None:
    await drive.until(lambda: isinstance(drive.screen, PhraseWindow))
    await drive.press(*("space" if sign == " " else sign for sign in phrase), "enter")


async def test_a_value_is_shown_once_the_passphrase_was_given(sealed: Path) -> None:
    async with driving(sealed) as drive:
        await drive.open("person")
        await drive.press("enter")
        await drive.see("199****5678")
        assert "fj1" not in drive.text
        await drive.press("f4")
        await give(drive, "baidicheng")
        await drive.see("口令不对")
        await give(drive, PHRASE)
        await drive.see("19912345678", "已记入审计链")
        assert PHRASE not in drive.text
        await drive.press("escape")
        await drive.press("enter")
        await drive.see("199****5678")
        await drive.press("f4")
        await drive.see("19912345678")  # asked for once a session


async def test_a_form_saves_everything_else_without_it_and_asks_where_a_sealed_field_is_written(
    sealed: Path, store: Store
) -> None:
    async with driving(sealed) as drive:
        await drive.open("person")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        rows = {row.field.name: row for row in drive.screen.query(FieldRow)}
        rows["note"].put("换了办公室")
        rows["mobile"].put("13900000001")
        await drive.press("f2")
        await give(drive, PHRASE)
        await drive.see("已存盘")
    record = store.read.record(LEDGERS["person"], 1)
    assert (record.values["note"], "139****0001" in str(record.values["mobile"])) == ("换了办公室", True)
    assert not [file for file in kept_in(sealed) if b"13900000001" in file]


async def test_the_lock_drops_the_key_and_what_was_typed_is_there_again(
    sealed: Path, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    async with driving(sealed) as drive:
        await drive.open("person")
        await drive.press("enter")
        await drive.see("199****5678")
        await drive.press("f4")
        await give(drive, PHRASE)
        await drive.see("19912345678")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        rows = {row.field.name: row for row in drive.screen.query(FieldRow)}
        rows["note"].put("换了办公室")
        rows["mobile"].put("13900000001")
        path = lock_path(settings_folder(), drive.app.desk.actor.name)
        set_phrase(path, Secret("锁屏口令-8"))
        drive.app.locking.lock()
        await drive.until(lambda: drive.app.desk.keys.key is None)
        # The draft was kept before the key went: without it the sealed line could not have been.
        (kept,) = store.db.execute("SELECT typed FROM draft").fetchone()
        typed = json.loads(kept)
        assert (typed["note"], is_encrypted(typed["mobile"])) == ("换了办公室", True)
        assert not [file for file in kept_in(sealed) if b"13900000001" in file]
        await drive.until(lambda: isinstance(drive.screen, LockScreen))
        drive.screen.dismiss(None)
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert (rows["note"].text, rows["mobile"].text) == ("换了办公室", "13900000001")
        await drive.press("f2")
        await give(drive, PHRASE)
        await drive.see("已存盘")


async def test_what_was_typed_into_a_sealed_field_is_no_draft_in_clear(sealed: Path) -> None:
    async with driving(sealed) as drive:
        await drive.open("person")
        await drive.press("f2")
        await drive.until(lambda: isinstance(drive.screen, FormScreen) and drive.screen.query(FieldRow))
        rows = {row.field.name: row for row in drive.screen.query(FieldRow)}
        rows["mobile"].put("13900000001")
        await drive.press("escape")
        await drive.until(lambda: isinstance(drive.screen, Ask))
        await drive.press("k")
        await drive.until(lambda: len(drive.app.screen_stack) == 1)
    assert not [file for file in kept_in(sealed) if b"13900000001" in file]
