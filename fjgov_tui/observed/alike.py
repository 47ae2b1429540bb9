"""One cause is one finding of its site: what a template loads or lacks stands on every page, and is told once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from fjgov_tui.observed.model import Detection

_TIMES = re.compile(r"，共 \d+ 处")
"""How often a word stands on one page: no other trouble on the next."""


def by_site(detections: Iterable[Detection]) -> list[Detection]:
    """Findings one a site and kind, each with its pages as members; in the order in which the first of them came.

    The page on which a thing was found first stands for it. Findings of the freshness check stay one a page: each
    has a day of its own, and one that was misread says nothing about another.

    Args:
        detections: one a page, of one site or of several; what was judged otherwise or is gone stays apart.
    """
    groups: dict[tuple[object, ...], list[Detection]] = {}
    for detection in detections:
        groups.setdefault(_kind(detection), []).append(detection)
    findings = []
    for group in groups.values():
        first, *others = sorted(group, key=lambda detection: detection.id)
        last = max(detection.last_seen for detection in group)
        findings.append(replace(first, last_seen=last, also=tuple(others)) if others else first)
    return findings


def _kind(detection: Detection) -> tuple[object, ...]:
    if detection.check == "freshness" or not detection.mark:
        return (detection.id,)
    standing = (detection.severity, detection.verdict, detection.gone_at is None)
    words = _TIMES.sub("", detection.what)
    return (detection.site, detection.check, detection.rule, detection.mark, words, *standing)
