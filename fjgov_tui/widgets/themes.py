"""Colours, chosen by what the terminal can show."""

import os

from textual.theme import Theme

from fjgov_tui.preferences import THEMES

DARK = Theme(
    name="fjgov-dark",
    primary="#5aa2d8",
    secondary="#7f9fb5",
    accent="#e0b050",
    foreground="#d8dee6",
    background="#12171e",
    surface="#1a212b",
    panel="#24303d",
    boost="#202a36",
    warning="#e0a040",
    error="#e06c6c",
    success="#7cb87c",
    dark=True,
)
LIGHT = Theme(
    name="fjgov-light",
    primary="#1f5f99",
    secondary="#4a6a80",
    accent="#9a5b00",
    foreground="#1c2733",
    background="#f7f7f4",
    surface="#ffffff",
    panel="#dde5ec",
    boost="#eef1f4",
    warning="#9a5b00",
    error="#a82828",
    success="#2f6d2f",
    dark=False,
)
OWN = (DARK, LIGHT)
ORDER = tuple(THEMES)
"""The round that the theme command makes."""
SHADES = ("fjgov-dark", "fjgov-light")
"""Those that stay readable without colours."""


def choose_theme(color_system: str | None, environment: dict[str, str], remembered: str = "") -> str:
    """The theme to start with.

    Args:
        color_system: what Rich found out about the terminal: `truecolor`, `256`, `standard`, or `None`.
        environment: the process's variables; `FJGOV_THEME` decides, `COLORFGBG` tells light from dark.
        remembered: what the user chose last, perhaps on another terminal: its shade holds on every one, its colours
            where this one has them.
    """
    offered = _offered(environment)
    wanted = environment.get("FJGOV_THEME", "")
    if wanted in offered:
        return wanted
    rich = color_system in {"256", "truecolor"}
    if remembered in offered and (rich or offered == SHADES or remembered not in SHADES):
        return remembered
    ground = remembered.rpartition("-")[2] if remembered in ORDER else ""
    light = environment.get("COLORFGBG", "").rpartition(";")[2] in {"7", "15"}
    own = rich or offered == SHADES
    return f"{'fjgov' if own else 'ansi'}-{ground or ('light' if light else 'dark')}"


def _offered(environment: dict[str, str]) -> tuple[str, ...]:
    """With NO_COLOR Textual draws shades, and the terminal's own colours as black on black."""
    return SHADES if environment.get("NO_COLOR") else ORDER


def starting_theme(color_system: str | None, remembered: str = "") -> str:
    """The theme for this process's terminal."""
    return choose_theme(color_system, dict(os.environ), remembered)


def following(theme: str) -> str:
    """The next theme of the round."""
    offered = _offered(dict(os.environ))
    return offered[(offered.index(theme) + 1) % len(offered)] if theme in offered else offered[0]
