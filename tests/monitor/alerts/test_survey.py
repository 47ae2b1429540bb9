"""The first survey: a county that is watched for the first time hears of everything in one message."""

from collections import Counter

from fjgov_tui.audit import findings as audit_findings
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.monitor.alerts.minute import tend
from fjgov_tui.monitor.alerts.survey import start_survey
from fjgov_tui.observed.model import Run
from fjgov_tui.reports.watch import watch_view
from fjgov_tui.reports.watchsite import site_view
from fjgov_tui.store.watch.findings import site_findings
from fjgov_tui.store.watch.process import put_run
from tests.monitor.alerts.county import County, seen

COLUMNS = 125


def survey(county: County) -> list[int]:
    """A county of 11 sites with 125 columns, most of it in disorder, looked at for the first time."""
    for number in range(4, 12):
        county.sites.append(
            county.add(
                "site", name=f"站点{number}", unit="白帝镇人民政府", kind="子网站", url=f"https://s{number}.example/"
            )
        )
    columns = [
        county.add(
            "column",
            site=f"站点{place % 11 + 1}",
            name=f"栏目{place}",
            kind="通知公告",
            url=f"https://c{place}.example/",
        )
        for place in range(COLUMNS)
    ]
    county.channel()
    start_survey(county.store, county.now)
    county.down(3)
    for place, column in enumerate(columns):
        site = place % 11 + 1
        county.inspect(site, "freshness", [seen(site, "stale", "freshness", column=column)], column)
        county.inspect(site, "integrity", [seen(site, "cdn.example", severity=Severity.WARNING, column=column)], column)
        found = [seen(site, f"字{number}", "content", Severity.WARNING, column) for number in range(3)]
        county.inspect(site, "content", found, column)
        county.inspect(site, "standing", [seen(site, "meta", "standing", Severity.WARNING, column)], column)
    county.inspect(5, "integrity", [seen(5, "casino.example")])
    return columns


def test_the_first_round_of_a_county_is_one_summary_of_a_line_a_site(county: County) -> None:
    """Issue 10, goal: 11 sites with 125 columns, under 40 findings' worth of messages in one summary."""
    survey(county)
    county.tend()
    assert county.told == [], "not everything has been looked at yet"
    county.wall.ahead(hours=2)
    county.tend()
    assert county.told == ["汇总"]
    text = str(county.parcels[0].event["text"])
    assert 11 < len(text.splitlines()) < 40
    first = text.splitlines()[1]
    assert "疑似篡改" in text
    assert "打不开 1 件" in text
    assert "更新超期 1 件" in first
    assert len(county.incidents) <= 13, "one a site and kind, for faults and violations alone"
    assert {one.values["severity"] for one in county.incidents} == {"违反"}


def test_what_every_column_shows_alike_is_one_finding_a_site_everywhere(county: County) -> None:
    """Issue 10, section 4: one foreign script is one warning a site, not a column; screens and audit follow."""
    survey(county)
    reader = county.store.read
    kinds = Counter(finding.check for finding in site_findings(reader))
    assert kinds == {"freshness": COLUMNS, "integrity": 12, "content": 33, "standing": 11}
    pages = {finding.site: len(finding.members) for finding in site_findings(reader) if finding.mark == "cdn.example"}
    assert sum(pages.values()) == COLUMNS
    assert len(pages) == 11
    rows = watch_view(reader, county.wall()).rows
    assert {row.findings["integrity"] for row in rows} == {1, 2}
    view = site_view(reader, 1, county.wall())
    assert view is not None
    assert len(view.findings) == 1 + 3 + 1 + pages[1]
    told = [finding for finding in audit_findings(reader, county.wall().date()) if finding.rule == "24.integrity"]
    assert len(told) == 12, "a site's script is told of the page on which it was found first"
    assert any(f"同站另有 {pages[1] - 1} 页" in finding.message for finding in told)


def test_a_summary_of_inspections_that_failed_does_not_say_that_nothing_was_found(county: County) -> None:
    county.channel()
    start_survey(county.store, county.now)
    county.open(*county.sites)
    with county.store.write() as writer:
        for site in county.sites:
            for check in ("freshness", "integrity", "content", "standing"):
                run = Run(
                    check=check, page_of="site", record=site, started=county.now, ended=None, ok=check != "content"
                )
                put_run(writer, run)
    county.tend()
    event, failed = county.parcels[0].event, len(county.sites)
    assert f"没有查成 {failed} 项" in str(event["title"])
    assert f"应做 {4 * failed} 项检查，{failed} 项没有做成" in str(event["text"])
    assert "查过的没有发现问题" in str(event["text"])


def test_what_comes_after_the_summary_is_told_as_it_comes(county: County) -> None:
    columns = survey(county)
    county.wall.ahead(hours=2)
    county.tend()
    county.inspect(1, "integrity", [seen(1, "new.example", column=columns[0])], columns[0])
    assert county.told == ["汇总", "告警"]
    county.up(3)
    assert county.told[-1] == "恢复", "who heard of it in the summary hears of its end"


def test_the_summary_comes_as_soon_as_every_page_was_inspected_once(county: County) -> None:
    county.channel()
    start_survey(county.store, county.now)
    county.down(1)
    county.tend()
    assert county.told == []
    with county.store.write() as writer:
        for site in county.sites:
            for check in ("freshness", "integrity", "content", "standing"):
                put_run(writer, Run(check=check, page_of="site", record=site, started=county.now, ended=None, ok=True))
    county.tend()
    assert county.told == ["汇总"]
    county.tend()
    assert county.told == ["汇总"]


def test_trouble_of_our_own_is_told_in_the_survey_too_and_a_file_with_visits_has_none(county: County) -> None:
    county.channel()
    county.open(1)
    start_survey(county.store, county.now)
    county.down(2)
    assert county.told == ["告警"]


def test_a_round_by_hand_ends_with_its_summary(county: County) -> None:
    county.channel()
    start_survey(county.store, county.now)
    county.down(1)
    tend(county.store, survey_ends=True)
    assert county.told == ["汇总"]
