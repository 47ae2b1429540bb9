"""What was published and where it stands: the pages of releases, what each has to say, what the monitor saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from fjgov_tui.clock import day_of, show_unix
from fjgov_tui.dataclass import dataclass
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.ledgers.release import PUBLISHING, Origin
from fjgov_tui.ledgers.watching import FindingVerdict
from fjgov_tui.observed.model import Detection, Run
from fjgov_tui.observed.pages import Target
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.store.watch.process import runs
from fjgov_tui.text import safe
from fjgov_tui.workflows.deadlines import Moment
from fjgov_tui.workflows.matters import content_digest
from fjgov_tui.workflows.targets import site_targets

RELEASE = LEDGERS["release"]
CHECK = "published"
_NAMED = 3
"""Differences that are named; the others are counted."""


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What a page has to say, as it passed its reviews."""

    title: str
    text: str
    source: str
    """The name of the source of a repost; empty for one's own."""
    published: date
    content: str
    """The digest of what was reviewed: another one is another text."""


class Verification(StrEnum):
    """What is known of the page on which something was published."""

    SAME = "一致"
    DIFFERS = "不符"
    UNKNOWN = "未检查"


def read_publication(reader: Reader, record_id: int) -> Publication | None:
    """What a release says, read at the moment of looking; `None` where it does not stand."""
    for record in reader.records(RELEASE, [record_id]):
        published = record.day("published_on")
        if record.removed_at is None and published is not None and not withdrawn(record):
            return Publication(
                title=str(record.values["title"]),
                text=str(record.values["text"] or ""),
                source=record.names.get("source", "") if record.values["origin"] == Origin.REPOSTED else "",
                published=published,
                content=content_digest(PUBLISHING, record),
            )
    return None


def withdrawn(release: Record) -> bool:
    """Whether it was taken down and has not been published again since; within one day the minutes tell."""
    out, on = release.day("published_on"), release.day("withdrawn_on")
    if out is None or on is None:
        return False
    if out != on:
        return out < on
    at, taken = _minute(release, "published_at", out), _minute(release, "withdrawn_at", on)
    return at is None or taken is None or at <= taken


def _minute(release: Record, field: str, day: date) -> datetime | None:
    """A moment, where it is one of that day; an earlier publication's says nothing."""
    try:
        moment = Moment.of(release.values[field])
    except ValueError:  # Written round the program; `verify` names it, and the days alone are judged.
        return None
    return moment.at if moment is not None and moment.on == day else None


def release_targets(reader: Reader) -> list[Target]:
    """The pages of what stands published, by the releases' ids; not of those on sites that nobody watches."""
    sites = _Sites(site_targets(reader))
    names = ("title", "unit", "url", "published_on")
    gone = {record.id for record in reader.records(RELEASE, _taken_down(reader)) if withdrawn(record)}
    units = {int(row[0] or 0): str(row[1]) for row in reader.values(LEDGERS["unit"], ("name",))}
    targets = []
    for row in reader.values(RELEASE, names):
        title, unit, url, out = row[1:5]
        if not out or not url or row[0] in gone:
            continue
        site = sites.of(str(url))
        if site is not None:
            targets.append(
                Target(
                    page_of="release",
                    record=int(row[0] or 0),
                    site=site.site,
                    name=str(title),
                    url=str(url),
                    unit=units.get(int(unit or 0), ""),
                    published=date.fromisoformat(str(out)),
                )
            )
    return targets


def _taken_down(reader: Reader) -> list[int]:
    """The releases that were ever taken down: few, and only of these more is read."""
    return [int(row[0] or 0) for row in reader.values(RELEASE, ("withdrawn_on",)) if row[1]]


class _Sites:
    """The watched sites by what their pages' addresses begin with; the longest that fits has it."""

    def __init__(self, targets: Iterable[Target]) -> None:
        folders = [(_place(target.url).rpartition("/")[0] + "/", target) for target in targets]
        self._folders = sorted(folders, key=lambda entry: -len(entry[0]))
        self._hosts = {urlsplit(target.url).netloc: target for target in reversed([item[1] for item in folders])}

    def of(self, url: str) -> Target | None:
        """The site on which a page stands; by its host where no folder fits, `None` where it is nobody's."""
        place = _place(url)
        fitting = (target for folder, target in self._folders if place.startswith(folder))
        return next(fitting, None) or self._hosts.get(urlsplit(url).netloc)


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path or '/'}"


def unverified(release: Record, run: Run | None, line: str | None, before: int, oldest: int) -> str:
    """Why nobody can say whether a page is what was reviewed; empty where somebody can.

    Args:
        release: the release.
        run: the last look at its page.
        line: when pages are looked at; `None` where that is switched off.
        before: the Unix second before which the look must have been made.
        oldest: the Unix second since which one is fresh enough.
    """
    if not str(release.values["url"] or "").startswith(("http://", "https://")):
        return "没有登记发布网址，网页上写的是什么无从核对"
    if line is None:
        return "发布核对已停用"
    if run is None:
        return "发布之后还没有核对过网页"
    if run.started >= before:
        return f"只留有最近一次核对（{day_of(run.started)}），那天的网页无法核对"
    if not run.ok:
        why = f"：{safe(run.note)}" if run.note else ""
        return f"{show_unix(run.started)} 没有核对成{why}"
    return f"上次核对是 {day_of(run.started)}，已经太久" if run.started < oldest else ""


def differences(standing: Sequence[Detection]) -> str:
    """What was found on a page, in words."""
    more = f"；等 {len(standing)} 处" if len(standing) > _NAMED else ""
    return "；".join(safe(finding.what) for finding in standing[:_NAMED]) + more


def verification(reader: Reader, release: Record) -> tuple[Verification, str] | None:
    """What is known now of the page of a release, and in which words; `None` for what is not published."""
    if release.day("published_on") is None or withdrawn(release):
        return None
    where = (CHECK, "release", release.id)
    run = {(run.check, run.page_of, run.record): run for run in runs(reader, CHECK)}.get(where)
    standing = by_release(findings(reader, check="published")).get(release.id, ())
    if standing:
        return Verification.DIFFERS, differences(standing)
    why = unverified(release, run, "", 1 << 60, 0)
    if why or run is None:
        return Verification.UNKNOWN, why
    return Verification.SAME, f"{show_unix(run.started)} 核对过：正文、来源、日期都在"


def by_release(detections: Iterable[Detection]) -> Mapping[int, Sequence[Detection]]:
    """What stands on the pages of releases and was not judged to be nothing, by release."""
    grouped: dict[int, list[Detection]] = {}
    for detection in detections:
        if detection.page_of == "release" and detection.verdict != FindingVerdict.FALSE_ALARM:
            grouped.setdefault(detection.record, []).append(detection)
    return grouped
