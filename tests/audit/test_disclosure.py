"""Articles 14 and 19: what is kept back has a reason on paper, and the year's key points are done in time."""

from datetime import date

import pytest

from fjgov_tui.ledgers.types import Raw
from fjgov_tui.reports.audit import audit
from tests.audit.conftest import TODAY, County


def release(county: County, **given: Raw) -> None:
    values: dict[str, Raw] = {
        "title": "预案", "unit": "白帝镇人民政府", "formed_on": date(2026, 11, 1), "secrecy_on": date(2026, 11, 3),
        "secrecy_result": "不予公开",
    }  # fmt: skip
    county.add("release", **{**values, **given})


def test_what_a_secrecy_review_keeps_back_needs_its_reason(county: County) -> None:
    release(county)
    (finding,) = county.found("14.withheld")
    assert (finding.severity, finding.since) == ("warning", "2026-11-03")


def test_a_reason_or_another_result_is_enough(county: County) -> None:
    release(county, note="保守国家秘密法第十三条")
    release(county, title="通知", secrecy_result="可以公开")
    assert county.found("14.withheld") == []


@pytest.mark.parametrize(("document", "count"), [(None, 1), ("奉节府答〔2026〕3号", 0)])
def test_a_request_is_refused_on_paper(county: County, document: str | None, count: int) -> None:
    county.add(
        "request", title="预算", unit="白帝镇人民政府", received_on=date(2026, 10, 8), channel="网上",
        applicant="张三", result="不予公开", replied_on=date(2026, 10, 20), document=document,
    )  # fmt: skip
    assert len(county.found("14.refused")) == count


@pytest.mark.parametrize(
    ("due", "done", "count"),
    [
        (date(2026, 10, 31), None, 1),
        (date(2026, 10, 31), date(2026, 10, 31), 0),
        (date(2026, 10, 31), date(2026, 11, 1), 1),
        (TODAY, None, 0),
        (None, None, 0),
    ],
)
def test_a_key_point_is_done_by_its_day_and_without_one_within_its_year(
    county: County, due: date | None, done: date | None, count: int
) -> None:
    county.add(
        "key_point", year=2026, title="公开义务教育招生", unit="白帝镇人民政府", document="渝府办发〔2026〕9号",
        due_on=due, done_on=done,
    )  # fmt: skip
    assert len(county.found("19.points")) == count
    assert len(county.found("19.points", date(2027, 1, 1))) == (0 if done == due and due else 1)


def test_what_is_only_recorded_never_claims_to_be_in_order(county: County) -> None:
    """Articles 10 and 11 name kinds of information and no number: a person says whether all of them are public."""
    states = {state.article: state.state for state in audit(county.store.read, TODAY).articles}
    assert (states[10], states[11]) == ("未检查", "未检查")
    release(county)
    states = {state.article: state.state for state in audit(county.store.read, TODAY).articles}
    assert (states[10], states[11]) == ("已记录", "已记录")
