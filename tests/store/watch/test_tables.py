"""States, pages, alerts, messages, signs of life, links: all come back as written; hostile text does no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.errors import StoreProblem
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.observed.model import BadLink, Beat, Event, PageState, Run, SiteFacts, Snapshot
from fjgov_tui.observed.visits import SiteState
from fjgov_tui.store import Reader, Store, Writer, open_store
from fjgov_tui.store.watch import alerts, links, pages, process, states
from fjgov_tui.text import clean
from tests.store.helpers import emptied

HOSTILE = "标题\x00\x1b[31m\ud800'\"); DROP TABLE watch_page; --\u202e"
PAGE = PageState(
    page_of="column",
    record=3,
    site=1,
    url="http://a.gov.cn/zwgk/",
    checked_at=100,
    opened=True,
    newest=date(2026, 11, 20),
    found_by="列表日期“2026-11-20”",
    blank=False,
    title="政务公开",
)
SHOT = Snapshot(page_of="site", record=1, kind="baseline", at=5, digest="ab", body=b'{"blocks": []}' * 500)


def write(store: Store, *changes: Callable[[Writer], object]) -> None:
    """Make changes in one transaction."""
    with store.write() as writer:
        for change in changes:
            change(writer)


STATES = st.lists(
    st.builds(
        SiteState,
        site=st.integers(1, 9),
        last_at=st.none() | st.integers(0, 2**31),
        last_why=st.text(max_size=20).map(clean),
        recent=st.lists(st.integers(-1, 15_000), max_size=30).map(tuple),
        flips=st.lists(st.integers(0, 2**31), max_size=6).map(tuple),
    ),
    unique_by=lambda one: one.site,
)


def test_states_come_back(store: Store) -> None:
    @given(STATES)
    def come_back(made: list[SiteState]) -> None:
        emptied(store)
        write(store, lambda writer: states.put_states(writer, [SiteState(site=1, health="故障")]))
        write(store, lambda writer: states.put_states(writer, made))
        wanted = {one.site: one for one in made}
        assert states.site_states(store.read) == {1: SiteState(site=1, health="故障")} | wanted

    come_back()


def test_pages_and_facts_are_replaced(store: Store) -> None:
    unopened = PageState(page_of="site", record=3, site=2, url="http://b.gov.cn/", checked_at=1, opened=False)
    facts = SiteFacts(site=1, checked_at=7, cert_until=date(2027, 1, 1), ipv6=False, ipv6_note="没有地址")
    write(store, lambda writer: pages.put_page(writer, unopened), lambda writer: pages.put_page(writer, PAGE))
    write(store, lambda writer: pages.put_page(writer, PAGE), lambda writer: pages.put_facts(writer, facts))
    write(store, lambda writer: pages.put_facts(writer, SiteFacts(site=2, checked_at=7)))
    assert pages.page_states(store.read) == [PAGE, unopened]
    assert pages.page_states(store.read, site=2) == [unopened]
    assert pages.site_facts(store.read) == {1: facts, 2: SiteFacts(site=2, checked_at=7)}


def test_snapshots_are_small_on_disk_and_replaced(store: Store) -> None:
    write(store, lambda writer: pages.put_snapshot(writer, SHOT), lambda writer: pages.put_snapshot(writer, SHOT))
    assert pages.snapshot(store.read, "site", 1, "baseline") == SHOT
    assert pages.snapshot(store.read, "site", 1, "latest") is None
    rows = store.db.execute("SELECT length(body) FROM watch_snapshot").fetchall()
    assert [int(row[0]) < len(SHOT.body) / 10 for row in rows] == [True]
    write(store, lambda writer: writer.db.execute("UPDATE watch_snapshot SET body = x'00'"))
    with pytest.raises(StoreProblem, match="快照读不出来"):
        pages.snapshot(store.read, "site", 1, "baseline")


def test_of_several_columns_those_are_handed_out_that_can_be_read(store: Store) -> None:
    shots = [replace(SHOT, page_of="column", record=record, kind="latest") for record in (4, 5, 6)]
    write(store, *(partial(pages.put_snapshot, shot=shot) for shot in shots))
    write(store, lambda writer: writer.db.execute("UPDATE watch_snapshot SET body = x'00' WHERE record = 5"))
    assert pages.latest_of(store.read, (6, 5, 9, 4)) == [shots[2], shots[0]]


def test_a_cause_has_one_open_alert(store: Store) -> None:
    with store.write() as writer:
        first = alerts.open_alert(
            writer, cause="visit:1", severity=Severity.VIOLATION, kind="打不开", what="打不开", opened_at=10, site=1
        )
        again = alerts.open_alert(
            writer, cause="visit:1", severity=Severity.WARNING, kind="打不开", what="另一句", opened_at=11, site=1
        )
        assert first == again
        alerts.change_alert(writer, first, closed_at=20)
        second = alerts.open_alert(
            writer,
            cause="visit:1",
            severity=Severity.VIOLATION,
            kind="打不开",
            what="又打不开",
            opened_at=30,
            members=[1, 4],
        )
    assert second != first
    assert [(one.id, one.what, one.members) for one in alerts.open_alerts(store.read)] == [(second, "又打不开", (1, 4))]
    assert [one.id for one in alerts.alerts_since(store.read, 20)] == [first, second]
    assert [one.id for one in alerts.alerts_since(store.read, 21)] == [second]


def test_what_changes_about_an_alert_is_written_and_the_rest_stays(store: Store) -> None:
    with store.write() as writer:
        made = alerts.open_alert(writer, cause="c", severity=Severity.WARNING, kind="其他", what="有事", opened_at=1)
        alerts.change_alert(writer, made, members=(2, 3), acked_until=99, incident=7, what=HOSTILE)
        alerts.change_alert(writer, made)
    one = alerts.alert(store.read, made)
    assert one is not None
    assert (one.members, one.acked_until, one.incident, one.severity) == ((2, 3), 99, 7, "warning")
    assert one.what == clean(HOSTILE)


def test_a_message_waits_until_it_is_delivered(store: Store) -> None:
    with store.write() as writer:
        first = alerts.post(writer, 1, None, {"what": HOSTILE, "site": 3, "none": None}, 100)
        later = alerts.post(writer, 2, None, {}, 100, 160)
    assert [one.id for one in alerts.due_parcels(store.read, 100, 9)] == [first]
    assert alerts.due_parcels(store.read, 100, 9)[0].event == {"what": clean(HOSTILE), "site": 3, "none": None}
    write(store, lambda writer: alerts.settle(writer, first, delivered_at=None, tries=1, next_at=200, note="拒绝"))
    assert [one.id for one in alerts.due_parcels(store.read, 199, 9)] == [later]
    assert [one.id for one in alerts.due_parcels(store.read, 200, 1)] == [later]
    assert [(one.id, one.tries, one.note) for one in alerts.undelivered(store.read)] == [
        (first, 1, "拒绝"),
        (later, 0, ""),
    ]
    write(store, lambda writer: alerts.settle(writer, first, delivered_at=201, tries=2, next_at=200))
    assert [one.id for one in alerts.undelivered(store.read)] == [later]


def test_the_outbox_is_asked_through_its_index(store: Store) -> None:
    from tests.store.watch.helpers import plan

    lines = plan(store, alerts.undelivered)
    assert any("watch_outbox" in line for line in lines)


def test_one_heartbeat_and_only_its_own_process_drops_it(store: Store) -> None:
    sign = Beat(pid=10, host="office", since=1, last=2, version="0.1", note="巡访")
    write(store, lambda writer: process.put_beat(writer, Beat(pid=9, host="old", since=0, last=0, version="0")))
    write(store, lambda writer: process.put_beat(writer, sign), lambda writer: process.drop_beat(writer, 9))
    assert process.beat(store.read) == sign
    write(store, lambda writer: process.drop_beat(writer, 10))
    assert process.beat(store.read) is None


def test_runs_are_the_last_and_events_stay(store: Store) -> None:
    going = Run(check="links", page_of="site", record=1, started=5, ended=None, ok=None)
    done = Run(check="links", page_of="site", record=1, started=5, ended=9, ok=False, note="超时")
    write(store, lambda writer: process.put_run(writer, going))
    assert process.runs(store.read) == [going]
    write(store, lambda writer: process.put_run(writer, done))
    assert process.runs(store.read) == [done]
    happened = [Event(at=at, kind="启动", what=clean(HOSTILE)) for at in (1, 2, 2)]
    for one in happened:
        write(store, partial(process.add_event, event=one))
    assert process.events(store.read, 2) == happened[1:]


def test_a_batch_is_claimed_once(store: Store) -> None:
    with store.write() as writer:
        assert process.claim_batch(writer, "ab", 1)
        assert not process.claim_batch(writer, "ab", 2)
    with store.write() as writer:
        assert not process.claim_batch(writer, "ab", 3)


def test_the_failing_links_of_a_site_are_those_of_the_last_crawl(store: Store) -> None:
    one, two, other = (
        BadLink(site=site, url=url, page="http://a/", first_bad=1, last_bad=2, times=2, why="404")
        for site, url in ((1, "http://x/1"), (1, "http://x/2"), (2, "http://x/1"))
    )
    write(store, lambda writer: links.put_bad_links(writer, 2, [other]))
    write(store, lambda writer: links.put_bad_links(writer, 1, [two, one, one]))
    assert links.bad_links(store.read, 1) == [one, two]
    write(store, lambda writer: links.put_bad_links(writer, 1, [two]))
    assert links.bad_links(store.read, 1) == [two]
    assert links.bad_links(store.read, 2) == [other]


HOSTILE_WRITES: dict[str, Callable[[Writer], object]] = {
    "page": lambda writer: pages.put_page(
        writer, PageState(page_of="site", record=1, site=1, url=HOSTILE, checked_at=1, opened=True, title=HOSTILE)
    ),
    "facts": lambda writer: pages.put_facts(writer, SiteFacts(site=1, checked_at=1, cert_note=HOSTILE)),
    "state": lambda writer: states.put_states(writer, [SiteState(site=1, last_why=HOSTILE, address=HOSTILE)]),
    "link": lambda writer: links.put_bad_links(
        writer, 1, [BadLink(site=1, url=HOSTILE, page=HOSTILE, first_bad=1, last_bad=1, times=1, why=HOSTILE)]
    ),
    "beat": lambda writer: process.put_beat(writer, Beat(pid=1, host=HOSTILE, since=1, last=1, version="1")),
    "run": lambda writer: process.put_run(
        writer, Run(check="links", page_of="site", record=1, started=1, ended=2, ok=True, note=HOSTILE)
    ),
}


@pytest.mark.parametrize("name", HOSTILE_WRITES)
def test_hostile_text_is_harmless_when_it_is_stored(store: Store, name: str) -> None:
    write(store, HOSTILE_WRITES[name])
    table = {"page": "watch_page", "facts": "watch_facts", "state": "watch_site", "link": "watch_link"}
    rows = store.db.execute(f"SELECT * FROM {table.get(name, f'watch_{name}')}").fetchall()
    texts = [str(value) for row in rows for value in row if isinstance(value, str)]
    assert any("标题" in text for text in texts)
    assert all(clean(text) == text for text in texts)


READS: list[Callable[[Reader], object]] = [
    alerts.open_alerts,
    alerts.undelivered,
    lambda reader: alerts.due_parcels(reader, 9, 9),
    states.site_states,
    pages.page_states,
    pages.site_facts,
    process.beat,
    process.runs,
    lambda reader: process.events(reader, 0),
    lambda reader: links.bad_links(reader, 1),
]


def test_an_inspector_may_read_everything_and_write_nothing(store: Store) -> None:
    from fjgov_tui.store.watch import days, findings, visits
    from tests.store.watch.helpers import BEGIN, DAY, book, seen, visit

    book(store, [visit(why="断了", evidence=b"page")])
    with store.write() as writer:
        findings.observe(writer, "content", "site", 1, [seen()], 1)
        days.roll_up(writer, DAY, {1: 48})
    asked: list[Callable[[Reader], object]] = [
        *READS,
        findings.findings,
        visits.first_due,
        lambda reader: visits.visits_of(reader, 1, 0, 2**40),
        lambda reader: visits.booked_dues(reader, BEGIN, BEGIN + 9),
        lambda reader: days.day_counts(reader, DAY, DAY),
        lambda reader: days.count_day(reader, DAY, {}),
        lambda reader: days.tally_day(reader, DAY, {}),
    ]
    with open_store(Path(store.path), readonly=True) as inspector:
        for question in asked:
            assert question(inspector.read) == question(store.read)
