"""What the worker process can be asked: a task by its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fjgov_tui.observed.pages import Json
from fjgov_tui.pages.contents import content, published
from fjgov_tui.pages.freshness import freshness
from fjgov_tui.pages.links import links
from fjgov_tui.pages.standing import standing
from fjgov_tui.pages.tampering import integrity, program

Task = Callable[[bytes, Mapping[str, Json]], dict[str, Json]]


def several(body: bytes, about: Mapping[str, Json]) -> dict[str, Json]:
    """Several tasks on one page, parsed once.

    Args:
        body: the page as fetched.
        about: what all of them need, and `tasks`, their names.

    Returns:
        The answer of each by its name; a name that is no task is left out.
    """
    asked = about.get("tasks")
    names = [str(name) for name in asked if name != "all"] if isinstance(asked, list) else []
    return {name: TASKS[name](body, about) for name in names if name in TASKS}


TASKS: dict[str, Task] = {
    "all": several,
    "content": content,
    "freshness": freshness,
    "integrity": integrity,
    "links": links,
    "published": published,
    "script": program,
    "standing": standing,
}
