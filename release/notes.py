"""The release notes: what the change log says of one version, as a page that is carried with its files."""

from __future__ import annotations

from release.core import ROOT

CHANGES = ROOT / "CHANGELOG.md"
NAME = "发布说明.md"


def notes(version: str, changes: str) -> str:
    """The part of the change log about a version, under a title.

    Args:
        version: as the program says it.
        changes: the whole change log.

    Raises:
        ValueError: it says nothing of that version, or no day.
    """
    for part in changes.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        name, _, day = heading.partition("（")
        if name == version and day[:4].isdigit():
            return f"# fjgov {version} 发布说明（{day}\n\n{body.strip()}\n"
    raise ValueError(f"{CHANGES.name}: {version}")
