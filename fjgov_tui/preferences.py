"""What a user has chosen for the eyes and the fingers: a small file of the user's, never of a ledger.

Nothing depends on it: a file that is missing, torn or hostile is no file, and what it names that is not there is left
alone by whoever asks for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TypeGuard

from fjgov_tui.dataclass import dataclass
from fjgov_tui.errors import InputProblem
from fjgov_tui.files import read_bounded, write_own
from fjgov_tui.text import clean

MOST_BYTES = 64 * 1024
"""A file of more is none of ours."""
MOST_LISTS = 200
"""Lists whose order is remembered; the one that was chosen longest ago goes first."""
MOST_CHARACTERS = 60
"""Of a name; longer ones are none of ours."""

THEMES = {
    "fjgov-dark": "深色",
    "fjgov-light": "浅色",
    "ansi-dark": "终端自带颜色（深）",
    "ansi-light": "终端自带颜色（浅）",
}
"""The themes and what they are called, in the round that the theme command makes."""


@dataclass(frozen=True)
class Wish:
    """Something that a user may choose, told once: `fjgov config`, its help and the manual follow."""

    name: str
    """On the command line and in the file."""
    title: str
    choices: Mapping[str, str]
    """Each value and its words."""
    usual: str
    """What holds where nothing was chosen, in words."""
    help: str


THEME = Wish("theme", "配色", THEMES, "按终端的颜色自动选", "看板的颜色；看板里按 Ctrl+T 换也记在这里")
GLYPHS = Wish(
    "glyphs",
    "符号",
    {"lines": "线条和符号", "ascii": "只用键盘上有的符号"},
    "线条和符号",
    "终端画不出边框、边框接不上时选 ascii：看板的线、箭头、图形都换成 - | + * 一类",
)
AMBIGUOUS = Wish(
    "ambiguous",
    "不定宽字符",
    {"narrow": "占一格", "wide": "占两格"},
    "占一格",
    "… · “ ” 一类字符，终端按两格画、又改不了设置时选 wide：看板换成一格宽的符号来显示，存的内容不变",
)
BELL = Wish("bell", "响铃", {"on": "响", "off": "不响"}, "响", "有新告警、一小时快到时终端响不响铃")
PLAIN = Wish(
    "plain", "逐条输出", {"on": "是", "off": "否"}, "否", "每个命令都当作加了 --plain：一行一个事实，供读屏软件"
)
WISHES = (THEME, GLYPHS, AMBIGUOUS, BELL, PLAIN)
"""All of them, in the order of the manual."""


@dataclass(frozen=True)
class Preferences:
    """What was chosen."""

    theme: str = ""
    """The theme's name; empty where none was chosen."""
    orders: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    """For each list by name: the column that it is sorted by, and whether the other way round."""
    wishes: Mapping[str, str] = field(default_factory=dict)
    """What was chosen besides the theme, by the name of the wish; only values that there are."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """For each deed by its name: one more key that means it, Textual's name."""

    def chosen(self, wish: Wish) -> str:
        """The value chosen for the wish; empty where none was."""
        return self.theme if wish is THEME else self.wishes.get(wish.name, "")


def read_preferences(path: Path) -> Preferences:
    """What the file says, as far as it says anything.

    Args:
        path: the file, `paths.preferences_file()`; need not exist.
    """
    try:
        kept = json.loads(read_bounded(path, MOST_BYTES))
    except (InputProblem, ValueError, RecursionError):
        return Preferences()
    if not isinstance(kept, dict):
        return Preferences()
    theme, orders = kept.get("theme"), kept.get("orders")
    listed = orders.items() if isinstance(orders, dict) else ()
    known = {name: order for name, given in listed if _is_name(name) and (order := _order(given)) is not None}
    wishes = {}
    for wish in WISHES:
        value = kept.get(wish.name)
        if wish is not THEME and isinstance(value, str) and value in wish.choices:
            wishes[wish.name] = value
    return Preferences(
        theme if _is_name(theme) else "", dict(list(known.items())[-MOST_LISTS:]), wishes, _named(kept.get("keys"))
    )


def _named(given: object) -> dict[str, str]:
    """Names with a name each."""
    pairs = given.items() if isinstance(given, dict) else ()
    return dict([(name, value) for name, value in pairs if _is_name(name) and _is_name(value)][-MOST_LISTS:])


def _is_name(given: object) -> TypeGuard[str]:
    """Whether it may name a theme, a list or a column."""
    return isinstance(given, str) and len(given) <= MOST_CHARACTERS and clean(given) == given


def _order(given: object) -> tuple[str, bool] | None:
    """A column and a direction; `None` where it is neither."""
    if not isinstance(given, list) or len(given) != 2:
        return None
    column, descending = given
    return (column, descending) if _is_name(column) and isinstance(descending, bool) else None


def remember_theme(path: Path, theme: str) -> None:
    """Keep the theme.

    Args:
        path: the file.
        theme: its name.

    Raises:
        InputProblem: the file cannot be written.
    """
    _keep(path, replace(read_preferences(path), theme=theme))


def remember_wish(path: Path, wish: Wish, value: str) -> None:
    """Keep what was chosen.

    Args:
        path: the file.
        wish: what it was chosen for.
        value: one of its choices; empty forgets what was chosen before.

    Raises:
        InputProblem: the file cannot be written.
    """
    if wish is THEME:
        remember_theme(path, value)
        return
    kept = read_preferences(path)
    _keep(path, replace(kept, wishes=_with(kept.wishes, wish.name, value)))


def remember_key(path: Path, deed: str, key: str) -> None:
    """Keep one more key for a deed.

    Args:
        path: the file.
        deed: its name.
        key: Textual's name; empty forgets what was chosen before.

    Raises:
        InputProblem: the file cannot be written.
    """
    kept = read_preferences(path)
    _keep(path, replace(kept, keys=_with(kept.keys, deed, key)))


def _with(kept: Mapping[str, str], name: str, value: str) -> dict[str, str]:
    others = {known: other for known, other in kept.items() if known != name}
    return {**others, name: value} if value else others


def remember_order(path: Path, name: str, order: tuple[str, bool]) -> None:
    """Keep the order of a list.

    Args:
        path: the file.
        name: the list's.
        order: the column and whether the other way round; an empty column forgets it.

    Raises:
        InputProblem: the file cannot be written.
    """
    kept = read_preferences(path)
    orders = {known: other for known, other in kept.orders.items() if known != name}
    if order[0]:
        orders[name] = order
    _keep(path, replace(kept, orders=dict(list(orders.items())[-MOST_LISTS:])))


def _keep(path: Path, kept: Preferences) -> None:
    document = {"theme": kept.theme, "orders": kept.orders, **kept.wishes, "keys": kept.keys}
    write_own(path, f"{json.dumps(document, ensure_ascii=False, indent=1)}\n")
