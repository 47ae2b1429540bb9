"""Article 36: a leaver is an open finding until accounts, pledge and filing are all there."""

from datetime import date, timedelta

import pytest

from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.ledgers.types import Raw, Reference
from fjgov_tui.store import Writer
from fjgov_tui.workflows.handover import begin_handover, finish_handover, handover_state, record_filing, record_pledge
from fjgov_tui.workflows.rotation import Attestation, record_rotation
from tests.audit.conftest import TODAY, County

LEFT = date(2026, 11, 10)
DAY = timedelta(days=1)


@pytest.fixture
def leaving(county: County) -> County:
    """The holder of the portal's account left on 10 November and a trained colleague took over."""
    came = date(2024, 2, 1)
    county.add("person", name="李春分", unit="白帝镇人民政府", real_name="是", on_duty=came, filed_on=came)
    for year in (2023, 2024, 2025, 2026):
        county.add("attendance", training=f"全县培训{year}", person="李春分", passed="是")
    with county.store.write() as writer:
        county.ids["taker"] = writer.name_book.resolve(Reference("person"), "李春分", None)
        county.ids["handover"] = begin_handover(writer, county.ids["person"], LEFT, taker_id=county.ids["taker"])
    return county


def rotate(writer: Writer, county: County, on: date) -> None:
    record_rotation(writer, county.ids["account"], Attestation(12), on, by=county.ids["taker"], reason="移交")


def test_a_handover_is_open_from_the_leaving_day_and_says_its_age(leaving: County) -> None:
    assert leaving.found("36.handover", LEFT - DAY) == []
    for as_of in (LEFT, TODAY):
        (finding,) = leaving.found("36.handover", as_of)
        assert (finding.ledger, finding.id, finding.severity) == ("handover", leaving.ids["handover"], "violation")
        assert (finding.unit, finding.since) == ("白帝镇人民政府", "2026-11-10")
        assert f"已 {(as_of - LEFT).days} 天" in finding.message
        assert "门户-管理员" in finding.message
        assert [one.since for one in leaving.found("36.pledge", as_of)] == ["2026-11-10"]
        assert ["离岗" in one.message for one in leaving.found("37.filing", as_of)] == [True], "each omission once"


@pytest.mark.parametrize("left_out", ["rotation", "pledge", "filing"])
def test_each_of_the_three_is_one_finding_of_its_own_rule(leaving: County, left_out: str) -> None:
    with leaving.store.write() as writer:
        if left_out != "rotation":
            rotate(writer, leaving, LEFT)
        if left_out != "pledge":
            record_pledge(writer, leaving.ids["handover"], LEFT)
        if left_out != "filing":
            record_filing(writer, leaving.ids["handover"], LEFT)
    rule = {"rotation": "36.handover", "pledge": "36.pledge", "filing": "37.filing"}[left_out]
    assert [one for one in leaving.rules() if one != "37.attested"] == [rule]
    (finding,) = leaving.found(rule)
    assert (finding.severity, finding.since) == ("violation", "2026-11-10")


def test_a_password_changed_the_day_before_does_not_count(leaving: County) -> None:
    with leaving.store.write() as writer:
        rotate(writer, leaving, LEFT - DAY)
        record_pledge(writer, leaving.ids["handover"], LEFT)
        record_filing(writer, leaving.ids["handover"], LEFT)
    assert "没有换过口令" in leaving.found("36.handover")[0].message


def test_with_all_three_only_the_closing_is_asked_for_and_then_nothing(leaving: County) -> None:
    with leaving.store.write() as writer:
        rotate(writer, leaving, LEFT + DAY)
        record_pledge(writer, leaving.ids["handover"], LEFT)
        record_filing(writer, leaving.ids["handover"], LEFT + 2 * DAY)
    assert [one.severity for one in leaving.found("36.handover")] == ["notice"]
    with leaving.store.write() as writer:
        finish_handover(writer, leaving.ids["handover"])
    assert leaving.rules() == ["37.attested"]
    assert len(leaving.found("37.filing", LEFT + DAY)) == 1, "not filed by then"


def test_closing_it_by_hand_does_not_hide_what_is_missing(leaving: County) -> None:
    with leaving.store.write() as writer:
        handover = writer.record(LEDGERS["handover"], leaving.ids["handover"])
        writer.save(LEDGERS["handover"], {"closed_on": TODAY}, handover)
    (finding,) = leaving.found("36.handover")
    assert "虽登记为已办结" in finding.message
    assert handover_state(leaving.store.read, leaving.ids["handover"], TODAY).state == "办结有缺", "the list agrees"


def test_a_leaver_who_still_holds_accounts_without_a_handover(county: County) -> None:
    county.save("person", left_on=LEFT, pledge_on=LEFT)
    assert county.found("36.handover", LEFT - DAY) == []
    (finding,) = county.found("36.handover", LEFT)
    assert (finding.ledger, finding.subject, finding.since) == ("person", "孙惊蛰", "2026-11-10")
    assert "门户-管理员" in finding.message
    assert county.found("36.pledge") == []


@pytest.mark.parametrize(("pledge", "open_"), [("", True), (LEFT, False), (LEFT + DAY, True)])
def test_a_leaver_without_handover_needs_at_least_the_pledge_of_her_own_record(
    county: County, pledge: Raw, open_: bool
) -> None:
    county.save("account", holder="")
    county.save("person", left_on=LEFT, pledge_on=pledge)
    assert bool(county.found("36.pledge", LEFT)) is open_
    assert county.found("36.handover", LEFT) == [], "she held nothing"
    assert county.found("36.pledge", LEFT - DAY) == []
