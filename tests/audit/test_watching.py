"""Article 24: a week of visits, what inspections found and people judged, and whether anybody watches."""

from datetime import date, timedelta

import pytest

from fjgov_tui.audit import RULES
from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import INDICATORS, REGULATION
from fjgov_tui.audit.watched import web_sites, weeks
from fjgov_tui.clock import day_start
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.model import Check, Sighting
from fjgov_tui.store.watch.alerts import post, settle
from fjgov_tui.store.watch.findings import fingerprint, observe
from fjgov_tui.workflows.availability import week, week_text
from fjgov_tui.workflows.check_plan import read_plan
from tests.audit.conftest import TODAY, County

WEEK = TODAY - timedelta(days=7)


def second(county: County, **given: Raw) -> int:
    """A further site that runs."""
    values: dict[str, Raw] = {
        "name": "白帝镇子网站", "unit": "白帝镇人民政府", "kind": "子网站", "state": "运行",
        "url": "https://www.county.example/bdz/",
    }  # fmt: skip
    return county.add("site", **(values | given))


# --- availability -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("bad", "severity"), [(0, None), (8, None), (9, "warning"), (16, "warning"), (17, "violation"), (60, "violation")]
)
def test_a_week_warns_at_half_its_budget_and_condemns_at_five_per_cent(
    county: County, bad: int, severity: str | None
) -> None:
    site = second(county)
    county.visited(site, WEEK, bad=bad)
    found = county.found("24.availability")
    assert [(one.subject, one.severity) for one in found] == ([("白帝镇子网站", severity)] if severity else [])
    if found:
        assert (found[0].article, found[0].pack) == (24, INDICATORS)
        assert f"336 次，失败 {bad} 次" in found[0].message, "no share without what it is a share of"


def test_too_few_visits_condemn_nobody(county: County) -> None:
    third = second(county, name="县水利局子网站", url="https://www.county.example/slj/")
    county.visited(third, WEEK)
    site = second(county)
    county.visited(site, WEEK, a_day=19, bad=2)
    (finding,) = county.found("24.availability")
    assert finding.severity == "notice"
    assert "样本不足" in finding.message
    assert county.found("24.watching") == []


def test_a_shortage_that_most_sites_share_is_told_once(county: County) -> None:
    sites = [second(county, name=f"子网站{one}", url=f"https://www.county.example/{one}/") for one in range(4)]
    for site in sites:
        county.visited(site, TODAY - timedelta(days=3))
    assert county.found("24.availability") == []
    (finding,) = county.found("24.watching")
    assert (finding.severity, finding.subject) == ("notice", "县政府办公室")
    assert "4 个站点（共 5 个）" in finding.message


def test_the_rule_and_the_screen_judge_alike(county: County) -> None:
    site = second(county)
    now = day_start(TODAY) + 13 * 3600
    county.visited(site, WEEK, bad=20, now=now)
    seen = week(county.store.read, now, read_plan(county.store.read).slots([site], TODAY, now))[site]
    (finding,) = county.found("24.availability")
    assert seen.verdict == "否决"
    assert week_text(seen).split("；")[0].rpartition("，失败")[2] in finding.message


def test_a_past_day_sees_only_the_visits_up_to_then(county: County) -> None:
    site = second(county)
    county.visited(site, TODAY - timedelta(days=20), bad=40)
    assert [one.severity for one in county.found("24.availability")] == ["violation"]
    past = TODAY - timedelta(days=7)
    measured = Facts(county.store.read, past).of(weeks)
    assert (measured[site].n, measured[site].bad) == (7 * 48, 0)
    assert [one for one in county.found("24.availability", past) if one.id == site] == []


# --- inspections --------------------------------------------------------------------------------------------------


def seen(county: County, check: Check, rule: str, severity: Severity = Severity.WARNING, mark: str = "甲") -> Sighting:
    site = county.ids["site"]
    return Sighting(
        check=check, rule=rule, page_of="site", record=site, site=site, url="https://www.county.example/",
        mark=mark, what=f"疑似问题{mark}", severity=severity,
    )  # fmt: skip


def observed(county: County, check: Check, *found: Sighting, at: int = day_start(TODAY)) -> None:
    with county.store.write() as writer:
        observe(writer, check, "site", county.ids["site"], found, at)


def judged(county: County, one: Sighting, verdict: str) -> None:
    given: dict[str, Raw] = {
        "fingerprint": fingerprint(one), "subject": one.what, "verdict": verdict, "reason": "看过",
        "scope": "本页" if verdict == "误报" else "",
    }  # fmt: skip
    with county.store.write() as writer:
        writer.save(LEDGERS["judgement"], given)


INSPECTED: tuple[Check, ...] = ("integrity", "content", "links", "standing")


