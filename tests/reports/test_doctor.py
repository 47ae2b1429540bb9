import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fjgov_tui.clock import Clock
from fjgov_tui.reports.doctor import examine
from fjgov_tui.reports.doctor_line import DoctorLine
from fjgov_tui.store import Store
from tests.conftest import NOW


def lines(path: Path, moment: datetime = NOW) -> dict[str, DoctorLine]:
    return {line.name: line for line in examine(path, lambda: moment)}


@pytest.fixture
def sound(store: Store) -> Path:
    """A sound file in a private folder."""
    store.close()
    store.path.parent.chmod(0o700)
    return store.path


def test_a_sound_file_fails_nothing(sound: Path, clock: Clock) -> None:
    found = lines(sound)
    assert not [line for line in found.values() if line.state == "fail"]
    assert {found[name].state for name in ("file", "folder", "schema", "trail", "clock", "sqlite")} == {"ok"}
    assert (found["backup"].state, found["backup"].detail) == ("warn", "还没有备份过")


def test_the_examination_changes_nothing(sound: Path) -> None:
    before = sound.read_bytes()
    lines(sound)
    assert sound.read_bytes() == before


def test_a_missing_file_is_unchecked_not_fine(tmp_path: Path) -> None:
    found = lines(tmp_path / "none" / "x.db")
    assert {found[name].state for name in ("file", "schema", "trail", "backup")} == {"unchecked"}
    assert "fjgov init" in found["file"].remedy
    assert not (tmp_path / "none").exists()


def test_the_journal_and_its_reason_are_said(sound: Path) -> None:
    detail = lines(sound)["sqlite"].detail
    assert "WAL" in detail
    assert "重置缺陷" in detail


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602, 0o666])
def test_a_file_that_others_may_read_fails(sound: Path, mode: int) -> None:
    sound.chmod(mode)
    line = lines(sound)["file"]
    assert line.state == "fail"
    assert "chmod 600" in line.remedy
    sound.chmod(0o600)
    assert lines(sound)["file"].state == "ok"


@pytest.mark.parametrize(("mode", "state"), [(0o700, "ok"), (0o750, "ok"), (0o755, "warn"), (0o777, "fail")])
def test_the_folder(sound: Path, mode: int, state: str) -> None:
    sound.parent.chmod(mode)
    assert lines(sound)["folder"].state == state
    assert stat.S_IMODE(sound.parent.stat().st_mode) == mode


def test_a_shared_temporary_folder_is_not_to_be_changed(sound: Path) -> None:
    sound.parent.chmod(0o1777)
    line = lines(sound)["folder"]
    assert line.state == "warn"
    assert "chmod" not in line.remedy


def test_a_clock_before_the_newest_entry_fails(sound: Path) -> None:
    assert lines(sound, NOW - timedelta(seconds=1))["trail"].state == "fail"
    assert lines(sound, NOW)["trail"].state == "ok"


def test_a_clock_from_before_this_program_fails(sound: Path) -> None:
    assert lines(sound, datetime(2025, 12, 31, tzinfo=UTC))["clock"].state == "fail"
    assert lines(sound, datetime(2026, 1, 1, tzinfo=UTC))["clock"].state == "ok"


def test_a_year_without_a_schedule_is_an_estimate(sound: Path) -> None:
    assert lines(sound)["holidays"].state == "ok"
    line = lines(sound, datetime(2040, 5, 1, tzinfo=UTC))["holidays"]
    assert line.state == "warn"
    assert "估计" in line.detail


def test_a_broken_county_schedule_is_named(sound: Path, home: Path) -> None:
    own = home / ".config" / "fjgov" / "workdays.txt"
    own.parent.mkdir(parents=True)
    own.write_text("2027-02-30 班\n", encoding="utf-8")
    line = lines(sound)["holidays"]
    assert line.state == "fail"
    assert "第 1 行" in line.detail


@pytest.mark.parametrize("content", [b"", b"no database at all " * 100])
def test_a_file_that_is_no_ledger_fails_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(content)
    found = lines(path)
    assert found["schema"].state == "fail"
    assert found["schema"].remedy
    assert found["trail"].state == "unchecked"


@pytest.mark.parametrize(
    ("environment", "state", "said"),
    [
        ({"LANG": "zh_CN.GB18030"}, "fail", "GB18030 编码，这台机器也没有装它；本程序一律按 UTF-8 输出，看板不能打开"),
        ({"LANG": "C.UTF-8", "LC_ALL": "zh_CN.GBK"}, "fail", "语言环境 zh_CN.GBK 说终端是 GBK 编码"),
        ({"LANG": "tlh_QO.UTF-8"}, "warn", "没有装这个语言环境"),
        ({"LANG": "C.UTF-8"}, "ok", "语言环境 C.UTF-8"),
    ],
)
def test_the_coding_that_the_terminal_is_said_to_have(
    sound: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], state: str, said: str
) -> None:
    """Python itself answers UTF-8 where the locale is missing, and the dashboard refuses to open."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    line = lines(sound)["encoding"]
    assert line.state == state
    assert said in line.detail
