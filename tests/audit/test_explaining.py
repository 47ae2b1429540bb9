"""An explained finding: visible with who, why and until when; not open while that holds, and open again after it."""

from datetime import date, timedelta

import pytest

from fjgov_tui.errors import InputProblem
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.severity import Severity
from fjgov_tui.reports.audit import audit, audit_json
from fjgov_tui.reports.auditfiles import TEXTS
from fjgov_tui.reports.overview import overview
from fjgov_tui.workflows.explaining import explain
from tests.audit.conftest import TODAY, County

UNTIL = date(2026, 12, 31)


def explained(county: County, until: date = UNTIL) -> None:
    """The site has no police filing; the office says why."""
    county.save("site", police="", opened_on=date(2024, 1, 1), audited_on=date(2023, 12, 1))
    with county.store.write() as writer:
        explain(
            writer, ("7.filing", "site", county.ids["site"]), "县政府网",
            who="孙惊蛰", why="公安机关正在换号", on=TODAY, until=until, document="奉节信公开函〔2026〕8号",
        )  # fmt: skip


def test_an_explained_finding_is_listed_and_not_open(county: County) -> None:
    explained(county)
    report = audit(county.store.read, TODAY)
    (finding,) = report.findings
    assert finding.explained is not None
    assert (report.count(Severity.VIOLATION), report.explained, report.reaches(Severity.NOTICE)) == (0, 1, False)
    state = report.articles[6]
    assert (state.state, state.in_words, state.violations) == ("预警", "已说明 1", 0), "explained is not in order"
    for form in ("text", "md", "html"):
        text = TEXTS[form](report)
        for word in ("孙惊蛰", "2026-12-31", "公安机关正在换号", "已说明 1"):
            assert word in text, (form, word)
    document = audit_json(report)
    listed = document["findings"]
    assert isinstance(listed, list)
    assert listed[0]["explained"]["who"] == "孙惊蛰"


def test_it_ends_by_itself(county: County) -> None:
    explained(county)
    assert not audit(county.store.read, UNTIL, article=7).reaches(Severity.VIOLATION)
    assert audit(county.store.read, UNTIL + timedelta(days=1), article=7).reaches(Severity.VIOLATION)
    assert audit(county.store.read, TODAY - timedelta(days=1), article=7).reaches(Severity.VIOLATION), (
        "not explained yet"
    )


def test_the_overview_does_not_count_it_and_does_not_call_it_in_order(county: County) -> None:
    explained(county)
    gap = next(gap for gap in overview(county.store.read, TODAY).gaps if gap.rule == "7.filing")
    assert (gap.count, gap.state, gap.glyph) == (0, "已说明 1", "!")


def test_nobody_explains_for_longer_than_a_year(county: County) -> None:
    with pytest.raises(InputProblem, match="一年"):
        explained(county, TODAY + timedelta(days=367))


def test_explaining_again_replaces_and_keeps_the_history(county: County) -> None:
    explained(county)
    explained(county, UNTIL + timedelta(days=30))
    assert len(list(county.store.read.records(LEDGERS["explanation"]))) == 1


def test_what_cannot_be_checked_counts_as_judged_once_somebody_answers_for_it(county: County) -> None:
    county.save("media", opened_on="")
    assert audit(county.store.read, TODAY, article=8).articles[0].state == "未检查"
    with county.store.write() as writer:
        explain(
            writer, ("8.opened", "media", county.ids["media"]), "白帝镇",
            who="孙惊蛰", why="开设批文已找到", on=TODAY, until=UNTIL,
        )  # fmt: skip
    assert audit(county.store.read, TODAY, article=8).articles[0].state == "合规"
