"""Documents beside the regulation: dated, each clause read or not, each of them to be done without by the county."""

from __future__ import annotations

import pytest

from fjgov_tui.audit import RULES
from fjgov_tui.audit.articles import rulebook
from fjgov_tui.audit.model import REGULATION
from fjgov_tui.errors import RecordProblem
from fjgov_tui.ledgers.packs import OtherPack
from fjgov_tui.ledgers.settings import EARLY_HOME, PACKS_OFF
from fjgov_tui.reports.audit import audit
from fjgov_tui.store import Store
from tests.workflows.office import TODAY, Office, furnish


def test_every_rule_of_another_document_names_its_clause_and_every_clause_has_its_rule() -> None:
    rules = {rule.id: rule for rule in RULES}
    assert set(rulebook().clauses) == {rule.id for rule in RULES if rule.pack != REGULATION}
    assert {pack.name for pack in rulebook().others} == set(OtherPack) == {
        rules[clause].pack for clause in rulebook().clauses
    }  # fmt: skip
    assert all(clause.source and clause.where for clause in rulebook().clauses.values())


@pytest.fixture
def office(store: Store) -> Office:
    """Two units with their people."""
    return furnish(store)


def test_what_nobody_has_read_never_makes_a_violation_or_a_warning() -> None:
    doubtful = {name for name, clause in rulebook().clauses.items() if not clause.confirmed}
    assert "35.assessment" in doubtful
    for rule in RULES:
        assert rule.confirmed is (rule.id not in doubtful)


def test_a_county_does_without_a_document_only_by_a_document_of_its_own(office: Office) -> None:
    setting = office.add("setting", name=PACKS_OFF.name, value=OtherPack.INDICATORS)
    report = audit(office.store.read, TODAY)
    assert OtherPack.INDICATORS in {pack.name for pack in report.rulepacks}
    office.set("setting", setting, note="奉节府办〔2026〕9号")
    report = audit(office.store.read, TODAY)
    assert OtherPack.INDICATORS not in {pack.name for pack in report.rulepacks}
    assert [pack.name for pack in report.packs_off] == [OtherPack.INDICATORS]
    assert not {"21.home-age", "24.availability"} & {finding.rule for finding in report.findings}


def test_the_regulation_itself_cannot_be_done_without(office: Office) -> None:
    with pytest.raises(RecordProblem, match="文件编号"):
        office.add("setting", name=PACKS_OFF.name, value=REGULATION, note="某文")


def test_an_early_margin_is_the_countys_own_figure() -> None:
    assert EARLY_HOME.fits("10")
    assert not EARLY_HOME.fits("14"), "at the veto itself it would warn of nothing"


def test_an_article_says_which_rules_were_not_asked(office: Office) -> None:
    """Nobody looked at availability and home pages by the national figures: articles 21 and 24 say so, 5 need not."""
    office.add("setting", name=PACKS_OFF.name, value=f"{OtherPack.INDICATORS}", note="县文1号")
    reasons = {state.article: state.reason for state in audit(office.store.read, TODAY).articles}
    own = [rule.article for rule in RULES if rule.pack == OtherPack.INDICATORS]
    assert {number for number, reason in reasons.items() if "本县不核对" in reason} == set(own)
    assert f"本县不核对：{OtherPack.INDICATORS}的 {own.count(24)} 条" in reasons[24]
