"""Who is told, when, how often, and when nobody is."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fjgov_tui.clock import BEIJING
from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.consequences import network_restored, own_network_alarm
from fjgov_tui.monitor.alerts.effects import acknowledge
from fjgov_tui.monitor.alerts.routing import quiet_until
from tests.monitor.alerts.county import County, ids, open_county, seen

HOUR = 3600


def ack(county: County, hours: float, reason: str = "供电检修") -> None:
    (alert,) = county.alerts
    with county.store.write("知悉告警") as writer:
        until = county.now + int(hours * HOUR)
        acknowledge(writer, alert.id, user="王芳", reason=reason, now=county.now, until=until)


def test_a_violation_that_nobody_acknowledged_is_told_again_every_few_hours(county: County) -> None:
    county.channel()
    county.down(1)
    for _ in range(13 * 4):
        county.wall.ahead(minutes=15)
        county.tend()
    assert county.told == ["告警", "再提醒", "再提醒", "再提醒"]


def test_many_that_wait_are_told_again_in_one_message_for_each_channel(tmp_path: Path) -> None:
    county = open_county(tmp_path / "many.db", sites=25)
    with county.store:
        county.channel()
        county.channel("分管", step="分管领导")
        county.down(*county.sites)
        assert county.told == ["告警"] * 25
        for _ in range(2):
            county.wall.ahead(hours=4)
            county.tend()
        assert county.told[25:] == ["升级", "再提醒", "再提醒"]
        text = str(county.parcels[25].event["text"])
        assert "25 件违反，4 小时无人知悉" in text
        assert "站点1打不开" in text
        assert "另有 5 件" in text
        assert all(one.escalated_at is not None for one in county.alerts)


def test_the_county_sets_how_often(county: County) -> None:
    county.channel()
    county.setting("告警再提醒（小时）", "1")
    county.down(1)
    for _ in range(3):
        county.wall.ahead(hours=1)
        county.tend()
    assert county.told == ["告警", "再提醒", "再提醒", "再提醒"]


def test_warnings_do_not_nag(county: County) -> None:
    county.channel()
    county.inspect(1, "content", [seen(1, "错字", "content", Severity.WARNING)])
    county.wall.ahead(hours=50)
    county.tend()
    assert county.told.count("再提醒") == 0


def test_while_a_site_is_in_maintenance_nobody_is_told_again(county: County) -> None:
    county.channel()
    county.channel("分管", step="分管领导")
    county.down(1)
    county.add(
        "maintenance", site="站点1", starts_at="2026-11-23 12:00", ends_at="2026-11-23 20:00", repeat="一次",
        reason="升级", approver="王芳",
    )  # fmt: skip
    for _ in range(8):
        county.wall.ahead(hours=1)
        county.tend()
    assert county.told == ["告警"]
    county.wall.ahead(hours=1)
    county.tend()
    assert sorted(county.told) == sorted(["告警", "升级", "再提醒"])


def test_the_leader_hears_once_when_nobody_knows_after_hours_and_hears_the_end(county: County) -> None:
    county.channel()
    leader = county.channel("分管", step="分管领导")
    county.down(1)
    county.wall.ahead(hours=3)
    county.tend()
    assert leader not in {one.channel for one in county.parcels}
    for _ in range(20):
        county.wall.ahead(hours=1)
        county.tend()
    assert [one.event["event"] for one in county.parcels if one.channel == leader] == ["升级"]
    county.up(1)
    assert [one.event["event"] for one in county.parcels if one.channel == leader] == ["升级", "恢复"]


def test_an_escalation_waits_for_a_leader_to_tell(county: County) -> None:
    county.down(1)
    county.wall.ahead(hours=9)
    county.tend()
    assert county.alerts[0].escalated_at is None
    leader = county.channel("分管", step="分管领导")
    county.tend()
    assert [one.channel for one in county.parcels] == [leader]


def test_acknowledged_it_is_quiet_until_the_time_named_and_the_visits_go_on(county: County) -> None:
    county.channel()
    county.channel("分管", step="分管领导")
    county.down(1)
    ack(county, 10)
    (incident,) = county.incidents
    said = (incident.values["acked_by"], incident.values["acked_reason"])
    assert said == ("王芳", "供电检修")
    assert "已知悉" in str(incident.values["note"])
    for _ in range(9):
        county.wall.ahead(hours=1)
        county.fail(1)
        county.tend()
    assert county.told == ["告警"]
    county.wall.ahead(hours=1, minutes=1)
    county.tend()
    assert sorted(county.told) == sorted(["告警", "升级", "再提醒"])


def test_an_acknowledgement_ends_with_the_trouble(county: County) -> None:
    county.down(1)
    ack(county, 100)
    county.up(1)
    assert county.incidents[0].values["acked_until"] is None
    assert county.incidents[0].values["acked_by"] is None
    county.wall.ahead(hours=1)
    county.down(1)
    assert county.alerts[0].acked_until is None


def test_new_violations_are_not_covered_by_an_acknowledgement_of_the_old(county: County) -> None:
    county.channel()
    county.inspect(1, "integrity", [seen(1, "甲")])
    ack(county, 100)
    county.inspect(1, "integrity", [seen(1, "甲"), seen(1, "乙")])
    assert county.alerts[0].acked_until is None
    assert county.incidents[0].values["acked_until"] is None
    assert county.told == ["告警", "更新"]


@pytest.mark.parametrize(("hours", "reason"), [(-1, "有"), (0, "有"), (31 * 24, "有"), (4, " "), (4, "长" * 201)])
def test_an_acknowledgement_has_a_reason_and_an_end(county: County, hours: float, reason: str) -> None:
    county.down(1)
    with pytest.raises(InputProblem):
        ack(county, hours, reason)
    assert county.alerts[0].acked_until is None


def test_what_is_closed_or_never_was_cannot_be_acknowledged(county: County) -> None:
    county.down(1)
    (alert,) = county.alerts
    county.up(1)
    for number in (alert.id, 999):
        with pytest.raises(InputProblem), county.store.write() as writer:
            acknowledge(writer, number, user="王芳", reason="有", now=county.now, until=county.now + 60)


def test_channels_get_what_they_want_and_those_not_in_use_nothing(county: County) -> None:
    all_, worst = county.channel("全部", least="警示"), county.channel("只要违反", least="违反")
    county.channel("停用", enabled="否")
    county.inspect(1, "content", [seen(1, "错字", "content", Severity.WARNING)])
    assert [one.channel for one in county.parcels] == [all_]
    county.down(1)
    assert [one.channel for one in county.parcels][1:] == [all_, worst]


def test_quiet_hours_hold_warnings_and_let_violations_through(county: County) -> None:
    county.channel()
    county.wall.set("2026-11-23 23:10:00")
    county.inspect(1, "content", [seen(1, "错字", "content", Severity.WARNING)])
    county.down(1)
    warning, violation = county.parcels
    morning = int(datetime(2026, 11, 24, 7, 0, tzinfo=BEIJING).timestamp())
    assert (warning.next_at, violation.next_at) == (morning, county.now)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.times(), st.times())
def test_quiet_hours_agree_with_the_clock_on_the_wall(moment: datetime, first: object, last: object) -> None:
    quiet = f"{first:%H:%M}-{last:%H:%M}"
    begins, ends = quiet.split("-")
    wall = moment.strftime("%H:%M")
    inside = begins <= wall < ends if begins <= ends else wall >= begins or wall < ends
    found = quiet_until(quiet, int(moment.replace(tzinfo=BEIJING).timestamp()))
    assert (found is not None) == inside
    if found is not None:
        until = datetime.fromtimestamp(found, BEIJING)
        assert until.strftime("%H:%M:%S") == f"{ends}:00"
        assert 0 < found - moment.replace(tzinfo=BEIJING).timestamp() <= 24 * HOUR


def test_without_a_channel_everything_is_kept_and_nothing_sent(county: County) -> None:
    county.down(1)
    assert county.parcels == []
    assert ids(county.alerts) == ["visit:1"]
    assert county.alerts[0].told_at == county.now, "the dashboard tells it"


def test_what_waits_for_the_digest_counts_as_told_to_nobody(county: County) -> None:
    county.inspect(1, "links", [seen(1, "死链", "links", Severity.WARNING)])
    assert county.alerts[0].told_at is None


def test_our_own_network_is_one_alarm_however_often_it_is_noticed(county: County) -> None:
    county.channel()
    for _ in range(3):
        county.wall.ahead(minutes=1)
        with county.store.write() as writer:
            own_network_alarm(writer, "参照主机都连不上", county.now)
    assert [alert.kind for alert in county.alerts] == ["监测自身"]
    assert county.incidents == [], "no site has failed: there is nothing that a unit has to handle"
    with county.store.write() as writer:
        network_restored(writer, county.now)
        network_restored(writer, county.now)
    assert county.alerts == []
    assert county.told == ["告警", "恢复"]


def test_an_event_says_what_where_since_when_and_who_answers(county: County) -> None:
    county.channel()
    county.down(1)
    (parcel,) = county.parcels
    event = dict(parcel.event)
    assert (event["event"], event["severity"], event["kind"]) == ("告警", "violation", "打不开")
    assert (event["site"], event["unit"], event["url"]) == ("站点1", "白帝镇人民政府", "https://s1.example/")
    assert (event["alert"], event["incident"]) == (county.alerts[0].id, county.incidents[0].id)
    assert "【网站监测】" in str(event["text"])
    assert "责任单位：白帝镇人民政府" in str(event["text"]).splitlines()


def test_an_event_names_the_page_and_the_unit_that_answers_for_it(county: County) -> None:
    county.channel()
    county.add("unit", name="县水利局", kind="部门")
    column = county.add(
        "column", site="站点1", name="防汛", kind="动态要闻", level=1, unit="县水利局", url="https://s1.example/fx/"
    )
    county.inspect(1, "content", [seen(1, check="content", column=column, url="https://s1.example/fx/3.html")], column)
    (parcel,) = county.parcels
    assert (parcel.event["site"], parcel.event["unit"]) == ("站点1", "县水利局")
    assert parcel.event["url"] == "https://s1.example/fx/3.html"
    county.add("media", platform="微信公众号", name="水利发布", unit="县水利局", state="运行", posted_on="2026-11-01")
    county.tend()
    (late,) = [one.event for one in county.parcels if one.event["kind"] == "更新超期"]
    assert late["unit"] == "县水利局"
