"""A setting is declared once: the ledger's choice and check, the typed value and its default follow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import fjgov_tui
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers import settings as declarations
from fjgov_tui.ledgers.office import SettingFits
from fjgov_tui.ledgers.settings import SETTINGS, Setting
from fjgov_tui.workflows.settings import Settings

PACKAGE = Path(fjgov_tui.__file__).parent
CATALOGUE = SETTINGS.values()


@pytest.mark.parametrize("setting", CATALOGUE, ids=lambda setting: setting.name)
def test_the_ledger_follows_the_declaration(setting: Setting[object]) -> None:
    ledger = LEDGERS["setting"]
    assert setting.name in ledger["name"].type.options
    checks = [link for link in ledger.links if isinstance(link, SettingFits) and link.setting is setting]
    assert len(checks) == 1
    assert setting.name in checks[0].message
    assert setting.help in checks[0].message
    assert (setting.name in ledger.by_hand) == setting.by_hand
    assert not setting.default or setting.fits(setting.default)


@pytest.mark.parametrize("setting", CATALOGUE, ids=lambda setting: setting.name)
def test_the_typed_value_is_the_default_until_something_is_set(setting: Setting[object]) -> None:
    assert Settings()[setting] == setting.parse(setting.default)
    if setting.default:
        assert Settings({setting.name: setting.default})[setting] == Settings()[setting]


def test_a_new_setting_is_one_declaration() -> None:
    """Its name stands in one module, and whatever is declared there is one of the settings."""
    places: dict[str, set[str]] = {name: set() for name in SETTINGS}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in places:
                places[node.value].add(path.relative_to(PACKAGE).as_posix())
    assert {name: sorted(found) for name, found in places.items() if found != {"ledgers/settings.py"}} == {}
    declared = {value for value in vars(declarations).values() if isinstance(value, Setting)}
    assert declared == set(CATALOGUE)


def test_a_setting_that_is_not_in_the_program_yet_is_read_like_the_others() -> None:
    made = Setting("巡查间隔（分钟）", "30", int, "正整数", r"[1-9]\d*")
    assert Settings()[made] == 30
    assert Settings({"巡查间隔（分钟）": "45"})[made] == 45
    check = SettingFits(made)
    assert not made.fits("每半小时")
    assert check.message == "不合“巡查间隔（分钟）”的写法，应为：正整数"
