"""One key a deed everywhere: no key means two things, on one screen or on two, and the manual's table is the code's."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

from textual.binding import Binding
from textual.widget import Widget

import fjgov_tui.screens
import fjgov_tui.widgets
from fjgov_tui.commands.base import Command
from fjgov_tui.commands.deeds import DEEDS, OPEN
from fjgov_tui.commands.everywhere import GO_SCREENS
from fjgov_tui.commands.listing import OpenRow
from fjgov_tui.commands.mains import MAINS
from fjgov_tui.screens.listing import Listing
from fjgov_tui.widgets.offering import Offering
from tests.each import each

KEPT_BY_TERMINALS = {"ctrl+b", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+v", "ctrl+z", "f10", "f11"}


def offering(base: type[Offering[object]] = Offering) -> list[type[Offering[object]]]:
    """Every screen, page and window of the program."""
    for package in (fjgov_tui.screens, fjgov_tui.widgets):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    found = [one for one in base.__subclasses__() if one.__module__.startswith("fjgov_tui.")]
    return list(dict.fromkeys(inner for one in found for inner in (one, *offering(one))))


def every(base: type[Widget]) -> list[type[Widget]]:
    return [inner for one in base.__subclasses__() for inner in (one, *every(one))]


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


@each("command", COMMANDS, ids=lambda one: one.__name__)
def test_a_command_has_its_key_from_its_deed(command: type[Command]) -> None:
    if command in GO_SCREENS or not command.key:
        return
    assert command.deed is not None, f"{command.__qualname__} has the key {command.key}, and no deed"
    assert keys(command)[: len(command.deed.keys.split(","))] == command.deed.keys.split(",")
    assert command.deed in DEEDS


def together(one: type[Command], other: type[Command]) -> bool:
    """Whether there is a line on which both are there."""
    return not one.lines or not other.lines or not set(one.lines).isdisjoint(other.lines)


@each("place", PLACES, ids=lambda one: one.__name__)
def test_no_two_commands_of_a_line_have_the_same_key(place: type[Offering[object]]) -> None:
    commands = place.all_commands()
    same = [
        (one.__name__, other.__name__)
        for one, other in combinations(commands, 2)
        if together(one, other) and not set(keys(one)).isdisjoint(keys(other))
    ]
    assert same == []
    names = Counter(command.__name__ for command in commands)
    assert [name for name, count in names.items() if count > 1] == []


@each("place", PLACES, ids=lambda one: one.__name__)
def test_commands_for_a_kind_of_line_stand_where_there_are_such_lines(place: type[Offering[object]]) -> None:
    views = place.VIEWS if issubclass(place, Listing) else ()
    lines = {line for view in views for line in (view.lines or (view.kind,))}
    assert {line for command in place.all_commands() for line in command.lines} <= lines


@each("place", PLACES, ids=lambda one: one.__name__)
def test_a_key_that_some_lines_have_of_their_own_is_told_for_each(place: type[Offering[object]]) -> None:
    """What Enter does with one kind of line and not with another stands in the footer with its own words."""
    own = [command for command in place.all_commands() if command.lines and issubclass(command, OpenRow)]
    lines = {line for view in (place.VIEWS if own and issubclass(place, Listing) else ()) for line in view.lines}
    assert {line for command in own for line in command.lines} == lines
    assert all(command.footer and command.title for command in own)


def test_no_key_means_two_things_on_two_places() -> None:
    deeds_of: dict[str, set[str]] = {}
    for command in COMMANDS:
        if command.deed is not None:
            for key in keys(command):
                deeds_of.setdefault(key, set()).add(command.deed.name)
    assert {key: sorted(names) for key, names in deeds_of.items() if len(names) > 1} == {}


MOVES = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "ctrl+u"}
"""Keys by which one moves inside a widget, and clears the line in which one types."""
DEED_KEYS = {key for deed in DEEDS for key in deed.keys.split(",")}


@each("place", PLACES, ids=lambda one: one.__name__)
def test_a_place_binds_nothing_beside_its_commands_but_moves(place: type[Offering[object]]) -> None:
    offered = {key for command in place.all_commands() for key in keys(command)}
    own = {
        key
        for base in place.__mro__
        if base.__module__.startswith("fjgov_tui.")
        for binding in base.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and not binding.action.startswith("command(")
        for key in binding.key.split(",")
    }
    assert own <= MOVES
    assert not own & offered


WIDGETS = sorted(
    {one for one in every(Widget) if one.__module__.startswith("fjgov_tui.") and "BINDINGS" in one.__dict__},
    key=lambda one: one.__name__,
)


@each("widget", WIDGETS, ids=lambda one: one.__name__)
def test_a_widget_binds_moves_and_opens_with_enter(widget: type[Widget]) -> None:
    """A widget that takes a deed's key would have it mean something else wherever that widget has the focus."""
    if issubclass(widget, Offering):
        return
    bound = {key for one in widget.BINDINGS if isinstance(one, Binding) for key in one.key.split(",")}
    assert bound <= MOVES | {OPEN.keys}


FRAME = {"commands/base.py", "widgets/offering.py", "shell/app.py"}
"""The only modules that make a binding or judge whether one may be used: the frame, and the application's own keys."""
PACKAGE = Path(fjgov_tui.__file__).parent


def test_pages_take_commands_and_bind_no_key_themselves() -> None:
    raw, judging = set(), set()
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "textual.binding":
                raw |= {place for name in node.names if name.name == "Binding"}
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == "check_action":
                judging.add(place)
    assert raw <= FRAME
    assert judging <= FRAME


WRITTEN = re.compile(r"\^[a-z]|F\d{1,2}(?!\d)")


@each("place", PLACES, ids=lambda one: one.__name__)
def test_a_key_that_the_help_of_a_place_names_is_one_of_its_commands(place: type[Offering[object]]) -> None:
    there = {command.shown for command in place.all_commands()} | {"F1", "^u"}
    assert set(WRITTEN.findall(place.HELP or "")) <= there, place.HELP
