"""Nothing is green that was not looked at: which subjects a rule is about, and which of them nobody could judge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from fjgov_tui.audit import RULES, Facts
from fjgov_tui.clock import day_start
from fjgov_tui.ledgers import LEDGERS
from fjgov_tui.observed.model import Run
from fjgov_tui.observed.visits import Outcome, SiteState, Visit
from fjgov_tui.reports.audit import ArticleState, audit, audit_json
from fjgov_tui.reports.auditfiles import TEXTS, audit_text
from fjgov_tui.reports.overview import overview
from fjgov_tui.store import Store
from fjgov_tui.store.watch.process import put_run
from fjgov_tui.store.watch.states import put_states
from fjgov_tui.store.watch.visits import record_visits
from tests.audit.conftest import TODAY, County
from tests.store.helpers import add

DOWN = SiteState(site=1, health="疑似", last_outcome=Outcome.CONNECT, last_why="连接被拒绝", bad_run=1)
INSPECTIONS = ("24.integrity", "24.content", "24.links", "24.standing")


def article(store: Store, number: int, as_of: date = TODAY, unit: str | None = None) -> ArticleState:
    return next(one for one in audit(store.read, as_of, unit=unit).articles if one.article == number)


def inspect(county: County, check: str, at: int, *, ok: bool = True, note: str = "") -> None:
    run = Run(check=check, page_of="site", record=county.ids["site"], started=at, ended=at + 5, ok=ok, note=note)
    with county.store.write() as writer:
        put_run(writer, run)


def test_a_site_that_never_opened_and_was_never_inspected_is_not_in_order(store: Store) -> None:
    """A unit, a site whose port is closed, one round of the monitor: every answer is open."""
    add(store, "unit", name="甲镇", kind="镇")
    add(store, "site", name="甲镇子网站", unit="甲镇", kind="子网站", url="http://127.0.0.1:9/", state="运行")
    at = day_start(TODAY) + 9 * 3600
    with store.write() as writer:
        record_visits(writer, [Visit(site=1, due=at, at=at, outcome=Outcome.CONNECT, why="连接被拒绝")])
        put_states(writer, [replace(DOWN, since=at, last_at=at)])
        for check in ("integrity", "content", "links", "standing", "freshness"):
            run = Run(check=check, page_of="site", record=1, started=at, ended=at, ok=False, note="首页打不开")
            put_run(writer, run)
    report = audit(store.read, TODAY, article=24)
    (state,) = report.articles
    assert state.in_words == "预警 1"
    assert (state.judged, state.unjudged) == (0, 1)
    assert "没有做成" in state.reason
    (finding,) = report.findings
    assert "09:00 起打不开（连接被拒绝）" in finding.message, "the known outage is told"
    assert "样本不足" in finding.message
    gaps = {gap.rule: gap for gap in overview(store.read, TODAY).gaps}
    assert {gaps[rule].state for rule in INSPECTIONS} == {"未检查"}


def test_a_county_without_inspections_says_so_everywhere(county: County) -> None:
    state = article(county.store, 24)
    assert (state.state, state.judged, state.unjudged) == ("未检查", 0, 1)
    assert "检查还没有做过" in state.reason
    report = audit(county.store.read, TODAY)
    assert "1 站点：判定 0，未检查 1" in audit_text(report)
    assert "1 站点：判定 0，未检查 1" in TEXTS["html"](report)
    articles = audit_json(report)["articles"]
    assert isinstance(articles, list)
    row = articles[23]
    assert (row["judged"], row["unjudged"], row["checked"]) == (0, 1, 6)


def test_an_inspection_counts_for_three_of_its_periods(county: County) -> None:
    """Integrity is looked at every two hours: what is older than three times that says nothing of today."""
    now = day_start(TODAY) + 23 * 3600 + 1800
    for check in ("content", "links", "standing"):
        inspect(county, check, now)
    for hours, state in ((1, "合规"), (5, "合规"), (9, "未检查")):
        inspect(county, "integrity", now - hours * 3600)
        assert article(county.store, 24).state == state, hours
    assert "已经太久" in article(county.store, 24).reason
    inspect(county, "integrity", now, ok=False, note="首页打不开")
    assert "没有做成：首页打不开" in article(county.store, 24).reason


def test_a_site_of_which_a_column_was_not_inspected_is_not_in_order(county: County) -> None:
    """Its home page was looked at; what nobody saw may stand on the page of the column."""
    at = day_start(TODAY) + 23 * 3600
    for check in ("integrity", "content", "links", "standing"):
        inspect(county, check, at)
    assert article(county.store, 24).state == "合规"
    column = county.add("column", site="县政府网", name="要闻", kind="动态要闻", url="https://www.example.cn/yw/")
    assert article(county.store, 24).state == "未检查"
    content = Run(check="content", page_of="column", record=column, started=at, ended=at, ok=False)
    with county.store.write() as writer:
        for check in ("integrity", "standing"):
            put_run(writer, replace(content, check=check, ok=True))
        put_run(writer, content)
    reason = article(county.store, 24).reason
    assert "1 个栏目里有 1 个没有查成，如“县政府网-要闻”内容检查" in reason
    with county.store.write() as writer:
        put_run(writer, replace(content, ok=True))
    assert article(county.store, 24).state == "合规"


def test_a_check_that_is_switched_off_is_no_answer(county: County) -> None:
    for check in ("integrity", "content", "links", "standing"):
        inspect(county, check, day_start(TODAY) + 23 * 3600)
    assert article(county.store, 24).state == "合规"
    county.add("schedule", kind="内容", cron="30 2 * * *", enabled="否")
    assert article(county.store, 24).state == "未检查"
    assert "内容检查已停用" in article(county.store, 24).reason


def test_an_inspection_of_later_says_nothing_of_a_past_day(county: County) -> None:
    for check in ("integrity", "content", "links", "standing"):
        inspect(county, check, day_start(TODAY) + 3600)
    assert article(county.store, 24, TODAY - timedelta(days=1)).state == "未检查"


@pytest.mark.parametrize("number", [7, 8, 21, 24, 36, 37, 38])
def test_a_unit_that_owns_nothing_is_not_in_order_but_unchecked(county: County, number: int) -> None:
    county.add("unit", name="甲镇", kind="镇")
    state = article(county.store, number, unit="甲镇")
    assert (state.state, state.checked, state.judged) == ("未检查", 0, 0)
    assert "没有可查的" in state.reason or "为空" in state.reason


def test_a_county_of_closed_things_is_unchecked(county: County) -> None:
    """Closed media, a stopped account, a closed site: nothing of it is in scope; nor of an expired contract that was
    settled, but that it was settled is a question of its own."""
    over = date(2026, 6, 1)
    county.save("media", state="关停", closed_on=over)
    county.save("vendor", contract_to=over)
    county.save("account", state="停用")
    county.save("site", state="关停", closed_on=over)
    for number in (7, 8, 24, 37):
        state = article(county.store, number)
        assert state.state == "未检查", number
        assert "没有可查的" in state.reason
    assert article(county.store, 36).state == "未检查", "nobody has left"


def test_checked_counts_the_rules_that_had_a_subject(county: County) -> None:
    about_accounts = [rule for rule in RULES if rule.article == 37 and rule.ledger == "account"]
    assert article(county.store, 37).checked == len([rule for rule in RULES if rule.article == 37])
    county.save("account", state="停用")
    assert article(county.store, 37).checked == len([rule for rule in RULES if rule.article == 37]) - len(
        about_accounts
    )


def test_a_subject_is_judged_only_where_every_rule_judged_it(county: County) -> None:
    """One of two columns has no date: it is counted once, however many rules ask."""
    county.add("column", site="县政府网", name="要闻", kind="动态要闻", updated_on=TODAY)
    county.add("column", site="县政府网", name="公告", kind="通知公告")
    rule = next(rule for rule in RULES if rule.id == "21.column-age")
    answer = rule.ask(Facts(county.store.read, TODAY))
    assert (answer.judged, len(answer.unjudged), answer.findings) == (1, 1, ())
    assert "2 栏目：判定 1，未检查 1（没有登记最近更新日期，监测也没有看到日期 1）" in article(county.store, 21).reason


def test_every_rule_answers_for_every_subject_in_scope(county: County) -> None:
    """judged and unjudged add up, and a finding's record is named by its ledger."""
    county.save("account", used_on="", length="", rotated_on="")
    for rule in RULES:
        answer = rule.ask(Facts(county.store.read, TODAY))
        ids = {record.id for record in answer.subjects}
        assert len(ids) == len(answer.subjects)
        assert set(answer.unjudged) <= ids
        assert answer.judged + len(answer.unjudged) == len(ids)
        assert {finding.ledger for finding in answer.findings} <= set(LEDGERS)


