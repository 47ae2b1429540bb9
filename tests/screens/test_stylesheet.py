"""A style sheet is read once for each theme, and another theme shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.parse import parse
from textual.css.tokenizer import Token
from textual.css.types import CSSLocation

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
