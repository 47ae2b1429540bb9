"""What the program says of an imitation, and how often it is right."""

from collections.abc import Mapping

from fjgov_tui.monitor.checks.integrity import accepted, compare, new_scripts
from fjgov_tui.monitor.checks.views import inline_of
from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.answers import Alarm, alarms_of, part
from fjgov_tui.pages.contents import content
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.shot import Shot, shot_of
from fjgov_tui.pages.tampering import integrity
from tests.pages.imitations.articles import article
from tests.pages.imitations.columns import Column
from tests.pages.imitations.skins import SITE, TODAY

_HTML = "text/html; charset=utf-8"


def dated(column: Column) -> dict[str, Json]:
    """What the task tells of a column."""
    about: dict[str, Json] = {
        "url": f"{SITE}/tzgg/index.html", "content_type": _HTML, "today": TODAY.isoformat(),
        "page_of": "site" if column.home else "column",
    }  # fmt: skip
    return freshness(column.html.encode(), about)


def date_is_right(column: Column, found: Mapping[str, Json]) -> bool:
    """Whether the day is the one that a person would tell, none included."""
    return found["newest"] == (column.newest.isoformat() if column.newest else None)


def blank_is_right(column: Column, found: Mapping[str, Json]) -> bool:
    """Whether the page is called empty if, and only if, it lists nothing."""
    return (found["blank"] is True) == column.blank


def _taken_apart(html: str) -> dict[str, Json]:
    return integrity(html.encode(), {"url": f"{SITE}/", "content_type": _HTML, "site": f"{SITE}/", "allowed": []})


def shot(html: str) -> Shot:
    """A page as it is remembered."""
    return shot_of(part(_taken_apart(html), "shot"))


def violations(html: str, base: Shot | None = None) -> list[Alarm]:
    """What is a violation on a page, at first sight or against what was accepted."""
    answer = _taken_apart(html)
    alarms, now = list(alarms_of(answer, "alarms")), shot_of(part(answer, "shot"))
    if base is not None:
        alarms = [alarm for alarm in alarms if not accepted(alarm, now, base)]
        alarms += [*compare(base, now), *new_scripts(base, inline_of(answer.get("scripts")))]
    return [alarm for alarm in alarms if alarm.severity == "violation"]


def contents(text: str) -> list[Alarm]:
    """What reading an article tells."""
    about: dict[str, Json] = {"url": f"{SITE}/x/1.html", "content_type": _HTML, "detail": True, "terms": []}
    return list(alarms_of(content(article(text).encode(), about), "faults"))


def content_rules(text: str) -> list[str]:
    """The kinds of what it tells, notices about an office's own contacts apart."""
    return [alarm.rule for alarm in contents(text) if alarm.rule != "contact"]
