"""Files that the screens are tried on."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from textual import _callback
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.store import Store
from tests.conftest import Furnished
from tests.screens.samples import fill

Add = Callable[..., int]


@pytest.fixture
def add(store: Store) -> Add:
    """Books a record as another operator would, in the file that the screens show."""

    def book(ledger: str, **given: str) -> int:
        with store.write() as writer:
            return writer.save(LEDGERS[ledger], given)

    return book


@pytest.fixture
def towns(add: Add, store: Store) -> Path:
    """Three townships and a department."""
    for name in ("白帝镇人民政府", "安坪镇人民政府", "草堂镇人民政府"):
        add("unit", name=name, kind="乡镇街道", phone="023-56550001")
    add("unit", name="县教委", kind="部门")
    return store.path


@pytest.fixture
def samples(furnished: Furnished) -> Path:
    """One record of each ledger, every field filled."""
    return furnished("samples", fill)


count_parameters = cache(_callback._count_parameters)
"""What Textual asks anew of the function behind each callback that has arguments, six hundred times a test."""
_PARSED: dict[tuple[object, ...], list[RuleSet]] = {}
"""Rules of style sheets, as a program keeps them for itself: the tests start hundreds that read the same sheets."""
_PARSE = Stylesheet._parse_rules
_COLOURS: list[tuple[dict[str, str], frozenset[tuple[str, str]]]] = [({}, frozenset())]
"""The variables that were asked for last: a program parses 260 sheets with the same ones."""


def colours(sheet: Stylesheet) -> frozenset[tuple[str, str]]:
    """The variables of a sheet, which are replaced and never changed."""
    if _COLOURS[0][0] is not sheet._variables:
        _COLOURS[0] = sheet._variables, frozenset(sheet._variables.items())
    return _COLOURS[0][1]


def parsed_once(
    sheet: Stylesheet, css: str, read_from: tuple[str, str], is_default_rules: bool, tie_breaker: int, scope: str
) -> list[RuleSet]:
    """In the place of `Stylesheet._parse_rules`: sheets of the same text and colours have the same rules."""
    key = css, read_from, is_default_rules, tie_breaker, scope, colours(sheet)
    if key not in _PARSED:
        _PARSED[key] = _PARSE(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _PARSED[key]


@pytest.fixture(autouse=True)
def brisk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual's pilot waits for an idle stretch twice a key: a short one will do, for what must come is waited for."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.005)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.0005)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed_once)
    monkeypatch.setattr(_callback, "_count_parameters", count_parameters)


@pytest.fixture
def own_sheets(brisk: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The style sheets are read by the program itself, not once for all tests."""
    monkeypatch.setattr(Stylesheet, "_parse_rules", _PARSE)
