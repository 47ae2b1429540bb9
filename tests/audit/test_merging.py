"""Article 8: a unit's accounts of similar function that few follow or that say little are put in order."""

from __future__ import annotations

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.openings import RULES
from fjgov_tui.ledgers.types import RecordId
from fjgov_tui.store import Store
from tests.workflows.office import TODAY, Office, furnish

MERGE = next(rule for rule in RULES if rule.id == "8.merge")
TOWN = "白帝镇人民政府"


@pytest.fixture
def office(store: Store) -> Office:
    made = furnish(store)
    for platform, given in (("微信公众号", {"followers": 5000, "posts_90": 40}), ("微博", {"followers": 5000})):
        made.add("media", name="白帝发布", unit=TOWN, platform=platform, opened_on="2020-01-01", state="运行", **given)
    return made


def told(office: Office) -> list[tuple[str, str]]:
    return [(finding.severity, finding.message) for finding in MERGE.ask(Facts(office.store.read, TODAY)).findings]


@pytest.mark.parametrize(
    ("given", "words"),
    [({"followers": 12}, "粉丝数 12，少于 200"), ({"posts_90": 3}, "近 90 天发布数 3，少于 9")],
)
def test_few_followers_or_few_posts_are_told_with_the_account_beside_it(
    office: Office, given: dict[str, int], words: str
) -> None:
    assert told(office) == []
    office.set("media", 2, **given)
    ((severity, message),) = told(office)
    assert severity == "warning"
    assert words in message
    assert "微信公众号“白帝发布”" in message


def test_accounts_for_different_work_are_not_similar(office: Office) -> None:
    office.set("media", 1, function="办事服务")
    office.set("media", 2, function="信息发布", posts_90=3)
    assert told(office) == []
    office.set("media", 1, function="综合")
    assert len(told(office)) == 1


def test_a_merging_under_way_is_the_plan_and_the_finding_names_it(office: Office) -> None:
    office.set("media", 2, posts_90=3)
    record = office.add("change", title="白帝发布", unit=TOWN, kind="合并", media=RecordId(2))
    ((severity, message),) = told(office)
    assert severity == "notice"
    assert f"正在办理合并（开办变更关停，编号 {record}）" in message
