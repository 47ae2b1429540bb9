"""What the monitor writes: each batch of visits, each inspection, in one short transaction with all that follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fjgov_tui.monitor.alerts.consequences import after_results, after_visits
from fjgov_tui.monitor.alerts.network import network_restored, own_network_alarm
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.spill import Batch
from fjgov_tui.observed.model import Event, Observation, Run
from fjgov_tui.pages.personal import without_numbers
from fjgov_tui.store import Store, Writer
from fjgov_tui.store.watch.findings import Observed, observe
from fjgov_tui.store.watch.links import put_bad_links
from fjgov_tui.store.watch.pages import put_facts, put_page, put_snapshot
from fjgov_tui.store.watch.process import add_event, claim_batch, put_run
from fjgov_tui.store.watch.visits import book_visits
from fjgov_tui.workflows.settings import Settings

STARTED, STOPPED, CLOCK, NETWORK, TROUBLE = "启动", "停止", "时钟", "本机网络", "故障"
"""Kinds of events in the monitor's own life."""
_REASON = "监测"


def note(store: Store, at: int, kind: str, what: str) -> None:
    """Book an event in the monitor's own life."""
    with store.write(_REASON) as writer:
        add_event(writer, Event(at=at, kind=kind, what=what))


def book_batch(
    store: Store, batch: Batch, settings: Settings, confirm: tuple[int, int], trouble: str | None = None
) -> None:
    """Book a batch with the states, alerts, incidents and messages that follow from it; a second time changes nothing.

    Args:
        store: the open file.
        batch: visits, results, or both.
        settings: the county's.
        confirm: the seconds between which a confirming visit follows a failure.
        trouble: what is known of our own network just now: why it is out of order, or empty where it works;
            `None` where this batch does not tell.

    Raises:
        StoreProblem: nothing of it was written.
    """
    with store.write(_REASON) as writer:
        if not claim_batch(writer, batch.id, batch.at):
            return
        if trouble:
            own_network_alarm(writer, trouble, batch.at, settings)
        elif trouble is not None:
            network_restored(writer, batch.at, settings)
        if batch.visits:
            new = book_visits(writer, batch.visits)
            after_visits(writer, new, batch.at, settings, confirm=confirm)
        if batch.results:
            _book_results(writer, batch, int(store.clock().timestamp()), settings)


def book_plainly(store: Store, batch: Batch) -> None:
    """Book what was measured and nothing that follows from it, where working that out has failed.

    Raises:
        StoreProblem: nothing of it was written.
    """
    with store.write(_REASON) as writer:
        if claim_batch(writer, batch.id, batch.at):
            book_visits(writer, batch.visits)
            for result in batch.results:
                put_run(writer, replace(_run(result, batch.at, batch.at), ok=False, note="程序内部出错，没有登记结果"))


def _run(result: Result, started: int, ended: int) -> Run:
    return Run(
        check=result.check,
        page_of=result.target.page_of,
        record=result.target.record,
        started=started,
        ended=ended,
        ok=result.ok,
        note=result.note,
    )


def _book_results(writer: Writer, batch: Batch, now: int, settings: Settings) -> None:
    observed = []
    for result in batch.results:
        observed += [(one, _book_result(writer, one, batch.at)) for one in _all(result)]
        put_run(writer, _run(result, batch.at, now))
    after_results(writer, observed, batch.at, settings)


def _all(result: Result) -> Iterator[Result]:
    """The result and what was found on the way."""
    yield result
    for other in result.also:
        yield from _all(other)


def _private(seen: Observation) -> Observation:
    """What was seen, without anybody's number: a title, a link or a script may hold one as well as a sentence."""
    return replace(seen, what=without_numbers(seen.what), around=without_numbers(seen.around))


def _book_result(writer: Writer, result: Result, at: int) -> Observed:
    """One result; where the check could not be carried out, nothing is taken for gone."""
    if result.page is not None:
        page = result.page
        title, found_by, note = map(without_numbers, (page.title, page.found_by, page.note))
        put_page(writer, replace(page, title=title, found_by=found_by, note=note))
    if result.facts is not None:
        put_facts(writer, result.facts)
    for one in result.snapshots:
        put_snapshot(writer, one)
    if result.bad_links is not None:
        put_bad_links(writer, result.target.site, result.bad_links)
    covered = result.covered if result.ok else ()
    where = result.target.page_of, result.target.record
    seen = tuple(map(_private, result.seen))
    return observe(writer, result.check, *where, seen, at, covered, rules=result.rules)
