"""The facts of an audit: read once, however many rules ask, and never changed by asking."""

import gc
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from fjgov_tui.audit import RULES, Facts, answers
from fjgov_tui.ledgers import LEDGERS, Record
from fjgov_tui.reports.audit import audit
from fjgov_tui.reports.overview import overview
from fjgov_tui.reports.ruling import read_ruling
from fjgov_tui.store import Store
from tests.audit.conftest import TODAY, County

_FROM = re.compile(r'\bFROM "?(\w+)"?', re.IGNORECASE)


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """What the connection is asked meanwhile."""
    asked: list[str] = []
    store.read.db.conn.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        store.read.db.conn.set_trace_callback(None)


def scans(asked: list[str]) -> Counter[str]:
    """How often each ledger was read as a whole: no condition on single records."""
    whole = [sql for sql in asked if "removed_at IS NULL" in sql and "count(" not in sql and ".id = " not in sql[-40:]]
    return Counter(name for sql in whole for name in _FROM.findall(sql)[-1:] if name in LEDGERS)


def test_one_audit_reads_each_ledger_at_most_once(county: County) -> None:
    county.add("column", site="县政府网", name="要闻", kind="动态要闻", updated_on=TODAY)
    with statements(county.store) as asked:
        answers(Facts(county.store.read, TODAY))
    read = scans(asked)
    assert read["account"] == read["person"] == read["rotation"] == 1
    assert set(read.values()) == {1}, read


def test_the_whole_report_reads_each_ledger_at_most_once(county: County) -> None:
    with statements(county.store) as asked:
        audit(county.store.read, TODAY)
    assert set(scans(asked).values()) == {1}


def test_what_is_worked_out_is_worked_out_once(county: County) -> None:
    calls = []

    def count_accounts(facts: Facts) -> int:
        calls.append(facts)
        return len(facts.by_id("account"))

    facts = Facts(county.store.read, TODAY)
    assert facts.of(count_accounts) == facts.of(count_accounts) == 1
    assert len(calls) == 1


def test_references_are_followed_both_ways(county: County) -> None:
    facts = Facts(county.store.read, TODAY)
    (account,) = facts.records("account")
    site = facts.follow(account, "site")
    assert site is not None
    assert site.title == "县政府网"
    assert facts.referring("account", "site") == {site.id: [account]}
    assert facts.follow(account, "media") is None


def test_the_unit_of_any_record_is_found_through_what_it_belongs_to(county: County) -> None:
    county.add("column", site="县政府网", name="要闻", kind="动态要闻")
    county.add("rotation", account="门户-管理员", on=TODAY, by="孙惊蛰", length=12, basis="承诺", reason="定期")
    facts = Facts(county.store.read, TODAY)
    for ledger in ("unit", "site", "media", "account", "column", "rotation", "vendor", "attendance"):
        record = next(iter(facts.records(ledger)))
        assert facts.unit_of(record) == "白帝镇人民政府", ledger


def test_facts_are_of_one_moment(county: County) -> None:
    """What is written while an audit runs does not show in half of its answers."""
    facts = Facts(county.store.read, TODAY)
    before = list(facts.records("unit"))
    county.add("unit", name="后来的单位", kind="部门")
    assert list(facts.records("unit")) == before


def test_every_rule_can_be_asked_alone(county: County) -> None:
    whole = {answer.rule.id: answer for answer in answers(Facts(county.store.read, TODAY))}
    for rule in RULES:
        alone = rule.ask(Facts(county.store.read, TODAY))
        assert alone.findings == whole[rule.id].findings
        assert alone.unjudged == whole[rule.id].unjudged


def test_the_overview_asks_the_same_rules(county: County) -> None:
    county.save("account", holder="")
    shown = {gap.rule: gap.findings for gap in overview(county.store.read, TODAY).gaps}
    assert shown == {answer.rule.id: answer.findings for answer in answers(Facts(county.store.read, TODAY))}


def test_what_was_read_for_an_audit_is_let_go_before_garbage_is_looked_for(county: County) -> None:
    """Records of 100,000 units that are given up at once, or searched for cycles, hold up every key."""
    gc.collect()
    before = sum(type(thing) is Record for thing in gc.get_objects())
    looked: list[int] = []

    def look(_phase: str, _facts: object) -> None:
        looked.append(sum(type(thing) is Record for thing in gc.get_objects()) - before)

    gc.callbacks.append(look)
    try:
        read_ruling(county.store.read, TODAY)
        gc.collect()
    finally:
        gc.callbacks.remove(look)
    assert looked
    assert max(looked) == 0


def test_whoever_waits_for_the_screen_goes_first_within_every_rule_over_many_records(county: County) -> None:
    for number in range(120):
        county.add("unit", name=f"第{number}号单位", kind="部门")
    turns = Counter[str]()
    facts = Facts(county.store.read, TODAY)
    facts.by_id("unit")
    for rule in RULES:
        county.store.read.db.give_way = partial(turns.update, [rule.id])
        rule.ask(facts)
    assert {rule.id for rule in RULES if rule.ledger == "unit" and rule.scope is None} <= turns.keys()
