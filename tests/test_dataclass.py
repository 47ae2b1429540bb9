"""Our dataclasses are those of the standard library: whoever uses one sees no difference."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, astuple, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

import fjgov_tui
from fjgov_tui.dataclass import dataclass, libraries_too

Loose = Any
"""Made at run time by the one decorator or the other, so that no checker knows it."""
Made = Callable[[Loose], Loose]
"""A class, made from a decorator."""


def plain(decorator: Loose) -> Loose:
    class Plain:
        name: str
        count: int = 3
        rows: list[int] = field(default_factory=list)
        same: ClassVar[str] = "all"
        seen: dict[str, int] = field(init=False, repr=False, compare=False, default_factory=dict)

    return decorator()(Plain)


def frozen(decorator: Loose) -> Loose:
    class Frozen:
        name: str
        text: str = field(default="没有", repr=False, kw_only=True)
        place: tuple[int, ...] = field(default=(), compare=False)
        long: int = field(init=False, default=0)

        def __post_init__(self) -> None:
            object.__setattr__(self, "long", len(self.name))

    return decorator(frozen=True)(Frozen)


def derived(decorator: Loose) -> Loose:
    names = {"__annotations__": {"day": "str", "name": "str"}, "day": "2026-01-01", "name": "县长"}
    kind = type("Derived", (frozen(decorator),), {**names, "__repr__": lambda self: f"《{self.name}》"})
    return decorator(frozen=True)(kind)


def named(decorator: Loose) -> Loose:
    class Named:
        first: int
        second: int = 2
        third: tuple[str, ...]

    return decorator(frozen=True, kw_only=True)(Named)


def compared(decorator: Loose) -> Loose:
    names = {"__annotations__": {"name": "str", "weight": "int"}, "weight": 0}
    kind = type("Compared", (), {**names, "__eq__": lambda self, other: self.name == getattr(other, "name", "")})
    return decorator(frozen=True)(kind)


def empty(decorator: Loose) -> Loose:
    class Empty:
        pass

    return decorator(frozen=True)(Empty)


def own_start(decorator: Loose) -> Loose:
    class OwnStart:
        name: str = ""

        def __init__(self, text: str) -> None:
            self.name = text

    return decorator(OwnStart)


CASES: list[tuple[Made, list[tuple[tuple[Any, ...], dict[str, Any]]]]] = [
    (plain, [(("甲",), {}), (("甲", 4), {}), (("甲",), {"rows": [1]}), ((), {}), (("甲", 4, [], {}), {})]),
    (frozen, [(("甲乙",), {}), (("甲乙",), {"text": "x"}), (("甲乙", (1,)), {}), (("甲", (), "text"), {})]),
    (derived, [((), {}), (("乡长", (1,), "2026-02-02"), {}), ((), {"text": "x", "wrong": 1})]),
    (named, [((), {"first": 1, "third": ("a",)}), ((1,), {"third": ()}), ((), {"first": 1})]),
    (compared, [(("甲",), {}), (("甲", 7), {}), (("乙", 7), {})]),
    (empty, [((), {}), ((1,), {})]),
    (own_start, [(("甲",), {}), ((), {})]),
]


def _outcome(work: Callable[[], Any]) -> Loose:
    """What comes of it; an error as its kind and its words."""
    try:
        return work()
    except (TypeError, AttributeError) as error:
        return type(error), str(error)


def _shown(kind: Loose, given: tuple[tuple[Any, ...], dict[str, Any]]) -> list[Any]:
    """Everything that may be asked of an instance."""
    made = _outcome(lambda: kind(*given[0], **given[1]))
    if isinstance(made, tuple):
        return [made]
    again, name = copy.copy(made), next((each.name for each in fields(made)), "none")
    asked: list[Callable[[], Any]] = [
        lambda: repr(made).rpartition(".")[2],
        lambda: (made == again, made == copy.deepcopy(made), made == "甲", made != again),
        lambda: hash(made) == hash(again),
        lambda: asdict(made),
        lambda: astuple(made),
        lambda: vars(replace(made, **{name: "丙"})),
        lambda: setattr(made, name, 1),
        lambda: delattr(made, name),
        lambda: vars(made),
    ]
    return [_outcome(question) for question in asked]


@pytest.mark.parametrize(("made", "given"), CASES)
def test_a_class_and_its_instances_answer_as_those_of_the_standard_library(
    made: Made, given: list[tuple[tuple[Any, ...], dict[str, Any]]]
) -> None:
    ours, theirs = made(dataclass), made(dataclasses.dataclass)
    assert [_shown(ours, each) for each in given] == [_shown(theirs, each) for each in given]
    assert str(inspect.signature(ours)) == str(inspect.signature(theirs))
    assert [repr(each) for each in fields(ours)] == [repr(each) for each in fields(theirs)]
    assert ours.__match_args__ == theirs.__match_args__
    assert is_dataclass(ours)


def test_each_instance_has_lists_of_its_own() -> None:
    kind = plain(dataclass)
    first, second = kind("甲"), kind("甲")
    first.rows.append(1)
    assert (second.rows, first == second) == ([], False)


def test_what_is_frozen_takes_no_name_that_it_never_had() -> None:
    with pytest.raises(FrozenInstanceError):
        frozen(dataclass)("甲").unheard = 1


def test_one_that_holds_itself_can_be_shown() -> None:
    holder = plain(dataclass)("甲")
    holder.rows.append(holder)
    assert repr(holder).endswith("Plain(name='甲', count=3, rows=[...])")


def test_the_house_takes_the_standard_librarys_only_where_it_needs_more() -> None:
    more = re.compile(r"@dataclasses\.dataclass(?!\(.*\b(slots|order|eq)=)|from dataclasses import .*\bdataclass\b")
    package = Path(fjgov_tui.__file__).parent
    assert [path.name for path in package.rglob("*.py") if more.search(path.read_text(encoding="utf-8"))] == []


LOADED = """
import dataclasses, inspect, sys
from contextlib import nullcontext
from fjgov_tui.dataclass import libraries_too
with libraries_too() if sys.argv[1] == "here" else nullcontext():
    import textual.app, textual.pilot, textual.widgets.option_list
for name, module in sorted(sys.modules.items()):
    for kind in vars(module).values() if name.partition(".")[0] in ("textual", "rich") else ():
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            shown = [inspect.signature(kind), kind.__match_args__, *map(repr, dataclasses.fields(kind))]
            methods = [kind.__hash__ is None, kind.__eq__ is object.__eq__, kind.__setattr__ is object.__setattr__]
            print(kind.__init__.__code__.co_filename == "<dataclass>", name, kind.__qualname__, *shown, *methods)
"""


def test_those_of_textual_are_the_same_made_here() -> None:
    made = {}
    for where in ("here", "there"):
        command = [sys.executable, "-c", LOADED, where]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        made[where] = [line.partition(" ") for line in re.sub(" at 0x[0-9a-f]+", "", printed).splitlines()]
    assert [line for _, _, line in made["here"]] == [line for _, _, line in made["there"]]
    assert [sum(ours == "True" for ours, _, _ in made[where]) >= 30 for where in made] == [True, False]


def test_what_the_standard_library_alone_makes_stays_its_own() -> None:
    with libraries_too():

        @dataclasses.dataclass(order=True, slots=True)
        class Ordered:
            place: int

    assert sorted([Ordered(2), Ordered(1)])[0] == Ordered(1)
    assert dataclasses.dataclass.__module__ == "dataclasses"
