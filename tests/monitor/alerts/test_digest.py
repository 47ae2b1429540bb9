"""The digest and the media accounts: on working days, once, with everything that is open, over or due."""

from datetime import date

import pytest

from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.digest import digest_text
from fjgov_tui.monitor.alerts.minute import tend
from fjgov_tui.observed.model import PageState, Run
from fjgov_tui.store.watch.alerts import settle
from fjgov_tui.store.watch.pages import put_page
from fjgov_tui.store.watch.process import put_run
from fjgov_tui.workdays import Overrides
from tests.monitor.alerts.county import County, ids, seen


def digests(county: County, *moments: str, overrides: Overrides | None = None) -> list[str]:
    """At which of the moments a digest went out."""
    found = []
    for moment in moments:
        county.wall.set(moment)
        before = county.told.count("汇总")
        tend(county.store, overrides or Overrides())
        if county.told.count("汇总") > before:
            found.append(moment)
    return found


def test_it_goes_out_once_a_working_day_and_a_first_start_sends_none(county: County) -> None:
    county.channel()
    sent = digests(
        county, "2026-11-23 11:30:00", "2026-11-23 18:00:00", "2026-11-24 08:29:59", "2026-11-24 08:30:00",
        "2026-11-24 08:31:00", "2026-11-27 12:00:00", "2026-11-28 09:00:00", "2026-11-29 09:00:00",
        "2026-11-30 08:00:00", "2026-11-30 08:30:00",
    )  # fmt: skip
    assert sent == ["2026-11-24 08:30:00", "2026-11-27 12:00:00", "2026-11-30 08:30:00"]


def test_holidays_have_none_and_weekends_that_are_worked_have_one(county: County) -> None:
    county.channel()
    digests(county, "2026-09-30 12:00:00")
    days = [f"2026-10-{day:02} 08:40:00" for day in range(1, 12)]
    assert digests(county, *days) == ["2026-10-08 08:40:00", "2026-10-09 08:40:00", "2026-10-10 08:40:00"]
    own = Overrides(work=frozenset({date(2026, 11, 28)}), rest=frozenset({date(2026, 11, 30)}))
    assert digests(county, "2026-11-28 08:40:00", "2026-11-30 08:40:00", overrides=own) == ["2026-11-28 08:40:00"]


def test_what_was_missed_on_friday_comes_on_monday_not_on_saturday(county: County) -> None:
    county.channel()
    digests(county, "2026-11-26 12:00:00")
    assert digests(county, "2026-11-28 09:00:00", "2026-11-29 09:00:00", "2026-11-30 07:00:00") == [
        "2026-11-30 07:00:00"
    ]


def test_the_county_sets_its_hour(county: County) -> None:
    county.channel()
    county.setting("告警汇总时间", "0 17 * * *")
    assert digests(county, "2026-11-23 16:00:00", "2026-11-23 16:59:00", "2026-11-23 17:00:00") == [
        "2026-11-23 17:00:00"
    ]


def test_it_names_what_is_open_what_is_over_and_what_was_not_delivered(county: County) -> None:
    channel = county.channel("值班短信", address="/srv/secret-place")
    county.tend()
    county.inspect(2, "links", [seen(2, "死链", "links", Severity.WARNING)])
    county.down(1)
    county.down(3)
    county.up(3)
    with county.store.write() as writer:
        settle(writer, county.parcels[0].id, delivered_at=None, tries=3, next_at=0, note="连接不上")
    title, text = digest_text(county.store.read, county.now - 86_400, county.now)
    assert "违反 1 件，警示 1 件" in title
    for words in ("站点1打不开", "站点2：发现死链", "上次汇总以来了结（1）", "站点3打不开", "值班短信：3 条未送达"):
        assert words in text
    assert "secret-place" not in title + text
    assert channel in {one.channel for one in county.parcels}


def test_flapping_sites_stand_in_it(county: County) -> None:
    for place in range(12):
        county.wall.ahead(minutes=10)
        (county.open if place % 2 else county.fail)(1)
    assert "时通时断（1）\n　站点1" in digest_text(county.store.read, 0, county.now)[1]


