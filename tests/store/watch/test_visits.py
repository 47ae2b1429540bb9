"""A visit is booked once and comes back as it was; what it brought is kept once however often it comes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.errors import InputProblem, StoreProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.visits import Counted, Outcome, Phases, Visit, VisitKind
from fjgov_tui.store import Store
from fjgov_tui.store.watch.visits import (
    booked_dues,
    evidence,
    first_due,
    keep_evidence,
    record_visits,
    visits_of,
)
from fjgov_tui.text import clean
from tests.store.helpers import emptied
from tests.store.watch.helpers import BEGIN, HALF_HOUR, book, count, visit

small = st.integers(0, 2**31)
maybe = st.none() | st.integers(0, 2**31)
hostile = st.text(st.characters() | st.sampled_from("\x00\x1b\ud800\u202e'\"")).filter(lambda text: len(text) < 50)
VISITS = st.builds(
    Visit,
    site=st.integers(1, 5),
    due=small,
    at=small,
    kind=st.sampled_from(VisitKind),
    counted=st.sampled_from(Counted),
    outcome=st.sampled_from([one for one in Outcome if one is not Outcome.ABORTED]),
    status=st.none() | st.integers(100, 599),
    total=small,
    phases=st.builds(Phases, maybe, maybe, maybe, maybe, maybe),
    size=small,
    redirects=st.integers(0, 5),
    address=hostile,
    why=hostile,
    evidence=st.binary(max_size=4096),
)


def key(one: Visit) -> tuple[int, int, int]:
    """What names a visit."""
    return one.site, one.due, int(one.kind)


def test_visits_come_back_as_they_were_booked(store: Store) -> None:
    @given(visits=st.lists(VISITS, max_size=12, unique_by=key))
    def come_back(visits: list[Visit]) -> None:
        assert book(emptied(store), visits) == visits
        wanted = sorted((replace(one, address=clean(one.address), why=clean(one.why)) for one in visits), key=key)
        assert [one for site in range(6) for one in visits_of(store.read, site, 0, 2**40)] == wanted

    come_back()


def test_booking_again_changes_nothing_and_names_only_what_is_new(store: Store) -> None:
    first = [visit(BEGIN + number * HALF_HOUR) for number in range(10)]
    assert book(store, first) == first
    altered = [replace(one, outcome=Outcome.TIMEOUT, why="迟了") for one in first]
    fresh = visit(BEGIN + 10 * HALF_HOUR)
    assert book(store, [*altered, fresh, fresh]) == [fresh]
    assert visits_of(store.read, 1, 0, 2**40) == [*first, fresh]
    assert count(store, "watch_text") == 1, "the reason of a visit that was not booked is not kept either"


def test_a_confirming_visit_of_the_same_moment_is_another_visit(store: Store) -> None:
    both = [visit(), visit(kind=VisitKind.CONFIRM, outcome=Outcome.TIMEOUT)]
    assert book(store, both) == both
    assert booked_dues(store.read, 0, 2**40) == {(1, BEGIN)}


def test_an_aborted_visit_is_none(store: Store) -> None:
    assert book(store, [visit(outcome=Outcome.ABORTED)]) == []
    assert count(store, "watch_visit") == 0


def test_a_failed_transaction_books_nothing(store: Store) -> None:
    with pytest.raises(InputProblem), store.write() as writer:
        writer.record(LEDGERS["unit"], len(record_visits(writer, [visit(why="断了", evidence=b"x")])))
    assert [count(store, table) for table in ("watch_visit", "watch_text", "watch_evidence")] == [0, 0, 0]


def test_spans_take_their_beginning_and_not_their_end(store: Store) -> None:
    book(store, [visit(BEGIN + number, site=site) for site in (1, 9) for number in range(4)])
    assert [one.due for one in visits_of(store.read, 9, BEGIN + 1, BEGIN + 3)] == [BEGIN + 1, BEGIN + 2]
    assert booked_dues(store.read, BEGIN + 3, BEGIN + 9) == {(1, BEGIN + 3), (9, BEGIN + 3)}


def test_the_oldest_visit(store: Store) -> None:
    assert first_due(store.read) is None
    book(store, [visit(BEGIN), visit(BEGIN - 60, site=2)])
    assert first_due(store.read) == BEGIN - 60


def test_the_same_evidence_is_kept_once(store: Store) -> None:
    page = b"<p>bad gateway</p>" * 200
    book(store, [visit(BEGIN + n, outcome=Outcome.STATUS, why="状态码 502", evidence=page) for n in range(20)])
    assert (count(store, "watch_evidence"), count(store, "watch_text")) == (1, 2)
    stored = store.db.execute("SELECT length(body) FROM watch_evidence").fetchone()[0]
    assert int(stored) < len(page) / 10
    with store.write() as writer:
        assert keep_evidence(writer, page, BEGIN) == 1
        assert keep_evidence(writer, b"", BEGIN) is None
        assert keep_evidence(writer, b"other", BEGIN) == 2
    assert (evidence(store.read, 1), evidence(store.read, 2)) == (page, b"other")


def test_evidence_that_is_gone_or_damaged_is_a_sentence(store: Store) -> None:
    with pytest.raises(StoreProblem, match="已经不在了"):
        evidence(store.read, 7)
    with store.write() as writer:
        kept = keep_evidence(writer, b"page", BEGIN)
        writer.db.execute("UPDATE watch_evidence SET body = x'00ff'")
    assert kept is not None
    with pytest.raises(StoreProblem, match="读不出来"):
        evidence(store.read, kept)
