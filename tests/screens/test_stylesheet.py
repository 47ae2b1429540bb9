"""A style sheet is read once for each theme, and another theme shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.stylesheet import Stylesheet
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

import fjgov_tui
from tests.screens.driving import driving


@pytest.mark.usefixtures("own_sheets")
async def test_each_source_is_read_once_for_each_theme(towns: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Textual itself reads all of them again for each screen that comes for the first time.

    A source that gets another rank, because a widget with more classes above it came, is read once more for that.
    """
    reads = Counter[tuple[CSSLocation, int]]()

    def counted(
        scope: str,
        css: str,
        read_from: CSSLocation,
        *,
        variable_tokens: dict[str, list[Token]],
        is_default_rules: bool,
        tie_breaker: int,
    ) -> Iterable[RuleSet]:
        reads[read_from, tie_breaker] += 1
        return parse(scope, css, read_from, None, variable_tokens, is_default_rules, tie_breaker)

    monkeypatch.setattr("textual.css.stylesheet.parse", counted)
    async with driving(towns) as drive:
        for key in ("2", "3", "4", "1"):
            await drive.press(key)
        assert max(reads.values()) <= 2, "before the theme is chosen, and with it"
        drive.app.theme = "fjgov-dark"
        await drive.until(lambda: drive.screen.styles.background.brightness < 0.2)
        reads.clear()
        drive.app.theme = "fjgov-light"
        await drive.until(lambda: drive.screen.styles.background.brightness > 0.9)
        assert max(reads.values()) == 1


async def test_going_to_a_screen_for_the_first_time_styles_nothing_that_stands(
    towns: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual styles all that is there three times over for it: a third of the time from the key to the first rows."""
    async with driving(towns) as drive:
        await drive.see("登记缺项")
        again: list[object] = []
        monkeypatch.setattr(Stylesheet, "update", lambda _sheet, root, animate=False: again.append(root))
        for key in "7658":
            await drive.press(key)
        assert again == []


def test_a_screens_sheet_is_about_that_screen_alone() -> None:
    sheets = sorted(Path(fjgov_tui.__file__).parent.glob("screens/**/*.tcss"))
    assert sheets
    for sheet in sheets:
        rules = re.findall(r"^([^\s/{}][^{]*)\{", sheet.read_text(encoding="utf-8"), re.MULTILINE)
        selectors = [selector.strip() for rule in rules for selector in rule.split(",")]
        owners = {re.split(r"[ .:#>]", selector)[0] for selector in selectors}
        assert len(owners) == 1, f"{sheet.name}: {sorted(owners)}"
        assert owners <= set(re.findall(r"class (\w+)\(", _beside(sheet))), sheet


def _beside(sheet: Path) -> str:
    """The code that lies in the sheet's folder."""
    return "".join(path.read_text(encoding="utf-8") for path in sheet.parent.glob("*.py"))
