"""The first survey (首轮摸底): what a county's first round finds is told in one summary, not in a message each.

A monitor that is started on a file without any visit finds everything that was wrong for years at once. Until every
page has been inspected once, at the latest after two hours, its alerts open without messages; then one summary names
them by site and kind. What comes later is told as it comes. Trouble of our own is told at once all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.effects import ToldTogether
from fjgov_tui.monitor.checks.registry import INSPECTIONS, pages_of
from fjgov_tui.observed.model import Alert, Run
from fjgov_tui.store import Reader, Store, Writer
from fjgov_tui.store.watch.alerts import open_alerts
from fjgov_tui.store.watch.process import put_run, runs
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.text import safe
from fjgov_tui.workflows.check_plan import read_plan
from fjgov_tui.workflows.targets import column_targets, site_targets

JOB = "survey"
"""Under which name the survey is noted among the runs."""
SECONDS = 2 * 3600
"""The longest time for which messages wait: a hijacked page must not wait a day (article 25 gives one hour to handle
what is known), and the crawl for links, which takes hours, is not waited for."""
CRAWL = "links"
_SITES = 30
"""Lines of the summary; further sites are counted."""


def start_survey(store: Store, now: int) -> None:
    """Note the beginning, where the file has never been watched; else nothing.

    Raises:
        StoreProblem: the file cannot be written.
    """
    reader = store.read
    if not site_states(reader) and not any(run.check in {*INSPECTIONS, JOB} for run in runs(reader)):
        with store.write("监测") as writer:
            put_run(writer, Run(check=JOB, page_of="", record=0, started=now, ended=None, ok=None))


def surveying(reader: Reader) -> bool:
    """Whether the first survey is under way."""
    return _begun(reader) is not None


def _begun(reader: Reader) -> int | None:
    return next((run.started for run in runs(reader, JOB) if run.ended is None), None)


def survey_over(reader: Reader, now: int) -> bool:
    """Whether a survey is under way and everything has been looked at once, or its time is over.

    Args:
        reader: the file.
        now: Unix seconds; a moment before the survey began is one of a clock that was set back.
    """
    begun = _begun(reader)
    if begun is None:
        return False
    if not 0 <= now - begun < SECONDS:
        return True
    done = {(run.check, run.page_of, run.record) for run in runs(reader)}
    return all(key in done for key in _wanted(reader))


def _wanted(reader: Reader) -> Iterator[tuple[str, str, int]]:
    """Every inspection that is waited for: the check, the ledger of the page, its record."""
    plan, pages = read_plan(reader), [*site_targets(reader), *column_targets(reader)]
    for check, inspection in INSPECTIONS.items():
        if check != CRAWL:
            for page in pages_of(inspection, pages):
                if plan.line(check, page.site):
                    yield check, page.page_of, page.record


def _not_looked_at(reader: Reader) -> tuple[int, int]:
    """Of how many inspections it is not known what they would have found, and of how many there were."""
    done = {(run.check, run.page_of, run.record) for run in runs(reader) if run.ok}
    wanted = list(_wanted(reader))
    return sum(key not in done for key in wanted), len(wanted)


def end_survey(writer: Writer, now: int) -> ToldTogether:
    """Note the end; what is told of the survey."""
    put_run(writer, Run(check=JOB, page_of="", record=0, started=_begun(writer) or now, ended=now, ok=True))
    sites, columns = len(site_targets(writer)), len(column_targets(writer))
    alerts = [alert for alert in open_alerts(writer) if alert.told_at is None]
    grave = [alert for alert in alerts if alert.severity == Severity.VIOLATION]
    counts = f"违反 {len(grave)} 件，警示 {len(alerts) - len(grave)} 件"
    title = f"首轮摸底完成：{sites} 个站点、{columns} 个栏目，{counts}"
    text = "\n".join(_lines(writer, alerts))
    unseen, wanted = _not_looked_at(writer)
    if unseen:
        title += f"，没有查成 {unseen} 项"
        text += f"\n应做 {wanted} 项检查，{unseen} 项没有做成，那里有没有问题还不知道；按计划再查。"
    return ToldTogether(what="汇总", title=title, text=text, alerts=tuple(grave))


def _lines(reader: Reader, alerts: Sequence[Alert]) -> Iterator[str]:
    """One line a site, its violations by kind before the number of its warnings."""
    by_site: dict[int | None, list[Alert]] = {}
    for alert in alerts:
        for site in alert.members or (alert.site,):
            by_site.setdefault(site, []).append(alert)
    if not by_site:
        yield "查过的没有发现问题。"
    names = reader.titles(("site", site) for site in by_site if site is not None)
    order = sorted(by_site, key=lambda site: (-_grave(by_site[site]), site or 0))
    for site in order[:_SITES]:
        kinds = Counter(alert.kind for alert in by_site[site] if alert.severity == Severity.VIOLATION)
        parts = [f"{kind} {count} 件" for kind, count in kinds.most_common()]
        warnings = len(by_site[site]) - _grave(by_site[site])
        parts += [f"警示 {warnings} 件"] if warnings else []
        yield f"{safe(names.get(('site', site or 0), '政务新媒体等'))}：{'，'.join(parts)}"
    if len(order) > _SITES:
        yield f"另有 {len(order) - _SITES} 个站点，见监测屏"
    yield f"每一件见监测屏和{LEDGERS['incident'].title}；此后新发现的逐件告知。"


def _grave(alerts: Sequence[Alert]) -> int:
    return sum(alert.severity == Severity.VIOLATION for alert in alerts)
