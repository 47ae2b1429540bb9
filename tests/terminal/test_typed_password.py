"""A password typed into the real program in a real terminal: it is in no byte that comes back, and in no file."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store, create_store
from fjgov_tui.store.actor import Actor
from tests.passwords.office import open_office, switch_checker_on
from tests.terminal.teletype import dashboard

CANARY = "Kanari-7Zq-Vogel-42x"
F2, CTRL_E, CTRL_K = "\x1bOQ", "\x05", "\x0b"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """One account, written by the real clock, and the checker switched on."""
    path = tmp_path / "county.db"
    with create_store(path, actor=Actor(user="wangfang", host="office")) as store:
        open_office(store)
        switch_checker_on(store)
    return path


def traces(*folders: Path) -> list[str]:
    """Files that hold the password, or its beginning."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [str(path) for path in files if CANARY[:9].encode() in path.read_bytes()]


def booked(path: Path) -> list[object]:
    from fjgov_tui.store import open_store

    with open_store(path, readonly=True) as store:
        return _bases(store)


def _bases(store: Store) -> list[object]:
    return [one.values["basis"] for one in store.read.records(LEDGERS["rotation"])]


def test_typed_twice_checked_booked_and_nowhere_to_be_found(county: Path, tmp_path: Path, home: Path) -> None:
    log = tmp_path / "textual.log"
    with dashboard(county, TEXTUAL_LOG=str(log)) as tty:
        tty.see("登记缺项")
        tty.type("3")
        tty.see("1 个账户", "白帝镇子网站-管理员")
        tty.type(CTRL_E)
        tty.see("再输一遍", "更换原因")
        tty.type(CANARY)
        tty.see("✓ 可以用")
        tty.type("\t")
        tty.listen(0.3)
        tty.paste(CANARY)
        tty.see("✓ 两遍一样")
        assert traces(tmp_path, home) == []
        tty.type(F2)
        tty.see("✓ 正常 1", "检查")
        tty.type("\x11")
        assert tty.ended() == 0
        for part in (CANARY, CANARY[:9], base64.b64encode(CANARY.encode()).decode()):
            assert part.encode() not in tty.sent
    assert booked(county) == ["检查"]
    assert not log.exists()
    assert traces(tmp_path, home) == []


def test_a_cut_line_leaves_nothing_of_it_behind(county: Path, tmp_path: Path, home: Path) -> None:
    with dashboard(county) as tty:
        tty.see("登记缺项")
        tty.type("3")
        tty.see("1 个账户")
        tty.type(CTRL_E)
        tty.see("再输一遍", "更换原因")
        tty.type(CANARY)
        tty.see("✓ 可以用")
        assert CANARY[:9].encode() not in tty.sent
        tty.hang_up()
        tty.ended()
    assert booked(county) == []
    assert traces(tmp_path, home) == []


def test_a_generated_one_is_sent_to_the_clipboard_and_taken_back_at_the_end(county: Path) -> None:
    with dashboard(county) as tty:
        tty.see("登记缺项")
        tty.type("3")
        tty.see("1 个账户")
        tty.type(CTRL_K)
        tty.see("秒后自动关闭")
        tty.type("\x19")
        tty.see("已送往终端剪贴板")
        tty.type("\x11")
        assert tty.ended() == 0
        sent = re.findall(rb"\x1b\]52;c;([^\x07]*)\x07", tty.sent)
    assert len(base64.b64decode(sent[0])) == 16
    assert sent[-1] == b""
