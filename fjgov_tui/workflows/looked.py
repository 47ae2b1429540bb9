"""Whether what the monitor knows of a site is recent enough to call it in order; else why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fjgov_tui.clock import day_of, show_unix
from fjgov_tui.observed.cron import oldest
from fjgov_tui.observed.model import CHECK_NAMES, Check, Run
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.store import Reader
from fjgov_tui.store.watch.process import site_runs
from fjgov_tui.store.watch.states import site_states
from fjgov_tui.workflows.check_plan import VISIT, CheckPlan, read_plan
from fjgov_tui.workflows.targets import site_targets

LOOKED_AT: tuple[Check, ...] = ("integrity", "content", "freshness")
"""What has to have been looked at of a home page before its site is 正常."""


def unvisited(plan: CheckPlan, state: SiteState, now: int) -> str:
    """Why the last visit does not say how the site stands now; empty where it does.

    Args:
        plan: which check runs when.
        state: what the visits told last.
        now: Unix seconds of the moment at which it is asked.
    """
    line = plan.line(VISIT, state.site)
    if line is None:
        return "访问计划已停用"
    if state.last_at is None:
        return "还没有访问过"
    return f"上次访问是 {show_unix(state.last_at)}，已经太久" if state.last_at < oldest(line, now) else ""


def uninspected(plan: CheckPlan, runs: Mapping[str, Run], site: int, now: int) -> str:
    """The first reason why the inspections of a home page do not say that it is in order; empty where they do.

    Args:
        plan: which check runs when.
        runs: the last run of each inspection of the home page.
        site: the site.
        now: Unix seconds of the moment at which it is asked.
    """
    reasons = (not_inspected(check, plan.line(check, site), runs.get(check), now) for check in LOOKED_AT)
    return next(filter(None, reasons), "")


def not_inspected(check: Check, line: str | None, run: Run | None, now: int) -> str:
    """Why an inspection does not say that a page is in order; empty where it does.

    Args:
        check: which inspection.
        line: when it is made, as five cron fields; `None` where it is switched off.
        run: the last time that it was made of the page; `None` where it never was.
        now: Unix seconds of the moment at which it is asked.
    """
    name = CHECK_NAMES[check]
    if line is None:
        return f"{name}检查已停用"
    if run is None:
        return f"{name}检查还没有做过"
    if not run.ok:
        return f"{name}检查 {show_unix(run.started)} 没有做成" + (f"：{run.note}" if run.note else "")
    return f"{name}检查上次是 {day_of(run.started)}，已经太久" if run.started < oldest(line, now) else ""


def unseen_sites(reader: Reader, now: int) -> Iterator[tuple[Target, str]]:
    """The watched sites of which nobody can say that they are in order, each with the first reason.

    Args:
        reader: the file.
        now: Unix seconds.
    """
    plan, states, runs = read_plan(reader), site_states(reader), site_runs(reader)
    for target in site_targets(reader):
        state = states.get(target.record) or SiteState(site=target.record)
        why = unvisited(plan, state, now) or uninspected(plan, runs.get(target.record, {}), target.record, now)
        if why:
            yield target, why
