"""Whatever sites do: who is down has exactly one open alert, who is well has none, each alert one open incident."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from fjgov_tui.observed.model import Alert
from fjgov_tui.observed.visits import Counted, VisitKind
from fjgov_tui.store.watch.states import site_states
from tests.monitor.alerts.county import County, open_county

SITES = (1, 2, 3)
marks = st.sampled_from("++--?n.")
"""What a site does in a sweep: opens, fails, fails and is looked at again, fails with our network down, nothing."""
sweeps = st.lists(
    st.tuples(st.sampled_from([1, 10, 30, 90]), st.tuples(marks, marks, marks), st.booleans()), max_size=25
)


def covered(alert: Alert) -> tuple[int, ...]:
    return alert.members or (alert.site or 0,)


def check(county: County) -> None:
    states = site_states(county.store.read)
    alerts = county.alerts
    count = Counter(site for one in alerts for site in covered(one))
    for site, state in states.items():
        if state.health in {"故障", "恢复中", "不稳定"}:
            assert count[site] == 1, (state, alerts)
    for alert in alerts:
        healths = {states[site].health for site in covered(alert)}
        assert healths & {"故障", "恢复中", "不稳定", "疑似"}, (alert, states)
    standing = {one.values["cause"] for one in county.incidents if one.values["closed_at"] is None}
    assert standing == {one.cause for one in alerts}
    assert len(standing) == len([one for one in county.incidents if one.values["closed_at"] is None])


@settings(max_examples=20)
@given(sweeps)
def test_alerts_incidents_and_states_agree(sweeps: list[tuple[int, tuple[str, str, str], bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        county = open_county(Path(folder) / "county.db")
        county.channel()
        with county.store:
            for gap, what, shared in sweeps:
                county.wall.ahead(minutes=gap)
                address = "10.9.9.9" if shared else ""
                by = {mark: [site for site, one in zip(SITES, what, strict=True) if one == mark] for mark in "+-?n"}
                county.open(*by["+"], address=address)
                county.fail(*by["-"], *by["?"], address=address)
                county.fail(*by["n"], address=address, counted=Counted.NETWORK)
                county.wall.ahead(seconds=40)
                county.fail(*by["?"], address=address, kind=VisitKind.CONFIRM)
                county.tend()
                check(county)
            told = Counter(str(one.event["event"]) for one in county.parcels)
            alarms = sum(one.cause.startswith(("visit:", "address:")) for one in county.ever)
            assert told["告警"] <= alarms
            assert told["恢复"] <= alarms
