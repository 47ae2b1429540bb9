"""What waits on disk comes back as it was, whatever it holds; what does not fit is refused, never half taken."""

from __future__ import annotations

import json
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.model import Result
from fjgov_tui.monitor.process.codec import decode, encode
from fjgov_tui.monitor.process.spill import Batch
from fjgov_tui.observed.model import BadLink, Check, PageState, Sighting, SiteFacts, Snapshot, SnapshotKind
from fjgov_tui.observed.pages import Target
from fjgov_tui.observed.visits import Counted, Outcome, Phases, Visit, VisitKind

text = st.text(st.characters() | st.sampled_from("\x00\n\ud800\u2028"), max_size=8)
number = st.integers(-1, 2**40)
day = st.dates(date(1990, 1, 1), date(2100, 1, 1))
maybe_day = st.none() | day
maybe_flag = st.none() | st.booleans()
page_of = st.sampled_from(["site", "column"])
VISITS = st.builds(
    Visit,
    kind=st.sampled_from(VisitKind),
    counted=st.sampled_from(Counted),
    outcome=st.sampled_from(Outcome),
    phases=st.builds(Phases, st.none() | number),
    why=text,
    evidence=st.binary(max_size=40),
    site=number,
    due=number,
    at=number,
)
TARGETS = st.builds(Target, page_of=page_of, record=number, site=number, name=text, url=text, unit=text)
RESULTS = st.builds(
    Result,
    check=st.sampled_from(get_args(Check)),
    target=TARGETS,
    ok=st.booleans(),
    note=text,
    page=st.none()
    | st.builds(
        PageState,
        page_of=page_of,
        record=number,
        site=number,
        url=text,
        checked_at=number,
        opened=st.booleans(),
        newest=maybe_day,
        blank=maybe_flag,
    ),
    facts=st.none() | st.builds(SiteFacts, site=number, checked_at=number, cert_until=maybe_day, ipv6=maybe_flag),
    seen=st.lists(
        st.builds(
            Sighting,
            check=st.sampled_from(get_args(Check)),
            rule=text,
            page_of=page_of,
            record=number,
            site=number,
            url=text,
            mark=text,
            what=text,
            severity=st.sampled_from(Severity),
            evidence=st.binary(max_size=9),
        ),
        max_size=2,
    ).map(tuple),
    snapshots=st.lists(
        st.builds(
            Snapshot,
            page_of=page_of,
            record=number,
            kind=st.sampled_from(get_args(SnapshotKind)),
            at=number,
            digest=text,
            body=st.binary(max_size=9),
        ),
        max_size=1,
    ).map(tuple),
    covered=st.none() | st.lists(text, max_size=2).map(tuple),
    bad_links=st.none()
    | st.lists(
        st.builds(BadLink, site=number, url=text, page=text, first_bad=number, last_bad=number, times=number, why=text),
        max_size=1,
    ).map(tuple),
    also=st.just(()),
)
BATCHES = st.builds(
    Batch,
    id=st.uuids().map(str),
    at=number,
    visits=st.lists(VISITS, max_size=3).map(tuple),
    results=st.lists(RESULTS, max_size=2).map(tuple),
)


@given(BATCHES)
@settings(max_examples=40)
def test_a_batch_comes_back_as_it_was(batch: Batch) -> None:
    assert decode(Batch, json.loads(json.dumps(encode(batch)))) == batch


def test_a_result_within_a_result_comes_back() -> None:
    target = Target(page_of="site", record=1, site=1, name="a", url="http://a/", unit="")
    inner = Result(check="content", target=target, ok=True)
    outer = Result(check="links", target=target, ok=True, also=(inner,))
    assert decode(Result, json.loads(json.dumps(encode(outer)))) == outer


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"at": "1"},
        {"at": True},
        {"at": 1, "extra": 2},
        {"at": 1, "visits": {}},
        {"at": 1, "visits": [{"site": 1}]},
        {"at": 1, "visits": [{"site": 1, "due": 1, "at": 1, "outcome": 99}]},
        {"at": 1, "visits": [{"site": 1, "due": 1, "at": 1, "evidence": "*"}]},
        {"at": 1, "results": [{"check": "nonsense", "ok": True, "target": {}}]},
    ],
)
def test_what_does_not_fit_is_refused(data: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(Batch, data)
