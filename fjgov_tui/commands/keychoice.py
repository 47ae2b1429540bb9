"""One more key for a deed, chosen by the user: which keys can be had, and with what they would clash.

The deed's own keys stay, so that every sentence that names one stays true; the chosen one stands before them in the
footer. A chosen key is never a character, which lines of text take.
"""

from __future__ import annotations

from collections.abc import Mapping

from fjgov_tui.commands.deeds import DEEDS, Deed
from fjgov_tui.errors import InputProblem

_TAKEN = {
    "ctrl+c": "它在终端里是中断",
    "ctrl+z": "它在终端里是挂起",
    "ctrl+v": "它是粘贴",
    "ctrl+h": "终端把它当作退格键",
    "ctrl+i": "终端把它当作 Tab",
    "ctrl+j": "终端把它当作回车",
    "ctrl+m": "终端把它当作回车",
    "ctrl+b": "它是 tmux 的前缀键",
}
"""Keys that do not arrive, or not as themselves."""
FREE = (
    "ctrl+s",
    "f10",
    "f11",
    *(f"f{number}" for number in range(13, 25)),
    *(f"ctrl+f{number}" for number in range(1, 13)),
)
"""Keys that nothing of the program uses. Terminals send F13 to F24 for Shift+F1 to Shift+F12."""
_EXAMPLES = "Ctrl+S、F10、F11、Shift+F1 至 Shift+F12、Ctrl+F1 至 Ctrl+F12"


def deed_named(name: str) -> Deed:
    """The deed of that name.

    Raises:
        InputProblem: there is none.
    """
    for deed in DEEDS:
        if deed.name == name:
            return deed
    raise InputProblem(f"没有“{name}”这件事", remedy=f"可选：{'、'.join(deed.name for deed in DEEDS)}")


def key_named(written: str) -> str:
    """Textual's name of a key as people write it: `^s`, `Ctrl+S`, `F10`, `Shift+F2`; spaces and case do not matter."""
    key = "".join(written.split()).casefold().replace("＋", "+").replace("ctrl-", "ctrl+").replace("shift-", "shift+")
    if len(key) == 2 and key.startswith("^"):
        key = f"ctrl+{key[1]}"
    if key.startswith("shift+f") and key[7:].isdecimal():
        key = f"f{int(key[7:]) + 12}"
    return key


def shown_key(key: str) -> str:
    """A key of `FREE` as the footer writes it."""
    if key.startswith("ctrl+"):
        return f"^{key[5:].upper() if key[5] == 'f' else key[5:]}"
    number = int(key[1:])
    return f"S-F{number - 12}" if number > 12 else f"F{number}"


def check_key(deed: Deed, written: str, chosen: Mapping[str, str]) -> str:
    """Textual's name of the key, where it can be had for the deed.

    Args:
        deed: what it shall mean.
        written: the key as people write it.
        chosen: the keys chosen before, by the names of deeds.

    Raises:
        InputProblem: it cannot be had, and why.
    """
    key = key_named(written)
    if key in _TAKEN:
        raise InputProblem(f"{written} 不能用：{_TAKEN[key]}", remedy=f"请换一个，如 {_EXAMPLES}")
    owner = next((other for other in DEEDS if key in other.keys.split(",")), None)
    if owner is deed:
        raise InputProblem(f"{written} 本来就是“{deed.name}”的键", remedy="不用设")
    if owner is not None:
        raise InputProblem(
            f"{written} 已经是“{owner.name}”的键，一个键在哪里都是一个意思", remedy=f"请换一个，如 {_EXAMPLES}"
        )
    other = next((name for name, given in chosen.items() if given == key and name != deed.name), "")
    if other:
        raise InputProblem(f"{written} 已经设给“{other}”", remedy="请换一个，或先把那一件恢复默认")
    if key not in FREE:
        raise InputProblem(
            f"{written} 不能用：文字键要留给输入，其余的键各终端送来的不一样", remedy=f"可用的键：{_EXAMPLES}"
        )
    return key


def meanings(chosen: Mapping[str, str]) -> dict[str, Deed]:
    """What each chosen key means; what does not stand the check any more means nothing.

    Args:
        chosen: keys by the names of deeds, as they were kept.
    """
    deeds = {deed.name: deed for deed in DEEDS}
    return {key: deeds[name] for name, key in chosen.items() if name in deeds and key in FREE}
