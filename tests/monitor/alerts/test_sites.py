"""Visits: one alert and one incident a cause, written with the visits or not at all; one for a dead address."""

from pathlib import Path

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.monitor.alerts.consequences import after_visits
from fjgov_tui.monitor.alerts.sites import SWEEP_SECONDS
from fjgov_tui.observed.visits import Counted, Outcome, Visit, VisitKind
from fjgov_tui.store.watch.visits import record_visits, visits_of
from fjgov_tui.workflows.settings import read_settings
from tests.monitor.alerts.county import County, ids, open_county


def test_a_confirmed_failure_opens_one_alert_and_one_incident_with_evidence(county: County) -> None:
    county.channel()
    county.fail(1)
    assert county.alerts == []
    county.wall.ahead(seconds=45)
    county.fail(1, kind=VisitKind.CONFIRM)
    (alert,) = county.alerts
    assert (alert.cause, alert.severity, alert.kind, alert.site) == ("visit:1", "violation", "打不开", 1)
    (incident,) = county.incidents
    assert alert.incident == incident.id
    assert incident.values["title"] == "站点1打不开（超时）"
    assert incident.values["severity"] == "违反"
    assert (incident.names["site"], incident.names["unit"]) == ("站点1", "白帝镇人民政府")
    assert "15 秒内没有打开" in str(incident.values["evidence"])
    assert incident.values["closed_at"] is None
    for _ in range(5):
        county.wall.ahead(minutes=30)
        county.fail(1)
    assert len(county.ever) == len(county.incidents) == 1
    assert county.told == ["告警"]


def test_recovery_closes_alert_and_incident_and_is_told(county: County) -> None:
    county.channel()
    county.down(1)
    county.wall.ahead(minutes=30)
    county.open(1)
    assert len(county.alerts) == 1, "one opening is no recovery"
    county.wall.ahead(minutes=30)
    county.open(1)
    assert county.alerts == []
    (incident,) = county.incidents
    said = [incident.values[name] for name in ("recovered_at", "handled_at", "closed_at")]
    assert said == ["2026-11-23T04:30:45.000Z"] * 3
    assert county.told == ["告警", "恢复"]
    assert "恢复" in str(county.parcels[1].event["text"])


def test_trouble_that_returns_within_a_day_belongs_to_the_same_incident_and_later_to_a_new_one(county: County) -> None:
    county.down(1)
    county.up(1)
    county.wall.ahead(hours=20)
    county.down(1)
    (incident,) = county.incidents
    assert incident.values["closed_at"] is None
    assert incident.values["handled_at"] is None
    assert "又发现" in str(incident.values["note"])
    county.up(1)
    county.wall.ahead(hours=25)
    county.down(1)
    assert [one.values["closed_at"] is None for one in county.incidents] == [False, True]


def test_a_site_with_single_failures_is_never_told(county: County) -> None:
    county.channel()
    for _ in range(30):
        county.wall.ahead(minutes=70)
        county.fail(1)
        county.wall.ahead(seconds=40)
        county.open(1, kind=VisitKind.CONFIRM)
    assert county.ever == []
    assert county.incidents == []
    assert county.parcels == []


def test_maintenance_our_own_network_and_our_own_slowness_condemn_nobody(county: County) -> None:
    for counted in (Counted.MAINTENANCE, Counted.NETWORK, Counted.LAG):
        for _ in range(4):
            county.wall.ahead(minutes=30)
            county.fail(1, counted=counted)
    assert county.ever == []
    assert county.state(1).health == "未测"


def test_the_same_visits_booked_twice_change_nothing(county: County) -> None:
    county.down(1)
    before = county.state(1)
    again = visits_of(county.store.read, 1, 0, county.now + 1)
    county.visit(*again)
    assert county.state(1) == before
    assert len(county.incidents) == 1


def test_all_of_it_is_written_or_nothing(county: County) -> None:
    county.channel()
    county.fail(1)
    before = county.state(1)
    failing = Visit(site=1, due=county.now, at=county.now + 40, kind=VisitKind.CONFIRM, outcome=Outcome.TIMEOUT)

    def crash() -> None:
        with county.store.write() as writer:
            after_visits(writer, record_visits(writer, [failing]), county.now + 40, read_settings(writer))
            assert writer.count(LEDGERS["incident"]) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        crash()
    assert county.state(1) == before
    assert (county.alerts, county.incidents, county.parcels) == ([], [], [])


def test_sites_that_fail_on_one_address_are_one_incident_with_members(tmp_path: Path) -> None:
    county = open_county(tmp_path / "county.db", sites=12)
    county.channel()
    with county.store:
        county.down(*county.sites, address="10.9.9.9")
        (alert,) = county.alerts
        assert (alert.cause, alert.members, alert.site) == ("address:10.9.9.9", tuple(county.sites), None)
        (incident,) = county.incidents
        assert "12 个站点" in str(incident.values["title"])
        assert all(f"站点{number}：" in str(incident.values["evidence"]) for number in county.sites)
        assert county.told == ["告警"]
        county.up(*county.sites[:-1], address="10.9.9.9")
        assert len(county.alerts) == 1, "one of them is still down"
        county.up(county.sites[-1], address="10.9.9.9")
        assert county.alerts == []
        assert county.told == ["告警", "恢复"]
        assert [one.values["closed_at"] is None for one in county.incidents] == [False]


