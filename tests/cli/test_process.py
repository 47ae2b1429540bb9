"""What only a process of its own can show: streams, locales, signals, start-up."""

import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Fjgov

PROGRAM = [sys.executable, "-m", "fjgov_tui"]


def process(*words: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(
        [*PROGRAM, *words],
        capture_output=True,
        check=False,
        timeout=60,
        env=environment | settings,
        stdin=subprocess.DEVNULL,
    )


@pytest.mark.parametrize("locale", [{"LANG": "C"}, {"LC_ALL": "POSIX", "PYTHONUTF8": "0"}, {"LANG": "zh_CN.GBK"}])
def test_output_is_utf8_whatever_the_locale(county: Fjgov, locale: dict[str, str]) -> None:
    ended = process("ledger", "show", "unit", "--json", **locale)
    assert ended.returncode == 0
    assert {row["name"] for row in json.loads(ended.stdout.decode("utf-8"))["rows"]} == {"白帝镇人民政府", "县水利局"}
    assert "没有命令" in process("nonsense", **locale).stderr.decode("utf-8")


def test_a_reader_that_leaves_early_is_no_crash(county: Fjgov, tmp_path: Path) -> None:
    source = tmp_path / "many.csv"
    rows = "".join(f"单位{number:05},其他,{'备注' * 20}\n" for number in range(3000))
    source.write_text(f"单位名称,单位类别,备注\n{rows}", encoding="utf-8")
    assert county("import", source).code == 0
    with subprocess.Popen(
        [*PROGRAM, "ledger", "show", "unit", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
        running.wait(timeout=60)
    assert (running.returncode, said) == (4, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_told(county: Fjgov) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*PROGRAM, "ledger", "list"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert ended.returncode == 2
    assert "磁盘满了" in ended.stderr.decode("utf-8")
    assert b"Traceback" not in ended.stderr


def test_remove_asks_on_a_terminal_and_only_a_clear_yes_removes(county: Fjgov) -> None:
    for answer, code, left in ((b"\n", 4, 2), (b"no\n", 4, 2), ("是\n".encode(), 0, 1)):
        leader, follower = pty.openpty()
        with subprocess.Popen(
            [*PROGRAM, "ledger", "remove", "unit", "县水利局"],
            stdin=follower,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as running:
            os.write(leader, answer)
            _, said = running.communicate(timeout=60)
        os.close(leader)
        os.close(follower)
        assert running.returncode == code
        assert "要移除单位“县水利局”（编号 2）吗？" in said.decode("utf-8")
        assert county("ledger", "show", "unit", "--json").json["total"] == left


def test_start_up_loads_nothing_heavy() -> None:
    heavy = (
        "{'textual', 'openpyxl', 'xlsxwriter', 'pendulum', 'httpx', 'sqlite_utils', 'holidays', 'pypinyin', 'croniter'}"
    )
    code = f"import sys, fjgov_tui.__main__ as m; m.main(['--version']); print({heavy} & set(sys.modules))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout.splitlines()[1] == "set()"
    assert ended.stdout.startswith("fjgov ")


def test_files_are_private_whatever_the_umask(county: Fjgov, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert process("ledger", "export", "unit", "-o", str(tmp_path / "out.csv")).returncode == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


def test_a_line_that_was_cut_does_not_change_how_a_command_ends() -> None:
    # What could not be written stays in the buffer, and Python itself would end with 120 over it.
    code = (
        "import contextlib, sys\n"
        "from fjgov_tui.cli import run\n"
        "sys.stdin.readline()\n"
        "with contextlib.suppress(OSError):\n"
        "    sys.stderr.write('x' * 100)\n"
        "sys.exit(run(['--version']))\n"
    )
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    ) as process:
        os.close(theirs)
        os.close(ours)
        process.communicate(b"\n", timeout=30)
    assert process.returncode == 0
