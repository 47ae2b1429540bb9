"""Observations that rules rest on: when a site was last looked at, and why that is not enough."""

from collections.abc import Mapping, Sequence

from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import Observation
from fjgov_tui.audit.watched import day_ends, last_runs, moment, plan, states, weeks
from fjgov_tui.clock import day_of
from fjgov_tui.ledgers import Record
from fjgov_tui.observed.model import CHECK_NAMES, Check, Run
from fjgov_tui.observed.pages import Target
from fjgov_tui.text import safe
from fjgov_tui.workflows.availability import week_text
from fjgov_tui.workflows.looked import not_inspected
from fjgov_tui.workflows.targets import column_targets


def visited_enough(facts: Facts, site: Record) -> str:
    """Why the visits of a site's last week do not say whether it can be reached."""
    week = facts.of(weeks).get(site.id)
    state = facts.of(states).get(site.id)
    if state is not None and state.health == "测不了" and (week is None or week.verdict == "样本不足"):
        return f"网站的防护把监测拦在外面，测不了：{safe(state.last_why)}"
    if week is None or week.n == 0:
        return "最近 7 天没有访问过"
    return week_text(week) if week.verdict == "样本不足" else ""


def inspected(check: Check, *, columns: bool = False) -> Observation:
    """An inspection of a site's home page, carried out not longer ago than three of its periods.

    Args:
        check: which.
        columns: whether those of its columns' pages are wanted, too: what nobody saw there may stand there.
    """

    def missing(facts: Facts, site: Record) -> str:
        line, last = facts.of(plan).line(check, site.id), facts.of(last_runs)
        why = _not_inspected(facts, check, line, last.get((check, "site", site.id)))
        if why or not columns:
            return why
        pages = facts.of(column_pages).get(site.id, ())
        reasons = [
            (page, _not_inspected(facts, check, line, last.get((check, "column", page.record)))) for page in pages
        ]
        unseen = [(page, reason) for page, reason in reasons if reason]
        if not unseen:
            return ""
        page, reason = unseen[0]
        return f"{len(pages)} 个栏目里有 {len(unseen)} 个没有查成，如“{safe(page.name)}”{reason}"

    return Observation(f"{CHECK_NAMES[check]}检查", missing)


def _not_inspected(facts: Facts, check: Check, line: str | None, run: Run | None) -> str:
    """Why the last inspection of a page says nothing of the day; empty where it does."""
    if line is not None and run is not None and run.started >= day_ends(facts.as_of):
        name = CHECK_NAMES[check]
        return f"{name}检查只留有最近一次（{day_of(run.started)}），{facts.as_of} 查过没有无法核对"
    return not_inspected(check, line, run, facts.of(moment))


def column_pages(facts: Facts) -> Mapping[int, Sequence[Target]]:
    """The watched pages of columns, by site."""
    by_site: dict[int, list[Target]] = {}
    for target in column_targets(facts.reader):
        by_site.setdefault(target.site, []).append(target)
    return by_site
