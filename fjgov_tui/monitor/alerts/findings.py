"""Alerts of what inspections found: one a page for violations, one a site and check for warnings."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from fjgov_tui.clock import show_unix, unix_instant
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Stored
from fjgov_tui.monitor.alerts.opening import close_alert, dismiss_alert, raise_alert, worsen_alert
from fjgov_tui.monitor.alerts.routing import Round
from fjgov_tui.observed.model import Alert, Check, Detection, PageOf, Severity
from fjgov_tui.store import Reader
from fjgov_tui.store.reading import Selection
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.findings import findings
from fjgov_tui.workflows import incident
from fjgov_tui.workflows.incident import Trouble

FINDING = "finding:"
"""How the causes of these alerts begin: `finding:integrity:column:17` for the violations of a page,
`finding:links:4` for the warnings of a site."""
KINDS: Mapping[Check, str] = {
    "freshness": "更新超期",
    "integrity": "疑似篡改",
    "content": "疑似不当内容",
    "links": "链接问题",
    "standing": "规范问题",
}
"""What kind of incident a check opens."""
ALOUD: Collection[Check] = ("integrity", "content")
"""Checks whose warnings are told at once; those of the others wait for the digest."""
_HEADLINE = 40
"""Characters of a finding that the title of its alert bears at most."""
_NAMED = 20
"""Findings that an incident names as its evidence; the others are counted."""


@dataclass(frozen=True)
class _Group:
    """What one alert is about."""

    cause: str
    severity: Severity
    site: int
    check: Check
    page_of: PageOf | None = None
    record: int | None = None

    def holds(self, one: Detection) -> bool:
        """Whether the finding belongs to it."""
        same_page = self.record is None or (one.page_of, one.record) == (self.page_of, self.record)
        return one.severity == self.severity and same_page


def weigh(turn: Round, site: int, check: Check, new: Collection[int] = ()) -> None:
    """Open, go on with or close the alerts of one check on one site, from its findings as they stand and are judged.

    Args:
        turn: the transaction.
        site: the site.
        check: the check.
        new: the ids of findings that were not there before.
    """
    every = findings(turn.writer, site=site, check=check)
    alerts = {one.cause: one for one in open_alerts(turn.writer) if one.site == site}
    groups = {group.cause: group for group in _groups(every, [*alerts], site, check)}
    for cause, group in groups.items():
        standing = [one for one in every if group.holds(one) and one.verdict != "误报"]
        alert = alerts.get(cause)
        if standing and alert is None:
            _open(turn, group, standing)
        elif standing and alert is not None:
            _go_on(turn, group, alert, standing, new)
        elif alert is not None:
            _end(turn, group, alert)


def judged_away(reader: Reader) -> list[tuple[int, Check]]:
    """Sites and checks with an open alert of which nothing is left: people have judged or accepted it meanwhile.

    Asked outside of a transaction: it reads every finding that stands.
    """
    left = {
        cause
        for one in findings(reader)
        if one.verdict != "误报"
        for cause in (f"{FINDING}{one.check}:{one.page_of}:{one.record}", f"{FINDING}{one.check}:{one.site}")
        if one.severity == ("violation" if cause.count(":") == 3 else "warning")
    }
    over = {
        (one.site, cast("Check", one.cause.split(":")[1]))
        for one in open_alerts(reader)
        if one.cause.startswith(FINDING) and one.site is not None and one.cause not in left
    }
    return sorted(over)


def _groups(every: Sequence[Detection], causes: Sequence[str], site: int, check: Check) -> Iterator[_Group]:
    """The alerts that there are or ought to be."""
    pages = {(one.page_of, one.record) for one in every if one.severity == "violation"}
    for cause in causes:
        parts = cause.split(":")
        if cause.startswith(f"{FINDING}{check}:") and len(parts) == 4:
            pages.add((cast("PageOf", parts[2]), int(parts[3])))
    for page_of, record in sorted(pages):
        yield _Group(f"{FINDING}{check}:{page_of}:{record}", "violation", site, check, page_of, record)
    yield _Group(f"{FINDING}{check}:{site}", "warning", site, check)


def _open(turn: Round, group: _Group, standing: Sequence[Detection]) -> None:
    name, unit = _page_name(turn, group)
    trouble = Trouble(
        cause=group.cause,
        kind=KINDS[group.check],
        severity=group.severity,
        title=_title(name, standing),
        at=turn.now,
        site=group.site,
        unit=unit,
        url=standing[0].url,
        evidence=_evidence(standing),
    )
    raise_alert(turn, trouble, aloud=group.severity == "violation" or group.check in ALOUD)


def _go_on(turn: Round, group: _Group, alert: Alert, standing: Sequence[Detection], new: Collection[int]) -> None:
    """It is still there; what is new on the page is written down, and told where it is a violation."""
    added = [one for one in standing if one.id in new]
    if not added:
        return
    incident.annotate(turn.writer, alert.incident, turn.now, f"又发现 {len(added)} 处：{_list(added)}")
    if group.severity == "violation":
        worsen_alert(turn, alert, "violation", _title(_page_name(turn, group)[0], standing))


def _end(turn: Round, group: _Group, alert: Alert) -> None:
    """Nothing is left of it: judged to be nothing, accepted as it is, or gone from the page."""
    every = findings(turn.writer, site=group.site, check=group.check, open_only=False)
    about = [one for one in every if group.holds(one) and (one.gone_at is None or one.gone_at >= alert.opened_at)]
    if about and all(one.verdict == "误报" for one in about):
        dismiss_alert(turn, alert, "经判定为误报")
    elif group.check == "integrity" and _accepted(turn, group, alert):
        dismiss_alert(turn, alert, "页面已被认可为新的基线")
    else:
        close_alert(turn, alert, turn.now, f"{show_unix(turn.now)} 复查，已看不到")


def _accepted(turn: Round, group: _Group, alert: Alert) -> bool:
    """Whether somebody has accepted the page as it is since the alert opened."""
    where: list[tuple[str, Stored]] = [("site", group.site)]
    if group.record is not None:
        where.append(("column", group.record if group.page_of == "column" else None))
    ids = list(turn.writer.ids(Selection("acceptance", where=tuple(where))))
    since = unix_instant(alert.opened_at)
    return any(str(one.values["accepted_at"]) >= since for one in turn.writer.records(LEDGERS["acceptance"], ids))


def _page_name(turn: Round, group: _Group) -> tuple[str, int | None]:
    """How the page is called, and the id of the unit that answers for it."""
    site = turn.writer.record(LEDGERS["site"], group.site)
    name, unit = site.title, site.values["unit"]
    if group.page_of == "column" and group.record is not None:
        column = turn.writer.record(LEDGERS["column"], group.record)
        name, unit = f"{name}“{column.title}”", column.values["unit"] or unit
    return name, None if unit is None else int(unit)


def headline(what: str) -> str:
    """The few words by which a finding is called: what stands before its first colon outside of quotation marks."""
    depth = 0
    for place, char in enumerate(what):
        depth += (char == "“") - (char == "”" and depth > 0)
        if char == "：" and not depth:
            what = what[:place]
            break
    return what if len(what) <= _HEADLINE else f"{what[: _HEADLINE - 1]}…"


def _title(name: str, standing: Sequence[Detection]) -> str:
    count = f"等 {len(standing)} 处" if len(standing) > 1 else ""
    return f"{name}：{headline(standing[0].what)}{count}"


def _evidence(standing: Sequence[Detection]) -> str:
    lines = [f"{one.what}（{one.url}）{'：' + one.around if one.around else ''}"[:300] for one in standing[:_NAMED]]
    more = len(standing) - len(lines)
    return "\n".join([*lines, *([f"另有 {more} 处，见监测疑点"] if more else [])])


def _list(some: Sequence[Detection]) -> str:
    return "；".join(headline(one.what) for one in some[:5]) + ("等" if len(some) > 5 else "")
