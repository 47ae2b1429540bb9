import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.cli.root import root
from fjgov_tui.linebreaks import wrapped
from fjgov_tui.text import width
from tests.cli.conftest import Fjgov
from tests.commands import under, written


def every_command() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for name, command in written().items():
        found.append((name,))
        found += [(name, below) for below in under(command)]
    return found


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_is_chinese_and_fits(fjgov: Fjgov, words: tuple[str, ...]) -> None:
    ended = fjgov(*words, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith(f"用法：{' '.join(('fjgov', *words))}")
    for english in ("Usage", "Options", "Commands", "Show this", "FILE", "TEXT", "INTEGER", "PATH"):
        assert english not in ended.out
    assert max(width(line) for line in ended.out.splitlines()) <= 100


def test_the_contract_names_every_command(fjgov: Fjgov) -> None:
    shown = [words for words in every_command() if words]
    top = ["init", "demo", "ledger", "verify", "backup", "restore", "doctor"]
    inner = ["list", "fields", "template", "import", "export", "show", "add", "set", "remove", "history"]
    for words in [*((name,) for name in top), *(("ledger", name) for name in inner)]:
        assert words in shown
    text = fjgov("--help").out
    assert not re.search(r"^  (import|export|template) ", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("ledgr",), "是不是想写“ledger”"),
        (("ledger", "shw"), "是不是想写“show”"),
        (("ledger", "完全不同"), "没有命令“完全不同”"),
        (("--colour", "red"), "没有选项 --colour"),
        (("init", "--db", "x"), "--db 写在命令前面：fjgov --db 文件 命令"),
        (("init", "--dem"), "是不是想写“--demo”"),
        (("ledger", "show"), "缺少参数“台账”"),
        (("ledger", "show", "unit", "--limit"), "--limit 后面要写一个值"),
        (("ledger", "show", "unit", "--limit", "三"), "“三”不是整数"),
        (("ledger", "show", "unit", "--json=1"), "--json 后面不能带值"),
        (("ledger", "show", "unit", "1", "2"), "多写了参数：2"),
        (("--db",), "--db 后面要写一个值"),
        (("ledger", "add", "unit"), "缺少参数“字段=值”"),
        (("restore",), "缺少参数“备份文件”"),
    ],
)
def test_every_slip_is_one_chinese_sentence(fjgov: Fjgov, words: tuple[str, ...], said: str) -> None:
    ended = fjgov(*words)
    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert "--help" in ended.err
    assert not re.search(r"\b(Error|Usage|No such|Missing|Got|requires)\b", ended.err)


def test_a_group_alone_shows_its_help_and_is_a_slip(fjgov: Fjgov) -> None:
    ended = fjgov("ledger")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("用法：fjgov ledger")


def test_the_dashboard_wants_a_terminal(fjgov: Fjgov, db: Path) -> None:
    ended = fjgov()
    assert ended.code == 2
    assert "终端" in ended.err
    assert not db.exists()


def test_an_unforeseen_error_shows_no_values_and_leaves_a_private_report(
    fjgov: Fjgov, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @click.command("boom")
    def boom() -> None:
        secret = "19900001234"
        raise ZeroDivisionError(secret)

    monkeypatch.setitem(root.commands, "boom", boom)
    ended = fjgov("boom")
    assert (ended.code, ended.out) == (2, "")
    assert "ZeroDivisionError" in ended.err
    assert "19900001234" not in ended.err
    (report,) = [path for path in home.rglob("*.txt") if path.is_file()]
    assert str(report) in ended.err
    assert report.stat().st_mode & 0o077 == 0
    assert "19900001234" not in report.read_text(encoding="utf-8")


def test_an_interrupt_is_exit_4(fjgov: Fjgov, monkeypatch: pytest.MonkeyPatch) -> None:
    @click.command("long")
    def long() -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(root.commands, "long", long)
    assert (fjgov("long").code, fjgov("long").err) == (4, "已中断。\n")


def test_an_interrupt_while_a_class_is_being_made_is_no_crash(fjgov: Fjgov, monkeypatch: pytest.MonkeyPatch) -> None:
    class Struck:
        def __set_name__(self, owner: type, name: str) -> None:
            raise KeyboardInterrupt

    @click.command("loading")
    def loading() -> None:
        type("Loaded", (), {"field": Struck()})

    monkeypatch.setitem(root.commands, "loading", loading)
    assert (fjgov("loading").code, fjgov("loading").err) == (4, "已中断。\n")


@given(st.text(alphabet="中文，。：（）ab c1-=", max_size=200), st.integers(min_value=20, max_value=100))
def test_wrapping_loses_nothing_and_fits(text: str, cells: int) -> None:
    words = " ".join(part[:9] for part in text.split())
    lines = wrapped(words, cells)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(width(line) <= cells or not re.search(r"[\u4e00-\u9fff ]", line[1:]) for line in lines)


def test_whatever_a_command_writes_is_named_by_the_same_two_flags() -> None:
    top = list(written().values())
    commands = [*top, *(below for command in top for below in under(command).values())]
    flags = [set(option.opts) for command in commands for option in command.params]
    outputs = [named for named in flags if named & {"-o", "--output"}]
    assert len(outputs) > 10
    assert [named for named in outputs if named != {"-o", "--output"}] == []


def test_a_command_loads_what_it_needs_and_not_the_other_commands(fjgov: Fjgov) -> None:
    code = (
        "import sys; from fjgov_tui.__main__ import main; main(sys.argv[1:]);"
        "print(*sorted(name for name in sys.modules if name.startswith('fjgov_tui.cli.') or name == 'asyncio'))"
    )
    assert fjgov("init").code == 0
    line = [sys.executable, "-c", code, "ledger", "list"]
    loaded = subprocess.run(line, capture_output=True, text=True, check=True).stdout
    rooms = set(loaded.split())
    assert "fjgov_tui.cli.ledger" in rooms
    assert not rooms & {"asyncio", *(f"fjgov_tui.cli.{room}" for room in ("monitor", "alerts", "audit", "handover"))}
