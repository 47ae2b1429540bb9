"""The lock: what stands on screen is gone, no key does anything but open it, what was typed is there again."""

from __future__ import annotations

from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.passwords import account, lockphrase
from fjgov_tui.passwords.lockphrase import forget_phrase, has_phrase, lock_path, opens, set_account, set_phrase
from fjgov_tui.passwords.secret import Secret
from fjgov_tui.paths import settings_folder
from fjgov_tui.screens.ledgers.form import FormScreen
from fjgov_tui.shell.lockscreen import LockScreen
from fjgov_tui.store import Store
from tests.screens.driving import Driver, driving
from tests.store.helpers import add_unit

PHRASE = "白帝城-8 号楼"


@pytest.fixture
def phrase(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings folder of the test's own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return settings_folder()


def lock(drive: Driver) -> Path:
    """Set a phrase for whoever sits there, and lock."""
    path = lock_path(settings_folder(), drive.app.desk.actor.name)
    set_phrase(path, Secret(PHRASE))
    drive.app.locking.lock()
    return path


async def test_nothing_is_seen_or_done_and_what_was_typed_comes_back(store: Store, phrase: Path) -> None:
    add_unit(store, "白帝镇人民政府")
    async with driving(store.path) as drive:
        await drive.press("2", "enter")
        await drive.see("白帝镇人民政府")
        await drive.press("f3")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        await drive.press(*"abcdef")
        typed = drive.text
        assert "abcdef" in typed
        lock(drive)
        await drive.see("已锁屏")
        for key in ("escape", "f1", "f2", "1", "ctrl+p", "ctrl+f", "ctrl+n", "tab", "f9", "ctrl+y"):
            await drive.press(key)
            assert isinstance(drive.screen, LockScreen)
        assert "abcdef" not in drive.text
        assert "白帝镇" not in drive.text
        await drive.press("ctrl+u", *"wrong", "enter")
        await drive.see("不对，请再输入一次")
        assert isinstance(drive.screen, LockScreen)
        for character in PHRASE:
            await drive.press("space" if character == " " else character)
        assert PHRASE not in drive.text
        await drive.press("enter")
        await drive.until(lambda: isinstance(drive.screen, FormScreen))
        assert drive.text == typed


async def test_the_system_accounts_password_opens_it_and_where_nobody_can_check_it_that_is_said(
    store: Store, phrase: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lockphrase, "account_opens", lambda user, secret: secret.reveal() == "right")
    async with driving(store.path) as drive:
        user = drive.app.desk.actor.name
        set_account(lock_path(phrase, user), user, Secret("right"))
        drive.app.locking.lock()
        await drive.see("已锁屏", "系统账号口令")
        monkeypatch.setattr(account, "CHECKERS", ())
        monkeypatch.setattr(account, "SWITCHERS", ())
        with monkeypatch.context() as gone:
            gone.setattr(lockphrase, "account_opens", account.account_opens)
            await drive.press(*"right", "enter")
            await drive.see("这台机器查不了系统账号")
            assert drive.app.locking.locked
        await drive.press(*"right", "enter")
        await drive.until(lambda: not drive.app.locking.locked)


async def test_it_locks_itself_when_nobody_has_pressed_a_key(store: Store, phrase: Path) -> None:
    async with driving(store.path) as drive:
        set_phrase(lock_path(phrase, drive.app.desk.actor.name), Secret(PHRASE))
        await drive.app.locking.look()
        assert not drive.app.locking.locked
        drive.app.locking.last -= 9 * 60
        await drive.app.locking.look()
        assert not drive.app.locking.locked
        drive.app.locking.last -= 60
        await drive.app.locking.look()
        await drive.see("已锁屏")


async def test_a_key_puts_it_off(store: Store, phrase: Path) -> None:
    async with driving(store.path) as drive:
        set_phrase(lock_path(phrase, drive.app.desk.actor.name), Secret(PHRASE))
        drive.app.locking.last -= 11 * 60
        await drive.press("f5")
        await drive.app.locking.look()
        assert not drive.app.locking.locked


async def test_without_a_phrase_it_says_how_to_set_one(store: Store, phrase: Path) -> None:
    async with driving(store.path) as drive:
        drive.app.locking.last -= 11 * 60
        await drive.app.locking.look()
        assert not drive.app.locking.locked
        drive.app.locking.lock()
        await drive.see("还没有设锁屏口令", "fjgov lock set")


def test_the_phrase_is_kept_as_no_text_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = lock_path(tmp_path, "wang/../fang")
    assert path.parent == tmp_path
    set_phrase(path, Secret(PHRASE))
    assert (path.stat().st_mode & 0o777, PHRASE.encode() in path.read_bytes()) == (0o600, False)
    assert opens(path, Secret(PHRASE))
    assert not opens(path, Secret(PHRASE + " "))
    path.chmod(0o644)
    with pytest.raises(InputProblem, match="别人也能读写"):
        opens(path, Secret(PHRASE))
    assert (forget_phrase(path), has_phrase(path), forget_phrase(path)) == (True, False, False)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"salt": "!", "key": 3}', b"\xff"])
def test_a_damaged_phrase_opens_nothing_and_says_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "lock.json"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(InputProblem, match="fjgov lock set"):
        opens(path, Secret(PHRASE))


def test_a_short_phrase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="不到 6 个字符"):
        set_phrase(tmp_path / "lock.json", Secret("12345"))
