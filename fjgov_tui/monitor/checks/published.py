"""The check `published`: the page of a release stands, says what was reviewed, and carries its source and its day."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import zip_longest

from fjgov_tui.clock import day_of
from fjgov_tui.errors import InspectionProblem
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.model import Bench, Result
from fjgov_tui.observed.model import Sighting, Snapshot
from fjgov_tui.observed.pages import FetchedPage, Json, Target
from fjgov_tui.pages.answers import day, flag, text_in, texts_in
from fjgov_tui.pages.normal import MAX_KEPT, day_differs, squeeze
from fjgov_tui.pages.wording import altered
from fjgov_tui.workflows.publications import Publication

_GONE = frozenset({404, 410})


async def check_published(bench: Bench, target: Target) -> Result:
    """Look at one page.

    Returns:
        `ok` only when the page was read, or is certainly gone; findings `gone`, `differs`, `changed`, `beside`,
        `untitled`, `unsourced`, `undated`. The article as it stood when it first said what was reviewed is kept as its
        baseline.
    """
    release = await bench.publication(target) if bench.publication else None
    if release is None:
        return Result(check="published", target=target, ok=False, note="信息已经撤下或移除，没有核对")
    page = await bench.fetch(target.url)
    if page.status in _GONE:
        gone = f"发布的网页不在了：服务器答 {page.status}；撤了的请登记撤稿，没有撤的请恢复"
        return Result(check="published", target=target, ok=True, seen=(_sighting(target, "gone", gone),))
    if not page.opened:
        return Result(check="published", target=target, ok=False, note=page.why)
    try:
        answer = await bench.inspect("published", page.body, _about(bench, page, release))
    except InspectionProblem as problem:
        return Result(check="published", target=target, ok=False, note=problem.what)
    baseline = await bench.snapshot(target, "baseline")
    if baseline is not None and _kept(baseline).get("content") != release.content:
        baseline = None
    seen = [*_text(target, answer, baseline), *_labels(target, answer, release)]
    # A baseline of an earlier release knows nothing of what stands beside the article: it learns it once.
    lacking = baseline is None or ("beside" not in _kept(baseline) and not seen)
    fresh = (_snapshot(bench, target, answer, release),) if lacking and flag(answer, "same") else ()
    note = "与审校通过的一致" if not seen else f"{len(seen)} 处不符"
    return Result(check="published", target=target, ok=True, note=note, seen=tuple(seen), snapshots=fresh)


def _about(bench: Bench, page: FetchedPage, release: Publication) -> dict[str, Json]:
    return {
        "url": page.url,
        "content_type": page.headers.get("content-type", ""),
        "today": day_of(bench.now()).isoformat(),
        "title": release.title,
        "text": release.text,
    }


def _snapshot(bench: Bench, target: Target, answer: Mapping[str, Json], release: Publication) -> Snapshot:
    kept = {"content": release.content, "text": _long(answer, "article"), "beside": _long(answer, "beside")}
    body = json.dumps(kept, ensure_ascii=False).encode()
    digest = text_in(answer, "digest", 64)
    return Snapshot(
        page_of=target.page_of, record=target.record, kind="baseline", at=bench.now(), digest=digest, body=body
    )


def _long(answer: Mapping[str, Json], name: str) -> str:
    value = answer.get(name)
    # As it is written it has blanks that do not count.
    return value[: 2 * MAX_KEPT] if isinstance(value, str) else ""


def _kept(baseline: Snapshot) -> Mapping[str, Json]:
    try:
        kept = json.loads(baseline.body)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _text(target: Target, answer: Mapping[str, Json], baseline: Snapshot | None) -> Iterator[Sighting]:
    """What is said of the text: that it is not what was reviewed, or no longer what it was."""
    if not flag(answer, "same"):
        lacking = _lacking(answer) or "段落的次序或中间的内容不同"
        if baseline is not None:
            yield _sighting(target, "changed", f"发布之后网页改过，没有重新审校：{lacking}；请核实，改对了的重新审校")
        else:
            yield _sighting(target, "differs", f"网页与审校通过的正文不一样：{lacking}；请改回或重新审校")
    elif baseline is not None and baseline.digest != text_in(answer, "digest", 64):
        before = _kept(baseline).get("text")
        how = altered(before if isinstance(before, str) else "", _long(answer, "article"))
        yield _sighting(target, "changed", f"发布之后网页改过，没有重新审校：{how}；请核实，改对了的重新审校")
    else:
        yield from _beside(target, answer, baseline)
    if not flag(answer, "titled"):
        yield _sighting(target, "untitled", "网页上的标题与审校通过的不一样；请改回或重新审校")


def _lacking(answer: Mapping[str, Json]) -> str:
    """What of the text is not on the page, and what is written there instead."""
    missing, instead = texts_in(answer, "missing", 60, 3), texts_in(answer, "instead", 60, 3)
    pairs = list(zip_longest(missing, instead, fillvalue=""))
    absent = "、".join(f"“{was}”" for was, now in pairs if was and not now)
    parts = [f"没有“{was}”，写的是“{now}”" if was else f"中间多了“{now}”" for was, now in pairs if now]
    return "；".join([*parts, f"没有{absent}"] if absent else parts)


def _beside(target: Target, answer: Mapping[str, Json], baseline: Snapshot | None) -> Iterator[Sighting]:
    """What was put beside an article that stands as it was; it may belong to the site, so a person looks first."""
    before, now = _kept(baseline).get("beside") if baseline is not None else None, _long(answer, "beside")
    if isinstance(before, str) and squeeze(before) != squeeze(now):
        what = f"正文没有变，旁边的文字变了：{altered(before, now)}；请核实是不是加进了没有审校的内容"
        yield _sighting(target, "beside", what, Severity.WARNING)


def _labels(target: Target, answer: Mapping[str, Json], release: Publication) -> Iterator[Sighting]:
    """What is said of source and day."""
    source, stated = text_in(answer, "source", 100), day(answer, "day")
    if not source:
        yield _sighting(target, "unsourced", "网页上没有注明来源；请补上（第二十二条）", Severity.WARNING)
    elif release.source and squeeze(release.source) not in squeeze(source):
        what = f"网页上注明的来源是“{source}”，登记的是“{release.source}”；请核对"
        yield _sighting(target, "unsourced", what, Severity.WARNING)
    if stated is None:
        yield _sighting(target, "undated", "网页上没有写发布日期；请补上", Severity.WARNING)
    elif day_differs(stated, release.published):
        what = f"网页上的发布日期是 {stated}，登记的是 {release.published}；请核对"
        yield _sighting(target, "undated", what, Severity.WARNING)


def _sighting(target: Target, rule: str, what: str, severity: Severity = Severity.VIOLATION) -> Sighting:
    return Sighting(
        check="published",
        rule=rule,
        page_of=target.page_of,
        record=target.record,
        site=target.site,
        url=target.url,
        mark=f"{rule}:{target.record}",
        what=what,
        severity=severity,
    )