def test_members_that_recover_in_one_sweep_end_the_alert_once(county: County) -> None:
    county.channel()
    county.down(1, 2, 3, address="10.9.9.9")
    county.up(1, 2, 3, address="10.9.9.9")
    assert county.alerts == []
    assert county.told == ["告警", "恢复"]
    (incident,) = county.incidents
    assert str(incident.values["note"]).count("\n") == 0


def test_sites_that_fail_while_another_on_their_address_opens_get_an_alert_each(county: County) -> None:
    county.fail(1, 2, address="10.9.9.9")
    county.open(3, address="10.9.9.9")
    county.wall.ahead(seconds=SWEEP_SECONDS // 2)
    county.fail(1, 2, address="10.9.9.9", kind=VisitKind.CONFIRM)
    assert ids(county.alerts) == ["visit:1", "visit:2"]
    assert len(county.incidents) == 2


def test_a_second_site_of_the_address_widens_the_alert_and_a_third_joins_silently(county: County) -> None:
    county.channel()
    county.down(1, address="10.9.9.9")
    county.wall.ahead(minutes=3)
    county.down(2, address="10.9.9.9")
    county.wall.ahead(minutes=3)
    county.down(3, address="10.9.9.9")
    (alert,) = county.alerts
    assert (alert.cause, alert.members) == ("address:10.9.9.9", (1, 2, 3))
    (incident,) = county.incidents
    assert incident.values["cause"] == "address:10.9.9.9"
    assert "3 个站点" in str(incident.values["title"])
    assert county.told == ["告警", "更新"]


def test_names_that_do_not_resolve_share_no_address(county: County) -> None:
    county.open(1, 2, address="10.9.9.9")
    for kind in (VisitKind.SLOT, VisitKind.CONFIRM):
        county.wall.ahead(seconds=200)
        county.visit(
            *(Visit(site=one, due=county.now, at=county.now, kind=kind, outcome=Outcome.DNS) for one in (1, 2))
        )
    assert ids(county.alerts) == ["visit:1", "visit:2"]


def test_a_flapping_site_is_told_once_and_then_only_when_it_is_over(county: County) -> None:
    county.channel()
    for place in range(12):
        county.wall.ahead(minutes=10)
        (county.open if place % 2 else county.fail)(1)
    assert county.state(1).health == "不稳定"
    assert county.told == ["不稳定"]
    assert ids(county.alerts) == ["visit:1"]
    assert len(county.incidents) == 1
    for _ in range(30):
        county.wall.ahead(minutes=10)
        county.tend()
    assert county.told == ["不稳定"], "no reminder of what flaps"
    county.open(1)
    assert county.alerts == []
    assert county.told == ["不稳定", "恢复"]


def test_a_fault_that_begins_to_flap_stays_one_incident(county: County) -> None:
    county.channel()
    county.down(1)
    for place in range(8):
        county.wall.ahead(minutes=10)
        (county.fail if place % 2 else county.open)(1)
    assert county.state(1).health == "不稳定"
    assert len(county.ever) == len(county.incidents) == 1
    assert county.told == ["告警", "不稳定"]


def test_hostile_words_of_a_server_reach_neither_ledger_nor_outbox_raw(county: County) -> None:
    county.channel()
    why = "状态 500\x1b[31m\u202e[bold]红[/]\r\nSubject: x"
    for kind in (VisitKind.SLOT, VisitKind.CONFIRM):
        county.wall.ahead(seconds=40)
        one = Visit(site=1, due=county.now, at=county.now, kind=kind, outcome=Outcome.STATUS, status=500, why=why)
        county.visit(one)
    texts = [str(county.incidents[0].values["evidence"]), *map(str, county.parcels[0].event.values())]
    for text in texts:
        assert not {"\x1b", "\u202e", "\r"} & set(text)
    assert "\n" not in str(county.parcels[0].event["title"])


def test_an_incident_that_was_removed_or_a_clock_set_back_stops_no_booking(county: County) -> None:
    county.down(1)
    (incident,) = county.incidents
    with county.store.write() as writer:
        writer.remove(LEDGERS["incident"], incident.id, incident.revision)
    county.up(1)
    assert county.alerts == []
    county.down(2)
    county.wall.ahead(hours=-30)
    for _ in range(2):
        county.wall.ahead(minutes=1)
        county.open(2)
    assert county.alerts == []
    (kept,) = county.incidents
    assert kept.values["closed_at"] == kept.values["found_at"], "it cannot end before it was found"


def test_a_site_that_is_closed_is_no_longer_waited_for(county: County) -> None:
    county.down(1)
    county.set("site", 1, state="已关停", closed_on="2026-11-23")
    county.tend()
    assert county.alerts == []
    assert "不在监测范围" in str(county.incidents[0].values["note"])


def test_visits_that_were_booked_late_move_nothing_that_is_newer(county: County) -> None:
    old = Visit(site=1, due=county.now, at=county.now, outcome=Outcome.TIMEOUT, address="10.0.0.1")
    spilled = county.now
    county.wall.ahead(minutes=30)
    county.open(1)
    before = county.state(1)
    with county.store.write() as writer:
        after_visits(writer, record_visits(writer, [old]), spilled, read_settings(writer))
    assert county.state(1) == before
    assert county.ever == []