def unjudged(county: County, rule: str) -> list[str]:
    return list(next(one for one in RULES if one.id == rule).ask(Facts(county.store.read, TODAY)).unjudged.values())


@pytest.mark.parametrize("number", [12, 13, 15, 16, 18])
def test_drafts_alone_put_no_article_in_order(county: County, number: int) -> None:
    """Nobody has reviewed, proofed or published anything, and nothing is late."""
    formed = str(TODAY - timedelta(days=3))
    release = {"unit": "白帝镇人民政府", "formed_on": formed, "category": "应急", "origin": "原创"}
    county.add("release", title="防汛通知", text="请注意防汛。", **release)
    state = article(county.store, number)
    assert (state.state, state.judged) == ("未检查", 0)
    assert "没有可查的" in state.reason


def test_a_message_that_waits_within_its_time_is_no_answer(county: County) -> None:
    """Article 23 is in order by messages that were answered; one that waits is open until its time is over."""
    came = {"unit": "白帝镇人民政府", "kind": "办理"}
    county.add("message", title="路灯", received_on=str(TODAY - timedelta(days=1)), **came)
    assert "“网民留言”里没有可查的" in article(county.store, 23).reason
    county.add("message", title="停水", received_on="2026-03-02", replied_on="2026-03-03", reply="已修", **came)
    assert "没有可查的" not in article(county.store, 23).reason


def test_a_published_text_that_is_not_there_was_not_searched_for_persons(county: County) -> None:
    """Its number of an identity card would have been told; without a text nobody looked."""
    day = str(TODAY - timedelta(days=40))
    release = {"unit": "白帝镇人民政府", "formed_on": day, "category": "应急", "origin": "原创", "published_on": day}
    county.add("release", title="防汛通知", **release)
    assert unjudged(county, "13.deidentified") == ["没有登记正文，有没有个人信息无从核对"]


def test_accounts_side_by_side_without_logins_may_be_one(county: County) -> None:
    assert unjudged(county, "37.shared") == [], "one account alone is shared with none"
    county.save("account", login="")
    assert unjudged(county, "37.shared") == []
    second = {"holder": "赵立春", "privilege": "编辑", "state": "在用", "login": "b", "length": "12"}
    county.add("account", name="门户-编辑", site="县政府网", **second)
    assert unjudged(county, "37.shared") == ["没有登记登录名，是不是和别人共用无法核对"]


def test_somebody_who_came_nobody_knows_when_may_not_have_been_filed(county: County) -> None:
    county.add("person", name="周处暑", unit="白帝镇人民政府", roles="信息员", real_name="是")
    assert unjudged(county, "37.filing") == ["没有登记到岗日期，也没有备案日期"]
