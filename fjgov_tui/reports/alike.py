"""Findings that are one and the same trouble of a site: a counter that every column loads is one foreign script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fjgov_tui.observed.model import Detection

_OF_THE_SITE = frozenset({"script", "outbound"})
"""Rules of the integrity check whose mark is a host: what a site's template loads stands on every page."""


@dataclass(frozen=True)
class AlikeFindings:
    """A finding, and those that say the same of other pages of its site."""

    first: Detection
    others: int
    """How many more pages."""

    @property
    def what(self) -> str:
        """What it is, with the other pages counted."""
        return f"{self.first.what}（同站另有 {self.others} 页）" if self.others else self.first.what


def alike_findings(detections: Iterable[Detection]) -> list[AlikeFindings]:
    """The findings in their order, those that are the same trouble told once.

    Args:
        detections: of one site or of several; each that was judged otherwise stays apart.
    """
    groups: dict[tuple[object, ...], list[Detection]] = {}
    for detection in detections:
        key: tuple[object, ...] = (detection.id,)
        if detection.check == "integrity" and detection.rule in _OF_THE_SITE and detection.mark:
            there = detection.gone_at is None
            key = (detection.site, detection.rule, detection.mark, detection.severity, detection.verdict, there)
        groups.setdefault(key, []).append(detection)
    return [AlikeFindings(group[0], len(group) - 1) for group in groups.values()]
