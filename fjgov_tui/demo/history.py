"""What a monitor would have seen of the demo county's sites in the last week: the same on every day it is drawn."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import exp

from fjgov_tui.clock import DAY_SECONDS, day_of
from fjgov_tui.demo.planted import Breach
from fjgov_tui.monitor.alerts.consequences import after_visits
from fjgov_tui.observed.slots import share, slots_of
from fjgov_tui.observed.visits import Outcome, Phases, Visit
from fjgov_tui.store import Store
from fjgov_tui.store.watch.days import roll_up
from fjgov_tui.store.watch.visits import record_visits
from fjgov_tui.workflows.check_plan import DEFAULT_LINES, VISIT
from fjgov_tui.workflows.settings import read_settings
from fjgov_tui.workflows.targets import site_targets

DAYS = 7
"""Whole days before the running one."""
FOLLOWED = 64
"""The last visits of each site that are followed one by one, so that states, alerts and incidents come of them."""
HOUR = 3600
_STUMBLES = 3000
"""One visit in so many fails on a healthy site, but none of the last hour: there only what is planted fails."""


def draw_history(store: Store, today: date, breaches: Sequence[Breach], line: str = "") -> None:
    """Book the visits of the last week up to the store's present moment.

    Args:
        store: the county, complete.
        today: the Beijing day of that moment.
        breaches: sites that have been failing, or were never visited, are named here.
        line: the cron line of today's visits; the default where not given.
    """
    now = int(store.clock().timestamp())
    down = {breach.subject: breach.down * HOUR for breach in breaches if breach.ledger == "site" and breach.down}
    unseen = {breach.subject for breach in breaches if breach.unseen}
    targets = [target for target in site_targets(store.read) if target.name not in unseen]
    fails_from = {target.site: now - down[target.name] for target in targets if target.name in down}
    visits: list[Visit] = []
    for day in (today - timedelta(days=back) for back in range(DAYS, -1, -1)):
        cron = line if line and day == today else DEFAULT_LINES[VISIT]
        for target in targets:
            visits += _visits(target.site, cron, day, now, fails_from)
    visits.sort(key=lambda visit: (visit.due, visit.site))
    followed = visits[-FOLLOWED * len(targets) :]
    settings = read_settings(store.read)
    with store.write(reason="演示：补上一周的监测记录") as writer:
        record_visits(writer, visits)
        for begin in range(0, len(followed), len(targets)):
            batch = followed[begin : begin + len(targets)]
            after_visits(writer, batch, batch[-1].due, settings)
        for back in range(DAYS, 0, -1):
            day = today - timedelta(days=back)
            roll_up(
                writer, day, {target.site: len(slots_of(DEFAULT_LINES[VISIT], target.site, day)) for target in targets}
            )


def _visits(site: int, line: str, day: date, now: int, fails_from: Mapping[int, int]) -> Iterator[Visit]:
    usual = 90 + 60 * share("pace", site)
    for slot in slots_of(line, site, day):
        if slot.due >= now:
            return
        chance = share("demo", site, day_of(slot.due).toordinal() - day_of(now).toordinal(), slot.due % DAY_SECONDS)
        if slot.due >= fails_from.get(site, now):
            yield _failed(site, slot.due, Outcome.STATUS, 500, 12, "首页回答了状态码 500")
        elif chance < 1 / _STUMBLES and slot.due < now - HOUR:
            yield _failed(site, slot.due, Outcome.TIMEOUT, None, 15_000, "15 秒内没有打开：连接之后没有等到应答")
        else:
            # Most pages open within a quarter of a second, few need seconds.
            took = int(usual + 40 * exp(3.5 * chance * chance))
            yield Visit(
                site=site, due=slot.due, at=slot.due, status=200, total=took, size=14_000, address="127.0.0.1",
                phases=Phases(3, 8, None, took // 2, took // 3),
            )  # fmt: skip


def _failed(site: int, due: int, outcome: Outcome, status: int | None, total: int, why: str) -> Visit:
    return Visit(
        site=site, due=due, at=due, outcome=outcome, status=status, total=total, address="127.0.0.1", why=why,
        evidence=b"HTTP/1.1 500 Internal Server Error\r\n\r\n" if status else b"",
    )  # fmt: skip
