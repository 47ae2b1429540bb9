"""One key a deed everywhere: no key means two things, on one screen or on two, and the manual's table is the code's."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter

import pytest

import fjgov_tui.screens
import fjgov_tui.widgets
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.deeds import DEEDS
from fjgov_tui.commands.everywhere import GO_SCREENS
from fjgov_tui.commands.mains import MAINS
from fjgov_tui.widgets.offering import Offering

KEPT_BY_TERMINALS = {"ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+v", "ctrl+z", "f10", "f11"}


def offering(base: type[Offering[object]] = Offering) -> list[type[Offering[object]]]:
    """Every screen, page and window of the program."""
    for package in (fjgov_tui.screens, fjgov_tui.widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found = [one for one in base.__subclasses__() if one.__module__.startswith("fjgov_tui.")]
    return list(dict.fromkeys(inner for one in found for inner in (one, *offering(one))))


# Sorted: the order of subclasses and sets differs from worker to worker, and xdist wants one order.
PLACES = sorted(offering(), key=lambda place: (place.__module__, place.__qualname__))
COMMANDS = sorted(
    {command for place in PLACES for command in place.all_commands()},
    key=lambda command: (command.__name__, command.__module__, command.title),
)


def keys(command: type[Command]) -> list[str]:
    return [key for key in command.key.split(",") if key]


def test_each_key_has_one_deed_and_none_is_a_terminals_own() -> None:
    pressed = Counter(key for deed in DEEDS for key in deed.keys.split(","))
    pressed.update(main.digit for main in MAINS)
    assert [key for key, count in pressed.items() if count > 1] == []
    assert not KEPT_BY_TERMINALS & pressed.keys()


@pytest.mark.parametrize("command", COMMANDS, ids=lambda one: one.__name__)
def test_a_command_has_its_key_from_its_deed(command: type[Command]) -> None:
    if command in GO_SCREENS or not command.key:
        return
    assert command.deed is not None, f"{command.__qualname__} has the key {command.key}, and no deed"
    assert keys(command)[: len(command.deed.keys.split(","))] == command.deed.keys.split(",")
    assert command.deed in DEEDS


@pytest.mark.parametrize("place", PLACES, ids=lambda one: one.__name__)
def test_no_two_commands_of_a_place_have_the_same_key(place: type[Offering[object]]) -> None:
    pressed = Counter(key for command in place.all_commands() for key in keys(command))
    assert [key for key, count in pressed.items() if count > 1] == []
    names = Counter(command.__name__ for command in place.all_commands())
    assert [name for name, count in names.items() if count > 1] == []