def test_columns_near_their_limit_stand_in_it(county: County) -> None:
    names = {"要闻": ("动态要闻", 12), "新要闻": ("动态要闻", 5), "公告": ("通知公告", 178), "年报": ("年度更新", 100)}
    today = county.wall().date()
    for name, (kind, age) in names.items():
        column = county.add("column", site="站点1", name=name, kind=kind, url=f"https://s1.example/{len(name)}{kind}/")
        newest = date.fromordinal(today.toordinal() - age)
        page = PageState(
            page_of="column", record=column, site=1, url="https://s1.example/", checked_at=0, opened=True, newest=newest
        )
        with county.store.write() as writer:
            put_page(writer, page)
    text = digest_text(county.store.read, 0, county.now)[1]
    assert "栏目快到期（2）" in text
    assert "站点1-要闻：最近更新 2026-11-11，还有 2 天满 14 天" in text
    assert "站点1-公告" in text


def test_a_long_digest_counts_the_rest(county: County) -> None:
    for number in range(30):
        county.add("media", platform="微博", name=f"账号{number}", unit="白帝镇人民政府", posted_on="2026-11-01")
    text = digest_text(county.store.read, 0, county.now)[1]
    assert "政务新媒体（30）" in text
    assert "另有 10 件" in text


def test_what_was_not_looked_at_is_said_before_nothing_is(county: County) -> None:
    """Of three sites that nobody visited the digest does not say that there is nothing to tell."""
    assert digest_text(county.store.read, 0, county.now)[1].splitlines() == [
        "没有查成，不能算正常（1）",
        "　站点1、站点2、站点3：还没有访问过",
    ]
    county.open(*county.sites)
    for site in county.sites:
        for check in ("integrity", "content", "freshness"):
            run = Run(check=check, page_of="site", record=site, started=county.now, ended=county.now, ok=True)
            with county.store.write() as writer:
                put_run(writer, run)
    assert digest_text(county.store.read, 0, county.now)[1] == "没有要说明的事项。"


@pytest.mark.parametrize(
    ("posted", "cause", "severity"),
    [
        ("2026-11-16", None, None),
        ("2026-11-15", 8, "warning"),
        ("2026-11-13", 10, "warning"),
        ("2026-11-12", 11, "violation"),
    ],
)
def test_a_media_account_is_told_before_and_after_its_ten_days(
    county: County, posted: str, cause: int | None, severity: str | None
) -> None:
    county.channel()
    media = county.add("media", platform="微信公众号", name="白帝发布", unit="白帝镇人民政府", posted_on=posted)
    county.tend()
    assert ids(county.alerts) == ([] if cause is None else [f"media:{media}"])
    assert [one.severity for one in county.alerts] == ([] if severity is None else [severity])
    units = [one.event["unit"] for one in county.parcels if one.event["event"] == "告警"]
    assert units == ([] if cause is None else ["白帝镇人民政府"])
    assert len(county.incidents) == (severity == "violation"), "an account that is only near its limit is no incident"
    for incident in county.incidents:
        assert f"已 {cause} 天" in str(incident.values["evidence"])
        assert (incident.names["media"], incident.names["unit"]) == ("白帝发布", "白帝镇人民政府")


def test_a_media_account_gets_worse_in_one_incident_and_better_when_it_posts(county: County) -> None:
    county.channel()
    media = county.add("media", platform="微博", name="白帝发布", unit="白帝镇人民政府", posted_on="2026-11-15")
    for _ in range(4):
        county.tend()
        county.wall.ahead(days=1)
    assert [one for one in county.told if one != "汇总"] == ["告警", "更新"]
    (incident,) = county.incidents
    assert incident.values["severity"] == "违反"
    county.set("media", media, posted_on=county.wall().date().isoformat())
    county.tend()
    assert county.alerts == []
    assert county.incidents[0].values["recovered_at"] is not None
    assert len(county.incidents) == 1


def test_a_media_account_that_is_closed_or_removed_is_no_longer_waited_for(county: County) -> None:
    media = county.add("media", platform="微博", name="白帝发布", unit="白帝镇人民政府", posted_on="2026-11-01")
    county.tend()
    assert len(county.alerts) == 1
    county.set("media", media, state="已关停", closed_on="2026-11-23")
    county.tend()
    assert county.alerts == []
    assert county.incidents[0].values["closed_at"] is not None


def test_a_minute_in_which_nothing_happens_writes_nothing(county: County) -> None:
    county.channel()
    county.add("media", platform="微博", name="白帝发布", unit="白帝镇人民政府", posted_on="2026-11-01")
    county.down(1)
    county.tend()
    county.wall.ahead(minutes=1)
    head, changes = county.store.read.head(), county.store.db.conn.total_changes
    county.tend()
    assert county.store.read.head() == head
    assert county.store.db.conn.total_changes == changes
