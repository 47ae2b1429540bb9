"""The one place that writes files: what is no regular file is never replaced, and nothing planted is followed."""

import os
import stat
from pathlib import Path

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.files import fresh_beside, read_bounded, replacing


def write(path: Path, text: str = "新的") -> None:
    with replacing(path) as fresh:
        fresh.write_text(text, encoding="utf-8")


def test_a_file_is_replaced_in_one_step_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("旧的", encoding="utf-8")
    path.chmod(0o644)
    with replacing(path) as fresh:
        fresh.write_text("新的", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "旧的"
    assert path.read_text(encoding="utf-8") == "新的"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["名录.csv"]


def test_a_failure_leaves_what_was_there_and_no_rest(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("旧的", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError), replacing(path) as fresh:
        fresh.write_text("一半", encoding="ascii")
    assert path.read_text(encoding="utf-8") == "旧的"
    assert [one.name for one in tmp_path.iterdir()] == ["名录.csv"]


def test_a_pipe_is_written_through_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write(pipe)
    assert os.read(reader, 100).decode() == "新的"
    os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_pipe_that_nobody_reads_is_a_sentence_and_no_wait(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.csv"
    os.mkfifo(pipe)
    with pytest.raises(InputProblem, match="没有人在读"):
        write(pipe)
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_is_written_through_and_never_replaced(tmp_path: Path) -> None:
    master, terminal = os.openpty()
    device = Path(os.ttyname(terminal))
    # Through a link in an ordinary folder the link would be replaced, so the device itself is named.
    write(device)
    assert stat.S_ISCHR(device.stat().st_mode)
    assert "新的" in os.read(master, 100).decode()
    os.close(master)
    os.close(terminal)
    null = Path("/dev/null")
    before = null.stat()
    write(null)
    assert (null.stat().st_ino, null.stat().st_rdev) == (before.st_ino, before.st_rdev)


def test_a_link_to_what_is_open_is_written_through(tmp_path: Path) -> None:
    open_file = tmp_path / "打开的"
    handle = os.open(open_file, os.O_RDWR | os.O_CREAT, 0o600)
    write(Path(f"/proc/self/fd/{handle}"))
    assert open_file.read_text(encoding="utf-8") == "新的"
    assert os.fstat(handle).st_ino == open_file.stat().st_ino
    os.close(handle)


def test_a_planted_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    victim = tmp_path / "别人的"
    victim.write_text("要紧", encoding="utf-8")
    link = tmp_path / "名录.csv"
    link.symlink_to(victim)
    write(link)
    assert victim.read_text(encoding="utf-8") == "要紧"
    assert not link.is_symlink()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "链接"
    link.symlink_to(tmp_path)
    for path in (tmp_path, link):
        with pytest.raises(InputProblem, match="文件夹"):
            write(path)


def test_a_missing_folder_is_a_chinese_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="没有这个文件或文件夹"):
        write(tmp_path / "没有" / "名录.csv")


def test_names_of_files_in_the_making_cannot_be_guessed(tmp_path: Path) -> None:
    path = tmp_path / "备份.db"
    assert fresh_beside(path) != fresh_beside(path)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/"])
def test_only_regular_files_are_read(path: str) -> None:
    with pytest.raises(InputProblem):
        read_bounded(Path(path), 1024)


def test_reading_waits_for_no_pipe_and_takes_no_more_than_it_may(tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    with pytest.raises(InputProblem, match="不是普通文件"):
        read_bounded(pipe, 1024)
    large = tmp_path / "大"
    large.write_bytes(b"x" * 2_000_000)
    with pytest.raises(InputProblem, match="超过 1 MB"):
        read_bounded(large, 1024 * 1024)
    assert read_bounded(large, 2_000_000) == b"x" * 2_000_000