@pytest.mark.parametrize("check", INSPECTED)
def test_each_inspection_has_its_rule_with_one_finding_a_page(county: County, check: Check) -> None:
    many = [seen(county, check, "x", mark=str(number)) for number in range(40)]
    observed(county, check, *many)
    (finding,) = county.found(f"24.{check}")
    assert (finding.severity, finding.pack, finding.since) == ("warning", REGULATION, TODAY.isoformat())
    assert "待核 40 处" in finding.message
    assert len(finding.message) < 200
    others = {rule.id for rule in RULES if rule.id.startswith("24.")} - {finding.rule, "24.availability"}
    assert not others & set(county.rules())


def test_what_is_confirmed_is_a_violation_and_what_is_false_is_none(county: County) -> None:
    one, other = seen(county, "content", "misprint"), seen(county, "content", "mobile", Severity.NOTICE, "乙")
    observed(county, "content", one, other)
    assert county.found("24.content")[0].severity == "warning"
    judged(county, other, "确认")
    (finding,) = county.found("24.content")
    assert finding.severity == "violation"
    assert "已确认 1 处、待核 1 处：疑似问题乙" in finding.message
    judged(county, one, "误报")
    assert "已确认 1 处：" in county.found("24.content")[0].message


def test_what_was_judged_false_is_silent(county: County) -> None:
    one = seen(county, "integrity", "hidden-link", Severity.VIOLATION)
    observed(county, "integrity", one)
    assert county.found("24.integrity")[0].severity == "violation"
    judged(county, one, "误报")
    assert county.found("24.integrity") == []


def test_a_finding_stands_from_its_first_day_to_the_day_before_it_was_gone(county: County) -> None:
    first, gone = TODAY - timedelta(days=9), TODAY - timedelta(days=2)
    observed(county, "links", seen(county, "links", "dead-link"), at=day_start(first) + 60)
    observed(county, "links", at=day_start(gone) + 60)
    days = [TODAY - timedelta(days=back) for back in range(12)]
    told = [day for day in days if county.found("24.links", day)]
    assert (min(told), max(told)) == (first, gone - timedelta(days=1))
    assert county.found("24.links") == []


def test_sites_that_are_closed_are_not_judged(county: County) -> None:
    observed(county, "integrity", seen(county, "integrity", "script", Severity.VIOLATION))
    county.save("site", state="已关停", closed_on=TODAY)
    assert [one for one in county.rules() if one.startswith("24.")] == []


# --- whether anybody watches --------------------------------------------------------------------------------------


def test_a_county_that_never_watched_is_told_once(county: County) -> None:
    with county.store.write() as writer:
        writer.db.conn.execute("DELETE FROM watch_visit")
        writer.db.conn.execute("DELETE FROM watch_site")
    (finding,) = county.found("24.watching")
    assert (finding.severity, finding.subject) == ("warning", "县政府办公室")
    assert "没有监测记录" in finding.message


def test_a_monitor_that_stopped_is_told_from_the_next_day(county: County) -> None:
    after = TODAY + timedelta(days=1)
    (finding,) = [one for one in county.found("24.watching", after) if one.severity == "warning"]
    assert finding.since == after.isoformat()
    assert "已停 1 天" in finding.message


def test_a_site_that_nobody_visited_is_named(county: County) -> None:
    second(county)
    (finding,) = county.found("24.watching")
    assert finding.subject == "白帝镇子网站"
    assert county.found("24.availability") == [], "one thing is told once"


def test_a_site_that_opens_today_may_wait_for_its_first_visit(county: County) -> None:
    second(county, opened_on=TODAY)
    assert county.found("24.watching") == []


def test_a_switched_off_schedule_is_told(county: County) -> None:
    county.add("schedule", kind="访问", site="县政府网", cron="*/30 * * * *", enabled="否")
    (finding,) = county.found("24.watching")
    assert "停用" in finding.message


def test_alerts_that_did_not_arrive_are_told(county: County) -> None:
    with county.store.write() as writer:
        parcel = post(writer, 1, None, {"what": "试"}, day_start(TODAY))
        assert county.found("24.watching") == [], "it has not been tried yet"
        settle(writer, parcel, delivered_at=None, tries=1, next_at=day_start(TODAY) + 60, note="连不上")
    (finding,) = county.found("24.watching")
    assert "1 条告警没有送达" in finding.message
    assert county.found("24.watching", TODAY - timedelta(days=1)) == []


def test_apps_and_sites_without_an_address_are_not_watched(county: County) -> None:
    app = second(county, kind="移动客户端")
    assert app not in web_sites(Facts(county.store.read, TODAY))
    assert county.found("24.watching") == []


def test_a_file_with_no_sites_is_silent(county: County) -> None:
    county.save("site", state="已关停", closed_on=date(2026, 1, 1))
    assert county.found("24.watching") == []


def test_hostile_text_of_a_page_cannot_act_in_a_message(county: County) -> None:
    one = seen(county, "content", "x", mark="甲\x1b[31m\n" + "长" * 500)
    observed(county, "content", one)
    (finding,) = county.found("24.content")
    assert "\x1b" not in finding.message
    assert "\n" not in finding.message
    assert len(finding.message) < 200
