"""Article 21: what stands on a unit's list pages is in its register of publications, where the county asks for that."""

from __future__ import annotations

from datetime import date

import pytest

from fjgov_tui.audit import Facts
from fjgov_tui.audit.publications import RULES
from fjgov_tui.errors import InputProblem
from fjgov_tui.observed.model import Listed, Run
from fjgov_tui.store.watch.listed import put_listed
from fjgov_tui.store.watch.process import put_run
from fjgov_tui.workflows.registering import enter, unregistered
from tests.workflows.office import TODAY, Office

TOWN, PAGE = "白帝镇人民政府", "https://bdz.example/dt/t{}.html"
NOON = 1_795_400_000
RULE = next(rule for rule in RULES if rule.id == "21.register")


def see(office: Office, *entries: tuple[int, str, str], looked: bool = True) -> None:
    """The monitor has seen these on the column's list: number of the page, title, day."""
    listed = [
        Listed(column=1, url=PAGE.format(number), title=title, day=date.fromisoformat(day))
        for number, title, day in entries
    ]
    with office.store.write() as writer:
        put_listed(writer, listed, NOON)
        if looked:
            put_run(writer, Run(check="freshness", page_of="column", record=1, started=NOON, ended=NOON, ok=True))


@pytest.fixture
def town(office: Office) -> Office:
    office.add("column", site="白帝镇子网站", name="工作动态", kind="动态要闻", level=1, url="https://bdz.example/dt/")
    office.add("setting", name="核对发布登记的单位", value=TOWN, note="奉府办函〔2026〕9号")
    office.add("release", title="停水通知", unit=TOWN, formed_on="2026-11-01", published_on="2026-11-02")
    return office


def titles(office: Office) -> list[str]:
    return [each.entry.title for each in unregistered(office.store.read, TODAY)]


def test_what_no_release_covers_is_listed_and_entered_from_there(town: Office) -> None:
    see(town, (1, "停水通知", "2026-11-03"), (2, "防汛演练", "2026-11-20"), (3, "旧闻", "2026-10-30"))
    assert titles(town) == ["防汛演练"], "before its first release the town kept no register"
    with town.store.write() as writer:
        made = enter(writer, PAGE.format(2), TODAY)
    assert titles(town) == []
    record = town.get("release", made)
    assert (record.names["unit"], record.names["column"]) == (TOWN, "工作动态")
    assert (record.day("published_on"), record.values["url"]) == (date(2026, 11, 20), PAGE.format(2))
    with pytest.raises(InputProblem, match="不在没有登记的发布里"), town.store.write() as writer:
        enter(writer, PAGE.format(2), TODAY)


def test_the_same_title_on_another_day_is_another_publication(town: Office) -> None:
    see(town, (1, "停水通知", "2026-11-20"))
    assert titles(town) == ["停水通知"]


def test_the_rule_names_the_unit_that_kept_no_register(town: Office) -> None:
    assert RULE.ask(Facts(town.store.read, TODAY)).unjudged == {2: "它的栏目更新检查都还没有做成"}
    see(town, (1, "停水通知", "2026-11-02"))
    clean = RULE.ask(Facts(town.store.read, TODAY))
    assert (clean.findings, dict(clean.unjudged)) == ((), {})
    see(town, (2, "防汛演练", "2026-11-20"))
    (finding,) = RULE.ask(Facts(town.store.read, TODAY)).findings
    assert (finding.subject, finding.since) == (TOWN, "2026-11-20")
    assert "“防汛演练”（2026-11-20）" in finding.message
    assert RULE.ask(Facts(town.store.read, date(2026, 11, 19))).findings == (), "that day it had not come out yet"


def test_nobody_is_asked_who_was_not_switched_on(office: Office) -> None:
    office.add("column", site="白帝镇子网站", name="工作动态", kind="动态要闻", level=1, url="https://bdz.example/dt/")
    see(office, (2, "防汛演练", "2026-11-20"))
    assert titles(office) == []
    assert RULE.ask(Facts(office.store.read, TODAY)).subjects == ()
