"""国办秘函〔2019〕19号 beside article 21: five blank or ten late columns fail a whole site; the county warns before."""

from datetime import date

import pytest

from fjgov_tui.audit import RULES
from fjgov_tui.audit.facts import Facts
from fjgov_tui.audit.model import INDICATORS
from fjgov_tui.clock import day_start
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.settings import EARLY_BLANK, EARLY_STALE, SUB_BLANK
from fjgov_tui.ledgers.types import Raw
from fjgov_tui.observed.model import PageState
from fjgov_tui.store.watch.pages import put_page
from tests.audit.conftest import TODAY, County

OWN = "奉节府办〔2026〕9号"


def columns(county: County, count: int, *, blank: bool, site: str = "县政府网") -> None:
    """So many columns of a site that are late since 1 January, or that the monitor saw to be blank yesterday."""
    with county.store.write() as writer:
        number = next(record.id for record in writer.records(LEDGERS["site"]) if record.title == site)
        for index in range(count):
            url = f"https://www.county.example/{number}-{blank}-{index}/"
            given: dict[str, Raw] = {
                "site": site,
                "name": f"栏目{blank}{index}",
                "url": url,
                "kind": "其他",
                "level": 1,
            }
            given["updated_on"] = None if blank else "2024-12-31"
            column = writer.save(LEDGERS["column"], given)
            if blank:
                page = PageState(
                    page_of="column", record=column, site=number, url=url, checked_at=day_start(TODAY) - 3600,
                    opened=True, blank=True,
                )  # fmt: skip
                put_page(writer, page)


def severities(county: County) -> list[tuple[str, str]]:
    return [(finding.subject, finding.severity) for finding in county.found("21.columns")]


@pytest.mark.parametrize(("late", "blank", "failed"), [(9, 0, False), (10, 0, True), (0, 4, False), (0, 5, True),
                                                       (6, 4, True), (5, 4, False)])  # fmt: skip
def test_a_site_fails_by_ten_late_columns_or_five_blank_ones(
    county: County, late: int, blank: int, failed: bool
) -> None:
    columns(county, late, blank=False)
    columns(county, blank, blank=True)
    assert severities(county) == [("县政府网", "violation")] * failed
    assert all(finding.pack == INDICATORS for finding in county.found("21.columns"))


def test_it_has_failed_since_the_day_on_which_the_last_of_them_was_late(county: County) -> None:
    columns(county, 10, blank=False)
    (finding,) = county.found("21.columns")
    assert finding.since == "2026-01-01", "a year after the last day of 2024, and a day"
    assert county.found("21.columns", date(2025, 12, 31)) == []


def test_the_county_warns_before_by_its_own_figure(county: County) -> None:
    columns(county, 7, blank=False)
    columns(county, 2, blank=True)
    assert severities(county) == []
    early = county.add("setting", name=EARLY_STALE.name, value="9")
    assert severities(county) == [], "without its document a figure binds nobody"
    with county.store.write() as writer:
        writer.save(LEDGERS["setting"], {"note": OWN}, writer.record(LEDGERS["setting"], early))
    (finding,) = county.found("21.columns")
    assert (finding.severity, OWN in finding.message) == ("warning", True)
    county.add("setting", name=EARLY_BLANK.name, value="2", note=OWN)
    assert "空白栏目有 2 个" in county.found("21.columns")[0].message
    assert not EARLY_BLANK.fits("5")
    assert not EARLY_STALE.fits("10"), "at the veto itself it would warn of nothing"


def test_the_portal_answers_for_its_sub_sites_and_a_sub_site_by_the_countys_figure(county: County) -> None:
    county.add(
        "site", name="镇子站", unit="白帝镇人民政府", kind="子网站", url="https://www.county.example/bdz/", state="运行"
    )
    columns(county, 3, blank=True)
    columns(county, 2, blank=True, site="镇子站")
    assert severities(county) == [("县政府网", "violation")], "five of the whole site"
    county.add("setting", name=SUB_BLANK.name, value="2", note=OWN)
    assert severities(county) == [("县政府网", "violation"), ("镇子站", "violation")]


def test_columns_without_a_date_leave_open_whether_it_failed(county: County) -> None:
    for number in range(10):
        county.add("column", site="县政府网", name=f"栏目{number}", kind="其他", level=1,
                   url=f"https://www.county.example/{number}/")  # fmt: skip
    (rule,) = [rule for rule in RULES if rule.id == "21.columns"]
    answer = rule.ask(Facts(county.store.read, TODAY))
    assert (answer.judged, list(answer.unjudged.values())) == (0, ["10 个栏目没有日期"])
