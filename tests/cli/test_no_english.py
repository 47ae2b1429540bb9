"""No English in what a user reads: every command, called wrongly in every way, answers in Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from io import StringIO
from pathlib import Path

import click
import pytest

from fjgov_tui.audit import RULES
from fjgov_tui.cli.root import root
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import SEVERITIES
from fjgov_tui.preferences import WISHES
from tests.cli.conftest import Fjgov

WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = frozenset(
    WORD.findall(
        "fjgov tui json yaml doc html xlsx csv docx zip ics pdf txt toml utf sqlite python markdown sha export lang "
        "term locale cron stdin stdout ssh http https url ipv icp textual wal truncate help version systemd tmux ctrl "
        "esc shift key default county replaced manifest cpython pysqlite utc ext sigterm sudo bash zsh fish tab"
    )
)
"""Names of the program's own, of formats and of the system, besides commands, options, ledgers and fields."""
ENDLESS = {
    *(("demo",), ("monitor", "run"), ("monitor", "start"), ("monitor", "once"), ("restore",)),
    *(("tour",), ("serve",), ("draw-for-browser",), ("service", "install"), ("service", "remove")),
}
"""What goes on until it is stopped, builds a county, visits the network, changes the machine, or takes any file for a
backup: of these only calls that are refused before anything begins."""
NO_WORDS = re.compile(r"\b[0-9a-f]{12,}\b|(?<![\w])[~.]?/[\w./~-]+")
"""Anchors, digests and paths."""
WRONG_VALUES = ("坏值", "", "-1", "99999999999999999999", "2026-13-45")


def wrong_paths(folder: Path) -> tuple[str, ...]:
    """Paths that cannot be used; all of them lie in the test's own folder, because what can be written is."""
    (folder / "夹").mkdir(exist_ok=True)
    (folder / "文.md").write_text("字", encoding="utf-8")
    return tuple(str(folder / name) for name in ("没有/表.xlsx", "夹", "文.md/表.xlsx", f"{'长' * 200}.xlsx", "表"))


def commands(group: click.Group, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command that does something, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*words, name))
        elif command is not None:
            yield (*words, name), command


ALL = dict(commands(root))


def family(command: click.Command) -> tuple[object, ...]:
    """What commands of one function have in common: those of each procedure, and a command under two names."""
    function = command.callback
    assert function is not None
    return function.__module__, function.__qualname__, *(param.name for param in command.params)


FIRST = {family(command): words for words, command in reversed(ALL.items())}
"""The command of each family whose options and wrong arguments are tried one by one: one function reads them."""


@lru_cache  # each worker may gather them for itself: `@cache` would send all of this file to one
def own_words() -> frozenset[str]:
    """What is no English but a name: commands, options, choices, ledgers, fields."""
    found = {word for words in ALL for name in words for word in WORD.findall(name)}
    for command in (root, *ALL.values()):
        for param in command.get_params(click.Context(command)):
            found |= {word for name in (*param.opts, *param.secondary_opts) for word in WORD.findall(name)}
            if isinstance(param.type, click.Choice):
                found |= {word for choice in param.type.choices for word in WORD.findall(str(choice))}
    found |= {word for rule in RULES for word in WORD.findall(rule.id)}
    found |= {word for wish in WISHES for name in (wish.name, *wish.choices) for word in WORD.findall(name)}
    found |= {word for severity in SEVERITIES for word in WORD.findall(severity)}
    for ledger in LEDGERS.values():
        found |= {
            word for name in (ledger.name, *(field.name for field in ledger.fields)) for word in WORD.findall(name)
        }
    return frozenset(word.lower() for word in found) | NAMES


def calls(words: tuple[str, ...], command: click.Command, paths: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Wrong ways to call it: with nothing, with too much, and with one wrong thing after the other."""
    arguments = [param for param in command.params if isinstance(param, click.Argument)]
    options = [param for param in command.params if isinstance(param, click.Option) and not param.is_flag]
    yield (*words, "--help")
    yield (*words, *("甲" for _ in arguments), "乙", "丙", "丁")
    yield (*words, "--nosuch")
    if words in ENDLESS:
        return
    yield words
    first = FIRST[family(command)] == words
    for wrong in (*paths, *WRONG_VALUES) if first else (paths[0], WRONG_VALUES[0]):
        yield (*words, *(wrong for _ in arguments))
        for option in options if first else ():
            if isinstance(option.type, click.Path) == (wrong in paths):
                yield (*words, *("甲" for _ in arguments), option.opts[-1], wrong)


def english(text: str, given: tuple[str, ...]) -> set[str]:
    """The words that are no names, and were not typed."""
    typed = {word for one in given for word in WORD.findall(one)}
    known = own_words()
    return {word for word in WORD.findall(NO_WORDS.sub(" ", text)) if word.lower() not in known and word not in typed}


@pytest.mark.parametrize("words", ALL, ids=" ".join)
def test_a_wrong_call_is_answered_in_chinese(
    county: Fjgov,
    db: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", StringIO(""))
    # What takes no argument is called the same way whatever would be wrong with one: once is enough.
    for given in dict.fromkeys(calls(words, ALL[words], wrong_paths(tmp_path))):
        ended = county(*given)
        # A password or a key that was made is data, and looks like words.
        made = words in (("password", "generate"), ("bundle", "key")) and "--help" not in given
        for told in (ended.err, "" if made else ended.out):
            assert not english(told, (*given, str(tmp_path), str(db), str(Path.home()))), (given, told)


@pytest.mark.parametrize("words", [("init",), ("ledger", "list"), ("audit",), ("doctor",), ("verify",)])
def test_a_wrong_ledger_file_is_told_in_chinese(fjgov: Fjgov, tmp_path: Path, words: tuple[str, ...]) -> None:
    for path in wrong_paths(tmp_path)[1:4]:
        ended = fjgov("--db", path, *words)
        assert not english(ended.err, (path, *words, str(Path.home()))), (words, ended.err)


@pytest.mark.parametrize("words", ["违反", "violation"])
def test_a_severity_is_asked_for_in_chinese_or_by_its_name(county: Fjgov, words: str) -> None:
    asked = county("audit", "--severity", words, "--json")
    assert asked.code == 1
    assert {one["severity"] for one in json.loads(asked.out)["findings"]} == {"violation"}
