"""Reading what the worker process answered: it has touched pages from outside, so it is not trusted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fjgov_tui.observed.pages import Json
from fjgov_tui.text import clean


def said(answer: Mapping[str, Json], name: str, limit: int = 200) -> str:
    """A text, cleaned and cut; empty where there is none."""
    found = answer.get(name)
    return clean(found[: limit * 2])[:limit] if isinstance(found, str) else ""


def said_all(answer: Mapping[str, Json], name: str, limit: int = 200, most: int = 1000) -> tuple[str, ...]:
    """A list of texts, each cleaned and cut, `most` of them."""
    found = answer.get(name)
    return tuple(clean(one[:limit]) for one in found[:most] if isinstance(one, str)) if isinstance(found, list) else ()


def flag(answer: Mapping[str, Json], name: str) -> bool | None:
    """Yes, no, or unknown."""
    found = answer.get(name)
    return found if isinstance(found, bool) else None


def number(answer: Mapping[str, Json], name: str) -> int:
    """A count; 0 where there is none."""
    found = answer.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def day(answer: Mapping[str, Json], name: str) -> date | None:
    """A calendar date."""
    found = answer.get(name)
    try:
        return date.fromisoformat(found) if isinstance(found, str) else None
    except ValueError:
        return None


def part(answer: Mapping[str, Json], name: str) -> Mapping[str, Json]:
    """An answer inside the answer, as of the task `all`; empty where there is none."""
    found = answer.get(name)
    return found if isinstance(found, dict) else {}
