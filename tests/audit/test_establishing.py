"""中央编办发〔2014〕69号 beside article 7: known from reports of it only, so that nothing is more than a notice."""

from datetime import date

import pytest

from fjgov_tui.clock import day_start
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.settings import PACKS_OFF
from fjgov_tui.observed.model import Sighting
from fjgov_tui.store.watch.findings import observe
from tests.audit.conftest import TODAY, County


def test_a_site_of_its_own_name_shows_who_audited_it(county: County) -> None:
    assert county.found("7.audited") == [], "when it opened is not known"
    county.save("site", opened_on="2020-01-01")
    (finding,) = county.found("7.audited")
    assert (finding.severity, finding.pack) == ("notice", OtherPack.ESTABLISHMENT)
    assert "没有核实" in finding.message or "补登" in finding.message
    county.add("site", name="镇子站", unit="白帝镇人民政府", kind="子网站", url="https://www.county.example/bdz/",
               opened_on="2024-01-01", state="运行")  # fmt: skip
    assert [found.subject for found in county.found("7.audited")] == ["县政府网"], "a sub-site goes by its portal's"
    county.save("site", audited_on="2019-12-01")
    assert county.found("7.audited") == []


@pytest.mark.parametrize(
    ("hung", "day", "late"),
    [
        (None, date(2026, 11, 9), False),
        (None, date(2026, 11, 10), True),
        ("2026-11-09", TODAY, False),
        ("2026-11-10", TODAY, True),
    ],
)
def test_the_badge_hangs_five_working_days_after_the_notice(
    county: County, hung: str | None, day: date, late: bool
) -> None:
    """From Monday 2 November five working days are over on Monday the 9th."""
    county.save("site", badge_notice_on="2026-11-02", badge_on=hung)
    listed = county.found("7.badge", day)
    assert [(finding.severity, finding.due) for finding in listed] == [("notice", "2026-11-09")] * late


def test_a_badge_that_is_entered_and_not_seen_is_told(county: County) -> None:
    county.save("site", badge_notice_on="2026-11-02", badge_on="2026-11-03")
    seen = Sighting(
        check="standing", rule="badge", page_of="site", record=county.ids["site"], site=county.ids["site"],
        url="https://www.county.example/", mark="badge", what="首页没有党政机关网站标识",
    )  # fmt: skip
    with county.store.write() as writer:
        observe(writer, "standing", "site", seen.record, [seen], day_start(TODAY))
    (finding,) = county.found("7.badge")
    assert "没有看到" in finding.message


def test_the_county_may_do_without_the_document(county: County) -> None:
    county.save("site", opened_on="2020-01-01", badge_notice_on="2026-11-02")
    assert {"7.audited", "7.badge"} <= set(county.rules())
    county.add("setting", name=PACKS_OFF.name, value=OtherPack.ESTABLISHMENT, note="奉节府办〔2026〕9号")
    assert not {"7.audited", "7.badge"} & set(county.rules())
