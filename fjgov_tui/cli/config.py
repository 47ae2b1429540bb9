"""`fjgov config`: what this user has chosen for the eyes and the fingers, and a look at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fjgov_tui.cli import output
from fjgov_tui.cli.context import as_json
from fjgov_tui.cli.tables import table_lines
from fjgov_tui.cli.usage import ChineseGroup
from fjgov_tui.errors import InputProblem
from fjgov_tui.preferences import WISHES, Wish

if TYPE_CHECKING:
    from fjgov_tui.preferences import Preferences

KEY = ("key.", "键.")
"""What stands before the name of a deed."""
RESET = frozenset({"", "默认", "default"})
"""Values that forget what was chosen."""


@click.group(cls=ChineseGroup)
def config() -> None:
    """自己的设置：配色、符号、响铃、按键等。每个系统账号各设各的，存在自己的设置文件夹里，不进台账。"""


@config.command("show")
@as_json
def show(as_json: bool) -> None:
    """列出每项设置：现在是什么、可以选什么；后面是自己加的键。"""
    from fjgov_tui.paths import preferences_file
    from fjgov_tui.preferences import read_preferences

    path = preferences_file()
    kept = read_preferences(path)
    if as_json:
        output.document(
            [{"name": wish.name, "title": wish.title, "value": kept.chosen(wish) or None} for wish in WISHES],
            file=str(path),
            keys=dict(kept.keys),
        )
        return
    output.lines(
        table_lines(("设置", "名称", "现在", "可选", "管什么"), list(map(_row, WISHES, [kept] * 9)), output.limit())
    )
    for line in _key_lines(kept):
        output.out(line)
    output.say(f"存在 {path}。改：fjgov config set 设置 值；恢复：fjgov config set 设置 默认。")


def _row(wish: Wish, kept: Preferences) -> tuple[str, ...]:
    value = kept.chosen(wish)
    now = wish.choices.get(value, value) if value else f"{wish.usual}（默认）"
    return wish.name, wish.title, now, "、".join(wish.choices), wish.help


def _key_lines(kept: Preferences) -> list[str]:
    from fjgov_tui.commands.keychoice import meanings, shown_key

    return [
        f"键  {shown_key(key)}：{deed.name}（原来的 {deed.shown} 也还能用）"
        for key, deed in meanings(kept.keys).items()
    ]


@config.command("set")
@click.argument("name", metavar="设置")
@click.argument("value", metavar="值")
def choose(name: str, value: str) -> None:
    """改一项设置，如 glyphs ascii；值写“默认”就恢复。加一个键：key.帮助 Ctrl+S。"""
    from fjgov_tui.paths import preferences_file
    from fjgov_tui.preferences import remember_wish

    before = next((mark for mark in KEY if name.startswith(mark)), "")
    if before:
        _choose_key(name.removeprefix(before), value)
        return
    wish = _wish_named(name)
    wanted = "" if value in RESET else _value_of(wish, value)
    remember_wish(preferences_file(), wish, wanted)
    output.out(f"{wish.title}：{wish.choices.get(wanted, wish.usual)}")
    output.say("看板下次打开时生效。")


def _wish_named(name: str) -> Wish:
    wish = next((wish for wish in WISHES if name in {wish.name, wish.title}), None)
    if wish is None:
        names = "、".join(f"{wish.name}（{wish.title}）" for wish in WISHES)
        raise InputProblem(f"没有“{name}”这项设置", remedy=f"可设：{names}；加一个键写 key.做什么")
    return wish


def _value_of(wish: Wish, value: str) -> str:
    found_value = next((known for known, words in wish.choices.items() if value in {known, words}), None)
    if found_value is None:
        choices = "、".join(f"{known}（{words}）" for known, words in wish.choices.items())
        raise InputProblem(f"{wish.title}没有“{value}”", remedy=f"可选：{choices}；或写“默认”")
    return found_value


def _choose_key(name: str, value: str) -> None:
    from fjgov_tui.commands.keychoice import check_key, deed_named, shown_key
    from fjgov_tui.paths import preferences_file
    from fjgov_tui.preferences import read_preferences, remember_key

    path, deed = preferences_file(), deed_named(name)
    if value in RESET:
        remember_key(path, deed.name, "")
        output.out(f"{deed.name}：{deed.shown}")
        return
    key = check_key(deed, value, read_preferences(path).keys)
    remember_key(path, deed.name, key)
    output.out(f"{deed.name}：{shown_key(key)}，原来的 {deed.shown} 也还能用")
    output.say("看板下次打开时生效。")


@config.command("check")
def check() -> None:
    """看看这个终端：编码、颜色、字符占几格、边框接不接得上、汉字对不对；问几句，按回答改设置。"""
    from fjgov_tui.cli.terminalcheck import Questions, check_here

    if not output.interactive():
        raise InputProblem("这里的输入或输出不是终端，没有什么可看", remedy="请直接在终端里运行 fjgov config check")
    check_here(Questions())
